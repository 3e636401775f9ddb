# Makes demand/testdata/ebest_*.csv: what R's spdep says of empirical-Bayes rates (EBest,
# family "poisson"), and of Gi* on them (localG with self included), for the Go tests to
# compare with. Run from the root of the repository:
#
#   Rscript tools/oracles/spdep_ebest.R
#
# Given a distance, a table of x, y, count, population and another file, it writes the same
# of that table to the other file instead: the tests do so where R is installed.
#
#   Rscript tools/oracles/spdep_ebest.R DISTANCE FILE.csv ANSWER.csv
#
# Columns: x, y, count, population, then raw and smoothed (of one living there) and gi_z.
# Debian: r-cran-spdep (1.2-7 made the committed tables).
suppressMessages(library(spdep))
set.seed(20261122)

rates <- function(cells, distance, to) {
  est <- EBest(cells$count, cells$population, family = "poisson")
  cells$raw <- est$raw
  cells$smoothed <- est$estmm
  cells$gi_z <- NA
  if (nrow(cells) > 1) {
    weights <- nb2listw(include.self(dnearneigh(as.matrix(cells[, c("x", "y")]), 0, distance)), style = "B", zero.policy = TRUE)
    cells$gi_z <- as.numeric(localG(cells$smoothed, weights, zero.policy = TRUE))
  }
  parameters <- attr(est, "parameters")
  shown <- function(v) sprintf("%.17g", v)
  writeLines(paste0("# distance ", shown(distance), "; a ", shown(parameters$a), "; b ", shown(parameters$b), "; spdep ", packageVersion("spdep")), to)
  write.table(as.data.frame(lapply(cells[, c("x", "y", "count", "population", "raw", "smoothed", "gi_z")], shown)), to, sep = ",", row.names = FALSE, quote = FALSE)
  close(to)
}

asked <- commandArgs(trailingOnly = TRUE)
if (length(asked) == 3) {
  rates(read.csv(asked[2]), as.numeric(asked[1]), file(asked[3], "w"))
  quit()
}
made <- function(name, cells, distance) rates(cells, distance, file(file.path("demand", "testdata", paste0("ebest_", name, ".csv")), "w"))

# Real: sudden infant deaths in the counties of North Carolina, 1974-78 (Cressie 1993),
# among births, as spData has them.
nc <- sf::st_read(system.file("shapes/sids.shp", package = "spData")[1], quiet = TRUE)
at <- sf::st_coordinates(sf::st_centroid(sf::st_geometry(nc)))
made("sids", data.frame(x = round(at[, 1] * 90000), y = round(at[, 2] * 111000), count = nc$SID74, population = nc$BIR74), 60000)

# Made: towns with rates of their own, small places, many without a child counted.
town <- sample(6, 300, replace = TRUE)
centre <- cbind(runif(6, 420000, 560000), runif(6, 90000, 230000))
towns <- data.frame(x = round(centre[town, 1] + rnorm(300, sd = 4000)), y = round(centre[town, 2] + rnorm(300, sd = 4000)))
towns$population <- round(runif(300, 20, 800))
towns$count <- rpois(300, towns$population * ifelse(town %in% c(2, 5), 0.02, 0.004))
made("towns", towns[, c("x", "y", "count", "population")], 5000)

# Rates alike but for chance: the variance comes out below 0 and is taken for 0.
even <- data.frame(x = seq(0, 59000, 1000), y = 0, count = rep(c(4, 5), 30), population = 1000)
made("even", even, 1000)

# Estimates are not whole: thousandths of a child.
whole <- towns
whole$count <- round(rgamma(300, 2, 1), 3)
made("thousandths", whole[, c("x", "y", "count", "population")], 5000)

made("one", data.frame(x = 1, y = 1, count = 3, population = 40), 1000)
