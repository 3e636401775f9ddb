package sites

import (
	"regexp"
	"strconv"
	"strings"

	"homeground/importer"
)

// The vocabularies of the model, as files may write them.
var (
	kindWords = importer.NewVocabulary("childrens_home", "secure_childrens_home", "step_down_home", "solo_home", "residential_special_school", "short_break_home",
		"nhs_land", "hospital_building", "council_building", "school_property", "dwelling", "vacant_land", "third_sector_property")
	operationWords = importer.NewVocabulary("not_a_home", "open", "suspended", "mothballed", "closed")
	pipelineWords  = importer.NewVocabulary("none", "idea", "screening", "candidate", "shortlisted", "approved", "in_delivery", "awaiting_registration", "done",
		"rejected", "withdrawn", "lost_to_market")
	useClassWords = importer.NewVocabulary("c2", "c2a", "c3", "e-e", "sui", "other")
)

// homeKinds are those whose places are kept from everyone: homes and secure units.
var homeKinds = []string{"childrens_home", "secure_childrens_home", "step_down_home", "solo_home", "residential_special_school", "short_break_home"}

// useClass reads a use class: C2, "Class C2", E(e), sui generis.
func useClass(s string) (string, bool) {
	key := strings.TrimPrefix(strings.TrimPrefix(importer.Normal(s), "use_"), "class_")
	if key == "sui_generis" {
		key = "sui"
	}
	return useClassWords.Find(key)
}

var (
	digitsOnly = regexp.MustCompile(`^[0-9]{1,12}$`)
	postcodeIs = regexp.MustCompile(`^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})$`)
)

// uprn is a unique property reference number of 12 digits; shortened says that a
// spreadsheet had dropped the zeros in front.
func uprn(s string) (full string, shortened, ok bool) {
	if !digitsOnly.MatchString(s) || strings.Trim(s, "0") == "" {
		return "", false, false
	}
	return strings.Repeat("0", 12-len(s)) + s, len(s) < 12, true
}

// postcode is a full postcode with its one space.
func postcode(s string) (string, bool) {
	m := postcodeIs.FindStringSubmatch(strings.ToUpper(strings.Join(strings.Fields(s), "")))
	if m == nil {
		return "", false
	}
	return m[1] + " " + m[2], true
}

// places is a whole number of places that a site could have.
func places(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= 9999 && !strings.HasPrefix(s, "+") && !strings.HasPrefix(s, "-")
}
