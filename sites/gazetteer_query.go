package sites

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"homeground/geo"
)

// A placeQuery is what a line typed into the search for a place may mean. Several may be
// meant: PO11 is a district, and may begin PO1 1AA.
type placeQuery struct {
	at        *typedAt     // a position that was typed
	postcodes []outwardAnd // postcodes that begin so
	uprns     []string     // UPRNs that begin so, zeros in front included
	name, in  string       // how a place is called, in small letters; and what it is in, after a comma
}

// typedAt is a position as it was typed.
type typedAt struct {
	kind, name        string
	easting, northing float64
	lonLat            *geo.LonLat // as typed, if in degrees
	exactness         string
}

// outwardAnd is the beginning of a postcode: its outward part, whole, and what is there
// of its inward part.
type outwardAnd struct{ outward, inward string }

func (o outwardAnd) String() string { return strings.TrimSpace(o.outward + " " + o.inward) }

const (
	numbers   = `(-?[0-9]{1,7}(?:\.[0-9]+)?)`
	leastUPRN = 4   // digits of a UPRN before any are looked for
	longest   = 100 // characters of a line that mean anything
)

var (
	twoNumbers  = regexp.MustCompile(`^` + numbers + `\s*°?\s*[NnEe]?\s*[,;\s]\s*` + numbers + `\s*°?\s*([EeWwNn]?)$`)
	digitsGiven = regexp.MustCompile(`^[0-9]{4,12}$`)
	begunIs     = regexp.MustCompile(`^([A-Z]{1,2}[0-9][A-Z0-9]?)(?:([0-9])([A-Z]{0,2}))?$`)
)

// readPlaceQuery says what a line may mean.
func readPlaceQuery(text string) placeQuery {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" || len(text) > longest {
		return placeQuery{}
	}
	if at := typedPosition(text); at != nil {
		return placeQuery{at: at}
	}
	if bare := strings.ReplaceAll(text, " ", ""); digitsGiven.MatchString(bare) {
		return placeQuery{uprns: uprnsBegun(bare)}
	}
	q := placeQuery{postcodes: postcodesBegun(text)}
	for _, p := range q.postcodes {
		if len(p.inward) == 3 {
			return q
		}
	}
	name, in, _ := strings.Cut(strings.ToLower(text), ",")
	if q.name, q.in = strings.TrimSpace(name), strings.TrimSpace(in); len(q.name) < 2 {
		q.name = ""
	}
	return q
}

// typedPosition reads a grid reference, easting and northing, or latitude and longitude.
func typedPosition(text string) *typedAt {
	if e, n, side, ok := geo.GridReference(text); ok {
		at := typedAt{kind: "grid_reference", name: strings.ToUpper(text), easting: e, northing: n, exactness: "to the metre"}
		if side > 1 {
			at.easting, at.northing = e+side/2, n+side/2
			at.exactness = "the middle of a square of " + metresSaid(side)
		}
		return &at
	}
	m := twoNumbers.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	a, _ := strconv.ParseFloat(m[1], 64) // digits only
	b, _ := strconv.ParseFloat(m[2], 64)
	if strings.EqualFold(m[3], "w") {
		b = -math.Abs(b)
	}
	switch {
	case geo.OnGrid(a, b):
		return &typedAt{kind: "position", name: m[1] + ", " + m[2], easting: a, northing: b, exactness: "as typed"}
	case geo.InUK(b, a):
		e, n := geo.ToGrid(b, a)
		return &typedAt{kind: "position", name: m[1] + ", " + strconv.FormatFloat(b, 'f', -1, 64), easting: e, northing: n, lonLat: &geo.LonLat{b, a}, exactness: "as typed"}
	}
	return nil
}

func metresSaid(side float64) string {
	if side >= 1000 {
		return strconv.FormatFloat(side/1000, 'f', -1, 64) + " km"
	}
	return strconv.FormatFloat(side, 'f', -1, 64) + " m"
}

// uprnsBegun are the beginnings of the 12 digits that digits may be the beginning of, since
// nobody types the zeros in front: 1002 may be that of 000000001002 and of 000010020034.
func uprnsBegun(digits string) (begun []string) {
	if len(digits) < leastUPRN {
		return nil
	}
	if strings.HasPrefix(digits, "0") {
		return []string{digits}
	}
	for zeros := 12 - len(digits); zeros >= 0; zeros-- {
		begun = append(begun, strings.Repeat("0", zeros)+digits)
	}
	return begun
}

// postcodesBegun are the postcodes that a text may be the beginning of. A space, where one
// is typed, ends the outward part.
func postcodesBegun(text string) (begun []outwardAnd) {
	text = strings.ToUpper(text)
	outward, inward, spaced := strings.Cut(text, " ")
	whole := strings.ReplaceAll(text, " ", "")
	if spaced && strings.Contains(inward, " ") { // P O 1 9: the spaces say nothing
		spaced = false
	}
	for cut := 2; cut <= min(len(whole), 4); cut++ {
		o := outwardAnd{whole[:cut], whole[cut:]}
		m := begunIs.FindStringSubmatch(o.outward + o.inward)
		if m == nil || !districtIs.MatchString(o.outward) || spaced && o.outward != outward {
			continue
		}
		if inwardIs.MatchString(o.inward) {
			begun = append(begun, o)
		}
	}
	for _, o := range begun { // a whole postcode means itself
		if len(o.inward) == 3 {
			return []outwardAnd{o}
		}
	}
	return begun
}

var inwardIs = regexp.MustCompile(`^([0-9][ABD-HJLNP-UW-Z]{0,2})?$`)
