package demand

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"gorm.io/gorm"
)

// Covered is coverage as people read it: the region, its hubs and its authorities, and
// what was held against the need.
type Covered struct {
	Metres float64       `json:"metres" doc:"What counts as within reach, in a straight line"`
	Areas  []CoveredArea `json:"areas" doc:"The region, then its hubs, then its authorities: do not add them up"`
	Supply
}

// Read is coverage in words and numbers, and with the proposals if there are any; one of
// which nobody knows where it would be adds nothing.
func (c *Coverage) Read(ctx context.Context, db *gorm.DB, proposals ...Proposal) (Covered, error) {
	areas, err := c.areas(ctx, db, c.with(proposals))
	return Covered{TwentyMiles, areas, c.Supply}, err
}

// CoveredArea is coverage of one area's children, wherever their places are. Numbers are
// children who need a home, estimated.
type CoveredArea struct {
	Level          string   `json:"level" enum:"region,hub,authority"`
	Code           string   `json:"code,omitempty"`
	Name           string   `json:"name"`
	Hub            string   `json:"hub,omitempty"`
	Need           float64  `json:"need"`
	Covered        float64  `json:"covered" doc:"Who could have a place within reach, no home taking more than its places"`
	Unmet          float64  `json:"unmet"`
	SharePercent   *float64 `json:"share_percent" doc:"Covered of the need; null where nobody needs a home"`
	CoveredCentral float64  `json:"covered_central" doc:"Covered if all homes of which only the authority is known stood at the middle of its need"`
	Access         *float64 `json:"access" doc:"Places for each child who needs one, as far as homes are near: the mean of its small areas, weighted by need; null where none lies anywhere"`
	HomeShare      float64  `json:"home_share_percent" doc:"Of its children looked after, how many in a hundred are taken to need a home"`
	HomeShareFrom  string   `json:"home_share_from,omitempty" enum:"placements,stated" doc:"Of an authority: by its imported placements, or the stated share"`
	HomeShareDay   string   `json:"home_share_day,omitempty" format:"date" doc:"Of the placements that it is by, or that would not tell it"`
	HomeShareBy    string   `json:"home_share_source,omitempty" doc:"Of these placements"`
	HomeShareWhy   string   `json:"home_share_why,omitempty" doc:"Why the stated share is used although placements are asked for"`
	CoveredAfter   *float64 `json:"covered_after,omitempty" doc:"Covered with the options asked for, together"`
	ShareAfter     *float64 `json:"share_after_percent,omitempty"`

	lookedAfter, need, covered, central, after int64
	access                                     meanAccess
}

// areas is coverage by area; after is what of each cell is covered with the proposals.
func (c *Coverage) areas(ctx context.Context, db *gorm.DB, after []int64) ([]CoveredArea, error) {
	var members []struct{ Code, Name, Hub string }
	err := db.WithContext(ctx).Raw(`SELECT a.code, a.name, coalesce(h.name, '') AS hub FROM authorities a LEFT JOIN hubs h ON h.id = a.hub_id
		WHERE a.code = ANY (CAST(? AS text[]))`, column[string](c.authorities())).Scan(&members).Error
	if err != nil {
		return nil, fmt.Errorf("read authorities: %w", err)
	}
	region := &CoveredArea{Level: "region", Name: "All of the region"}
	hubs, authorities := map[string]*CoveredArea{}, map[string]*CoveredArea{}
	for _, m := range members {
		s := c.shares[m.Code]
		authorities[m.Code] = &CoveredArea{Level: "authority", Code: m.Code, Name: m.Name, Hub: m.Hub, HomeShareFrom: s.Basis, HomeShareDay: dayText(s.OnDay), HomeShareBy: s.Source, HomeShareWhy: s.Why}
		if m.Hub != "" {
			hubs[m.Hub] = &CoveredArea{Level: "hub", Name: m.Hub, Hub: m.Hub}
		}
	}
	for i, cell := range c.cells {
		authority := authorities[cell.AuthorityCode]
		for _, area := range []*CoveredArea{region, hubs[authority.Hub], authority} {
			if area != nil {
				area.lookedAfter += cell.Thousandths
				area.need += cell.Need
				area.covered += c.covered[i]
				area.central += c.central[i]
				area.access.add(c, i)
				if after != nil {
					area.after += after[i]
				}
			}
		}
	}
	list := []CoveredArea{*region}
	for _, group := range []map[string]*CoveredArea{hubs, authorities} {
		from := len(list)
		for _, area := range group {
			list = append(list, *area)
		}
		slices.SortFunc(list[from:], func(a, b CoveredArea) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code)) })
	}
	for i := range list {
		list[i].say(after != nil)
	}
	return list, nil
}

// say writes the counts as people read them.
func (a *CoveredArea) say(after bool) {
	a.Need, a.Covered, a.Unmet, a.CoveredCentral = children(a.need), children(a.covered), children(a.need-a.covered), children(a.central)
	a.HomeShare = shareOf(a.need, a.lookedAfter, 0)
	a.SharePercent, a.Access = percent(a.covered, a.need), a.access.score()
	if after {
		covered := children(a.after)
		a.CoveredAfter, a.ShareAfter = &covered, percent(a.after, a.need)
	}
}

// authorities are the codes of all authorities that have cells.
func (c *Coverage) authorities() []string {
	var codes []string
	for _, cell := range c.cells {
		codes = append(codes, cell.AuthorityCode)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// with is what of each cell would be covered with the proposals too; nothing without any.
func (c *Coverage) with(proposals []Proposal) []int64 {
	if len(proposals) == 0 {
		return nil
	}
	homes := slices.Concat(c.homes, c.spreadHomes)
	for _, p := range proposals {
		homes = append(homes, c.places(p)...)
	}
	return byCell(NewNetwork(c.located, homes, TwentyMiles).ByCell(), c.index, len(c.cells))
}

// children is units as children, to a tenth.
func children(units int64) float64 { return math.Round(float64(units)/unit*10) / 10 }

// percent is a share to a tenth of a percent, of nothing none.
func percent(part, whole int64) *float64 {
	if whole == 0 {
		return nil
	}
	share := math.Round(1000*float64(part)/float64(whole)) / 10
	return &share
}

// Unmet is the need that is not covered in every cell, as arrays that PostgreSQL reads: the
// codes, and the children in thousandths, rounded down.
func (c *Coverage) Unmet() (codes column[string], thousandths column[int64]) {
	if c == nil {
		return column[string]{}, column[int64]{}
	}
	codes, thousandths = make(column[string], len(c.cells)), make(column[int64], len(c.cells))
	for i, cell := range c.cells {
		codes[i], thousandths[i] = cell.Code, (cell.Need-c.covered[i])/basisPoints
	}
	return codes, thousandths
}

// AllUnmet is the need that no open home covers, in children.
func (c *Coverage) AllUnmet() float64 {
	var left int64
	for i, cell := range c.cells {
		left += cell.Need - c.covered[i]
	}
	return children(left)
}

// UnmetWithin is the need that no open home covers in the cells no farther than the metres
// from a place on the national grid, in children.
func (c *Coverage) UnmetWithin(easting, northing, metres float64) float64 {
	var left int64
	limit := squareOf(metres)
	for i, cell := range c.cells {
		if cell.X != nil && square(*cell.X-easting, *cell.Y-northing) <= limit {
			left += cell.Need - c.covered[i]
		}
	}
	return children(left)
}
