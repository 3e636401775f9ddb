package demand

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/problem"
)

// bestEffort is how many flows the search for the best places may take before it stops and
// states its bound: about two seconds of a region.
const bestEffort = 10000

// Elsewhere is where new homes would cover the most need that no open home covers: every
// hexagon on the national grid, as if the home stood at its centre.
type Elsewhere struct {
	Places     int        `json:"places" doc:"Of each new home, all of them for the region's children"`
	Metres     int        `json:"metres" doc:"Between opposite sides of a hexagon"`
	Total      int        `json:"total" doc:"Hexagons looked at"`
	Items      []Prospect `json:"items" doc:"Those where one home would gain most, the first hundred"`
	Best       []Prospect `json:"best" doc:"The best of them for all the homes together; gain is of each alone"`
	BestGain   float64    `json:"best_gain" doc:"Children whom the homes there would cover together"`
	BestAtMost float64    `json:"best_at_most" doc:"What no other choice of hexagons would exceed; the same as best_gain where that is proven"`
	Proven     bool       `json:"proven"`
}

// Prospect is a hexagon and what a home there would add.
type Prospect struct {
	Code          string      `json:"code"`
	Name          string      `json:"name"`
	AuthorityCode string      `json:"authority_code"`
	AuthorityName string      `json:"authority_name"`
	Hub           string      `json:"hub,omitempty"`
	Position      *geo.LonLat `json:"position" doc:"Its centre"`
	Unmet         float64     `json:"unmet" doc:"Children within 20 miles of it who need a home and whom no open home covers"`
	Gain          float64     `json:"gain" doc:"Of those, how many a home there would cover"`
	X             float64     `json:"-"`
	Y             float64     `json:"-"`
}

// ElsewhereFilter says how many homes of how many places, and among which hexagons.
type ElsewhereFilter struct {
	Homes, Places  int // 1 to 5, and 1 to 50
	Metres         int // one of HexagonMetres
	Authority, Hub string
}

// mostListed is how many prospects are told of.
const mostListed = 100

// WhereElse is where new homes would cover the most.
func (c *Coverage) WhereElse(ctx context.Context, db *gorm.DB, f ElsewhereFilter) (Elsewhere, error) {
	e := Elsewhere{Places: f.Places, Metres: f.Metres, Items: []Prospect{}, Best: []Prospect{}}
	switch {
	case f.Homes < 1 || f.Homes > 5:
		return e, problem.Field("homes", "Ask for 1 to 5 homes at once.")
	case f.Places < 1 || f.Places > 50:
		return e, problem.Field("places", "Ask for homes of 1 to 50 places.")
	case !slices.Contains(HexagonMetres, f.Metres):
		return e, problem.Field("metres", "Ask for hexagons of 2500, 5000 or 10000 metres.")
	}
	var all []Prospect
	err := db.WithContext(ctx).Raw(`SELECT x.code, x.name, x.authority_code, a.name AS authority_name, coalesce(h.name, '') AS hub,
		lon_lat(x.centre) AS position, ST_X(x.centre) AS x, ST_Y(x.centre) AS y
		FROM hexagons x JOIN authorities a ON a.code = x.authority_code LEFT JOIN hubs h ON h.id = a.hub_id
		WHERE x.metres = @metres AND (@authority = '' OR x.authority_code = @authority) AND (@hub = '' OR h.name = @hub) ORDER BY x.code`,
		map[string]any{"metres": f.Metres, "authority": f.Authority, "hub": f.Hub}).Scan(&all).Error
	if err != nil {
		return e, fmt.Errorf("read hexagons: %w", err)
	}
	homes := func() (list []PlacesAt) {
		for _, p := range all {
			list = append(list, PlacesAt{p.X, p.Y, int64(f.Places) * unit})
		}
		return list
	}
	c.gaining.Lock()
	defer c.gaining.Unlock()
	for i, gain := range Surface(c.network, homes()...) {
		all[i].Gain, all[i].Unmet = children(gain), c.UnmetWithin(all[i].X, all[i].Y, TwentyMiles)
	}
	// Of choices that gain the same, the one with more unmet need round it comes first.
	slices.SortStableFunc(all, func(a, b Prospect) int { return cmp.Or(cmp.Compare(b.Gain, a.Gain), cmp.Compare(b.Unmet, a.Unmet)) })
	chosen, gain, bound := Best(c.network, homes(), f.Homes, bestEffort)
	for _, i := range chosen {
		e.Best = append(e.Best, all[i])
	}
	e.BestGain, e.BestAtMost, e.Proven, e.Total = children(gain), children(bound), gain == bound, len(all)
	e.Items = append(e.Items, all[:min(mostListed, len(all))]...)
	return e, nil
}
