package server

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"homeground/demand"
	"homeground/geo"
	"homeground/internal/problem"
	"homeground/sites"
)

// mostCompared is how many sites are laid beside one another.
const mostCompared = 4

type compareInput struct {
	Of string `query:"of" required:"true" maxLength:"100" doc:"Two to four sites' numbers, with commas between"`
}

// compared is what several sites reach together.
type compared struct {
	Miles int `json:"miles"`
	demand.Together
}

// compareSites is what sites reach within 20 miles of their public positions, together
// and each alone. Their facts are each site's own.
func (r *request) compareSites(ctx context.Context, in *compareInput) (*answer[compared], error) {
	ids, err := comparedIDs(in.Of)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if _, err := sites.Read(ctx, r.db, id, r.view()); err != nil {
			return nil, err
		}
	}
	together, err := demand.ReachTogether(ctx, r.db, ids, demand.TwentyMiles)
	return &answer[compared]{compared{20, together}}, err
}

// comparedIDs reads the sites that are to be compared, each once.
func comparedIDs(of string) ([]int64, error) {
	ids, ok := numbersIn(of)
	if !ok || len(ids) < 2 || len(ids) > mostCompared {
		return nil, problem.Field("of", "Name two, three or four different sites by their numbers, such as of=12,34.")
	}
	return ids, nil
}

// numbersIn reads different numbers of records, with commas between.
func numbersIn(text string) (ids []int64, ok bool) {
	for _, number := range strings.Split(text, ",") {
		id, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
		if err != nil || id < 1 || slices.Contains(ids, id) {
			return nil, false
		}
		ids = append(ids, id)
	}
	return ids, true
}

type roundInput struct {
	Places int    `query:"places" default:"4" minimum:"1" maximum:"50" doc:"Of a home that would stand there"`
	Near   string `query:"near" required:"true" maxLength:"60" doc:"longitude,latitude"`
}

// round is what lies within 20 miles of a place, in a straight line. The sites are those
// of GET /sites with the same near and within=20.
type round struct {
	Miles int `json:"miles"`
	demand.Reached
	Unmet  float64  `json:"unmet" doc:"Of the need, children whom no open home within 20 miles of them covers"`
	Places int      `json:"places"`
	Gain   float64  `json:"gain" doc:"Of those, how many a home of so many places would cover here"`
	Ring   geo.Ring `json:"ring"`
}

func (r *request) reachRound(ctx context.Context, in *roundInput) (*answer[round], error) {
	easting, northing, err := sites.Place(in.Near)
	if err != nil {
		return nil, err
	}
	b := round{Miles: 20}
	if b.Ring, err = sites.RingRound(ctx, r.db, easting, northing, demand.TwentyMiles); err != nil {
		return nil, err
	}
	if b.Reached, err = demand.ReachOf(ctx, r.db, easting, northing, demand.TwentyMiles); err != nil {
		return nil, err
	}
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	b.Unmet, b.Places = coverage.UnmetWithin(easting, northing, demand.TwentyMiles), in.Places
	b.Gain, _ = coverage.Gain(demand.Proposal{Places: in.Places, Sites: []demand.ProposedAt{{Easting: &easting, Northing: &northing}}})
	return &answer[round]{b}, nil
}
