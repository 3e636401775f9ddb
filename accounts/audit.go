package accounts

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Event is something worth noting that is no change of a record, which the database
// notes itself: a look, an export, a sign-in, a refusal.
type Event struct {
	Action, Object, ObjectID string
	Label                    string // never what tells where a restricted site is
	Authorities              []string
	ProjectID                int64
	Reason                   string
}

// Note notes the event as what the user of Write did; tx is Write's.
func Note(ctx context.Context, tx *gorm.DB, e Event) error {
	err := tx.WithContext(ctx).Exec(`SELECT audit_note(@action, @object, @id, @label, CAST(@authorities AS text[]), nullif(CAST(@project AS bigint), 0), '{}', @reason)`,
		map[string]any{"action": e.Action, "object": e.Object, "id": e.ObjectID, "label": e.Label, "authorities": braced(e.Authorities),
			"project": e.ProjectID, "reason": e.Reason}).Error
	if err != nil {
		return fmt.Errorf("note %s in the audit: %w", e.Action, err)
	}
	return nil
}

// Entry is one entry of the audit, in words.
type Entry struct {
	Seq        int64     `json:"seq" doc:"Its place in the chain; 0 until its transaction is done"`
	At         time.Time `json:"at"`
	UserID     int64     `json:"user_id" doc:"0: a command's user, who has no account"`
	UserName   string    `json:"user_name"`
	Role       string    `json:"role" doc:"The role that allowed it"`
	Credential string    `json:"credential"`
	Address    string    `json:"address"`
	Origin     string    `json:"origin"`
	Action     string    `json:"action"`
	Object     string    `json:"object"`
	ObjectID   string    `json:"object_id"`
	Label      string    `json:"label" doc:"The record's public name"`
	ProjectID  int64     `json:"project_id,omitempty"`
	Project    string    `json:"project,omitempty" doc:"The project the record was part of"`
	Words      string    `json:"words" gorm:"-" doc:"What was done, in one sentence"`
	Changes    []Change  `json:"changes" gorm:"-"`
	Reason     string    `json:"reason,omitempty"`
	Request    string    `json:"request,omitempty"`
}

// Change is one field of a record before and after, in words. Where somebody who may not
// see where a restricted site is would learn it, it says so in place of the value.
type Change struct {
	Field  string  `json:"field"`
	Before *string `json:"before,omitempty"`
	After  *string `json:"after,omitempty"`

	column string
}

// AuditFilter narrows the audit; an empty field narrows nothing. User is a number or a
// part of a name; the days are in the United Kingdom, both included.
type AuditFilter struct {
	Text, User, Object, ObjectID, Action string
	From, To                             values.Date
	Cursor                               string
	Limit                                int
}

// AuditPage is one page of the audit, newest first. Next is empty on the last.
type AuditPage struct {
	Items []Entry `json:"items"`
	Total int     `json:"total"`
	Next  string  `json:"next,omitempty"`
}

// A restricted site is shown by the name it has now: one it had before may tell the place.
const fromEntries = `
	FROM audit_entries e
	LEFT JOIN sites s ON s.id = CASE WHEN e.object IN ('site', 'document', 'site_places', 'site_move', 'site_note', 'site_source', 'ofsted_event') AND e.object_id ~ '^[0-9]{1,18}$' THEN CAST(e.object_id AS bigint) END
	LEFT JOIN projects p ON p.id = e.project_id`

const entryColumns = `
	e.id, coalesce(e.seq, 0) AS seq, e.at, coalesce(e.user_id, 0) AS user_id, e.user_name, e.role, e.credential, e.address, e.origin, e.action, e.object, e.object_id,
	coalesce(s.public_name, e.label) AS label, coalesce(e.project_id, 0) AS project_id, coalesce(p.name, '') AS project,
	CAST(e.changes AS text) AS noted, CAST(array_to_json(e.withheld) AS text) AS withheld, e.reason, e.request`

// entryRow is an entry as the table has it.
type entryRow struct {
	ID int64
	Entry
	Noted, Withheld string
}

// Search is one page of the audit, as far as by may read it.
func Search(ctx context.Context, db *gorm.DB, by User, f AuditFilter) (AuditPage, error) {
	page := AuditPage{Items: []Entry{}}
	where, args, err := f.where(by)
	if err != nil {
		return page, err
	}
	if err := db.WithContext(ctx).Raw("SELECT count(*) "+fromEntries+" WHERE "+where, args).Scan(&page.Total).Error; err != nil {
		return page, fmt.Errorf("count the audit: %w", err)
	}
	if f.Cursor != "" {
		args["cursor"], err = strconv.ParseInt(f.Cursor, 10, 64)
		if err != nil {
			return page, problem.Field("cursor", "Start again from the first page: this cursor is not one of ours.")
		}
		where += " AND e.seq < @cursor"
	}
	args["limit"] = f.Limit + 1
	var rows []entryRow
	if err := db.WithContext(ctx).Raw("SELECT "+entryColumns+fromEntries+" WHERE "+where+" ORDER BY e.seq DESC, e.id DESC LIMIT @limit", args).Scan(&rows).Error; err != nil {
		return page, fmt.Errorf("search the audit: %w", err)
	}
	if len(rows) > f.Limit {
		rows = rows[:f.Limit]
		page.Next = strconv.FormatInt(rows[f.Limit-1].Seq, 10)
	}
	page.Items, err = inWords(ctx, db, rows, nil)
	return page, err
}

func (f AuditFilter) where(by User) (string, map[string]any, error) {
	terms, args := own(by)
	add := func(value, name, term string) {
		if value != "" {
			terms = append(terms, term)
			args[name] = value
		}
	}
	add(f.Object, "object", "e.object = @object")
	add(f.ObjectID, "id", "e.object_id = @id")
	add(f.Action, "action", "e.action = @action")
	add(f.From.String(), "from", "e.at >= CAST(CAST(@from AS date) AS timestamp) AT TIME ZONE 'Europe/London'")
	add(f.To.String(), "to", "e.at < (CAST(@to AS date) + interval '1 day') AT TIME ZONE 'Europe/London'")
	if id, err := strconv.ParseInt(f.User, 10, 64); err == nil {
		terms, args["user"] = append(terms, "e.user_id = @user"), id
	} else {
		add(like(f.User), "user", "e.user_name ILIKE @user")
	}
	add(like(f.Text), "text", `(coalesce(s.public_name, e.label) ILIKE @text OR e.user_name ILIKE @text OR e.reason ILIKE @text OR p.name ILIKE @text)`)
	if !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		return "", nil, problem.Field("to", "Choose a last day that is not before the first.")
	}
	return strings.Join(terms, " AND "), args, nil
}

func like(text string) string {
	if text = strings.TrimSpace(text); text == "" {
		return ""
	}
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
}

// own is the condition that leaves of the audit what the user may read.
func own(by User) ([]string, map[string]any) {
	e := by.Extent("audit.read")
	if e.All {
		// The name of an imported file may tell a place.
		return []string{"(@imports OR e.object <> 'import')"}, map[string]any{"imports": !by.Extent("import.read").None()}
	}
	projects := make([]string, len(e.Projects))
	for i, id := range e.Projects {
		projects[i] = strconv.FormatInt(id, 10)
	}
	return []string{"(e.authorities && CAST(@authorities AS text[]) OR e.project_id = ANY (CAST(@projects AS bigint[])))"},
		map[string]any{"authorities": braced(e.Authorities), "projects": braced(projects)}
}

// braced is a list as PostgreSQL reads an array.
func braced(list []string) string {
	quoted := make([]string, len(list))
	for i, v := range list {
		quoted[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(v) + `"`
	}
	return "{" + strings.Join(quoted, ",") + "}"
}

// longestHistory is how many entries of one record are shown, the newest.
const longestHistory = 500

// parts are the records whose history is shown with another's: of an object, the
// condition that an entry is of one with that number (@id).
var parts = map[string]string{
	"project": "e.project_id = CAST(@id AS bigint) AND e.object IN ('milestone', 'milestone_link', 'change_request', 'risk', 'condition', 'ledger_entry', 'budget_line', 'funding_line', 'carry_forward', 'condition_move', 'evidence', 'payment', 'transfer', 'rating')",
	"option": `e.object IN ('option_places', 'option_match', 'option_site', 'option_need', 'option_exclusion') AND e.object_id = @id
		OR e.object = 'option_exclusion' AND @id IN (CAST(e.changes AS jsonb) #>> '{excludes_id,after}', CAST(e.changes AS jsonb) #>> '{excludes_id,before}')
		OR e.object = 'stage' AND (e.object_id IN (SELECT CAST(id AS text) FROM option_stages WHERE option_id = CAST(@id AS bigint)) OR CAST(e.changes AS jsonb) #>> '{option_id,before}' = @id)`,
	"site": `e.object IN ('document', 'site_places', 'site_move', 'site_note', 'site_source', 'ofsted_event') AND e.object_id = @id
		OR e.object = 'application' AND e.object_id IN (SELECT CAST(id AS text) FROM applications WHERE site_id = CAST(@id AS bigint))
		OR e.object = 'event' AND e.object_id IN (SELECT CAST(v.id AS text) FROM application_events v JOIN applications a ON a.id = v.application_id WHERE site_id = CAST(@id AS bigint))
		OR e.object = 'planning_condition' AND e.object_id IN (SELECT CAST(c.id AS text) FROM planning_conditions c JOIN applications a ON a.id = c.application_id WHERE site_id = CAST(@id AS bigint))`,
	"application": `e.object = 'event' AND e.object_id IN (SELECT CAST(id AS text) FROM application_events WHERE application_id = CAST(@id AS bigint))
		OR e.object = 'planning_condition' AND e.object_id IN (SELECT CAST(id AS text) FROM planning_conditions WHERE application_id = CAST(@id AS bigint))`,
	"user": "e.object IN ('user_role', 'invitation', 'second_step') AND e.object_id = @id",
}

// History is what happened to one record and its parts, newest first, as far as by may
// read it. Where a restricted site is, it tells only those with the right, and that is
// noted as a look. Since narrows it to what happened on that day or later, in the United
// Kingdom.
func History(ctx context.Context, db *gorm.DB, by User, object, id string, since values.Date) ([]Entry, error) {
	if _, err := strconv.ParseInt(id, 10, 64); err != nil {
		return nil, problem.Missing("record")
	}
	terms, args := own(by)
	args["object"], args["id"] = object, id
	its := "e.object = @object AND e.object_id = @id"
	if part := parts[object]; part != "" {
		its += " OR " + part
	}
	if !since.IsZero() {
		terms[0] += " AND e.at >= CAST(CAST(@since AS date) AS timestamp) AT TIME ZONE 'Europe/London'"
		args["since"] = since
	}
	var rows []entryRow
	err := db.WithContext(ctx).Raw("SELECT "+entryColumns+fromEntries+" WHERE ("+its+") AND "+terms[0]+
		fmt.Sprintf(" ORDER BY e.seq DESC, e.id DESC LIMIT %d", longestHistory), args).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the history of %s %s: %w", object, id, err)
	}
	places, err := exactChanges(ctx, db, by, object, id, rows)
	if err != nil {
		return nil, err
	}
	return inWords(ctx, db, rows, places)
}

// siteOf finds the site that a record is, or is part of, by the record's number.
var siteOf = map[string]string{
	"site":               "CAST(@id AS bigint)",
	"application":        "(SELECT site_id FROM applications WHERE id = CAST(@id AS bigint))",
	"event":              "(SELECT site_id FROM applications a JOIN application_events e ON e.application_id = a.id WHERE e.id = CAST(@id AS bigint))",
	"planning_condition": "(SELECT site_id FROM applications a JOIN planning_conditions c ON c.application_id = a.id WHERE c.id = CAST(@id AS bigint))",
}

// exactChanges is what the entries of a site and its parts say of where it is, by entry,
// for those who may know: everyone of an open site, of a restricted one who has the right
// over it.
func exactChanges(ctx context.Context, db *gorm.DB, by User, object, id string, rows []entryRow) (map[int64]string, error) {
	held := false
	for _, r := range rows {
		held = held || r.Withheld != "[]"
	}
	if siteOf[object] == "" || !held {
		return nil, nil
	}
	var number int64
	if err := db.WithContext(ctx).Raw(`SELECT coalesce(`+siteOf[object]+`, 0)`, map[string]any{"id": id}).Scan(&number).Error; err != nil {
		return nil, fmt.Errorf("find the site of %s %s: %w", object, id, err)
	}
	var open bool
	if err := db.WithContext(ctx).Raw(`SELECT location_sensitivity = 'open' FROM sites WHERE id = ?`, number).Scan(&open).Error; err != nil {
		return nil, fmt.Errorf("read whether site %d is open: %w", number, err)
	}
	if !open {
		whose, _, err := ScopeOf(ctx, db, "site", number)
		if err != nil || !by.Extent("site.exact").Covers(whose) {
			return nil, err
		}
	}
	var found []struct {
		Entry   int64
		Changes string
	}
	err := Write(ctx, db, by, func(tx *gorm.DB) error {
		return tx.Raw(`SELECT entry, CAST(changes AS text) AS changes FROM exact_changes(?)`, number).Scan(&found).Error
	})
	if err != nil {
		return nil, fmt.Errorf("read the exact history of site %d: %w", number, err)
	}
	places := map[int64]string{}
	for _, f := range found {
		places[f.Entry] = f.Changes
	}
	return places, nil
}

// inWords turns rows into entries that people can read.
func inWords(ctx context.Context, db *gorm.DB, rows []entryRow, places map[int64]string) ([]Entry, error) {
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.Entry
		changes, err := changesOf(r.Noted, r.Withheld, places[r.ID])
		if err != nil {
			return nil, fmt.Errorf("read audit entry %d: %w", r.ID, err)
		}
		entries[i].Changes = changes
	}
	names, err := namesIn(ctx, db, entries)
	if err != nil {
		return nil, err
	}
	for i := range entries {
		entries[i].translate(names)
	}
	return entries, nil
}

// notShown stands for what tells where a restricted site is.
const notShown = "not shown"

// changesOf reads the changes of an entry; exact is empty where they are not to be seen.
func changesOf(noted, withheld, exact string) ([]Change, error) {
	var columns []string
	if err := json.Unmarshal([]byte(withheld), &columns); err != nil {
		return nil, err
	}
	pairs := map[string]struct{ Before, After *string }{}
	if err := json.Unmarshal([]byte(noted), &pairs); err != nil {
		return nil, err
	}
	hidden := notShown
	for _, c := range columns {
		pairs[c] = struct{ Before, After *string }{&hidden, &hidden}
	}
	if exact != "" {
		if err := json.Unmarshal([]byte(exact), &pairs); err != nil {
			return nil, err
		}
	}
	changes := []Change{}
	for column, pair := range pairs {
		changes = append(changes, Change{Before: pair.Before, After: pair.After, column: column})
	}
	return changes, nil
}
