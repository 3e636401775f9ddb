package demand

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// CellEstimate is a small area in use, or a hexagon of them: its estimate and its reading.
type CellEstimate struct {
	Code          string      `json:"code"`
	Name          string      `json:"name"`
	AuthorityCode string      `json:"authority_code"`
	AuthorityName string      `json:"authority_name"`
	Hub           string      `json:"hub,omitempty"`
	Children      *int        `json:"children,omitempty" doc:"Children living there, of the youngest published age band"`
	Score         *float64    `json:"score,omitempty" doc:"Deprivation score"`
	ScoreBasis    string      `json:"score_basis,omitempty" enum:"published,older cells,authority mean"`
	Thousandths   int64       `json:"thousandths" doc:"Children looked after, estimated, in thousandths of a child"`
	RatePer10000  *float64    `json:"rate_per_10000,omitempty" doc:"Children needing a home in ten thousand children living there"`
	Unmet         *int64      `json:"unmet_thousandths,omitempty" doc:"Children who need a home and whom no open home within 20 miles covers, estimated, in thousandths of a child"`
	Access        *float64    `json:"access,omitempty" doc:"Places for each child who needs one, as far as homes are near (E2SFCA); of a hexagon the mean of its small areas, weighted by need"`
	Gain          *float64    `json:"gain,omitempty" doc:"Of a hexagon, where places were asked for: children whom a home of so many in its middle would cover"`
	GiZ           *float64    `json:"gi_z,omitempty" doc:"Getis-Ord Gi*"`
	P             *float64    `json:"p,omitempty" doc:"Two-sided, before false discoveries are held down"`
	Class         Class       `json:"class" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99"`
	Position      *geo.LonLat `json:"position,omitempty" doc:"Its centre"`
	Cells         int         `json:"cells,omitempty" doc:"Of a hexagon: the small areas whose centre lies in it"`
	Other         *OtherDay   `json:"other,omitempty" gorm:"-" doc:"The same of the other day that was asked for; left out where it is not known of the whole area"`
}

// OtherDay is an area's estimate for an earlier published day, or its projection for a later
// one, and the change between it and the newest estimate: the later less the earlier.
type OtherDay struct {
	Basis       string   `json:"basis" enum:"estimated,projected"`
	Thousandths int64    `json:"thousandths" doc:"Children looked after on that day, in thousandths of a child"`
	Change      *int64   `json:"change,omitempty" doc:"In thousandths; left out where the newest count is of that very day"`
	GiZ         *float64 `json:"gi_z,omitempty" doc:"Getis-Ord Gi* of the changes"`
	P           *float64 `json:"p,omitempty"`
	Class       Class    `json:"class" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99" doc:"Hot: where need grew more than elsewhere"`
}

// CellPage is one page of small areas, or of hexagons.
type CellPage struct {
	Items      []CellEstimate `json:"items"`
	Total      int            `json:"total"`
	Next       string         `json:"next,omitempty"`
	Basis      string         `json:"basis" enum:"estimated" doc:"Made from published totals; nothing is claimed of observed children"`
	Measure    Measure        `json:"measure" enum:"count,rate" doc:"What the hot-spots are of"`
	BandMetres float64        `json:"band_metres,omitempty" doc:"The distance the hot-spots were found with"`
	Other      *Series        `json:"other,omitempty" doc:"The other day that was asked for"`
	Cohort     *CohortFigures `json:"cohort,omitempty" doc:"The cohort that was asked for: all figures are of it alone"`
}

// CellFilter says which small areas or hexagons, in what order, from where.
type CellFilter struct {
	Hexagons              int // hexagons with so many metres between opposite sides; small areas if 0
	Class, Authority, Hub string
	Hexagon               string         // small areas in this one
	Since, Until          values.Date    // beside an earlier day, or a projected one; at most one of the two
	Own                   []string       // only in these authorities, where there are any
	Text                  string         // in its name, or how its code begins
	Cohort                *CohortFigures // of this cohort alone; nil: of all children
	Sort                  string         // z, estimate, unmet, access, gain, change, change_z (a minus: largest first) or name. -z if empty
	Coverage              *Coverage      // what homes cover is told under it; nil: it is not told
	Places                int            // of the home whose gain is told of each hexagon; 0: it is not told
	Cursor                string
	Limit                 int // 100 if 0
}

// An order is what cells are sorted by: a value that is never null, then the code,
// which makes it whole.
type order struct{ key, kind, compare, direction string }

var orders = map[string]order{
	"z":         {"coalesce(e.gi_z, 'Infinity')", "float8", ">", "ASC"},
	"-z":        {"coalesce(e.gi_z, '-Infinity')", "float8", "<", "DESC"},
	"estimate":  {"e.thousandths", "bigint", ">", "ASC"},
	"-estimate": {"e.thousandths", "bigint", "<", "DESC"},
	"unmet":     {"coalesce(u.thousandths, 0)", "bigint", ">", "ASC"},
	"-unmet":    {"coalesce(u.thousandths, 0)", "bigint", "<", "DESC"},
	"access":    {"coalesce(u.access, 'Infinity')", "float8", ">", "ASC"},
	"-access":   {"coalesce(u.access, '-Infinity')", "float8", "<", "DESC"},
	"gain":      {"coalesce(u.gain, 'Infinity')", "float8", ">", "ASC"},
	"-gain":     {"coalesce(u.gain, '-Infinity')", "float8", "<", "DESC"},
	"name":      {`c.name COLLATE "C"`, "text", ">", "ASC"},
	"change":    {"coalesce(e.other_change[CAST(@place AS int)], 9223372036854775807)", "bigint", ">", "ASC"},
	"-change":   {"coalesce(e.other_change[CAST(@place AS int)], -9223372036854775808)", "bigint", "<", "DESC"},
	"change_z":  {"coalesce(e.other_gi_z[CAST(@place AS int)], 'Infinity')", "float8", ">", "ASC"},
	"-change_z": {"coalesce(e.other_gi_z[CAST(@place AS int)], '-Infinity')", "float8", "<", "DESC"},
}

var notAnOrder = problem.Field("sort", "Sort by z, estimate, unmet or access, with a minus from the greatest down, or by name; hexagons with places by gain; and beside another day by change or change_z.")

// after is the last cell of a page: where the next one goes on.
type after struct {
	Sort  string `json:"s"`
	Value string `json:"v"`
	Code  string `json:"c"`
}

// cellQuery is what a page and a file ask for.
type cellQuery struct {
	order
	columns, from, where string
	args                 map[string]any
	other                *Series
}

// cellRead is a row of it.
type cellRead struct {
	CellEstimate
	OtherThen, OtherBy *int64
	OtherZ             *float64
	OtherHot           Class
	SortValue          string
	Outline            []byte
}

// estimate is the row's area, with the other day where it is known.
func (r cellRead) estimate(other *Series) CellEstimate {
	if other == nil || r.OtherThen == nil {
		return r.CellEstimate
	}
	r.Other = &OtherDay{Basis: other.Basis, Thousandths: *r.OtherThen, Change: r.OtherBy, GiZ: r.OtherZ, Class: r.OtherHot}
	if z := r.OtherZ; z != nil {
		p := twoSided(*z)
		r.Other.P = &p
	}
	return r.CellEstimate
}

// query is what the filter asks of which tables.
func (f CellFilter) query(ctx context.Context, db *gorm.DB) (q cellQuery, err error) {
	var ok bool
	if q.order, ok = orders[cmp.Or(f.Sort, "-z")]; !ok {
		return q, notAnOrder
	}
	q.where, q.args = f.where()
	switch by := strings.TrimPrefix(f.Sort, "-"); {
	case f.Places != 0 && (f.Hexagons == 0 || f.Cohort != nil || f.Places < 1 || f.Places > 50):
		return q, problem.Field("places", "Ask for the gain, on hexagons and of all children, of a home of 1 to 50 places.")
	case f.Cohort != nil && (by == "unmet" || by == "access"), by == "gain" && f.Places == 0:
		return q, notAnOrder
	}
	if q.other, err = f.Cohort.series(ctx, db, f.Since, f.Until); err != nil {
		return q, err
	}
	if err := q.tables(db, f); err != nil {
		return q, err
	}
	if q.other == nil && strings.Contains(f.Sort, "change") {
		return q, notAnOrder
	}
	if q.other != nil {
		q.columns += ", e.other_thousandths[CAST(@place AS int)] AS other_then, e.other_change[CAST(@place AS int)] AS other_by, e.other_gi_z[CAST(@place AS int)] AS other_z, e.other_class[CAST(@place AS int)] AS other_hot"
		q.args["place"] = q.other.place
		if f.Cohort != nil {
			q.args["place"] = 1 // no other day is handed over
		}
	}
	return q, nil
}

// tables are where the figures stand: with all children's, or handed over of a cohort. What
// homes cover is known of all children alone.
func (q *cellQuery) tables(db *gorm.DB, f CellFilter) error {
	q.columns, q.from = sharedColumns+cellColumns, cellTables
	if f.Hexagons != 0 {
		q.columns, q.from, q.args["metres"] = sharedColumns+hexagonColumns, hexagonTables, f.Hexagons
	}
	if f.Cohort != nil {
		q.from = cohortCellTables
		if f.Hexagons != 0 {
			q.from = cohortHexagonTables
		}
		f.Cohort.columns(f.Hexagons, q.other, q.args)
		f.Coverage = nil
	}
	of, err := f.Coverage.columns(db, f.Hexagons, f.Places)
	q.from += coverageTable
	q.args["codes"], q.args["unmet"], q.args["access"], q.args["gain"] = of.codes, of.unmet, of.access, of.gain
	return err
}

// ListCells is one page of the small areas in use, or of hexagons. Pages go on after the
// last one given, so that none is lost or given twice while the estimates stand.
func ListCells(ctx context.Context, db *gorm.DB, f CellFilter) (CellPage, error) {
	page := CellPage{Items: []CellEstimate{}, Basis: "estimated"}
	f.Sort, f.Limit = cmp.Or(f.Sort, "-z"), cmp.Or(f.Limit, 100)
	db = db.WithContext(ctx)
	q, err := f.query(ctx, db)
	if err != nil {
		return page, err
	}
	page.Other, page.Cohort = q.other, f.Cohort
	if page.Measure, page.BandMetres, err = readBand(db, f.Hexagons); err != nil {
		return page, err
	}
	if err := db.Raw("SELECT count(*)"+q.from+q.where, q.args).Scan(&page.Total).Error; err != nil {
		return page, fmt.Errorf("count cells: %w", err)
	}
	if f.Cursor != "" {
		value, code, err := readCursor(f.Cursor, f.Sort)
		if err != nil {
			return page, err
		}
		q.where += fmt.Sprintf(" AND (%s %s CAST(@value AS %s) OR %s = CAST(@value AS %s) AND c.code > @code)", q.key, q.compare, q.kind, q.key, q.kind)
		q.args["value"], q.args["code"] = value, code
	}
	q.args["limit"] = f.Limit + 1
	var rows []cellRead
	err = db.Raw(`SELECT `+q.columns+`, (`+q.key+`)::text AS sort_value`+q.from+q.where+fmt.Sprintf(" ORDER BY %s %s, c.code LIMIT @limit", q.key, q.direction), q.args).Scan(&rows).Error
	if err != nil {
		return page, fmt.Errorf("list cells: %w", err)
	}
	for i, row := range rows {
		if i == f.Limit {
			last := rows[i-1]
			page.Next = writeCursor(after{f.Sort, last.SortValue, last.Code})
			break
		}
		page.Items = append(page.Items, row.estimate(q.other))
	}
	return page, nil
}

// readBand is what hot-spots are of, and the distance they were found with: on small
// areas, or on hexagons of a size.
func readBand(db *gorm.DB, hexagons int) (measure Measure, metres float64, err error) {
	var row struct {
		Measure Measure
		Band    float64
	}
	err = db.Raw(`SELECT s.measure, coalesce(CASE WHEN @metres = 0 THEN s.estimated_band ELSE h.band END, 0) AS band
		FROM demand_settings s LEFT JOIN hexagon_sizes h ON h.metres = @metres`, map[string]any{"metres": hexagons}).Scan(&row).Error
	if err != nil {
		return "", 0, fmt.Errorf("read the band of hot-spots: %w", err)
	}
	return row.Measure, row.Band, nil
}

// These columns and tables are all that a page or a file tells of a small area, and of a
// hexagon.
const (
	sharedColumns = `c.code, c.name, c.authority_code, a.name AS authority_name, coalesce(h.name, '') AS hub, c.children, e.thousandths, e.gi_z, e.p, e.class,
	CASE WHEN c.children > 0 THEN round(e.need / (1000.0 * c.children), 2) END AS rate_per10000,
	lon_lat(c.centre) AS position, u.thousandths AS unmet, u.access, u.gain`
	cellColumns    = `, c.score, coalesce(c.score_basis, '') AS score_basis`
	hexagonColumns = `, c.cells`
	cellTables     = ` FROM demand_estimates e JOIN demand_cells c ON c.code = e.cell_code` + sharedTables
	hexagonTables  = ` FROM (SELECT * FROM hexagons WHERE metres = @metres) c CROSS JOIN LATERAL (SELECT c.thousandths, c.need, c.gi_z, c.p, c.class, c.other_thousandths, c.other_change, c.other_gi_z, c.other_class) e` + sharedTables
	coverageTable  = ` LEFT JOIN unnest(CAST(@codes AS text[]), CAST(@unmet AS bigint[]), CAST(@access AS float8[]), CAST(@gain AS float8[])) AS u (code, thousandths, access, gain) ON u.code = c.code`
	sharedTables   = `
	JOIN authorities a ON a.code = c.authority_code
	LEFT JOIN hubs h ON h.id = a.hub_id`

	cohortCellTables    = ` FROM (SELECT k.*, d.hexagons FROM ` + cohortTable + ` JOIN demand_estimates d USING (cell_code)) e JOIN demand_cells c ON c.code = e.cell_code` + sharedTables
	cohortHexagonTables = ` FROM (SELECT x.code, x.name, x.centre, x.outline_3857, k.* FROM ` + cohortTable + ` JOIN hexagons x ON x.code = k.cell_code WHERE x.metres = @metres) c
	CROSS JOIN LATERAL (SELECT c.thousandths, c.need, c.gi_z, c.p, c.class, c.other_thousandths, c.other_need, c.other_change, c.other_gi_z, c.other_class) e` + sharedTables
)

func (f CellFilter) where() (sql string, args map[string]any) {
	sql, args = " WHERE @all", map[string]any{"all": true}
	for _, c := range []struct{ name, value, condition string }{
		{"class", f.Class, "e.class = @class"},
		{"authority", f.Authority, "c.authority_code = @authority"},
		{"hub", f.Hub, "h.name = @hub"},
		{"hexagon", f.Hexagon, "@hexagon = ANY (e.hexagons)"},
		{"text", f.Text, `(position(lower(@text) in lower(c.name)) > 0 OR starts_with(lower(c.code), lower(@text)))`},
	} {
		if c.value != "" {
			sql += " AND " + c.condition
			args[c.name] = c.value
		}
	}
	if len(f.Own) > 0 {
		sql += " AND c.authority_code IN @own"
		args["own"] = f.Own
	}
	return sql, args
}

func writeCursor(a after) string {
	text, _ := json.Marshal(a) // three strings: cannot fail
	return base64.RawURLEncoding.EncodeToString(text)
}

// readCursor is the value and the code to go on after. A cursor comes from outside: only
// one that names this order and holds a value of its kind is taken.
func readCursor(cursor, sort string) (value any, code string, err error) {
	var a after
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(text, &a)
	}
	if err == nil {
		switch orders[sort].kind {
		case "float8":
			value, err = strconv.ParseFloat(a.Value, 64)
		case "bigint":
			value, err = strconv.ParseInt(a.Value, 10, 64)
		default:
			value = a.Value
		}
	}
	if err != nil || a.Sort != sort || strings.ContainsRune(a.Value+a.Code, 0) {
		return nil, "", problem.Field("cursor", "Start again from the first page: this cursor is not one of ours, or the order was changed.")
	}
	return value, a.Code, nil
}
