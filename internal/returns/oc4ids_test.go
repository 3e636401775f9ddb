package returns

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// standard compiles the published schema of a project package.
func standard(t *testing.T) *jsonschema.Schema {
	t.Helper()
	root := os.Getenv("HOMEGROUND_REALDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for name, address := range map[string]string{"project-schema.json": "https://standard.open-contracting.org/infrastructure/schema/0__9__5/project-schema.json", "project-package-schema.json": "https://example.org/package"} {
		text, err := os.ReadFile(filepath.Join(root, "schemas", "oc4ids", name))
		if err != nil {
			t.Skip("the published schemas are not beside the checkout; set HOMEGROUND_REALDATA to the folder that holds schemas")
		}
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(address, schema); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("https://example.org/package")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestOC4IDS has what documents of any values make be valid by the published schema.
func TestOC4IDS(t *testing.T) {
	schema, form := standard(t), last(t)
	r := rand.New(rand.NewPCG(4, 5))
	for range 50 {
		d := filled(form, r, 6)
		for _, s := range []string{"milestones", "finances", "outputs"} {
			for i, row := range d.Sheets[s] { // of projects, each row of its own
				row["project_ref"] = d.Sheets["progress"][i%2]["project_ref"]
				if s == "milestones" {
					row["code"] = []string{"M01", "M06", "M14", "M17", "M24", "X01"}[i]
				} else {
					row["year"] = []string{"2024-25", "2025-26", "2026-27"}[i%3]
				}
			}
		}
		text, err := d.OC4IDS(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	if err := schema.Validate(map[string]any{"projects": []any{}}); err == nil {
		t.Error("the schema takes anything")
	}
}

// TestOC4IDSValues reads a small document back.
func TestOC4IDSValues(t *testing.T) {
	d := Document{Sheets: map[string][]Row{
		"start": {{"programme": "Homes fund", "funder": "A fund", "number": int64(2), "revision": int64(1)}}, "admin": {{"organisation": "A council"}},
		"progress":   {{"project_ref": "P-1", "project": "First", "status": "In progress"}},
		"location":   {{"project_ref": "P-1", "authority": "Kent", "authority_code": "E10000016", "postcode": "ME1 1AA; restricted: Surrey"}},
		"milestones": {{"project_ref": "P-1", "code": "M06", "milestone": "Planned", "forecast": "2026-05-01", "actual": "2026-05-02"}, {"project_ref": "P-1", "code": "M24", "milestone": "Open", "forecast": "2027-07-02"}},
		"finances": {{"project_ref": "P-1", "year": "2026-27", "quarter": "Q4 Jan to Mar", "spent_pence": int64(1050), "grant_pence": int64(1000), "match_pence": int64(50)},
			{"project_ref": "P-1", "year": "2027-28", "quarter": "Q1 Apr to Jun", "spent_pence": int64(0), "grant_pence": int64(70), "match_pence": int64(0)}},
		"outputs": {{"project_ref": "P-1", "output": "Places created", "year": "2027-28", "quarter": "Q2 Jul to Sep", "actual": "Forecast", "value": int64(3)}},
	}}
	text, err := d.OC4IDS(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	var p ocPackage
	if err := json.Unmarshal(text, &p); err != nil || len(p.Projects) != 1 {
		t.Fatal(err)
	}
	o := p.Projects[0]
	if len(o.Locations) != 2 || o.Locations[0].Address.Region != "Kent" || o.Locations[1].Address.PostalCode != "ME1 1AA" || strings.Contains(string(text), "Surrey") {
		t.Errorf("%+v", o.Locations)
	}
	if p.URI != "urn:homeground:return:2:1" || o.Status != "preparation" || o.Authority.Name != "Kent" || o.Budget.Amount.Amount != "11.2" && o.Budget.Amount.Amount != "11.20" || o.Period.Start != "2027-01-01T00:00:00Z" || o.Period.End != "2027-06-30T23:59:59Z" {
		t.Errorf("%s", text)
	}
	if len(o.Metrics) != 1 || len(o.Metrics[0].Observations) != 1 || len(o.Forecasts) != 2 || o.Forecasts[1].Observations[0].Measure != "3" || o.Milestones[0].Status != "met" || o.Milestones[1].Met != "" {
		t.Errorf("%s", text)
	}
}

// TestSchema has the canonical JSON of any document be valid by the template's schema, and one
// with a wrong value not.
func TestSchema(t *testing.T) {
	form := last(t)
	text, err := form.Schema()
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("https://example.org/return", value); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("https://example.org/return")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(d Document) error {
		text, err := d.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(value)
	}
	r := rand.New(rand.NewPCG(6, 7))
	for range 30 {
		if err := valid(filled(form, r, 5)); err != nil {
			t.Fatal(err)
		}
	}
	for name, change := range map[string]func(Document){
		"a text for pounds":                   func(d Document) { d.Sheets["finances"][0]["spent_pence"] = "12" },
		"no day":                              func(d Document) { d.Sheets["start"][0]["due_on"] = "30/11/2026" },
		"no word of a list":                   func(d Document) { d.Sheets["progress"][0]["status"] = "Going well" },
		"nothing where something is required": func(d Document) { d.Sheets["start"][0]["programme"] = nil },
		"a column of its own":                 func(d Document) { d.Sheets["location"][0]["street"] = "High Street" },
		"a column left out":                   func(d Document) { delete(d.Sheets["risks"][0], "owner") },
		"two starts":                          func(d Document) { d.Sheets["start"] = append(d.Sheets["start"], d.Sheets["start"][0]) },
	} {
		d := filled(form, r, 3)
		change(d)
		if valid(d) == nil {
			t.Errorf("%s is valid", name)
		}
	}
}
