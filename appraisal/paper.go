package appraisal

import (
	"context"
	"database/sql"
	"encoding/hex"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/demand"
	"homeground/grants"
	"homeground/internal/choice"
)

// Paper is everything the board weighs when it chooses, all as of one moment: the ranking
// and how firm it is, the best set with what comes next to it, what would bring the others
// in, how robust it is, and who pays and who gains. A decision keeps it as it was.
type Paper struct {
	Format     int              `json:"format" doc:"The shape of a paper: 1"`
	MadeAt     time.Time        `json:"made_at"`
	Version    string           `json:"version" doc:"Of the program"`
	AuditSeq   int64            `json:"audit_seq" doc:"The last entry of the record of changes then: which data it was"`
	AuditHash  string           `json:"audit_hash"`
	Programme  grants.Programme `json:"programme"`
	Appraisal  Appraisal        `json:"appraisal" doc:"Without a number: the programme's own criteria"`
	Wish       PaperWish        `json:"wish"`
	Options    []Option         `json:"options" doc:"Ranked; projects too"`
	Best       BestSet          `json:"best"`
	Changes    []ChoiceChanges  `json:"changes" doc:"What would bring each candidate in that is left out, as far as there was time to look"`
	Firmness   Firmness         `json:"firmness"`
	Robustness Robustness       `json:"robustness"`
	Covered    demand.Covered   `json:"covered" doc:"With the best set: who could have a place within 20 miles"`
	Need       demand.Settings  `json:"need" doc:"The assumptions that need is estimated under, and of which day"`
}

// PaperWish is what the best set was asked for, as the address of the page has it.
type PaperWish struct {
	Objective string   `json:"objective" enum:"places,in_time,score,covered"`
	In        []int64  `json:"in,omitempty"`
	Out       []int64  `json:"out,omitempty"`
	Only      bool     `json:"only,omitempty"`
	Off       []string `json:"off,omitempty"`
	Budget    *int64   `json:"budget_pence,omitempty"`
}

func (w Wish) asAsked() PaperWish {
	return PaperWish{w.Objective, w.In, w.Out, w.Only, w.Off, w.Budget}
}

func (w PaperWish) wish() Wish {
	return Wish{Objective: w.Objective, In: w.In, Out: w.Out, Only: w.Only, Off: w.Off, Budget: w.Budget}
}

// paperFormat is the shape of papers that are made now.
const paperFormat = 1

// changesTime is how long a paper may look for what would bring options in.
const changesTime = 10 * time.Second

// ReadPaper makes the paper of a wish, from one snapshot of the data. Version is the
// program's.
func ReadPaper(ctx context.Context, db *gorm.DB, sim *Simulator, wish Wish, version string, now time.Time) (p Paper, err error) {
	err = db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		p, err = readPaper(ctx, tx, sim, wish)
		return err
	}, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	p.Format, p.Version, p.MadeAt = paperFormat, version, now.UTC().Truncate(time.Second)
	return p, err
}

func readPaper(ctx context.Context, tx *gorm.DB, sim *Simulator, wish Wish) (Paper, error) {
	p := Paper{Wish: wish.asAsked(), Changes: []ChoiceChanges{}}
	head, err := accounts.ReadHead(ctx, tx)
	if err != nil {
		return p, err
	}
	p.AuditSeq, p.AuditHash = head.Seq, hex.EncodeToString(head.Hash)
	b, answer, err := findBest(ctx, tx, sim, wish)
	if err != nil {
		return p, err
	}
	p.Best, p.Programme, p.Appraisal, p.Options, p.Firmness = b, b.ranking.Programme, b.ranking.Appraisal, b.ranking.Options, b.ranking.firmness()
	p.Appraisal.Criteria = b.ranking.Criteria
	if p.Robustness, err = b.robustness(ctx, tx, sim); err != nil {
		return p, err
	}
	if p.Changes, err = b.allChanges(ctx, tx, sim, answer); err != nil {
		return p, err
	}
	var proposals []demand.Proposal
	for _, o := range b.options {
		if b.Best.Has(o.ID) {
			proposals = append(proposals, o.proposedPlaces())
		}
	}
	coverage, err := sim.Coverer.Now(ctx, tx)
	if err != nil {
		return p, err
	}
	if p.Covered, err = coverage.Read(ctx, tx, proposals...); err != nil {
		return p, err
	}
	p.Need, err = demand.ReadSettings(ctx, tx)
	return p, err
}

// allChanges are the changes of every candidate left out, as far as there is time.
func (b BestSet) allChanges(ctx context.Context, tx *gorm.DB, sim *Simulator, best choice.Answer) ([]ChoiceChanges, error) {
	list := []ChoiceChanges{}
	if best.Status == choice.Infeasible {
		return list, nil
	}
	within, stop := context.WithTimeout(ctx, changesTime)
	defer stop()
	for _, o := range b.options {
		if b.Best.Has(o.ID) || within.Err() != nil {
			continue
		}
		c, err := b.changes(ctx, within, tx, sim, best, o)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}
