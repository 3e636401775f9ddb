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

// bestEffort is how many looks at cells the search for the best places may take before it
// stops and states its bound: about two seconds.
const bestEffort = 100e6

// Elsewhere is where new homes would cover the most need that no open home covers: at every
// hexagon on the national grid, as if the home stood at its centre, or at the sites there are.
type Elsewhere struct {
	Places     int        `json:"places" doc:"Of each new home, all of them for the region's children"`
	Among      string     `json:"among" enum:"hexagons,sites" doc:"What was looked at"`
	Metres     int        `json:"metres,omitempty" doc:"Between opposite sides of a hexagon"`
	Total      int        `json:"total" doc:"How many were looked at"`
	Full       int        `json:"full" doc:"In how many of them one home alone would fill: where that is so of most, what is round them tells more than the gain"`
	LeftOut    int        `json:"left_out,omitempty" doc:"Sites that were not, because only their authority is known"`
	Items      []Prospect `json:"items" doc:"Those where one home would gain most, the first hundred"`
	Best       []Prospect `json:"best" doc:"The best of them for all the homes together; gain is of each alone"`
	BestGain   float64    `json:"best_gain" doc:"Children whom the homes there would cover together"`
	BestAtMost float64    `json:"best_at_most" doc:"What no other choice of them would exceed; the same as best_gain where that is proven"`
	Proven     bool       `json:"proven"`
}

// Prospect is a hexagon or a site, and what a home there would add.
type Prospect struct {
	Code          string      `json:"code,omitempty" doc:"Of a hexagon"`
	SiteID        int64       `json:"site_id,omitempty" doc:"Of a site"`
	Kind          string      `json:"kind,omitempty" doc:"Of a site"`
	Pipeline      string      `json:"pipeline,omitempty" doc:"Of a site"`
	PositionKind  string      `json:"position_kind,omitempty" enum:"exact,square" doc:"Of a site: a restricted one is taken to be at the centre of its 10 km square"`
	Name          string      `json:"name" doc:"Of a hexagon: its small area nearest the centre; of a site: the name everyone sees"`
	AuthorityCode string      `json:"authority_code" doc:"Of a hexagon: that most of its need is of; of a site: where it stands"`
	AuthorityName string      `json:"authority_name"`
	Hub           string      `json:"hub,omitempty"`
	Position      *geo.LonLat `json:"position" doc:"Its centre, or the site's public position"`
	Unmet         float64     `json:"unmet" doc:"Children within 20 miles of it who need a home and whom no open home covers"`
	Gain          float64     `json:"gain" doc:"Of those, how many a home there would cover"`
	X             float64     `json:"-"`
	Y             float64     `json:"-"`
}

// ElsewhereFilter says how many homes of how many places, and among what: sites of some
// kinds, or so far in the pipeline, or both, where any are named; hexagons otherwise.
type ElsewhereFilter struct {
	Homes, Places   int // 1 to 5, and 1 to 50
	Metres          int // of hexagons: one of HexagonMetres
	Kinds, Pipeline []string
	Authority, Hub  string
}

func (f ElsewhereFilter) sites() bool { return len(f.Kinds)+len(f.Pipeline) > 0 }

// mostListed is how many prospects are told of.
const mostListed = 100

// WhereElse is where new homes would cover the most.
func (c *Coverage) WhereElse(ctx context.Context, db *gorm.DB, f ElsewhereFilter) (Elsewhere, error) {
	e := Elsewhere{Places: f.Places, Among: "hexagons", Metres: f.Metres, Items: []Prospect{}, Best: []Prospect{}}
	switch {
	case f.Homes < 1 || f.Homes > 5:
		return e, problem.Field("homes", "Ask for 1 to 5 homes at once.")
	case f.Places < 1 || f.Places > 50:
		return e, problem.Field("places", "Ask for homes of 1 to 50 places.")
	case !f.sites() && !slices.Contains(HexagonMetres, f.Metres):
		return e, problem.Field("metres", "Ask for hexagons of 2500, 5000 or 10000 metres.")
	}
	all, err := f.prospects(db.WithContext(ctx))
	if err != nil {
		return e, err
	}
	if f.sites() {
		e.Among, e.Metres = "sites", 0
		asked := len(all)
		all = slices.DeleteFunc(all, func(p Prospect) bool { return p.Position == nil })
		e.LeftOut = asked - len(all)
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
		if gain == int64(f.Places)*unit {
			e.Full++
		}
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

// prospects are the hexagons, by code, or the sites, by number; a site has its public
// position, if it has any. Both are limited to an authority or a hub where one is named.
func (f ElsewhereFilter) prospects(db *gorm.DB) (all []Prospect, err error) {
	args := map[string]any{"authority": f.Authority, "hub": f.Hub, "metres": f.Metres, "kinds": append(column[string]{}, f.Kinds...), "pipeline": append(column[string]{}, f.Pipeline...)}
	const within = ` LEFT JOIN hubs h ON h.id = a.hub_id WHERE (@authority = '' OR a.code = @authority) AND (@hub = '' OR h.name = @hub) AND `
	sql := `SELECT x.code, x.name, x.authority_code, a.name AS authority_name, coalesce(h.name, '') AS hub,
		lon_lat(x.centre) AS position, ST_X(x.centre) AS x, ST_Y(x.centre) AS y
		FROM hexagons x JOIN authorities a ON a.code = x.authority_code` + within + `x.metres = @metres ORDER BY x.code`
	if f.sites() {
		sql = `SELECT s.id AS site_id, coalesce(s.kind, '') AS kind, s.pipeline, CASE WHEN s.location_sensitivity = 'open' THEN 'exact' ELSE 'square' END AS position_kind,
			s.public_name AS name, a.code AS authority_code, a.name AS authority_name, coalesce(h.name, '') AS hub,
			lon_lat(s.public_position) AS position, coalesce(ST_X(s.public_position), 0) AS x, coalesce(ST_Y(s.public_position), 0) AS y
			FROM sites s JOIN authorities a ON a.code = s.host_authority` + within + `NOT coalesce(s.ends <= (now() AT TIME ZONE 'Europe/London')::date, false)
			AND (cardinality(CAST(@kinds AS text[])) = 0 OR s.kind = ANY (CAST(@kinds AS text[])))
			AND (cardinality(CAST(@pipeline AS text[])) = 0 OR s.pipeline = ANY (CAST(@pipeline AS text[]))) ORDER BY s.id`
	}
	if err = db.Raw(sql, args).Scan(&all).Error; err != nil {
		err = fmt.Errorf("read where a home might be: %w", err)
	}
	return all, err
}
