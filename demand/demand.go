// Package demand knows where places are needed: counts and estimates of
// looked-after children by small area, and the hot-spots among them. It never
// holds the record of a child.
//
// Its parts:
//
//	hotspot.go    Getis-Ord Gi* and its classes (pure)
//	bayes.go      empirical-Bayes rates (pure)
//	measure.go    what Gi* is taken of: counts or rates (pure)
//	hexagon.go    hexagons on the national grid (pure)
//	near.go       which cells lie within a distance (pure)
//	band.go       the distance suggested when nobody set one (pure)
//	estimate.go   a published total spread over small areas (pure)
//	survey.go     the estimate with its readings, on cells and hexagons
//	series.go     the estimates of earlier days, projections, and the change
//	recompute.go  the above, from the tables to the tables, in one transaction
//	cells.go, levels.go, working.go, summary.go, settings.go, reach.go   what pages ask for
//	tiles.go      what the map draws
//	import*.go    the published files and the demand template
//
// What must stay true: the estimates of an authority's cells, in whole
// thousandths of a child, add up to its published count exactly, and everything
// shown is made from published figures or from those estimates. Observed counts
// (observed_counts) are stored and read by nothing here.
package demand
