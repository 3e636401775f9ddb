package grants

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Letter is a grant letter: the first, or one that varies it. The award, its dates and what
// of it falls in each financial year are those of the last.
type Letter struct {
	ID          int64 `json:"id"`
	ProgrammeID int64 `json:"programme_id"`
	Number      int   `json:"number" doc:"0 is the first letter"`
	LetterWritten
	Provenance string    `json:"provenance"`
	ByName     string    `json:"by"`
	At         time.Time `json:"at"`
}

// LetterWritten is what is written of one.
type LetterWritten struct {
	Kind       string      `json:"kind" enum:"initial,variation,final"`
	LetterOn   values.Date `json:"letter_on" format:"date" doc:"The day of the letter"`
	AwardPence int64       `json:"award_pence" minimum:"0" maximum:"9007199254740991"`
	OpenBy     values.Date `json:"open_by" format:"date"`
	SpendBy    values.Date `json:"spend_by" format:"date"`
	MatchPence int64       `json:"match_pence" minimum:"0" maximum:"9007199254740991" doc:"Match that has to be found"`
	Payment    string      `json:"payment" enum:"arrears,advance" doc:"When the grant is paid: after it was spent, or before"`
	Years      []YearAward `json:"years" gorm:"serializer:json" maxItems:"30" doc:"What of the award falls in each financial year; they add up to it, or there are none"`
	Says       string      `json:"says,omitempty" maxLength:"4000" doc:"What else it says"`
	Reference  string      `json:"reference,omitempty" maxLength:"200"`
}

// YearAward is what of an award falls in a financial year.
type YearAward struct {
	Year  int   `json:"year" minimum:"2000" maximum:"2100" doc:"The year it begins in"`
	Pence int64 `json:"pence" minimum:"0" maximum:"9007199254740991"`
}

// letters are a programme's, the last first.
func letters(db *gorm.DB, programme int64) ([]Letter, error) {
	list := []Letter{}
	if err := db.Raw(`SELECT * FROM grant_letters WHERE programme_id = ? ORDER BY number DESC`, programme).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read the letters of programme %d: %w", programme, err)
	}
	return list, nil
}

// RecordLetter records a letter, and the programme follows it. Call it in a transaction.
func RecordLetter(ctx context.Context, tx *gorm.DB, by accounts.User, programme int64, version int, w LetterWritten, today values.Date) (Letter, error) {
	tx = tx.WithContext(ctx)
	var g struct {
		Version, Letters int
		Used             int64
		Last             values.Date
	}
	if err := lockProgramme(tx, programme); err != nil {
		return Letter{}, err
	}
	err := tx.Raw(`SELECT version, (SELECT count(*) FROM grant_letters WHERE programme_id = @id) AS letters, (SELECT max(letter_on) FROM grant_letters WHERE programme_id = @id) AS last,
		(SELECT coalesce(sum(grant_pence), 0) FROM projects WHERE programme_id = @id) AS used FROM programmes WHERE id = @id`, map[string]any{"id": programme}).Scan(&g).Error
	if err != nil {
		return Letter{}, fmt.Errorf("read programme %d: %w", programme, err)
	}
	if g.Version != version {
		now, err := Read(ctx, tx, programme, today)
		if err != nil {
			return Letter{}, err
		}
		return Letter{}, problem.Overtaken("programme", now)
	}
	w.Says, w.Reference = strings.TrimSpace(w.Says), strings.TrimSpace(w.Reference)
	if w.Years == nil {
		w.Years = []YearAward{}
	}
	slices.SortFunc(w.Years, func(a, b YearAward) int { return a.Year - b.Year })
	p := problem.Problem{Text: "This letter cannot be recorded as it is."}
	switch {
	case g.Letters == 0 && w.Kind != "initial":
		p.Add("kind", "Record the first letter first.")
	case g.Letters > 0 && w.Kind == "initial":
		p.Add("kind", "The first letter is recorded. Choose a variation, or the final one.")
	}
	if w.LetterOn.IsZero() || w.LetterOn.After(today) {
		p.Add("letter_on", "Enter the day of the letter, not after today.")
	} else if w.LetterOn.Before(g.Last) {
		p.Add("letter_on", "The last letter is of %s: enter a day that is not before it.", g.Last.Words())
	}
	if w.AwardPence < g.Used {
		p.Add("award_pence", "%s of the grant is given to projects: take grant from them first.", values.Pence(g.Used).Words())
	}
	for field, day := range map[string]values.Date{"open_by": w.OpenBy, "spend_by": w.SpendBy} {
		if day.IsZero() || day.Time().Year() < 2000 || day.Time().Year() > 2100 {
			p.Add(field, "Enter a date between 2000 and 2100.")
		}
	}
	var sum int64
	for i, y := range w.Years {
		sum += y.Pence
		if i > 0 && w.Years[i-1].Year == y.Year {
			p.Add(fmt.Sprintf("years[%d].year", i), "Each financial year comes once.")
		}
	}
	if len(w.Years) > 0 && sum != w.AwardPence {
		p.Add("years", "The years add up to %s, and the award is %s.", values.Pence(sum).Words(), values.Pence(w.AwardPence).Words())
	}
	if err := p.Found(); err != nil {
		return Letter{}, err
	}
	years, _ := json.Marshal(w.Years)
	var l Letter
	err = tx.Raw(`INSERT INTO grant_letters (programme_id, kind, number, letter_on, award_pence, open_by, spend_by, match_pence, payment, years, says, reference, provenance, by_name)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?, 'typed in', ?) RETURNING *`,
		programme, w.Kind, g.Letters, w.LetterOn, w.AwardPence, w.OpenBy, w.SpendBy, w.MatchPence, w.Payment, string(years), w.Says, w.Reference, by.Name).Scan(&l).Error
	if err != nil {
		return l, fmt.Errorf("record a letter of programme %d: %w", programme, err)
	}
	err = tx.Exec(`UPDATE programmes SET award_pence = ?, open_by = ?, spend_by = ?, version = version + 1 WHERE id = ?`, w.AwardPence, w.OpenBy, w.SpendBy, programme).Error
	if err != nil {
		return l, fmt.Errorf("have programme %d follow its letter: %w", programme, err)
	}
	return l, nil
}
