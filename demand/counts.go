package demand

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/store"
	"homeground/internal/tables"
)

// CountKey is what a count is of.
type CountKey struct {
	Period        string `json:"period"`
	AreaCode      string `json:"area_code"`
	AreaName      string `json:"area_name"`
	Level         string `json:"level" enum:"lsoa,msoa,district,authority,region,nation,postcode_district,other"`
	ParentCode    string `json:"parent_code,omitempty" doc:"The next area up that the period has counts of"`
	AuthorityCode string `json:"authority_code,omitempty"`
	AgeBand       string `json:"age_band"`
	Need          string `json:"need"`
	Placement     string `json:"placement,omitempty"`
	Origin        string `json:"origin,omitempty"`
}

// ShownCount is a count as everyone sees it.
type ShownCount struct {
	CountKey
	Children   *int `json:"children" doc:"Null where it is suppressed"`
	Suppressed bool `json:"suppressed" doc:"Not shown: from 1 to 5, or hidden so that another cannot be worked out"`
	Change     *int `json:"change,omitempty" doc:"Since the period asked for; only where both are shown"`
}

// ObservedCount is a count as a demand steward sees it.
type ObservedCount struct {
	CountKey
	Children *int   `json:"children" doc:"Null where the publisher hid it"`
	Mark     string `json:"mark,omitempty" doc:"What the publisher put in its place"`
	Shown    bool   `json:"shown" doc:"Everyone sees it"`
}

// CountPage is one page of counts.
type CountPage[T any] struct {
	Items []T    `json:"items"`
	Total int    `json:"total"`
	Next  string `json:"next,omitempty"`
}

// CountFilter says which counts, from where.
type CountFilter struct {
	Period, Level, Authority, AgeBand, Need string
	Since                                   string   // the period to give the change from
	Own                                     []string // only of these authorities, where there are any
	Cursor                                  string
	Limit                                   int // 100 if 0
}

// CountPeriod is a period there are counts of.
type CountPeriod struct {
	Period     string   `json:"period"`
	Counts     int      `json:"counts"`
	Suppressed int      `json:"suppressed"`
	Levels     []string `json:"levels"`
	AgeBands   []string `json:"age_bands"`
	Needs      []string `json:"needs"`
	Placements []string `json:"placements"`
	Origins    []string `json:"origins"`
	Faults     []string `json:"faults" enum:"off_total,shown_before,contradiction" doc:"What disclosure control could not do as it should"`
}

// Change is what a count changed by, where both are shown; else nothing is said.
func Change(now, before *int) *int {
	if now == nil || before == nil {
		return nil
	}
	by := *now - *before
	return &by
}

const countKey = "c.period, c.area_code, c.area_name, c.level, coalesce(c.parent_code, '') AS parent_code, coalesce(c.authority_code, '') AS authority_code, c.age_band, c.need, c.placement, c.origin"

const countOrder = " ORDER BY c.period, c.area_code, c.age_band, c.need, c.placement, c.origin"

func (f CountFilter) where() (sql string, args map[string]any) {
	sql, args = " WHERE @all", map[string]any{"all": true, "since": f.Since}
	for _, c := range []struct{ column, value string }{{"period", f.Period}, {"level", f.Level}, {"authority_code", f.Authority}, {"age_band", f.AgeBand}, {"need", f.Need}} {
		if c.value != "" {
			sql += " AND c." + c.column + " = @" + c.column
			args[c.column] = c.value
		}
	}
	if len(f.Own) > 0 {
		sql += " AND c.authority_code IN @own"
		args["own"] = f.Own
	}
	return sql, args
}

// from goes on after the count that a cursor names.
func (f CountFilter) from(where string, args map[string]any) (string, error) {
	if f.Cursor == "" {
		return where, nil
	}
	var key [6]string
	text, err := base64.RawURLEncoding.DecodeString(f.Cursor)
	if err == nil {
		err = json.Unmarshal(text, &key)
	}
	if err != nil || strings.ContainsRune(strings.Join(key[:], ""), 0) {
		return "", problem.Field("cursor", "Start again from the first page: this cursor is not one of ours.")
	}
	for i, value := range key {
		args[fmt.Sprintf("k%d", i)] = value
	}
	return where + " AND (c.period, c.area_code, c.age_band, c.need, c.placement, c.origin) > (@k0, @k1, @k2, @k3, @k4, @k5)", nil
}

func cursorAfter(k CountKey) string {
	text, _ := json.Marshal([6]string{k.Period, k.AreaCode, k.AgeBand, k.Need, k.Placement, k.Origin}) // strings: cannot fail
	return base64.RawURLEncoding.EncodeToString(text)
}

// shownColumns and shownTables are all that a page or a file tells of a count.
const shownColumns = countKey + ", c.children, c.children IS NULL AS suppressed, b.children AS before"

const shownTables = ` FROM protected_counts c LEFT JOIN protected_counts b ON b.period = @since AND
	(b.area_code, b.age_band, b.need, b.placement, b.origin) = (c.area_code, c.age_band, c.need, c.placement, c.origin)`

type shownRow struct {
	ShownCount
	Before *int
}

func (r shownRow) shown() ShownCount {
	r.Change = Change(r.Children, r.Before)
	return r.ShownCount
}

// ListCounts is one page of the protected table.
func ListCounts(ctx context.Context, db *gorm.DB, f CountFilter) (CountPage[ShownCount], error) {
	where, args := f.where()
	var total int
	if err := db.WithContext(ctx).Raw("SELECT count(*) FROM protected_counts c"+where, args).Scan(&total).Error; err != nil {
		return CountPage[ShownCount]{}, fmt.Errorf("number the counts: %w", err)
	}
	where, err := f.from(where, args)
	if err != nil {
		return CountPage[ShownCount]{}, err
	}
	var rows []shownRow
	if err := db.WithContext(ctx).Raw("SELECT "+shownColumns+shownTables+where+countOrder+f.limit(), args).Scan(&rows).Error; err != nil {
		return CountPage[ShownCount]{}, fmt.Errorf("list counts: %w", err)
	}
	list := make([]ShownCount, len(rows))
	for i, row := range rows {
		list[i] = row.shown()
	}
	return onePage(f, list, total, func(c ShownCount) CountKey { return c.CountKey }), nil
}

// limit asks for one row more than a page has: whether there is a next one.
func (f CountFilter) limit() string { return fmt.Sprintf(" LIMIT %d", cmp.Or(f.Limit, 100)+1) }

func onePage[T any](f CountFilter, rows []T, total int, key func(T) CountKey) CountPage[T] {
	page := CountPage[T]{Items: rows, Total: total}
	if most := cmp.Or(f.Limit, 100); len(rows) > most {
		page.Items, page.Next = rows[:most], cursorAfter(key(rows[most-1]))
	}
	return page
}

// ListObserved is one page of the observed counts. It is a look.
func ListObserved(ctx context.Context, tx *gorm.DB, f CountFilter) (CountPage[ObservedCount], error) {
	where, args := f.door()
	after, err := f.from(" WHERE @all", args)
	if err != nil {
		return CountPage[ObservedCount]{}, err
	}
	var rows []struct {
		ObservedCount
		Total int
	}
	err = tx.WithContext(ctx).Raw("WITH seen AS MATERIALIZED ("+observedColumns+observedTables+where+") SELECT c.*, (SELECT count(*) FROM seen) AS total FROM seen c"+after+countOrder+f.limit(), args).Scan(&rows).Error
	if err != nil {
		return CountPage[ObservedCount]{}, fmt.Errorf("list observed counts: %w", err)
	}
	list, total := make([]ObservedCount, len(rows)), 0
	for i, row := range rows {
		list[i], total = row.ObservedCount, row.Total
	}
	return onePage(f, list, total, func(c ObservedCount) CountKey { return c.CountKey }), nil
}

const observedColumns = "SELECT " + countKey + ", c.children, coalesce(c.mark, '') AS mark, c.shown"

const observedTables = " FROM observed_rows(nullif(@wanted, ''), CAST(@authorities AS text[])) c"

// door is the filter with what the door is asked for: no more than will be seen.
func (f CountFilter) door() (where string, args map[string]any) {
	where, args = f.where()
	args["wanted"], args["authorities"] = f.Period, column[string](nil)
	if len(f.Own) > 0 {
		args["authorities"] = column[string](f.Own)
	}
	return where, args
}

var keyColumns = func() []tables.Column[CountKey] {
	text := func(name string, value func(CountKey) string) tables.Column[CountKey] {
		return tables.Column[CountKey]{Name: name, Of: func(k CountKey) any { return value(k) }}
	}
	return []tables.Column[CountKey]{text("area_code", func(k CountKey) string { return k.AreaCode }), text("area_name", func(k CountKey) string { return k.AreaName }),
		text("level", func(k CountKey) string { return k.Level }), text("parent_code", func(k CountKey) string { return k.ParentCode }),
		text("authority_code", func(k CountKey) string { return k.AuthorityCode }), text("age_band", func(k CountKey) string { return k.AgeBand }),
		text("need", func(k CountKey) string { return k.Need }), text("placement", func(k CountKey) string { return k.Placement }),
		text("origin", func(k CountKey) string { return k.Origin }), text("period", func(k CountKey) string { return k.Period })}
}()

// keyed are the columns of what a count is of, and then more.
func keyed[T any](key func(T) CountKey, more ...tables.Column[T]) (list []tables.Column[T]) {
	for _, c := range keyColumns {
		list = append(list, tables.Column[T]{Name: c.Name, Of: func(row T) any { return c.Of(key(row)) }})
	}
	return append(list, more...)
}

// ExportCounts is the protected table as a file, with no more than the list tells.
func ExportCounts(ctx context.Context, db *gorm.DB, f CountFilter) tables.Table {
	where, args := f.where()
	query := db.WithContext(ctx).Raw("SELECT "+shownColumns+shownTables+where+countOrder, args)
	columns := keyed(func(r shownRow) CountKey { return r.CountKey },
		tables.Column[shownRow]{Name: "children", Kind: tables.Whole, Of: func(r shownRow) any { return r.Children }},
		tables.Column[shownRow]{Name: "suppressed", Kind: tables.YesNo, Of: func(r shownRow) any { return r.Suppressed }},
		tables.Column[shownRow]{Name: "change", Kind: tables.Whole, Of: func(r shownRow) any { return r.shown().Change }})
	return tables.Of("counts", "Observed counts, small ones suppressed", columns, store.Rows[shownRow](db, query), nil)
}

// ExportObserved is the observed counts as a file. It is a look; the rows are read at once.
func ExportObserved(ctx context.Context, tx *gorm.DB, f CountFilter) (tables.Table, error) {
	where, args := f.door()
	var rows []ObservedCount
	if err := tx.WithContext(ctx).Raw(observedColumns+observedTables+where+countOrder, args).Scan(&rows).Error; err != nil {
		return tables.Table{}, fmt.Errorf("read observed counts: %w", err)
	}
	columns := keyed(func(c ObservedCount) CountKey { return c.CountKey },
		tables.Column[ObservedCount]{Name: "children", Kind: tables.Whole, Of: func(c ObservedCount) any { return c.Children }},
		tables.Column[ObservedCount]{Name: "mark", Of: func(c ObservedCount) any { return c.Mark }},
		tables.Column[ObservedCount]{Name: "shown", Kind: tables.YesNo, Of: func(c ObservedCount) any { return c.Shown }})
	each := func(yield func(ObservedCount, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
	return tables.Of("observed", "Observed counts, not for sharing", columns, each, nil), nil
}

// CountPeriods are the periods there are counts of, the latest first.
func CountPeriods(ctx context.Context, db *gorm.DB) ([]CountPeriod, error) {
	var rows []struct {
		Period, Levels, AgeBands, Needs, Placements, Origins, Faults string
		Counts, Suppressed                                           int
	}
	err := db.WithContext(ctx).Raw(`
		SELECT period, count(*) AS counts, count(*) FILTER (WHERE children IS NULL) AS suppressed,
		       CAST(json_agg(DISTINCT level) AS text) AS levels, CAST(json_agg(DISTINCT age_band) AS text) AS age_bands, CAST(json_agg(DISTINCT need) AS text) AS needs,
		       CAST(json_agg(DISTINCT placement) AS text) AS placements, CAST(json_agg(DISTINCT origin) AS text) AS origins,
		       CAST((SELECT coalesce(json_agg(kind ORDER BY kind), '[]') FROM protection_faults f WHERE f.period = c.period) AS text) AS faults
		FROM protected_counts c GROUP BY period ORDER BY right(period, 10) DESC, period`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list periods of counts: %w", err)
	}
	list := make([]CountPeriod, len(rows))
	for i, r := range rows {
		list[i] = CountPeriod{Period: r.Period, Counts: r.Counts, Suppressed: r.Suppressed}
		for _, part := range []struct {
			text string
			into *[]string
		}{{r.Levels, &list[i].Levels}, {r.AgeBands, &list[i].AgeBands}, {r.Needs, &list[i].Needs}, {r.Placements, &list[i].Placements}, {r.Origins, &list[i].Origins}, {r.Faults, &list[i].Faults}} {
			if err := json.Unmarshal([]byte(part.text), part.into); err != nil {
				return nil, fmt.Errorf("list periods of counts: %w", err)
			}
		}
	}
	return list, nil
}
