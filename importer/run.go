package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"homeground/accounts"
)

// importLock makes imports wait for one another, so that two at once cannot each see
// half of the other: the key of a transaction's advisory lock.
const importLock = 20_261_122

var ourFault = refusal{rule: "something went wrong on our side: nothing of this file was written", remedy: "Try again; tell whoever runs Homeground if it happens twice."}

// What ends a transaction without being our fault.
var (
	errNothing = errors.New("nothing is to be written")
	errRefused = errors.New("the file was refused")
)

// Run imports the files and says what became of each. Files are taken in the order of
// their kinds, one transaction a file (one for all with AllOrNothing). An error is our
// fault: nothing of the file it happened in, nor of those after it, was written; the
// result then says what was done before.
func Run(ctx context.Context, db *gorm.DB, by accounts.User, kinds []Kind, files []string, opts Options) (Result, error) {
	r := &run{db: db.WithContext(ctx), by: by, kinds: kinds, opts: opts}
	defer r.close()
	if !r.open(files) {
		return r.result(true), nil
	}
	for _, p := range r.plans {
		if err := r.plan(p); err != nil {
			return r.fault(p, err)
		}
	}
	order := slices.Clone(r.plans)
	slices.SortStableFunc(order, func(a, b *plan) int { return a.order() - b.order() })
	if opts.AllOrNothing {
		if p, err := r.together(ctx, order); err != nil {
			return r.fault(p, err)
		}
		return r.result(false), nil
	}
	for _, p := range order {
		if err := r.alone(ctx, p); err != nil {
			return r.fault(p, err)
		}
	}
	return r.result(false), nil
}

// A run is one command's files and what is becoming of them.
type run struct {
	db    *gorm.DB
	by    accounts.User
	kinds []Kind
	opts  Options
	as    *Kind
	plans []*plan
}

// A plan is one file: its tables, each with the kind that takes it.
type plan struct {
	source *source
	jobs   []job
	result FileResult
	done   bool
}

type job struct {
	table *Table
	kind  *Kind
}

func (p *plan) order() int {
	least := 1 << 30
	for _, j := range p.jobs {
		least = min(least, j.kind.Order)
	}
	return least
}

// refuse turns the file away: one problem without a row, nothing accepted.
func (p *plan) refuse(r refusal) {
	p.jobs = nil
	p.done = true
	p.result.refused = true
	p.result.Accepted, p.result.Unchanged, p.result.Rejected = 0, 0, 0
	p.result.Problems = []Problem{{Sheet: r.sheet, Column: show(r.column), Rule: r.rule, Remedy: r.remedy, Severity: "error"}}
}

// open opens every file; false means wrong use: nothing is imported then.
func (r *run) open(files []string) bool {
	good := len(files) > 0
	if r.opts.As != "" {
		i := slices.IndexFunc(r.kinds, func(k Kind) bool { return k.Name == r.opts.As })
		if i >= 0 {
			r.as = &r.kinds[i]
		}
		good = good && i >= 0
	}
	for _, path := range files {
		p := &plan{result: FileResult{File: safeName(path), Kind: "unknown", Problems: []Problem{}}}
		r.plans = append(r.plans, p)
		if r.opts.As != "" && r.as == nil {
			p.refuse(refusal{rule: "there is no kind " + show(r.opts.As), remedy: "Choose one of: " + kindNames(r.kinds) + "."})
			continue
		}
		s, err := openSource(path)
		if err != nil {
			p.refuse(refusal{rule: err.Error(), remedy: "Check the file's name and place. Nothing was imported."})
			good = false
			continue
		}
		p.source = s
	}
	return good
}

func (r *run) close() {
	for _, p := range r.plans {
		if p.source != nil {
			_ = p.source.close()
		}
	}
}

// plan finds the file's tables and kinds, or refuses it.
func (r *run) plan(p *plan) (err error) {
	defer recoverTo(&err)
	if r.as != nil {
		p.result.Kind = r.as.Name
	}
	jobs, problems, err := p.source.match(r.kinds, r.as)
	var whole refusal
	switch {
	case errors.As(err, &whole):
		p.refuse(whole)
		return nil
	case err != nil:
		return err
	}
	p.jobs = jobs
	p.result.Problems = append(p.result.Problems, problems...)
	var names []string
	for _, j := range jobs {
		if !slices.Contains(names, j.kind.Name) {
			names = append(names, j.kind.Name)
		}
	}
	p.result.Kind = strings.Join(names, ", ")
	return nil
}

// alone imports one file in a transaction of its own, and notes the attempt.
func (r *run) alone(ctx context.Context, p *plan) error {
	var err error
	if !p.done {
		err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) error {
			if err := r.take(ctx, tx, p); err != nil {
				return err
			}
			return r.finish(ctx, tx, []*plan{p})
		})
	}
	if err != nil && !errors.Is(err, errNothing) && !errors.Is(err, errRefused) {
		return err
	}
	p.done = true
	if p.result.refused && !r.opts.DryRun {
		return r.noteRefused(ctx, p)
	}
	return nil
}

// together imports all files in one transaction, and takes it back if any row was bad.
func (r *run) together(ctx context.Context, order []*plan) (*plan, error) {
	at := order[0]
	bad := slices.ContainsFunc(order, func(p *plan) bool { return p.result.refused })
	err := accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) error {
		for _, p := range order {
			if at = p; p.done {
				continue
			}
			err := tx.Transaction(func(step *gorm.DB) error { return r.take(ctx, step, p) })
			if err != nil && !errors.Is(err, errRefused) {
				return err
			}
			bad = bad || p.result.refused || p.result.Rejected > 0
		}
		if bad {
			return errRefused
		}
		return r.finish(ctx, tx, order)
	})
	if err != nil && !errors.Is(err, errNothing) && !errors.Is(err, errRefused) {
		return at, err
	}
	for _, p := range order {
		p.done = true
		if !bad {
			continue
		}
		if !p.result.refused && p.result.Rejected == 0 {
			p.result.Problems = append(p.result.Problems, Problem{Rule: "nothing of this file was written, because rows of another file are bad (all or nothing)",
				Remedy: "Mend the other file, or import without all-or-nothing.", Severity: "warning"})
		}
		p.result.refused = true
		p.result.Accepted, p.result.Unchanged = 0, 0
		if !r.opts.DryRun {
			if err := r.noteRefused(ctx, p); err != nil {
				return p, err
			}
		}
	}
	return nil, nil
}

// take runs a file's kinds over its tables.
func (r *run) take(ctx context.Context, tx *gorm.DB, p *plan) (err error) {
	defer recoverTo(&err)
	if err := tx.Exec("SELECT pg_advisory_xact_lock(?)", importLock).Error; err != nil {
		return err
	}
	jobs := slices.Clone(p.jobs)
	slices.SortStableFunc(jobs, func(a, b job) int { return a.kind.Order - b.kind.Order })
	rows := 0
	for _, j := range jobs {
		report := newReport(j.table.Sheet, r.by)
		err := j.kind.Import(ctx, tx, j.table, report)
		var whole refusal
		if errors.As(err, &whole) {
			whole.sheet = j.table.Sheet
			p.refuse(whole)
			return errRefused
		}
		if err != nil {
			return err
		}
		if report.refused {
			p.result.refused = true
			p.result.Accepted, p.result.Unchanged, p.result.Rejected = 0, 0, 0
			p.result.Problems = report.problems
			return errRefused
		}
		rows += report.rows
		p.add(j, report)
	}
	if rows == 0 {
		p.refuse(refusal{rule: "the file is empty: there is a header but no row below it", remedy: "Choose the file that holds the rows."})
		return errRefused
	}
	p.result.refused = p.result.Accepted+p.result.Unchanged == 0 && p.result.Rejected > 0
	return nil
}

// add puts a table's report into the file's result.
func (p *plan) add(j job, r *Report) {
	p.result.Accepted += r.accepted
	p.result.Unchanged += r.unchanged
	p.result.Rejected += r.bad.count
	p.result.Problems = append(p.result.Problems, r.problems...)
	if r.unlisted > 0 {
		p.result.Problems = append(p.result.Problems, Problem{Sheet: r.sheet, Rule: fmt.Sprintf("%d more problems are not listed", r.unlisted), Remedy: "Mend those above first.", Severity: "warning"})
	}
	if r.accepted > 0 {
		p.result.kinds = append(p.result.kinds, j.kind)
	}
}

// finish runs what has to follow from what was accepted, and notes the attempts.
func (r *run) finish(ctx context.Context, tx *gorm.DB, plans []*plan) (err error) {
	defer recoverTo(&err)
	ran := map[string]bool{}
	for _, p := range plans {
		for _, k := range p.result.kinds {
			for _, f := range k.After {
				if ran[f.Name] {
					continue
				}
				ran[f.Name] = true
				report := newReport("", r.by)
				if err := f.Run(ctx, tx, report); err != nil {
					return err
				}
				p.result.Problems, p.result.kept = append(p.result.Problems, report.problems...), append(p.result.kept, report.kept...)
			}
		}
	}
	if r.opts.DryRun {
		return errNothing
	}
	for _, p := range plans {
		if p.result.refused { // every row of it was rejected: noted once, by alone
			continue
		}
		if err := r.note(tx, p); err != nil {
			return err
		}
	}
	return nil
}

// note keeps the attempt: who, which file, what became of it.
func (r *run) note(tx *gorm.DB, p *plan) error {
	outcome := "imported"
	switch {
	case p.result.refused:
		outcome = "refused"
	case p.result.Accepted == 0:
		outcome = "nothing new"
	}
	warnings, err := json.Marshal(p.result.kept)
	if err != nil {
		return err // of texts: cannot be
	}
	err = tx.Exec(`INSERT INTO imports (by_name, file, sha256, bytes, kind, accepted, rejected, unchanged, outcome, warnings)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ARRAY (SELECT json_array_elements_text(coalesce(CAST(nullif(?, 'null') AS json), '[]'))))`,
		r.by.Name, p.result.File, p.source.sha256, p.source.size, p.result.Kind, p.result.Accepted, p.result.Rejected, p.result.Unchanged, outcome, string(warnings)).Error
	if err != nil {
		return fmt.Errorf("note the import: %w", err)
	}
	return nil
}

// noteRefused keeps the attempt after its own transaction was taken back.
func (r *run) noteRefused(ctx context.Context, p *plan) error {
	return accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) error { return r.note(tx, p) })
}

func (r *run) result(wrongUse bool) Result {
	all := Result{Files: []FileResult{}, wrongUse: wrongUse}
	for _, p := range r.plans {
		all.Files = append(all.Files, p.result)
		all.Accepted += p.result.Accepted
		all.Rejected += p.result.Rejected
		all.Unchanged += p.result.Unchanged
	}
	return all
}

// fault is the result when something went wrong on our side: what was committed stands,
// the rest says that it was not written.
func (r *run) fault(at *plan, err error) (Result, error) {
	for _, p := range r.plans {
		if !p.done {
			p.refuse(ourFault)
		}
	}
	name := ""
	if at != nil {
		name = at.result.File
	}
	return r.result(false), fmt.Errorf("import %s: %w", name, withoutValues(err))
}

// withoutValues takes out of a database's error what may quote a cell.
func withoutValues(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return fmt.Errorf("database error %s (%s %s) in %s", pg.Code, pg.TableName, pg.ConstraintName, pg.Routine)
	}
	return err
}

// recoverTo makes an error of a panic: no file may take the program down.
func recoverTo(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("panic: %v", v)
	}
}

// Failed is the result for files that could not be begun, by our fault.
func Failed(files []string) Result {
	r := Result{Files: []FileResult{}}
	for _, path := range files {
		p := &plan{result: FileResult{File: safeName(path), Kind: "unknown"}}
		p.refuse(ourFault)
		r.Files = append(r.Files, p.result)
	}
	return r
}
