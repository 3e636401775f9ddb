package sites

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const anUpload = "0f8fad5b-d9cb-469f-a165-70867728950e"

// picture is w by h points, red at the top left and white elsewhere.
func picture(w, h int) image.Image {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p.Set(x, y, color.White)
			if x < w/4 && y < h/4 {
				p.Set(x, y, color.RGBA{255, 0, 0, 255})
			}
		}
	}
	return p
}

// photo is a JPEG as a camera writes it: held so, taken on 3 May 2026, at a place.
func photo(t testing.TB, w, h int, orientation uint16, order binary.ByteOrder) []byte {
	t.Helper()
	var tiff bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			if err := binary.Write(&tiff, order, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	mark := "MM"
	if order == binary.LittleEndian {
		mark = "II"
	}
	put([]byte(mark), uint16(42), uint32(8))
	put(uint16(3), uint16(0x0112), uint16(3), uint32(1), orientation, uint16(0), // orientation
		uint16(0x8769), uint16(4), uint32(1), uint32(50), // where the EXIF directory is
		uint16(0x8825), uint16(4), uint32(1), uint32(68), // where the place is
		uint32(0))
	put(uint16(1), uint16(0x9003), uint16(2), uint32(20), uint32(86), uint32(0)) // when it was taken: 50
	put(uint16(1), uint16(1), uint16(2), uint32(2), []byte("N\x00\x00\x00"), uint32(0))
	put([]byte("2026:05:03 10:20:30\x00"), []byte("the hidden place"))
	part := append([]byte("Exif\x00\x00"), tiff.Bytes()...)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture(w, h), nil); err != nil {
		t.Fatal(err)
	}
	head := []byte{0xFF, 0xD8, 0xFF, 0xE1, byte((len(part) + 2) >> 8), byte(len(part) + 2)}
	return append(append(head, part...), out.Bytes()[2:]...)
}

// TestPhotographHidesNothing wants what a camera writes beside the picture to be gone,
// the picture upright, and the day kept.
func TestPhotographHidesNothing(t *testing.T) {
	for orientation, red := range map[uint16]string{1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left", 5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left", 9: "top left"} {
		for _, order := range []binary.ByteOrder{binary.BigEndian, binary.LittleEndian} {
			p, err := readPhotograph(photo(t, 64, 32, orientation, order))
			if err != nil {
				t.Fatal(err)
			}
			for _, kept := range [][]byte{p.content, p.thumbnail} {
				for _, gone := range []string{"Exif", "hidden", "2026"} {
					if bytes.Contains(kept, []byte(gone)) {
						t.Errorf("orientation %d: %q is still in it", orientation, gone)
					}
				}
			}
			if p.takenOn.String() != "2026-05-03" {
				t.Errorf("it was taken on %s", p.takenOn)
			}
			got, err := jpeg.Decode(bytes.NewReader(p.content))
			if err != nil {
				t.Fatal(err)
			}
			w, h := got.Bounds().Dx(), got.Bounds().Dy()
			if lying := w == 64 && h == 32; lying != (orientation < 5 || orientation == 9) {
				t.Errorf("orientation %d: %d by %d", orientation, w, h)
			}
			at := map[string]image.Point{"top left": {4, 4}, "top right": {w - 4, 4}, "bottom left": {4, h - 4}, "bottom right": {w - 4, h - 4}}
			for corner, point := range at {
				r, g, _, _ := got.At(point.X, point.Y).RGBA()
				if isRed := r > 0xC000 && g < 0x8000; isRed != (corner == red) {
					t.Errorf("orientation %d: %s is red: %v", orientation, corner, isRed)
				}
			}
		}
	}
}

func TestLargePicturesShrink(t *testing.T) {
	var large bytes.Buffer
	if err := png.Encode(&large, picture(5000, 100)); err != nil {
		t.Fatal(err)
	}
	p, err := readPhotograph(large.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for side, content := range map[int][]byte{longestSide: p.content, thumbnailSide: p.thumbnail} {
		if size, _, err := image.DecodeConfig(bytes.NewReader(content)); err != nil || size.Width != side {
			t.Errorf("%d points wide, want %d, %v", size.Width, side, err)
		}
	}
}

// flood is a PNG of a few bytes that says it has so many points.
func flood(w, h uint32) []byte {
	var small bytes.Buffer
	_ = png.Encode(&small, picture(1, 1))
	content := small.Bytes()
	binary.BigEndian.PutUint32(content[16:], w)
	binary.BigEndian.PutUint32(content[20:], h)
	return content
}

func TestWhatIs(t *testing.T) {
	office := func(names ...string) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, name := range names {
			w, _ := z.Create(name)
			_, _ = w.Write([]byte("<x/>"))
		}
		_ = z.Close()
		return out.Bytes()
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    string // media type, or the beginning of the refusal
	}{
		{"PDF", []byte("%PDF-1.7\n"), "application/pdf"},
		{"Word", office("[Content_Types].xml", "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"Excel", office("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"Word with macros", office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "This type of file is not taken"},
		{"a ZIP", office("a.txt"), "This type of file is not taken"},
		{"a cut ZIP", office("[Content_Types].xml", "word/document.xml")[:60], "This type of file is not taken"},
		{"SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "This type of file is not taken"},
		{"HTML", []byte("<!doctype html><script>alert(1)</script>"), "This type of file is not taken"},
		{"a program", []byte("MZ\x90\x00"), "This type of file is not taken"},
		{"GIF", []byte("GIF89a"), "This type of file is not taken"},
		{"HEIC", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "This is a HEIC picture"},
		{"nothing", []byte("x"), "This type of file is not taken"},
	} {
		got, _, err := whatIs(c.content)
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	for name, content := range map[string][]byte{"50 million points": flood(10000, 5001), "the most there are": flood(1<<31-1, 1<<31-1), "cut": photo(t, 64, 64, 1, binary.BigEndian)[:400], "half": photo(t, 640, 640, 1, binary.BigEndian)[:2000]} {
		if _, err := readPhotograph(content); err == nil {
			t.Errorf("%s: taken", name)
		} else if _, ok := problem.As(err); !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadEXIF(f *testing.F) {
	f.Add(photo(f, 8, 8, 6, binary.BigEndian))
	f.Add(photo(f, 8, 8, 3, binary.LittleEndian))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 4 {
			readEXIF(content)
		}
	})
}

// sent keeps a file's pieces and asks for a document of them.
func sent(t testing.TB, db *gorm.DB, by accounts.User, upload string, content []byte, name string) NewDocument {
	t.Helper()
	const piece = 1000
	parts := 0
	err := accounts.Write(context.Background(), db, by, func(tx *gorm.DB) error {
		for rest := content; len(rest) > 0; parts++ {
			n := min(piece, len(rest))
			if err := PutPart(context.Background(), tx, by, upload, parts, rest[:n], noon); err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content)
	return NewDocument{Upload: upload, Parts: parts, SHA256: hex.EncodeToString(sum[:]), FileName: name}
}

// TestDocuments goes the whole way as the role that serves: a photograph and a PDF of a
// restricted site come in, are looked at, and one is taken out.
func TestDocuments(t *testing.T) {
	owner := storetest.Fresh(t)
	ctx := context.Background()
	var site int64
	for _, statement := range []string{
		`INSERT INTO hubs (name, provenance) VALUES ('North', 'test')`,
		`UPDATE authorities SET hub_id = (SELECT id FROM hubs LIMIT 1) WHERE code = 'E06000044'`,
	} {
		if err := owner.DB.Exec(statement).Error; err != nil {
			t.Fatal(err)
		}
	}
	err := owner.DB.Raw(`INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, exact, provenance, source)
		VALUES ('S-1', 'Secret House', 'A home', 'E06000044', 'restricted', ST_SetSRID(ST_MakePoint(464000, 100000), 27700), 'test', 'test') RETURNING id`).Scan(&site).Error
	if err != nil {
		t.Fatal(err)
	}
	db := storetest.As(t, owner, store.Server).DB
	by := accounts.AtCommand("test")
	if err := owner.DB.Raw(`INSERT INTO users (email, name, state, demonstration) VALUES ('lee@example.org', 'Lee', 'active', true) RETURNING id`).Scan(&by.ID).Error; err != nil {
		t.Fatal(err)
	}
	add := func(ask NewDocument) (d Document, err error) {
		err = accounts.Write(ctx, db, by, func(tx *gorm.DB) (err error) {
			d, err = AddDocument(ctx, tx, by, site, ask, noon)
			return err
		})
		return d, err
	}
	ask := sent(t, db, by, anUpload, photo(t, 640, 480, 6, binary.BigEndian), `C:\pictures\..\Secret House front.JPG`)
	for name, change := range map[string]func(*NewDocument){
		"pieces of the file have come": func(a *NewDocument) { a.Parts++ },
		"changed on its way":           func(a *NewDocument) { a.SHA256 = strings.Repeat("0", 64) },
		"title":                        func(a *NewDocument) { a.Title = "two\nlines" },
		"name":                         func(a *NewDocument) { a.FileName = "" },
		"note":                         func(a *NewDocument) { a.Note = strings.Repeat("x", 2001) },
		"pieces first":                 func(a *NewDocument) { a.Upload = "x" },
	} {
		wrong := ask
		change(&wrong)
		if _, err := add(wrong); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	front, err := add(ask)
	if err != nil || front.Title != "Secret House front" || front.FileName != "Secret House front.jpg" || front.TakenOn.String() != "2026-05-03" {
		t.Fatalf("%+v, %v", front, err)
	}
	pdf := []byte("%PDF-1.7\nlease of Secret House\n%%EOF")
	lease, err := add(sent(t, db, by, anUpload, pdf, "lease"))
	if err != nil || lease.FileName != "lease.pdf" {
		t.Fatalf("%+v, %v", lease, err)
	}
	if _, err := add(sent(t, db, by, anUpload, pdf, "again.pdf")); err == nil || !strings.Contains(err.Error(), "has this file already") {
		t.Errorf("the same file twice: %v", err)
	}
	var list []Document
	var file File
	err = accounts.Write(ctx, db, by, func(tx *gorm.DB) (err error) {
		if list, err = Documents(ctx, tx, site); err != nil {
			return err
		}
		if file, err = DocumentFile(ctx, tx, lease.ID); err != nil {
			return err
		}
		return RemoveDocument(ctx, tx, lease.ID, 1, "It names a child")
	})
	if err != nil || len(list) != 2 || list[1].ID != front.ID || !strings.HasPrefix(list[1].Thumbnail, "data:image/jpeg;base64,") || !bytes.Equal(file.Content, pdf) {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := accounts.Write(ctx, db, by, func(tx *gorm.DB) error { _, err := DocumentFile(ctx, tx, lease.ID); return err }); err == nil {
		t.Error("what was taken out is still there")
	}
	var left struct{ Looks, Rows, Files int }
	err = owner.DB.Raw(`SELECT (SELECT count(*) FROM audit_entries WHERE action = 'looked') AS looks, (SELECT count(*) FROM documents) AS rows,
		(SELECT count(*) FROM document_files WHERE position('names' IN encode(content, 'escape')) > 0 OR position('Secret' IN encode(content, 'escape')) > 0) AS files`).Scan(&left).Error
	if err != nil || left.Looks < 2 || left.Rows != 2 || left.Files != 0 {
		t.Errorf("%+v, %v", left, err)
	}
	var told string
	if err := db.Raw(`SELECT string_agg(changes::text || label || coalesce(reason, ''), ' ') FROM audit_entries`).Scan(&told).Error; err != nil || strings.Contains(told, "Secret") || strings.Contains(told, "lease") {
		t.Errorf("the audit tells: %s, %v", told, err)
	}
	for _, column := range []string{"title", "file_name", "note", "sha256", "bytes", "taken_on"} {
		if err := db.Exec(`SELECT ` + column + ` FROM documents`).Error; err == nil {
			t.Errorf("the serving role reads %s", column)
		}
	}
	if err := db.Exec(`SELECT content FROM document_files`).Error; err == nil {
		t.Error("the serving role reads files")
	}
}

func TestUploads(t *testing.T) {
	db := storetest.Open(t)
	ctx := context.Background()
	by := accounts.AtCommand("test")
	if err := db.Raw(`INSERT INTO users (email, name, state, demonstration) VALUES ('lee@example.org', 'Lee', 'active', true) RETURNING id`).Scan(&by.ID).Error; err != nil {
		t.Fatal(err)
	}
	put := func(upload string, part, bytes int, at time.Time) error {
		return PutPart(ctx, db, by, upload, part, make([]byte, bytes), at)
	}
	for _, c := range []struct {
		upload      string
		part, bytes int
		want        string
	}{
		{"x", 0, 1, "UUID"}, {anUpload, -1, 1, "0 to 159"}, {anUpload, 160, 1, "0 to 159"}, {anUpload, 0, 0, "1 to 524288"}, {anUpload, 0, partBytes + 1, "1 to 524288"},
	} {
		if err := put(c.upload, c.part, c.bytes, noon); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	for part := range 40 {
		if err := put(anUpload, part, partBytes, noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := put(anUpload, 40, 1, noon); err == nil || !strings.Contains(err.Error(), "20 MB at most") {
		t.Errorf("more than a file may have: %v", err)
	}
	if err := put(anUpload, 39, partBytes, noon); err != nil {
		t.Errorf("a piece again: %v", err)
	}
	other := func(i int) string { return fmt.Sprintf("%08d", i) + anUpload[8:] }
	for i := range 4 {
		if err := put(other(i), 0, 1, noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := put(other(6), 0, 1, noon); err == nil || !strings.Contains(err.Error(), "not finished") {
		t.Errorf("a sixth beside it: %v", err)
	}
	if err := put(other(6), 0, 1, noon.Add(25*time.Hour)); err != nil {
		t.Errorf("a day later: %v", err)
	}
}
