# A second simulation of the test network of internal/schedule (realisticStages in
# simulate_test.go), written apart from it: the rules of docs/opening.md, R's rbeta.
# Run from the top of the checkout:
#   Rscript tools/oracles/opening.R > internal/schedule/testdata/opening.csv
set.seed(20261122)
runs <- 400000
pert <- function(a, m, b) 7 * (a + (b - a) * rbeta(runs, 1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a)))

length <- list(advice = pert(4, 8, 13), design = pert(8, 13, 26), planning = pert(13, 26, 64), appeal = pert(21, 29, 36),
               procurement = pert(6, 10, 16), works = pert(40, 56, 78), manager = pert(13, 26, 52), ofsted = pert(12, 20, 40),
               survey = pert(2, 3, 9), terms = pert(4, 9, 30), utilities = pert(8, 12, 40), approval = pert(4, 8, 16))
length$appeal <- ifelse(runif(runs) < 0.2, length$appeal, 0)

advice <- length$advice
design <- advice + length$design
planning <- pmax(0, design - 14) + length$planning
appeal <- planning + length$appeal
procurement <- appeal + length$procurement
works <- procurement + length$works
manager <- procurement + length$manager
ofsted <- pmax(works, manager) + length$ofsted
approval <- ofsted + length$approval
utilities <- length$terms + length$utilities
total <- pmax(approval, utilities, length$survey, design)

rank <- function(x, p) sort(ceiling(x))[ceiling(p * runs)]
cat(paste("# R", getRversion(), runs, "runs"), "\n", sep = "")
cat("measure,value\n")
for (p in c(10, 50, 80, 90)) cat(sprintf("p%d,%d\n", p, rank(total, p / 100)))
cat(sprintf("mean,%.6f\n", mean(total)))
cat(sprintf("critical works,%.6f\n", mean(works >= manager & total == approval)))
cat(sprintf("critical manager,%.6f\n", mean(manager >= works & total == approval)))
cat(sprintf("critical appeal,%.6f\n", mean(length$appeal > 0 & total == approval)))
cat(sprintf("finish appeal,%d\n", rank(appeal, 0.5)))
cat(sprintf("finish works,%d\n", rank(works, 0.5)))
cat(sprintf("finish utilities,%d\n", rank(utilities, 0.5)))
