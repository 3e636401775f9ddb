package server

import (
	"bytes"
	"context"
	"io"
	"time"

	"gorm.io/gorm"

	"homeground/internal/values"
	"homeground/projects"
	"homeground/projects/highlight"
)

// This file gives highlight reports, of a project and of all, as a page of HTML and as a
// tagged PDF of it: as of now, and as they were kept at the start of each month.

func (r *request) highlightPage(ctx context.Context, in *ByID) (*paperFile, error) {
	return r.highlight(ctx, in.ID, asPage)
}

func (r *request) highlightPDF(ctx context.Context, in *ByID) (*paperFile, error) {
	return r.highlight(ctx, in.ID, asPDF)
}

func (r *request) portfolioPage(ctx context.Context, _ *struct{}) (*paperFile, error) {
	return r.highlight(ctx, 0, asPage)
}

func (r *request) portfolioPDF(ctx context.Context, _ *struct{}) (*paperFile, error) {
	return r.highlight(ctx, 0, asPDF)
}

// highlight is the report of a project as of now, or of all projects if it is 0.
func (r *request) highlight(ctx context.Context, project int64, as form) (*paperFile, error) {
	return r.written(ctx, as, func(ctx context.Context, page *bytes.Buffer) (name, label string, err error) {
		title, err := writeHighlight(ctx, r.db, page, project, madeNow(r.now(), r.server.version, r.demonstration), r.today())
		return "Highlight report " + r.today().String(), title + ", " + as.name, err
	})
}

// writeHighlight writes a report and answers its title.
func writeHighlight(ctx context.Context, db *gorm.DB, page io.Writer, project int64, made highlight.Made, today values.Date) (title string, err error) {
	if project == 0 {
		p, err := projects.ReadPortfolio(ctx, db, today)
		if err != nil {
			return "", err
		}
		return "Highlight report of all projects", highlight.WritePortfolio(page, p, made)
	}
	h, err := projects.ReadHighlight(ctx, db, project, today)
	if err != nil {
		return "", err
	}
	return "Highlight report of " + h.Name, highlight.Write(page, h, made)
}

// madeNow is how a report is made: by whom, and when in the United Kingdom.
func madeNow(now time.Time, version string, demonstration bool) highlight.Made {
	at := values.Today(now).Words()
	if london, err := time.LoadLocation("Europe/London"); err == nil {
		at += " at " + now.In(london).Format("15:04")
	}
	return highlight.Made{At: at, Version: version, Font: face(), Demonstration: demonstration}
}

// KeepHighlights keeps the highlight report of each project and of all, once a month. Every
// reader of projects reads the same of them, so there is one of each.
func KeepHighlights(ctx context.Context, db *gorm.DB, version string, demonstration bool, now time.Time) error {
	today := values.Today(now)
	month := today.AddDays(1 - today.Time().Day())
	list, err := projects.HighlightsToKeep(ctx, db, month)
	if err != nil {
		return err
	}
	for _, project := range list {
		var page bytes.Buffer
		title, err := writeHighlight(ctx, db, &page, project, madeNow(now, version, demonstration), today)
		if err != nil {
			return err
		}
		if err := projects.KeepHighlight(ctx, db, projects.KeptHighlight{ProjectID: project, Month: month, Title: title, Page: page.Bytes(), MadeAt: now}); err != nil {
			return err
		}
	}
	return nil
}

type keptInput struct {
	Project int64 `query:"project" minimum:"1" doc:"Of this one; left out: of all projects together"`
}

func (r *request) keptHighlights(ctx context.Context, in *keptInput) (*list[projects.KeptHighlight], error) {
	items, err := projects.KeptHighlights(ctx, r.db, in.Project)
	return listOf(items), err
}

func (r *request) keptHighlightPage(ctx context.Context, in *ByID) (*paperFile, error) {
	return r.keptHighlight(ctx, in.ID, asPage)
}

func (r *request) keptHighlightPDF(ctx context.Context, in *ByID) (*paperFile, error) {
	return r.keptHighlight(ctx, in.ID, asPDF)
}

func (r *request) keptHighlight(ctx context.Context, id int64, as form) (*paperFile, error) {
	return r.written(ctx, as, func(ctx context.Context, page *bytes.Buffer) (name, label string, err error) {
		k, err := projects.ReadKeptHighlight(ctx, r.db, id)
		page.Write(k.Page)
		return "Highlight report " + k.Month.String(), k.Title + ", " + k.Month.Time().Format("January 2006") + ", " + as.name, err
	})
}
