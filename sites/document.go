package sites

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Document is a file or photograph of a site.
type Document struct {
	ID             int64       `json:"id"`
	SiteID         int64       `json:"site_id"`
	Kind           string      `json:"kind" enum:"document,photograph"`
	Title          string      `json:"title"`
	FileName       string      `json:"file_name"`
	MediaType      string      `json:"media_type"`
	Bytes          int64       `json:"bytes"`
	TakenOn        values.Date `json:"taken_on,omitzero" format:"date" doc:"The day a photograph was taken, if its file said so"`
	Note           string      `json:"note,omitempty"`
	ByName         string      `json:"by_name"`
	At             time.Time   `json:"at"`
	RemovedBecause string      `json:"removed_because,omitempty" doc:"Why its content was taken out"`
	Thumbnail      string      `json:"thumbnail,omitempty" doc:"Of a photograph: a small JPEG as a data address"`
	Version        int         `json:"version"`
}

// What of files is taken.
const (
	partBytes     = 512 << 10 // of one piece
	mostParts     = 160
	mostBytes     = 20 << 20 // of a file
	partsKept     = 24 * time.Hour
	mostWaiting   = 5         // uploads of one user that are not done
	mostFiles     = 500       // of one site
	mostSiteBytes = 500 << 20 // of one site
)

// uploadForm is the name of an upload: a UUID of the sender's choice.
var uploadForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// PutPart keeps a piece of a file that is on its way; the same piece again replaces it.
func PutPart(ctx context.Context, tx *gorm.DB, by accounts.User, upload string, part int, content []byte, now time.Time) error {
	switch {
	case !uploadForm.MatchString(upload):
		return problem.Field("upload", "Name the upload by a UUID.")
	case part < 0 || part >= mostParts:
		return problem.Field("part", fmt.Sprintf("Number the pieces 0 to %d.", mostParts-1))
	case len(content) == 0 || len(content) > partBytes:
		return problem.Field("content", fmt.Sprintf("Send pieces of 1 to %d bytes.", partBytes))
	}
	tx = tx.WithContext(ctx)
	if err := tx.Exec(`DELETE FROM upload_parts WHERE at < ?`, now.Add(-partsKept)).Error; err != nil {
		return fmt.Errorf("clear old uploads: %w", err)
	}
	var waiting struct{ Others, Bytes int }
	err := tx.Raw(`SELECT count(DISTINCT upload) FILTER (WHERE upload <> @upload) AS others, coalesce(sum(length(content)) FILTER (WHERE upload = @upload AND part <> @part), 0) AS bytes
		FROM upload_parts WHERE user_id = @user`, map[string]any{"user": by.ID, "upload": upload, "part": part}).Scan(&waiting).Error
	switch {
	case err != nil:
		return fmt.Errorf("count uploads: %w", err)
	case waiting.Others >= mostWaiting:
		return problem.Conflict("%d of your uploads are not finished. Finish them, or wait: what is a day old goes by itself.", waiting.Others)
	case waiting.Bytes+len(content) > mostBytes:
		return problem.Field("content", fmt.Sprintf("This file is too large: send %d MB at most.", mostBytes>>20))
	}
	err = tx.Exec(`INSERT INTO upload_parts (user_id, upload, part, content, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (user_id, upload, part) DO UPDATE SET content = excluded.content, at = excluded.at`, by.ID, upload, part, Octets(content), now).Error
	if err != nil {
		return fmt.Errorf("keep part %d of an upload: %w", part, err)
	}
	return nil
}

// Octets are one value to GORM, which takes other bytes in brackets for a list.
type Octets []byte

// Value is the bytes as the database takes them.
func (o Octets) Value() (driver.Value, error) { return []byte(o), nil }

// NewDocument is what is asked for: the pieces of an upload, and what they are.
type NewDocument struct {
	Upload   string
	Parts    int    // how many pieces there are
	SHA256   string // of the whole, as the sender has it
	Title    string // empty: the file's name
	FileName string
	Note     string
}

// AddDocument makes a document of an upload's pieces. A picture is drawn anew, so that
// the place it was taken at, and all else its file hides, is gone.
func AddDocument(ctx context.Context, tx *gorm.DB, by accounts.User, site int64, ask NewDocument, now time.Time) (Document, error) {
	d, err := ask.Check(site, by, now)
	if err != nil {
		return d, err
	}
	tx = tx.WithContext(ctx)
	t, err := Take(tx, by, ask)
	if err != nil {
		return d, err
	}
	d.Kind, d.FileName, d.MediaType, d.TakenOn, d.Bytes = t.Kind, t.FileName, t.MediaType, t.TakenOn, int64(len(t.Content))
	if err := makeRoom(tx, site, d.Bytes, t.SHA256); err != nil {
		return d, err
	}
	err = tx.Raw(`INSERT INTO documents (site_id, kind, title, file_name, media_type, bytes, sha256, taken_on, note, by_name, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`, site, d.Kind, d.Title, d.FileName, d.MediaType, d.Bytes, t.SHA256, d.TakenOn, d.Note, d.ByName, now).
		Scan(&d.ID).Error
	if err == nil {
		err = tx.Exec(`INSERT INTO document_files (document_id, content, thumbnail) VALUES (?, ?, ?)`, d.ID, t.Content, t.thumbnail).Error
	}
	if err != nil {
		return d, fmt.Errorf("add a document to site %d: %w", site, err)
	}
	d.Version = 1
	return d, nil
}

// Taken is a file as it is kept: its name and type are those of what is in it.
type Taken struct {
	File
	Kind      string // document or photograph
	TakenOn   values.Date
	Content   Octets
	thumbnail Octets
}

// Sent puts the pieces of an upload together, once, and keeps nothing. Call it in a transaction.
func Sent(ctx context.Context, tx *gorm.DB, by accounts.User, ask NewDocument) ([]byte, error) {
	tx = tx.WithContext(ctx)
	if !uploadForm.MatchString(ask.Upload) || ask.Parts < 1 || ask.Parts > mostParts {
		return nil, problem.Field("upload", "Send the file's pieces first.")
	}
	content, err := whole(tx, by, ask)
	if err != nil {
		return nil, err
	}
	if err := tx.Exec(`DELETE FROM upload_parts WHERE user_id = ? AND upload = ?`, by.ID, ask.Upload).Error; err != nil {
		return nil, fmt.Errorf("clear an upload away: %w", err)
	}
	return content, nil
}

// Take puts the pieces of an upload together, once, and makes of them what is kept: a
// picture is drawn anew. The pieces are gone when the transaction ends well.
func Take(tx *gorm.DB, by accounts.User, ask NewDocument) (t Taken, err error) {
	content, err := whole(tx, by, ask)
	if err != nil {
		return t, err
	}
	if t.MediaType, t.Kind, err = whatIs(content); err != nil {
		return t, err
	}
	t.FileName = path.Base(strings.ReplaceAll(strings.TrimSpace(ask.FileName), `\`, "/"))
	if t.Kind == "photograph" {
		p, err := readPhotograph(content)
		if err != nil {
			return t, err
		}
		content, t.thumbnail, t.TakenOn, t.MediaType = p.content, p.thumbnail, p.takenOn, "image/jpeg"
		t.FileName = strings.TrimSuffix(t.FileName, path.Ext(t.FileName)) + ".jpg"
	} else if t.FileName, err = named(t.FileName, t.MediaType); err != nil {
		return t, err
	}
	sum := sha256.Sum256(content)
	t.Content, t.SHA256 = content, hex.EncodeToString(sum[:])
	if err := tx.Exec(`DELETE FROM upload_parts WHERE user_id = ? AND upload = ?`, by.ID, ask.Upload).Error; err != nil {
		return t, fmt.Errorf("clear an upload away: %w", err)
	}
	return t, nil
}

// Check says everything that is wrong with what is asked for, before its pieces are looked at.
func (ask NewDocument) Check(site int64, by accounts.User, now time.Time) (Document, error) {
	d := Document{SiteID: site, FileName: path.Base(strings.ReplaceAll(strings.TrimSpace(ask.FileName), `\`, "/")), Title: strings.TrimSpace(ask.Title),
		Note: strings.TrimSpace(ask.Note), ByName: by.Name, At: now}
	if d.Title == "" {
		d.Title = strings.TrimSuffix(d.FileName, path.Ext(d.FileName))
	}
	var faults []problem.Fault
	fault := func(field, text string) { faults = append(faults, problem.Fault{Field: field, Text: text}) }
	if !oneLine(d.FileName, 200) || strings.HasPrefix(d.FileName, ".") || d.FileName == "/" {
		fault("file_name", "Give the file a name of 200 letters at most.")
	}
	if !oneLine(d.Title, 200) {
		fault("title", "Enter a title, on one line of 200 letters at most.")
	}
	if len(d.Note) > 2000 || !utf8.ValidString(d.Note) || strings.ContainsRune(d.Note, 0) {
		fault("note", "Enter a note of 2,000 letters at most.")
	}
	if !uploadForm.MatchString(ask.Upload) || ask.Parts < 1 || ask.Parts > mostParts {
		fault("upload", "Send the file's pieces first.")
	}
	if len(faults) > 0 {
		return d, &problem.Problem{Kind: problem.Invalid, Text: "The document was not added.", Faults: faults}
	}
	return d, nil
}

func oneLine(text string, longest int) bool {
	return text != "" && utf8.ValidString(text) && utf8.RuneCountInString(text) <= longest && !strings.ContainsFunc(text, unicode.IsControl)
}

// whole puts an upload's pieces together, and wants them to be the file that was sent.
func whole(tx *gorm.DB, by accounts.User, ask NewDocument) ([]byte, error) {
	var pieces [][]byte
	rows, err := tx.Raw(`SELECT content FROM upload_parts WHERE user_id = ? AND upload = ? AND part < ? ORDER BY part`, by.ID, ask.Upload, ask.Parts).Rows()
	if err != nil {
		return nil, fmt.Errorf("read an upload: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var piece []byte
		if err := rows.Scan(&piece); err != nil {
			return nil, fmt.Errorf("read an upload: %w", err)
		}
		pieces = append(pieces, piece)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read an upload: %w", err)
	}
	if len(pieces) != ask.Parts {
		return nil, problem.Conflict("%d of %d pieces of the file have come. Send the rest, then try again.", len(pieces), ask.Parts)
	}
	content := bytes.Join(pieces, nil)
	if sum := sha256.Sum256(content); !strings.EqualFold(hex.EncodeToString(sum[:]), ask.SHA256) {
		return nil, problem.Field("sha256", "The file was changed on its way. Send it again.")
	}
	return content, nil
}

// endings are the ending that a file's name gets, by what it is.
var endings = map[string]string{"application/pdf": ".pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       ".xlsx"}

// whatIs says what a file is, by what is in it and not by its name.
func whatIs(content []byte) (mediaType, kind string, err error) {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return "image/jpeg", "photograph", nil
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png", "photograph", nil
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return "application/pdf", "document", nil
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		if mediaType := officeType(content); mediaType != "" {
			return mediaType, "document", nil
		}
	case len(content) > 12 && string(content[4:8]) == "ftyp":
		return "", "", problem.Field("content", "This is a HEIC picture or a film. Save it as JPEG; on an iPhone choose Settings, Camera, Formats, Most compatible.")
	}
	return "", "", problem.Field("content", "This type of file is not taken. Send a photograph as JPEG or PNG, or a PDF, Word or Excel document without macros.")
}

// officeType is what a ZIP file holds if it is a Word or Excel document without macros.
func officeType(content []byte) string {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || len(z.File) > 5000 {
		return ""
	}
	parts, found := false, ""
	for _, f := range z.File {
		switch name := strings.ToLower(f.Name); {
		case strings.Contains(name, "vbaproject") || strings.Contains(name, "macrosheets/"):
			return ""
		case name == "[content_types].xml":
			parts = true
		case name == "word/document.xml":
			found = ".docx"
		case name == "xl/workbook.xml":
			found = ".xlsx"
		}
	}
	for mediaType, ending := range endings {
		if parts && ending == found {
			return mediaType
		}
	}
	return ""
}

// named is a file's name with the ending of what it is.
func named(name, mediaType string) (string, error) {
	ending := endings[mediaType]
	if ending == "" {
		return "", fmt.Errorf("no ending for %s", mediaType)
	}
	if strings.EqualFold(path.Ext(name), ending) {
		return name, nil
	}
	return name + ending, nil
}

// makeRoom refuses what a site has already, or has no room for.
func makeRoom(tx *gorm.DB, site, bytes int64, sum string) error {
	var held struct{ Files, Bytes, Same int64 }
	// Two at once wait for each other, so that they cannot both be the last that fits.
	if err := tx.Exec(`SELECT pg_advisory_xact_lock(8341, ?)`, int32(site)).Error; err != nil {
		return fmt.Errorf("lock the documents of site %d: %w", site, err)
	}
	if err := tx.Raw(`SELECT files, bytes, same FROM documents_held(?, ?)`, site, sum).Scan(&held).Error; err != nil {
		return fmt.Errorf("count the documents of site %d: %w", site, err)
	}
	switch {
	case held.Same > 0:
		return problem.Conflict("This site has this file already.")
	case held.Files >= mostFiles || held.Bytes+bytes > mostSiteBytes:
		return problem.Conflict("This site is full: it may have %d documents of %d MB together. Take out what is not needed.", mostFiles, mostSiteBytes>>20)
	}
	return nil
}

// Documents are a site's, the newest first, with thumbnails. Of a restricted site the
// database notes it as a look; db must be inside accounts.Write, and the caller has
// checked the right.
func Documents(ctx context.Context, db *gorm.DB, site int64) ([]Document, error) {
	var rows []struct {
		Document
		Small []byte
	}
	err := db.WithContext(ctx).Raw(`SELECT id, site_id, kind, title, file_name, media_type, bytes, taken_on, note, by_name, at, coalesce(removed_because, '') AS removed_because,
		version, thumbnail AS small FROM documents_of(?)`, site).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the documents of site %d: %w", site, err)
	}
	list := make([]Document, len(rows))
	for i, r := range rows {
		list[i] = r.Document
		list[i].Thumbnail = dataAddress(r.Small)
	}
	return list, nil
}

func dataAddress(jpeg []byte) string {
	if len(jpeg) == 0 {
		return ""
	}
	return "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(jpeg)
}

// File is what a document holds.
type File struct {
	FileName  string
	MediaType string
	SHA256    string `gorm:"column:sha256"`
	Content   []byte
}

// DocumentFile is the file of a document, as Documents is: a look, checked by the caller.
func DocumentFile(ctx context.Context, db *gorm.DB, id int64) (File, error) {
	var files []File
	if err := db.WithContext(ctx).Raw(`SELECT file_name, media_type, sha256, content FROM document_file(?)`, id).Scan(&files).Error; err != nil {
		return File{}, fmt.Errorf("read document %d: %w", id, err)
	}
	if len(files) == 0 {
		return File{}, problem.Missing("document")
	}
	return files[0], nil
}

// RemoveDocument takes a document's content out, saying why; that there was one stays.
func RemoveDocument(ctx context.Context, tx *gorm.DB, id int64, version int, because string) error {
	if because = strings.TrimSpace(because); because == "" || utf8.RuneCountInString(because) > 500 {
		return problem.Field("because", "Say in a few words why it is taken out.")
	}
	tx = tx.WithContext(ctx)
	if err := accounts.Because(tx, because); err != nil {
		return err
	}
	var now struct {
		Version int
		Removed bool
	}
	found := tx.Raw(`SELECT version, removed_because IS NOT NULL AS removed FROM documents WHERE id = ? FOR UPDATE`, id).Scan(&now)
	switch {
	case found.Error != nil:
		return fmt.Errorf("find document %d: %w", id, found.Error)
	case found.RowsAffected == 0:
		return problem.Missing("document")
	case now.Version != version:
		return problem.Overtaken("document", map[string]any{"id": id, "version": now.Version})
	case now.Removed:
		return problem.Conflict("It was taken out before.")
	}
	err := tx.Exec(`UPDATE documents SET removed_because = ?, version = version + 1 WHERE id = ?`, because, id).Error
	if err == nil {
		err = tx.Exec(`UPDATE document_files SET content = NULL, thumbnail = NULL WHERE document_id = ?`, id).Error
	}
	if err != nil {
		return fmt.Errorf("take document %d out: %w", id, err)
	}
	return nil
}

// Restricted says whether a site's place is kept back.
func Restricted(ctx context.Context, db *gorm.DB, site int64) (bool, error) {
	var restricted []bool
	if err := db.WithContext(ctx).Raw(`SELECT location_sensitivity = 'restricted' FROM sites WHERE id = ?`, site).Scan(&restricted).Error; err != nil {
		return true, fmt.Errorf("read whether site %d is restricted: %w", site, err)
	}
	if len(restricted) == 0 {
		return true, problem.Missing("site")
	}
	return restricted[0], nil
}

// SiteOf is the site that a document is of.
func SiteOf(ctx context.Context, db *gorm.DB, document int64) (int64, error) {
	var site []int64
	if err := db.WithContext(ctx).Raw(`SELECT site_id FROM documents WHERE id = ?`, document).Scan(&site).Error; err != nil {
		return 0, fmt.Errorf("find the site of document %d: %w", document, err)
	}
	if len(site) == 0 {
		return 0, problem.Missing("document")
	}
	return site[0], nil
}
