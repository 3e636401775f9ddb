package sites

import "homeground/importer"

// ImportKinds are the files that bring places: published areas, layers of constraints,
// our own templates of sites and boundaries, and Ofsted's register.
func ImportKinds(said Said) []importer.Kind {
	return []importer.Kind{
		areasKind(),
		constraintsKind(said),
		{Name: "sites", Order: 40, Recognise: isSites, Lacks: sitesLack, Import: importSites},
		{Name: "register", Order: 45, Columns: registerColumns, Recognise: isRegister, Import: importRegister},
		{Name: "boundaries", Order: 50, Recognise: isBoundaries, Lacks: boundariesLack, Import: importBoundaries},
	}
}

// batchSize is how many rows go to the database in one statement.
const batchSize = 2000
