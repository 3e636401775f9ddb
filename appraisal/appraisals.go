package appraisal

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/grants"
	"homeground/internal/problem"
)

// Appraisal is criteria with their scales and weights, frozen under a name. It never
// changes: saving under its name again makes the next version. One of a programme's may be
// current: what its options are ranked by. Without one it is the programme's own criteria.
type Appraisal struct {
	ID       int64       `json:"id"`
	Name     string      `json:"name"`
	Version  int         `json:"version"`
	Criteria []Criterion `json:"criteria" gorm:"-"`
	By       string      `json:"by"`
	MadeAt   time.Time   `json:"made_at"`
	Current  bool        `json:"current"`
}

// Appraisals are a programme's, the newest first.
type Appraisals struct {
	Items            []Appraisal `json:"items"`
	Total            int         `json:"total"`
	ProgrammeVersion int         `json:"programme_version" doc:"What If-Match names when another is made current"`
}

// NewAppraisal is what an appraisal is saved from.
type NewAppraisal struct {
	Name        string
	AppraisalID int64          // whose criteria and scales; 0: what options are ranked by now
	Weights     map[string]int // in basis points; nil: its own
}

// frozen is a criterion as an appraisal keeps it.
type frozen struct {
	Code   string  `json:"code"`
	Name   string  `json:"name"`
	Unit   string  `json:"unit"`
	Worst  float64 `json:"worst"`
	Best   float64 `json:"best"`
	Weight int     `json:"weight"`
}

// ReadAppraisals lists the current programme's.
func ReadAppraisals(ctx context.Context, db *gorm.DB) (Appraisals, error) {
	programme, err := grants.Current(ctx, db)
	if err != nil {
		return Appraisals{}, err
	}
	items, err := appraisalsWhere(ctx, db, `a.programme_id = ?`, programme.ID)
	return Appraisals{items, len(items), programme.Version}, err
}

// ReadAppraisal is one appraisal.
func ReadAppraisal(ctx context.Context, db *gorm.DB, id int64) (Appraisal, error) {
	items, err := appraisalsWhere(ctx, db, `a.id = ?`, id)
	if err == nil && len(items) == 0 {
		err = problem.Missing("appraisal")
	}
	if err != nil {
		return Appraisal{}, err
	}
	return items[0], nil
}

func appraisalsWhere(ctx context.Context, db *gorm.DB, where string, id int64) ([]Appraisal, error) {
	var rows []struct {
		Appraisal
		Frozen string
	}
	err := db.WithContext(ctx).Raw(`
		SELECT a.id, a.name, a.version, a.criteria::text AS frozen, u.name AS by, a.made_at, p.appraisal_id IS NOT DISTINCT FROM a.id AS current
		FROM appraisals a JOIN programmes p ON p.id = a.programme_id JOIN users u ON u.id = a.made_by
		WHERE `+where+` ORDER BY a.id DESC`, id).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read appraisals: %w", err)
	}
	list := make([]Appraisal, len(rows))
	for i, r := range rows {
		var kept []frozen
		if err := json.Unmarshal([]byte(r.Frozen), &kept); err != nil {
			return nil, fmt.Errorf("read the criteria of appraisal %d: %w", r.ID, err)
		}
		list[i] = r.Appraisal
		for _, k := range kept {
			list[i].Criteria = append(list[i].Criteria, Criterion{Code: k.Code, Name: k.Name, Unit: k.Unit, Worst: k.Worst, Best: k.Best, Weight: k.Weight, WeightPercent: float64(k.Weight) / 100})
		}
	}
	return list, nil
}

// SaveAppraisal freezes criteria and weights under a name; under one that there is, as its
// next version.
func SaveAppraisal(ctx context.Context, db *gorm.DB, by accounts.User, n NewAppraisal, now time.Time) (Appraisal, error) {
	name := strings.TrimSpace(n.Name)
	if name == "" || utf8.RuneCountInString(name) > 100 || strings.ContainsFunc(name, unicode.IsControl) {
		return Appraisal{}, problem.Field("name", "Enter a name for the appraisal, on one line of 100 letters or less.")
	}
	programme, err := lockCurrent(ctx, db)
	if err != nil {
		return Appraisal{}, err
	}
	base, err := appraisalBy(ctx, db, programme.ID, n.AppraisalID)
	if err != nil {
		return Appraisal{}, err
	}
	criteria, err := Reweigh(base.Criteria, n.Weights)
	if err != nil {
		return Appraisal{}, err
	}
	var kept []frozen
	for _, c := range criteria {
		kept = append(kept, frozen{c.Code, c.Name, c.Unit, c.Worst, c.Best, c.Weight})
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return Appraisal{}, fmt.Errorf("freeze criteria: %w", err)
	}
	var id int64
	err = db.WithContext(ctx).Raw(`
		INSERT INTO appraisals (programme_id, name, version, criteria, made_by, made_at)
		SELECT @programme, @name, coalesce(max(version), 0) + 1, CAST(@criteria AS jsonb), @by, @now FROM appraisals WHERE programme_id = @programme AND lower(name) = lower(@name)
		RETURNING id`, map[string]any{"programme": programme.ID, "name": name, "criteria": string(text), "by": by.ID, "now": now}).Scan(&id).Error
	if err != nil {
		return Appraisal{}, fmt.Errorf("save appraisal: %w", err)
	}
	return ReadAppraisal(ctx, db, id)
}

// MakeCurrent has the programme's options ranked by an appraisal from now on. The version
// is the programme's.
func MakeCurrent(ctx context.Context, db *gorm.DB, id int64, version int) (Appraisals, error) {
	programme, err := lockCurrent(ctx, db)
	if err != nil {
		return Appraisals{}, err
	}
	if _, err := appraisalBy(ctx, db, programme.ID, id); err != nil {
		return Appraisals{}, err
	}
	if programme.Version != version {
		list, err := ReadAppraisals(ctx, db)
		if err != nil {
			return list, err
		}
		return list, problem.Overtaken("programme", list)
	}
	err = db.WithContext(ctx).Exec(`UPDATE programmes SET appraisal_id = ?, version = version + 1 WHERE id = ? AND appraisal_id IS DISTINCT FROM ?`, id, programme.ID, id).Error
	if err != nil {
		return Appraisals{}, fmt.Errorf("make appraisal %d current: %w", id, err)
	}
	return ReadAppraisals(ctx, db)
}

// appraisalBy is one of the programme's appraisals; of 0 the current one, or where there is
// none the programme's own criteria, in the board's order, as one without a name.
func appraisalBy(ctx context.Context, db *gorm.DB, programme, id int64) (Appraisal, error) {
	list, err := appraisalsWhere(ctx, db, `a.programme_id = ?`, programme)
	if err != nil {
		return Appraisal{}, err
	}
	for _, a := range list {
		if a.ID == id || id == 0 && a.Current {
			return a, nil
		}
	}
	if id != 0 {
		return Appraisal{}, problem.Missing("appraisal")
	}
	var own Appraisal
	err = db.WithContext(ctx).Raw(`SELECT code, name, unit, worst, best, weight_bp AS weight FROM criteria
		WHERE programme_id = ? ORDER BY position, id`, programme).Scan(&own.Criteria).Error
	if err != nil {
		return own, fmt.Errorf("read criteria: %w", err)
	}
	return own, nil
}
