package server

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/appraisal/paper"
	"homeground/frontend"
)

// This file gives the board paper: as data, as a page of HTML that needs nothing beside it,
// and as a tagged PDF of that page. That a page or a PDF was taken is recorded.

func (r *request) paper(ctx context.Context, in *Wished) (*answer[appraisal.Paper], error) {
	ctx, done, err := r.paperTurn(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	p, err := appraisal.ReadPaper(ctx, r.db, r.sim, in.wish(), r.server.version, r.now())
	return &answer[appraisal.Paper]{p}, err
}

// paperTurn waits for its turn to make a paper, which takes longer than other requests: it
// counts as a file.
func (r *request) paperTurn(ctx context.Context) (context.Context, func(), error) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), fileDeadline)
	done, err := r.turn(ctx)
	if err != nil {
		stop()
		return nil, nil, err
	}
	return ctx, func() { done(); stop() }, nil
}

// paperFile is a paper to keep. Nothing in it may run, or reach our pages.
type paperFile struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// form is how a paper is written.
type form struct {
	name, extension, media, disposition string
	of                                  func(*server, context.Context, []byte) ([]byte, error) // the page
}

var (
	asPage = form{"HTML", "html", "text/html; charset=utf-8", "inline", func(_ *server, _ context.Context, page []byte) ([]byte, error) { return page, nil }}
	asPDF  = form{"PDF", "pdf", "application/pdf", "attachment", func(s *server, ctx context.Context, page []byte) ([]byte, error) { return s.printer.PDF(ctx, page) }}
)

func (r *request) paperPage(ctx context.Context, in *Wished) (*paperFile, error) {
	return r.choicePaper(ctx, in, asPage)
}

func (r *request) paperPDF(ctx context.Context, in *Wished) (*paperFile, error) {
	return r.choicePaper(ctx, in, asPDF)
}

func (r *request) choicePaper(ctx context.Context, in *Wished, as form) (*paperFile, error) {
	return r.paperAs(ctx, as, func(ctx context.Context) (f paper.Facts, err error) {
		f.Paper, err = appraisal.ReadPaper(ctx, r.db, r.sim, in.wish(), r.server.version, r.now())
		return f, err
	})
}

func (r *request) decisionPage(ctx context.Context, in *ByID) (*paperFile, error) {
	return r.decisionPaper(ctx, in, asPage)
}

func (r *request) decisionPDF(ctx context.Context, in *ByID) (*paperFile, error) {
	return r.decisionPaper(ctx, in, asPDF)
}

// decisionPaper is the paper that a decision was made by, with the decision.
func (r *request) decisionPaper(ctx context.Context, in *ByID, as form) (*paperFile, error) {
	return r.paperAs(ctx, as, func(ctx context.Context) (paper.Facts, error) {
		d, err := appraisal.ReadDecision(ctx, r.db, in.ID)
		return paper.Facts{Paper: d.Paper, Decision: &d.Decided}, err
	})
}

// paperAs writes the paper of some facts.
func (r *request) paperAs(ctx context.Context, as form, facts func(context.Context) (paper.Facts, error)) (*paperFile, error) {
	return r.written(ctx, as, func(ctx context.Context, page *bytes.Buffer) (name, label string, err error) {
		f, err := facts(ctx)
		if err != nil {
			return "", "", err
		}
		if f.Sketch, err = accounts.ReadSketch(ctx, r.db); err != nil {
			return "", "", err
		}
		f.Font, f.Demonstration = face(), r.demonstration
		name, label = "Board paper "+f.Day().String(), f.Title()+", "+as.name
		if f.Decision != nil {
			name, label = fmt.Sprintf("Decision %d, board paper %s", f.Decision.Number, f.Day()), fmt.Sprintf("Decision %d: %s", f.Decision.Number, label)
		}
		return name, label, paper.Write(page, f)
	})
}

// written is a page as a file, and notes that it was taken. Write gives the file's name and
// what the audit calls it.
func (r *request) written(ctx context.Context, as form, write func(context.Context, *bytes.Buffer) (name, label string, err error)) (*paperFile, error) {
	ctx, done, err := r.paperTurn(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	var page bytes.Buffer
	name, label, err := write(ctx, &page)
	if err != nil {
		return nil, err
	}
	body, err := as.of(r.server, ctx, page.Bytes())
	if err != nil {
		return nil, err
	}
	if err := r.note(ctx, r.by, accounts.Event{Action: "exported", Object: "paper", Label: label}); err != nil {
		return nil, err
	}
	return &paperFile{as.media, fmt.Sprintf(`%s; filename="%s.%s"`, as.disposition, name, as.extension),
		"default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox", body}, nil
}

// face is our typeface, as far as the pages are built.
func face() []byte {
	names, _ := fs.Glob(frontend.Files(), "assets/atkinson-hyperlegible-next-latin-wght-normal-*.woff2")
	if len(names) == 0 {
		return nil
	}
	file, _ := fs.ReadFile(frontend.Files(), names[0])
	return file
}
