package importer

import (
	"regexp"
	"slices"
)

// Homeground holds no record of a child. A table with a column that can only be about
// one child (or another person) is refused whole, whatever else it has.
var personal = regexp.MustCompile(`^(child|childs|child_s|pupil|young_person|yp|patient)_(name|id|ref|reference|number|no|dob|address|postcode|initials)$` +
	`|(^|_)(name_of_child|date_of_birth|birth_date|birthdate|dob|nhs_number|nhs_no|upn|unique_pupil_number|national_insurance_number|ni_number)($|_)` +
	`|^(first_name|forename|forenames|given_name|surname|last_name|family_name|middle_name|child|childid|childname|child_full_name)$`)

// personalColumn is the first column that holds a person's own data, if there is one.
func personalColumn(columns []string) (string, bool) {
	i := slices.IndexFunc(columns, func(c string) bool { return personal.MatchString(Normal(c)) })
	if i < 0 {
		return "", false
	}
	return columns[i], true
}
