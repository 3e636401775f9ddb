package appraisal

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"homeground/internal/problem"
)

// OptionMoney is what an option costs a place, and what its home would earn, cost and be
// left with in a year, under assumptions that are all named.
type OptionMoney struct {
	OptionID          int64        `json:"option_id"`
	Places            int64        `json:"places"`
	CostPerPlacePence int64        `json:"cost_per_place_pence" doc:"Likely cost by places, to the nearest penny"`
	Assumptions       []Assumption `json:"assumptions"`
	BreakEven         []BreakEven  `json:"break_even"`
	Expected          Year         `json:"expected" doc:"The assumed fee and occupancy, nothing mothballed"`
	Grid              []Year       `json:"grid"`
}

// Assumption is one figure that a home's money hangs on, and where it comes from.
type Assumption struct {
	Code   string `json:"code" enum:"weekly_fee,yearly_cost,own_children,occupancy,zones,zone_saving"`
	Value  int64  `json:"value" doc:"Pence, a number, or hundredths of a per cent of the places"`
	Given  bool   `json:"given" doc:"By who asks; else source says where it comes from"`
	Source string `json:"source,omitempty"`
}

// BreakEven is the occupancy at which income meets the yearly cost, nothing mothballed.
type BreakEven struct {
	WeeklyFee int64   `json:"weekly_fee"`
	Occupancy float64 `json:"occupancy" doc:"Share of the places; above 1: at none"`
}

// Year is a year of the home at one occupancy and fee, with so many zones mothballed.
type Year struct {
	WeeklyFee  int64 `json:"weekly_fee"`
	Occupancy  int64 `json:"occupancy" doc:"Hundredths of a per cent of the places"`
	Mothballed int64 `json:"mothballed"`
	Income     int64 `json:"income"`
	Cost       int64 `json:"cost"`
	Surplus    int64 `json:"surplus"`
}

// usual is what is assumed of a kind of home where nothing is known.
type usual struct {
	Routes            []string `json:"routes"`
	WeeklyFee         int64    `json:"weekly_fee"`
	WeeklyFeeSource   string   `json:"weekly_fee_source"`
	OwnChildren       int64    `json:"own_children"`
	OwnChildrenSource string   `json:"own_children_source"`
	Occupancy         int64    `json:"occupancy"`
	OccupancySource   string   `json:"occupancy_source"`
	Homes             []struct {
		Places     int64  `json:"places"`
		Zones      int64  `json:"zones"`
		YearlyCost int64  `json:"yearly_cost"`
		Source     string `json:"source"`
	} `json:"homes"` // by places, fewest first
}

//go:embed money.json
var moneyFile []byte

// moneyOf is what is read of an option to work its money out.
type moneyOf struct {
	ID                int64
	Route             string
	Places            int64
	CostPerPlacePence int64
	FeeSite           string // the site whose weekly fee it is, under its public name
	FeePence          *int64
	CostSite          string
	CostPence         *int64
}

// Money works an option's money out. Given are the assumptions that whoever asks makes, as
// typed, by code; the others are what is known of its site, or else what is usual.
func Money(ctx context.Context, db *gorm.DB, id int64, given map[string]string) (OptionMoney, error) {
	var rows []moneyOf
	err := db.WithContext(ctx).Raw(`
		SELECT o.id, o.route, o.places, round(o.cost_likely_pence::numeric / o.places)::bigint AS cost_per_place_pence,
		       coalesce(fee.public_name, '') AS fee_site, fee.weekly_fee_pence AS fee_pence,
		       coalesce(cost.public_name, '') AS cost_site, cost.running_cost_pence AS cost_pence
		FROM options o
		LEFT JOIN LATERAL (SELECT s.public_name, s.weekly_fee_pence FROM option_sites os JOIN sites s ON s.id = os.site_id
			WHERE os.option_id = o.id AND s.weekly_fee_pence > 0 ORDER BY s.id LIMIT 1) fee ON true
		LEFT JOIN LATERAL (SELECT min(s.public_name) AS public_name, min(s.running_cost_pence) AS running_cost_pence FROM option_sites os JOIN sites s ON s.id = os.site_id
			WHERE os.option_id = o.id HAVING count(*) = 1) cost ON cost.running_cost_pence > 0
		WHERE o.id = ?`, id).Scan(&rows).Error
	if err != nil {
		return OptionMoney{}, fmt.Errorf("read money of option %d: %w", id, err)
	}
	if len(rows) == 0 {
		return OptionMoney{}, problem.Missing("option")
	}
	assumed, err := rows[0].assume()
	if err != nil {
		return OptionMoney{}, err
	}
	if err := give(assumed, given, rows[0].Places); err != nil {
		return OptionMoney{}, err
	}
	return rows[0].work(assumed), nil
}

// assume is what is known of the option's site, or else what is usual of its kind of home,
// for as many places.
func (m moneyOf) assume() ([]Assumption, error) {
	var file struct {
		WeeklyFeeOf  string  `json:"weekly_fee_of"`
		YearlyCostOf string  `json:"yearly_cost_of"`
		Kinds        []usual `json:"kinds"`
	}
	if err := json.Unmarshal(moneyFile, &file); err != nil {
		return nil, fmt.Errorf("read what is usual: %w", err)
	}
	kind := file.Kinds[len(file.Kinds)-1]
	if i := slices.IndexFunc(file.Kinds, func(u usual) bool { return slices.Contains(u.Routes, m.Route) }); i >= 0 {
		kind = file.Kinds[i]
	}
	home := kind.Homes[0]
	for _, h := range kind.Homes {
		if h.Places <= m.Places {
			home = h
		}
	}
	fee := Assumption{Code: "weekly_fee", Value: kind.WeeklyFee, Source: kind.WeeklyFeeSource}
	if m.FeePence != nil {
		fee.Value, fee.Source = *m.FeePence, fmt.Sprintf(file.WeeklyFeeOf, m.FeeSite)
	}
	cost := Assumption{Code: "yearly_cost", Value: nearest(new(big.Int).Mul(big.NewInt(home.YearlyCost), big.NewInt(m.Places)), home.Places), Source: home.Source}
	zones := Assumption{Code: "zones", Value: home.Zones, Source: home.Source}
	if home.Places != m.Places {
		cost.Source = fmt.Sprintf("in proportion to places: %s", home.Source)
		zones.Value, zones.Source = 1, "nothing is known of zones: one"
	}
	if m.CostPence != nil {
		cost.Value, cost.Source = *m.CostPence, fmt.Sprintf(file.YearlyCostOf, m.CostSite)
	}
	return []Assumption{fee, cost,
		{Code: "own_children", Value: kind.OwnChildren, Source: kind.OwnChildrenSource},
		{Code: "occupancy", Value: kind.Occupancy, Source: kind.OccupancySource},
		zones, {Code: "zone_saving", Source: "nothing, until you say what one mothballed zone saves in a year"}}, nil
}

// give puts what is given in place of what is assumed, all faults at once.
func give(assumed []Assumption, given map[string]string, places int64) error {
	p := &problem.Problem{Kind: problem.Invalid, Text: "These assumptions cannot be used."}
	value := map[string]int64{}
	for i := range assumed {
		a := &assumed[i]
		least, most, what := bounds(a.Code, places)
		if text := given[a.Code]; text != "" {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil || n < least || n > most {
				p.Faults = append(p.Faults, problem.Fault{Field: a.Code, Text: fmt.Sprintf("Enter %s.", what)})
				continue
			}
			a.Value, a.Given, a.Source = n, true, ""
		}
		value[a.Code] = a.Value
	}
	if zones := value["zones"]; zones > 0 && places%zones != 0 {
		p.Faults = append(p.Faults, problem.Fault{Field: "zones", Text: fmt.Sprintf("Enter a number that divides the %d places: every zone has as many.", places)})
	} else if zones > 0 && value["zone_saving"] > value["yearly_cost"]/zones {
		p.Faults = append(p.Faults, problem.Fault{Field: "zone_saving", Text: "Enter no more than a zone costs: the yearly cost by the number of zones."})
	}
	if len(p.Faults) > 0 {
		return p
	}
	return nil
}

// bounds are what an assumption may be, and that in words.
func bounds(code string, places int64) (least, most int64, what string) {
	const pence = 1e11 // beyond any home; sums stay exact in JSON
	switch code {
	case "weekly_fee":
		return 100, 1e7, "a weekly fee of £1 to £100,000"
	case "own_children":
		return 0, places, fmt.Sprintf("a whole number of children from 0 to %d, the places", places)
	case "occupancy":
		return 0, basis, "an occupancy of 0 to 100 %, with at most two decimals"
	case "zones":
		return 1, places, fmt.Sprintf("a whole number of zones from 1 to %d, the places", places)
	}
	return 0, pence, "an amount a year of £0 to £1,000,000,000"
}

// Rows and columns of the grid: occupancies of all places, and fees as shares of the assumed
// one, to whole pounds.
var (
	gridOccupancies = []int64{5000, 6000, 7000, 8000, 9000, 10000}
	gridFees        = []int64{80, 90, 100, 110, 120}
)

func (m moneyOf) work(assumed []Assumption) OptionMoney {
	of := func(code string) int64 {
		return assumed[slices.IndexFunc(assumed, func(a Assumption) bool { return a.Code == code })].Value
	}
	home := Seller{Beds: m.Places, OwnChildren: of("own_children"), Running: of("yearly_cost"), Zones: of("zones"), RunningSaved: of("zone_saving")}
	year := func(occupancy, fee, mothballed int64) Year {
		sold := home.Sell(occupancy, fee, mothballed)
		return Year{fee, occupancy, mothballed, sold.Income, sold.Cost, sold.Surplus}
	}
	expected, fees := of("occupancy"), []int64{}
	for _, share := range gridFees {
		fee := of("weekly_fee")
		if share != 100 {
			fee = max(100, nearest(big.NewInt(fee*share), 100*100)*100)
		}
		fees = append(fees, fee)
	}
	occupancies := slices.Clone(gridOccupancies)
	if !slices.Contains(occupancies, expected) {
		occupancies = append(occupancies, expected)
	}
	slices.Sort(occupancies)
	slices.Sort(fees)
	fees = slices.Compact(fees)
	money := OptionMoney{OptionID: m.ID, Places: m.Places, CostPerPlacePence: m.CostPerPlacePence, Assumptions: assumed,
		Expected: year(expected, of("weekly_fee"), 0), BreakEven: []BreakEven{}, Grid: []Year{}}
	for _, fee := range fees {
		money.BreakEven = append(money.BreakEven, BreakEven{fee, math.Round(1e6*home.BreakEven(fee)) / 1e6})
	}
	for mothballed := range home.Zones {
		for _, occupancy := range occupancies {
			for _, fee := range fees {
				money.Grid = append(money.Grid, year(occupancy, fee, mothballed))
			}
		}
	}
	return money
}
