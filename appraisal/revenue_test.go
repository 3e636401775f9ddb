package appraisal

import (
	"fmt"
	"math"
	"testing"
)

// beechfield are the four options of the West Sussex strategy of 2016, Annex B: what the
// rebuilt secure unit would cost a year, with one child of its own.
var beechfield = []struct {
	name string
	Seller
}{
	{"1 (2 x 5)", Seller{Beds: 10, OwnChildren: 1, Staff: 152800000, Running: 13400000, Zones: 2}},
	{"2 (2 x 6)", Seller{Beds: 12, OwnChildren: 1, Staff: 181800000, Running: 16000000, Zones: 2}},
	{"3 (2 x 7)", Seller{Beds: 14, OwnChildren: 1, Staff: 185300000, Running: 18200000, Zones: 2}},
	{"4 (3 x 5)", Seller{Beds: 15, OwnChildren: 1, Staff: 220700000, Running: 18800000, Zones: 3}},
}

// Every cell of Annex B comes out as printed, to the thousand; those that do not are its own
// errors, and are named.
func TestAnnexB(t *testing.T) {
	printed := []struct {
		rate, occupancy int64
		income, surplus [4]int64
	}{
		{511000, 6000, [4]int64{1328, 1647, 1966, 2126}, [4]int64{-334, -331, -69, -269}},
		{511000, 8800, [4]int64{2072, 2540, 3008, 3242}, [4]int64{410, 562, 973, 847}},
		{540000, 8800, [4]int64{2190, 2684, 3179, 3425}, [4]int64{528, 706, 1144, 1030}},
		{600000, 8800, [4]int64{2444, 2983, 3532, 3806}, [4]int64{782, 1005, 1497, 1411}},
		{650000, 8800, [4]int64{2636, 3231, 3826, 4123}, [4]int64{974, 1253, 1791, 1728}},
		{600000, 6000, [4]int64{1560, 1934, 2309, 2496}, [4]int64{-102, -44, 274, 101}},
		{650000, 6000, [4]int64{1690, 2095, 2501, 2704}, [4]int64{28, 117, 466, 309}},
	}
	errors := map[string]int64{ // printed, and what the formula gives
		"income of 1 (2 x 5) at 600000 and 8800":  2434,
		"surplus of 1 (2 x 5) at 600000 and 8800": 772,
	}
	cells, wrong := 0, 0
	check := func(cell string, pence, printed int64) {
		cells++
		is := float64(pence) / 100000
		if math.Abs(is-float64(printed)) <= 1 {
			return
		}
		if wrong++; math.Abs(is-float64(errors[cell])) > 1 {
			t.Errorf("%s: %.1f thousand, printed %d", cell, is, printed)
		}
	}
	for _, p := range printed {
		for i, b := range beechfield {
			sold, of := b.Sell(p.occupancy, p.rate, 0), fmt.Sprintf("of %s at %d and %d", b.name, p.rate, p.occupancy)
			check("income "+of, sold.Income, p.income[i])
			check("surplus "+of, sold.Surplus, p.surplus[i])
			check("expenditure "+of, sold.Cost, [4]int64{1662, 1978, 2035, 2395}[i])
		}
	}
	if cells != 84 || wrong != len(errors) {
		t.Errorf("%d cells, %d of them wrong in print", cells, wrong)
	}
	for i, want := range []float64{69.2, 67.0, 58.9, 63.5} {
		if got := 100 * beechfield[i].BreakEven(540000); math.Abs(got-want) > 0.05 {
			t.Errorf("%s breaks even at %.2f %%, want %.1f", beechfield[i].name, got, want)
		}
	}
	// "A 104 % increase in profit" at 6,500 is against 5,110; against 5,400, the rate of the
	// day, the printed surpluses rise by 67.8 %, and the exact ones by 67.7.
	at := func(rate int64) float64 { return float64(beechfield[3].Sell(8800, rate, 0).Surplus) }
	for _, c := range []struct{ got, want float64 }{{at(650000)/at(511000) - 1, 1.041}, {at(650000)/at(540000) - 1, 0.677}, {1728.0/1030 - 1, 0.678}} {
		if math.Abs(c.got-c.want) > 0.0005 {
			t.Errorf("the surplus rises by %.4f, want %.3f", c.got, c.want)
		}
	}
}

func TestMothballedZones(t *testing.T) {
	home := Seller{Beds: 15, OwnChildren: 1, Staff: 220700000, Running: 18800000, Zones: 3, StaffSaved: 50000000, RunningSaved: 4000000}
	for _, c := range []struct {
		occupancy, mothballed int64
		want                  Sold
	}{
		{6000, 0, Sold{224640000, 239500000, -14860000}},  // 9 children, 8 sold
		{6000, 1, Sold{224640000, 185500000, 39140000}},   // 10 beds are enough for 9
		{6000, 2, Sold{112320000, 131500000, -19180000}},  // 5 beds are not
		{10000, 1, Sold{252720000, 185500000, 67220000}},  // 10 of 15
		{0, 0, Sold{-28080000, 239500000, -267580000}},    // its own child, and nobody else
		{3333, 0, Sold{112305960, 239500000, -127194040}}, // 4.9995 children
	} {
		if got := home.Sell(c.occupancy, 540000, c.mothballed); got != c.want {
			t.Errorf("%d, %d mothballed: %+v, want %+v", c.occupancy, c.mothballed, got, c.want)
		}
	}
}
