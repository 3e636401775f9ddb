package sites_test

import (
	"context"
	"testing"

	"gorm.io/gorm"

	"homeground/internal/store/storetest"
	"homeground/sites"
)

// BenchmarkFindPlace is the search at 1.7 million postcodes, 5 million properties and 1
// million names, most of them roads: Great Britain's postcodes and names, and the
// properties of a large region.
func BenchmarkFindPlace(b *testing.B) {
	db, ctx := storetest.Open(b), context.Background()
	if err := greatBritain(db); err != nil {
		b.Fatal(err)
	}
	for _, text := range []string{"QA12 3BC", "QA12", "QA1", "100012345678", "1000", "bexbury", "bexbry", "langthorpe road", "lagnthorp raod, bexton", "high", "SU 123 456", "west sussex"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := sites.FindPlace(ctx, db, text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for name, sql := range map[string]string{ // read with -v
		"postcode": `SELECT postcode FROM gazetteer_postcodes WHERE postcode >= 'QA12' AND postcode < 'QA12~' AND length(postcode) = 7 ORDER BY postcode LIMIT 10`,
		"UPRN":     `SELECT uprn FROM gazetteer_uprns WHERE uprn >= '1000' COLLATE "C" AND uprn < '1000:' ORDER BY uprn LIMIT 10`,
		"name":     `SELECT name FROM gazetteer_places WHERE lower(name) COLLATE "C" >= 'bexb' AND lower(name) COLLATE "C" < 'bexb' || U&'\+10FFFF' LIMIT 40`,
		"like":     `SELECT name FROM gazetteer_places WHERE lower(name) % 'lagnthorp raod' AND kind = 'road' AND lower(within) LIKE '%bexton%' ORDER BY similarity(lower(name), 'lagnthorp raod') DESC LIMIT 40`,
	} {
		var plan []string
		if err := db.Raw("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + sql).Scan(&plan).Error; err != nil {
			b.Fatal(err)
		}
		for _, line := range plan {
			b.Log(name, line)
		}
	}
}

// greatBritain fills the gazetteer by SQL.
func greatBritain(db *gorm.DB) error {
	for _, sql := range []string{
		`INSERT INTO gazetteer_postcodes SELECT 'Q' || chr((65 + n % 17)::int) || (n / 17) % 50 || (n / 850) % 10 || chr((65 + (n / 8500) % 20)::int) || chr((65 + (n / 170000) % 20)::int),
			400000 + (n * 7919) % 200000, 100000 + (n * 104729) % 150000, 10 FROM generate_series(0::bigint, 1699999) n ON CONFLICT DO NOTHING`,
		`INSERT INTO gazetteer_uprns SELECT lpad((100000000000 + n * 7)::text, 12, '0'), 400000 + (n * 7919) % 200000, 100000 + (n * 104729) % 150000 FROM generate_series(0::bigint, 4999999) n`,
		`INSERT INTO gazetteer_places SELECT 'osgb' || n, initcap(a.part || b.part) || CASE WHEN n % 22 = 0 THEN '' ELSE (ARRAY[' Road', ' Street', ' Close', ' Avenue', ' Lane', ' Way'])[(1 + n % 6)::int] END,
			CASE WHEN n % 22 = 0 THEN 'village' ELSE 'road' END, (ARRAY['Bexton', 'Langham', 'Wickford', 'Marstone'])[(1 + n % 4)::int] || ', QA' || n % 90, 400000 + (n * 7919) % 200000, 100000 + (n * 104729) % 150000
			FROM generate_series(0::bigint, 999999) n
			JOIN (SELECT part, row_number() OVER () - 1 AS i FROM regexp_split_to_table('bex lang sel wit chi mar pet horl crow bish ash eastle newn thor kings queens pros vale brack stan', ' ') part) a ON a.i = n % 20
			JOIN (SELECT part, row_number() OVER () - 1 AS i FROM regexp_split_to_table('bury thorpe ton ham ford ley wick combe hurst field wood dean stead bourne minster worth gate stone mere well', ' ') part) b ON b.i = (n / 20) % 20`,
		`INSERT INTO areas (level, code, name, outline, approximate, source) VALUES ('utla', 'E10000032', 'West Sussex', ST_Multi(ST_Transform(ST_MakeEnvelope(476000, 94000, 536000, 144000, 27700), 4326)), false, 'test')`,
		`SELECT count_gazetteer()`,
	} {
		if err := db.Exec(sql).Error; err != nil {
			return err
		}
	}
	return nil
}
