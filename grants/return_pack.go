package grants

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/returns"
	"homeground/internal/values"
	"homeground/sites"
)

// inputTables are what a return is worked out from, as it stood when it was certified: a CSV
// file each, of the programme @programme.
var inputTables = []struct{ name, query string }{
	{"ledger", `SELECT e.id, p.project_ref, e.on_day, e.kind, e.category, e.capital, e.eligible, (e.pence / 100.0)::numeric(18, 2) AS gbp, e.note, e.reference, e.reverses, e.settles, e.by_name
		FROM ledger_entries e JOIN projects p ON p.id = e.project_id WHERE p.programme_id = @programme ORDER BY e.id`},
	{"payments", `SELECT m.id, p.project_ref, m.on_day, m.kind, (m.pence / 100.0)::numeric(18, 2) AS gbp, m.of_id, m.reason, m.approved_by, m.reference, m.by_name
		FROM payments m LEFT JOIN projects p ON p.id = m.project_id WHERE m.programme_id = @programme ORDER BY m.id`},
	{"milestones", `SELECT p.project_ref, m.code, m.name, m.forecast, m.actual
		FROM milestones m JOIN projects p ON p.id = m.project_id WHERE p.programme_id = @programme ORDER BY p.project_ref, m.code`},
	{"conditions", `SELECT c.id, p.project_ref, c.kind, c.text, c.clause, c.due_on, c.state, (c.exposed_pence / 100.0)::numeric(18, 2) AS exposed_gbp, c.taper
		FROM conditions c LEFT JOIN projects p ON p.id = c.project_id WHERE c.programme_id = @programme ORDER BY c.id`},
}

// inputs are those tables as a ZIP.
func inputs(tx *gorm.DB, programme int64) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, t := range inputTables {
		w, err := packed(z, t.name+".csv")
		if err != nil {
			return nil, err
		}
		if err := writeCSV(tx, w, t.query, programme); err != nil {
			return nil, fmt.Errorf("write the %s a return was made from: %w", t.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack what a return was made from: %w", err)
	}
	return out.Bytes(), nil
}

func writeCSV(tx *gorm.DB, w io.Writer, query string, programme int64) error {
	rows, err := tx.Raw(query, map[string]any{"programme": programme}).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	head, err := rows.Columns()
	if err != nil {
		return err
	}
	lines := csv.NewWriter(w)
	lines.UseCRLF = true
	_ = lines.Write(head) // its error is that of Error
	cells, into, texts := make([]sql.NullString, len(head)), make([]any, len(head)), make([]string, len(head))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, c := range cells {
			if texts[i] = c.String; head[i] != "gbp" && head[i] != "exposed_gbp" {
				texts[i] = values.Neutral(c.String)
			}
		}
		_ = lines.Write(texts)
	}
	lines.Flush()
	if err := rows.Err(); err != nil {
		return err
	}
	return lines.Error()
}

// packed begins a file of a ZIP; the same files make the same bytes for ever.
func packed(z *zip.Writer, name string) (io.Writer, error) {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return nil, fmt.Errorf("pack %s: %w", name, err)
	}
	return w, nil
}

// ReturnSchema is the JSON Schema that the JSON of a return is valid by: that of its template.
func ReturnSchema(ctx context.Context, db *gorm.DB, id int64) (sites.File, error) {
	r, err := returnByID(ctx, db, id)
	if err != nil {
		return sites.File{}, err
	}
	form, err := returns.TemplateOf(r.Template)
	if err != nil {
		return sites.File{}, err
	}
	text, err := form.Schema()
	return sites.File{FileName: fmt.Sprintf("return-template-%d.schema.json", form.Version), MediaType: "application/schema+json", Content: text}, err
}

// WritePack writes a certified return with everything that bears it out as a ZIP, one file in
// memory at a time: its files, the manifest chained to the one before, what it was made from,
// and the evidence there was. Documents that tell where a restricted home is are left out; all
// is false for whoever gives the grant, who gets only the evidence that is shared with them.
// Its list of hashes is checked by sha256sum -c. It gives the name that the file goes by.
func WritePack(ctx context.Context, db *gorm.DB, id int64, all bool, to io.Writer) (name string, err error) {
	db = db.WithContext(ctx)
	r, err := returnByID(ctx, db, id)
	if err != nil {
		return "", err
	}
	list, err := certificatesOf(db, id)
	if err != nil {
		return "", err
	}
	if len(list) == 0 || r.State == "draft" || r.State == "checked" {
		return "", problem.Missing("evidence pack of this return: it is made of what is certified")
	}
	certificate := list[0]
	schema, err := ReturnSchema(ctx, db, id)
	if err != nil {
		return "", err
	}
	var kept []struct{ Kind, FileName string }
	var shown []struct {
		ID, ConditionID int64
		FileName        string
	}
	err = db.Raw(`SELECT kind, file_name FROM return_files WHERE certificate_id = ? AND (? OR kind <> 'inputs') ORDER BY kind`, certificate.ID, all).Scan(&kept).Error
	if err != nil {
		return "", fmt.Errorf("list the files of return %d: %w", id, err)
	}
	err = db.Raw(`SELECT e.id, e.condition_id, e.file_name FROM evidence e JOIN conditions c ON c.id = e.condition_id
		WHERE c.programme_id = ? AND NOT e.tells_place AND (? OR e.shared AND e.verdict = 'accepted') AND e.verdict <> 'refused' AND e.at <= ? ORDER BY e.id`, r.ProgrammeID, all, certificate.At).Scan(&shown).Error
	if err != nil {
		return "", fmt.Errorf("list the evidence of return %d: %w", id, err)
	}
	z := zip.NewWriter(to)
	var sums strings.Builder
	add := func(name string, content []byte) error {
		w, err := packed(z, name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			return fmt.Errorf("pack %s: %w", name, err)
		}
		sum := sha256.Sum256(content)
		fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), name)
		return nil
	}
	read := func(name, query string, of ...any) error {
		var content [][]byte
		if err := db.Raw(query, of...).Scan(&content).Error; err != nil {
			return fmt.Errorf("read %s of a return: %w", name, err)
		}
		if len(content) == 0 {
			return fmt.Errorf("read %s of a return: it is gone", name)
		}
		return add(name, content[0])
	}
	for _, f := range kept {
		if err := read(f.FileName, `SELECT content FROM return_files WHERE certificate_id = ? AND kind = ?`, certificate.ID, f.Kind); err != nil {
			return "", err
		}
	}
	if err := read("manifest.json", `SELECT manifest FROM certificates WHERE id = ?`, certificate.ID); err != nil {
		return "", err
	}
	if err := add(schema.FileName, schema.Content); err != nil {
		return "", err
	}
	for _, e := range shown {
		name := fmt.Sprintf("evidence/condition-%d/%d-%s", e.ConditionID, e.ID, inPack(e.FileName))
		if err := read(name, `SELECT content FROM evidence WHERE id = ?`, e.ID); err != nil {
			return "", err
		}
	}
	if err := add("SHA256SUMS", []byte(sums.String())); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", fmt.Errorf("pack return %d: %w", id, err)
	}
	return fmt.Sprintf("return-%d-revision-%d-pack.zip", r.Number, r.Revision), nil
}

// inPack is a file's name without folders, on one line of the list of hashes.
func inPack(name string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' {
			return '_'
		}
		return c
	}, path.Base(strings.ReplaceAll(name, `\`, "/")))
}
