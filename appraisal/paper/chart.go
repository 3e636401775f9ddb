package paper

import (
	"fmt"
	"math"
	"strings"

	"homeground/appraisal"
)

// chart is what more grant would buy: a step for each set of the frontier.
type chart struct {
	Line, Area    string
	Across, Up    []tick
	Grant         float64 // where the grant there is stands
	GrantText     string
	BestX, BestY  float64
	BestText      string
	Anchor        string // of that text: it stays in the picture
	Steps         []appraisal.SetOf
	Fewer         int // steps that are drawn and not listed
	Left, Right   float64
	Top, Below    float64
	Width, Height float64
	Says          string
}

type tick struct {
	At   float64
	Text string
}

// TextY is where a mark's words stand.
func (t tick) TextY() float64 { return t.At + 4 }

// TextX and TextY are where the set's words stand.
func (c chart) TextX() float64 { return c.BestX - 12 }

// TextY is as TextX.
func (c chart) TextY() float64 { return c.BestY - 8 }

// GrantX is where the words of the grant stand.
func (c chart) GrantX() float64 { return c.Grant - 6 }

// mostSteps is how many steps are listed: those next to the grant there is.
const mostSteps = 40

// drawChart draws the frontier. It goes on to a quarter more than the grant there is.
func (f Facts) drawChart() (c chart) {
	b := f.Best
	if len(b.Frontier) == 0 {
		return c
	}
	c = chart{Left: 46, Right: 664, Top: 22, Below: 226, Width: 680, Height: 268}
	last := b.Frontier[len(b.Frontier)-1]
	most := max(float64(last.GrantPence), 1.25*float64(b.BudgetPence), 1)
	top := max(last.Value, b.Best.Value, 1) * 1.1
	x := func(pence float64) float64 { return c.Left + (c.Right-c.Left)*pence/most }
	y := func(value float64) float64 { return c.Below - (c.Below-c.Top)*value/top }
	var line strings.Builder
	fmt.Fprintf(&line, "M%.1f %.1f", x(0), y(0))
	for _, s := range b.Frontier {
		fmt.Fprintf(&line, "H%.1fV%.1f", x(float64(s.GrantPence)), y(s.Value))
	}
	fmt.Fprintf(&line, "H%.1f", x(most))
	c.Line = line.String()
	c.Area = c.Line + fmt.Sprintf("V%.1fH%.1fZ", y(0), x(0))
	for _, n := range nice(most/1e8, 8) {
		c.Across = append(c.Across, tick{x(n * 1e8), "£" + trim(n) + "m"})
	}
	for _, n := range nice(top, 5) {
		c.Up = append(c.Up, tick{y(n), trim(n)})
	}
	c.Grant, c.GrantText = x(float64(b.BudgetPence)), "Grant there is: "+million(b.BudgetPence)
	c.BestX, c.BestY = x(float64(b.Best.GrantPence)), y(b.Best.Value)
	c.BestText, c.Anchor = "The set: "+f.Worth(b.Best.Value), "end"
	c.Steps = b.Frontier
	if len(c.Steps) > mostSteps {
		from := 0
		for from < len(c.Steps)-mostSteps && c.Steps[from+mostSteps/2].GrantPence < b.BudgetPence {
			from++
		}
		c.Steps = c.Steps[from : from+mostSteps]
		c.Fewer = len(b.Frontier) - mostSteps
	}
	c.Says = fmt.Sprintf("Step chart of what the best set is worth for each amount of grant, from nothing to %s. For %s, the grant there is, it is worth %s; for %s it would be worth %s. The table below has the figures.",
		million(int64(most)), million(b.BudgetPence), f.Worth(b.Best.Value), million(last.GrantPence), f.Worth(last.Value))
	return c
}

// nice are round numbers from 0 to the most, about as many as wanted.
func nice(most float64, wanted int) (list []float64) {
	step := math.Pow(10, math.Floor(math.Log10(most/float64(wanted))))
	for _, times := range []float64{1, 2, 5, 10} {
		if most/(step*times) <= float64(wanted) {
			step *= times
			break
		}
	}
	for i := 0; float64(i)*step <= most; i++ {
		list = append(list, float64(i)*step)
	}
	return list
}

func trim(n float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", n), "0"), ".")
}
