package appraisal

import "math/big"

// weeksSold is how many weeks of a year a place is sold for.
const weeksSold = 52

// Seller is a home that sells places to other authorities. Money is pence a year.
type Seller struct {
	Beds         int64
	OwnChildren  int64 // of its own authority, who bring no income
	Staff        int64
	Running      int64
	Zones        int64 // of as many beds each, that can be mothballed; at least 1
	StaffSaved   int64 // by each zone that is
	RunningSaved int64
}

// Sold is what a home earns and costs in a year.
type Sold struct{ Income, Cost, Surplus int64 }

// Sell is a year at an occupancy of all beds (basis points), at so many pence a week, with
// so many zones mothballed: income = (occupancy x beds - own children) x weekly rate x 52,
// to the nearest penny, surplus = income - staff - running costs. Children for whom the
// zones left have no bed are not taken.
func (s Seller) Sell(occupancyBp, weeklyRate, mothballed int64) Sold {
	children := min(occupancyBp*s.Beds, basis*s.Beds*(s.Zones-mothballed)/s.Zones) - basis*s.OwnChildren
	year := new(big.Int).Mul(big.NewInt(children), big.NewInt(weeklyRate*weeksSold))
	sold := Sold{Income: nearest(year, basis), Cost: s.Staff + s.Running - mothballed*(s.StaffSaved+s.RunningSaved)}
	sold.Surplus = sold.Income - sold.Cost
	return sold
}

// BreakEven is the occupancy of all beds at which income meets staff and running costs,
// nothing mothballed. It may be more than 1: then no occupancy does.
func (s Seller) BreakEven(weeklyRate int64) float64 {
	return (float64(s.Staff+s.Running)/float64(weeklyRate*weeksSold) + float64(s.OwnChildren)) / float64(s.Beds)
}

// basis is the whole in basis points.
const basis = 10000

// nearest is a quotient rounded to the nearest whole, halves up.
func nearest(n *big.Int, by int64) int64 {
	twice := new(big.Int).Add(new(big.Int).Mul(n, big.NewInt(2)), big.NewInt(by))
	return new(big.Int).Div(twice, big.NewInt(2*by)).Int64() // Div rounds down where by is above 0
}
