package values

import "regexp"

// Levels of areas that counts come by, as LevelOf tells them from the code.
const (
	LevelLSOA, LevelMSOA          = "lsoa", "msoa"
	LevelDistrict, LevelAuthority = "district", "authority"
	LevelRegion, LevelNation      = "region", "nation"
	LevelPostcode, LevelOther     = "postcode_district", "other"
)

// postcodeDistrict is the first part of a postcode: RG1, PO12, W1A.
var postcodeDistrict = regexp.MustCompile(`^[A-Z]{1,2}[0-9][0-9A-Z]?$`)

// areaCode is the shape of every code of the statistical register.
var areaCode = regexp.MustCompile(`^[A-Z][0-9]{8}$`)

// IsAreaCode says whether a text is a code of the statistical register.
func IsAreaCode(code string) bool { return areaCode.MatchString(code) }

// IsArea says whether a text is the code of an area that counts can be of.
func IsArea(code string) bool {
	return areaCode.MatchString(code) || postcodeDistrict.MatchString(code)
}

// LevelOf is the level of an area by its code: lsoa, msoa, district (of a county),
// authority (a county, unitary, metropolitan or London one), region, nation,
// postcode_district, else other.
func LevelOf(code string) string {
	if postcodeDistrict.MatchString(code) {
		return LevelPostcode
	}
	if len(code) < 3 {
		return LevelOther
	}
	switch code[:3] {
	case "E01", "W01":
		return LevelLSOA
	case "E02", "W02":
		return LevelMSOA
	case "E07":
		return LevelDistrict
	case "E06", "E08", "E09", "E10", "W06":
		return LevelAuthority
	case "E12":
		return LevelRegion
	case "E92", "W92", "S92", "N92", "K02", "K03", "K04":
		return LevelNation
	}
	return LevelOther
}

// Division names the way of dividing a country that an area belongs to: the statistical
// areas, districts, authorities and regions lie within each other; wards, constituencies
// and postcode districts each divide it another way.
func Division(code string) string {
	switch level := LevelOf(code); level {
	case LevelPostcode:
		return level
	case LevelOther:
		return code[:min(3, len(code))]
	}
	return ""
}
