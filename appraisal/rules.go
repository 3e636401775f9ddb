package appraisal

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/grants"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Rules are what every set of the programme must keep beside its award: match within what
// each authority has pledged, and the least number of options in a hub.
type Rules struct {
	Pledges []Pledge `json:"pledges" doc:"Every authority of the region"`
	Hubs    []Least  `json:"hubs" doc:"Every hub"`
	Version int      `json:"version" doc:"The programme's"`
}

// Pledge is what an authority has pledged, and how much its options ask of it.
type Pledge struct {
	AuthorityCode string `json:"authority_code"`
	Name          string `json:"name"`
	Hub           string `json:"hub,omitempty"`
	AmountPence   *int64 `json:"amount_pence" doc:"null: no limit is known"`
	AskedPence    int64  `json:"asked_pence" doc:"By all proposed options and projects together"`
	ProjectsPence int64  `json:"projects_pence" doc:"Of these, by projects"`
}

// Least is the least number of options in a hub, projects among them.
type Least struct {
	Hub     string `json:"hub"`
	Options int    `json:"options" doc:"0: none is asked for"`
	There   int    `json:"there" doc:"Projects there are in it"`
}

// ReadRules are the current programme's.
func ReadRules(ctx context.Context, db *gorm.DB) (Rules, error) {
	r := Rules{Pledges: []Pledge{}, Hubs: []Least{}}
	programme, err := grants.Current(ctx, db)
	if err != nil {
		return r, err
	}
	r.Version = programme.Version
	err = db.WithContext(ctx).Raw(`
		SELECT a.code AS authority_code, a.name, coalesce(h.name, '') AS hub, p.amount_pence,
		       coalesce(sum(m.amount_pence), 0)::bigint AS asked_pence, coalesce(sum(m.amount_pence) FILTER (WHERE pr.id IS NOT NULL), 0)::bigint AS projects_pence
		FROM authorities a
		LEFT JOIN hubs h ON h.id = a.hub_id
		LEFT JOIN match_pledges p ON p.authority_code = a.code AND p.programme_id = @programme
		LEFT JOIN (option_match m JOIN options o ON o.id = m.option_id AND o.programme_id = @programme AND o.state = 'proposed') ON m.authority_code = a.code
		LEFT JOIN projects pr ON pr.option_id = o.id
		WHERE a.hub_id IS NOT NULL OR p.id IS NOT NULL OR m.id IS NOT NULL
		GROUP BY a.code, a.name, h.name, p.amount_pence ORDER BY a.name, a.code`, map[string]any{"programme": programme.ID}).Scan(&r.Pledges).Error
	if err != nil {
		return r, fmt.Errorf("read pledges: %w", err)
	}
	err = db.WithContext(ctx).Raw(`
		SELECT h.name AS hub, coalesce(m.options, 0) AS options,
		       (SELECT count(*) FROM projects p JOIN authorities a ON a.code = p.authority_code WHERE a.hub_id = h.id AND p.programme_id = @programme) AS there
		FROM hubs h LEFT JOIN hub_minimums m ON m.hub_id = h.id AND m.programme_id = @programme ORDER BY h.name`, map[string]any{"programme": programme.ID}).Scan(&r.Hubs).Error
	if err != nil {
		return r, fmt.Errorf("read hub minimums: %w", err)
	}
	return r, nil
}

// NewRules are what to change: of the authorities and hubs that are named.
type NewRules struct {
	Pledges []PledgeOf `json:"pledges,omitempty" maxItems:"500"`
	Hubs    []LeastOf  `json:"hubs,omitempty" maxItems:"100"`
}

// PledgeOf is one authority's pledge.
type PledgeOf struct {
	AuthorityCode string `json:"authority_code" maxLength:"20"`
	AmountPence   *int64 `json:"amount_pence" nullable:"true" doc:"null: no limit is known"`
}

// LeastOf is one hub's least number of options.
type LeastOf struct {
	Hub     string `json:"hub" maxLength:"100"`
	Options int    `json:"options"`
}

// mostPledged is above any programme's money.
const mostPledged = 1_000_000_000_000

// SetRules changes the rules, all that is asked or nothing. The version must be the programme's.
func SetRules(ctx context.Context, tx *gorm.DB, version int, n NewRules) (Rules, error) {
	programme, err := lockCurrent(ctx, tx)
	if err != nil {
		return Rules{}, err
	}
	before, err := ReadRules(ctx, tx)
	if err != nil {
		return Rules{}, err
	}
	if programme.Version != version {
		return before, problem.Overtaken("programme", before)
	}
	if err := n.check(before); err != nil {
		return before, err
	}
	tx = tx.WithContext(ctx)
	run := func(sql string, args map[string]any) {
		if args["programme"] = programme.ID; err == nil {
			err = tx.Exec(sql, args).Error
		}
	}
	for _, p := range n.Pledges {
		if p.AmountPence == nil {
			run(`DELETE FROM match_pledges WHERE programme_id = @programme AND authority_code = @code`, map[string]any{"code": p.AuthorityCode})
			continue
		}
		run(`INSERT INTO match_pledges (programme_id, authority_code, amount_pence) VALUES (@programme, @code, @amount)
			ON CONFLICT (programme_id, authority_code) DO UPDATE SET amount_pence = excluded.amount_pence, version = match_pledges.version + 1
			WHERE match_pledges.amount_pence <> excluded.amount_pence`, map[string]any{"code": p.AuthorityCode, "amount": *p.AmountPence})
	}
	for _, h := range n.Hubs {
		if h.Options == 0 {
			run(`DELETE FROM hub_minimums WHERE programme_id = @programme AND hub_id = (SELECT id FROM hubs WHERE name = @hub)`, map[string]any{"hub": h.Hub})
			continue
		}
		run(`INSERT INTO hub_minimums (programme_id, hub_id, options) SELECT @programme, id, @options FROM hubs WHERE name = @hub
			ON CONFLICT (programme_id, hub_id) DO UPDATE SET options = excluded.options, version = hub_minimums.version + 1
			WHERE hub_minimums.options <> excluded.options`, map[string]any{"hub": h.Hub, "options": h.Options})
	}
	run(`UPDATE programmes SET version = version + 1 WHERE id = @programme`, map[string]any{})
	if err != nil {
		return before, fmt.Errorf("set pledges and hub minimums: %w", err)
	}
	return ReadRules(ctx, tx)
}

// check is what is wrong with new rules, all at once.
func (n NewRules) check(now Rules) error {
	p := &problem.Problem{Kind: problem.Invalid, Text: "These rules cannot be kept."}
	fault := func(field string, i int, what, format string, args ...any) {
		p.Faults = append(p.Faults, problem.Fault{Field: fmt.Sprintf("%s[%d].%s", field, i, what), Text: fmt.Sprintf(format, args...)})
	}
	for i, one := range n.Pledges {
		at := slices.IndexFunc(now.Pledges, func(p Pledge) bool { return p.AuthorityCode == one.AuthorityCode })
		switch {
		case at < 0:
			fault("pledges", i, "authority_code", "There is no authority %q here.", one.AuthorityCode)
		case slices.ContainsFunc(n.Pledges[:i], func(o PledgeOf) bool { return o.AuthorityCode == one.AuthorityCode }):
			fault("pledges", i, "authority_code", "%s has two pledges: leave one.", now.Pledges[at].Name)
		case one.AmountPence == nil:
		case *one.AmountPence < 0 || *one.AmountPence > mostPledged:
			fault("pledges", i, "amount_pence", "Enter what %s pledges in pounds, 0 or more.", now.Pledges[at].Name)
		case *one.AmountPence < now.Pledges[at].ProjectsPence:
			fault("pledges", i, "amount_pence", "%s already gives %s to projects: its pledge cannot be less.", now.Pledges[at].Name, values.Pence(now.Pledges[at].ProjectsPence).Words())
		}
	}
	for i, one := range n.Hubs {
		switch {
		case !slices.ContainsFunc(now.Hubs, func(h Least) bool { return h.Hub == one.Hub }):
			fault("hubs", i, "hub", "There is no hub %q.", one.Hub)
		case slices.ContainsFunc(n.Hubs[:i], func(o LeastOf) bool { return o.Hub == one.Hub }):
			fault("hubs", i, "hub", "The %s hub has two least numbers: leave one.", one.Hub)
		case one.Options < 0 || one.Options > 1000:
			fault("hubs", i, "options", "Enter a whole number of options for the %s hub, from 0 to 1,000.", one.Hub)
		}
	}
	if len(p.Faults) > 0 {
		return p
	}
	return nil
}
