package sites

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/geo"
)

// Found is a place that a line typed into the search for one may mean. It comes from
// published data alone, never from the sites.
type Found struct {
	Kind            string     `json:"kind" enum:"postcode,postcode_area,postcode_district,uprn,city,town,village,suburb,hamlet,settlement,hospital,school,station,road,authority,small_area,grid_reference,position"`
	Name            string     `json:"name"`
	Within          string     `json:"within,omitempty" doc:"What tells it from others of its name"`
	Postcode        string     `json:"postcode,omitempty"`
	UPRN            string     `json:"uprn,omitempty"`
	Position        geo.LonLat `json:"position" doc:"WGS 84, longitude first"`
	Easting         float64    `json:"easting"`
	Northing        float64    `json:"northing"`
	HostAuthority   string     `json:"host_authority,omitempty" doc:"Code of the authority it is in"`
	HostName        string     `json:"host_name,omitempty"`
	HostApproximate bool       `json:"host_approximate" doc:"The authority's outline is for drawing only: near its edge it may be another"`
	Exactness       string     `json:"exactness" doc:"How near the place itself the position is"`

	ref    string  // the gazetteer's own
	tier   int     // 0 named so exactly, 1 begins so, 2 is like it
	like   float64 // of tier 2
	member bool    // in an authority of the region
}

// mostFound is how many places an answer has at most.
const mostFound = 10

// candidates is how many of one sort are looked at before they are ranked.
const candidates = 40

// FindPlace is what a line may mean, the likeliest first, and whose data it is from.
func FindPlace(ctx context.Context, db *gorm.DB, text string) (found []Found, credit string, err error) {
	q := readPlaceQuery(text)
	db = db.WithContext(ctx)
	if q.at != nil {
		found = []Found{{Kind: q.at.kind, Name: q.at.name, Easting: q.at.easting, Northing: q.at.northing, Exactness: q.at.exactness}}
	}
	for _, find := range []func(*gorm.DB, placeQuery) ([]Found, error){findPostcodes, findUPRNs, findNames} {
		more, err := find(db, q)
		if err != nil {
			return nil, "", fmt.Errorf("find a place: %w", err)
		}
		found = append(found, more...)
	}
	if err := locate(db, found); err != nil {
		return nil, "", fmt.Errorf("find a place: %w", err)
	}
	if q.at != nil && q.at.lonLat != nil {
		found[0].Position = *q.at.lonLat
	}
	found = ranked(found)
	return found, creditFor(found), nil
}

// findPostcodes gives the postcodes that begin so, and what they begin with as one place.
func findPostcodes(db *gorm.DB, q placeQuery) (found []Found, err error) {
	for _, p := range q.postcodes {
		var rows []struct {
			Postcode          string
			Easting, Northing float64
			Quality           int
		}
		// The two parts' lengths tell PO1 1AA from PO11 1AA.
		err := db.Raw(`SELECT postcode, easting, northing, quality FROM gazetteer_postcodes
			WHERE postcode >= @begun AND postcode < @begun || '~' AND length(postcode) = @length ORDER BY postcode LIMIT @most`,
			map[string]any{"begun": p.outward + p.inward, "length": len(p.outward) + 3, "most": mostFound}).Scan(&rows).Error
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			whole, _ := postcode(r.Postcode)
			f := Found{Kind: "postcode", Name: whole, Postcode: whole, Easting: r.Easting, Northing: r.Northing, Exactness: postcodeExactness(r.Quality), tier: 1}
			if len(p.inward) == 3 {
				f.tier = 0
			}
			found = append(found, f)
		}
		if whole := len(p.inward) == 3; whole && len(rows) > 0 || !whole && len(rows) == 0 {
			continue
		}
		area, err := findPostcodeArea(db, p)
		if err != nil {
			return nil, err
		}
		found = append(found, area...)
	}
	return found, nil
}

// findPostcodeArea is the middle of a district or sector; of the sector, where a postcode
// is not known.
func findPostcodeArea(db *gorm.DB, p outwardAnd) ([]Found, error) {
	text := "the middle of the %d postcodes that begin so"
	if len(p.inward) == 3 {
		text = p.String() + " is not known here; this is the middle of the %d postcodes of its sector"
	}
	p.inward = p.inward[:min(len(p.inward), 1)]
	var rows []struct {
		E, N  float64
		Count int
	}
	err := db.Raw(`SELECT avg(easting) AS e, avg(northing) AS n, count(*) AS count FROM gazetteer_postcodes
		WHERE postcode >= @begun AND postcode < @begun || '~' AND length(postcode) = @length HAVING count(*) > 0`,
		map[string]any{"begun": p.outward + p.inward, "length": len(p.outward) + 3}).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return []Found{{Kind: "postcode_area", Name: p.String(), Easting: math.Round(rows[0].E), Northing: math.Round(rows[0].N), Exactness: fmt.Sprintf(text, rows[0].Count)}}, nil
}

// postcodeExactness is Ordnance Survey's positional quality indicator in words.
func postcodeExactness(quality int) string {
	switch {
	case quality <= 20:
		return "a building of the postcode, the one nearest its middle"
	case quality <= 30:
		return "within about 50 m of the postcode"
	case quality <= 40:
		return "the middle of addresses the postcode had"
	case quality <= 50:
		return "estimated from the postcodes round it, to about 100 m"
	}
	return "the middle of the postcode's sector, not of the postcode"
}

func findUPRNs(db *gorm.DB, q placeQuery) (found []Found, err error) {
	if len(q.uprns) == 0 {
		return nil, nil
	}
	err = db.Raw(`SELECT 'uprn' AS kind, 'UPRN ' || u.uprn AS name, u.uprn, u.easting, u.northing, 'the property''s own point' AS exactness
		FROM unnest(string_to_array(@begun, ',')) b (begun),
		LATERAL (SELECT uprn, easting, northing FROM gazetteer_uprns WHERE uprn >= b.begun COLLATE "C" AND uprn < b.begun || ':' ORDER BY uprn LIMIT @most) u
		ORDER BY u.uprn <> @padded, u.uprn LIMIT @most`,
		map[string]any{"begun": strings.Join(q.uprns, ","), "padded": q.uprns[0], "most": mostFound}).Scan(&found).Error
	for i, f := range found {
		if f.UPRN != q.uprns[0] {
			found[i].tier = 1
		}
	}
	return found, err
}

// namesSQL finds places by how their names begin, those with fewer of their kind first.
const namesSQL = `SELECT kind, name, within, ref, easting, northing, CASE WHEN lower(name) = @name THEN 0 ELSE 1 END AS tier
	FROM gazetteer_places WHERE lower(name) COLLATE "C" >= @name AND lower(name) COLLATE "C" < @name || U&'\+10FFFF'
	  AND (kind <> 'road' OR length(@name) > 3) AND position(@in IN lower(within || ' ' || ref)) > 0
	ORDER BY tier, kind = 'road', length(name), ref LIMIT @most`

// likeSQL finds those whose names are like it, letters left out or taken for others.
const likeSQL = `SELECT kind, name, within, ref, easting, northing, 2 AS tier, similarity(lower(name), @name) AS like
	FROM gazetteer_places WHERE lower(name) %% @name AND %s AND position(@in IN lower(within || ' ' || ref)) > 0
	ORDER BY similarity(lower(name), @name) DESC, ref LIMIT @most`

// plainLike takes their meaning from the letters that LIKE gives one.
var plainLike = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// findNames finds authorities, small areas, and what the gazetteer has by name.
func findNames(db *gorm.DB, q placeQuery) (found []Found, err error) {
	if districtIs.MatchString(strings.ToUpper(q.name)) {
		if found, err = findDistrict(db, strings.ToUpper(q.name)); err != nil {
			return nil, err
		}
	}
	if q.name == "" || strings.Trim(q.name, "0123456789 ") == "" {
		return found, nil
	}
	args := map[string]any{"name": q.name, "in": q.in, "within": "%" + plainLike.Replace(q.in) + "%", "most": candidates}
	collect := func(sql string) error {
		var rows []struct {
			Found
			Ref  string
			Tier int
			Like float64
		}
		if err := db.Raw(sql, args).Scan(&rows).Error; err != nil {
			return err
		}
		for _, r := range rows {
			r.Found.ref, r.Found.tier, r.Found.like = r.Ref, r.Tier, r.Like
			if r.Kind == "postcode_district" {
				r.Within = r.Ref
			}
			if r.Exactness = nameExactness(r.Kind); !slices.ContainsFunc(found, func(f Found) bool { return f.sameAs(r.Found) }) {
				found = append(found, r.Found)
			}
		}
		return nil
	}
	if err := collect(namesSQL); err != nil {
		return nil, err
	}
	forgiving := []string{fmt.Sprintf(likeSQL, "kind <> 'road'"), ownNamesSQL}
	if len(q.in) > 2 { // roads are too many, and too alike, without what they are in
		forgiving = append(forgiving, fmt.Sprintf(likeSQL, "kind = 'road' AND lower(within) LIKE @within"))
	}
	for _, sql := range forgiving {
		if err := collect(sql); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// ownNamesSQL finds what is in the database without a gazetteer: authorities by their
// outlines, and small areas by their centres.
const ownNamesSQL = `SELECT kind, name, '' AS within, '' AS ref, ST_X(at) AS easting, ST_Y(at) AS northing, similarity(lower(name), @name) AS like,
	    CASE WHEN lower(name) = @name THEN 0 WHEN starts_with(lower(name), @name) THEN 1 ELSE 2 END AS tier
	FROM (SELECT 'authority' AS kind, h.name, ST_PointOnSurface(a.outline_27700) AS at FROM authorities h JOIN areas a ON a.code = h.code AND a.level = 'utla'
	      WHERE h.ends IS NULL AND (lower(h.name) % @name OR starts_with(lower(h.name), @name)) AND @in = ''
	      UNION ALL
	      SELECT CASE kind WHEN 'settlement' THEN 'settlement' ELSE 'small_area' END, name, centre FROM demand_cells WHERE lower(name) % @name AND centre IS NOT NULL AND @in = '') own
	ORDER BY tier, similarity(lower(name), @name) DESC, name LIMIT @most`

// findDistrict is a postcode district by its letters.
func findDistrict(db *gorm.DB, district string) (found []Found, err error) {
	err = db.Raw(`SELECT kind, ref AS name, coalesce(nullif(name, ref), within) AS within, easting, northing, 'the middle of the district' AS exactness FROM gazetteer_places
		WHERE ref = ? AND kind = 'postcode_district'`, district).Scan(&found).Error
	for i := range found {
		found[i].ref = district
	}
	return found, err
}

// sameAs says that two are one place: one of the gazetteer found twice, or a settlement of
// another source that is of the same name and close by.
func (f Found) sameAs(o Found) bool {
	if o.ref != "" {
		return f.ref == o.ref
	}
	return o.Kind == "settlement" && strings.EqualFold(f.Name, o.Name) && f.Kind != "postcode_district" && math.Hypot(f.Easting-o.Easting, f.Northing-o.Northing) < 5000
}

func nameExactness(kind string) string {
	switch kind {
	case "road":
		return "a point on the road, about half-way along"
	case "authority", "small_area", "postcode_district":
		return "somewhere in the middle of it"
	case "hospital", "school", "station":
		return "a point on its ground"
	}
	return "the middle of the place"
}

// locate says of each place where it is in degrees, and whose area it is in.
func locate(db *gorm.DB, found []Found) error {
	if len(found) == 0 {
		return nil
	}
	var es, ns array[float64]
	for _, f := range found {
		es, ns = append(es, f.Easting), append(ns, f.Northing)
	}
	var rows []struct {
		Position   geo.LonLat
		Code, Name string
		Rough      bool
		Member     bool
	}
	err := db.Raw(`
		SELECT lon_lat(at) AS position, coalesce(h.code, '') AS code, coalesce(h.name, '') AS name, coalesce(h.approximate, false) AS rough, coalesce(h.member, false) AS member
		FROM unnest(CAST(? AS float8[]), CAST(? AS float8[])) WITH ORDINALITY AS t (e, n, i), LATERAL (SELECT ST_SetSRID(ST_MakePoint(e, n), 27700) AS at) point
		LEFT JOIN LATERAL (
		    SELECT a.code, a.name, p.approximate, a.hub_id IS NOT NULL AS member FROM area_pieces p JOIN authorities a ON a.code = p.code
		    WHERE ST_Intersects(p.piece, at) ORDER BY p.approximate, a.ends IS NOT NULL, a.ends DESC, a.code LIMIT 1) h ON true
		ORDER BY i`, es, ns).Scan(&rows).Error
	if err != nil {
		return err
	}
	for i, r := range rows {
		f := &found[i]
		f.Easting, f.Northing = math.Round(f.Easting*100)/100, math.Round(f.Northing*100)/100
		f.Position, f.HostAuthority, f.HostName, f.HostApproximate, f.member = r.Position, r.Code, r.Name, r.Rough, r.Member
	}
	return nil
}

// byImportance is the order of places of one name.
var byImportance = []string{"authority", "city", "town", "postcode_area", "postcode_district", "postcode", "uprn", "village", "suburb", "hamlet", "settlement", "hospital", "station", "school",
	"small_area", "road"}

// ranked are the likeliest: those named so before those that begin so before those that are
// like it; in the region before elsewhere; and by importance.
func ranked(found []Found) []Found {
	slices.SortStableFunc(found, func(a, b Found) int {
		elsewhere := map[bool]int{true: 0, false: 1}
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(elsewhere[a.member], elsewhere[b.member]), cmp.Compare(-math.Round(a.like*10), -math.Round(b.like*10)),
			cmp.Compare(slices.Index(byImportance, a.Kind), slices.Index(byImportance, b.Kind)), cmp.Compare(-a.like, -b.like), cmp.Compare(a.Name, b.Name))
	})
	if len(found) == 0 {
		return []Found{}
	}
	return found[:min(len(found), mostFound)]
}

// creditFor is what must be said of the data that an answer is made from.
func creditFor(found []Found) string {
	credit := ""
	for _, f := range found {
		switch {
		case f.Kind == "postcode" || f.Kind == "postcode_area":
			return "Contains OS data © Crown copyright and database right; Royal Mail data © Royal Mail copyright and database right; National Statistics data © Crown copyright and database right."
		case f.Kind == "uprn" || f.ref != "" && f.Kind != "postcode_district":
			credit = "Contains OS data © Crown copyright and database right."
		}
	}
	return credit
}
