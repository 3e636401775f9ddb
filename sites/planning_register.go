package sites

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// RegisterFilter narrows the planning register; an empty field narrows nothing. A
// planning authority or a reference finds only applications that show theirs.
type RegisterFilter struct {
	View                                                         View
	Authority, Hub, PlanningAuthority, State, Status, Type, Text string
	Site                                                         int64
	FallsDue                                                     int              // days, today included, within which something falls due
	Only                                                         *accounts.Extent // whose sites; nil: all that the view holds
	Placed                                                       bool             // with each site's public position, which the funder does not see
	Sort                                                         string           // a name of registerKeys, with - before it the other way
	Cursor                                                       string
	Limit                                                        int // 0: all
}

// Register is a page of the planning register: what is due, overdue and expiring.
type Register struct {
	Items       []Summary `gorm:"-" json:"items" doc:"Those longest overdue first, unless sorted"`
	Total       int       `json:"total" doc:"All that the filter finds"`
	Next        string    `gorm:"-" json:"next,omitempty" doc:"The cursor of the next page; left out on the last"`
	DueThisWeek int       `json:"due_this_week" doc:"Decisions due within seven days, today included, whatever the state asked for"`
	Overdue     int       `json:"overdue"`
	Expiring    int       `json:"expiring" doc:"Permissions that lapse within six months"`
	Withheld    int       `json:"withheld" doc:"Of the total: at restricted sites, whose planning authority and reference are left out"`
}

// statesOf are the states that a filter's word stands for.
var statesOf = map[string][]string{"open": {"waiting", "in_time", "due", "overdue", "appeal"}, "decided": {"decided", "expiring", "lapsed", "begun"}}

// registerKeys are the orders of the register, each the text that it is sorted by: days
// as they are exchanged, words in the order of their vocabulary. What has none goes last
// either way. The one without a name has what is most pressing first.
var registerKeys = map[string]string{
	"": `(lpad(CAST(array_position(ARRAY['overdue', 'due', 'in_time', 'appeal', 'waiting', 'expiring', 'decided', 'begun', 'lapsed', 'closed'], a.state) AS text), 2, '0')
		|| coalesce(a.due_on, a.expires_on, a.appeal_by, a.decided_on, a.received_on, DATE '9999-12-31')) COLLATE "C"`,
	"site":               "a.public_name",
	"type":               "lpad(CAST(array_position(ARRAY['" + strings.Join(applicationTypes, "','") + "'], a.type) AS text), 2, '0') COLLATE \"C\"",
	"planning_authority": "a.planning_authority_name",
	"status":             "lpad(CAST(array_position(ARRAY['" + strings.Join(applicationStatuses, "','") + "'], a.status) AS text), 2, '0') COLLATE \"C\"",
	"due":                "coalesce(CAST(a.due_on AS text), '') COLLATE \"C\"",
	"expires":            "coalesce(CAST(a.expires_on AS text), '') COLLATE \"C\"",
}

var applicationTypes = []string{"full", "outline", "reserved-matters", "change-of-use", "ldc-existing-use", "ldc-prospective-use", "prior-approval", "lbc", "s73",
	"non-material-amendment", "approval-condition", "reg-3", "reg-4", "pre-application"}

var applicationStatuses = []string{"not_started", "pending", "invalidated", "in_assessment", "in_committee", "awaiting_determination", "determined", "returned", "withdrawn", "closed"}

// fallsDue is the condition that a day of an application falls within @falls_due days.
var fallsDue = strings.NewReplacer("within", "BETWEEN CAST(@today AS date) AND CAST(@today AS date) + CAST(@falls_due AS integer)").Replace(
	`(` + due + ` within OR a.status = 'in_committee' AND a.committee_on within OR a.decision = 'refused' AND a.appeal IS NULL AND a.appeal_by within
	OR a.started_on IS NULL AND a.expires_on within)`)

// PlanningRegister is one page of the register under the filter. First which, by columns
// alone, once for the counts and the page; then what, of the page's own applications.
func PlanningRegister(ctx context.Context, db *gorm.DB, f RegisterFilter, today values.Date) (Register, error) {
	r := Register{Items: []Summary{}}
	found, args, err := f.found()
	if err != nil {
		return r, err
	}
	args["today"] = today
	page, err := f.page(args)
	if err != nil {
		return r, err
	}
	columns := summaryColumns
	if f.Placed && !f.View.funded {
		columns += ", " + placeColumns
	}
	var rows []struct {
		Summary
		Key                                                  string
		Total, DueThisWeek, Overdue, Expiring, WithheldTotal int
	}
	err = db.WithContext(ctx).Raw("WITH found AS MATERIALIZED ("+found+"), page AS MATERIALIZED ("+page+`)
		SELECT counts.*, p.* FROM (SELECT count(*) FILTER (WHERE shown) AS total, count(*) FILTER (WHERE state = 'due') AS due_this_week, count(*) FILTER (WHERE state = 'overdue') AS overdue,
			count(*) FILTER (WHERE state = 'expiring') AS expiring, count(*) FILTER (WHERE shown AND hidden) AS withheld_total FROM found) counts
		LEFT JOIN (SELECT page.place, page.key, `+columns+f.fromPage()+`) p ON true ORDER BY p.place`, args).Scan(&rows).Error
	if err != nil {
		return r, fmt.Errorf("read the planning register: %w", err)
	}
	rules, err := ReadRules(ctx, db)
	if err != nil {
		return r, err
	}
	for i, row := range rows {
		r.Total, r.DueThisWeek, r.Overdue, r.Expiring, r.Withheld = row.Total, row.DueThisWeek, row.Overdue, row.Expiring, row.WithheldTotal
		if row.ID == 0 { // there are counts, and nothing on this page
			break
		}
		if f.Limit > 0 && i == f.Limit {
			r.Next = cursor{Sort: f.Sort, Key: rows[i-1].Key, ID: rows[i-1].ID}.String()
			break
		}
		row.place(rules, today)
		r.Items = append(r.Items, row.Summary)
	}
	return r, nil
}

// found is which applications the filter finds, in any state, with what they are counted
// and sorted by.
func (f RegisterFilter) found() (string, map[string]any, error) {
	key, ok := registerKeys[strings.TrimPrefix(f.Sort, "-")]
	if !ok {
		return "", nil, problem.Field("sort", "Sort by site, type, planning_authority, status, due or expires, with - before it for the other way.")
	}
	terms, args := []string{f.View.holds()}, map[string]any{}
	add := func(value, name, term string) {
		if value != "" {
			terms = append(terms, term)
			args[name] = value
		}
	}
	add(f.Authority, "authority", "(s.host_authority = @authority OR s.owner_authority = @authority)")
	const inHub = "IN (SELECT code FROM authorities h JOIN hubs ON hubs.id = h.hub_id WHERE hubs.name = @hub)"
	add(f.Hub, "hub", "(s.host_authority "+inHub+" OR s.owner_authority "+inHub+" AND s.host_authority IN (SELECT code FROM authorities WHERE hub_id IS NULL))")
	add(f.PlanningAuthority, "planning", "open.planning_authority = @planning")
	add(f.Status, "status", statusOf+" = @status")
	add(f.Type, "type", "a.type = @type")
	if f.Site != 0 {
		terms, args["site"] = append(terms, "a.site_id = @site"), f.Site
	}
	if f.FallsDue > 0 {
		terms, args["falls_due"] = append(terms, fallsDue), f.FallsDue
	}
	if f.Text != "" {
		terms = append(terms, "(s.public_name ILIKE @text OR open.reference ILIKE @text OR open.planning_authority_name ILIKE @text OR replace(a.type, '-', ' ') ILIKE replace(@text, '-', ' '))")
		args["text"] = "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(f.Text) + "%"
	}
	if f.Only != nil && !f.Only.All {
		terms = append(terms, `(s.host_authority IN @own OR s.owner_authority IN @own OR EXISTS (SELECT FROM project_sites p WHERE p.site_id = s.id AND p.project_id IN @projects))`)
		args["own"], args["projects"] = f.Only.Authorities, f.Only.Projects
	}
	shown := "true"
	if states := statesOf[f.State]; states != nil {
		shown, args["states"] = "a.state IN @states", states
	} else if f.State != "" {
		shown, args["states"] = "a.state = @states", f.State
	}
	hidden, by, from := "s.location_sensitivity <> 'open'", "''", " FROM applications a JOIN sites s ON s.id = a.site_id "
	if f.View.funded {
		hidden = "true"
	}
	// What tells the place is looked up only where it is asked for: it costs most.
	if f.Text != "" || f.PlanningAuthority != "" || strings.HasSuffix(f.Sort, "planning_authority") {
		by, from = "coalesce(open.planning_authority_name, '')", f.View.fromApplications()
	}
	return "SELECT a.id, a.state, a.hidden, " + shown + " AS shown, " + key + " AS key FROM (SELECT a.id, a.type, a.expires_on, a.appeal_by, a.decided_on, a.received_on, s.public_name, " +
		statusOf + " AS status, " + stateOf + " AS state, " + due + " AS due_on, " + hidden + " AS hidden, " + by + " AS planning_authority_name" +
		from + "WHERE " + strings.Join(terms, " AND ") + " OFFSET 0) a", args, nil
}

// page is which of those found are on the page, and where.
func (f RegisterFilter) page(args map[string]any) (string, error) {
	way, than := "ASC", ">"
	if strings.HasPrefix(f.Sort, "-") {
		way, than = "DESC", "<"
	}
	after, limit := "", ""
	if f.Cursor != "" {
		text, err := base64.RawURLEncoding.DecodeString(f.Cursor)
		var c cursor
		if err != nil || json.Unmarshal(text, &c) != nil || c.Sort != f.Sort || c.ID == 0 || strings.ContainsRune(c.Key, 0) {
			return "", problem.Field("cursor", "Start again from the first page: this cursor is not one of ours.")
		}
		args["key"], args["last"] = c.Key, c.ID
		after = " AND (key = '' AND (@key <> '' OR id > @last) OR key <> '' AND @key <> '' AND (key " + than + " @key OR key = @key AND id > @last))"
	}
	if f.Limit > 0 {
		limit, args["limit"] = " LIMIT @limit", f.Limit+1
	}
	return "SELECT id, key, row_number() OVER () AS place FROM (SELECT id, key FROM found WHERE shown" + after + " ORDER BY key = '', key " + way + ", id" + limit + ") sorted", nil
}

// fromPage joins the page's applications with what may be seen of where their sites are:
// of a page's few one by one, for the view of all of them costs as much as the rest.
func (f RegisterFilter) fromPage() string {
	if f.Limit == 0 || f.View.funded {
		return f.View.fromApplications() + "JOIN page ON page.id = a.id"
	}
	return ` FROM page JOIN applications a ON a.id = page.id JOIN sites s ON s.id = a.site_id
		LEFT JOIN LATERAL (SELECT * FROM open_applications o WHERE o.id = a.id OFFSET 0) open ON true`
}
