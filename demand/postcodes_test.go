package demand

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// A small area is in the postcode district that most of its postcodes are of; without an
// outline, in that of the nearest postcode. The districts come to the whole.
func TestPostcodeDistricts(t *testing.T) {
	db := crowd(t)
	ctx := context.Background()
	postcodes := LevelFilter{Level: "postcode_district"}
	if _, err := NeedByLevel(ctx, db, postcodes); err == nil || !strings.Contains(err.Error(), "no postcodes have been imported") {
		t.Error(err)
	}
	run(t, db, `UPDATE demand_cells SET outline = NULL WHERE code IN (?, ?)`, code(48), code(49))
	put := func(postcode string, x, y float64) {
		run(t, db, `INSERT INTO gazetteer_postcodes VALUES (?, ?, ?, 10)`, postcode, int(at(x)), 120000+int(y*1000))
	}
	put("BN11AA", 0.2, 0.2) // cell 0: two of BN1, one of BN11
	put("BN11AB", 0.4, 0.2)
	put("BN111AB", 0.5, 0.2)
	put("RH201AA", 1.5, 0.5) // cell 1: one each, the first by name
	put("RH101AA", 1.6, 0.5)
	put("GU11AA", 9.4, 4.4) // nearest to cell 49, whose centre is 9.5, 4.5; 1.1 km from that of 48
	put("PO11AA", 30, 4)    // near nothing
	if err := Renew(ctx, db); err != nil {
		t.Fatal(err)
	}
	got := texts(t, db, "SELECT code AS key, postcode_district AS value FROM demand_cells WHERE postcode_district IS NOT NULL")
	want := map[string]string{code(0): "BN1", code(1): "RH10", code(48): "GU1", code(49): "GU1"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	page, err := NeedByLevel(ctx, db, postcodes)
	sum, found := page.NotPlaced, ""
	for _, n := range page.Items {
		sum += n.Thousandths
		found += fmt.Sprint(n.Code, "=", n.Name, " of ", n.Cells, "; ")
	}
	if err != nil || sum != 900000 || page.NotPlaced == 0 || page.Total != 3 || !strings.Contains(found, "GU1=GU1 of 2; ") {
		t.Errorf("%s %d of %+v, %v", found, sum, page, err)
	}
	// Another file of postcodes moves a small area.
	put("BN111AC", 0.6, 0.2)
	put("BN111AD", 0.7, 0.2)
	if err := placeInPostcodeDistricts(ctx, db); err != nil {
		t.Fatal(err)
	}
	if got := texts(t, db, "SELECT code AS key, postcode_district AS value FROM demand_cells WHERE code = ?", code(0)); got[code(0)] != "BN11" {
		t.Error(got)
	}
}
