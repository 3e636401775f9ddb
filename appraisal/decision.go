package appraisal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/gowebpki/jcs"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Decision is what the board chose, with the paper it chose by.
type Decision struct {
	Decided
	Paper Paper `json:"paper"`
}

// Decided is a decision without its paper. The record of it is frozen: bytes that are
// hashed, with the hash of the decision before it among them. Approving it turns its
// options into projects.
type Decided struct {
	ID         int64       `json:"id"`
	Number     int         `json:"number" doc:"The programme's first is 1"`
	DecidedOn  values.Date `json:"decided_on" format:"date"`
	Reasons    string      `json:"reasons"`
	Conditions []string    `json:"conditions" gorm:"-" doc:"On which the board decided"`
	Dissents   []Dissent   `json:"dissents" gorm:"-"`
	Options    []int64     `json:"options" gorm:"-" doc:"That were chosen"`
	Places     int         `json:"places"`
	GrantPence int64       `json:"grant_pence"`
	RecordedBy string      `json:"recorded_by"`
	RecordedAt time.Time   `json:"recorded_at"`
	Hash       string      `json:"hash" doc:"SHA-256 of the record, canonical JSON (RFC 8785)"`
	Previous   string      `json:"previous,omitempty" doc:"The hash of the decision before it, which the record holds"`
	ApprovedBy string      `json:"approved_by,omitempty"`
	ApprovedAt *time.Time  `json:"approved_at,omitempty"`
	Version    int         `json:"version"`
}

// Dissent is who was against a decision, and why.
type Dissent struct {
	Who string `json:"who" maxLength:"200"`
	Why string `json:"why" maxLength:"2000"`
}

// frozenDecision is what a record holds. It never loses a field.
type frozenDecision struct {
	Number     int         `json:"number"`
	DecidedOn  values.Date `json:"decided_on"`
	Reasons    string      `json:"reasons"`
	Conditions []string    `json:"conditions"`
	Dissents   []Dissent   `json:"dissents"`
	RecordedBy string      `json:"recorded_by"`
	RecordedAt time.Time   `json:"recorded_at"`
	Previous   string      `json:"previous"`
	Paper      Paper       `json:"paper"`
}

// freeze is the record of a decision and its hash. Where sites are is no part of it: it
// could not be taken back should one become a place to be kept.
func (f frozenDecision) freeze() (record, hash []byte, err error) {
	f.Paper.Options = slices.Clone(f.Paper.Options)
	for i := range f.Paper.Options {
		o := &f.Paper.Options[i]
		o.Sites = slices.Clone(o.Sites)
		for j := range o.Sites {
			o.Sites[j].Position = nil
		}
	}
	text, err := json.Marshal(f)
	if err == nil {
		record, err = jcs.Transform(text)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("freeze decision %d: %w", f.Number, err)
	}
	sum := sha256.Sum256(record)
	return record, sum[:], nil
}

type decisionRow struct {
	Decided
	Record, RecordHash, PreviousHash []byte
}

// ReadDecisions are the current programme's, the newest first.
func ReadDecisions(ctx context.Context, db *gorm.DB) ([]Decided, error) {
	rows, err := decisionRows(ctx, db, `d.programme_id = current_programme() ORDER BY d.number DESC`)
	list := make([]Decided, len(rows))
	for i, r := range rows {
		list[i] = r.Decided
	}
	return list, err
}

// ReadDecision is one decision with the paper as it was; where its sites are is as it may
// be shown today.
func ReadDecision(ctx context.Context, db *gorm.DB, id int64) (Decision, error) {
	rows, err := decisionRows(ctx, db, `d.id = ?`, id)
	if err != nil {
		return Decision{}, err
	}
	if len(rows) == 0 {
		return Decision{}, problem.Missing("decision")
	}
	var f frozenDecision
	if err := json.Unmarshal(rows[0].Record, &f); err != nil {
		return Decision{}, fmt.Errorf("read the record of decision %d: %w", id, err)
	}
	now, err := sitesOf(ctx, db)
	if err != nil {
		return Decision{}, err
	}
	for _, o := range f.Paper.Options {
		for i, s := range o.Sites {
			for _, n := range now[o.ID] {
				if n.ID == s.ID {
					o.Sites[i].Position = n.Position
				}
			}
		}
	}
	return Decision{rows[0].Decided, f.Paper}, nil
}

// ReadRecord is the bytes of a decision's record.
func ReadRecord(ctx context.Context, db *gorm.DB, id int64) (Decided, []byte, error) {
	rows, err := decisionRows(ctx, db, `d.id = ?`, id)
	if err == nil && len(rows) == 0 {
		err = problem.Missing("decision")
	}
	if err != nil {
		return Decided{}, nil, err
	}
	return rows[0].Decided, rows[0].Record, nil
}

func decisionRows(ctx context.Context, db *gorm.DB, where string, args ...any) ([]decisionRow, error) {
	var rows []decisionRow
	err := db.WithContext(ctx).Raw(`
		SELECT d.id, d.number, d.decided_on, d.reasons, r.name AS recorded_by, d.recorded_at, coalesce(a.name, '') AS approved_by, d.approved_at, d.version,
		       d.record, d.hash AS record_hash, d.previous AS previous_hash
		FROM decisions d JOIN users r ON r.id = d.recorded_by LEFT JOIN users a ON a.id = d.approved_by
		WHERE `+where, args...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	for i := range rows {
		r := &rows[i]
		if sum := sha256.Sum256(r.Record); !slices.Equal(sum[:], r.RecordHash) {
			return nil, fmt.Errorf("read decision %d: its record is not what was hashed", r.ID)
		}
		var f frozenDecision
		if err := json.Unmarshal(r.Record, &f); err != nil {
			return nil, fmt.Errorf("read the record of decision %d: %w", r.ID, err)
		}
		best := f.Paper.Best.Best
		r.Conditions, r.Dissents, r.Options, r.Places, r.GrantPence = f.Conditions, f.Dissents, best.Options, best.Places, best.GrantPence
		r.Hash, r.Previous = hex.EncodeToString(r.RecordHash), hex.EncodeToString(r.PreviousHash)
	}
	return rows, nil
}

// NewDecision is what a decision is recorded from: what the board asked for, the set that
// it saw, and what it said.
type NewDecision struct {
	Wish
	Chosen     []int64
	DecidedOn  values.Date
	Reasons    string
	Conditions []string
	Dissents   []Dissent
}

// RecordDecision freezes what the board chose. The paper must be of now, by the same wish:
// if its best set is another than the board saw, nothing is recorded. Call it in a
// transaction in the name of who records.
func RecordDecision(ctx context.Context, tx *gorm.DB, paper Paper, by accounts.User, n NewDecision, now time.Time) (Decided, error) {
	n.tidy()
	if err := n.check(paper, now); err != nil {
		return Decided{}, err
	}
	tx = tx.WithContext(ctx)
	if err := tx.Exec(`SELECT 1 FROM programmes WHERE id = ? FOR UPDATE`, paper.Programme.ID).Error; err != nil {
		return Decided{}, fmt.Errorf("lock programme: %w", err)
	}
	var last struct {
		Number int
		Hash   []byte
	}
	if err := tx.Raw(`SELECT number, hash FROM decisions WHERE programme_id = ? ORDER BY number DESC LIMIT 1`, paper.Programme.ID).Scan(&last).Error; err != nil {
		return Decided{}, fmt.Errorf("read the last decision: %w", err)
	}
	f := frozenDecision{last.Number + 1, n.DecidedOn, n.Reasons, n.Conditions, n.Dissents, by.Name, now.UTC().Truncate(time.Second), hex.EncodeToString(last.Hash), paper}
	record, hash, err := f.freeze()
	if err != nil {
		return Decided{}, err
	}
	var id int64
	err = tx.Raw(`INSERT INTO decisions (programme_id, number, decided_on, reasons, record, hash, previous, recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		paper.Programme.ID, f.Number, f.DecidedOn, f.Reasons, record, hash, last.Hash, by.ID, f.RecordedAt).Scan(&id).Error
	if err != nil {
		return Decided{}, fmt.Errorf("record decision %d: %w", f.Number, err)
	}
	for _, option := range paper.Best.Best.Options {
		if err := tx.Exec(`INSERT INTO decision_options VALUES (?, ?)`, id, option).Error; err != nil {
			return Decided{}, fmt.Errorf("record the options of decision %d: %w", f.Number, err)
		}
	}
	rows, err := decisionRows(ctx, tx, `d.id = ?`, id)
	if err != nil {
		return Decided{}, err
	}
	return rows[0].Decided, nil
}
