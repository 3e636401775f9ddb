# Makes demand/testdata/spdep_*.csv: what R's spdep says of several inputs, for the
# Go tests to compare with. Run from the root of the repository:
#
#   Rscript tools/oracles/spdep_localg.R
#
# Columns: x, y, count, then gi_z (localG with self included, binary weights), p
# (two-sided, normal), q (Benjamini-Hochberg) and class. The first line names the
# distance. Debian: r-cran-spdep (1.2-7 made the committed tables).
suppressMessages(library(spdep))
set.seed(20261122)

readings <- function(name, cells, distance) {
  here <- as.matrix(cells[, c("x", "y")])
  neighbours <- include.self(dnearneigh(here, 0, distance))
  weights <- nb2listw(neighbours, style = "B", zero.policy = TRUE)
  cells$gi_z <- as.numeric(localG(cells$count, weights, zero.policy = TRUE))
  cells$p <- 2 * pnorm(-abs(cells$gi_z))
  cells$q <- p.adjust(cells$p, method = "BH")
  level <- ifelse(cells$q <= 0.01, "99", ifelse(cells$q <= 0.05, "95", ifelse(cells$q <= 0.10, "90", "")))
  cells$class <- ifelse(level == "", "none", paste0(ifelse(cells$gi_z > 0, "hot", "cold"), level))
  path <- file.path("demand", "testdata", paste0("spdep_", name, ".csv"))
  writeLines(paste0("# distance ", format(distance, digits = 17), "; spdep ", packageVersion("spdep")), path)
  shown <- function(v) sprintf("%.17g", v)
  out <- data.frame(x = shown(cells$x), y = shown(cells$y), count = shown(cells$count),
                    gi_z = shown(cells$gi_z), p = shown(cells$p), q = shown(cells$q), class = cells$class)
  suppressWarnings(write.table(out, path, sep = ",", row.names = FALSE, quote = FALSE, append = TRUE))
  cat(name, nrow(out), "cells,", round(mean(card(neighbours)), 1), "neighbours,", sum(out$class != "none"), "classed\n")
}

# A grid of kilometre squares: the distance is exactly the step, so ties decide.
grid <- expand.grid(x = seq(400000, 419000, 1000), y = seq(100000, 114000, 1000))
grid$count <- rpois(nrow(grid), 3 + 9 * exp(-((grid$x - 405000)^2 + (grid$y - 105000)^2) / 2e7))
readings("grid", grid, 1000)

# The same with the diagonals.
readings("grid_diagonal", grid, sqrt(2e6))

# Towns: crowded together, with many zeros, as real counts are.
town <- sample(8, 500, replace = TRUE)
centre <- cbind(runif(8, 420000, 560000), runif(8, 90000, 230000))
towns <- data.frame(x = round(centre[town, 1] + rnorm(500, sd = 4000)), y = round(centre[town, 2] + rnorm(500, sd = 4000)))
towns$count <- rpois(500, ifelse(town %in% c(2, 5), 6, 0.7))
readings("towns", towns, 3000)

# Estimates in thousandths at places with many decimals, some of them in one place,
# some with no neighbour but themselves.
apart <- data.frame(x = runif(300, 0, 60000), y = runif(300, 0, 60000))
apart <- rbind(apart, apart[1:40, ], data.frame(x = c(-90000, 150000), y = c(-90000, 150000)))
apart$count <- round(rgamma(nrow(apart), 1.2, 0.3) * 1000 * (1 + 4 * (apart$x < 15000)))
readings("irregular", apart, 4321)

# Large counts that differ little, some below zero.
level <- data.frame(x = runif(250, 0, 1000), y = 0)
level$count <- 1e9 + round(rnorm(250, sd = 5) + 8 * (level$x > 800)) / 4
readings("line", level, 60)

cold <- data.frame(x = round(runif(400, 0, 20000)), y = round(runif(400, 0, 20000)))
cold$count <- round(rnorm(400, mean = ifelse(cold$x < 8000, -4, 3), sd = 3), 3)
readings("below_zero", cold, 2500)
