package demand

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// HexagonMetres are the sizes of hexagons there are: the distance between opposite sides.
var HexagonMetres = []int{2500, 5000, 10000}

// hexagon is one of the hexagons that tile the national grid: flat sides up and down,
// corners left and right, hexagon 0, 0 about the grid's origin, columns counted to the
// east and hexagons of a column to the north, those of odd columns half a hexagon higher.
// That is PostGIS's ST_HexagonGrid about the origin of EPSG:27700. It never moves.
type hexagon struct{ column, row int }

// edgeOf is the length of a side of a hexagon, and so the distance from its centre to a corner.
func edgeOf(metres int) float64 { return float64(metres) / math.Sqrt(3) }

func (h hexagon) centre(metres int) (x, y float64) {
	return 1.5 * edgeOf(metres) * float64(h.column), float64(metres) * (float64(h.row) + 0.5*float64(h.column&1))
}

// code names a hexagon by its size in kilometres, column and row, such as hex5-107-31.
func (h hexagon) code(metres int) string {
	return fmt.Sprintf("hex%s-%d-%d", strconv.FormatFloat(float64(metres)/1000, 'f', -1, 64), h.column, h.row)
}

// metresOf is the size of a hexagon by its code; 0 of what is no such code.
func metresOf(code string) int {
	for _, metres := range HexagonMetres {
		if strings.HasPrefix(code, strings.TrimSuffix(hexagon{}.code(metres), "0-0")) {
			return metres
		}
	}
	return 0
}

// hexagonAt is the hexagon in which a place lies: the one whose centre is nearest, the
// least column and row where it lies on a line between them.
func hexagonAt(metres int, x, y float64) hexagon {
	var best hexagon
	least := math.Inf(1)
	column := int(math.Floor(x / (1.5 * edgeOf(metres))))
	for c := column; c <= column+1; c++ {
		row := int(math.Floor(y/float64(metres) - 0.5*float64(c&1)))
		for r := row; r <= row+1; r++ {
			h := hexagon{c, r}
			hx, hy := h.centre(metres)
			if d := square(x-hx, y-hy); d < least {
				best, least = h, d
			}
		}
	}
	return best
}

// hexagonSum is a hexagon with what its cells come to. It counts as in the authority that
// most of its need is of, and is called after the cell nearest its centre.
type hexagonSum struct {
	hexagon
	figure
	near, authority string
	cells           int
}

// intoHexagons adds the cells up by the hexagon of one size that their centre lies in, and
// says which that is of each cell; of a cell without a place, none. A hexagon in which no
// cell lies is none of these: nothing is estimated there, which is not an estimate of 0.
func intoHexagons(metres int, cells []cellRow, thousandths []int64) (sums []hexagonSum, of []string) {
	of = make([]string, len(cells))
	members := map[hexagon][]int{}
	for i, c := range cells {
		if c.X != nil {
			h := hexagonAt(metres, *c.X, *c.Y)
			members[h] = append(members[h], i)
			of[i] = h.code(metres)
		}
	}
	for h, at := range members {
		x, y := h.centre(metres)
		sum := hexagonSum{hexagon: h, figure: figure{Code: h.code(metres), X: &x, Y: &y}, cells: len(at)}
		need, nearest := map[string]int64{}, at[0]
		for _, i := range at {
			c := cells[i]
			sum.Thousandths += thousandths[i]
			sum.Children += c.Children
			need[c.AuthorityCode] += thousandths[i]
			if n := cells[nearest]; cmp.Or(cmp.Compare(square(*c.X-x, *c.Y-y), square(*n.X-x, *n.Y-y)), cmp.Compare(c.Code, n.Code)) < 0 {
				nearest = i
			}
		}
		sum.near = cells[nearest].Name
		for code, n := range need {
			if sum.authority == "" || n > need[sum.authority] || n == need[sum.authority] && code < sum.authority {
				sum.authority = code
			}
		}
		sums = append(sums, sum)
	}
	slices.SortFunc(sums, func(a, b hexagonSum) int {
		return cmp.Or(cmp.Compare(a.column, b.column), cmp.Compare(a.row, b.row))
	})
	return sums, of
}
