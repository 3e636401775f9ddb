package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/tables"
)

// This file sends a table as a file: in the format its address ends in, under the filter
// and in the order of the page that shows it. That it was taken is recorded.

const (
	fileDeadline = 50 * time.Second // of a file, which may be all of England's small areas
	filesAtOnce  = 2                // written at a time; others wait for their turn
	fileWait     = 20 * time.Second
)

// asked is what a table is asked for: a handler reads its filter and gives the table.
type asked struct {
	*fiber.Ctx
	shapes bool // the format is of shapes
}

type tableHandler func(*request, context.Context, asked) (tables.Table, error)

// download is an address for each format that the table can be written in.
func download(t *table, path, right string, h tableHandler) {
	plain(t, http.MethodGet, "/api/v1"+path+".:format", right, func(r *request, c *fiber.Ctx) error { return r.sendTable(c, h) })
}

func (r *request) sendTable(c *fiber.Ctx, h tableHandler) error {
	format, ok := tables.FormatOf(c.Params("format"))
	if !ok {
		return &problem.Problem{Kind: problem.NotFound, Text: nothingHere}
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(c.UserContext()), fileDeadline)
	defer stop()
	done, err := r.turn(ctx)
	if err != nil {
		return err
	}
	defer done()
	table, err := h(r, ctx, asked{c, format.Shapes})
	if err != nil {
		return err
	}
	if !table.Takes(format) {
		return &problem.Problem{Kind: problem.NotFound, Text: nothingHere}
	}
	file, rows, err := write(r.introduced(table), format)
	if err != nil {
		return err
	}
	err = r.note(ctx, r.by, accounts.Event{Action: "exported", Object: table.Name, Label: fmt.Sprintf("%s, %s, %d rows", table.Title, format.Name, rows)})
	if err != nil {
		return err
	}
	return send(c, file, format.Media, fmt.Sprintf("homeground-%s-%s.%s", table.Name, r.today(), format.Extension))
}

// introduced is the table with what its file says about itself.
func (r *request) introduced(t tables.Table) tables.Table {
	t.Made = r.today()
	made := tables.Line{Name: "Made", Text: fmt.Sprintf("%s, by Homeground %s", t.Made.Words(), r.server.version)}
	if r.demonstration {
		made.Text += ", from the demonstration: its people and much of its data are made up"
	}
	t.About = append(slices.Clone(t.About), made)
	return t
}

// turn waits until few enough files are being written, and says when this one is done.
func (s *server) turn(ctx context.Context) (done func(), err error) {
	ctx, stop := context.WithTimeout(ctx, fileWait)
	defer stop()
	select {
	case s.files <- struct{}{}:
		return func() { <-s.files }, nil
	case <-ctx.Done():
		return nil, &problem.Problem{Kind: problem.TooMany, Text: "Others are taking files just now. Try again in a moment.", After: 5 * time.Second}
	}
}

// write writes the table to a file that nobody else can open and that is gone once it is
// closed. Whatever goes wrong on the way does so before anything is answered.
func write(t tables.Table, format tables.Format) (file *os.File, rows int, err error) {
	folder, err := os.MkdirTemp("", "homeground-file-")
	if err != nil {
		return nil, 0, fmt.Errorf("make a folder for a file: %w", err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, t.Name+"."+format.Extension)
	if rows, err = t.Save(format, path); err != nil {
		return nil, 0, err
	}
	file, err = os.Open(path)
	return file, rows, err
}

// nobodysFile is a file that nobody else can open and that is gone once it is closed.
func nobodysFile() (*os.File, error) {
	file, err := os.CreateTemp("", "homeground-file-")
	if err != nil {
		return nil, fmt.Errorf("make a file: %w", err)
	}
	if err := os.Remove(file.Name()); err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("unlink a file: %w", err)
	}
	return file, nil
}

// send answers with the file, tagged by its content, and closes it.
func send(c *fiber.Ctx, file *os.File, media, name string) error {
	sum := sha256.New()
	size, err := io.Copy(sum, file)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = file.Close()
		return fmt.Errorf("read a file back: %w", err)
	}
	tag := `"` + hex.EncodeToString(sum.Sum(nil)[:12]) + `"`
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if c.Get(fiber.HeaderIfNoneMatch) == tag {
		_ = file.Close()
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Attachment(name)
	c.Set(fiber.HeaderContentType, media)
	return c.SendStream(file, int(size))
}

// filterLine says a filter in words: pairs of what is narrowed and to what.
func filterLine(pairs ...string) tables.Line {
	var said []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			said = append(said, pairs[i]+" "+pairs[i+1])
		}
	}
	if len(said) == 0 {
		return tables.Line{Name: "Filter", Text: "none: all there are"}
	}
	return tables.Line{Name: "Filter", Text: strings.Join(said, "; ")}
}

// orderLine says the order of the rows.
func orderLine(sort, usual string) tables.Line {
	name, down := strings.CutPrefix(sort, "-")
	switch {
	case name == "":
		return tables.Line{Name: "Order", Text: usual}
	case down:
		return tables.Line{Name: "Order", Text: "by " + name + ", from the greatest down"}
	}
	return tables.Line{Name: "Order", Text: "by " + name}
}

// named is an authority by its name and code.
func (r *request) named(ctx context.Context, code string) (string, error) {
	names, err := accounts.ReadNames(ctx, r.db)
	if err != nil || names.Of(code) == "" {
		return code, err
	}
	return names.Of(code) + " (" + code + ")", nil
}

// ownOnly says of a file that holds one's own only that it does.
func (r *request) ownOnly(t tables.Table, own string) tables.Table {
	if !r.extent.All {
		t.About = append(t.About, tables.Line{Name: "Of whom", Text: own})
	}
	return t
}

// Where each table is from, and under which licence.
const (
	registerSource = "The register that the authorities of the region keep together in Homeground. Contains Ofsted’s register of providers, licensed under the Open Government Licence v3.0, where a row’s provenance says published."
	positionSource = "WGS 84 (EPSG:4326), longitude first, right to about 5 metres. A restricted site is given as the centre of the 10 km square of the national grid that holds it: its position_kind is square."
	needSource     = "Estimated by Homeground from published totals: children looked after (Department for Education), children living in small areas and their outlines (Office for National Statistics), deprivation (Ministry of Housing, Communities and Local Government), all licensed under the Open Government Licence v3.0. No row is a count of observed children. An area that is a settlement has an approximate outline: the part of its authority that is nearest to it."
	outlineSource  = "Contains OS data and National Statistics data © Crown copyright and database right, licensed under the Open Government Licence v3.0; an approximate outline is made with Natural Earth and is for drawing only."
)
