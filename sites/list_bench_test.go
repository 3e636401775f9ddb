package sites_test

import (
	"context"
	"path/filepath"
	"testing"

	"gorm.io/gorm"

	"homeground/internal/store/storetest"
	"homeground/internal/tables"
	"homeground/sites"
)

// BenchmarkRegister is the list, its filters, orders and pages, at 20,000 sites.
func BenchmarkRegister(b *testing.B) {
	db, ctx := storetest.Open(b), context.Background()
	if err := twentyThousand(db); err != nil {
		b.Fatal(err)
	}
	first, err := sites.List(ctx, db, sites.Filter{Limit: 100, Sort: "name"})
	if err != nil || first.Total != 20000 {
		b.Fatalf("%d sites, %v", first.Total, err)
	}
	for _, c := range []struct {
		name string
		f    sites.Filter
	}{
		{"first page", sites.Filter{}},
		{"next page", sites.Filter{Sort: "name", Cursor: first.Next}},
		{"text", sites.Filter{Text: "home 12"}},
		{"filters", sites.Filter{Hub: "South", Operation: "open", Condition: "fit", Known: "occupancy"}},
		{"one authority", sites.Filter{Authority: "E10000016"}},
		{"by places", sites.Filter{Sort: "-places"}},
		{"by host", sites.Filter{Sort: "host"}},
		{"by pipeline", sites.Filter{Sort: "pipeline"}},
		{"nearest", sites.Filter{Sort: "distance", Near: "-0.9,51.3"}},
		{"the funder's", sites.Filter{View: sites.Funded}},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.f.Limit = 100
			for b.Loop() {
				if _, err := sites.List(ctx, db, c.f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("portfolio", func(b *testing.B) {
		for b.Loop() {
			if _, err := sites.Portfolio(ctx, db, "", nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	var whole sites.Page
	b.Run("whole register, read for a file", func(b *testing.B) {
		for b.Loop() {
			var err error
			if whole, err = sites.List(ctx, db, sites.Filter{File: true}); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, format := range tables.Formats {
		b.Run("whole register, written as "+format.Name, func(b *testing.B) {
			for b.Loop() {
				if _, err := sites.Export(whole.Items).Save(format, filepath.Join(b.TempDir(), "sites")); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// twentyThousand are made-up sites over the south of England, half of them restricted.
func twentyThousand(db *gorm.DB) error {
	return db.Exec(`
		INSERT INTO hubs (name, provenance) VALUES ('South', 'test'), ('North', 'test');
		UPDATE authorities SET hub_id = (SELECT min(id) FROM hubs) + (right(code, 1)::int % 2) WHERE ends IS NULL AND code ~ '^E(06|10)';
		INSERT INTO sites (site_ref, name, public_name, kind, operation, pipeline, owner_authority, host_authority, location_sensitivity, exact,
		                   places_registered, places_usable, places_occupied, condition, use_class, tenure, weekly_fee_pence, running_cost_pence, provenance, source)
		SELECT 'B-' || n, 'Home ' || n, 'Home ' || n, (ARRAY['childrens_home', 'dwelling', 'nhs_land'])[1 + n % 3], (ARRAY['open', 'not_a_home', 'mothballed', 'closed'])[1 + n % 4],
		       (ARRAY['none', 'idea', 'candidate', 'in_delivery', 'none'])[1 + n % 5], NULL, a.code, CASE n % 2 WHEN 0 THEN 'open' ELSE 'restricted' END,
		       ST_SetSRID(ST_MakePoint(430000 + (n * 7919) % 180000, 110000 + (n * 104729) % 100000), 27700), n % 9, n % 9, n % 5,
		       (ARRAY['fit', 'refurbish', 'life expired', NULL])[1 + n % 4], 'c2', 'freehold', n * 100, n * 1000, 'illustrative', 'test'
		FROM generate_series(1, 20000) n
		JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS i, count(*) OVER () AS many FROM authorities WHERE ends IS NULL AND code ~ '^E(06|10)') a ON a.i = n % a.many;
		ANALYZE sites`).Error
}
