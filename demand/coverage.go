package demand

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
	"gorm.io/gorm"

	"homeground/internal/values"
)

// unit is what need and places are counted in while they are held against each other:
// so many are one child. A cell's thousandths times the share of its authority's children who
// need a home, in basis points, is a whole number of them, and so are a home's places times
// the share of places that is open.
const unit = 1000 * basisPoints

const basisPoints = 10000

// Coverage is what the open homes cover of the need: the maximum flow from cells to homes
// no farther than TwentyMiles, never more than a home's places. It follows from the
// estimates, the settings and the homes' public positions alone.
//
// Places of homes of which only the authority is known are spread over its cells in
// proportion to need, and each portion reaches from its cell's centre. The truth may lie
// elsewhere: Central is what would be covered if all of them stood at the centre of the
// authority's need.
type Coverage struct {
	Supply
	Mark string // what it was worked out from; another one once anything of that changes

	openShare    int64 // basis points
	shares       map[string]homeShare
	cells        []coverCell
	homes        []PlacesAt // of which the public position is known
	spreadHomes  []PlacesAt // the others', spread
	centralHomes []PlacesAt // and at the centres

	located          []NeedAt // the cells that lie somewhere,
	index            []int    // and which each is
	covered, central []int64  // by cell, in units

	scoring   sync.Once
	scores    []float64 // access by cell, see accessScores
	areasKept sync.Map  // by metres, see byArea

	gaining  sync.Mutex // guards what follows
	network  *Network
	gained   *lru.Cache[string, int64]
	surfaces *lru.Cache[string, []int64] // see surface
}

// Supply is what of the homes was held against the need.
type Supply struct {
	Homes            int             `json:"homes" doc:"Open homes with places"`
	Places           int             `json:"places" doc:"Their places: those in use where that is known, or else registered"`
	PlacesSpread     int             `json:"places_spread" doc:"Of these, places of homes of which only the authority is known: spread over its small areas"`
	PlacesUnknown    int             `json:"places_unknown" doc:"Open homes left out because nobody knows their places"`
	Elsewhere        []PlacesLeftOut `json:"elsewhere" doc:"Homes left out because only their authority is known, and it has no small areas"`
	OpenSharePercent float64         `json:"open_share_percent" doc:"Of the places, how many in a hundred are taken to be open to the region's children"`
	ZoneWeights      []float64       `json:"zone_weights" doc:"How much need and homes count in access within a third, two thirds and all of 20 miles"`
	HomeSharePercent float64         `json:"home_share_percent" doc:"Of all the children looked after, how many in a hundred are taken to need a home: the need over those looked after"`
}

// PlacesLeftOut are places of an authority that can be put nowhere.
type PlacesLeftOut struct {
	AuthorityCode string `json:"authority_code"`
	AuthorityName string `json:"authority_name"`
	Homes         int    `json:"homes"`
	Places        int    `json:"places"`
}

// coverCell is a cell as coverage needs it. One without a place is covered by nothing.
type coverCell struct {
	Code, AuthorityCode string
	Thousandths         int64
	Need                int64 // in units
	X, Y                *float64
}

// homeRow is an open home.
type homeRow struct {
	AuthorityCode, AuthorityName string
	Places                       *int
	X, Y                         *float64
}

// A Coverer keeps the last coverage that was worked out, until something it follows from
// changes. It may be used by many at once.
type Coverer struct {
	working sync.Mutex
	last    *Coverage
}

// Now is the coverage as of what the tables hold.
func (c *Coverer) Now(ctx context.Context, db *gorm.DB) (*Coverage, error) {
	db = db.WithContext(ctx)
	var mark string // read before the rest: what changes meanwhile is seen next time
	if err := db.Raw(markSQL).Scan(&mark).Error; err != nil {
		return nil, fmt.Errorf("see whether coverage still holds: %w", err)
	}
	c.working.Lock()
	defer c.working.Unlock()
	if c.last != nil && c.last.Mark == mark {
		return c.last, nil
	}
	made, err := readCoverage(db)
	if err != nil {
		return nil, err
	}
	made.Mark = mark
	made.solve()
	c.last = made
	return made, nil
}

// openHomes are the open homes that count, in the words of the tables.
const openHomes = ` FROM sites s LEFT JOIN authorities a ON a.code = s.host_authority
	WHERE s.operation = 'open' AND NOT coalesce(s.ends <= (now() AT TIME ZONE 'Europe/London')::date, false)`

const markSQL = `SELECT concat_ws('/', d.revision, d.open_share_bp, d.near_weight_bp, d.middle_weight_bp, d.far_weight_bp,
	(SELECT md5(coalesce(string_agg(concat_ws(' ', s.id, s.host_authority, coalesce(s.places_usable, s.places_registered), ST_X(s.public_position), ST_Y(s.public_position)), ',' ORDER BY s.id), ''))` +
	openHomes + `)) FROM demand_settings d`

func readCoverage(db *gorm.DB) (*Coverage, error) {
	c := &Coverage{}
	var err error
	if c.gained, err = lru.New[string, int64](5000); err != nil {
		return nil, err // only for a size below one
	}
	if c.surfaces, err = lru.New[string, []int64](30); err != nil {
		return nil, err
	}
	settings, err := ReadSettings(db.Statement.Context, db)
	if err != nil {
		return nil, err
	}
	c.HomeSharePercent, c.OpenSharePercent, c.ZoneWeights = settings.HomeSharePercent, settings.OpenSharePercent, settings.ZoneWeights
	c.openShare = int64(hundredths(c.OpenSharePercent))
	if c.shares, err = readShares(db); err != nil {
		return nil, err
	}
	err = db.Raw(`SELECT c.code, c.authority_code, e.thousandths, e.need, ST_X(c.centre) AS x, ST_Y(c.centre) AS y
		FROM demand_estimates e JOIN demand_cells c ON c.code = e.cell_code ORDER BY c.code`).Scan(&c.cells).Error
	if err != nil {
		return nil, fmt.Errorf("read need: %w", err)
	}
	c.HomeSharePercent = shareOfCells(c.cells, c.HomeSharePercent)
	var homes []homeRow
	err = db.Raw(`SELECT coalesce(s.host_authority, '') AS authority_code, coalesce(a.name, '') AS authority_name, coalesce(s.places_usable, s.places_registered) AS places,
		ST_X(s.public_position) AS x, ST_Y(s.public_position) AS y` + openHomes + " ORDER BY s.id").Scan(&homes).Error
	if err != nil {
		return nil, fmt.Errorf("read open homes: %w", err)
	}
	c.place(homes)
	return c, nil
}

// place puts the homes' places where they are taken to be.
func (c *Coverage) place(homes []homeRow) {
	known := map[string]*PlacesLeftOut{}
	for _, h := range homes {
		switch {
		case h.Places == nil:
			c.PlacesUnknown++
		case *h.Places == 0: // it opened, and takes nobody
		case h.X != nil:
			c.Homes++
			c.Places += *h.Places
			c.homes = append(c.homes, PlacesAt{*h.X, *h.Y, c.open(1000 * int64(*h.Places))})
		default:
			if known[h.AuthorityCode] == nil {
				known[h.AuthorityCode] = &PlacesLeftOut{AuthorityCode: h.AuthorityCode, AuthorityName: h.AuthorityName}
			}
			known[h.AuthorityCode].Homes++
			known[h.AuthorityCode].Places += *h.Places
		}
	}
	c.Elsewhere = []PlacesLeftOut{}
	for _, code := range slices.Sorted(maps.Keys(known)) {
		k := known[code]
		portions, centre := c.spread(code, 1000*int64(k.Places))
		if len(portions) == 0 {
			c.Elsewhere = append(c.Elsewhere, *k)
			continue
		}
		c.Homes += k.Homes
		c.Places += k.Places
		c.PlacesSpread += k.Places
		for _, p := range portions {
			c.spreadHomes = append(c.spreadHomes, PlacesAt{p.X, p.Y, c.open(p.Places)})
		}
		c.centralHomes = append(c.centralHomes, PlacesAt{centre.X, centre.Y, c.open(centre.Places)})
	}
}

// open is what of a home's places, in thousandths, is open to the region's children, in
// units.
func (c *Coverage) open(thousandths int64) int64 { return thousandths * c.openShare }

// spread divides places, in thousandths, over the cells of an authority in proportion to
// their need, exactly; centre is all of them at the middle of that need. Of an authority
// without cells that lie anywhere there is nothing.
func (c *Coverage) spread(authority string, thousandths int64) (portions []PlacesAt, centre PlacesAt) {
	var cells []coverCell
	var weighted []values.Weighted
	var x, y, sum float64
	for _, cell := range c.cells {
		if cell.AuthorityCode != authority || cell.X == nil {
			continue
		}
		cells = append(cells, cell)
		weighted = append(weighted, values.Weighted{Code: cell.Code, Weight: float64(cell.Thousandths)})
		weight := max(float64(cell.Thousandths), 1e-9) // where nobody needs anything, the middle of the cells
		x, y, sum = x+*cell.X*weight, y+*cell.Y*weight, sum+weight
	}
	for i, part := range values.Spread(thousandths, weighted) {
		if part > 0 {
			portions = append(portions, PlacesAt{*cells[i].X, *cells[i].Y, part})
		}
	}
	return portions, PlacesAt{x / sum, y / sum, thousandths}
}

// solve works out the flow, and the one with the spread places at their centres beside it.
func (c *Coverage) solve() {
	var at []NeedAt
	var index []int
	for i, cell := range c.cells {
		if cell.X != nil {
			at = append(at, NeedAt{*cell.X, *cell.Y, cell.Need})
			index = append(index, i)
		}
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		c.network = NewNetwork(at, slices.Concat(c.homes, c.spreadHomes), TwentyMiles)
		c.covered = byCell(c.network.ByCell(), index, len(c.cells))
	})
	wait.Go(func() {
		c.central = byCell(NewNetwork(at, slices.Concat(c.homes, c.centralHomes), TwentyMiles).ByCell(), index, len(c.cells))
	})
	wait.Wait()
	c.located, c.index = at, index
}

func byCell(flow []int64, index []int, cells int) []int64 {
	covered := make([]int64, cells)
	for i, at := range index {
		covered[at] = flow[i]
	}
	return covered
}

// A Proposal is places that an option would open: at its sites alike, all of them open to
// the region's children.
type Proposal struct {
	Places int
	Sites  []ProposedAt
}

// ProposedAt is a site's public position on the national grid, or else the authority that
// it stands in.
type ProposedAt struct {
	Easting, Northing *float64
	Authority         string
}

// places is where the proposal's places would be; nothing if nobody can say.
func (c *Coverage) places(p Proposal) (at []PlacesAt) {
	alike := make([]values.Weighted, len(p.Sites))
	for i := range alike {
		alike[i] = values.Weighted{Code: fmt.Sprintf("%09d", i), Weight: 1}
	}
	for i, thousandths := range values.Spread(1000*int64(p.Places), alike) {
		portions := []PlacesAt{}
		if s := p.Sites[i]; s.Easting != nil {
			portions = append(portions, PlacesAt{*s.Easting, *s.Northing, thousandths})
		} else if portions, _ = c.spread(s.Authority, thousandths); len(portions) == 0 {
			return nil
		}
		for _, portion := range portions {
			at = append(at, PlacesAt{portion.X, portion.Y, portion.Places * basisPoints})
		}
	}
	return at
}

// Gain is how many more children who need a home the open homes would cover together with
// the proposals, all at once; false if it is not known where one of them would be.
func (c *Coverage) Gain(proposals ...Proposal) (children float64, ok bool) {
	var all []PlacesAt
	for _, p := range proposals {
		at := c.places(p)
		if at == nil {
			return 0, false
		}
		all = append(all, at...)
	}
	key := fmt.Sprint(all)
	c.gaining.Lock()
	defer c.gaining.Unlock()
	gain, ok := c.gained.Get(key)
	if !ok {
		gain = c.network.Gain(all...)
		c.gained.Add(key, gain)
	}
	return float64(gain) / unit, true
}
