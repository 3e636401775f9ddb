package grants_test

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/stdlib"
)

// readBack are what a sheet says and what the ledger and registers say, in SQL: @sheet is the
// sheet's rows as text, pounds as pence.
var readBack = []struct{ sheet, columns, says, want string }{
	{"finances", "project_ref year quarter spent_pence revenue_pence actual",
		`SELECT project_ref, year, left(quarter, 2), spent_pence::bigint, revenue_pence::bigint FROM sheet WHERE actual = 'Actual' AND spent_pence::bigint <> 0`,
		`SELECT p.project_ref, fy || '-' || right((fy + 1)::text, 2), 'Q' || q, sum(pence)::bigint, coalesce(sum(pence) FILTER (WHERE NOT capital), 0)::bigint FROM ledger_entries e JOIN projects p ON p.id = e.project_id,
			LATERAL (SELECT extract(year FROM on_day - interval '3 months')::int AS fy, extract(quarter FROM on_day - interval '3 months')::int AS q) f
			WHERE kind <> 'commitment' AND p.programme_id = $1 AND on_day < '2026-10-01' GROUP BY 1, 2, 3 HAVING sum(pence) <> 0`},
	{"finances", "project_ref spent_pence",
		`SELECT project_ref, sum(spent_pence::bigint)::bigint FROM sheet GROUP BY 1 HAVING sum(spent_pence::bigint) <> 0`,
		`SELECT p.project_ref, sum(pence)::bigint FROM ledger_entries e JOIN projects p ON p.id = e.project_id WHERE kind <> 'commitment' AND p.programme_id = $1 GROUP BY 1 HAVING sum(pence) <> 0`},
	{"finances", "project_ref secured_pence unsecured_pence match_pence grant_pence grant_committed_pence grant_uncommitted_pence", // what adds up across
		`SELECT project_ref FROM sheet WHERE secured_pence::bigint + unsecured_pence::bigint <> match_pence::bigint OR grant_committed_pence::bigint + grant_uncommitted_pence::bigint <> grant_pence::bigint`,
		`SELECT '' WHERE $1 = 0`},
	{"milestones", "project_ref project code milestone baseline forecast actual",
		`SELECT project_ref, project, code, milestone, nullif(baseline, '')::date, nullif(forecast, '')::date, nullif(actual, '')::date FROM sheet`,
		`SELECT p.project_ref, p.name, m.code, m.name, m.baseline, m.forecast, m.actual FROM milestones m JOIN projects p ON p.id = m.project_id WHERE p.programme_id = $1`},
	{"payments", "on_day amount_pence reference",
		`SELECT on_day::date, amount_pence::bigint, coalesce(reference, '') FROM sheet`,
		`SELECT on_day, pence, reference FROM payments WHERE programme_id = $1 AND on_day BETWEEN '2026-07-01' AND '2026-09-30'`},
	{"conditions", "number kind condition clause due_on",
		`SELECT number::bigint, kind, condition, coalesce(clause, ''), nullif(due_on, '')::date FROM sheet`,
		`SELECT id, replace(kind, '_', ' '), text, clause, due_on FROM conditions WHERE programme_id = $1`},
	{"risks", "project_ref risk likelihood impact mitigation owner",
		`SELECT project_ref, risk, likelihood::int, impact::int, coalesce(mitigation, ''), coalesce(owner, '') FROM sheet`,
		`SELECT p.project_ref, r.risk, r.likelihood + 1, r.impact + 1, r.mitigation, r.owner FROM risks r JOIN projects p ON p.id = r.project_id WHERE p.programme_id = $1 AND r.state <> 'closed'`},
	{"location", "project_ref authority authority_code postcode",
		`SELECT project_ref, authority, authority_code, coalesce(postcode, '') FROM sheet`,
		`SELECT p.project_ref, a.name, a.code, CASE WHEN p.project_ref = 'P-14' THEN 'PO1 2AB; restricted: Kent' ELSE '' END FROM projects p JOIN authorities a ON a.code = p.authority_code WHERE p.programme_id = $1`},
	{"outputs", "project_ref output value",
		`SELECT project_ref, value::bigint FROM sheet WHERE output = 'Places created'`,
		`SELECT project_ref, places FROM projects p WHERE programme_id = $1 AND EXISTS (SELECT FROM milestones m WHERE m.project_id = p.id AND code = 'M24' AND coalesce(actual, forecast) IS NOT NULL)`},
	{"admin", "award_pence financial_completion organisation",
		`SELECT award_pence::bigint, financial_completion::date, organisation FROM sheet`,
		`SELECT award_pence, spend_by, 'West Sussex County Council' FROM programmes WHERE id = $1`},
}

// TestFilesAgainstLedger has PostgreSQL read the CSV and the JSON of a certified return, and
// compares what they say with the ledger and registers, which it adds up by itself.
func TestFilesAgainstLedger(t *testing.T) {
	r := open(t)
	for i, s := range []struct{ open, host, postcode string }{{"open", "E06000044", "PO1 2AB"}, {"restricted", "E10000016", "ME1 1AA"}} {
		run(t, r.db, `WITH s AS (INSERT INTO sites (site_ref, name, public_name, kind, host_authority, location_sensitivity, postcode, provenance, source) VALUES (?, 'x', 'x', 'childrens_home', ?, ?, ?, 'test', 'test') RETURNING id)
			INSERT INTO project_sites (project_id, site_id) SELECT ?, id FROM s`, fmt.Sprintf("RB-%d", i), s.host, s.open, s.postcode, r.project)
	}
	run(t, r.db, `DELETE FROM project_sites ps USING sites s WHERE s.id = ps.site_id AND project_id = ? AND s.site_ref NOT LIKE 'RB-%'`, r.project)
	run(t, r.db, `INSERT INTO ledger_entries (project_id, category, kind, on_day, pence, capital, eligible, note, source) VALUES (?, 'works', 'payment', '2026-07-01', 1, true, true, 'n', 's'), (?, 'fees', 'payment', '2026-09-30', 12345, false, false, 'n', 's'), (?, 'fees', 'payment', '2026-10-01', -99, true, true, 'n', 's')`, r.project, r.project, r.project)
	run(t, r.db, `INSERT INTO payments (programme_id, kind, on_day, pence, reference, by_name, provenance) VALUES (?, 'scheduled', '2026-09-30', 7, '=1+1, "quoted"', 'x', 'test'), (?, 'scheduled', '2026-10-01', 8, '', 'x', 'test')`, r.programme, r.programme)
	r.write("", written)
	r.move("", "checked", "")
	r.certify("", r.officer)
	pool, err := r.db.DB()
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	do := func(query string, args ...any) {
		t.Helper()
		if _, err := conn.ExecContext(ctx, query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	heads := copyCSV(t, conn, r.file("csv"))
	do(`CREATE TEMP TABLE document (d jsonb)`)
	do(`INSERT INTO document VALUES ($1)`, string(r.file("json")))
	for _, c := range readBack {
		var fromCSV, fromJSON []string
		for _, column := range strings.Fields(c.columns) {
			fromJSON = append(fromJSON, column)
			if pounds := strings.TrimSuffix(column, "_pence") + "_gbp"; strings.Contains(heads[c.sheet], pounds) {
				fromCSV = append(fromCSV, fmt.Sprintf("(%s::numeric * 100)::bigint::text AS %s", pounds, column))
			} else {
				fromCSV = append(fromCSV, fmt.Sprintf("regexp_replace(%s, '^''(?=[=+@-])', '') AS %s", column, column)) // as a spreadsheet's formula is kept from being one
			}
		}
		for name, sheet := range map[string]string{
			"csv":  fmt.Sprintf(`SELECT %s FROM csv_%s`, strings.Join(fromCSV, ", "), c.sheet),
			"json": fmt.Sprintf(`SELECT x.* FROM document, jsonb_to_recordset(d->'sheets'->'%s') AS x(%s text)`, c.sheet, strings.Join(fromJSON, " text, ")),
		} {
			var says, want string
			if err := conn.QueryRowContext(ctx, `WITH sheet AS (`+sheet+`) `+lines(c.says)).Scan(&says); err != nil {
				t.Fatalf("%s of the %s: %v", c.sheet, name, err)
			}
			if err := r.db.Raw(lines(c.want), r.programme).Row().Scan(&want); err != nil {
				t.Fatalf("%s: %v", c.sheet, err)
			}
			if says != want || want == "" && !strings.HasPrefix(c.want, "SELECT ''") {
				t.Errorf("%s of the %s says\n%s\nthe ledger and registers\n%s", c.sheet, name, says, want)
			}
		}
	}
}

// lines is a query's rows as one text.
func lines(query string) string {
	return `SELECT coalesce(string_agg(line::text, E'\n' ORDER BY line::text COLLATE "C"), '') FROM (` + query + `) line`
}

// copyCSV makes a table csv_x of each file of a ZIP, and gives their heads.
func copyCSV(t *testing.T, conn *sql.Conn, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	heads := map[string]string{}
	name := regexp.MustCompile(`^\d+-(\w+)\.csv$`)
	for _, f := range z.File {
		sheet := name.FindStringSubmatch(f.Name)
		if sheet == nil {
			t.Fatalf("%s is no sheet", f.Name)
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(strings.TrimPrefix(string(text), "\ufeff"), "\r\n")
		heads[sheet[1]] = head
		if _, err := conn.ExecContext(ctx, fmt.Sprintf(`CREATE TEMP TABLE csv_%s ("%s" text)`, sheet[1], strings.Join(strings.Split(head, ","), `" text, "`))); err != nil {
			t.Fatal(err)
		}
		err = conn.Raw(func(driver any) error {
			_, err := driver.(*stdlib.Conn).Conn().PgConn().CopyFrom(context.Background(), bytes.NewReader(text), fmt.Sprintf(`COPY csv_%s FROM STDIN (FORMAT csv, HEADER)`, sheet[1]))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return heads
}
