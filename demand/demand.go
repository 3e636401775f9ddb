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
//	estimate.go   what a small area weighs in a published total (pure)
//	survey.go     the estimate with its readings, on cells and hexagons
//	series.go     the estimates of earlier days, projections, and the change
//	network.go, flow.go, fair.go   what homes cover of the need within reach (pure)
//	best.go       where else: the gain of many places, and the best few (pure)
//	access.go     how hard homes are to come by (pure)
//	coverage.go   the open homes held against the estimates; covered.go what pages ask for of it
//	readings.go, surface.go   what maps colour areas by
//	recompute.go  the estimates and hot-spots, from the tables to the tables, in one transaction
//	cells.go, levels.go, working.go, summary.go, settings.go, reach.go   what pages ask for
//	protected.go  the protected table, as disclosure control decides it; protectsaid.go what is said of it; standin.go its stand-ins; counts.go what pages ask for of it
//	countseries.go its counts of one cohort at one level, and where they are; countspots.go their hot-spots, countreach.go what homes cover of them
//	tiles.go      what the map draws
//	import*.go    the published files and the demand template
//
// What must stay true: the estimates of an authority's cells, in whole
// thousandths of a child, add up to its published count exactly, and everything
// shown is made from published figures, from those estimates or from protected_counts.
// Observed counts (observed_counts) are read by ProtectAll, which decides what of them is
// shown, and through the door that notes the look, and by nothing else.
package demand
