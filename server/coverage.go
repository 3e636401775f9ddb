package server

import (
	"context"

	"homeground/appraisal"
	"homeground/demand"
	"homeground/internal/problem"
	"homeground/internal/tables"
	"homeground/internal/values"
)

type coverageInput struct {
	Options string `query:"options" maxLength:"200" doc:"Numbers of options, with commas between: what would be covered with all of them too"`
}

func (r *request) coverage(ctx context.Context, in *coverageInput) (*answer[demand.Covered], error) {
	var proposals []demand.Proposal
	if in.Options != "" {
		if r.by.Extent("option.read").None() {
			return nil, problem.Missing("option")
		}
		ids, ok := numbersIn(in.Options)
		if !ok {
			return nil, problem.Field("options", "Name different options by their numbers, such as options=3,14.")
		}
		var err error
		if proposals, err = appraisal.Proposals(ctx, r.db, r.sim, ids); err != nil {
			return nil, err
		}
	}
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	covered, err := coverage.Read(ctx, r.db, proposals...)
	return &answer[demand.Covered]{covered}, err
}

// coverageTable is coverage by area as a file: of one's own authorities only, where the right
// goes no further.
func (r *request) coverageTable(ctx context.Context, _ asked) (t tables.Table, err error) {
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return t, err
	}
	covered, err := coverage.Read(ctx, r.db)
	if err != nil {
		return t, err
	}
	own, err := r.extent.Within(ctx, r.db)
	if err != nil {
		return t, err
	}
	t = covered.Export(own)
	t.About = []tables.Line{{Name: "Rows are", Text: "the region, its hubs and their authorities: do not add them up. Children are counted where they come from, wherever their place would be."},
		{Name: "Range", Text: "covered_central is what would be covered if all homes of which only the authority is known stood at the middle of its need; covered has them spread over it."},
		{Name: "Access", Text: "places for each child who needs one, as far as homes are near: the mean of the small areas, weighted by need."},
		{Name: "Source", Text: needSource + " Places: " + registerSource}}
	return r.ownOnly(t, "your own authorities only, as far as your right to take them away goes"), nil
}

type readingsInput struct {
	OfCohort
	Reading string      `query:"reading" enum:"need,unmet,access,gain,change,hotspots" default:"unmet"`
	Level   string      `query:"level" enum:"cell,hexagon" default:"cell"`
	Metres  string      `query:"metres" enum:"2500,5000,10000" default:"5000" doc:"Of hexagons: between opposite sides"`
	Since   values.Date `query:"since" format:"date" doc:"For need, change and hotspots: an earlier day that counts were published for"`
	Until   values.Date `query:"until" format:"date" doc:"For need, change and hotspots: the day that is projected"`
	Places  int         `query:"places" default:"4" minimum:"1" maximum:"50" doc:"For gain: of the new home"`
}

func (r *request) readings(ctx context.Context, in *readingsInput) (*answer[demand.Readings], error) {
	f := demand.ReadingFilter{Reading: in.Reading, Since: in.Since, Until: in.Until, Places: in.Places}
	if in.Level == "hexagon" {
		var err error
		if f.Hexagons, err = hexagonMetres(in.Metres); err != nil {
			return nil, err
		}
	}
	var err error
	if f.Cohort, err = r.cohorts.Of(ctx, r.db, in.cohort()); err != nil {
		return nil, err
	}
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	readings, err := coverage.Readings(ctx, r.db, f)
	return &answer[demand.Readings]{readings}, err
}

type elsewhereInput struct {
	Homes     int      `query:"homes" default:"1" minimum:"1" maximum:"5" doc:"How many new homes, together"`
	Places    int      `query:"places" default:"4" minimum:"1" maximum:"50" doc:"Of each"`
	Metres    string   `query:"metres" enum:"2500,5000,10000" default:"5000" doc:"Between opposite sides of a hexagon"`
	Kinds     []string `query:"kinds" maxItems:"13" enum:"childrens_home,secure_childrens_home,step_down_home,solo_home,residential_special_school,short_break_home,nhs_land,hospital_building,council_building,school_property,dwelling,vacant_land,third_sector_property" doc:"Only at sites there are, of these kinds, in place of hexagons"`
	Pipeline  []string `query:"pipeline" maxItems:"12" enum:"none,idea,screening,candidate,shortlisted,approved,in_delivery,awaiting_registration,done,rejected,withdrawn,lost_to_market" doc:"Only at sites there are that have come so far, in place of hexagons"`
	Authority string   `query:"authority" maxLength:"40" doc:"Only in hexagons most of whose need is of this one, or at sites that stand in it"`
	Hub       string   `query:"hub" maxLength:"100"`
}

func (r *request) elsewhere(ctx context.Context, in *elsewhereInput) (*answer[demand.Elsewhere], error) {
	metres, err := hexagonMetres(in.Metres)
	if err != nil {
		return nil, err
	}
	if len(in.Kinds)+len(in.Pipeline) > 0 && r.by.Extent("site.map").None() {
		return nil, problem.Missing("site")
	}
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	e, err := coverage.WhereElse(ctx, r.db, demand.ElsewhereFilter{Homes: in.Homes, Places: in.Places, Metres: metres, Kinds: in.Kinds, Pipeline: in.Pipeline,
		Authority: in.Authority, Hub: in.Hub})
	return &answer[demand.Elsewhere]{e}, err
}
