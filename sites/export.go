package sites

import (
	"homeground/geo"
	"homeground/internal/tables"
	"homeground/internal/values"
)

// This file is what of sites and of planning is taken away as a file: public names and
// positions only.

var siteColumns = []tables.Column[Site]{
	{Name: "site_ref", Of: func(s Site) any { return s.SiteRef }},
	{Name: "name", Of: func(s Site) any { return s.Name }},
	{Name: "kind", Of: func(s Site) any { return s.Kind }},
	{Name: "operation", Of: func(s Site) any { return s.Operation }},
	{Name: "pipeline", Of: func(s Site) any { return s.Pipeline }},
	{Name: "owner_authority", Of: func(s Site) any { return s.OwnerAuthority }},
	{Name: "owner", Of: func(s Site) any { return s.OwnerName }},
	{Name: "host_authority", Of: func(s Site) any { return s.HostAuthority }},
	{Name: "host", Of: func(s Site) any { return s.HostName }},
	{Name: "hub", Of: func(s Site) any { return s.Hub }},
	{Name: "sector", Of: func(s Site) any { return s.Sector }},
	{Name: "places_registered", Kind: tables.Whole, Of: func(s Site) any { return s.PlacesRegistered }},
	{Name: "places_usable", Kind: tables.Whole, Of: func(s Site) any { return s.PlacesUsable }},
	{Name: "places_occupied", Kind: tables.Whole, Of: func(s Site) any { return s.PlacesOccupied }},
	{Name: "places_planned", Kind: tables.Whole, Of: func(s Site) any { return s.PlacesPlanned }},
	{Name: "occupancy_percent", Kind: tables.Whole, Of: func(s Site) any { return s.OccupancyPercent }},
	{Name: "condition", Of: func(s Site) any { return s.Condition }},
	{Name: "use_class", Of: func(s Site) any { return s.UseClass }},
	{Name: "tenure", Of: func(s Site) any { return s.Tenure }},
	{Name: "ofsted_outcome", Of: func(s Site) any { return s.OfstedOutcome }},
	{Name: "weekly_fee_pounds", Kind: tables.Pounds, Of: func(s Site) any { return s.WeeklyFeePence }},
	{Name: "running_cost_pounds", Kind: tables.Pounds, Of: func(s Site) any { return s.RunningCostPence }},
	{Name: "position", Kind: tables.Position, Of: func(s Site) any { return s.Position }},
	{Name: "position_kind", Of: func(s Site) any { return s.PositionKind }},
	{Name: "square", Of: func(s Site) any { return s.Square }},
	{Name: "provenance", Of: func(s Site) any { return s.Provenance }},
}

// Export is a list of sites as a file, each at its public position.
func Export(list []Site) tables.Table {
	return tables.Of("sites", "Register of sites", siteColumns, tables.Each(list), nil)
}

// holdingColumns are a column for each figure of the portfolio; money is in pounds.
func holdingColumns() []tables.Column[Holding] {
	columns := []tables.Column[Holding]{
		{Name: "level", Of: func(h Holding) any { return h.Level }},
		{Name: "hub", Of: func(h Holding) any { return h.Hub }},
		{Name: "authority_code", Of: func(h Holding) any { return h.AuthorityCode }},
		{Name: "authority", Of: func(h Holding) any { return h.AuthorityName }},
	}
	for _, f := range figures {
		name, pounds := f.inPounds()
		columns = append(columns, tables.Column[Holding]{Name: name, Kind: map[bool]tables.Kind{true: tables.Pounds, false: tables.Whole}[pounds], Of: func(h Holding) any {
			figure := f.of(&h)
			if pounds && figure.Sites == 0 {
				return nil // known of none, which is not nothing
			}
			return figure.Value
		}})
	}
	return columns
}

// ExportPortfolio is the portfolio as a file.
func ExportPortfolio(list []Holding) tables.Table {
	return tables.Of("portfolio", "Portfolio of sites in figures", holdingColumns(), tables.Each(list), nil)
}

var planningColumns = []tables.Column[Summary]{
	{Name: "application", Kind: tables.Whole, Of: func(a Summary) any { return a.ID }},
	{Name: "site", Of: func(a Summary) any { return a.Site.Name }},
	{Name: "planning_authority", Of: func(a Summary) any { return a.AuthorityName }},
	{Name: "reference", Of: func(a Summary) any { return a.Reference }},
	{Name: "type", Of: func(a Summary) any { return a.Type }},
	{Name: "status", Of: func(a Summary) any { return a.Status }},
	{Name: "decision", Of: func(a Summary) any { return a.Decision }},
	{Name: "appeal", Of: func(a Summary) any { return a.Appeal }},
	{Name: "appeal_outcome", Of: func(a Summary) any { return a.AppealOutcome }},
	dayOf("received_on", func(a Summary) values.Date { return a.ReceivedOn }),
	dayOf("valid_on", func(a Summary) values.Date { return a.ValidOn }),
	dayOf("target_on", func(a Summary) values.Date { return a.TargetOn }),
	dayOf("extended_to", func(a Summary) values.Date { return a.ExtendedTo }),
	dayOf("due_on", func(a Summary) values.Date { return a.DueOn }),
	dayOf("decided_on", func(a Summary) values.Date { return a.DecidedOn }),
	dayOf("appeal_by", func(a Summary) values.Date { return a.AppealBy }),
	dayOf("expires_on", func(a Summary) values.Date { return a.ExpiresOn }),
	dayOf("started_on", func(a Summary) values.Date { return a.StartedOn }),
	{Name: "state", Of: func(a Summary) any { return a.State }},
	{Name: "says", Of: func(a Summary) any { return a.Says }},
	{Name: "conditions_open", Kind: tables.Whole, Of: func(a Summary) any { return a.ConditionsOpen }},
	dayOf("condition_due_on", func(a Summary) values.Date { return a.ConditionDueOn }),
	{Name: "withheld", Kind: tables.YesNo, Of: func(a Summary) any { return a.Withheld }},
	{Name: "position", Kind: tables.Position, Of: func(a Summary) any { return a.Position }},
	{Name: "position_kind", Of: func(a Summary) any { return a.PositionKind }},
	{Name: "square", Of: func(a Summary) any { return a.Square }},
	{Name: "provenance", Of: func(a Summary) any { return a.Provenance }},
}

func dayOf(name string, of func(Summary) values.Date) tables.Column[Summary] {
	return tables.Column[Summary]{Name: name, Kind: tables.Day, Of: func(a Summary) any { return of(a) }}
}

// ExportPlanning is the planning register as a file, each application at its site's public
// position.
func ExportPlanning(list []Summary) tables.Table {
	return tables.Of("planning", "Planning register", planningColumns, tables.Each(list), nil)
}

// ShownAt is where a site may be shown to everyone, as a file gives it.
type ShownAt struct {
	Position     *geo.LonLat `json:"-"`
	PositionKind string      `json:"-"`
	Square       string      `json:"-"`
}
