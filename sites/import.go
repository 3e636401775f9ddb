package sites

import "homeground/importer"

// ImportKinds are the files that bring places: published areas, layers of constraints,
// our own templates of sites and boundaries, Ofsted's register, and the gazetteer.
func ImportKinds(said Said) []importer.Kind {
	return append([]importer.Kind{
		areasKind(),
		constraintsKind(said),
		{Name: "sites", Order: 40, Recognise: isSites, Lacks: sitesLack, Import: importSites},
		{Name: "register", Order: 45, Columns: registerColumns, Recognise: isRegister, Import: importRegister},
		{Name: "boundaries", Order: 50, Recognise: isBoundaries, Lacks: boundariesLack, Import: importBoundaries},
	}, gazetteerKinds()...)
}

// batchSize is how many rows go to the database in one statement.
const batchSize = 2000
