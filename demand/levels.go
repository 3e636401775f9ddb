package demand

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// LevelNeed is the need of one area of a level: the exact sum of its cells.
type LevelNeed struct {
	Code          string   `json:"code,omitempty"`
	Name          string   `json:"name"`
	AuthorityCode string   `json:"authority_code,omitempty" doc:"Where all of it is in one"`
	AuthorityName string   `json:"authority_name,omitempty"`
	Cells         int      `json:"cells" doc:"Small areas in it"`
	Children      *int64   `json:"children,omitempty" doc:"Children living there, of the youngest published age band"`
	Thousandths   int64    `json:"thousandths" doc:"Children looked after, estimated, in thousandths of a child"`
	NeedHome      float64  `json:"need_home" doc:"Of these, children who need a place in a home, by the share of each authority"`
	RatePer10000  *float64 `json:"rate_per_10000,omitempty" doc:"Children needing a home in ten thousand children living there"`
	Other         *Level   `json:"other,omitempty" gorm:"-" doc:"The same of the other day that was asked for; left out where it is not known of all its small areas"`
}

// Level is the need of an area on another day.
type Level struct {
	Basis       string `json:"basis" enum:"estimated,projected"`
	Thousandths int64  `json:"thousandths"`
	Change      *int64 `json:"change,omitempty" doc:"In thousandths, the later day's less the earlier's; left out where it is not known of all its small areas"`
}

// LevelPage is one page of the areas of a level.
type LevelPage struct {
	Items     []LevelNeed    `json:"items"`
	Total     int            `json:"total"`
	Next      string         `json:"next,omitempty"`
	Level     string         `json:"level" enum:"hub,authority,district,msoa,postcode_district"`
	Basis     string         `json:"basis" enum:"estimated"`
	NotPlaced int64          `json:"not_placed" doc:"Thousandths of small areas of which it is not known where on this level they belong; with the items of all pages it makes the whole"`
	Other     *Series        `json:"other,omitempty" doc:"The other day that was asked for"`
	Cohort    *CohortFigures `json:"cohort,omitempty" doc:"The cohort that was asked for: all figures are of it alone"`
}

// LevelFilter says which level and which of its areas, in what order, from where.
type LevelFilter struct {
	Level          string // hub, authority, district, msoa or postcode_district
	Authority, Hub string
	Cohort         *CohortFigures // of this cohort alone; nil: of all children
	Since, Until   values.Date
	Sort           string // -estimate or name; -estimate if empty
	Cursor         string
	Limit          int
}

// levelKeys are the code and the name of the area of a level that a cell is in: null where
// it is not known. A middle layer area is told by the names of its small areas, which are
// its own with a letter after it, as the Office for National Statistics gives them; its
// code is not known. A postcode district is the one most of a small area's postcodes are of.
var levelKeys = map[string][2]string{
	"hub":       {"''", "h.name"},
	"authority": {"a.code", "a.name"},
	"district": {"c.district_code", `coalesce((SELECT u.name FROM authorities u WHERE u.code = c.district_code),
		(SELECT l.name FROM areas l WHERE l.code = c.district_code ORDER BY l.level LIMIT 1), c.district_code)`},
	"postcode_district": {"c.postcode_district", "c.postcode_district"},
	"msoa":              {"''", `substring(c.name FROM '^(.* [0-9]{3})[A-Z]$')`},
}

// NeedByLevel is one page of the need by hub, authority, district, middle layer area or postcode district.
func NeedByLevel(ctx context.Context, db *gorm.DB, f LevelFilter) (LevelPage, error) {
	page := LevelPage{Items: []LevelNeed{}, Level: f.Level, Basis: "estimated"}
	key, ok := levelKeys[f.Level]
	by, sorts := map[string]string{"": "thousandths DESC", "-estimate": "thousandths DESC", "name": `name COLLATE "C"`}[f.Sort]
	switch {
	case !ok:
		return page, problem.Field("level", "Ask for hub, authority, district, msoa or postcode_district.")
	case !sorts:
		return page, problem.Field("sort", "Sort by -estimate or name.")
	}
	if f.Level == values.LevelPostcode {
		if err := postcodesKnown(db.WithContext(ctx)); err != nil {
			return page, err
		}
	}
	from := 0
	if f.Cursor != "" {
		var err error
		if from, err = strconv.Atoi(f.Cursor); err != nil || from < 0 {
			return page, problem.Field("cursor", "Start again from the first page: this cursor is not one of ours.")
		}
	}
	cells := CellFilter{Authority: f.Authority, Hub: f.Hub, Cohort: f.Cohort, Since: f.Since, Until: f.Until}
	q, err := cells.query(ctx, db)
	if err != nil {
		return page, err
	}
	other, args := q.other, q.args
	page.Other, page.Cohort = other, f.Cohort
	args["limit"], args["from"] = cmp.Or(f.Limit, 100), from
	if other == nil {
		args["place"] = 0
	}
	var rows []struct {
		LevelNeed
		OtherThen, OtherBy *int64
		Areas              int
		Loose              int64
	}
	err = db.WithContext(ctx).Raw(`
		WITH cell AS (
		    SELECT `+key[0]+` AS code, `+key[1]+` AS name, c.authority_code, a.name AS authority_name, c.children, e.thousandths, e.need,
		           e.other_thousandths[CAST(@place AS int)] AS other_then, e.other_change[CAST(@place AS int)] AS other_by`+q.from+q.where+`
		), level AS (
		    SELECT coalesce(code, '') AS code, name, CASE WHEN min(authority_code) = max(authority_code) THEN min(authority_code) ELSE '' END AS authority_code,
		           CASE WHEN min(authority_code) = max(authority_code) THEN min(authority_name) ELSE '' END AS authority_name,
		           count(*) AS cells, sum(children) AS children, sum(thousandths) AS thousandths, round(sum(need) / 10000000.0, 1) AS need_home,
		           CASE WHEN sum(children) > 0 THEN round(sum(need) / (1000.0 * sum(children)), 2) END AS rate_per10000,
		           CASE WHEN count(other_then) = count(*) THEN sum(other_then) END AS other_then, CASE WHEN count(other_by) = count(*) THEN sum(other_by) END AS other_by
		    FROM cell WHERE name IS NOT NULL GROUP BY code, name)
		SELECT level.*, (SELECT count(*) FROM level) AS areas, (SELECT coalesce(sum(thousandths), 0) FROM cell WHERE name IS NULL) AS loose
		FROM (SELECT) always LEFT JOIN level ON true
		ORDER BY `+by+`, name, code LIMIT @limit OFFSET @from`, args).Scan(&rows).Error
	if err != nil {
		return page, fmt.Errorf("sum need by %s: %w", f.Level, err)
	}
	for _, r := range rows {
		page.Total, page.NotPlaced = r.Areas, r.Loose
		if r.Cells == 0 {
			continue // there is none, and this row tells of what has no place
		}
		if other != nil && r.OtherThen != nil {
			r.Other = &Level{other.Basis, *r.OtherThen, r.OtherBy}
		}
		page.Items = append(page.Items, r.LevelNeed)
	}
	if to := from + len(page.Items); to < page.Total && len(page.Items) > 0 {
		page.Next = strconv.Itoa(to)
	}
	return page, nil
}
