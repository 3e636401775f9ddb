package sites

import (
	"context"
	"testing"

	"homeground/internal/store/storetest"
	"homeground/internal/values"
)

// The register of 20,000 sites with 30,000 applications, half of the sites restricted.
func BenchmarkPlanningRegister(b *testing.B) {
	db := storetest.Open(b)
	for _, sql := range []string{
		`INSERT INTO sites (site_ref, name, public_name, host_authority, owner_authority, location_sensitivity, provenance, source)
			SELECT 'B-' || n, 'Site ' || n, 'Site ' || n, 'E10000016', 'E10000016', CASE WHEN n % 2 = 0 THEN 'open' ELSE 'restricted' END, 'test', 'test' FROM generate_series(1, 20000) n`,
		`INSERT INTO applications (site_id, planning_authority, reference, type, provenance, status, received_on, valid_on, target_on)
			SELECT id, 'E07000108', 'R-' || id, 'full', 'test', 'in_assessment', DATE '2026-01-01' + (id % 365)::integer, DATE '2026-01-01' + (id % 365)::integer, DATE '2026-02-26' + (id % 365)::integer
			FROM sites, generate_series(1, 2) n WHERE n = 1 OR id % 2 = 0`,
		`INSERT INTO planning_conditions (application_id, number, kind) SELECT id, n, 'compliance' FROM applications, generate_series(1, 3) n WHERE id % 5 = 0`,
		`ANALYZE sites, applications, planning_conditions`,
	} {
		if err := db.Exec(sql).Error; err != nil {
			b.Fatal(err)
		}
	}
	today := values.NewDate(2026, 11, 22)
	for name, f := range map[string]RegisterFilter{"all": {Limit: 500}, "overdue": {State: "overdue", Limit: 500}, "text": {Text: "R-19", Limit: 500}, "due, of an authority": {State: "due", Authority: "E10000016", Limit: 500}} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				if _, err := PlanningRegister(context.Background(), db, f, today); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
