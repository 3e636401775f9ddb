# Compares the hot-spots of the real small areas with R's spdep, by hand:
#
#   HOMEGROUND_SPDEP_TABLE=/tmp/region.csv go test ./demand -run TestRegionForSpdep
#   Rscript tools/oracles/spdep_check.R /tmp/region.csv
suppressMessages(library(spdep))
path <- commandArgs(TRUE)[1]
distance <- as.numeric(sub("# distance ", "", readLines(path, 1)))
cells <- read.csv(path, comment.char = "#")
neighbours <- include.self(dnearneigh(as.matrix(cells[, c("x", "y")]), 0, distance))
z <- as.numeric(localG(cells$count, nb2listw(neighbours, style = "B")))
q <- p.adjust(2 * pnorm(-abs(z)), method = "BH")
level <- ifelse(q <= 0.01, "99", ifelse(q <= 0.05, "95", ifelse(q <= 0.10, "90", "")))
class <- ifelse(level == "", "none", paste0(ifelse(z > 0, "hot", "cold"), level))
cat(nrow(cells), "cells, distance", distance, "m, mean neighbours", mean(card(neighbours)),
    "\nlargest difference of z", max(abs(z - cells$gi_z)), "\nclasses that differ", sum(class != cells$class), "\n")
