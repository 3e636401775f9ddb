package paper

import (
	"fmt"
	"math"
	"strings"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/geo"
	"homeground/internal/print"
)

// drawnMap is the region with the sites of the set, in the sketch's units of 100 metres.
type drawnMap struct {
	Box                            string
	Authorities, Hubs              []accounts.Outline
	Labels                         []label
	Points                         []point
	Squares                        []square
	Bar                            int // kilometres
	Left, Top, Right, Below, Width float64
	OffMap                         []string // what is not drawn, and why
}

type label struct {
	X, Y float64
	Text string
}

// point is a site where its public position is; its number stands beside it where it would
// lie on another's.
type point struct {
	X, Y, AtX, AtY float64
	Number         string
	Project        bool
}

// square is the 10 km square that a restricted site is somewhere in.
type square struct {
	X, Y    float64
	Number  string
	Project bool
}

// MidX and MidY are where a square's number stands.
func (s square) MidX() float64 { return s.X + 50 }

// MidY is as MidX.
func (s square) MidY() float64 { return s.Y + 68 }

// TextY is where a point's number stands.
func (p point) TextY() float64 { return p.AtY + 15.5 }

// scale is the bar that lengths are read off, and the arrow that points north.
type scale struct {
	X, Y, TextY, Length       float64
	NorthX, NorthY, NorthText float64
	Text                      string
}

// Scale is at the foot of the map, the arrow at its head.
func (m drawnMap) Scale() scale {
	return scale{X: m.Left + 40, Y: m.Below - 40, TextY: m.Below - 68, Length: float64(10 * m.Bar), Text: fmt.Sprintf("%d km", m.Bar),
		NorthX: m.Right - 60, NorthY: m.Top + 30, NorthText: m.Top + 130}
}

const (
	markRadius = 32.0 // of a number's disc
	nameHeight = 40.0 // of an authority's name
	margin     = 60.0
)

// drawMap draws the sketch, the set's sites by their numbers, and the projects' by P.
func (f Facts) drawMap(set []appraisal.Option) (m drawnMap) {
	s := f.Sketch
	m.Authorities, m.Hubs = s.Authorities, s.Hubs
	if len(s.Authorities) == 0 {
		return m
	}
	m.Left, m.Top, m.Right, m.Below = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, a := range s.Authorities {
		m.Left, m.Top, m.Right, m.Below = min(m.Left, a.Left), min(m.Top, a.Top), max(m.Right, a.Right), max(m.Below, a.Below)
	}
	for i, o := range set {
		m.place(o, fmt.Sprint(i+1), false)
	}
	for _, o := range f.Projects() {
		m.place(o, "P", true)
	}
	m.Left, m.Top, m.Right, m.Below = m.Left-margin, m.Top-margin, m.Right+margin, m.Below+margin
	m.Width = m.Right - m.Left
	m.Box = fmt.Sprintf("%.0f %.0f %.0f %.0f", m.Left, m.Top, m.Width, m.Below-m.Top)
	m.Bar = 20
	if m.Width < 800 {
		m.Bar = 5
	}
	m.name()
	return m
}

// place draws an option's sites, or says why not.
func (m *drawnMap) place(o appraisal.Option, number string, project bool) {
	what := "Number " + number
	if project {
		what = "The project " + o.Name
	}
	if len(o.Sites) == 0 {
		m.OffMap = append(m.OffMap, what+" has no site yet.")
	}
	for _, site := range o.Sites {
		if site.Position == nil {
			m.OffMap = append(m.OffMap, what+": the position of "+site.Name+" is not public or not known.")
			continue
		}
		x, y, whole := onGrid(*site.Position)
		if whole {
			m.Squares = append(m.Squares, square{x - 50, y - 50, number, project})
			continue
		}
		p := point{X: x, Y: y, AtX: x, AtY: y, Number: number, Project: project}
		m.apart(&p)
		m.Points = append(m.Points, p)
	}
}

// onGrid is a public position in the sketch's units, and whether it is the middle of a
// 10 km square: then the site is somewhere in that, and a point would say too much.
func onGrid(at geo.LonLat) (x, y float64, square bool) {
	easting, northing := geo.ToGrid(at[0], at[1])
	const near = 30 // metres; a position has five decimals
	middle := func(m float64) bool { return math.Abs(math.Mod(m, 10000)-5000) < near }
	if middle(easting) && middle(northing) {
		return math.Round(easting/5000) * 50, -math.Round(northing/5000) * 50, true
	}
	return easting / 100, -northing / 100, false
}

// apart moves a point's number off those that are there already, round and outwards.
func (m *drawnMap) apart(p *point) {
	free := func(x, y float64) bool {
		for _, o := range m.Points {
			if math.Hypot(o.AtX-x, o.AtY-y) < 2*markRadius+4 || math.Hypot(o.X-x, o.Y-y) < markRadius+8 {
				return false
			}
		}
		return true
	}
	for ring := 0; ring < 4; ring++ {
		for turn := 0; turn < 8; turn++ {
			away := float64(ring) * (2*markRadius + 8)
			x, y := p.X+away*math.Cos(float64(turn)*math.Pi/4), p.Y+away*math.Sin(float64(turn)*math.Pi/4)
			if free(x, y) {
				p.AtX, p.AtY = x, y
				return
			}
		}
	}
}

// name puts an authority's name where it has room for it and covers no mark.
func (m *drawnMap) name() {
	for _, a := range m.Authorities {
		half := 0.27 * nameHeight * float64(len(a.Name))
		if 2*half > a.Right-a.Left {
			continue
		}
		for _, y := range []float64{a.Y, a.Y + 1.6*nameHeight, a.Y - 1.6*nameHeight, a.Y + 3*nameHeight} {
			if y > a.Top+nameHeight && y < a.Below-nameHeight && m.clear(a.X, y, half) {
				m.Labels = append(m.Labels, label{a.X, y + 0.35*nameHeight, a.Name})
				break
			}
		}
	}
}

func (m *drawnMap) clear(x, y, half float64) bool {
	for _, p := range m.Points {
		if math.Abs(p.AtX-x) < half+markRadius && math.Abs(p.AtY-y) < nameHeight/2+markRadius+4 {
			return false
		}
	}
	for _, s := range m.Squares {
		if math.Abs(s.X+50-x) < half+50 && math.Abs(s.Y+50-y) < nameHeight/2+50 {
			return false
		}
	}
	for _, l := range m.Labels {
		if math.Abs(l.X-x) < half+0.27*nameHeight*float64(len(l.Text)) && math.Abs(l.Y-0.35*nameHeight-y) < nameHeight {
			return false
		}
	}
	return true
}

// Says is the map in words.
func (m drawnMap) Says() string {
	points, squares := 0, 0
	for _, p := range m.Points {
		if !p.Project {
			points++
		}
	}
	for _, s := range m.Squares {
		if !s.Project {
			squares++
		}
	}
	said := []string{"Map of the region’s authorities and hubs, north up, with " + print.Plural(points, "site", "sites") + " of the set, by their numbers"}
	if squares > 0 {
		said = append(said, print.Plural(squares, "protected place is", "protected places are")+" drawn as the 10 km square it is in")
	}
	if n := len(m.Points) + len(m.Squares) - points - squares; n > 0 {
		said = append(said, print.Plural(n, "site of a project is", "sites of projects are")+" marked P")
	}
	return strings.Join(said, "; ") + ". The table below says the same in words."
}

// Where is what the map shows of an option.
func (document) Where(o appraisal.Option) string {
	if len(o.Sites) == 0 {
		return "Not on the map: no site yet"
	}
	points, squares, none := 0, 0, 0
	for _, s := range o.Sites {
		switch {
		case s.Position == nil:
			none++
		default:
			if _, _, square := onGrid(*s.Position); square {
				squares++
			} else {
				points++
			}
		}
	}
	var said []string
	if points > 0 {
		said = append(said, "A point")
	}
	if squares > 0 {
		said = append(said, "Its 10 km square")
	}
	if none > 0 {
		said = append(said, "Not on the map: the position is not public or not known")
	}
	return strings.Join(said, "; ")
}
