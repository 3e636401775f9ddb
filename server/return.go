package server

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"homeground/accounts"
	"homeground/grants"
	"homeground/internal/problem"
	"homeground/sites"
)

// seesReturn says whether the caller may see a return: drafts are for those who make them, and
// a funder bound to a grant sees those of that grant.
func (r *request) seesReturn(t grants.Return) bool {
	return r.by.Extent("return.read").Covers(accounts.Scope{Programmes: []int64{t.ProgrammeID}}) &&
		(t.State != "draft" && t.State != "checked" || !r.by.Extent("return.draft").None())
}

type returnsInput struct {
	Programme int64 `query:"programme" doc:"Only of this grant"`
}

func (r *request) returns(ctx context.Context, in *returnsInput) (*list[grants.Return], error) {
	items, err := grants.Returns(ctx, r.db, in.Programme)
	return listOf(slices.DeleteFunc(items, func(t grants.Return) bool { return !r.seesReturn(t) })), err
}

func (r *request) seen(ctx context.Context, id int64) (grants.ReturnDetail, error) {
	d, err := grants.ReadReturn(ctx, r.db, r.by, id, r.today())
	if err == nil && !r.seesReturn(d.Return) {
		err = problem.Missing("return")
	}
	if r.by.Extent("return.draft").None() {
		for i := range d.Certificates {
			d.Certificates[i].Files = slices.DeleteFunc(d.Certificates[i].Files, func(f grants.ReturnFile) bool { return f.Kind == "inputs" })
		}
	}
	return d, err
}

func (r *request) returned(ctx context.Context, in *ByID) (*record[grants.ReturnDetail], error) {
	d, err := r.seen(ctx, in.ID)
	return recordOf(d, d.Version), err
}

type returnInput struct {
	ByID
	Body grants.NewReturn
}

func (r *request) addReturn(ctx context.Context, in *returnInput) (*answer[grants.ReturnDetail], error) {
	d, err := grants.AddReturn(ctx, r.db, r.by, in.ID, in.Body, r.today())
	return &answer[grants.ReturnDetail]{d}, err
}

type returnWrittenInput struct {
	ByID
	Body grants.ReturnWritten
}

func (r *request) writeReturn(ctx context.Context, in *returnWrittenInput) (*record[grants.ReturnDetail], error) {
	d, err := grants.WriteReturn(ctx, r.db, r.by, in.ID, r.version, in.Body, r.today())
	return recordOf(d, d.Version), err
}

type returnMoveInput struct {
	ByID
	Body grants.ReturnMove
}

func (r *request) moveReturn(ctx context.Context, in *returnMoveInput) (*answer[grants.ReturnDetail], error) {
	d, err := grants.MoveReturn(ctx, r.db, r.by, in.ID, r.version, in.Body, r.today())
	return &answer[grants.ReturnDetail]{d}, err
}

type acceptInput struct {
	ByID
	Body struct {
		Remark string `json:"remark,omitempty" maxLength:"2000"`
	}
}

func (r *request) acceptReturn(ctx context.Context, in *acceptInput) (*answer[grants.ReturnDetail], error) {
	if d, err := r.seen(ctx, in.ID); err != nil {
		return &answer[grants.ReturnDetail]{d}, err
	}
	d, err := grants.AcceptReturn(ctx, r.db, r.by, in.ID, r.version, in.Body.Remark, r.today())
	return &answer[grants.ReturnDetail]{d}, err
}

type returnNoteInput struct {
	ByID
	Body grants.NewReturnNote
}

func (r *request) addReturnNote(ctx context.Context, in *returnNoteInput) (*answer[grants.ReturnDetail], error) {
	if d, err := r.seen(ctx, in.ID); err != nil {
		return &answer[grants.ReturnDetail]{d}, err
	}
	d, err := grants.AddReturnNote(ctx, r.db, r.by, in.ID, in.Body, r.today())
	return &answer[grants.ReturnDetail]{d}, err
}

type certifyInput struct {
	ByID
	Body struct {
		SignedAs string `json:"signed_as" maxLength:"200" doc:"As what you certify it, such as Section 151 officer"`
	}
}

func (r *request) certifyReturn(ctx context.Context, in *certifyInput) (*answer[grants.ReturnDetail], error) {
	s := grants.Signing{Role: in.Body.SignedAs, Font: face(), PDF: r.printer.PDF, Now: r.now()}
	d, err := grants.CertifyReturn(ctx, r.db, r.by, in.ID, r.version, s, r.today())
	return &answer[grants.ReturnDetail]{d}, err
}

// returnFile hands out a file of a return as it was certified, byte for byte, or all of them
// in a pack with what bears them out. That it was taken is recorded.
func (r *request) returnFile(c *fiber.Ctx) error {
	id, err := strconv.ParseInt(c.Params("id"), 10, 64)
	if err != nil {
		return problem.Missing("return")
	}
	ctx, kind := c.UserContext(), c.Params("kind")
	d, err := r.seen(ctx, id)
	if err != nil {
		return err
	}
	all := !r.by.Extent("return.draft").None() // what it was made from is for those who make it
	took := func() error {
		return r.note(ctx, r.by, accounts.Event{Action: "exported", Object: "return", ObjectID: strconv.FormatInt(id, 10), Label: fmt.Sprintf("return %d, %s, revision %d, as %s", d.Number, d.Programme, d.Revision, kind)})
	}
	if kind == "pack" {
		done, err := r.turn(ctx)
		if err != nil {
			return err
		}
		defer done()
		file, err := nobodysFile()
		if err != nil {
			return err
		}
		name, err := grants.WritePack(ctx, r.db, id, all, file)
		if err == nil {
			_, err = file.Seek(0, io.SeekStart)
		}
		if err == nil {
			err = took()
		}
		if err != nil {
			_ = file.Close()
			return err
		}
		return send(c, file, "application/zip", name)
	}
	var f sites.File
	switch {
	case kind == "schema":
		f, err = grants.ReturnSchema(ctx, r.db, id)
	case kind == "inputs" && !all:
		err = problem.Missing("file of this return")
	case d.State == "draft" || d.State == "checked":
		f, err = grants.DraftFile(d, kind, r.today())
	default:
		f, err = grants.ReturnFileOf(ctx, r.db, id, kind)
	}
	if err == nil && kind != "schema" {
		err = took()
	}
	if err != nil {
		return err
	}
	return hand(c, f)
}

type verifyInput struct {
	Body struct {
		Upload string `json:"upload" maxLength:"36" doc:"The UUID its pieces were sent under"`
		Parts  int    `json:"parts" minimum:"1"`
		SHA256 string `json:"sha256" maxLength:"64" doc:"Of the whole file, in hexadecimal"`
	}
}

// verify reads a file that was sent in pieces, and keeps none of it.
func (r *request) verify(ctx context.Context, in *verifyInput) (*answer[grants.Verdict], error) {
	content, err := sites.Sent(ctx, r.db, r.by, sites.NewDocument{Upload: in.Body.Upload, Parts: in.Body.Parts, SHA256: in.Body.SHA256})
	if err != nil {
		return nil, err
	}
	v, err := grants.Verify(ctx, r.db, content, r.by.Extent("return.read").Programmes)
	return &answer[grants.Verdict]{v}, err
}
