package demand

import (
	"regexp"
	"slices"
	"strings"
)

// Levels of areas that counts come by, as LevelOf tells them from the code.
const (
	levelLSOA, levelMSOA          = "lsoa", "msoa"
	levelDistrict, levelAuthority = "district", "authority"
	levelRegion, levelNation      = "region", "nation"
	levelPostcode, levelOther     = "postcode_district", "other"
)

// postcodeDistrict is the first part of a postcode: RG1, PO12, W1A.
var postcodeDistrict = regexp.MustCompile(`^[A-Z]{1,2}[0-9][0-9A-Z]?$`)

// isArea says whether a text is the code of an area that counts can be of.
func isArea(code string) bool {
	return areaCode.MatchString(code) || postcodeDistrict.MatchString(code)
}

// LevelOf is the level of an area by its code: lsoa, msoa, district (of a county),
// authority (a county, unitary, metropolitan or London one), region, nation,
// postcode_district, else other.
func LevelOf(code string) string {
	if postcodeDistrict.MatchString(code) {
		return levelPostcode
	}
	if len(code) < 3 {
		return levelOther
	}
	switch code[:3] {
	case "E01", "W01":
		return levelLSOA
	case "E02", "W02":
		return levelMSOA
	case "E07":
		return levelDistrict
	case "E06", "E08", "E09", "E10", "W06":
		return levelAuthority
	case "E12":
		return levelRegion
	case "E92", "W92", "S92", "N92", "K02", "K03", "K04":
		return levelNation
	}
	return levelOther
}

// division names the way of dividing a country that an area belongs to: the statistical
// areas, districts, authorities and regions lie within each other; wards, constituencies
// and postcode districts each divide it another way.
func division(code string) string {
	switch level := LevelOf(code); level {
	case levelPostcode:
		return level
	case levelOther:
		return code[:min(3, len(code))]
	}
	return ""
}

// totalWords are the values of a cohort's field that stand for all of them.
var totalWords = []string{"", "all", "total", "any", "all ages", "all needs", "all ages total", "all children", "total children", "all placements", "all origins", "everyone"}

// isTotal says whether the value of a cohort's field stands for all of them.
func isTotal(value string) bool {
	return slices.Contains(totalWords, strings.ToLower(strings.TrimSpace(value)))
}
