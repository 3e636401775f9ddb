package grants

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
	"homeground/sites"
)

// EvidenceItem is a document that shows a condition is met, and who looked at it.
type EvidenceItem struct {
	ID          int64      `json:"id"`
	ConditionID int64      `json:"condition_id"`
	Type        string     `json:"type" enum:"letter,invoice,certificate,contract,minutes,report,photograph,legal,other"`
	Title       string     `json:"title"`
	FileName    string     `json:"file_name"`
	MediaType   string     `json:"media_type"`
	Bytes       int64      `json:"bytes"`
	SHA256      string     `json:"sha256" gorm:"column:sha256"`
	TellsPlace  bool       `json:"tells_place" doc:"It tells where a restricted home is: only those with the right to its exact place open it"`
	Shared      bool       `json:"shared" doc:"Whoever gives the grant may see it"`
	ByName      string     `json:"by"`
	ByID        int64      `json:"-"`
	At          time.Time  `json:"at"`
	Verdict     string     `json:"verdict" enum:",accepted,refused"`
	Remark      string     `json:"remark,omitempty"`
	Reviewer    string     `json:"reviewed_by,omitempty" gorm:"column:reviewed_by_name"`
	ReviewedAt  *time.Time `json:"reviewed_at,omitempty"`
	Version     int        `json:"version"`
}

// ForFunder says whether whoever gives the grant sees it: it was shared, and somebody else than
// who added it found it good.
func (e EvidenceItem) ForFunder() bool { return e.Shared && e.Verdict == "accepted" && !e.TellsPlace }

// NewEvidence is what is asked for: the pieces of an upload, and what they are.
type NewEvidence struct {
	Upload     string `json:"upload" maxLength:"36" doc:"The UUID its pieces were sent under"`
	Parts      int    `json:"parts" minimum:"1"`
	SHA256     string `json:"sha256" maxLength:"64" doc:"Of the whole file, in hexadecimal"`
	FileName   string `json:"file_name" maxLength:"800"`
	Title      string `json:"title,omitempty" maxLength:"800"`
	Type       string `json:"type" enum:"letter,invoice,certificate,contract,minutes,report,photograph,legal,other"`
	TellsPlace bool   `json:"tells_place" doc:"It tells where a restricted home is"`
	Shared     bool   `json:"shared" doc:"Whoever gives the grant may see it"`
}

// Review is what somebody else than who added a document says of it.
type Review struct {
	Verdict string `json:"verdict" enum:"accepted,refused"`
	Remark  string `json:"remark,omitempty" maxLength:"2000"`
	Shared  bool   `json:"shared" doc:"Whoever gives the grant may see it"`
}

const (
	mostEvidence      = 100
	mostEvidenceBytes = 500 << 20 // of one condition
)

const evidenceColumns = `SELECT id, condition_id, type, title, file_name, media_type, bytes, sha256, tells_place, shared, coalesce(by_id, 0) AS by_id, by_name, at, verdict, remark, reviewed_by_name,
	reviewed_at, version FROM evidence `

func evidenceOf(db *gorm.DB, condition int64) ([]EvidenceItem, error) {
	list := []EvidenceItem{}
	if err := db.Raw(evidenceColumns+`WHERE condition_id = ? ORDER BY id DESC`, condition).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read what shows that condition %d is met: %w", condition, err)
	}
	return list, nil
}

// ReadEvidence is one document, without its content.
func ReadEvidence(ctx context.Context, db *gorm.DB, id int64) (EvidenceItem, error) {
	var list []EvidenceItem
	if err := db.WithContext(ctx).Raw(evidenceColumns+`WHERE id = ?`, id).Scan(&list).Error; err != nil {
		return EvidenceItem{}, fmt.Errorf("read evidence %d: %w", id, err)
	}
	if len(list) == 0 {
		return EvidenceItem{}, problem.Missing("document")
	}
	return list[0], nil
}

// AddEvidence adds a document to a condition. Call it in a transaction.
func AddEvidence(ctx context.Context, tx *gorm.DB, by accounts.User, condition int64, n NewEvidence, now time.Time) (EvidenceItem, error) {
	tx = tx.WithContext(ctx)
	ask := sites.NewDocument{Upload: n.Upload, Parts: n.Parts, SHA256: n.SHA256, FileName: n.FileName, Title: n.Title}
	d, err := ask.Check(0, by, now)
	if err != nil {
		return EvidenceItem{}, err
	}
	c, err := ReadCondition(ctx, tx, condition, values.Today(now))
	if err != nil {
		return EvidenceItem{}, err
	}
	if n.Shared && n.TellsPlace {
		return EvidenceItem{}, problem.Field("shared", "A document that tells where a restricted home is goes to nobody else. Take the place out of it, and add it again.")
	}
	t, err := sites.Take(tx, by, ask)
	if err != nil {
		return EvidenceItem{}, err
	}
	if err := tx.Exec(`SELECT 1 FROM conditions WHERE id = ? FOR UPDATE`, c.ID).Error; err != nil {
		return EvidenceItem{}, fmt.Errorf("lock condition %d: %w", c.ID, err)
	}
	var held struct{ Files, Bytes, Same int64 }
	err = tx.Raw(`SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes, count(*) FILTER (WHERE sha256 = ?) AS same FROM evidence WHERE condition_id = ?`, t.SHA256, c.ID).Scan(&held).Error
	if err != nil {
		return EvidenceItem{}, fmt.Errorf("count the evidence of condition %d: %w", c.ID, err)
	}
	switch {
	case held.Same > 0:
		return EvidenceItem{}, problem.Conflict("This condition has this file already.")
	case held.Files >= mostEvidence || held.Bytes+int64(len(t.Content)) > mostEvidenceBytes:
		return EvidenceItem{}, problem.Conflict("This condition is full: it may have %d documents of %d MB together.", mostEvidence, mostEvidenceBytes>>20)
	}
	var id int64
	err = tx.Raw(`INSERT INTO evidence (condition_id, type, title, file_name, media_type, bytes, sha256, content, tells_place, shared, by_id, by_name, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?) RETURNING id`,
		c.ID, n.Type, d.Title, t.FileName, t.MediaType, len(t.Content), t.SHA256, t.Content, n.TellsPlace, n.Shared, by.ID, by.Name, now).Scan(&id).Error
	if err != nil {
		return EvidenceItem{}, fmt.Errorf("add evidence to condition %d: %w", c.ID, err)
	}
	return ReadEvidence(ctx, tx, id)
}

// ReviewEvidence accepts or refuses a document; never by who added it.
func ReviewEvidence(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, w Review, now time.Time) (EvidenceItem, error) {
	tx = tx.WithContext(ctx)
	if err := tx.Exec(`SELECT 1 FROM evidence WHERE id = ? FOR UPDATE`, id).Error; err != nil {
		return EvidenceItem{}, fmt.Errorf("lock evidence %d: %w", id, err)
	}
	e, err := ReadEvidence(ctx, tx, id)
	switch {
	case err != nil:
		return e, err
	case e.Version != version:
		return e, problem.Overtaken("document", e)
	case e.ByID == by.ID:
		return e, problem.Deny("You added this document: somebody else has to look at it.")
	}
	w.Remark = strings.TrimSpace(w.Remark)
	p := problem.Problem{Text: "This cannot be recorded as it is."}
	if w.Verdict == "refused" && w.Remark == "" {
		p.Add("remark", "Say what is missing or wrong with it.")
	}
	if w.Shared && e.TellsPlace {
		p.Add("shared", "It tells where a restricted home is: it goes to nobody else.")
	}
	if err := p.Found(); err != nil {
		return e, err
	}
	err = tx.Exec(`UPDATE evidence SET verdict = ?, remark = ?, shared = ?, reviewed_by_name = ?, reviewed_at = ?, version = version + 1 WHERE id = ?`, w.Verdict, w.Remark, w.Shared, by.Name, now, id).Error
	if err != nil {
		return e, fmt.Errorf("review evidence %d: %w", id, err)
	}
	return ReadEvidence(ctx, tx, id)
}

// EvidenceFile is the file of a document; the caller has checked the right.
func EvidenceFile(ctx context.Context, db *gorm.DB, id int64) (sites.File, error) {
	var files []sites.File
	if err := db.WithContext(ctx).Raw(`SELECT file_name, media_type, sha256, content FROM evidence WHERE id = ?`, id).Scan(&files).Error; err != nil {
		return sites.File{}, fmt.Errorf("read the file of evidence %d: %w", id, err)
	}
	if len(files) == 0 {
		return sites.File{}, problem.Missing("document")
	}
	return files[0], nil
}
