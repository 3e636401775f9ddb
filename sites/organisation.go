package sites

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// Organisation is who may run a site: a council, a company, a charity, an NHS body.
type Organisation struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind" enum:"council,nhs,third_sector,company,other"`
}

// mostOrganisations is how many are suggested for what somebody types.
const mostOrganisations = 20

// Organisations are those whose name holds the text, those that begin with it first.
func Organisations(ctx context.Context, db *gorm.DB, text string) ([]Organisation, error) {
	list := []Organisation{}
	like := strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(foldSpaces(text)) + "%"
	err := db.WithContext(ctx).Raw(`SELECT id, name, kind FROM organisations WHERE organisation_key(name) LIKE lower(?) ORDER BY organisation_key(name) NOT LIKE lower(?), name LIMIT ?`,
		"%"+like, like, mostOrganisations).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("find organisations: %w", err)
	}
	return list, nil
}

// organisationKinds are what a new organisation is, by the sector of the site it runs.
var organisationKinds = map[string]string{"local_authority": "council", "health": "nhs", "voluntary": "third_sector", "private": "company"}

// withOrganisation puts the organisation itself in the place of its name among columns
// of a site. One that is not known yet is added.
func withOrganisation(ctx context.Context, tx *gorm.DB, columns []column, sector string) error {
	for i, c := range columns {
		if c.name != "organisation" {
			continue
		}
		columns[i].name = "organisation_id"
		name, _ := c.value.(*string)
		typed := foldSpaces(valueOf(name))
		if typed == "" {
			columns[i].value, columns[i].set = nil, false
			continue
		}
		kind := organisationKinds[sector]
		if kind == "" {
			kind = "other"
		}
		tx = tx.WithContext(ctx)
		if err := tx.Exec(`INSERT INTO organisations (name, kind, provenance) VALUES (?, ?, 'typed in') ON CONFLICT DO NOTHING`, typed, kind).Error; err != nil {
			return fmt.Errorf("add an organisation: %w", err)
		}
		var id int64
		if err := tx.Raw(`SELECT id FROM organisations WHERE organisation_key(name) = organisation_key(?)`, typed).Scan(&id).Error; err != nil {
			return fmt.Errorf("find an organisation: %w", err)
		}
		columns[i].value = id
	}
	return nil
}

// foldSpaces is a text with one space wherever it had some.
func foldSpaces(text string) string { return strings.Join(strings.Fields(text), " ") }
