package sites

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
)

// A Figure is one number of the portfolio, how many sites make it, and the query of the
// register that lists exactly these.
type Figure struct {
	Value int64  `json:"value"`
	Sites int64  `json:"sites"`
	Query string `json:"query" doc:"Of GET /sites"`
}

// Holding is what there is in one authority, in one hub, or in the whole region. An
// authority's are the sites that stand in it.
type Holding struct {
	Level            string `json:"level" enum:"authority,hub,region"`
	AuthorityCode    string `json:"authority_code,omitempty"`
	AuthorityName    string `json:"authority_name,omitempty"`
	Hub              string `json:"hub,omitempty"`
	HomesOpen        Figure `json:"homes_open"`
	PlacesOpen       Figure `json:"places_open"`
	HomesMothballed  Figure `json:"homes_mothballed"`
	PlacesMothballed Figure `json:"places_mothballed"`
	SitesInDelivery  Figure `json:"sites_in_delivery"`
	PlacesInDelivery Figure `json:"places_in_delivery" doc:"Places planned"`
	PlacesOccupied   Figure `json:"places_occupied" doc:"Of open homes of which it is known: counted, or else by their percentage"`
	PlacesUsable     Figure `json:"places_usable" doc:"Of the same homes; of one known by its percentage those registered, if the usable are not known"`
	PlacesEstimated  Figure `json:"places_estimated" doc:"Of places_occupied, those by a percentage: each home's rounded to a whole place"`
	Fit              Figure `json:"fit"`
	Refurbish        Figure `json:"refurbish"`
	LifeExpired      Figure `json:"life_expired"`
	ConditionUnknown Figure `json:"condition_unknown"`
	RunningCostPence Figure `json:"running_cost_pence" doc:"A year, of open homes for which it is known"`
	LowestFeePence   Figure `json:"lowest_fee_pence" doc:"The lowest weekly fee of open homes for which it is known"`
	HighestFeePence  Figure `json:"highest_fee_pence"`
}

// A figure of a holding: under what filter of the register, and which number of the sites
// it holds is its value (the sites themselves where there is none).
type figure struct {
	name, query, where, value string
	of                        func(*Holding) *Figure
}

var figures = []figure{
	{"homes_open", "operation=open", isOpen, "count(*)", func(h *Holding) *Figure { return &h.HomesOpen }},
	{"places_open", "operation=open", isOpen, "sum(s.places_registered)", func(h *Holding) *Figure { return &h.PlacesOpen }},
	{"homes_mothballed", "operation=mothballed", "s.operation = 'mothballed'", "count(*)", func(h *Holding) *Figure { return &h.HomesMothballed }},
	{"places_mothballed", "operation=mothballed", "s.operation = 'mothballed'", "sum(s.places_registered)", func(h *Holding) *Figure { return &h.PlacesMothballed }},
	{"sites_in_delivery", "stage=delivery", inDelivery, "count(*)", func(h *Holding) *Figure { return &h.SitesInDelivery }},
	{"places_in_delivery", "stage=delivery", inDelivery, "sum(s.places_planned)", func(h *Holding) *Figure { return &h.PlacesInDelivery }},
	{"places_occupied", "operation=open&known=occupancy", isOpen + " AND " + known["occupancy"], "sum(" + occupied + ")", func(h *Holding) *Figure { return &h.PlacesOccupied }},
	{"places_usable", "operation=open&known=occupancy", isOpen + " AND " + known["occupancy"], "sum(CASE WHEN " + counted + " THEN s.places_usable ELSE " + base + " END)", func(h *Holding) *Figure { return &h.PlacesUsable }},
	{"places_estimated", "operation=open&known=occupancy_estimated", isOpen + " AND " + estimated, "sum(" + occupied + ")", func(h *Holding) *Figure { return &h.PlacesEstimated }},
	{"fit", "condition=fit", "s.condition = 'fit'", "count(*)", func(h *Holding) *Figure { return &h.Fit }},
	{"refurbish", "condition=refurbish", "s.condition = 'refurbish'", "count(*)", func(h *Holding) *Figure { return &h.Refurbish }},
	{"life_expired", "condition=life+expired", "s.condition = 'life expired'", "count(*)", func(h *Holding) *Figure { return &h.LifeExpired }},
	{"condition_unknown", "condition=unknown", "s.condition IS NULL", "count(*)", func(h *Holding) *Figure { return &h.ConditionUnknown }},
	{"running_cost_pence", "operation=open&known=running_cost", isOpen + " AND " + known["running_cost"], "sum(s.running_cost_pence)", func(h *Holding) *Figure { return &h.RunningCostPence }},
	{"lowest_fee_pence", "operation=open&known=weekly_fee", isOpen + " AND " + known["weekly_fee"], "min(s.weekly_fee_pence)", func(h *Holding) *Figure { return &h.LowestFeePence }},
	{"highest_fee_pence", "operation=open&known=weekly_fee", isOpen + " AND " + known["weekly_fee"], "max(s.weekly_fee_pence)", func(h *Holding) *Figure { return &h.HighestFeePence }},
}

const (
	isOpen   = "s.operation = 'open'"
	base     = "coalesce(s.places_usable, s.places_registered)"
	occupied = "CASE WHEN " + counted + " THEN s.places_occupied ELSE CAST(round(s.occupancy_percent * " + base + " / 100.0) AS integer) END"
)

// inPounds is what a figure is called where it is written in pounds, if it is money.
func (f figure) inPounds() (name string, money bool) {
	name, money = strings.CutSuffix(f.name, "_pence")
	if money {
		name += "_pounds"
	}
	return name, money
}

// Portfolio is the region, its hubs and their authorities, in this order; of one hub
// only if it is named, and of one's own sites only where a right goes no further.
func Portfolio(ctx context.Context, db *gorm.DB, hub string, only *accounts.Extent) ([]Holding, error) {
	own, args := ownSites(only)
	args["hub"] = hub
	sql := `SELECT coalesce(s.host_authority, '') AS host, coalesce(h.name, '') AS host_name, coalesce(hub.name, '') AS hub`
	for _, f := range figures {
		sql += fmt.Sprintf(", coalesce(CAST(%[1]s FILTER (WHERE %[2]s) AS bigint), 0) AS %[3]s, count(*) FILTER (WHERE %[2]s) AS %[3]s_sites", f.value, f.where, f.name)
	}
	sql += fromSites + ` WHERE hub.id IS NOT NULL AND (@hub = '' OR hub.name = @hub) AND NOT ` + ended + ` AND ` + own + `
		GROUP BY GROUPING SETS ((), (hub.name), (hub.name, h.name, s.host_authority))
		ORDER BY grouping(hub.name) DESC, hub.name, grouping(s.host_authority) DESC, h.name, s.host_authority`
	var rows []map[string]any
	if err := db.WithContext(ctx).Raw(sql, args).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("add up the portfolio: %w", err)
	}
	list := []Holding{}
	for _, row := range rows {
		text := func(name string) string { v, _ := row[name].(string); return v }
		number := func(name string) int64 { v, _ := row[name].(int64); return v }
		h := Holding{Level: "region", AuthorityCode: text("host"), AuthorityName: text("host_name"), Hub: text("hub")}
		narrow := url.Values{}
		if h.Hub != "" {
			h.Level = "hub"
			narrow.Set("hub", h.Hub)
		}
		if h.AuthorityCode != "" {
			h.Level = "authority"
			narrow.Set("host", h.AuthorityCode)
		}
		if h.Level == "region" && hub != "" {
			continue // the hub's own line says it
		}
		for _, f := range figures {
			*f.of(&h) = Figure{Value: number(f.name), Sites: number(f.name + "_sites"), Query: f.query}
			if len(narrow) > 0 {
				f.of(&h).Query += "&" + narrow.Encode()
			}
		}
		list = append(list, h)
	}
	return list, nil
}
