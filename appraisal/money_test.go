package appraisal

import (
	"errors"
	"strings"
	"testing"

	"homeground/internal/problem"
)

func pence(n int64) *int64 { return &n }

// Where nothing else is known, the options of Annex B come out as in its own tables, and
// whatever a page prints is what the home's own formula gives.
func TestMoneyOfAnOption(t *testing.T) {
	for _, c := range []struct {
		name      string
		of        moneyOf
		given     map[string]string
		seller    Seller
		fee       int64
		occupancy int64
		surplus   int64
		source    string
	}{
		{"3 x 5 beds", moneyOf{Route: "secure_refurbishment", Places: 15}, nil, Seller{Beds: 15, OwnChildren: 1, Running: 239500000, Zones: 3}, 540000, 8800, 103076000, "3 x 5 beds"},
		{"2 x 5 beds at 6,500 and 60 %", moneyOf{Route: "secure_refurbishment", Places: 10}, map[string]string{"weekly_fee": "650000", "occupancy": "6000"},
			Seller{Beds: 10, OwnChildren: 1, Running: 166200000, Zones: 2}, 650000, 6000, 2800000, "2 x 5 beds"},
		{"7 places, in proportion", moneyOf{Route: "secure_refurbishment", Places: 7}, nil, Seller{Beds: 7, OwnChildren: 1, Running: 116340000, Zones: 1}, 540000, 8800, 28552800, "in proportion to places"},
		{"a house", moneyOf{Route: "change_of_use", Places: 4}, nil, Seller{Beds: 4, Running: 50872727, Zones: 1}, 280000, 8600, -786327, "Teasel Close"},
		{"known of its site", moneyOf{Route: "change_of_use", Places: 4, FeeSite: "A", FeePence: pence(300000), CostSite: "B", CostPence: pence(40000000)}, nil,
			Seller{Beds: 4, Running: 40000000, Zones: 1}, 300000, 8600, 13664000, "running cost of B as it is"},
		{"all of it given", moneyOf{Route: "change_of_use", Places: 4}, map[string]string{"weekly_fee": "299999", "yearly_cost": "1", "own_children": "4", "occupancy": "3333", "zones": "2", "zone_saving": "0"},
			Seller{Beds: 4, OwnChildren: 4, Running: 1, Zones: 2}, 299999, 3333, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			assumed, err := c.of.assume()
			if err == nil {
				err = give(assumed, c.given, c.of.Places)
			}
			if err != nil {
				t.Fatal(err)
			}
			m := c.of.work(assumed)
			sold := c.seller.Sell(c.occupancy, c.fee, 0)
			if c.surplus == 0 {
				c.surplus = sold.Surplus
			}
			if want := (Year{c.fee, c.occupancy, 0, sold.Income, sold.Cost, sold.Surplus}); m.Expected != want || sold.Surplus != c.surplus {
				t.Errorf("expected %+v, want %+v and a surplus of %d", m.Expected, want, c.surplus)
			}
			if assumed[1].Source != "" && !strings.Contains(assumed[1].Source, c.source) || (c.source == "") != assumed[1].Given {
				t.Errorf("cost from %+v", assumed[1])
			}
			if len(m.BreakEven) != 5 || m.BreakEven[2].WeeklyFee != c.fee || len(m.Grid)%(5*int(c.seller.Zones)) != 0 || len(m.Grid) < 30*int(c.seller.Zones) {
				t.Errorf("%d fees, %d cells", len(m.BreakEven), len(m.Grid))
			}
			for _, y := range m.Grid {
				sold := c.seller.Sell(y.Occupancy, y.WeeklyFee, y.Mothballed)
				if y.Income != sold.Income || y.Cost != sold.Cost || y.Surplus != sold.Surplus {
					t.Errorf("%+v, want %+v", y, sold)
				}
			}
		})
	}
}

// Everything wrong with what is given is said at once.
func TestMoneyAssumptionsRefused(t *testing.T) {
	for _, c := range []struct {
		given map[string]string
		want  string
	}{
		{map[string]string{"weekly_fee": "99", "yearly_cost": "-1", "own_children": "16", "occupancy": "10001", "zones": "0", "zone_saving": "x"},
			"weekly_fee yearly_cost own_children occupancy zones zone_saving"},
		{map[string]string{"weekly_fee": "1e5", "zones": "4"}, "weekly_fee zones"},
		{map[string]string{"zones": "5", "yearly_cost": "1000", "zone_saving": "201"}, "zone_saving"},
	} {
		assumed, err := moneyOf{Route: "secure_refurbishment", Places: 15}.assume()
		if err != nil {
			t.Fatal(err)
		}
		var p *problem.Problem
		if err := give(assumed, c.given, 15); !errors.As(err, &p) {
			t.Fatalf("%v is taken", c.given)
		}
		var fields []string
		for _, f := range p.Faults {
			fields = append(fields, f.Field)
		}
		if got := strings.Join(fields, " "); got != c.want {
			t.Errorf("%v: %s, want %s", c.given, got, c.want)
		}
	}
}
