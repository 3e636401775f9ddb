package grants

import (
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/returns"
	"homeground/internal/values"
	"homeground/projects"
)

// check is everything that is wrong with a return, errors first: by its template, and where
// its figures do not tie with one another, the ledger or the grant.
func check(db *gorm.DB, r Return, g ProgrammeStanding, d returns.Document, t returns.Template, today values.Date) ([]returns.Fault, error) {
	list := d.Faults(t)
	add := func(severity, sheet string, row int, column, value, rule, remedy string) {
		list = append(list, returns.Fault{Severity: severity, Sheet: t.Sheet(sheet).Name, Row: row, Column: column, Value: value, Rule: rule, Remedy: remedy})
	}
	if _, to := period(r.Year, r.Quarter); !to.Before(today) {
		add(returns.Error, "start", 1, "To day", to.Words(), "The period is not over.", "Wait for the day after it: until then its figures are not actual.")
	}
	var spent, grant int64
	of := map[string]int64{}
	for i, row := range d.Sheets["finances"] {
		n := func(code string) int64 { v, _ := row[code].(int64); return v }
		spent += n("spent_pence")
		grant += n("grant_pence")
		of[fmt.Sprint(row["project_ref"])] += n("grant_pence")
		if n("secured_pence")+n("unsecured_pence") != n("match_pence") || n("grant_committed_pence")+n("grant_uncommitted_pence") != n("grant_pence") {
			add(returns.Error, "finances", i+1, "Total match, £", values.Pence(n("match_pence")).Words(), "Its parts do not add up to its totals.", "Tell whoever runs Homeground: it fills this sheet in.")
		}
	}
	var ledger int64
	if err := db.Raw(`SELECT coalesce(sum(pence), 0) FROM ledger_entries WHERE kind <> 'commitment' AND project_id IN (SELECT id FROM projects WHERE programme_id = ?)`, r.ProgrammeID).Scan(&ledger).Error; err != nil {
		return nil, fmt.Errorf("add up the ledger of programme %d: %w", r.ProgrammeID, err)
	}
	if ledger != spent {
		add(returns.Error, "finances", 0, "Spent, £", values.Pence(spent).Words(), fmt.Sprintf("The ledger has %s.", values.Pence(ledger).Words()), "Tell whoever runs Homeground: the two have to tie.")
	}
	if grant > g.AwardPence {
		add(returns.Error, "finances", 0, "Total grant, £", values.Pence(grant).Words(), fmt.Sprintf("The award is %s.", values.Pence(g.AwardPence).Words()), "Lower what is still to come of projects, or record the letter that raised the award.")
	}
	for i, row := range d.Sheets["underspend"] {
		under, known := row["underspend_pence"].(int64)
		if why, _ := row["why"].(string); known && under > 0 && r.Quarter != 4 && why == "" {
			f := returns.Fault{Severity: returns.Error, Sheet: t.Sheet("underspend").Name, Row: i + 1, Column: "Why, and what is done about it", Rule: fmt.Sprintf("%s of this year’s award would not be spent.", values.Pence(under).Words()), Remedy: "Say why, and what is done about it.", Field: "underspend//why"}
			list = append(list, f)
		}
	}
	silent := 0
	for _, row := range d.Sheets["changed"] {
		if row["why"] == nil {
			silent++
		}
	}
	if silent > 0 {
		add(returns.Warning, "changed", 0, "Why", "", fmt.Sprintf("%d of the %d lines that changed say no reason.", silent, len(d.Sheets["changed"])), "Say why, at least of what the funder will ask about.")
	}
	names := map[string]int{}
	for i, row := range d.Sheets["progress"] {
		name := fmt.Sprint(row["project"])
		if was := names[name]; was > 0 {
			add(returns.Error, "progress", i+1, "Project", name, fmt.Sprintf("Row %d has this name too.", was), "Give one of the two projects another name.")
		}
		names[name] = i + 1
		opening, _ := row["opening"].(string)
		day, err := values.ParseDate(opening)
		switch {
		case opening == "":
			add(returns.Warning, "progress", i+1, "Opening, forecast", "", "It has no opening day.", "Give its plan the milestone M24.")
		case err == nil && row["status"] != "Project complete" && day.Before(today):
			add(returns.Warning, "progress", i+1, "Opening, forecast", day.Words(), "It is over, and the home is not recorded as open.", "Move the milestone, or record that it was reached.")
		case err == nil && day.After(g.OpenBy):
			add(returns.Warning, "progress", i+1, "Opening, forecast", day.Words(), fmt.Sprintf("The grant wants it open by %s.", g.OpenBy.Words()), "Say so under why.")
		}
	}
	for _, p := range g.Projects {
		if p.OutturnPence < p.GrantPence {
			add(returns.Warning, "finances", 0, "Total grant, £", values.Pence(p.OutturnPence).Words(), fmt.Sprintf("%s was given %s of the grant, and %s of it would not be spent.", p.Name, values.Pence(p.GrantPence).Words(), values.Pence(p.GrantPence-p.OutturnPence).Words()), "Say what becomes of it, or enter what is still to come.")
		}
	}
	if g.Overdue > 0 {
		add(returns.Warning, "conditions", 0, "Due on", "", fmt.Sprintf("%d of the conditions are overdue.", g.Overdue), "Record what became of them.")
	}
	if late := lateSpend(d, g.SpendBy); late > 0 {
		add(returns.Warning, "finances", 0, "Total grant, £", values.Pence(late).Words(), fmt.Sprintf("It would be spent after %s.", g.SpendBy.Words()), "Say so in the portfolio's progress.")
	}
	errors, warnings := []returns.Fault{}, []returns.Fault{}
	for _, f := range list {
		if f.Severity == returns.Error {
			errors = append(errors, f)
		} else {
			warnings = append(warnings, f)
		}
	}
	return append(errors, warnings...), nil
}

// lateSpend is the grant of quarters that begin after the day it has to be spent by.
func lateSpend(d returns.Document, by values.Date) (late int64) {
	if by.IsZero() {
		return 0
	}
	year, quarter := quarterOf(projects.MonthOf(by))
	last := projects.YearWords(year) + quarterWords[quarter]
	for _, row := range d.Sheets["finances"] {
		if fmt.Sprint(row["year"])+fmt.Sprint(row["quarter"]) > last {
			n, _ := row["grant_pence"].(int64)
			late += n
		}
	}
	return late
}
