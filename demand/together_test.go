package demand

import (
	"context"
	"fmt"
	"testing"
)

// Sites reach together what a count by hand finds: every cell once, shared where more
// than one reaches it, and the parts add up to the whole.
func TestReachTogether(t *testing.T) {
	db := crowd(t)
	ctx := context.Background()
	type at struct{ x, y float64 }
	site := func(sensitivity string, p at) (id int64) {
		t.Helper()
		err := db.Raw(`INSERT INTO sites (site_ref, name, public_name, host_authority, exact, location_sensitivity, provenance, source)
			VALUES (?, 's', 's', ?, ST_SetSRID(ST_MakePoint(?, ?), 27700), ?, 'test', 'test') RETURNING id`,
			fmt.Sprint(sensitivity, p), countyA, p.x, p.y, sensitivity).Scan(&id).Error
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	var cells []struct {
		X, Y        float64
		Thousandths int64
	}
	if err := db.Raw("SELECT ST_X(centre) AS x, ST_Y(centre) AS y, thousandths FROM demand_estimates JOIN demand_cells ON code = cell_code").Scan(&cells).Error; err != nil {
		t.Fatal(err)
	}
	// A restricted site counts from the middle of its square, wherever in it it is.
	one, two, hidden, far := site("open", at{500500, 120500}), site("open", at{503500, 120500}), site("restricted", at{501234, 121234}), site("open", at{400000, 300000})
	from := map[int64]at{one: {500500, 120500}, two: {503500, 120500}, hidden: {505000, 125000}, far: {400000, 300000}}
	for _, ids := range [][]int64{{one, two}, {two, one}, {one, hidden}, {one, two, hidden}, {one, far}, {far}} {
		for _, metres := range []float64{1500, 3000, 5000, TwentyMiles} {
			want := Together{Sites: make([]ReachedBy, len(ids))}
			add := func(r *Reached, thousandths int64) { r.ChildrenThousandths += thousandths; r.Cells++ }
			for _, c := range cells {
				var by []int
				for i, id := range ids {
					if dx, dy := c.X-from[id].x, c.Y-from[id].y; dx*dx+dy*dy <= metres*metres {
						by = append(by, i)
						add(&want.Sites[i].Reaches, c.Thousandths)
					}
				}
				switch {
				case len(by) > 1:
					add(&want.Shared, c.Thousandths)
				case len(by) == 1:
					add(&want.Sites[by[0]].Alone, c.Thousandths)
				}
				if len(by) > 0 {
					add(&want.All, c.Thousandths)
				}
			}
			got, err := ReachTogether(ctx, db, ids, metres)
			if err != nil {
				t.Fatal(err)
			}
			same := func(what string, got, want Reached) {
				if got.ChildrenThousandths != want.ChildrenThousandths || got.Cells != want.Cells {
					t.Errorf("%v within %.0f m, %s: %+v, want %+v", ids, metres, what, got, want)
				}
			}
			same("all", got.All, want.All)
			same("shared", got.Shared, want.Shared)
			sum := got.Shared.ChildrenThousandths
			for i, id := range ids {
				if got.Sites[i].ID != id {
					t.Errorf("%v: site %d comes in place of %d", ids, got.Sites[i].ID, id)
				}
				same("reached", got.Sites[i].Reaches, want.Sites[i].Reaches)
				same("alone", got.Sites[i].Alone, want.Sites[i].Alone)
				sum += got.Sites[i].Alone.ChildrenThousandths
			}
			if sum != got.All.ChildrenThousandths {
				t.Errorf("%v: the parts are %d thousandths, the whole %d", ids, sum, got.All.ChildrenThousandths)
			}
		}
	}
	if both, err := ReachTogether(ctx, db, []int64{one, two}, 3000); err != nil || both.Shared.Cells == 0 || both.Sites[0].Alone.Cells == 0 {
		t.Errorf("nothing to tell apart: %+v, %v", both, err)
	}
	alone, err := ReachOf(ctx, db, 500500, 120500, 5000)
	if reached, err2 := ReachTogether(ctx, db, []int64{one}, 5000); err != nil || err2 != nil || alone.ChildrenThousandths != reached.All.ChildrenThousandths || alone.Cells != reached.All.Cells || alone.Cells == 0 {
		t.Errorf("round the place of a site: %+v, the site %+v", alone, reached)
	}
}
