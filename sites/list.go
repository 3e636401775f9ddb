package sites

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/geo"
	"homeground/internal/problem"
)

// Filter narrows the register; an empty field narrows nothing. Without an authority
// it holds the region's sites: those hosted or owned by an authority with a hub. Sites
// that have ended are left out unless asked for.
type Filter struct {
	View                                            View
	Own                                             *accounts.Extent // only these, where a right goes no further
	Text, Kind, Operation, Pipeline, Hub, Authority string
	Host                                            string // the authority it stands in
	Condition                                       string // of the vocabulary, or unknown
	UseClass, Tenure, Sector                        string
	Outcome                                         string // the latest of Ofsted's, or none
	Known                                           string // a name of known
	Stage                                           string // homes, candidates or delivery
	Ended                                           bool   // only those that have ended
	Sort                                            string // a name of sortKeys, with - before it from the greatest down
	Near                                            string // "longitude,latitude": what sort=distance is from
	Within                                          int    // miles: only what has its public position no farther from Near; 0: any
	Cursor                                          string
	Limit                                           int  // 0: all
	File                                            bool // without the ring of its square, which no file has
}

// Page is one page of the register. Next is empty on the last.
type Page struct {
	Items []Site `json:"items"`
	Total int    `json:"total"`
	Next  string `json:"next,omitempty"`
}

// A sortKey is what the register is sorted by before the name, in SQL and its type.
type sortKey struct{ expression, kind string }

// sortKeys are the orders of the register. The one without a name has what options
// are proposed for first, then what else is being worked at. Distance is from public positions, for everyone alike.
var sortKeys = map[string]sortKey{
	"": {`(CASE WHEN s.pipeline IN ('none', 'rejected', 'withdrawn', 'lost_to_market') THEN 2
		WHEN EXISTS (SELECT FROM option_sites os WHERE os.site_id = s.id) THEN 0 ELSE 1 END)`, "integer"},
	"name":      {"lower(s.public_name)", "text"},
	"places":    {"coalesce(CASE WHEN s.operation = 'not_a_home' THEN s.places_planned ELSE coalesce(s.places_registered, s.places_planned) END, -1)", "integer"},
	"kind":      {"CASE s.kind WHEN 'dwelling' THEN 'house' ELSE coalesce(s.kind, '') END", "text"}, // in the order of what they are called
	"host":      {"h.name", "text"},
	"operation": {operationStep, "integer"},
	"pipeline":  {pipelineStep, "integer"},
	"state":     {"100 * " + operationStep + " + " + pipelineStep, "integer"},
	"occupied":  {"coalesce(" + occupancy + ", -1)", "integer"},
	"condition": {"coalesce(array_position(ARRAY['fit','refurbish','life expired'], s.condition), 4)", "integer"},
	"distance":  {"coalesce(ST_Distance(s.public_position, ST_SetSRID(ST_MakePoint(@easting, @northing), 27700)), 'infinity')", "double precision"},
}

var (
	operationStep = "array_position(ARRAY['" + strings.Join(operations, "','") + "'], s.operation)"
	pipelineStep  = "array_position(ARRAY['" + strings.Join(append(append([]string{}, pipelineSteps...), sideExits...), "','") + "'], s.pipeline)"
)

// cursor is the last row of a page: the next begins after it, whatever has become of it.
type cursor struct {
	Sort string `json:"s"`
	Key  string `json:"k"`
	Name string `json:"n"`
	ID   int64  `json:"i"`
}

func (c cursor) String() string {
	text, _ := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(text)
}

// List is one page of the register under the filter.
func List(ctx context.Context, db *gorm.DB, f Filter) (Page, error) {
	page := Page{Items: []Site{}}
	where, args, err := f.where()
	if err != nil {
		return page, err
	}
	name, down := strings.CutPrefix(f.Sort, "-")
	key, ok := sortKeys[name]
	if !ok {
		return page, problem.Field("sort", "Sort by name, places, kind, host, operation, pipeline, state, condition, occupied or distance, with - before it for the other way.")
	}
	if name == "distance" && args["easting"] == nil {
		return page, problem.Field("near", "Say from where: near=longitude,latitude, somewhere in the United Kingdom.")
	}
	after, way := "true", "ASC"
	if down {
		way = "DESC"
	}
	if f.Cursor != "" {
		if after, err = afterCursor(f.Cursor, f.Sort, key, down, args); err != nil {
			return page, err
		}
	}
	limit := ""
	if f.Limit > 0 {
		limit, args["limit"] = " LIMIT @limit", f.Limit+1
	}
	distance := "NULL::integer"
	if args["easting"] != nil {
		distance = "CAST(round(ST_Distance(s.public_position, ST_SetSRID(ST_MakePoint(@easting, @northing), 27700))) AS integer)"
	}
	columns := f.View.columns()
	if f.File && !f.View.funded {
		columns = publicColumns + ", " + placeColumns
	}
	var rows []struct {
		Site
		Key   string
		Total int
	}
	// First which, once for the count and the page, then what: positions are worked out
	// only of the page's own sites.
	found := "WITH found AS MATERIALIZED (SELECT s.id, s.public_name AS name, " + key.expression + " AS key " + fromSites + " WHERE " + where + ")"
	err = db.WithContext(ctx).Raw(found+", page AS MATERIALIZED (SELECT * FROM found WHERE "+after+" ORDER BY key "+way+", name, id"+limit+
		") SELECT "+columns+", "+distance+" AS distance_metres, CAST(page.key AS text) AS key, (SELECT count(*) FROM found) AS total"+
		fromSites+" JOIN page ON page.id = s.id ORDER BY page.key "+way+", page.name, page.id", args).Scan(&rows).Error
	if err == nil && len(rows) == 0 && f.Cursor != "" {
		err = db.WithContext(ctx).Raw(found+" SELECT count(*) FROM found", args).Scan(&page.Total).Error
	}
	if err != nil {
		return page, fmt.Errorf("list sites: %w", err)
	}
	for i, row := range rows {
		if f.Limit > 0 && i == f.Limit {
			last := rows[i-1]
			page.Next = cursor{f.Sort, last.Key, last.Name, last.ID}.String()
			break
		}
		page.Items, page.Total = append(page.Items, row.Site), row.Total
	}
	return page, nil
}

// afterCursor is the condition that a row comes after the cursor.
func afterCursor(given, sort string, key sortKey, down bool, args map[string]any) (string, error) {
	notOurs := problem.Field("cursor", "Start again from the first page: this cursor is not one of ours.")
	text, err := base64.RawURLEncoding.DecodeString(given)
	var c cursor
	if err != nil || json.Unmarshal(text, &c) != nil || c.Sort != sort || c.ID == 0 || strings.ContainsRune(c.Name+c.Key, 0) {
		return "", notOurs
	}
	if key.kind != "text" && c.Key != "Infinity" && !plainNumber.MatchString(c.Key) {
		return "", notOurs
	}
	if _, err := strconv.ParseInt(c.Key, 10, 32); key.kind == "integer" && err != nil {
		return "", notOurs
	}
	args["key"], args["name"], args["last"] = c.Key, c.Name, c.ID
	than := ">"
	if down {
		than = "<"
	}
	value := "CAST(@key AS " + key.kind + ")"
	return fmt.Sprintf("(key %[1]s %[2]s OR key = %[2]s AND (name, id) > (@name, @last))", than, value), nil
}

func (f Filter) where() (string, map[string]any, error) {
	terms := []string{"(hub.id IS NOT NULL OR @anywhere)", f.View.holds(), map[bool]string{true: ended, false: "NOT " + ended}[f.Ended]}
	args := map[string]any{"anywhere": f.Authority != ""}
	add := func(value, name, term string) {
		if value != "" {
			terms = append(terms, term)
			args[name] = value
		}
	}
	add(f.Kind, "kind", "s.kind = @kind")
	add(f.Operation, "operation", "s.operation = @operation")
	add(f.Pipeline, "pipeline", "s.pipeline = @pipeline")
	add(f.Hub, "hub", "hub.name = @hub")
	add(f.Authority, "authority", "(s.host_authority = @authority OR s.owner_authority = @authority)")
	add(f.Host, "host", "s.host_authority = @host")
	add(f.Condition, "condition", "coalesce(s.condition, 'unknown') = @condition")
	add(f.UseClass, "use_class", "s.use_class = @use_class")
	add(f.Tenure, "tenure", "s.tenure = @tenure")
	add(f.Sector, "sector", "s.sector = @sector")
	add(f.Outcome, "outcome", "coalesce((SELECT outcome FROM site_outcomes WHERE site_id = s.id), 'none') = @outcome")
	switch f.Stage {
	case "homes":
		terms = append(terms, "s.operation <> 'not_a_home'")
	case "candidates":
		terms = append(terms, "s.pipeline IN ('idea', 'screening', 'candidate', 'shortlisted', 'approved')")
	case "delivery":
		terms = append(terms, inDelivery)
	}
	if term := known[f.Known]; term != "" {
		terms = append(terms, term)
	}
	if f.Text != "" {
		terms = append(terms, "(s.public_name ILIKE @text OR "+publicRef+" ILIKE @text"+
			" OR s.host_authority IN (SELECT code FROM authorities WHERE name ILIKE @text) OR s.owner_authority IN (SELECT code FROM authorities WHERE name ILIKE @text))")
		args["text"] = "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(f.Text) + "%"
	}
	own, whose := ownSites(f.Own)
	terms = append(terms, own)
	maps.Copy(args, whose)
	if f.Near != "" {
		if f.View.funded { // of where they are, the funder sees the authority only
			return "", nil, problem.Field("near", "You see of each site its authority only, so there is no distance to it.")
		}
		easting, northing, err := Place(f.Near)
		if err != nil {
			return "", nil, err
		}
		args["easting"], args["northing"] = easting, northing
	}
	if f.Within > 0 {
		if f.Near == "" {
			return "", nil, problem.Field("near", "Say from where, too: near=longitude,latitude.")
		}
		terms = append(terms, "ST_DWithin(s.public_position, ST_SetSRID(ST_MakePoint(@easting, @northing), 27700), @within)")
		args["within"] = float64(f.Within) * metresPerMile
	}
	return strings.Join(terms, " AND "), args, nil
}

// ownSites is the condition that a site is one's own, as far as a right goes.
func ownSites(e *accounts.Extent) (string, map[string]any) {
	if e == nil || e.All {
		return "true", map[string]any{}
	}
	projects := strings.Fields(strings.Trim(fmt.Sprint(e.Projects), "[]"))
	return "(s.host_authority = ANY (string_to_array(@own, ',')) OR s.owner_authority = ANY (string_to_array(@own, ','))" +
			" OR EXISTS (SELECT FROM project_sites ps WHERE ps.site_id = s.id AND CAST(ps.project_id AS text) = ANY (string_to_array(@projects, ','))))",
		map[string]any{"own": strings.Join(e.Authorities, ","), "projects": strings.Join(projects, ",")}
}

const metresPerMile = 1609.344

// Place reads "longitude,latitude" of somewhere in the United Kingdom, on the national grid.
func Place(text string) (easting, northing float64, err error) {
	lon, lat, ok := lonLat(text)
	if !ok {
		return 0, 0, problem.Field("near", "Say from where: near=longitude,latitude, somewhere in the United Kingdom.")
	}
	easting, northing = geo.ToGrid(lon, lat)
	return easting, northing, nil
}

// Conditions of a site, in SQL.
const (
	ended      = "coalesce(s.ends <= (now() AT TIME ZONE 'Europe/London')::date, false)"
	inDelivery = "s.pipeline IN ('in_delivery', 'awaiting_registration')"
)

// known are the sites that a figure is known of.
var known = map[string]string{
	"occupancy":           "(" + counted + " OR " + estimated + ")",
	"occupancy_estimated": estimated,
	"running_cost":        "s.running_cost_pence IS NOT NULL",
	"weekly_fee":          "s.weekly_fee_pence IS NOT NULL",
}

// How many places are occupied is counted, or estimated where only a percentage is known:
// of the usable places, or else of those registered.
const (
	counted   = "(s.places_occupied IS NOT NULL AND s.places_usable IS NOT NULL)"
	estimated = "(NOT " + counted + " AND s.occupancy_percent IS NOT NULL AND coalesce(s.places_usable, s.places_registered) IS NOT NULL)"
)

// lonLat reads "longitude,latitude" of somewhere in the United Kingdom.
func lonLat(text string) (lon, lat float64, ok bool) {
	first, second, _ := strings.Cut(text, ",")
	lon, err1 := strconv.ParseFloat(strings.TrimSpace(first), 64)
	lat, err2 := strconv.ParseFloat(strings.TrimSpace(second), 64)
	return lon, lat, err1 == nil && err2 == nil && geo.InUK(lon, lat)
}

// Counts are the region's sites in a few numbers. CouncilPlacesOpen are those a
// local authority runs.
type Counts struct {
	Sites             int
	HomesOpen         int
	PlacesOpen        int
	CouncilPlacesOpen int
	Candidates        int
	Illustrative      bool
}

// Count counts the region's sites.
func Count(ctx context.Context, db *gorm.DB) (Counts, error) {
	var c Counts
	err := db.WithContext(ctx).Raw(`
		SELECT count(*) AS sites, count(*) FILTER (WHERE s.operation = 'open') AS homes_open,
		       coalesce(sum(s.places_registered) FILTER (WHERE s.operation = 'open'), 0) AS places_open,
		       coalesce(sum(s.places_registered) FILTER (WHERE s.operation = 'open' AND s.sector = 'local_authority'), 0) AS council_places_open,
		       count(*) FILTER (WHERE s.pipeline IN ('idea', 'screening', 'candidate', 'shortlisted', 'approved')) AS candidates,
		       coalesce(bool_or(s.provenance = 'illustrative'), false) AS illustrative
		` + fromSites + ` WHERE hub.id IS NOT NULL AND NOT ` + ended).Scan(&c).Error
	if err != nil {
		return c, fmt.Errorf("count sites: %w", err)
	}
	return c, nil
}
