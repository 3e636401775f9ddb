package accounts

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/values"
)

// fieldWords are columns whose own name is not what people call the field.
var fieldWords = map[string]string{
	"site_ref": "reference", "option_ref": "reference", "project_ref": "reference", "public_name": "public name", "uprn": "UPRN", "urn": "Ofsted number",
	"exact": "exact position", "boundary": "outline", "public_position": "public position", "owner_authority": "owner", "host_authority": "authority it stands in",
	"organisation_id": "organisation", "authority_code": "authority", "project_id": "project", "programme_id": "programme", "appraisal_id": "current appraisal", "option_id": "option", "user_id": "person",
	"location_sensitivity": "whether its place is open or restricted", "operation": "operating state", "pipeline": "stage", "pipeline_before": "stage before its project",
	"weekly_fee_pence": "weekly fee", "occupancy_percent": "occupancy", "starts": "first day", "ends": "last day", "starts_on": "start", "ends_at": "end", "made_at": "made",
	"revoked_at": "ended", "on_day": "day", "pence": "amount", "award_pence": "award", "budget_pence": "budget", "grant_pence": "grant", "match_pence": "match money",
	"cost_low_pence": "lowest cost", "cost_likely_pence": "likely cost", "cost_high_pence": "highest cost", "open_by": "day to open by", "due_on": "due day",
	"optimistic": "shortest time", "likely": "likely time", "pessimistic": "longest time", "is_estimate": "whether it is an estimate", "home_share_bp": "share who need a home", "home_share_from": "where the share who need a home comes from", "open_share_bp": "share of places open to the region",
	"weight_bp": "weight", "near_weight_bp": "weight of the nearest zone", "middle_weight_bp": "weight of the middle zone", "far_weight_bp": "weight of the farthest zone", "deprivation_power": "power of deprivation", "band_metres": "distance between neighbours", "hexagon_band_metres": "distance between neighbouring hexagons",
	"measure": "what hot-spots are of", "growth_bp": "growth a year of the projection", "growth_years": "years projected", "email": "e-mail address", "password_hash": "password",
	"secret_hash": "secret", "code_hash": "code", "hint": "last characters", "demonstration": "demonstration user", "sha256": "SHA-256", "bytes": "size in bytes",
	"taken_on": "day it was taken", "media_type": "kind of file", "removed_because": "why it was taken out", "accepted": "rows taken", "rejected": "rows refused", "unchanged": "rows unchanged",
	"target_on": "end of the statutory period", "extended_to": "extension agreed", "to_day": "until", "received_on": "day it was received", "valid_on": "day it was valid",
	"decided_on": "day of the decision", "committee_on": "day of the committee", "appeal_by": "last day to appeal", "permission_on": "day of the permission",
	"expires_on": "day the permission lapses", "started_on": "day development began", "struck": "whether it is struck out", "struck_because": "why it is struck out",
	"gain": "biodiversity net gain", "from_day": "first day", "says": "what holds",
	"running_cost_pence": "running cost a year", "ended_because": "why it ended", "query": "what it shows", "shared": "whether others see it", "from_state": "from", "to_state": "to", "field_group": "fields",
	"published_on": "day the report was published", "overall": "overall judgement", "protection": "judgement of protection", "leadership": "judgement of leadership",
	"contingency_pence": "contingency", "delivery_model": "who would run it", "withdrawn_reason": "why it is withdrawn", "copied_from": "copied from", "amount_pence": "amount", "needs_id": "option needed", "excludes_id": "option excluded", "hub_id": "hub", "recorded_by": "recorded by", "approved_by": "approved by", "approved_at": "approved", "hash": "hash of the record",
	"education": "judgement of education", "health": "judgement of health", "register_day": "last register it is on", "year": "financial year it begins in", "eligible": "whether it counts against the grant", "capital": "whether it is capital", "expected_pence": "expected cost in all",
	"follows_id": "what it waits for", "milestone_id": "milestone", "line_id": "budget line", "letter_on": "day of the letter", "agreed_by": "who agreed", "from_line": "from", "to_line": "to", "secured": "whether it is secured", "in_kind": "whether it is in kind", "valued_on": "day it was valued", "lag_days": "days between", "asked_by": "who asked", "asked_by_name": "asked by", "decided_by_name": "decided by", "decision_reason": "why it was decided so",
	"repeats_months": "months until it comes round again", "triggers": "what makes grant repayable", "exposed_pence": "part of the grant it takes back", "taper": "how what is repayable falls",
	"starts_at": "milestone its period begins with", "period_months": "months of its period", "steps": "steps", "before_id": "the time before", "tells_place": "whether it tells where a restricted home is",
	"reviewed_by_name": "looked at by", "of_id": "what it settles", "payment_id": "payment it made",
}

// codedFields are columns that hold one of a list of codes.
var codedFields = []string{"kind", "operation", "pipeline", "pipeline_before", "location_sensitivity", "lawful_use", "application_status", "sector", "route", "state", "role",
	"scope", "outcome", "provenance", "status", "gain", "unit", "first_day", "circumstance", "type", "from_state", "to_state", "field_group", "overall", "protection", "leadership", "education", "health", "delivery_model"}

// referredTo are columns that hold another record's number or code, by what it is.
var referredTo = map[string]string{"owner_authority": "authority", "host_authority": "authority", "authority_code": "authority", "project_id": "project", "site_id": "site", "planning_authority": "planning authority",
	"programme_id": "programme", "appraisal_id": "appraisal", "option_id": "option", "organisation_id": "organisation", "user_id": "user", "needs_id": "option", "excludes_id": "option", "copied_from": "option", "recorded_by": "user", "approved_by": "user", "asked_by": "user", "follows_id": "milestone", "milestone_id": "milestone", "line_id": "budget line", "from_line": "budget line", "to_line": "budget line"}

var objectWords = map[string]string{"demand_settings": "assumptions of need", "ledger_entry": "ledger entry", "budget_line": "budget line", "milestone_link": "what a milestone waits for:", "change_request_day": "baseline asked for of", "user": "account", "user_role": "role", "stage": "stage",
	"view": "saved view", "digest": "weekly e-mail of", "carry_forward": "carry-forward letter of", "condition_move": "step of the condition", "grant_letter": "grant letter:", "evidence": "evidence", "return_step": "step of", "return_note": "note on", "certificate": "certificate of", "return": "", "planning_condition": "planning", "planning_rule": "planning rule for", "precedent": "precedent of", "bank_holiday": "bank holiday", "site_places": "places of one type of",
	"ofsted_event": "Ofsted event of", "option_places": "places of one type of", "option_match": "match money of", "option_site": "site of", "option_need": "prerequisite of", "option_exclusion": "exclusion of",
	"match_pledge": "pledge of", "hub_minimum": "least number of options in"}

// names are records by what they are and their number or code.
type names map[[2]string]string

// namesIn looks up the records that the entries' changes refer to.
func namesIn(ctx context.Context, db *gorm.DB, entries []Entry) (names, error) {
	wanted := map[string][]string{}
	for _, e := range entries {
		for _, c := range e.Changes {
			for _, value := range []*string{c.Before, c.After} {
				if kind := referredTo[c.column]; kind != "" && value != nil {
					wanted[kind] = append(wanted[kind], *value)
				}
			}
		}
	}
	found := names{}
	if len(wanted) == 0 {
		return found, nil
	}
	args := map[string]any{}
	for _, kind := range []string{"authority", "project", "programme", "option", "organisation", "user", "site", "planning authority", "appraisal", "milestone", "budget line"} {
		args[strings.ReplaceAll(kind, " ", "_")] = braced(wanted[kind])
	}
	var rows []struct{ Kind, ID, Name string }
	err := db.WithContext(ctx).Raw(`
		SELECT 'authority' AS kind, code AS id, name FROM authorities WHERE code = ANY (CAST(@authority AS text[]))
		UNION ALL SELECT 'project', CAST(id AS text), name FROM projects WHERE CAST(id AS text) = ANY (CAST(@project AS text[]))
		UNION ALL SELECT 'programme', CAST(id AS text), name FROM programmes WHERE CAST(id AS text) = ANY (CAST(@programme AS text[]))
		UNION ALL SELECT 'option', CAST(id AS text), name FROM options WHERE CAST(id AS text) = ANY (CAST(@option AS text[]))
		UNION ALL SELECT 'organisation', CAST(id AS text), name FROM organisations WHERE CAST(id AS text) = ANY (CAST(@organisation AS text[]))
		UNION ALL SELECT 'site', CAST(id AS text), public_name FROM sites WHERE CAST(id AS text) = ANY (CAST(@site AS text[]))
		UNION ALL SELECT 'planning authority', code, name FROM planning_authorities WHERE code = ANY (CAST(@planning_authority AS text[]))
		UNION ALL SELECT 'appraisal', CAST(id AS text), name || ', version ' || version FROM appraisals WHERE CAST(id AS text) = ANY (CAST(@appraisal AS text[]))
		UNION ALL SELECT 'milestone', CAST(id AS text), name FROM milestones WHERE CAST(id AS text) = ANY (CAST(@milestone AS text[]))
		UNION ALL SELECT 'budget line', CAST(id AS text), category || ', ' || year || '-' || lpad(CAST((year + 1) % 100 AS text), 2, '0') FROM budget_lines WHERE CAST(id AS text) = ANY (CAST(@budget_line AS text[]))
		UNION ALL SELECT 'user', CAST(id AS text), name FROM users WHERE CAST(id AS text) = ANY (CAST(@user AS text[]))`, args).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("look up names for the audit: %w", err)
	}
	for _, r := range rows {
		found[[2]string{r.Kind, r.ID}] = r.Name
	}
	return found, nil
}

// translate puts the changes into words and says the whole in one sentence.
func (e *Entry) translate(n names) {
	for i := range e.Changes {
		c := &e.Changes[i]
		c.Field = fieldOf(c.column)
		c.Before, c.After = n.valueOf(c.column, c.Before), n.valueOf(c.column, c.After)
		if e.Action == "added" && c.Before != nil && *c.Before == notShown {
			c.Before = nil
		}
	}
	slices.SortFunc(e.Changes, func(a, b Change) int { return cmp.Compare(a.Field, b.Field) })
	e.Words = e.sentence()
}

func fieldOf(column string) string {
	if word := fieldWords[column]; word != "" {
		return word
	}
	return strings.ReplaceAll(column, "_", " ")
}

var timestamp = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`)

// valueOf is a value as people write it.
func (n names) valueOf(column string, value *string) *string {
	if value == nil || *value == notShown {
		return value
	}
	v := *value
	number, err := strconv.ParseFloat(v, 64)
	isNumber := err == nil
	switch {
	case referredTo[column] != "":
		if name := n[[2]string{referredTo[column], v}]; name != "" {
			v = name
		}
	case slices.Contains(codedFields, column):
		v = strings.ReplaceAll(v, "_", " ")
	case isNumber && (column == "pence" || strings.HasSuffix(column, "_pence")):
		v = values.Pence(number).Words()
	case isNumber && strings.HasSuffix(column, "_bp"):
		v = strconv.FormatFloat(number/100, 'f', -1, 64) + "%"
	case isNumber && column == "occupancy_percent":
		v += "%"
	case isNumber && column == "chance":
		v = strconv.FormatFloat(number*100, 'f', -1, 64) + "%"
	case isNumber && slices.Contains([]string{"optimistic", "likely", "pessimistic"}, column):
		v += " weeks"
	case isNumber && column == "band_metres":
		v += " m"
	case column == "exact" || column == "boundary" || column == "public_position":
		v = shapeWords(v)
	case v == "true":
		v = "yes"
	case v == "false":
		v = "no"
	case timestamp.MatchString(v):
		v = momentWords(v)
	default:
		if day, err := values.ParseDate(v); err == nil {
			v = day.Words()
		}
	}
	return &v
}

// momentWords is a moment of the database's in the time of the United Kingdom.
func momentWords(text string) string {
	at, err := time.Parse("2006-01-02 15:04:05.999999-07", text)
	if err != nil {
		return text
	}
	if london, err := time.LoadLocation("Europe/London"); err == nil {
		at = at.In(london)
	}
	return at.Format("2 January 2006 at 15:04")
}

// shapeWords is a geometry of the database's in words.
func shapeWords(hex string) string {
	shape, err := geo.FromText(hex, 0)
	if err != nil {
		return "a place"
	}
	flat := shape.FlatCoords()
	switch {
	case len(flat) > 2:
		return outlineWords(shape)
	case len(flat) < 2:
		return "an empty place"
	case shape.SRID() == 27700:
		return fmt.Sprintf("easting %.0f, northing %.0f", flat[0], flat[1])
	}
	return fmt.Sprintf("latitude %.5f, longitude %.5f", flat[1], flat[0])
}

// outlineWords are its points, its size and the middle of its box on the National Grid, in
// so few letters that a sentence takes them: outlines that differ should read differently.
func outlineWords(shape geo.Shape) string {
	words := fmt.Sprintf("an outline of %d points", len(shape.FlatCoords())/2)
	on := geo.OutlineOnGrid(shape)
	if on == nil {
		return words
	}
	box := on.Bounds()
	return fmt.Sprintf("%s, %.2f ha at %.0f, %.0f", words, math.Abs(on.Area())/10000, (box.Min(0)+box.Max(0))/2, (box.Min(1)+box.Max(1))/2)
}

// sentence says what was done.
func (e *Entry) sentence() string {
	switch e.Action {
	case "added", "removed":
		return e.cameOrWent()
	case "changed":
		return e.changed()
	case "imported":
		return e.imported()
	case "looked":
		if e.Object == "observed_counts" {
			return "Looked at observed counts " + e.Label
		}
		return "Looked at the exact place of " + e.Label
	case "exported":
		return "Took away as a file: " + e.Label
	case "signed_in":
		return "Signed in"
	case "signed_out":
		return "Signed out"
	case "confirmed":
		return "Gave the password once more"
	case "denied":
		if e.Object == "address" {
			return "Was turned away from " + e.ObjectID
		}
		return strings.TrimSpace("Was turned away: " + e.Label)
	}
	action := strings.ReplaceAll(e.Action, "_", " ")
	return strings.TrimSpace(strings.ToUpper(action[:1]) + action[1:] + " " + e.Label)
}

// returnSteps say what became of a return, by the state it came to.
var returnSteps = map[string]string{"checked": "Called ready to certify ", "certified": "Certified ", "submitted": "Submitted ", "accepted": "Accepted "}

func (e *Entry) object() string {
	if word := objectWords[e.Object]; word != "" {
		return word
	}
	return strings.ReplaceAll(e.Object, "_", " ")
}

// value is a field's value in words, after the change or else before it.
func (e *Entry) value(column string) string {
	for _, c := range e.Changes {
		switch {
		case c.column == column && c.After != nil:
			return *c.After
		case c.column == column && c.Before != nil:
			return *c.Before
		}
	}
	return ""
}

func (e *Entry) cameOrWent() string {
	added := e.Action == "added"
	switch e.Object {
	case "option_site", "option_need", "option_exclusion", "option_match", "option_places":
		return e.partOfOption(added)
	case "user_role":
		role := e.value("role")
		if role == "dfe" {
			role = roleNames[role]
		}
		for _, of := range []string{e.value("authority_code"), e.value("project_id"), e.value("programme_id")} {
			if of != "" {
				role += " for " + of
			}
		}
		if added {
			return fmt.Sprintf("Gave %s the role %s", e.Label, role)
		}
		return fmt.Sprintf("Took the role %s from %s", role, e.Label)
	case "invitation":
		if added {
			return "Made a link for " + e.Label + " to choose a password"
		}
		return "The link for " + e.Label + " to choose a password ended"
	case "document":
		if added {
			return "Added a " + cmp.Or(e.value("kind"), "document") + " to " + e.Label
		}
	case "return_note":
		return "Asked or answered on " + e.Label
	case "return_step":
		if to := e.value("to_state"); to != "draft" {
			return returnSteps[to] + e.Label
		}
		return "Opened " + e.Label + " again"
	case "second_step":
		if added {
			return "Set up the second step of " + e.Label
		}
		return "Took away the second step of " + e.Label
	case "event":
		if _, of, ok := strings.Cut(e.Label, " of "); ok && added {
			what := strings.TrimSuffix(e.value("kind")+", "+e.value("outcome"), ", ")
			return fmt.Sprintf("Recorded for %s: %s on %s", of, what, e.value("on_day"))
		}
	case "site_move":
		return fmt.Sprintf("Moved the %s of %s from %s to %s", e.value("state"), e.Label, e.value("from_state"), e.value("to_state"))
	case "ofsted_event":
		return fmt.Sprintf("Entered from Ofsted for %s: %s", e.Label, e.value("kind"))
	case "site_note":
		return "Wrote a note on " + e.Label
	case "site_source":
		return fmt.Sprintf("The %s fields of %s are %s now", e.value("field_group"), e.Label, map[bool]string{true: e.value("provenance"), false: "from where the site is"}[added])
	case "ledger_entry":
		return fmt.Sprintf("Recorded %s on %s: %s", e.value("pence"), e.value("on_day"), e.Label)
	}
	if added {
		return fmt.Sprintf("Added the %s %s", e.object(), e.Label)
	}
	return fmt.Sprintf("Removed the %s %s", e.object(), e.Label)
}

// partOfOption says what became of a part of an option.
func (e *Entry) partOfOption(added bool) string {
	what := map[string]string{"option_site": "the site " + e.value("site_id"), "option_need": "that it needs " + e.value("needs_id"),
		"option_exclusion": "that it cannot go together with " + e.value("excludes_id"), "option_match": e.value("amount_pence") + " of match money",
		"option_places": e.value("places") + " places, " + e.value("type")}[e.Object]
	if added {
		return fmt.Sprintf("Entered for %s: %s", e.Label, what)
	}
	return fmt.Sprintf("Took out of %s: %s", e.Label, what)
}

func (e *Entry) imported() string {
	switch e.value("outcome") {
	case "refused":
		return "Tried to import " + e.Label + ", which was refused"
	case "nothing new":
		return "Imported " + e.Label + ", which held nothing new"
	}
	return fmt.Sprintf("Imported %s: %s rows taken, %s refused, %s unchanged", e.Label, e.value("accepted"), e.value("rejected"), e.value("unchanged"))
}

// longestValue is how much of a value still reads well inside a sentence.
const longestValue = 60

func (e *Entry) changed() string {
	if len(e.Changes) == 0 {
		return fmt.Sprintf("Changed the %s %s", e.object(), e.Label)
	}
	first := e.Changes[0]
	switch {
	case e.Object == "event" && e.value("struck") != "":
		kind, of, _ := strings.Cut(e.Label, " of ")
		return "Struck out for " + of + ": " + kind
	case e.Object == "ofsted_event" && e.value("struck") != "":
		return "Struck out for " + e.Label + " what was entered from Ofsted"
	case e.Object == "token" && e.value("revoked_at") != "":
		return "Ended the token " + e.Label
	case e.Object == "user" && e.value("state") == "disabled":
		return "Shut out " + e.Label
	case e.Object == "user" && e.value("state") == "active":
		return "Let in " + e.Label
	case e.Object == "user" && first.column == "password_hash" && len(e.Changes) == 1:
		return "Changed the password of " + e.Label
	case e.Object == "document" && e.value("removed_because") != "":
		return "Took a document of " + e.Label + " out"
	case e.Object == "second_step" && e.value("key") != "":
		return "Set up the second step of " + e.Label + " anew"
	case e.Object == "second_step":
		return "Changed the recovery codes of " + e.Label
	case e.Object == "milestone" && len(e.Changes) == 1 && first.Before != nil && first.After != nil && first.column != "name":
		return fmt.Sprintf("Moved the %s of %s from %s to %s", first.Field, e.Label, *first.Before, *first.After)
	}
	said := make([]string, len(e.Changes))
	for i, c := range e.Changes {
		said[i] = c.Field
	}
	if len(e.Changes) > 2 {
		return "Changed " + strings.Join(said[:len(said)-1], ", ") + " and " + said[len(said)-1]
	}
	for i, c := range e.Changes {
		switch {
		case c.Before != nil && *c.Before == notShown || c.After != nil && *c.After == notShown || long(c.Before) || long(c.After):
		default:
			said[i] += " from " + orNothing(c.Before) + " to " + orNothing(c.After)
		}
	}
	return "Changed " + strings.Join(said, " and ")
}

func long(value *string) bool { return value != nil && len(*value) > longestValue }

func orNothing(value *string) string {
	if value == nil || *value == "" {
		return "nothing"
	}
	return *value
}
