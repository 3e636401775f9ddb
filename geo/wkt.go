package geo

import (
	"regexp"
	"strconv"
	"strings"
)

var wktHead = regexp.MustCompile(`(?i)^(?:SRID=(\d{1,6});)?\s*(POINT|POLYGON|MULTIPOLYGON)\s*(Z|M|ZM)?\s*(EMPTY|\()`)

// fromWKT decodes well-known text by writing it as GeoJSON's nested arrays, so that one
// reader holds the limits.
func fromWKT(text string, srid int) (Shape, error) {
	m := wktHead.FindStringSubmatch(text)
	if m == nil {
		return nil, BadShape("the geometry is neither WKT (POINT, POLYGON or MULTIPOLYGON) nor hexadecimal WKB")
	}
	if strings.EqualFold(m[4], "EMPTY") {
		return nil, BadShape("the geometry is empty")
	}
	switch m[1] {
	case "":
	case "4326", "27700":
		srid, _ = strconv.Atoi(m[1])
	default:
		return nil, badShape("the geometry is in EPSG:%s: only 4326 and 27700 are read", m[1])
	}
	body := text[len(m[0])-1:]
	kind := map[string]string{"POINT": "Point", "POLYGON": "Polygon", "MULTIPOLYGON": "MultiPolygon"}[strings.ToUpper(m[2])]
	arrays, err := wktArrays(body, kind == "Point")
	if err != nil {
		return nil, err
	}
	return FromGeoJSON([]byte(`{"type":"`+kind+`","coordinates":`+arrays+`}`), srid)
}

// wktArrays turns ((1 2, 3 4)) into [[[1,2],[3,4]]]; a point's (1 2) into [1,2].
func wktArrays(body string, isPoint bool) (string, error) {
	var b strings.Builder
	open, inPosition := 0, false
	closePosition := func() {
		if inPosition && !isPoint {
			b.WriteByte(']')
		}
		inPosition = false
	}
	for i := 0; i < len(body); i++ {
		c := body[i]
		switch {
		case c == '(':
			if open++; open > 3 || inPosition {
				return "", errNesting
			}
			b.WriteByte('[')
		case c == ')':
			closePosition()
			if open--; open < 0 {
				return "", errNesting
			}
			b.WriteByte(']')
		case c == ',' && isPoint:
			return "", BadShape("the geometry is a point of several positions")
		case c == ',':
			closePosition()
			b.WriteByte(',')
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			continue
		default:
			start := i
			for i < len(body) && !strings.ContainsRune("(), \t\n\r", rune(body[i])) {
				i++
			}
			word := body[start:i]
			i--
			if _, err := strconv.ParseFloat(word, 64); err != nil || strings.ContainsAny(word, "xXnNpP_") {
				return "", BadShape("the geometry has a coordinate that is not a finite number")
			}
			switch {
			case inPosition:
				b.WriteByte(',')
			case !isPoint:
				b.WriteByte('[')
			}
			inPosition = true
			b.WriteString(strings.TrimPrefix(word, "+"))
		}
	}
	if open != 0 {
		return "", BadShape("the geometry's WKT is cut off: its brackets do not close")
	}
	return b.String(), nil
}
