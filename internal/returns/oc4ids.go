package returns

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"homeground/internal/values"
)

// oc4idsVersion is that of the Open Contracting for Infrastructure Data Standard.
const oc4idsVersion = "0.9"

// The objects of the standard that a return has something to say in.
type (
	ocPackage struct {
		URI       string      `json:"uri"`
		Published string      `json:"publishedDate"`
		Version   string      `json:"version"`
		Publisher ocPublisher `json:"publisher"`
		Projects  []ocProject `json:"projects"`
	}
	ocPublisher struct {
		Name string `json:"name"`
	}
	ocProject struct {
		ID          string        `json:"id"`
		Updated     string        `json:"updated"`
		Language    string        `json:"language"`
		Title       string        `json:"title"`
		Description string        `json:"description"`
		Status      string        `json:"status,omitempty"`
		Sector      []string      `json:"sector"`
		Identifiers []ocID        `json:"identifiers"`
		Authority   *ocReference  `json:"publicAuthority,omitempty"`
		Parties     []ocParty     `json:"parties"`
		Locations   []ocLocation  `json:"locations,omitempty"`
		Period      *ocPeriod     `json:"period,omitempty"`
		Budget      *ocBudget     `json:"budget,omitempty"`
		Forecasts   []ocMetric    `json:"forecasts,omitempty"`
		Metrics     []ocMetric    `json:"metrics,omitempty"`
		Milestones  []ocMilestone `json:"milestones,omitempty"`
	}
	ocID struct {
		ID     string `json:"id"`
		Scheme string `json:"scheme"`
	}
	ocReference struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	ocParty struct {
		ID         string   `json:"id"`
		Name       string   `json:"name"`
		Identifier *ocID    `json:"identifier,omitempty"`
		Roles      []string `json:"roles"`
	}
	ocLocation struct {
		ID          string    `json:"id"`
		Description string    `json:"description"`
		Address     ocAddress `json:"address"`
	}
	ocAddress struct {
		PostalCode string `json:"postalCode,omitempty"`
		Region     string `json:"region,omitempty"`
		Country    string `json:"countryName"`
	}
	ocPeriod struct {
		Start string `json:"startDate,omitempty"`
		End   string `json:"endDate,omitempty"`
	}
	ocBudget struct {
		Amount  ocValue     `json:"amount"`
		Finance []ocFinance `json:"finance,omitempty"`
	}
	ocValue struct {
		Amount   json.Number `json:"amount"`
		Currency string      `json:"currency"`
	}
	ocFinance struct {
		ID    string       `json:"id"`
		Title string       `json:"title"`
		Value ocValue      `json:"value"`
		Party *ocReference `json:"financingParty,omitempty"`
		Type  string       `json:"type,omitempty"`
	}
	ocMetric struct {
		ID           string          `json:"id"`
		Title        string          `json:"title"`
		Observations []ocObservation `json:"observations"`
	}
	ocObservation struct {
		ID      string      `json:"id"`
		Period  ocPeriod    `json:"period"`
		Value   *ocValue    `json:"value,omitempty"`
		Measure json.Number `json:"measure,omitempty"`
		Unit    *ocUnit     `json:"unit,omitempty"`
	}
	ocUnit struct {
		Name string `json:"name"`
	}
	ocMilestone struct {
		ID     string `json:"id"`
		Title  string `json:"title"`
		Due    string `json:"dueDate,omitempty"`
		Met    string `json:"dateMet,omitempty"`
		Status string `json:"status"`
	}
)

// OC4IDS is a document as a project package of the Open Contracting for Infrastructure Data
// Standard 0.9, for whoever collects such: what the standard has a place for and the return
// says, by project. Where a project is, is told by authority only. The stage of a project is
// that of the last milestone it has reached: M01 to M05 identification, to M13 preparation,
// to M17 implementation, to M24 completion, then maintenance.
func (d Document) OC4IDS(published time.Time) ([]byte, error) {
	start, admin := d.first("start"), d.first("admin")
	funder := ocReference{ID: "funder", Name: textOf(start["funder"])}
	p := ocPackage{URI: "urn:homeground:return:" + textOf(start["number"]) + ":" + textOf(start["revision"]), Published: published.UTC().Format(time.RFC3339), Version: oc4idsVersion,
		Publisher: ocPublisher{textOf(admin["organisation"])}, Projects: []ocProject{}}
	by := map[string]map[string][]Row{} // by sheet and project
	for code, rows := range d.Sheets {
		by[code] = map[string][]Row{}
		for _, r := range rows {
			ref := textOf(r["project_ref"])
			by[code][ref] = append(by[code][ref], r)
		}
	}
	for _, r := range d.Sheets["progress"] {
		ref := textOf(r["project_ref"])
		o := ocProject{ID: "homeground-" + ref, Updated: p.Published, Language: "en", Title: textOf(r["project"]), Description: "A home for looked-after children, with " + textOf(start["programme"]) + ".", Sector: []string{"socialHousing"},
			Identifiers: []ocID{{ID: ref, Scheme: "homeground"}}, Parties: []ocParty{{ID: funder.ID, Name: funder.Name, Roles: []string{"funder"}}}}
		for _, l := range by["location"][ref] {
			code, name := textOf(l["authority_code"]), textOf(l["authority"])
			o.Authority = &ocReference{ID: "GB-GSS-" + code, Name: name}
			o.Parties = append(o.Parties, ocParty{ID: o.Authority.ID, Name: name, Identifier: &ocID{ID: code, Scheme: "GB-GSS"}, Roles: []string{"publicAuthority"}})
			o.Locations = append(o.Locations, ocLocation{ID: code, Description: "By authority only", Address: ocAddress{Region: name, Country: "England"}})
			for _, place := range strings.Split(textOf(l["postcode"]), "; ") {
				if place != "" && !strings.HasPrefix(place, "restricted: ") {
					o.Locations = append(o.Locations, ocLocation{ID: place, Description: "Postcode of its site", Address: ocAddress{PostalCode: place, Country: "England"}})
				}
			}
		}
		o.Status = stageOf(textOf(r["status"]), by["milestones"][ref])
		for _, m := range by["milestones"][ref] {
			one := ocMilestone{ID: textOf(m["code"]), Title: textOf(m["milestone"]), Due: instant(m["forecast"], false), Met: instant(m["actual"], false), Status: "scheduled"}
			if one.Met != "" {
				one.Status = "met"
			}
			o.Milestones = append(o.Milestones, one)
		}
		o.money(by["finances"][ref], funder)
		o.outputs(by["outputs"][ref])
		p.Projects = append(p.Projects, o)
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("write a return as OC4IDS: %w", err)
	}
	return CanonicalJSON(text)
}

func (d Document) first(sheet string) Row {
	if rows := d.Sheets[sheet]; len(rows) > 0 {
		return rows[0]
	}
	return Row{}
}

func textOf(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// stageOf is the stage a project has come to.
func stageOf(status string, milestones []Row) string {
	switch status {
	case "Project cancelled":
		return "cancelled"
	case "Project complete":
		return "maintenance"
	}
	last := ""
	for _, m := range milestones {
		if code := textOf(m["code"]); m["actual"] != nil && strings.HasPrefix(code, "M") && code > last {
			last = code
		}
	}
	switch {
	case last <= "M05":
		return "identification"
	case last <= "M13":
		return "preparation"
	case last <= "M17":
		return "implementation"
	case last <= "M24":
		return "completion"
	}
	return "maintenance"
}

// instant is a day as the standard has it, at its beginning or its end.
func instant(day any, end bool) string {
	text := textOf(day)
	if text == "" {
		return ""
	}
	if end {
		return text + "T23:59:59Z"
	}
	return text + "T00:00:00Z"
}

// periodOf is a quarter of a financial year: 2026-27, Q2 Jul to Sep.
func periodOf(r Row) ocPeriod {
	var year, quarter int
	_, _ = fmt.Sscanf(textOf(r["year"]), "%d", &year)
	_, _ = fmt.Sscanf(textOf(r["quarter"]), "Q%d", &quarter)
	from := values.NewDate(year, 4, 1).AddMonths(3 * (quarter - 1))
	return ocPeriod{instant(from.String(), false), instant(from.AddMonths(3).AddDays(-1).String(), true)}
}

func pounds(pence int64) ocValue {
	return ocValue{json.Number(values.Pence(pence).String()), "GBP"}
}

// money adds what a project costs: what the grant and match pay for, and what is spent and
// forecast in each quarter.
func (o *ocProject) money(rows []Row, funder ocReference) {
	if len(rows) == 0 {
		return
	}
	sum := func(code string) (n int64) {
		for _, r := range rows {
			v, _ := r[code].(int64)
			n += v
		}
		return n
	}
	o.Budget = &ocBudget{Amount: pounds(sum("grant_pence") + sum("match_pence"))}
	if grant := sum("grant_pence"); grant != 0 {
		o.Budget.Finance = append(o.Budget.Finance, ocFinance{ID: "grant", Title: "Grant", Value: pounds(grant), Party: &funder, Type: "grant"})
	}
	if match := sum("match_pence"); match != 0 {
		o.Budget.Finance = append(o.Budget.Finance, ocFinance{ID: "match", Title: "Match", Value: pounds(match)})
	}
	spent, forecast := ocMetric{ID: "spent", Title: "Spent"}, ocMetric{ID: "cost", Title: "Cost, spent and forecast"}
	for i, r := range rows {
		id := fmt.Sprint(i + 1)
		if n, _ := r["spent_pence"].(int64); n != 0 {
			v := pounds(n)
			spent.Observations = append(spent.Observations, ocObservation{ID: id, Period: periodOf(r), Value: &v})
		}
		grant, _ := r["grant_pence"].(int64)
		match, _ := r["match_pence"].(int64)
		v := pounds(grant + match)
		forecast.Observations = append(forecast.Observations, ocObservation{ID: id, Period: periodOf(r), Value: &v})
	}
	o.Period = &ocPeriod{forecast.Observations[0].Period.Start, forecast.Observations[len(rows)-1].Period.End}
	o.Forecasts = append(o.Forecasts, forecast)
	if len(spent.Observations) > 0 {
		o.Metrics = append(o.Metrics, spent)
	}
}

// outputs adds its places and homes.
func (o *ocProject) outputs(rows []Row) {
	of := map[string]int{}
	for _, r := range rows {
		list := &o.Forecasts
		if r["actual"] == "Actual" {
			list = &o.Metrics
		}
		name := textOf(r["output"])
		key := textOf(r["actual"]) + name
		at, ok := of[key]
		if !ok {
			at = len(*list)
			of[key] = at
			*list = append(*list, ocMetric{ID: strings.ToLower(strings.ReplaceAll(name, " ", "-")), Title: name})
		}
		m := &(*list)[at]
		m.Observations = append(m.Observations, ocObservation{ID: fmt.Sprint(len(m.Observations) + 1), Period: periodOf(r), Measure: json.Number(textOf(r["value"])), Unit: &ocUnit{strings.ToLower(strings.Fields(name)[0])}})
	}
}
