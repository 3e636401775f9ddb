package demand

type NeedAt struct {
	X, Y float64
	Need int64
}
type PlacesAt struct {
	X, Y   float64
	Places int64
}
type Network struct{ n int }

func NewNetwork(cells []NeedAt, homes []PlacesAt, metres float64) *Network {
	return &Network{len(cells)}
}
func (n *Network) Covered() int64                    { return 0 }
func (n *Network) ByCell() []int64                   { return make([]int64, n.n) }
func (n *Network) Gain(candidates ...PlacesAt) int64 { return 0 }
