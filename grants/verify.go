package grants

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/print"
	"homeground/internal/returns"
	"homeground/sites"
)

// Verdict is what is to be said of a file that claims to be a return.
type Verdict struct {
	Answer      string               `json:"answer" enum:"genuine,same_figures,altered,superseded,unknown"`
	Says        string               `json:"says" doc:"The answer in a sentence"`
	ReturnID    int64                `json:"return_id,omitempty"`
	Return      string               `json:"return,omitempty" doc:"Which return it is"`
	Programme   string               `json:"programme,omitempty"`
	Hash        string               `json:"hash" doc:"SHA-256 of the file's bytes"`
	Certificate *Certificate         `json:"certificate,omitempty"`
	Differences []returns.Difference `json:"differences" doc:"What is not as in the return: theirs and ours"`
}

const (
	mostLooked = 400 // certificates that a changed file is compared with, the last first
	mostRead   = 20  // of them that a changed PDF is compared with which names none of them
	mostShown  = 200 // differences
	leastAlike = 0.5 // of a return's words, for a PDF that names no return to be one that was changed
)

// kept is a certificate with the return it is of.
type kept struct {
	ID, ReturnID, ProgrammeID int64
	Number, Revision          int
	Template                  int
	Programme                 string
}

const keptColumns = `SELECT c.id, c.return_id, c.programme_id, r.number, r.revision, r.template, g.name AS programme FROM certificates c JOIN returns r ON r.id = c.return_id JOIN programmes g ON g.id = c.programme_id `

// Verify says whether a file is one that was certified, byte for byte; or has its figures, as
// after opening and saving it in a spreadsheet; or which of them were changed.
// Only returns of the grants named are known; of none: all.
func Verify(ctx context.Context, db *gorm.DB, content []byte, only []int64) (Verdict, error) {
	db = db.WithContext(ctx)
	of := keptColumns + `WHERE true `
	if len(only) > 0 {
		ids, _ := json.Marshal(only)
		of = keptColumns + `WHERE c.programme_id IN (` + strings.Trim(string(ids), "[]") + `) `
	}
	sum := sha256.Sum256(content)
	v := Verdict{Answer: "unknown", Hash: returns.Fingerprint(content), Differences: []returns.Difference{},
		Says: "This is no file of a return that was certified here."}
	var same []kept
	if err := db.Raw(of+`AND c.id IN (SELECT certificate_id FROM return_files WHERE hash = ?) ORDER BY c.id DESC LIMIT 1`, sites.Octets(sum[:])).Scan(&same).Error; err != nil {
		return v, fmt.Errorf("look for a file by its hash: %w", err)
	}
	if len(same) > 0 {
		v.Answer = "genuine"
		err := v.tell(db, same[0], "This is %s, byte for byte as it was certified.")
		return v, err
	}
	if bytes.Contains(content[:min(len(content), 1024)], []byte("%PDF-")) {
		return v, v.printed(ctx, db, of, content)
	}
	file, ok := returns.Open(content)
	if !ok {
		return v, nil
	}
	var all []kept
	if err := db.Raw(of+`ORDER BY c.id DESC LIMIT ?`, mostLooked).Scan(&all).Error; err != nil {
		return v, fmt.Errorf("list certificates: %w", err)
	}
	var nearest *kept
	var fewest []returns.Difference
	cells := 0
	for _, k := range all {
		form, err := returns.TemplateOf(k.Template)
		if err != nil {
			return v, err
		}
		doc, err := certified(db, k.ID)
		if err != nil {
			return v, err
		}
		if list := file.Compare(doc, form); nearest == nil || len(list) < len(fewest) {
			nearest, fewest, cells = &k, list, 0
			for _, s := range form.Sheets {
				cells += len(doc.Sheets[s.Code]) * len(s.Columns)
			}
		}
		if len(fewest) == 0 {
			break
		}
	}
	switch {
	case nearest == nil || len(fewest)*2 > cells:
		return v, nil
	case len(fewest) == 0:
		v.Answer = "same_figures"
		err := v.tell(db, *nearest, "This has every figure of %s, saved again by another program: its bytes are not those that were certified.")
		return v, err
	}
	v.Answer, v.Differences = "altered", fewest[:min(len(fewest), mostShown)]
	err := v.tell(db, *nearest, "This is not %s: "+fmt.Sprintf("%d of its values were changed.", len(fewest)))
	return v, err
}

// printed compares the pages of a PDF that is not one of those kept: with the return whose
// fingerprint is printed in it, or the nearest of the last.
func (v *Verdict) printed(ctx context.Context, db *gorm.DB, of string, content []byte) error {
	in, err := print.NewReader(ctx)
	if err != nil {
		return err
	}
	defer in.Close()
	theirs, err := in.Pages(content)
	if err != nil {
		v.Says = "This is no file of a return that was certified here: as a PDF it is broken, so that its text cannot be read."
		return nil
	}
	var all []kept
	marks := append(returns.Fingerprints(theirs), "") // a list of none is no SQL
	err = db.Raw(of+`AND encode(c.hash, 'hex') IN ? ORDER BY c.id DESC LIMIT ?`, marks, mostRead).Scan(&all).Error
	named := len(all) > 0
	if err == nil && !named {
		err = db.Raw(of+`ORDER BY c.id DESC LIMIT ?`, mostRead).Scan(&all).Error
	}
	if err != nil {
		return fmt.Errorf("look for the return of a PDF: %w", err)
	}
	var nearest kept
	var ours []string
	best := -1.0
	for _, k := range all {
		var file [][]byte
		if err := db.Raw(`SELECT content FROM return_files WHERE certificate_id = ? AND kind = 'pdf'`, k.ID).Scan(&file).Error; err != nil || len(file) == 0 {
			return fmt.Errorf("read the PDF of certificate %d: %w", k.ID, err)
		}
		pages, err := in.Pages(file[0])
		if err != nil {
			return fmt.Errorf("the PDF of certificate %d: %w", k.ID, err)
		}
		if alike := returns.Alike(pages, theirs); alike > best {
			nearest, ours, best = k, pages, alike
		}
	}
	if best < 0 || best < leastAlike && !named {
		return nil
	}
	v.Answer = "altered"
	list := returns.ComparePages(ours, theirs)
	says := fmt.Sprintf("the text of %d of its pages was changed.", len(list))
	switch len(list) {
	case 0:
		says = "each page has its text, but the bytes are not those that were certified, and pictures or lines may have been put over it."
	case 1:
		says = "the text of one of its pages was changed."
	}
	v.Differences = list[:min(len(list), mostShown)]
	return v.tell(db, nearest, "This is not %s as it was certified: "+says)
}

// tell fills in which return it is, and whether another took its place.
func (v *Verdict) tell(db *gorm.DB, k kept, says string) error {
	r := Return{Number: k.Number, Revision: k.Revision}
	v.ReturnID, v.Return, v.Programme, v.Says = k.ReturnID, r.name(), k.Programme, fmt.Sprintf(says, r.name())
	list, err := certificatesOf(db, k.ReturnID)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].ID == k.ID {
			v.Certificate = &list[i]
		}
	}
	if v.Answer == "altered" {
		return nil
	}
	var later []kept
	if err := db.Raw(keptColumns+`WHERE c.programme_id = ? AND r.number = ? AND c.id > ? ORDER BY c.id DESC LIMIT 1`, k.ProgrammeID, k.Number, k.ID).Scan(&later).Error; err != nil {
		return fmt.Errorf("look for what followed certificate %d: %w", k.ID, err)
	}
	if len(later) > 0 {
		by := "what was certified in its place, after it was opened again"
		if later[0].Revision > k.Revision {
			by = fmt.Sprintf("revision %d", later[0].Revision)
		}
		v.Says += " It is superseded by " + by + "."
		v.Answer = "superseded"
	}
	return nil
}
