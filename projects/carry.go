package projects

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/values"
)

// CarryForward is a financial year that ended with money unspent that counts against the
// grant, and the letters that let it be spent later.
type CarryForward struct {
	Year         int           `json:"year"`
	UnspentPence int64         `json:"unspent_pence" doc:"Budget of eligible capital at the year's end, less what was spent of it by then"`
	AgreedPence  int64         `json:"agreed_pence" doc:"Carried forward by letters"`
	NeededPence  int64         `json:"needed_pence" doc:"Unspent and not agreed"`
	Letters      []CarryLetter `json:"letters" gorm:"-"`
}

// CarryLetter is a letter by which whoever gives the grant lets money be carried forward.
type CarryLetter struct {
	ID        int64 `json:"id"`
	ProjectID int64 `json:"project_id"`
	CarryWritten
	By string    `json:"by" gorm:"column:by_name"`
	At time.Time `json:"at"`
}

// CarryWritten is what is written of one.
type CarryWritten struct {
	Year      int         `json:"year" minimum:"2000" maximum:"2100" doc:"The year its financial year begins in"`
	Pence     int64       `json:"pence" minimum:"-100000000000" maximum:"100000000000" doc:"Below 0: takes back what was entered wrongly"`
	LetterOn  values.Date `json:"letter_on" format:"date" doc:"The day of the letter"`
	AgreedBy  string      `json:"agreed_by" maxLength:"200" doc:"Who agreed to it"`
	Reference string      `json:"reference,omitempty" maxLength:"200" doc:"Of the letter"`
}

// carryForwards are a project's years that are over and ended with money unspent, or have a
// letter, the last first. What a line had at its year's end is what it has now, without the
// transfers since.
func carryForwards(db *gorm.DB, project int64, today values.Date) ([]CarryForward, error) {
	list := []CarryForward{}
	args := map[string]any{"project": project, "year": FinancialYear(today)}
	err := db.Raw(`
		WITH had AS (
		    SELECT b.year, sum(b.pence - coalesce((SELECT sum(CASE t.to_line WHEN b.id THEN t.pence ELSE -t.pence END) FROM transfers t WHERE b.id IN (t.from_line, t.to_line)
		        AND t.state IN ('made', 'approved') AND financial_year(CAST(coalesce(t.decided_at, t.asked_at) AT TIME ZONE 'Europe/London' AS date)) > b.year), 0)) AS pence
		    FROM budget_lines b WHERE b.project_id = @project AND b.capital AND b.eligible AND b.year < @year GROUP BY b.year),
		spent AS (
		    SELECT financial_year(on_day) AS year, sum(pence) AS pence FROM ledger_entries WHERE project_id = @project AND capital AND eligible AND kind <> 'commitment' GROUP BY 1),
		agreed AS (SELECT year, sum(pence) AS pence FROM carry_forwards WHERE project_id = @project GROUP BY year)
		SELECT year, CAST(greatest(coalesce(had.pence, 0) - coalesce(spent.pence, 0), 0) AS bigint) AS unspent_pence, CAST(coalesce(agreed.pence, 0) AS bigint) AS agreed_pence
		FROM had FULL JOIN agreed USING (year) LEFT JOIN spent USING (year) ORDER BY year DESC`, args).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read what project %d carries forward: %w", project, err)
	}
	var letters []CarryLetter
	if err := db.Raw(`SELECT * FROM carry_forwards WHERE project_id = @project ORDER BY id`, args).Scan(&letters).Error; err != nil {
		return nil, fmt.Errorf("read the carry-forward letters of project %d: %w", project, err)
	}
	kept := []CarryForward{}
	for _, c := range list {
		c.NeededPence, c.Letters = max(c.UnspentPence-c.AgreedPence, 0), []CarryLetter{}
		for _, l := range letters {
			if l.Year == c.Year {
				c.Letters = append(c.Letters, l)
			}
		}
		if c.UnspentPence > 0 || len(c.Letters) > 0 {
			kept = append(kept, c)
		}
	}
	return kept, nil
}

// RecordCarryForward records a letter. Call it in a transaction.
func RecordCarryForward(ctx context.Context, tx *gorm.DB, by accounts.User, project int64, w CarryWritten, today values.Date) (CarryLetter, error) {
	tx = tx.WithContext(ctx)
	if err := lockProject(tx, project); err != nil {
		return CarryLetter{}, err
	}
	w.AgreedBy, w.Reference = strings.TrimSpace(w.AgreedBy), strings.TrimSpace(w.Reference)
	years, err := carryForwards(tx, project, today)
	if err != nil {
		return CarryLetter{}, err
	}
	var of CarryForward
	for _, c := range years {
		if c.Year == w.Year {
			of = c
		}
	}
	f := faults{Text: "This letter cannot be recorded as it is."}
	switch {
	case w.Year >= FinancialYear(today):
		f.add("year", "Choose a financial year that is over.")
	case w.Pence == 0:
		f.add("pence", "Enter how much is carried forward.")
	case w.Pence > of.NeededPence:
		f.add("pence", fmt.Sprintf("%s of that year is unspent and not carried forward yet: no letter is for more.", values.Pence(of.NeededPence).Words()))
	case -w.Pence > of.AgreedPence:
		f.add("pence", fmt.Sprintf("%s of that year is carried forward: no more can be taken back.", values.Pence(of.AgreedPence).Words()))
	}
	if w.LetterOn.IsZero() || w.LetterOn.After(today) {
		f.add("letter_on", "Enter the day of the letter, not after today.")
	}
	if w.AgreedBy == "" {
		f.add("agreed_by", "Say who agreed to it.")
	}
	if err := f.err(); err != nil {
		return CarryLetter{}, err
	}
	var l CarryLetter
	err = tx.Raw(`INSERT INTO carry_forwards (project_id, year, pence, letter_on, agreed_by, reference, by_name) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *`,
		project, w.Year, w.Pence, w.LetterOn, w.AgreedBy, w.Reference, by.Name).Scan(&l).Error
	if err != nil {
		return l, fmt.Errorf("record a carry-forward letter of project %d: %w", project, err)
	}
	return l, nil
}
