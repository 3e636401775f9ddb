package accounts

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/gowebpki/jcs"
	"gorm.io/gorm"
)

// Head is a place in the chain of the audit and the hash there: kept elsewhere, it shows
// whether what was noted up to then is still all there.
type Head struct {
	Seq  int64
	Hash []byte
}

// String is the head as it is written down: 1042:9f86d0…
func (h Head) String() string { return strconv.FormatInt(h.Seq, 10) + ":" + hex.EncodeToString(h.Hash) }

// ParseHead reads a head as String writes it.
func ParseHead(text string) (Head, error) {
	place, hash, _ := strings.Cut(strings.TrimSpace(text), ":")
	seq, err1 := strconv.ParseInt(place, 10, 64)
	sum, err2 := hex.DecodeString(hash)
	if err1 != nil || err2 != nil || seq < 0 || seq > 0 && len(sum) != sha256.Size || seq == 0 && len(sum) != 0 {
		return Head{}, fmt.Errorf("the head %q cannot be read: give it as homeground audit head printed it, such as 1042: and 64 digits", text)
	}
	return Head{seq, sum}, nil
}

// ReadHead is the head of the audit now.
func ReadHead(ctx context.Context, db *gorm.DB) (Head, error) {
	var h Head
	if err := db.WithContext(ctx).Raw(`SELECT seq, hash FROM audit_head`).Row().Scan(&h.Seq, &h.Hash); err != nil {
		return h, fmt.Errorf("read the head of the audit: %w", err)
	}
	return h, nil
}

// Verdict is what verifying the audit came to. Seq is the first place that is not as it
// was noted, and Fault says what is wrong there.
type Verdict struct {
	Sound   bool   `json:"sound"`
	Entries int64  `json:"entries"`
	Head    string `json:"head"`
	Seq     int64  `json:"first_bad,omitempty"`
	Fault   string `json:"fault,omitempty"`
}

// Verify works the chain of the audit out again, from the first entry to the last, and
// compares it with the head in the database and with one that was kept elsewhere, if
// given. It reads whole entries, which the owner of the tables may.
func Verify(ctx context.Context, db *gorm.DB, kept *Head) (Verdict, error) {
	var v Verdict
	err := db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		head, err := ReadHead(ctx, tx)
		if err != nil {
			return err
		}
		c := chain{kept: kept}
		if err := c.read(tx); err != nil {
			return err
		}
		c.compare(head)
		v = Verdict{Sound: c.fault == "", Entries: c.at.Seq, Head: head.String(), Seq: c.bad, Fault: c.fault}
		return nil
	}, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return v, fmt.Errorf("verify the audit: %w", err)
	}
	return v, nil
}

// chain is the chain as far as it has been worked out.
type chain struct {
	at    Head
	kept  *Head
	bad   int64
	fault string
}

func (c *chain) wrong(seq int64, format string, args ...any) {
	if c.fault == "" {
		c.bad, c.fault = seq, fmt.Sprintf(format, args...)
	}
}

// read goes through the entries by their places and stops at the first that is wrong.
func (c *chain) read(tx *gorm.DB) error {
	rows, err := tx.Raw(`
		SELECT coalesce(seq, 0), id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), user_id, user_name, role, credential, address, origin, request,
		       action, object, object_id, label, CAST(array_to_json(authorities) AS text), project_id, CAST(changes AS text), CAST(array_to_json(withheld) AS text),
		       CAST(exact_changes AS text), reason, hash
		FROM audit_entries ORDER BY seq`).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for c.fault == "" && rows.Next() {
		var l link
		if err := rows.Scan(&l.Seq, &l.ID, &l.At, &l.UserID, &l.UserName, &l.Role, &l.Credential, &l.Address, &l.Origin, &l.Request, &l.Action, &l.Object, &l.ObjectID,
			&l.Label, (*[]byte)(&l.Authorities), &l.ProjectID, (*[]byte)(&l.Changes), (*[]byte)(&l.Withheld), (*[]byte)(&l.ExactChanges), &l.Reason, &l.hash); err != nil {
			return err
		}
		c.add(l)
	}
	return errors.Join(rows.Err(), rows.Close())
}

// add holds the next entry against the chain.
func (c *chain) add(l link) {
	next := c.at.Seq + 1
	switch {
	case l.Seq == 0:
		c.wrong(next, "The entry with the number %d has no place in the chain.", l.ID)
	case l.Seq == next+1:
		c.wrong(next, "Entry %d is missing.", next)
	case l.Seq > next:
		c.wrong(next, "Entries %d to %d are missing.", next, l.Seq-1)
	case l.Seq < next:
		c.wrong(l.Seq, "There are two entries %d.", l.Seq)
	default:
		canonical, err := l.canonical()
		sum := sha256.Sum256(append(bytes.Clone(c.at.Hash), canonical...))
		if err != nil || !bytes.Equal(sum[:], l.hash) {
			c.wrong(next, "Entry %d is not what was noted there: it was changed, or another was put in its place.", next)
			return
		}
		c.at = Head{next, sum[:]}
		if c.kept != nil && c.kept.Seq == next && !bytes.Equal(c.kept.Hash, sum[:]) {
			c.wrong(next, "Entry %d has another hash than the head that was kept: the audit was written anew up to there.", next)
		}
	}
}

// compare holds the end of the chain against the heads.
func (c *chain) compare(head Head) {
	last := c.at.Seq
	if c.kept != nil && c.kept.Seq > last {
		c.wrong(last+1, "The tail was cut: the last entry is %d, and the head that was kept is of entry %d.", last, c.kept.Seq)
	}
	switch {
	case head.Seq > last:
		c.wrong(last+1, "The tail was cut: the last entry is %d, and there were %d.", last, head.Seq)
	case head.Seq < last:
		c.wrong(head.Seq+1, "Entry %d is later than the head of the audit, which is of entry %d.", head.Seq+1, head.Seq)
	case !bytes.Equal(head.Hash, c.at.Hash):
		c.wrong(last, "The head of the audit has another hash than the last entry, %d.", last)
	}
}

// link is an entry whole, as the chain is made of. Its canonical JSON is that of RFC
// 8785; the database makes the same in place_entries.
type link struct {
	Action       string          `json:"action"`
	Address      string          `json:"address"`
	At           string          `json:"at"`
	Authorities  json.RawMessage `json:"authorities"`
	Changes      json.RawMessage `json:"changes"`
	Credential   string          `json:"credential"`
	ExactChanges json.RawMessage `json:"exact_changes"`
	ID           int64           `json:"id"`
	Label        string          `json:"label"`
	Object       string          `json:"object"`
	ObjectID     string          `json:"object_id"`
	Origin       string          `json:"origin"`
	ProjectID    *int64          `json:"project_id"`
	Reason       string          `json:"reason"`
	Request      string          `json:"request"`
	Role         string          `json:"role"`
	Seq          int64           `json:"seq"`
	UserID       *int64          `json:"user_id"`
	UserName     string          `json:"user_name"`
	Withheld     json.RawMessage `json:"withheld"`

	hash []byte
}

func (l link) canonical() ([]byte, error) {
	text, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	canonical, err := jcs.Transform(text)
	// What the table holds as JSON must be canonical itself: a space more is a change.
	if err == nil && !(bytes.Contains(canonical, l.Changes) && bytes.Contains(canonical, l.ExactChanges)) {
		err = errors.New("not canonical")
	}
	return canonical, err
}
