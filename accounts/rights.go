package accounts

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"gorm.io/gorm"
)

// rights.csv is the one table of who may do what: a line a right, a column a role; all,
// own (of one's authority, or of one's project), funded (only what a grant pays for, or the
// grant that the role is held of) or nothing. seen_by names the right to see what this one acts on.
//
//go:embed rights.csv
var rightsFile []byte

// Right is a line of rights.csv.
type Right struct {
	Name   string
	What   string
	SeenBy string
	extent map[string]string // by role
}

// Rights is the whole table, by name.
var Rights = sync.OnceValue(func() map[string]Right {
	lines, err := csv.NewReader(bytes.NewReader(rightsFile)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("rights.csv: %v", err)) // part of the program
	}
	table := map[string]Right{}
	for _, line := range lines[1:] {
		r := Right{Name: line[0], What: line[1], SeenBy: line[2], extent: map[string]string{}}
		for i, role := range lines[0][3:] {
			r.extent[role] = line[i+3]
		}
		table[r.Name] = r
	}
	return table
})

// Scope is whose a record is: what "own" is judged by.
type Scope struct {
	Authorities []string
	Projects    []int64
	Programmes  []int64 // the grants that pay for it
}

// Extent is how far a user's right goes.
type Extent struct {
	All         bool
	Funded      bool     // only what a grant pays for
	Programmes  []int64  // of funded: these grants; none: any
	Authorities []string // own: these authorities' records
	Projects    []int64  // own: these projects and their sites
	Role        string   // the role that gives it, the widest first
}

// None says that the user does not hold the right at all.
func (e Extent) None() bool {
	return !e.All && !e.Funded && len(e.Authorities) == 0 && len(e.Projects) == 0
}

// Covers says whether the right reaches a record.
func (e Extent) Covers(s Scope) bool {
	return e.All || e.Funded && s.paidFor(e.Programmes) || slices.ContainsFunc(s.Authorities, func(a string) bool { return slices.Contains(e.Authorities, a) }) ||
		slices.ContainsFunc(s.Projects, func(p int64) bool { return slices.Contains(e.Projects, p) })
}

// paidFor says whether one of the grants pays for it; none: any.
func (s Scope) paidFor(by []int64) bool {
	return slices.ContainsFunc(s.Programmes, func(p int64) bool { return len(by) == 0 || slices.Contains(by, p) })
}

// Extent is how far u's right of that name goes, by all of u's roles together.
func (u User) Extent(right string) Extent {
	var e Extent
	r, anyGrant := Rights()[right], false
	for _, held := range u.Roles {
		switch r.extent[held.Role] {
		case "":
			continue
		case "all":
			e.All, e.Role = true, held.Role
			continue
		case "funded":
			e.Funded = true
			if held.ProgrammeID != 0 {
				e.Programmes = append(e.Programmes, held.ProgrammeID)
			} else {
				anyGrant = true
			}
		case "own":
			switch {
			case held.AuthorityCode != "":
				e.Authorities = append(e.Authorities, held.AuthorityCode)
			case held.ProjectID != 0:
				e.Projects = append(e.Projects, held.ProjectID)
			default: // a separate right held for everywhere
				e.All = true
			}
		}
		if e.Role == "" {
			e.Role = held.Role
		}
	}
	if anyGrant {
		e.Programmes = nil
	}
	return e
}

// ofSite finds whose a site is, and all that is part of it.
const ofSite = `SELECT array_remove(ARRAY[owner_authority, host_authority], NULL) AS authorities,
		ARRAY(SELECT project_id FROM project_sites WHERE site_id = s.id) AS projects,
		ARRAY(SELECT programme_id FROM project_sites JOIN projects p ON p.id = project_id WHERE site_id = s.id AND programme_id IS NOT NULL AND grant_pence > 0) AS programmes
		FROM sites s WHERE id = `

// ofCondition finds whose a grant's condition is; one that binds the whole grant is nobody's.
const ofCondition = `SELECT array_remove(ARRAY[p.authority_code], NULL) AS authorities, array_remove(ARRAY[p.id], NULL) AS projects, ARRAY[c.programme_id] AS programmes
		FROM conditions c LEFT JOIN projects p ON p.id = c.project_id WHERE c.id = `

// scopes finds whose a record is: a row for the record, with its authorities and projects.
var scopes = map[string]string{
	"site": ofSite + `?`,
	"document": `SELECT array_remove(ARRAY[owner_authority, host_authority], NULL) AS authorities,
		ARRAY(SELECT project_id FROM project_sites WHERE site_id = s.id) AS projects, '{}'::bigint[] AS programmes
		FROM documents d JOIN sites s ON s.id = d.site_id WHERE d.id = ?`,
	"project":        `SELECT ARRAY[authority_code] AS authorities, ARRAY[id] AS projects, CASE WHEN programme_id IS NOT NULL AND grant_pence > 0 THEN ARRAY[programme_id] ELSE '{}' END AS programmes FROM projects WHERE id = ?`,
	"milestone":      `SELECT ARRAY[p.authority_code] AS authorities, ARRAY[p.id] AS projects, CASE WHEN p.programme_id IS NOT NULL AND p.grant_pence > 0 THEN ARRAY[p.programme_id] ELSE '{}' END AS programmes FROM milestones m JOIN projects p ON p.id = m.project_id WHERE m.id = ?`,
	"slip":           `SELECT ARRAY[p.authority_code] AS authorities, ARRAY[p.id] AS projects, CASE WHEN p.programme_id IS NOT NULL AND p.grant_pence > 0 THEN ARRAY[p.programme_id] ELSE '{}' END AS programmes FROM slips s JOIN milestones m ON m.id = s.milestone_id JOIN projects p ON p.id = m.project_id WHERE s.id = ?`,
	"change_request": `SELECT ARRAY[p.authority_code] AS authorities, ARRAY[p.id] AS projects, CASE WHEN p.programme_id IS NOT NULL AND p.grant_pence > 0 THEN ARRAY[p.programme_id] ELSE '{}' END AS programmes FROM change_requests c JOIN projects p ON p.id = c.project_id WHERE c.id = ?`,
	"risk":           `SELECT ARRAY[p.authority_code] AS authorities, ARRAY[p.id] AS projects, CASE WHEN p.programme_id IS NOT NULL AND p.grant_pence > 0 THEN ARRAY[p.programme_id] ELSE '{}' END AS programmes FROM risks r JOIN projects p ON p.id = r.project_id WHERE r.id = ?`,
	"ledger_entry":   `SELECT ARRAY[p.authority_code] AS authorities, ARRAY[p.id] AS projects, CASE WHEN p.programme_id IS NOT NULL AND p.grant_pence > 0 THEN ARRAY[p.programme_id] ELSE '{}' END AS programmes FROM ledger_entries e JOIN projects p ON p.id = e.project_id WHERE e.id = ?`,
	"budget_line":    `SELECT ARRAY[p.authority_code] AS authorities, ARRAY[p.id] AS projects, CASE WHEN p.programme_id IS NOT NULL AND p.grant_pence > 0 THEN ARRAY[p.programme_id] ELSE '{}' END AS programmes FROM budget_lines b JOIN projects p ON p.id = b.project_id WHERE b.id = ?`,
	"funding_line":   `SELECT ARRAY[p.authority_code] AS authorities, ARRAY[p.id] AS projects, CASE WHEN p.programme_id IS NOT NULL AND p.grant_pence > 0 THEN ARRAY[p.programme_id] ELSE '{}' END AS programmes FROM funding f JOIN projects p ON p.id = f.project_id WHERE f.id = ?`,
	"transfer":       `SELECT ARRAY[p.authority_code] AS authorities, ARRAY[p.id] AS projects, CASE WHEN p.programme_id IS NOT NULL AND p.grant_pence > 0 THEN ARRAY[p.programme_id] ELSE '{}' END AS programmes FROM transfers t JOIN budget_lines b ON b.id = t.from_line JOIN projects p ON p.id = b.project_id WHERE t.id = ?`,
	"option":         `SELECT ARRAY[authority_code] AS authorities, ARRAY(SELECT id FROM projects WHERE option_id = o.id) AS projects, '{}'::bigint[] AS programmes FROM options o WHERE id = ?`,
	"stage":          `SELECT ARRAY[o.authority_code] AS authorities, '{}'::bigint[] AS projects, '{}'::bigint[] AS programmes FROM option_stages s JOIN options o ON o.id = s.option_id WHERE s.id = ?`,

	"condition": ofCondition + `?`,
	"evidence":  ofCondition + `(SELECT condition_id FROM evidence WHERE id = ?)`,

	// Nobody's own.
	"programme":    `SELECT '{}'::text[] AS authorities, '{}'::bigint[] AS projects, ARRAY[id] AS programmes FROM programmes WHERE id = ?`,
	"return":       `SELECT '{}'::text[] AS authorities, '{}'::bigint[] AS projects, ARRAY[programme_id] AS programmes FROM returns WHERE id = ?`,
	"bank_holiday": `SELECT '{}'::text[] AS authorities, '{}'::bigint[] AS projects, '{}'::bigint[] AS programmes FROM bank_holidays WHERE id = ?`,
	"appraisal":    `SELECT '{}'::text[] AS authorities, '{}'::bigint[] AS projects, '{}'::bigint[] AS programmes FROM appraisals WHERE id = ?`,
	"decision":     `SELECT '{}'::text[] AS authorities, '{}'::bigint[] AS projects, '{}'::bigint[] AS programmes FROM decisions WHERE id = ?`,

	// Parts of a site.
	"ofsted_event":       ofSite + `(SELECT site_id FROM ofsted_events WHERE id = ?)`,
	"application":        ofSite + `(SELECT site_id FROM applications WHERE id = ?)`,
	"event":              ofSite + `(SELECT site_id FROM applications a JOIN application_events e ON e.application_id = a.id WHERE e.id = ?)`,
	"planning_condition": ofSite + `(SELECT site_id FROM applications a JOIN planning_conditions c ON c.application_id = a.id WHERE c.id = ?)`,
}

// Scoped says whether records of that kind are somebody's.
func Scoped(object string) bool { return scopes[object] != "" }

// ScopeOf is whose the record is; found is false when there is no such record.
func ScopeOf(ctx context.Context, db *gorm.DB, object string, id int64) (scope Scope, found bool, err error) {
	var text struct {
		Authorities, Projects, Programmes string
	}
	tx := db.WithContext(ctx).Raw(`SELECT array_to_json(authorities)::text AS authorities, array_to_json(projects)::text AS projects, array_to_json(programmes)::text AS programmes FROM (`+scopes[object]+`) whose`, id).Scan(&text)
	if tx.Error != nil {
		return scope, false, fmt.Errorf("find whose %s %d is: %w", object, id, tx.Error)
	}
	if tx.RowsAffected == 0 {
		return scope, false, nil
	}
	err = errors.Join(json.Unmarshal([]byte(text.Authorities), &scope.Authorities), json.Unmarshal([]byte(text.Projects), &scope.Projects), json.Unmarshal([]byte(text.Programmes), &scope.Programmes))
	return scope, true, err
}
