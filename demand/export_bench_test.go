package demand_test

import (
	"context"
	"path/filepath"
	"testing"

	"homeground/demand"
	"homeground/internal/store/storetest"
	"homeground/internal/tables"
)

// BenchmarkExport writes as many small areas as England has, each with an outline of a
// hundred corners, as each kind of file.
func BenchmarkExport(b *testing.B) {
	db, ctx := storetest.Open(b), context.Background()
	err := db.Exec(`
		INSERT INTO demand_cells (code, kind, name, authority_code, outline, centre, children, children_band, score, score_basis, source)
		SELECT 'E01' || lpad(n::text, 6, '0'), 'lsoa21', 'Area ' || n, 'E10000016', ST_Multi(ST_Transform(ST_Buffer(at, 900, 25), 4326)), at, 300, '0 to 15', 20, 'published', 'test'
		FROM generate_series(1, 35672) n, LATERAL (SELECT ST_SetSRID(ST_MakePoint(300000 + (n % 190) * 1800, 60000 + (n / 190) * 1800), 27700) AS at) p;
		INSERT INTO demand_estimates (cell_code, thousandths, need, gi_z, p, class) SELECT code, 1500, 1500000, 0.5, 0.6, 'none' FROM demand_cells;
		ANALYZE demand_cells, demand_estimates`).Error
	if err != nil {
		b.Fatal(err)
	}
	for _, format := range tables.Formats {
		b.Run(format.Name, func(b *testing.B) {
			for b.Loop() {
				table, err := demand.Export(ctx, db, demand.CellFilter{}, format.Shapes)
				if err != nil {
					b.Fatal(err)
				}
				rows, err := table.Save(format, filepath.Join(b.TempDir(), "cells"))
				if err != nil || rows != 35672 {
					b.Fatalf("%d rows, %v", rows, err)
				}
			}
		})
	}
}
