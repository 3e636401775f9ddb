// Package homeground_test looks at the house as a whole: which room opens on which.
package homeground_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rows is every package, from the top down. A package may import those of lower rows
// only: not its own row's, not a higher one's.
var rows = [][]string{
	{"cmd/homeground"},
	{"server"},
	{"cmd/homeground/demo", "appraisal/paper", "projects/highlight"},
	{"appraisal"},
	{"grants"},
	{"projects", "sites", "demand"},
	{"importer"},
	{"accounts"},
	{"internal/tables", "internal/disclosure", "internal/returns"},
	{"internal/store/storetest", "internal/attack"},
	{"internal/store", "internal/schedule", "internal/choice", "internal/print", "internal/mail", "geo"},
	{"internal/problem", "migrations", "frontend"},
	{"internal/values"},
}

// only says which packages alone may import a library, and everything under it.
var only = map[string][]string{
	"github.com/paulmach/orb":        {"geo"},
	"github.com/twpayne/go-geom":     {"geo"},
	"github.com/gofiber/fiber":       {"server"},
	"github.com/danielgtaylor/huma":  {"server"},
	"github.com/xuri/excelize":       {"internal/tables", "internal/returns"},
	"github.com/klippa-app":          {"internal/print"},
	"github.com/tetratelabs/wazero":  {"internal/print"},
	"modernc.org/sqlite":             {"internal/tables"},
	"github.com/wneessen/go-mail":    {"internal/mail"},
	"github.com/pressly/goose":       {"internal/store"},
	"testing":                        {"internal/store/storetest", "internal/attack"},
	"homeground/frontend":            {"server"},
	"homeground/cmd/homeground/demo": {"cmd/homeground"},
}

// arrow is one import.
type arrow struct {
	file, from, to string
	test           bool
}

// fault says what is wrong with the arrow, if anything.
func (a arrow) fault() string {
	from, to := row(a.from), -1
	inside := strings.TrimPrefix(a.to, "homeground/")
	if inside != a.to {
		to = row(inside)
	}
	for library, users := range only {
		if (a.to == library || strings.HasPrefix(a.to, library+"/")) && !a.test && !slices.Contains(users, a.from) {
			return "only " + strings.Join(users, ", ") + " may import " + a.to
		}
	}
	switch {
	case inside == a.to:
		return ""
	case from < 0:
		return a.from + " is in no row"
	case to < 0:
		return inside + " is in no row"
	case a.test && (inside == a.from || inside == "internal/store/storetest" || inside == "internal/attack"):
		return "" // a test of the package from outside, or with a database
	case a.test && inside == "cmd/homeground/demo":
		return "" // a test on the demonstration data
	case inside == "internal/store/storetest":
		return "storetest is for tests"
	case to < from:
		return "upward: " + a.from + " imports " + inside
	case to == from:
		return "sideways: " + a.from + " imports " + inside
	}
	return ""
}

func row(pkg string) int {
	for i, row := range rows {
		if slices.Contains(row, pkg) {
			return i
		}
	}
	return -1
}

// TestArrowsPointDown reads the imports of every file.
func TestArrowsPointDown(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range arrows(t) {
		seen[a.from] = true
		if fault := a.fault(); fault != "" {
			t.Errorf("%s: %s", a.file, fault)
		}
	}
	for _, row := range rows {
		for _, pkg := range row {
			if !seen[pkg] {
				t.Errorf("%s is in the rows but has no imports to read", pkg)
			}
		}
	}
}

// TestArrowFaults has the rule judge arrows of every kind.
func TestArrowFaults(t *testing.T) {
	for _, c := range []struct {
		arrow arrow
		want  string
	}{
		{arrow{from: "server", to: "homeground/projects"}, ""},
		{arrow{from: "projects", to: "homeground/server"}, "upward"},
		{arrow{from: "sites", to: "homeground/demand"}, "sideways"},
		{arrow{from: "demand", to: "homeground/sites", test: true}, "sideways"},
		{arrow{from: "sites", to: "homeground/internal/store/storetest", test: true}, ""},
		{arrow{from: "sites", to: "homeground/internal/store/storetest"}, "for tests"},
		{arrow{from: "util", to: "homeground/geo"}, "no row"},
		{arrow{from: "server", to: "homeground/models"}, "no row"},
		{arrow{from: "sites", to: "github.com/paulmach/orb/planar"}, "only geo"},
		{arrow{from: "geo", to: "github.com/paulmach/orb"}, ""},
		{arrow{from: "grants", to: "github.com/gofiber/fiber/v2"}, "only server"},
	} {
		got := c.arrow.fault()
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s to %s: got %q, want %q", c.arrow.from, c.arrow.to, got, c.want)
		}
	}
}

// arrows is every import of every Go file of this module.
func arrows(t *testing.T) []arrow {
	t.Helper()
	var found []arrow
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if _, err := os.Stat(filepath.Join(file, "go.mod")); file != "." && (err == nil || skipped(d.Name())) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || filepath.Dir(file) == "." {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found = append(found, arrow{file, path.Dir(filepath.ToSlash(file)), to, strings.HasSuffix(file, "_test.go")})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// skipped is the folders that hold no packages of ours.
func skipped(name string) bool {
	return name == "node_modules" || name == "testdata" || name == "dist" || name == "data" || strings.HasPrefix(name, ".")
}
