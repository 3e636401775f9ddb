package grants_test

import (
	"bytes"
	"errors"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/grants"
	"homeground/internal/print"
	"homeground/internal/returns"
	"homeground/internal/values"
)

// BenchmarkReturn makes a return over 61 projects with some 2,000 lines: filled in and
// checked, as a workbook, as a page and a PDF.
func BenchmarkReturn(b *testing.B) {
	db, programme, _, _ := demonstration(b)
	for _, sql := range []string{
		`INSERT INTO projects (project_ref, programme_id, name, authority_code, places, provenance, source) SELECT 'B-' || n, current_programme(), 'Home ' || n, 'E10000016', 3, 'test', 'test' FROM generate_series(1, 60) n`,
		`INSERT INTO funding (project_id, source, pence, secured) SELECT id, 'grant', 1000000, true FROM projects WHERE project_ref LIKE 'B-%'`,
		`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) SELECT id, 'works', 2026, true, true, 100000000 FROM projects WHERE project_ref LIKE 'B-%'`,
		`INSERT INTO ledger_entries (project_id, on_day, pence, note, source) SELECT id, date '2025-04-05' + n * 12, 1000 + n, 'x', 'test' FROM projects, generate_series(1, 40) n WHERE project_ref LIKE 'B-%'`,
		`INSERT INTO milestones (project_id, code, name, position, baseline, forecast) SELECT p.id, 'M' || to_char(n, 'FM00'), 'm', n, date '2026-12-01' + n * 20, date '2026-12-01' + n * 21 FROM projects p, generate_series(1, 27) n WHERE project_ref LIKE 'B-%'`,
		`INSERT INTO risks (project_id, risk, likelihood, impact, provenance, source) SELECT p.id, 'Risk ' || n, n % 5, n % 4, 'test', 'test' FROM projects p, generate_series(1, 12) n WHERE project_ref LIKE 'B-%'`,
		`INSERT INTO conditions (programme_id, project_id, kind, text, due_on, triggers, taper, provenance) SELECT programme_id, p.id, 'reporting', 'Report ' || n, date '2027-01-01' + n * 30, '[]', 'none', 'test' FROM projects p, generate_series(1, 8) n WHERE project_ref LIKE 'B-%'`,
		`ANALYZE`,
	} {
		run(b, db, sql)
	}
	preparer, officer := accounts.User{ID: number(b, db, `INSERT INTO users (email, name) VALUES ('a@example.org', 'A') RETURNING id`), Name: "A"}, accounts.User{ID: number(b, db, `INSERT INTO users (email, name) VALUES ('b@example.org', 'B') RETURNING id`), Name: "B"}
	d, err := grants.AddReturn(ctx, db, preparer, programme, grants.NewReturn{Year: 2026, Quarter: 2, DueOn: values.NewDate(2026, 11, 30)}, today)
	if err != nil {
		b.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range d.Fields {
		texts[f] = "As forecast."
	}
	if d, err = grants.WriteReturn(ctx, db, preparer, d.ID, d.Version, grants.ReturnWritten{Written: texts}, today); err != nil {
		b.Fatal(err)
	}
	lines := 0
	for _, rows := range d.Rows {
		lines += len(rows)
	}
	for _, f := range d.Faults {
		if f.Severity == returns.Error {
			b.Fatalf("%+v", f)
		}
	}
	form, err := returns.TemplateOf(d.Template)
	if err != nil {
		b.Fatal(err)
	}
	doc := returns.Document{Template: d.Template, Sheets: d.Rows}
	b.Run("Filled", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := grants.ReadReturn(ctx, db, preparer, d.ID, today); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(lines), "lines")
	})
	b.Run("XLSX", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := doc.XLSX(form, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("PDF", func(b *testing.B) {
		printer := print.New("")
		for b.Loop() {
			var page bytes.Buffer
			if err := doc.Page(&page, form, nil, nil); err != nil {
				b.Fatal(err)
			}
			if _, err := printer.PDF(ctx, page.Bytes()); err != nil {
				b.Fatal(err)
			}
		}
	})
	if d, err = grants.MoveReturn(ctx, db, officer, d.ID, d.Version, grants.ReturnMove{State: "checked"}, today); err != nil {
		b.Fatal(err)
	}
	b.Run("Certified", func(b *testing.B) {
		again := errors.New("again")
		for b.Loop() {
			err := db.Transaction(func(tx *gorm.DB) error {
				_, err := grants.CertifyReturn(ctx, tx, officer, d.ID, d.Version, grants.Signing{Role: "Section 151 officer", PDF: print.New("").PDF, Now: values.NewDate(2026, 11, 23).Time()}, today)
				return errors.Join(err, again)
			})
			if err.Error() != "again" {
				b.Fatal(err)
			}
		}
	})
}
