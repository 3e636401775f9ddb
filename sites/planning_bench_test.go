package sites

import (
	"context"
	"testing"

	"gorm.io/gorm"

	"homeground/internal/store/storetest"
	"homeground/internal/values"
)

// thirtyThousand are 20,000 sites with 30,000 applications, half of the sites restricted,
// in all states, with a condition or three at every fifth, and their logs.
func thirtyThousand(b *testing.B) *gorm.DB {
	b.Helper()
	db := storetest.Open(b)
	for _, sql := range []string{
		`INSERT INTO sites (site_ref, name, public_name, host_authority, owner_authority, location_sensitivity, provenance, source)
			SELECT 'B-' || n, 'Site ' || n, 'Site ' || n, 'E10000016', 'E10000016', CASE WHEN n % 2 = 0 THEN 'open' ELSE 'restricted' END, 'test', 'test' FROM generate_series(1, 20000) n`,
		`INSERT INTO applications (site_id, planning_authority, reference, type, provenance, status, decision, received_on, valid_on, target_on, decided_on, permission_on, expires_on)
			SELECT id, CASE WHEN id % 3 = 0 THEN 'E07000108' ELSE 'E07000105' END, 'R-' || id, CASE WHEN id % 7 = 0 THEN 'lbc' ELSE 'full' END, 'test',
				CASE WHEN id % 4 = 0 THEN 'determined' ELSE 'in_assessment' END, CASE WHEN id % 4 = 0 THEN 'granted' END,
				day, day, day + 56, CASE WHEN id % 4 = 0 THEN day + 50 END, CASE WHEN id % 4 = 0 THEN day + 50 END, CASE WHEN id % 4 = 0 THEN day + 50 + 1095 END
			FROM (SELECT id, n, DATE '2024-01-01' + (id % 1060)::integer AS day FROM sites, generate_series(1, 2) n WHERE n = 1 OR id % 2 = 0) s`,
		`INSERT INTO application_events (application_id, on_day, kind, outcome, by_name)
			SELECT id, received_on, kind, NULL, 'test' FROM applications, unnest(ARRAY['submitted', 'received', 'validated']) kind
			UNION ALL SELECT id, decided_on, 'decided', 'granted', 'test' FROM applications WHERE decided_on IS NOT NULL`,
		`INSERT INTO planning_conditions (application_id, number, kind) SELECT id, n, 'compliance' FROM applications, generate_series(1, 3) n WHERE id % 5 = 0`,
		`ANALYZE sites, applications, application_events, planning_conditions`,
	} {
		if err := db.Exec(sql).Error; err != nil {
			b.Fatal(err)
		}
	}
	return db
}

// BenchmarkPlanningRegister is the register, its pages, filters and orders.
func BenchmarkPlanningRegister(b *testing.B) {
	db, ctx, today := thirtyThousand(b), context.Background(), values.NewDate(2026, 11, 22)
	first, err := PlanningRegister(ctx, db, RegisterFilter{Limit: 100, Sort: "site"}, today)
	if err != nil || first.Total != 30000 || first.Next == "" {
		b.Fatalf("%d applications, next %q, %v", first.Total, first.Next, err)
	}
	for _, c := range []struct {
		name string
		f    RegisterFilter
	}{
		{"first page", RegisterFilter{}}, {"next page", RegisterFilter{Sort: "site", Cursor: first.Next}},
		{"overdue", RegisterFilter{State: "overdue"}}, {"due this week", RegisterFilter{State: "due"}}, {"expiring", RegisterFilter{State: "expiring"}},
		{"due, of an authority", RegisterFilter{State: "due", Authority: "E10000016"}}, {"of a hub", RegisterFilter{Hub: "South"}},
		{"planning authority", RegisterFilter{PlanningAuthority: "E07000108"}}, {"status", RegisterFilter{Status: "determined"}}, {"type", RegisterFilter{Type: "lbc"}},
		{"site", RegisterFilter{Site: first.Items[0].SiteID}}, {"text", RegisterFilter{Text: "R-19"}}, {"falls due", RegisterFilter{FallsDue: 56}},
		{"by site", RegisterFilter{Sort: "site"}}, {"by type", RegisterFilter{Sort: "-type"}}, {"by planning authority", RegisterFilter{Sort: "planning_authority"}},
		{"by status", RegisterFilter{Sort: "status"}}, {"by due day", RegisterFilter{Sort: "due"}}, {"by expiry, last first", RegisterFilter{Sort: "-expires"}},
		{"the funder's", RegisterFilter{View: Funded}},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.f.Limit = 100
			for b.Loop() {
				if _, err := PlanningRegister(ctx, db, c.f, today); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("whole, to take away", func(b *testing.B) {
		for b.Loop() {
			if r, err := PlanningRegister(ctx, db, RegisterFilter{}, today); err != nil || len(r.Items) != 30000 {
				b.Fatal(len(r.Items), err)
			}
		}
	})
}

// BenchmarkRestand works out where all 30,000 stand: after a rule or a bank holiday.
func BenchmarkRestand(b *testing.B) {
	db, ctx, today := thirtyThousand(b), context.Background(), values.NewDate(2026, 11, 22)
	if err := Restand(ctx, db, today); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := Restand(ctx, db, today); err != nil {
			b.Fatal(err)
		}
	}
}
