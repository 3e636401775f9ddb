package grants

import (
	"context"
	"crypto/sha256"
	"fmt"

	"gorm.io/gorm"

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
	mostShown  = 200 // differences
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
func Verify(ctx context.Context, db *gorm.DB, content []byte) (Verdict, error) {
	db = db.WithContext(ctx)
	sum := sha256.Sum256(content)
	v := Verdict{Answer: "unknown", Hash: returns.Fingerprint(content), Differences: []returns.Difference{},
		Says: "This is no file of a return that was certified here. A PDF that was changed, or printed anew, is not known either: verify the workbook, the CSV or the JSON."}
	var same []kept
	if err := db.Raw(keptColumns+`WHERE c.id IN (SELECT certificate_id FROM return_files WHERE hash = ?) ORDER BY c.id DESC LIMIT 1`, sites.Octets(sum[:])).Scan(&same).Error; err != nil {
		return v, fmt.Errorf("look for a file by its hash: %w", err)
	}
	if len(same) > 0 {
		v.Answer = "genuine"
		err := v.tell(db, same[0], "This is %s, byte for byte as it was certified.")
		return v, err
	}
	file, ok := returns.Open(content)
	if !ok {
		return v, nil
	}
	var all []kept
	if err := db.Raw(keptColumns+`ORDER BY c.id DESC LIMIT ?`, mostLooked).Scan(&all).Error; err != nil {
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
