package sites

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// RegisterFilter narrows the planning register; an empty field narrows nothing. A
// planning authority or a reference finds only applications that show theirs.
type RegisterFilter struct {
	View                                           View
	Authority, Hub, PlanningAuthority, State, Text string
	Only                                           *accounts.Extent // whose sites; nil: all that the view holds
	Placed                                         bool             // with each site's public position, which the funder does not see
	Limit                                          int
}

// Register is the planning register: what is due, overdue and expiring.
type Register struct {
	Items       []Summary `gorm:"-" json:"items" doc:"Those longest overdue first"`
	Total       int       `json:"total" doc:"All that the filter finds"`
	DueThisWeek int       `json:"due_this_week" doc:"Decisions due within seven days, today included, whatever the state asked for"`
	Overdue     int       `json:"overdue"`
	Expiring    int       `json:"expiring" doc:"Permissions that lapse within six months"`
	Withheld    int       `json:"withheld" doc:"Of the total: at restricted sites, whose planning authority and reference are left out"`
}

// statesOf are the states that a filter's word stands for.
var statesOf = map[string][]string{"open": {"waiting", "in_time", "due", "overdue", "appeal"}, "decided": {"decided", "expiring", "lapsed", "begun"}}

// PlanningRegister is the register under the filter.
func PlanningRegister(ctx context.Context, db *gorm.DB, f RegisterFilter, today values.Date) (Register, error) {
	where, args := f.where()
	args["today"], args["limit"] = today, f.Limit
	states := statesOf[f.State]
	if f.State != "" && states == nil {
		states = []string{f.State}
	}
	args["any"], args["states"] = states == nil, states
	columns := summaryColumns
	if f.Placed && f.View == Whole {
		columns += ", " + placeColumns
	}
	found := "FROM (SELECT " + columns + f.View.fromApplications() + `JOIN authorities h ON h.code = s.host_authority LEFT JOIN authorities o ON o.code = s.owner_authority
		LEFT JOIN hubs hub ON hub.id = coalesce(h.hub_id, o.hub_id) WHERE ` + where + ") found"
	r := Register{}
	err := db.WithContext(ctx).Raw(`SELECT count(*) FILTER (WHERE @any OR state IN @states) AS total, count(*) FILTER (WHERE state = 'due') AS due_this_week,
		count(*) FILTER (WHERE state = 'overdue') AS overdue, count(*) FILTER (WHERE state = 'expiring') AS expiring,
		count(*) FILTER (WHERE withheld AND (@any OR state IN @states)) AS withheld `+found, args).Scan(&r).Error
	if err != nil {
		return r, fmt.Errorf("count the planning register: %w", err)
	}
	r.Items = []Summary{}
	err = db.WithContext(ctx).Raw(`SELECT * `+found+` WHERE @any OR state IN @states
		ORDER BY array_position(ARRAY['overdue', 'due', 'in_time', 'appeal', 'waiting', 'expiring', 'decided', 'begun', 'lapsed', 'closed'], state),
		         coalesce(due_on, expires_on, appeal_by, decided_on, received_on), id LIMIT @limit`, args).Scan(&r.Items).Error
	if err != nil {
		return r, fmt.Errorf("read the planning register: %w", err)
	}
	rules, err := ReadRules(ctx, db)
	for i := range r.Items {
		r.Items[i].place(rules, today)
	}
	return r, err
}

func (f RegisterFilter) where() (string, map[string]any) {
	terms, args := []string{f.View.holds()}, map[string]any{}
	add := func(value, name, term string) {
		if value != "" {
			terms = append(terms, term)
			args[name] = value
		}
	}
	add(f.Authority, "authority", "(s.host_authority = @authority OR s.owner_authority = @authority)")
	add(f.Hub, "hub", "hub.name = @hub")
	add(f.PlanningAuthority, "planning", "open.planning_authority = @planning")
	if f.Text != "" {
		terms = append(terms, "(s.public_name ILIKE @text OR open.reference ILIKE @text OR open.planning_authority_name ILIKE @text OR replace(a.type, '-', ' ') ILIKE replace(@text, '-', ' '))")
		args["text"] = "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(f.Text) + "%"
	}
	if f.Only != nil && !f.Only.All {
		terms = append(terms, `(s.host_authority IN @own OR s.owner_authority IN @own OR EXISTS (SELECT FROM project_sites p WHERE p.site_id = s.id AND p.project_id IN @projects))`)
		args["own"], args["projects"] = f.Only.Authorities, f.Only.Projects
	}
	return strings.Join(terms, " AND "), args
}

// SortPlanning puts the register in the order of its page: by site, type, by (the planning
// authority), status, due or expires, with - before it the other way. What has no value
// goes last either way; without an order it stays as it is.
func SortPlanning(items []Summary, by string) error {
	name, down := strings.CutPrefix(by, "-")
	of, ok := map[string]func(Summary) string{
		"":        func(Summary) string { return "" },
		"site":    func(a Summary) string { return strings.ToLower(a.Site.Name) },
		"type":    func(a Summary) string { return a.Type },
		"by":      func(a Summary) string { return strings.ToLower(a.AuthorityName) },
		"status":  func(a Summary) string { return a.Status + a.Decision + a.Appeal + a.AppealOutcome },
		"due":     func(a Summary) string { return a.DueOn.String() },
		"expires": func(a Summary) string { return a.ExpiresOn.String() },
	}[name]
	if !ok {
		return problem.Field("sort", "Sort by site, type, by, status, due or expires, with - before it for the other way.")
	}
	slices.SortStableFunc(items, func(a, b Summary) int {
		x, y := of(a), of(b)
		switch {
		case x == "" || y == "":
			return cmp.Compare(y, x) // no value is the least text, and goes last
		case down:
			return cmp.Compare(y, x)
		}
		return cmp.Compare(x, y)
	})
	return nil
}
