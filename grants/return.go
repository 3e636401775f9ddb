package grants

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/returns"
	"homeground/internal/values"
	"homeground/sites"
)

// Return is one return to whoever gives a grant, for a quarter of a financial year; a
// revision is of the same quarter, once the one before it was accepted.
type Return struct {
	ID          int64       `json:"id"`
	ProgrammeID int64       `json:"programme_id"`
	Programme   string      `json:"programme"`
	Funder      string      `json:"funder"`
	Number      int         `json:"number"`
	Revision    int         `json:"revision"`
	Year        int         `json:"year" doc:"The year its financial year begins in"`
	Quarter     int         `json:"quarter" doc:"1 is April to June"`
	Period      string      `json:"period" gorm:"-" doc:"Q2 2026/27: Jul 2026 - Sep 2026"`
	DueOn       values.Date `json:"due_on" format:"date"`
	State       string      `json:"state" enum:"draft,checked,certified,submitted,accepted"`
	Template    int         `json:"template"`
	CertifiedBy string      `json:"certified_by,omitempty"`
	Version     int         `json:"version"`
}

// ReturnStep is a step in the life of a return.
type ReturnStep struct {
	FromState string    `json:"from_state"`
	ToState   string    `json:"to_state"`
	Reason    string    `json:"reason,omitempty"`
	ByName    string    `json:"by"`
	At        time.Time `json:"at"`
}

// Certificate is what was certified, once and for all.
type Certificate struct {
	ID           int64        `json:"id"`
	Hash         string       `json:"hash" doc:"SHA-256 of its canonical JSON (RFC 8785)"`
	Previous     string       `json:"previous,omitempty" doc:"That of the return certified before it"`
	ManifestHash string       `json:"manifest_hash" doc:"SHA-256 of the list of its files with theirs"`
	ByName       string       `json:"by"`
	SignedAs     string       `json:"signed_as"`
	At           time.Time    `json:"at"`
	Files        []ReturnFile `json:"files" gorm:"-"`
}

// ReturnFile is one file of a return.
type ReturnFile struct {
	Kind      string `json:"kind" enum:"json,csv,xlsx,pdf,oc4ids,inputs"`
	FileName  string `json:"file_name"`
	MediaType string `json:"media_type"`
	Bytes     int64  `json:"bytes"`
	Hash      string `json:"hash" doc:"SHA-256 of its bytes"`
}

// ReturnDetail is a return as its page shows it.
type ReturnDetail struct {
	Return
	Sheets       []returns.Sheet          `json:"sheets" doc:"Of its template"`
	Rows         map[string][]returns.Row `json:"rows" doc:"By sheet: as certified, or as the ledger and registers stand now"`
	Written      map[string]string        `json:"written" doc:"What people wrote, by field"`
	Fields       []string                 `json:"fields" doc:"What people write: sheet, row's key and column"`
	Faults       []returns.Fault          `json:"faults" doc:"Errors first; none once it is certified"`
	Since        []returns.ReturnChange   `json:"since" doc:"What is not as in the return certified before it"`
	Before       string                   `json:"before,omitempty" doc:"Which that is"`
	Steps        []ReturnStep             `json:"steps" doc:"The last first"`
	Notes        []ReturnNote             `json:"notes" doc:"What is asked and said of it, the first first"`
	Certificates []Certificate            `json:"certificates" doc:"The last first: the first of them is in force"`
	Preparers    []string                 `json:"preparers" doc:"Who wrote in it"`
	Prepared     bool                     `json:"prepared" doc:"You prepared it, so somebody else certifies it"`
	Next         []string                 `json:"next" doc:"The states it may go to"`
}

// NewReturn is what opens a round.
type NewReturn struct {
	Year    int         `json:"year" minimum:"2000" maximum:"2100"`
	Quarter int         `json:"quarter" minimum:"1" maximum:"4"`
	DueOn   values.Date `json:"due_on" format:"date"`
}

// ReturnWritten is what people write in a return, by field; an empty text empties one.
type ReturnWritten struct {
	DueOn   values.Date       `json:"due_on,omitzero" format:"date"`
	Written map[string]string `json:"written"`
}

// ReturnMove is a step that somebody takes.
type ReturnMove struct {
	State  string `json:"state" enum:"draft,checked,submitted"`
	Reason string `json:"reason,omitempty" maxLength:"2000" doc:"Why it is opened again"`
}

// returnMoves are the states that a return may go to; certifying is an act of its own.
var returnMoves = map[string][]string{"draft": {"checked"}, "checked": {"draft"}, "certified": {"submitted", "draft"}, "submitted": {"accepted", "draft"}, "accepted": {}}

const returnColumns = `SELECT r.id, r.programme_id, g.name AS programme, g.funder, r.number, r.revision, r.year, r.quarter, r.due_on, r.state, r.template, r.version,
	CASE WHEN r.state IN ('certified', 'submitted', 'accepted') THEN (SELECT by_name FROM certificates c WHERE c.return_id = r.id ORDER BY c.id DESC LIMIT 1) ELSE '' END AS certified_by
	FROM returns r JOIN programmes g ON g.id = r.programme_id `

// Returns are a programme's, or all where it is 0, the last first.
func Returns(ctx context.Context, db *gorm.DB, programme int64) ([]Return, error) {
	return returnsWhere(ctx, db, `WHERE CAST(@programme AS bigint) IN (0, r.programme_id)`, map[string]any{"programme": programme})
}

func returnsWhere(ctx context.Context, db *gorm.DB, where string, args ...any) ([]Return, error) {
	list := []Return{}
	if err := db.WithContext(ctx).Raw(returnColumns+where+` ORDER BY g.name, r.number DESC, r.revision DESC`, args...).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read returns: %w", err)
	}
	for i := range list {
		list[i].Period = periodWords(list[i].Year, list[i].Quarter)
	}
	return list, nil
}

func returnByID(ctx context.Context, db *gorm.DB, id int64) (Return, error) {
	list, err := returnsWhere(ctx, db, `WHERE r.id = ?`, id)
	if err != nil {
		return Return{}, err
	}
	if len(list) == 0 {
		return Return{}, problem.Missing("return")
	}
	return list[0], nil
}

// name says which return it is.
func (r Return) name() string {
	if r.Revision > 0 {
		return fmt.Sprintf("Return %d, revision %d", r.Number, r.Revision)
	}
	return fmt.Sprintf("Return %d", r.Number)
}

// AddReturn opens a round: the first return of a quarter, or the revision of one that was
// accepted. What people wrote in the one before is there again, but for why things changed.
// Call it in a transaction.
func AddReturn(ctx context.Context, tx *gorm.DB, by accounts.User, programme int64, n NewReturn, today values.Date) (ReturnDetail, error) {
	tx = tx.WithContext(ctx)
	if err := lockProgramme(tx, programme); err != nil {
		return ReturnDetail{}, err
	}
	list, err := Returns(ctx, tx, programme)
	if err != nil {
		return ReturnDetail{}, err
	}
	p := problem.Problem{Text: "This return cannot be opened as it is."}
	from, _ := period(n.Year, n.Quarter)
	if from.After(today) {
		p.Add("quarter", "That quarter has not begun.")
	}
	if n.DueOn.IsZero() || n.DueOn.Before(from) || n.DueOn.Time().Year() > 2101 {
		p.Add("due_on", "Enter the day it is due, after the quarter begins.")
	}
	number, revision := 1, 0
	for _, r := range list { // the last first
		if r.Year == n.Year && r.Quarter == n.Quarter {
			number, revision = r.Number, r.Revision+1
			if r.State != "accepted" {
				p.Add("quarter", "%s is of that quarter already: open that one again.", r.name())
			}
			break
		}
		number = max(number, r.Number+1)
	}
	if err := p.Found(); err != nil {
		return ReturnDetail{}, err
	}
	forms, err := returns.Templates()
	if err != nil {
		return ReturnDetail{}, err
	}
	var id int64
	err = tx.Raw(`INSERT INTO returns (programme_id, number, revision, year, quarter, due_on, template, written)
		VALUES (@programme, @number, @revision, @year, @quarter, @due, @template, coalesce((SELECT jsonb_object_agg(field, text) FROM (SELECT written FROM returns WHERE programme_id = @programme ORDER BY number DESC, revision DESC LIMIT 1) r, jsonb_each(written) AS w (field, text) WHERE field NOT LIKE 'changed/%'), '{}')) RETURNING id`,
		map[string]any{"programme": programme, "number": number, "revision": revision, "year": n.Year, "quarter": n.Quarter, "due": n.DueOn, "template": len(forms)}).Scan(&id).Error
	if err != nil {
		return ReturnDetail{}, fmt.Errorf("open a return of programme %d: %w", programme, err)
	}
	return ReadReturn(ctx, tx, by, id, today)
}

// wrote notes that somebody prepared a return.
func wrote(tx *gorm.DB, id int64, by accounts.User) error {
	if by.ID == 0 {
		return nil
	}
	if err := tx.Exec(`INSERT INTO return_writers VALUES (?, ?) ON CONFLICT DO NOTHING`, id, by.ID).Error; err != nil {
		return fmt.Errorf("note who prepared return %d: %w", id, err)
	}
	return nil
}

// ReadReturn is one return: as certified, or filled in as everything stands now.
func ReadReturn(ctx context.Context, db *gorm.DB, by accounts.User, id int64, today values.Date) (ReturnDetail, error) {
	r, err := returnByID(ctx, db, id)
	if err != nil {
		return ReturnDetail{}, err
	}
	d := ReturnDetail{Return: r, Written: map[string]string{}, Fields: []string{}, Faults: []returns.Fault{}, Since: []returns.ReturnChange{}, Steps: []ReturnStep{}, Preparers: []string{}, Next: returnMoves[r.State]}
	form, err := returns.TemplateOf(r.Template)
	if err != nil {
		return d, err
	}
	d.Sheets = form.Sheets
	one := db.WithContext(ctx)
	var kept struct {
		Written  string
		Prepared bool
	}
	err = one.Raw(`SELECT written::text AS written, EXISTS (SELECT FROM return_writers WHERE return_id = id AND user_id = ?) AS prepared FROM returns WHERE id = ?`, by.ID, id).Scan(&kept).Error
	if err == nil {
		err = json.Unmarshal([]byte(kept.Written), &d.Written)
	}
	if err != nil {
		return d, fmt.Errorf("read what was written in return %d: %w", id, err)
	}
	d.Prepared = kept.Prepared
	if d.Notes, err = returnNotes(one, id); err != nil {
		return d, err
	}
	if err := one.Raw(`SELECT u.name FROM return_writers w JOIN users u ON u.id = w.user_id WHERE w.return_id = ? ORDER BY u.name`, id).Scan(&d.Preparers).Error; err != nil {
		return d, fmt.Errorf("read who prepared return %d: %w", id, err)
	}
	if err := one.Raw(`SELECT * FROM return_steps WHERE return_id = ? ORDER BY id DESC`, id).Scan(&d.Steps).Error; err != nil {
		return d, fmt.Errorf("read the steps of return %d: %w", id, err)
	}
	if d.Certificates, err = certificatesOf(one, id); err != nil {
		return d, err
	}
	doc, err := document(ctx, db, r, d, form, today)
	if err != nil {
		return d, err
	}
	d.Rows = doc.Sheets
	for field := range doc.Fields(form) {
		d.Fields = append(d.Fields, field)
	}
	slices.Sort(d.Fields)
	if r.State == "draft" || r.State == "checked" {
		g, err := Read(ctx, db, r.ProgrammeID, today)
		if err != nil {
			return d, err
		}
		if d.Faults, err = check(one, r, g, doc, form, today); err != nil {
			return d, err
		}
	}
	was, name, err := certifiedBefore(one, r)
	if was != nil && err == nil {
		d.Before, d.Since = name, doc.Since(*was, form)
	}
	return d, err
}

// document is what a return says: what was certified, or what is filled in now.
func document(ctx context.Context, db *gorm.DB, r Return, d ReturnDetail, form returns.Template, today values.Date) (returns.Document, error) {
	if len(d.Certificates) > 0 && r.State != "draft" && r.State != "checked" {
		return certified(db.WithContext(ctx), d.Certificates[0].ID)
	}
	doc, err := fill(ctx, db, r, today)
	if err != nil {
		return doc, err
	}
	for code := range doc.Sheets {
		if form.Sheet(code).Code == "" { // of a later template
			delete(doc.Sheets, code)
		}
	}
	for _, s := range form.Sheets {
		if doc.Sheets[s.Code] == nil {
			doc.Sheets[s.Code] = []returns.Row{}
		}
		for _, row := range doc.Sheets[s.Code] { // each cell is there, empty or not
			for _, c := range s.Columns {
				if _, ok := row[c.Code]; !ok {
					row[c.Code] = nil
				}
			}
		}
	}
	was, _, err := certifiedBefore(db.WithContext(ctx), r)
	if err != nil {
		return doc, err
	}
	if was != nil {
		doc.Change(*was, form)
	}
	doc.Fill(form, d.Written)
	err = db.WithContext(ctx).Raw(`SELECT coalesce((SELECT encode(hash, 'hex') FROM certificates WHERE programme_id = ? ORDER BY id DESC LIMIT 1), '')`, r.ProgrammeID).Scan(&doc.Previous).Error
	if err != nil {
		return doc, fmt.Errorf("read what was certified before return %d: %w", r.ID, err)
	}
	return doc, nil
}

// certified is the document of a certificate.
func certified(db *gorm.DB, certificate int64) (returns.Document, error) {
	var text [][]byte
	if err := db.Raw(`SELECT document FROM certificates WHERE id = ?`, certificate).Scan(&text).Error; err != nil || len(text) == 0 {
		return returns.Document{}, fmt.Errorf("read certificate %d: %w", certificate, err)
	}
	return returns.Read(text[0])
}

// certifiedBefore is the return that was certified before one, of another quarter or an earlier
// revision, and which it is; nil for the first.
func certifiedBefore(db *gorm.DB, r Return) (*returns.Document, string, error) {
	var before []struct {
		ID               int64
		Number, Revision int
	}
	err := db.Raw(`SELECT c.id, r.number, r.revision FROM certificates c JOIN returns r ON r.id = c.return_id WHERE r.programme_id = ? AND (r.number, r.revision) < (?, ?) ORDER BY r.number DESC, r.revision DESC, c.id DESC LIMIT 1`, r.ProgrammeID, r.Number, r.Revision).Scan(&before).Error
	if err != nil {
		return nil, "", fmt.Errorf("find what was certified before return %d: %w", r.ID, err)
	}
	if len(before) == 0 {
		return nil, "", nil
	}
	was, err := certified(db, before[0].ID)
	return &was, Return{Number: before[0].Number, Revision: before[0].Revision}.name(), err
}

func certificatesOf(db *gorm.DB, id int64) ([]Certificate, error) {
	list := []Certificate{}
	err := db.Raw(`SELECT id, encode(hash, 'hex') AS hash, coalesce(encode(previous, 'hex'), '') AS previous, encode(manifest_hash, 'hex') AS manifest_hash, by_name, signed_as, at FROM certificates WHERE return_id = ? ORDER BY id DESC`, id).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the certificates of return %d: %w", id, err)
	}
	for i := range list {
		list[i].Files = []ReturnFile{}
		err := db.Raw(`SELECT kind, file_name, media_type, length(content) AS bytes, encode(hash, 'hex') AS hash FROM return_files WHERE certificate_id = ? ORDER BY array_position(ARRAY['xlsx', 'csv', 'json', 'pdf', 'oc4ids', 'inputs'], kind)`, list[i].ID).Scan(&list[i].Files).Error
		if err != nil {
			return nil, fmt.Errorf("read the files of certificate %d: %w", list[i].ID, err)
		}
	}
	return list, nil
}

// lockReturn is a return whose version was read, locked for a change.
func lockReturn(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, today values.Date) (ReturnDetail, error) {
	if err := tx.Exec(`SELECT 1 FROM programmes WHERE id = (SELECT programme_id FROM returns WHERE id = ?) FOR UPDATE`, id).Error; err != nil {
		return ReturnDetail{}, fmt.Errorf("lock return %d: %w", id, err)
	}
	d, err := ReadReturn(ctx, tx, by, id, today)
	if err == nil && d.Version != version {
		err = problem.Overtaken("return", d)
	}
	return d, err
}

// WriteReturn writes what people write in a return that is a draft. Call it in a transaction.
func WriteReturn(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, w ReturnWritten, today values.Date) (ReturnDetail, error) {
	tx = tx.WithContext(ctx)
	d, err := lockReturn(ctx, tx, by, id, version, today)
	if err != nil {
		return d, err
	}
	if d.State != "draft" {
		return d, problem.Conflict("%s is %s: open it again first, saying why.", d.name(), d.State)
	}
	p := problem.Problem{Text: "This cannot be kept as it is."}
	for field, text := range w.Written {
		text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
		switch {
		case !slices.Contains(d.Fields, field):
			p.Add("written."+field, "The return has nothing to write there.")
		case len(text) > 8000:
			p.Add("written."+field, "Shorten it to 8,000 letters.")
		case text == "":
			delete(d.Written, field)
		default:
			d.Written[field] = text
		}
	}
	if !w.DueOn.IsZero() {
		if from, _ := period(d.Year, d.Quarter); w.DueOn.Before(from) {
			p.Add("due_on", "Enter a day after the quarter begins.")
		}
		d.DueOn = w.DueOn
	}
	if err := p.Found(); err != nil {
		return d, err
	}
	written, _ := json.Marshal(d.Written)
	if err := tx.Exec(`UPDATE returns SET written = CAST(? AS jsonb), due_on = ?, version = version + 1 WHERE id = ?`, string(written), d.DueOn, id).Error; err != nil {
		return d, fmt.Errorf("write in return %d: %w", id, err)
	}
	if err := wrote(tx, id, by); err != nil {
		return d, err
	}
	return ReadReturn(ctx, tx, by, id, today)
}

// MoveReturn takes a return a step further, or back to a draft with a reason: never further
// than checked while it has an error. Call it in a transaction.
func MoveReturn(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, w ReturnMove, today values.Date) (ReturnDetail, error) {
	tx = tx.WithContext(ctx)
	d, err := lockReturn(ctx, tx, by, id, version, today)
	if err != nil {
		return d, err
	}
	w.Reason = strings.TrimSpace(w.Reason)
	switch {
	case !slices.Contains(d.Next, w.State):
		return d, problem.Conflict("%s is %s: it cannot become %s from there.", d.name(), d.State, w.State)
	case w.State == "draft" && w.Reason == "":
		return d, problem.Field("reason", "Say why it is opened again.")
	case w.State == "checked" && len(d.Preparers) == 0:
		return d, problem.Conflict("Nobody has prepared %s: whoever looks it through saves what is written in it first.", d.name())
	case w.State == "checked" && hasErrors(d.Faults):
		return d, problem.Conflict("%s has errors. Mend them first: each says where and how.", d.name())
	}
	return step(ctx, tx, by, d, w.State, w.Reason, today)
}

// AcceptReturn notes that whoever gives the grant accepted a return that was submitted; then
// only a revision follows. Call it in a transaction.
func AcceptReturn(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, remark string, today values.Date) (ReturnDetail, error) {
	tx = tx.WithContext(ctx)
	d, err := lockReturn(ctx, tx, by, id, version, today)
	if err != nil {
		return d, err
	}
	if d.State != "submitted" {
		return d, problem.Conflict("%s is %s: only one that was submitted is accepted.", d.name(), d.State)
	}
	return step(ctx, tx, by, d, "accepted", strings.TrimSpace(remark), today)
}

func hasErrors(list []returns.Fault) bool {
	return slices.ContainsFunc(list, func(f returns.Fault) bool { return f.Severity == returns.Error })
}

func step(ctx context.Context, tx *gorm.DB, by accounts.User, d ReturnDetail, to, reason string, today values.Date) (ReturnDetail, error) {
	err := tx.Exec(`UPDATE returns SET state = ?, version = version + 1 WHERE id = ?`, to, d.ID).Error
	if err == nil {
		err = tx.Exec(`INSERT INTO return_steps (return_id, from_state, to_state, reason, by_id, by_name) VALUES (?, ?, ?, ?, nullif(?, 0), ?)`, d.ID, d.State, to, reason, by.ID, by.Name).Error
	}
	if err != nil {
		return d, fmt.Errorf("move return %d: %w", d.ID, err)
	}
	return ReadReturn(ctx, tx, by, d.ID, today)
}

// Signing is what certifying takes beside the return.
type Signing struct {
	Role string // in which the signatory certifies
	Font []byte // of the PDF
	PDF  func(context.Context, []byte) ([]byte, error)
	Now  time.Time
}

// CertifyReturn makes the files of a return that was checked, once and for all, chained to
// what was certified before. Whoever prepared it does not certify it. Call it in a transaction.
func CertifyReturn(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, s Signing, today values.Date) (ReturnDetail, error) {
	tx = tx.WithContext(ctx)
	d, err := lockReturn(ctx, tx, by, id, version, today)
	if err != nil {
		return d, err
	}
	s.Role = strings.TrimSpace(s.Role)
	switch {
	case d.Prepared:
		return d, problem.Deny("You prepared this return: somebody else with the finance role certifies it.")
	case d.State != "checked":
		return d, problem.Conflict("%s is %s: only one that was checked is certified.", d.name(), d.State)
	case hasErrors(d.Faults):
		return d, problem.Conflict("%s has errors since it was checked. Open it again and mend them.", d.name())
	case s.Role == "":
		return d, problem.Field("signed_as", "Say as what you certify it, such as Section 151 officer.")
	}
	form, err := returns.TemplateOf(d.Template)
	if err != nil {
		return d, err
	}
	doc, err := document(ctx, tx, d.Return, d, form, today)
	if err != nil {
		return d, err
	}
	if err := certify(ctx, tx, by, d.Return, doc, form, s); err != nil {
		return d, err
	}
	return step(ctx, tx, by, d, "certified", "", today)
}

func certify(ctx context.Context, tx *gorm.DB, by accounts.User, r Return, doc returns.Document, form returns.Template, s Signing) error {
	text, err := doc.Canonical()
	if err != nil {
		return err
	}
	marks := []returns.Mark{{Name: "Fingerprint (SHA-256)", Text: returns.Fingerprint(text)}, {Name: "Follows", Text: doc.Previous}, {Name: "Certified by", Text: by.Name + ", " + s.Role}, {Name: "Certified on", Text: values.Today(s.Now).Words()}}
	lines, err := doc.CSV(form)
	if err != nil {
		return err
	}
	book, err := doc.XLSX(form, marks)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := doc.Page(&page, form, marks, s.Font); err != nil {
		return err
	}
	printed, err := s.PDF(ctx, page.Bytes())
	if err != nil {
		return err
	}
	made, err := inputs(tx, r.ProgrammeID)
	if err != nil {
		return err
	}
	opened, err := doc.OC4IDS(s.Now)
	if err != nil {
		return err
	}
	stem := fmt.Sprintf("return-%d-revision-%d", r.Number, r.Revision)
	files := []struct {
		ReturnFile
		content []byte
	}{{ReturnFile{Kind: "json", FileName: stem + ".json", MediaType: "application/json"}, text}, {ReturnFile{Kind: "csv", FileName: stem + "-csv.zip", MediaType: "application/zip"}, lines},
		{ReturnFile{Kind: "xlsx", FileName: stem + ".xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}, book}, {ReturnFile{Kind: "pdf", FileName: stem + ".pdf", MediaType: "application/pdf"}, printed}, {ReturnFile{Kind: "oc4ids", FileName: stem + "-oc4ids.json", MediaType: "application/json"}, opened},
		{ReturnFile{Kind: "inputs", FileName: stem + "-inputs.zip", MediaType: "application/zip"}, made}}
	manifest := struct {
		Return   string            `json:"return"`
		Previous string            `json:"previous"`
		Files    map[string]string `json:"files"`
	}{Return: returns.Fingerprint(text), Files: map[string]string{}}
	for _, f := range files {
		manifest.Files[f.FileName] = returns.Fingerprint(f.content)
	}
	err = tx.Raw(`SELECT coalesce((SELECT encode(manifest_hash, 'hex') FROM certificates WHERE programme_id = ? ORDER BY id DESC LIMIT 1), '')`, r.ProgrammeID).Scan(&manifest.Previous).Error
	if err != nil {
		return fmt.Errorf("read the manifest before that of return %d: %w", r.ID, err)
	}
	listed, _ := json.Marshal(manifest)
	listed, err = returns.CanonicalJSON(listed)
	if err != nil {
		return err
	}
	var id int64
	err = tx.Raw(`INSERT INTO certificates (programme_id, return_id, document, hash, previous, manifest, manifest_hash, by_id, by_name, signed_as, at)
		VALUES (@programme, @return, @document, sha256(@document), decode(nullif(@previous, ''), 'hex'), @manifest, sha256(@manifest), @by, @name, @role, @at) RETURNING id`,
		map[string]any{"programme": r.ProgrammeID, "return": r.ID, "document": sites.Octets(text), "previous": doc.Previous, "manifest": sites.Octets(listed), "by": by.ID, "name": by.Name, "role": s.Role, "at": s.Now}).Scan(&id).Error
	if err != nil {
		return fmt.Errorf("certify return %d: %w", r.ID, err)
	}
	for _, f := range files {
		err := tx.Exec(`INSERT INTO return_files (certificate_id, kind, file_name, media_type, content, hash) VALUES (@id, @kind, @name, @type, @content, sha256(@content))`,
			map[string]any{"id": id, "kind": f.Kind, "name": f.FileName, "type": f.MediaType, "content": sites.Octets(f.content)}).Error
		if err != nil {
			return fmt.Errorf("keep the %s of return %d: %w", f.Kind, r.ID, err)
		}
	}
	return nil
}

// DraftFile is a return that is not certified yet as a workbook or a ZIP of CSV files, which
// say so. Nothing of it is kept, and what is certified later need not be the same.
func DraftFile(d ReturnDetail, kind string, today values.Date) (sites.File, error) {
	form, err := returns.TemplateOf(d.Template)
	if err != nil {
		return sites.File{}, err
	}
	f := sites.File{FileName: fmt.Sprintf("draft-return-%d-revision-%d", d.Number, d.Revision)}
	doc := returns.Document{Template: d.Template, Sheets: d.Rows}
	switch kind {
	case "xlsx":
		f.FileName, f.MediaType = f.FileName+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		f.Content, err = doc.XLSX(form, []returns.Mark{{Name: "Draft", Text: "Not certified: as it stood on " + today.Words()}})
	case "csv":
		f.FileName, f.MediaType = f.FileName+"-csv.zip", "application/zip"
		f.Content, err = doc.CSV(form)
	default:
		err = problem.Missing("file of this return: it is made when the return is certified")
	}
	f.SHA256 = returns.Fingerprint(f.Content)
	return f, err
}

// ReturnFileOf is a file of a return that is certified: the bytes that were kept, ever the
// same.
func ReturnFileOf(ctx context.Context, db *gorm.DB, id int64, kind string) (sites.File, error) {
	var files []sites.File
	err := db.WithContext(ctx).Raw(`SELECT file_name, media_type, encode(hash, 'hex') AS sha256, content FROM return_files
		WHERE kind = ? AND certificate_id = (SELECT max(c.id) FROM certificates c JOIN returns r ON r.id = c.return_id WHERE r.id = ? AND r.state NOT IN ('draft', 'checked'))`, kind, id).Scan(&files).Error
	if err != nil {
		return sites.File{}, fmt.Errorf("read the %s of return %d: %w", kind, id, err)
	}
	if len(files) == 0 {
		return sites.File{}, problem.Missing("file of this return: it is made when the return is certified")
	}
	return files[0], nil
}
