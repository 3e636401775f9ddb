package accounts_test

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"

	"homeground/accounts"
)

var (
	viewer     = accounts.Role{Role: "viewer"}
	leadWS     = accounts.Role{Role: "property_lead", AuthorityCode: "E10000032"}
	leadHants  = accounts.Role{Role: "property_lead", AuthorityCode: "E10000014"}
	manager7   = accounts.Role{Role: "project_manager", ProjectID: 7}
	board      = accounts.Role{Role: "board"}
	dfe        = accounts.Role{Role: "dfe"}
	admin      = accounts.Role{Role: "administrator"}
	exactAll   = accounts.Role{Role: "exact_locations"}
	exactHants = accounts.Role{Role: "exact_locations", AuthorityCode: "E10000014"}
)

func TestExtent(t *testing.T) {
	for _, c := range []struct {
		name  string
		roles []accounts.Role
		right string
		want  accounts.Extent
	}{
		{"no role", nil, "site.read", accounts.Extent{}},
		{"no such right", []accounts.Role{admin}, "site.burn", accounts.Extent{}},
		{"no such role", []accounts.Role{{Role: "king"}}, "site.read", accounts.Extent{}},
		{"all", []accounts.Role{viewer}, "site.read", accounts.Extent{All: true, Role: "viewer"}},
		{"none", []accounts.Role{viewer}, "site.exact", accounts.Extent{}},
		{"funded", []accounts.Role{dfe}, "site.read", accounts.Extent{Funded: true, Role: "dfe"}},
		{"funded and all", []accounts.Role{dfe, viewer}, "site.read", accounts.Extent{All: true, Funded: true, Role: "viewer"}},
		{"funded by one grant", []accounts.Role{{Role: "dfe", ProgrammeID: 3}}, "return.read", accounts.Extent{Funded: true, Programmes: []int64{3}, Role: "dfe"}},
		{"funded by two", []accounts.Role{{Role: "dfe", ProgrammeID: 3}, {Role: "dfe", ProgrammeID: 4}}, "site.read", accounts.Extent{Funded: true, Programmes: []int64{3, 4}, Role: "dfe"}},
		{"funded by one and by any", []accounts.Role{{Role: "dfe", ProgrammeID: 3}, dfe}, "site.read", accounts.Extent{Funded: true, Role: "dfe"}},
		{"an administrator sees no exact place", []accounts.Role{admin}, "site.exact", accounts.Extent{}},
		{"nor does the board", []accounts.Role{board}, "site.exact", accounts.Extent{}},
		{"an authority's own", []accounts.Role{leadWS}, "site.exact", accounts.Extent{Authorities: []string{"E10000032"}, Role: "property_lead"}},
		{"two authorities' own", []accounts.Role{leadWS, leadHants}, "audit.read", accounts.Extent{Authorities: []string{"E10000032", "E10000014"}, Role: "property_lead"}},
		{"a project's own", []accounts.Role{manager7}, "milestone.write", accounts.Extent{Projects: []int64{7}, Role: "project_manager"}},
		{"own by two ways", []accounts.Role{leadWS, manager7}, "site.exact", accounts.Extent{Authorities: []string{"E10000032"}, Projects: []int64{7}, Role: "property_lead"}},
		{"a separate right everywhere", []accounts.Role{viewer, exactAll}, "site.exact", accounts.Extent{All: true, Role: "exact_locations"}},
		{"a separate right for an authority", []accounts.Role{viewer, exactHants}, "site.exact", accounts.Extent{Authorities: []string{"E10000014"}, Role: "exact_locations"}},
		{"a separate right gives nothing else", []accounts.Role{exactAll}, "site.read", accounts.Extent{}},
		{"people", []accounts.Role{board, viewer}, "people", accounts.Extent{}},
		{"own and all", []accounts.Role{manager7, board}, "progress.export", accounts.Extent{All: true, Projects: []int64{7}, Role: "board"}},
	} {
		got := accounts.User{Roles: c.roles}.Extent(c.right)
		if got.All != c.want.All || got.Funded != c.want.Funded || got.Role != c.want.Role ||
			!slices.Equal(got.Authorities, c.want.Authorities) || !slices.Equal(got.Projects, c.want.Projects) || !slices.Equal(got.Programmes, c.want.Programmes) {
			t.Errorf("%s: %s reaches %+v, want %+v", c.name, c.right, got, c.want)
		}
		if got.None() != (c.want.Role == "") {
			t.Errorf("%s: None is %v of %+v", c.name, got.None(), got)
		}
	}
}

func TestCovers(t *testing.T) {
	westSussex := accounts.Scope{Authorities: []string{"E10000032", "E10000030"}, Projects: []int64{7}}
	nobodys := accounts.Scope{}
	funded := accounts.Scope{Programmes: []int64{3, 5}}
	for _, c := range []struct {
		name   string
		extent accounts.Extent
		scope  accounts.Scope
		want   bool
	}{
		{"none", accounts.Extent{}, westSussex, false},
		{"none of nobody's", accounts.Extent{}, nobodys, false},
		{"all", accounts.Extent{All: true}, westSussex, true},
		{"all of nobody's", accounts.Extent{All: true}, nobodys, true},
		{"the owner", accounts.Extent{Authorities: []string{"E10000032"}}, westSussex, true},
		{"the host", accounts.Extent{Authorities: []string{"E10000030"}}, westSussex, true},
		{"another", accounts.Extent{Authorities: []string{"E10000014"}}, westSussex, false},
		{"one of two", accounts.Extent{Authorities: []string{"E10000014", "E10000030"}}, westSussex, true},
		{"the project", accounts.Extent{Projects: []int64{1, 7}}, westSussex, true},
		{"another project", accounts.Extent{Projects: []int64{8}}, westSussex, false},
		{"own of nobody's", accounts.Extent{Authorities: []string{"E10000032"}, Projects: []int64{7}}, nobodys, false},
		{"funded", accounts.Extent{Funded: true}, funded, true},
		{"funded by this grant", accounts.Extent{Funded: true, Programmes: []int64{5}}, funded, true},
		{"funded by another", accounts.Extent{Funded: true, Programmes: []int64{4}}, funded, false},
		{"not funded, of a grant", accounts.Extent{Funded: true, Programmes: []int64{5}}, westSussex, false},
		{"not funded", accounts.Extent{Funded: true}, westSussex, false},
		{"funded, and one sees only one's own", accounts.Extent{Authorities: []string{"E10000032"}}, funded, false},
	} {
		if got := c.extent.Covers(c.scope); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestRightsTable wants every cell to be one of the words, every seen_by a right, and
// every column a role that the database lets a user hold.
func TestRightsTable(t *testing.T) {
	file, err := os.Open("rights.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rights := accounts.Rights()
	for _, line := range lines[1:] {
		if _, ok := rights[line[2]]; line[2] != "" && !ok {
			t.Errorf("%s is seen by %s, which is no right", line[0], line[2])
		}
		for i, cell := range line[3:] {
			if !slices.Contains([]string{"", "all", "own", "funded"}, cell) {
				t.Errorf("%s of %s is %q", line[0], lines[0][i+3], cell)
			}
		}
	}
	if len(rights) != len(lines)-1 {
		t.Errorf("%d rights of %d lines: a name is there twice", len(rights), len(lines)-1)
	}
	db := demonstration(t)
	for _, role := range lines[0][3:] {
		err := db.Exec(`INSERT INTO user_roles (user_id, role, authority_code, project_id) SELECT (SELECT min(id) FROM users), @role,
			CASE WHEN @role = 'property_lead' THEN 'E06000044' END, CASE WHEN @role = 'project_manager' THEN (SELECT min(id) FROM projects) END
			ON CONFLICT DO NOTHING`, map[string]any{"role": role}).Error
		if err != nil {
			t.Fatalf("role %s: %v", role, err)
		}
	}
}

func TestScopeOf(t *testing.T) {
	db := demonstration(t)
	find := func(query string) (id int64) {
		t.Helper()
		if err := db.Raw(query).Scan(&id).Error; err != nil || id == 0 {
			t.Fatalf("%s: %d, %v", query, id, err)
		}
		return id
	}
	project := find(`SELECT id FROM projects WHERE project_ref = 'P-14'`)
	for _, c := range []struct {
		name, object string
		id           int64
		authorities  []string
		projects     []int64
		funded       bool
	}{
		{"Beechfield, in another's area", "site", find(`SELECT id FROM sites WHERE public_name = 'Beechfield'`), []string{"E10000030", "E10000032"}, nil, false},
		{"a project's site", "site", find(`SELECT site_id FROM project_sites LIMIT 1`), []string{"E06000044"}, []int64{project}, true},
		{"the project", "project", project, []string{"E06000044"}, []int64{project}, true},
		{"its milestone", "milestone", find(`SELECT min(id) FROM milestones`), []string{"E06000044"}, []int64{project}, true},
		{"its option", "option", find(`SELECT option_id FROM projects WHERE project_ref = 'P-14'`), []string{"E06000044"}, []int64{project}, false},
		{"an option that is none yet", "option", find(`SELECT id FROM options WHERE option_ref = 'O-02'`), []string{"E06000039"}, nil, false},
	} {
		scope, found, err := accounts.ScopeOf(ctx, db, c.object, c.id)
		slices.Sort(scope.Authorities)
		scope.Authorities = slices.Compact(scope.Authorities)
		if err != nil || !found || !slices.Equal(scope.Authorities, c.authorities) || !slices.Equal(scope.Projects, c.projects) || len(scope.Programmes) > 0 != c.funded {
			t.Errorf("%s: %+v, %v, %v, want %v %v %v", c.name, scope, found, err, c.authorities, c.projects, c.funded)
		}
		if _, found, err := accounts.ScopeOf(ctx, db, c.object, 987654); found || err != nil {
			t.Errorf("no such %s: %v, %v", c.object, found, err)
		}
	}
}
