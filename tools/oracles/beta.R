# Tables of the PERT-beta distribution (alpha = 1 + 4t, beta = 5 - 4t) from R, for the
# tests of internal/schedule. Run from the top of the checkout:
#   Rscript tools/oracles/beta.R > internal/schedule/testdata/beta.csv
# t is the place of the likely length between optimistic and pessimistic; a row says
# that below a share of x of the way lies the share "below", above it "above".
shapes <- c(0, 0.01, 0.1, 0.2, 1/3, 0.5, 0.6, 0.75, 0.9, 0.99, 1)
shares <- c(1e-15, 1e-12, 1e-9, 1e-6, 1e-4, 0.001, 0.01, seq(0.025, 0.975, by = 0.025), 0.99, 0.999)
cat(paste("# R", getRversion()), "\n", sep = "")
cat("t,tail,share,x,rest,below,above\n")
for (t in shapes) for (tail in c("lower", "upper")) for (u in shares) {
  a <- 1 + 4 * t; b <- 5 - 4 * t
  # rest is 1 - x, taken from the mirrored distribution so that it keeps its digits.
  x    <- qbeta(u, a, b, lower.tail = tail == "lower")
  rest <- qbeta(u, b, a, lower.tail = tail == "upper")
  cat(sprintf("%.17g,%s,%.17g,%.17g,%.17g,%.17g,%.17g\n", t, tail, u, x, rest,
              pbeta(x, a, b), pbeta(x, a, b, lower.tail = FALSE)))
}
