package schedule

import (
	"fmt"
	"math"
)

// A length is drawn by inverting the cumulative beta distribution: one uniform number
// makes one length, always. Inverting it afresh for each draw would be slow, so each
// stage has a table of its inverse, made where draws fall.
//
// The table works from both ends. With w the share of lengths nearer an end, z, the
// way from that end as a part of optimistic to pessimistic, goes like a power of w
// near it. So each octave of w (1/4 to 1/2, 1/8 to 1/4 ...) has as many pieces, and a
// fifth-degree piece with the exact value, slope and curvature at either side is
// within 1e-9 of z, however small. Products are written float64(a*b) so that no
// processor joins them with the addition after, which would round differently from
// one to another.
type quantiles struct {
	ends [2]end // from optimistic, from pessimistic
}

type end struct {
	beta    beta
	octaves [54]*octave // by the power of two of w, nil until a draw falls there
}

type octave [pieces][6]float64

const pieces = 16

func newQuantiles(shape float64) *quantiles {
	return &quantiles{[2]end{{beta: pertBeta(shape)}, {beta: pertBeta(1 - shape)}}}
}

// between is the length that belongs to a draw.
func (q *quantiles) between(lowest, highest int64, k uint64) int64 {
	width := float64(highest - lowest)
	if k < 1<<51 {
		return lowest + int64(float64(width*q.ends[0].way(share(k)))+0.5)
	}
	return highest - int64(float64(width*q.ends[1].way(share(1<<52-1-k)))+0.5)
}

// way is z for a w below a half.
func (e *end) way(w float64) float64 {
	part, power := math.Frexp(w) // w is part times 2^power, part from 1/2 to 1
	o := e.octaves[-power]
	if o == nil {
		o = e.beta.octave(power)
		e.octaves[-power] = o
	}
	s := float64((part - 0.5) * (2 * pieces))
	i := int(s)
	s -= float64(i)
	c := &o[i]
	z := float64(c[5]*s) + c[4]
	z = float64(z*s) + c[3]
	z = float64(z*s) + c[2]
	z = float64(z*s) + c[1]
	return float64(z*s) + c[0]
}

// octave makes the pieces for w from half of 2^power to the whole.
func (d beta) octave(power int) *octave {
	var o octave
	from := math.Ldexp(0.5, power)
	h := from / pieces
	logit := func(i int) float64 { w := from + float64(float64(i)*h); return math.Log(w / (1 - w)) }
	at := d.knot(logit(0), logit(0)/d.a)
	for i := range o {
		ahead := logit(i+1) - logit(i)
		next := d.knot(logit(i+1), at.y+float64(ahead*at.slope)+float64(ahead*ahead/2*at.bend))
		o[i] = fifthDegree(d.side(at.y, h), d.side(next.y, h))
		at = next
	}
	return &o
}

// side is z at a y, with its slope and half its curvature by w, for a step of h.
func (d beta) side(y, h float64) [3]float64 {
	z, rest, density := d.point(y)
	slope := float64(z * rest / density * h)
	bend := float64((d.b-1)/rest) - float64((d.a-1)/z)
	return [3]float64{z, slope, float64(bend * slope * slope / 2)}
}

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

// knot is a point of y(v) with its first and second derivative: v is the logit of the
// share below x, y the logit of x. Nearly straight, it is easily inverted.
type knot struct{ y, slope, bend float64 }

// knot finds y for a v, from a guess: by Newton's method far off, by Halley's near.
func (d beta) knot(v, guess float64) knot {
	y := guess
	for range 50 {
		got, slope, bend := d.logits(y)
		step := (v - got) / slope
		if math.Abs(step) < 0.5 {
			step /= 1 + float64(step*bend/(2*slope))
		}
		y += step
		if math.Abs(step) <= 1e-9 {
			return knot{y, 1 / slope, -bend / (slope * slope * slope)}
		}
	}
	panic(fmt.Sprintf("invert beta(%g, %g) at logit %g: no end after 50 rounds", d.a, d.b, v))
}

// logits gives v(y), the logit of the share below, and its first and second
// derivative.
func (d beta) logits(y float64) (v, slope, bend float64) {
	x, rest, density := d.point(y)
	below, above := d.tails(x, rest, density)
	slope = density / below / above
	bend = slope * (float64(d.a*rest) - float64(d.b*x) - float64(slope*(above-below)))
	return math.Log(below / above), slope, bend
}

// point is x = 1/(1+exp(-y)), 1-x, and the density there in y, which is
// x^a (1-x)^b / B(a,b).
func (d beta) point(y float64) (x, rest, density float64) {
	e := math.Exp(-math.Abs(y))
	x, rest = 1/(1+e), e/(1+e)
	logX, logRest := -math.Log1p(e), -math.Abs(y)-math.Log1p(e)
	if y < 0 {
		x, rest, logX, logRest = rest, x, logRest, logX
	}
	return x, rest, math.Exp(float64(d.a*logX) + float64(d.b*logRest) - d.logB)
}

// tails gives the share below and above x, the smaller of the two to its own last
// digits.
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

// fifthDegree is the polynomial in s, 0 to 1, that meets value, slope and half the
// curvature at both sides.
func fifthDegree(p, q [3]float64) [6]float64 {
	rise := q[0] - p[0]
	return [6]float64{
		p[0], p[1], p[2],
		float64(10*rise) - float64(6*p[1]) - float64(4*q[1]) - float64(3*p[2]) + q[2],
		float64(-15*rise) + float64(8*p[1]) + float64(7*q[1]) + float64(3*p[2]) - float64(2*q[2]),
		float64(6*rise) - float64(3*p[1]) - float64(3*q[1]) - p[2] + q[2],
	}
}
