package geo

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var referenceIs = regexp.MustCompile(`^([A-HJ-Z])([A-HJ-Z])([0-9]{4,10})$`)

// GridReference reads a reference of the National Grid, such as SU 123 456: the south-west
// corner of the square it names, in metres, and the square's side. It takes four digits
// at least, a square of a kilometre.
func GridReference(text string) (easting, northing, side float64, ok bool) {
	m := referenceIs.FindStringSubmatch(strings.ToUpper(strings.Join(strings.Fields(text), "")))
	if m == nil || len(m[3])%2 != 0 {
		return 0, 0, 0, false
	}
	// The letters run in squares of five by five from the north-west, I left out: the
	// first names 500 km, the second 100 km within; V is the first of the origin's rows.
	at := func(letter string) (east, north float64) {
		n := int(letter[0] - 'A')
		if letter > "I" {
			n--
		}
		return float64(n % 5), float64(4 - n/5)
	}
	e5, n5 := at(m[1])
	e1, n1 := at(m[2])
	half := len(m[3]) / 2
	side = math.Pow10(5 - half)
	e, _ := strconv.ParseFloat(m[3][:half], 64) // digits only
	n, _ := strconv.ParseFloat(m[3][half:], 64)
	easting = (e5-2)*500_000 + e1*100_000 + e*side
	northing = (n5-1)*500_000 + n1*100_000 + n*side
	return easting, northing, side, OnGrid(easting+side/2, northing+side/2)
}
