package values

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Pence is an amount of money in whole pence.
type Pence int64

// MaxPence is 2^53 - 1 pence: every amount survives JSON's doubles exactly.
const MaxPence = Pence(1<<53 - 1)

var pounds = regexp.MustCompile(`^(-?)£?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$`)

// ParsePounds reads pounds with at most two decimals: 300000.5, £300,000.50, -5.
func ParsePounds(s string) (Pence, error) {
	m := pounds.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, fmt.Errorf("read amount %q: want pounds with at most two decimals", s)
	}
	whole, err := strconv.ParseInt(strings.ReplaceAll(m[2], ",", ""), 10, 64)
	if err != nil || whole > int64(MaxPence)/100-1 {
		return 0, fmt.Errorf("read amount %q: too large", s)
	}
	part, _ := strconv.ParseInt((m[3] + "00")[:2], 10, 64)
	p := Pence(whole*100 + part)
	if m[1] == "-" {
		p = -p
	}
	return p, nil
}

// String is the amount in pounds as exchanged: 300000.50.
func (p Pence) String() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return fmt.Sprintf("%s%d.%02d", sign, int64(p)/100, int64(p)%100)
}

// Words is the amount as shown to people: £1,060,000, with pence only if there are any.
func (p Pence) Words() string {
	s := strings.TrimSuffix(p.String(), ".00")
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	return sign + "£" + whole
}
