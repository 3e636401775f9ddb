package schedule

import (
	"fmt"
	"math"
)

// A length is drawn by inverting the cumulative beta distribution: one uniform number
// makes one length, always. Inverting it afresh for each draw would be slow, so each
// stage has a table of its inverse, made once.
//
// The table works on logits. With v = ln(u/(1-u)) of the uniform number and
// y = ln(x/(1-x)) of the place x between optimistic and pessimistic, the inverse y(v)
// is smooth and nearly straight at both ends (its slope goes from 1/alpha to 1/beta),
// so a fifth-degree piece through each pair of knots, with exact value, slope and
// curvature there, is within 1e-9 of the truth, ends included. Products are written
// float64(a*b) so that no processor joins them with the addition after, which would
// round differently from one to another.
type quantiles struct {
	piece [][6]float64
}

const (
	tableEnd   = 37.0 // beyond the logit of 1 - 2^-53
	tableSteps = 8    // knots to a unit of v
)

// beta is a beta distribution with its constant worked out.
type beta struct {
	a, b, logB float64
}

// pertBeta is the distribution of a stage whose likely length lies at this share of
// the way from optimistic to pessimistic.
func pertBeta(shape float64) beta {
	a, b := 1+float64(4*shape), 1+float64(4*(1-shape))
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return beta{a, b, la + lb - lab}
}

func newQuantiles(shape float64) *quantiles {
	d := pertBeta(shape)
	knots := int(2*tableEnd*tableSteps) + 1
	q := &quantiles{piece: make([][6]float64, knots-1)}
	const h = 1.0 / tableSteps
	at := d.knot(-tableEnd, -tableEnd/d.a)
	for k := range q.piece {
		guess := at.y + float64(h*at.slope) + float64(h*h/2*at.bend)
		next := d.knot(-tableEnd+float64(k+1)*h, guess)
		q.piece[k] = fifthDegree(at, next, h)
		at = next
	}
	return q
}

// place is the x that belongs to a draw.
func (q *quantiles) place(k uint64) float64 {
	x, _ := q.at(math.Log(float64(2*k+1) / float64(1<<53-2*k-1)))
	return x
}

// at is x and 1-x for a v, each to its own last digits.
func (q *quantiles) at(v float64) (x, rest float64) {
	steps := float64((v + tableEnd) * tableSteps)
	i := int(steps)
	s := steps - float64(i)
	c := &q.piece[i]
	y := float64(c[5]*s) + c[4]
	y = float64(y*s) + c[3]
	y = float64(y*s) + c[2]
	y = float64(y*s) + c[1]
	y = float64(y*s) + c[0]
	e := math.Exp(-y)
	return 1 / (1 + e), e / (1 + e)
}

// knot is a point of y(v) with its first and second derivative.
type knot struct{ y, slope, bend float64 }

// knot finds y for a v by Halley's method on v(y), which is nearly straight: two
// rounds from a neighbouring knot.
func (d beta) knot(v, guess float64) knot {
	y := guess
	for range 50 {
		got, slope, bend := d.logits(y)
		step := (v - got) / slope
		step /= 1 + float64(step*bend/(2*slope))
		y += step
		if math.Abs(step) <= 1e-9 {
			return knot{y, 1 / slope, -bend / (slope * slope * slope)}
		}
	}
	panic(fmt.Sprintf("invert beta(%g, %g) at logit %g: no end after 50 rounds", d.a, d.b, v))
}

// logits gives v(y), the logit of the share below x = 1/(1+exp(-y)), and its first
// and second derivative.
func (d beta) logits(y float64) (v, slope, bend float64) {
	e := math.Exp(-math.Abs(y))
	x, rest := 1/(1+e), e/(1+e)
	logX, logRest := -math.Log1p(e), -math.Abs(y)-math.Log1p(e)
	if y < 0 {
		x, rest, logX, logRest = rest, x, logRest, logX
	}
	density := math.Exp(float64(d.a*logX) + float64(d.b*logRest) - d.logB)
	below, above := d.tails(x, rest, density)
	slope = density / below / above
	bend = slope * (float64(d.a*rest) - float64(d.b*x) - float64(slope*(above-below)))
	return math.Log(below / above), slope, bend
}

// tails gives the share below and above x, the smaller of the two to its own last
// digits; density is x^a (1-x)^b / B(a,b).
func (d beta) tails(x, rest, density float64) (below, above float64) {
	if x < (d.a+1)/(d.a+d.b+2) {
		below = density * continued(d.a, d.b, x) / d.a
		return below, 1 - below
	}
	above = density * continued(d.b, d.a, rest) / d.b
	return 1 - above, above
}

// continued is the continued fraction of the incomplete beta function (DLMF 8.17.22)
// by the modified method of Lentz.
func continued(a, b, x float64) float64 {
	c := 1.0
	d := 1 / (1 - float64((a+b)*x/(a+1)))
	f := d
	for i := range 500 {
		m := float64(i + 1)
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / (1 + float64(even*d))
		c = 1 + even/c
		f *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / (1 + float64(odd*d))
		c = 1 + odd/c
		f *= d * c
		if math.Abs(float64(d*c)-1) < 1e-16 {
			break
		}
	}
	return f
}

// fifthDegree is the polynomial in s = (v - v0)/h that meets both knots.
func fifthDegree(p, q knot, h float64) [6]float64 {
	p1, q1 := p.slope*h, q.slope*h
	p2, q2 := p.bend*h*h/2, q.bend*h*h/2
	rise := q.y - p.y
	return [6]float64{
		p.y, p1, p2,
		float64(10*rise) - float64(6*p1) - float64(4*q1) - float64(3*p2) + q2,
		float64(-15*rise) + float64(8*p1) + float64(7*q1) + float64(3*p2) - float64(2*q2),
		float64(6*rise) - float64(3*p1) - float64(3*q1) - p2 + q2,
	}
}
