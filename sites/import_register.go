package sites

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/values"
)

// registerColumns are the columns read of Ofsted's register of social care providers,
// in the spellings of 2014 to 2025, and of its lists of who joined and who left.
var registerColumns = []string{"urn", "provision_type", "local_authority", "la", "sector", "places", "max_estimated_places", "registration_status",
	"registration_date", "short_break_only_children_s_home", "organisation_which_owns_the_provider", "leaver_status", "cancelled_or_resigned_date",
	"latest_full_inspection_event_type", "event_type", "latest_full_inspection_event_number", "event_number",
	"latest_full_inspection_date", "inspection_date", "latest_full_inspection_publication_date", "publication_date",
	"overall_experiences_and_progress_of_children_and_young_people", "how_well_children_and_young_people_are_helped_and_protected",
	"the_effectiveness_of_leaders_and_managers", "outcomes_in_education_and_related_learning_activities", "health_services"}

func isRegister(t *importer.Table) bool {
	return t.Has("urn", "provision_type", "sector") && (t.Has("local_authority") || t.Has("la")) && (t.Has("places") || t.Has("max_estimated_places"))
}

// A registerRow is one home of the register.
type registerRow struct {
	Row       int    `json:"row"`
	URN       string `json:"urn"`
	Kind      string `json:"kind"`
	Host      string `json:"host"`
	Owner     string `json:"owner,omitempty"`
	Sector    string `json:"sector,omitempty"`
	Operation string `json:"operation"`
	Places    *int   `json:"places,omitempty"`

	events []registerEvent
}

// A register is one that is being imported: a whole one, or who joined and who left.
type register struct {
	whole  bool
	status string      // the column of the registration status
	day    values.Date // up to when its inspections were published, or its own
	source string
	homes  []registerRow
}

// importRegister takes the homes of a register. Their names and addresses are not
// published: a new one is known by the authority it stands in, and by a reference of our
// own that does not give its registration number away.
func importRegister(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	names, err := accounts.ReadNames(ctx, tx)
	if err != nil {
		return err
	}
	in := readRegister(t)
	others := 0
	var published, registered values.Date
	seen := importer.Firsts{}
	err = t.Each(r, func(row importer.Row) error {
		published = laterWritten(published, firstOf(row, "latest_full_inspection_publication_date", "publication_date"))
		registered = laterWritten(registered, row.Get("registration_date"))
		kind := registerKind(row)
		if kind == "" {
			others++
			return nil
		}
		reader := rowReader{importer.ReadCells(row, r), names}
		home := reader.registered(kind, in.status)
		if !reader.Bad && seen.First(reader.Cells, "urn", home.URN) {
			in.homes = append(in.homes, home)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if others > 0 {
		r.Warn(0, "provision_type", "", fmt.Sprintf("%d providers that are not children's homes were left out", others), "Nothing to do.")
	}
	in.source = t.File
	switch {
	case !in.day.IsZero():
		in.source = fmt.Sprintf("%s (Ofsted, at %s)", t.File, in.day)
	case !published.IsZero():
		in.day, in.source = published, fmt.Sprintf("%s (Ofsted register, inspections published to %s)", t.File, published)
	case !registered.IsZero():
		in.day, in.source = registered, fmt.Sprintf("%s (Ofsted register, registrations to %s)", t.File, registered)
	}
	return writeRegister(ctx, tx, in, r)
}

// readRegister is what the header says of a register. The list of who joined and left
// has its day in one: Registration status (as at 31 March 2022).
func readRegister(t *importer.Table) register {
	in := register{whole: !t.Has("leaver_status"), status: "registration_status"}
	for _, c := range t.Columns {
		if day, ok := strings.CutPrefix(importer.Normal(c), "registration_status_as_at_"); ok {
			in.status = importer.Normal(c)
			if !in.whole {
				in.day, _ = values.TypedDate(strings.ReplaceAll(day, "_", " "))
			}
		}
	}
	return in
}

// laterWritten is the later of a day and one that is written.
func laterWritten(than values.Date, text string) values.Date {
	if day, err := values.TypedDate(text); err == nil && day.After(than) {
		return day
	}
	return than
}

// registerKind is the kind of site a provision type is; empty where it is no home.
func registerKind(row importer.Row) string {
	switch provision := importer.Normal(row.Get("provision_type")); {
	case provision == "secure_children_s_home":
		return "secure_childrens_home"
	case strings.HasPrefix(provision, "residential_special_school_registered"), provision == "residential_special_school_295_days_year":
		return "residential_special_school"
	case provision != "children_s_home":
		return ""
	}
	if flag := importer.Normal(row.Get("short_break_only_children_s_home")); flag != "" && flag != "no" && flag != "n" {
		return "short_break_home"
	}
	return "childrens_home"
}

func firstOf(row importer.Row, columns ...string) string {
	for _, c := range columns {
		if text := row.Get(c); text != "" {
			return text
		}
	}
	return ""
}

var urnIs = regexp.MustCompile(`^(SC)?[0-9]{5,8}$`)

// registered reads one home's row.
func (r *rowReader) registered(kind, statusColumn string) registerRow {
	home := registerRow{Row: r.Number, Kind: kind, URN: strings.ToUpper(r.Get("urn")), Operation: "open"}
	if !urnIs.MatchString(home.URN) {
		r.reject(&cellFault{"urn", home.URN, "the URN is missing or is none", "Give Ofsted's reference, such as SC012345 or 1234567."})
	}
	if r.Get("local_authority") != "" || r.Get("la") == "" {
		home.Host = r.authority("local_authority")
	} else {
		home.Host = r.authority("la")
	}
	switch status := importer.Normal(r.Get(statusColumn)); status {
	case "", "active":
	case "suspended":
		home.Operation = "suspended"
	case "cancelled", "resigned", "closed":
		home.Operation = "closed"
	default:
		r.reject(&cellFault{statusColumn, r.Get(statusColumn), "the registration status is not one of those known", "Use Active, Suspended, Cancelled or Resigned."})
	}
	home.Sector = map[string]string{"local_authority": "local_authority", "private": "private", "voluntary": "voluntary", "health_authority": "health"}[importer.Normal(r.Get("sector"))]
	if home.Sector == "local_authority" {
		home.Owner, _ = r.names.Find(r.Get("organisation_which_owns_the_provider"))
	}
	if r.Get("places") != "" {
		home.Places = r.places("places")
	} else {
		home.Places = r.places("max_estimated_places")
	}
	home.events = r.events(home.Operation, importer.Normal(r.Get(statusColumn)))
	return home
}

//go:embed import_register.sql
var importRegisterSQL string

// closeGoneSQL closes homes known only from an earlier register that this one no longer
// has: else homes that closed or registered anew would count twice.
const closeGoneSQL = `
	UPDATE sites SET operation = 'closed', version = version + 1
	WHERE urn IS NOT NULL AND site_ref LIKE 'OF-%' AND operation IN ('open', 'suspended')
	  AND coalesce(register_day, '-infinity') < CAST(@day AS date)
	  AND urn NOT IN (SELECT urn FROM json_to_recordset(CAST(@rows AS json)) AS t (urn text))`

// writeRegister writes the homes and what Ofsted found and did there. Registers may come
// in any order: an earlier one never overwrites a later one, and what only it has is closed.
func writeRegister(ctx context.Context, tx *gorm.DB, in register, r *importer.Report) error {
	tx = tx.WithContext(ctx)
	given, err := json.Marshal(in.homes)
	if err != nil {
		return fmt.Errorf("write the register: %w", err)
	}
	with := map[string]any{"rows": string(given), "source": in.source, "day": "-infinity"}
	var register *int64
	if !in.day.IsZero() {
		with["day"] = in.day.String()
		if err := tx.Raw(`INSERT INTO registers (day, whole, source) VALUES (?, ?, ?) ON CONFLICT (day, whole) DO UPDATE SET source = registers.source RETURNING id`,
			in.day, in.whole, in.source).Scan(&register).Error; err != nil {
			return fmt.Errorf("note the register: %w", err)
		}
	}
	var found []struct {
		URN     string
		Changed bool
		Late    bool
	}
	if err := tx.Raw(importRegisterSQL, with).Scan(&found).Error; err != nil {
		return fmt.Errorf("write the register: %w", err)
	}
	told, err := writeEvents(tx, in, register)
	if err != nil {
		return err
	}
	late := 0
	for _, f := range found {
		if f.Changed || told[f.URN] {
			r.Accept(1)
		} else {
			r.Unchanged(1)
		}
		if f.Late {
			late++
		}
	}
	if late > 0 {
		r.Warn(0, "", "", fmt.Sprintf("a later register was imported before this one: %d homes that only this one has were taken as closed", late), "Nothing to do if that is right.")
	}
	if err := warnOfTwins(ctx, tx, r); err != nil || in.day.IsZero() || !in.whole {
		return err
	}
	gone := tx.Exec(closeGoneSQL, with)
	if gone.Error != nil {
		return fmt.Errorf("close homes no longer registered: %w", gone.Error)
	}
	if gone.RowsAffected > 0 {
		r.Warn(0, "", "", fmt.Sprintf("%d homes of an earlier register are not on this one and were closed", gone.RowsAffected), "Nothing to do if that is right.")
	}
	return nil
}

// warnOfTwins names the open homes that have no URN: the register may list them too,
// and their places would then count twice.
func warnOfTwins(ctx context.Context, tx *gorm.DB, r *importer.Report) error {
	var names []string
	err := tx.WithContext(ctx).Raw(`SELECT public_name FROM sites
		WHERE urn IS NULL AND operation = 'open' AND places_registered > 0 ORDER BY public_name`).Scan(&names).Error
	if err != nil {
		return fmt.Errorf("look for homes without a number: %w", err)
	}
	if len(names) > 0 {
		r.Warn(0, "urn", "", fmt.Sprintf("%d open homes have no URN here, so the register may list them a second time: %s", len(names), strings.Join(names[:min(5, len(names))], ", ")),
			"Give them their URN; until then their places may count twice.")
	}
	return nil
}
