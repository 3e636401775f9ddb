package demand

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/problem"
)

// CellEstimate is a small area in use: its estimate and its reading.
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
	GiZ           *float64    `json:"gi_z,omitempty" doc:"Getis-Ord Gi*"`
	P             *float64    `json:"p,omitempty" doc:"Two-sided, before false discoveries are held down"`
	Class         Class       `json:"class" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99"`
	Position      *geo.LonLat `json:"position,omitempty" doc:"Its centre"`
}

// CellPage is one page of small areas.
type CellPage struct {
	Items []CellEstimate `json:"items"`
	Total int            `json:"total"`
	Next  string         `json:"next,omitempty"`
}

// CellFilter says which small areas, in what order, from where.
type CellFilter struct {
	Class, Authority, Hub string
	Own                   []string  // only in these authorities, where there are any
	Text                  string    // in its name, or how its code begins
	Sort                  string    // z, -z, estimate, -estimate, unmet, -unmet or name; a minus: largest first. -z if empty
	Coverage              *Coverage // what homes cover is told under it, and sorted by; nil: it is not told
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
	"name":      {`c.name COLLATE "C"`, "text", ">", "ASC"},
}

var notAnOrder = problem.Field("sort", "Sort by z, -z, estimate, -estimate, unmet, -unmet or name.")

// after is the last cell of a page: where the next one goes on.
type after struct {
	Sort  string `json:"s"`
	Value string `json:"v"`
	Code  string `json:"c"`
}

// ListCells is one page of the small areas in use. Pages go on after the last cell
// given, so that none is lost or given twice while the estimates stand.
func ListCells(ctx context.Context, db *gorm.DB, f CellFilter) (CellPage, error) {
	page := CellPage{Items: []CellEstimate{}}
	if f.Sort == "" {
		f.Sort = "-z"
	}
	o, ok := orders[f.Sort]
	if !ok {
		return page, notAnOrder
	}
	if f.Limit == 0 {
		f.Limit = 100
	}
	where, args := f.where()
	db = db.WithContext(ctx)
	if err := db.Raw("SELECT count(*)"+cellTables+where, args).Scan(&page.Total).Error; err != nil {
		return page, fmt.Errorf("count cells: %w", err)
	}
	if f.Cursor != "" {
		value, code, err := readCursor(f.Cursor, f.Sort)
		if err != nil {
			return page, err
		}
		where += fmt.Sprintf(" AND (%s %s CAST(@value AS %s) OR %s = CAST(@value AS %s) AND c.code > @code)", o.key, o.compare, o.kind, o.key, o.kind)
		args["value"], args["code"] = value, code
	}
	args["limit"] = f.Limit + 1
	var rows []struct {
		CellEstimate
		SortValue string
	}
	err := db.Raw(`SELECT `+cellColumns+`, (`+o.key+`)::text AS sort_value`+cellTables+where+fmt.Sprintf(" ORDER BY %s %s, c.code LIMIT @limit", o.key, o.direction), args).Scan(&rows).Error
	if err != nil {
		return page, fmt.Errorf("list cells: %w", err)
	}
	for i, row := range rows {
		if i == f.Limit {
			last := rows[i-1]
			page.Next = writeCursor(after{f.Sort, last.SortValue, last.Code})
			break
		}
		page.Items = append(page.Items, row.CellEstimate)
	}
	return page, nil
}

// cellColumns and cellTables are all that a page or a file tells of a cell.
const cellColumns = `c.code, c.name, c.authority_code, a.name AS authority_name, coalesce(h.name, '') AS hub, c.children, c.score,
	coalesce(c.score_basis, '') AS score_basis, e.thousandths, u.thousandths AS unmet, e.gi_z, e.p, e.class,
	CASE WHEN c.children > 0 THEN round((e.thousandths * s.home_share_bp / (1000.0 * c.children))::numeric, 2) END AS rate_per10000,
	lon_lat(c.centre) AS position`

const cellTables = `
	FROM demand_estimates e
	JOIN demand_cells c ON c.code = e.cell_code
	LEFT JOIN unnest(CAST(@codes AS text[]), CAST(@unmet AS bigint[])) AS u (code, thousandths) ON u.code = e.cell_code
	JOIN authorities a ON a.code = c.authority_code
	LEFT JOIN hubs h ON h.id = a.hub_id
	CROSS JOIN demand_settings s
	WHERE @all `

func (f CellFilter) where() (sql string, args map[string]any) {
	codes, unmet := f.Coverage.Unmet()
	args = map[string]any{"all": true, "codes": codes, "unmet": unmet}
	for _, c := range []struct{ name, value, condition string }{
		{"class", f.Class, "e.class = @class"},
		{"authority", f.Authority, "c.authority_code = @authority"},
		{"hub", f.Hub, "h.name = @hub"},
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
