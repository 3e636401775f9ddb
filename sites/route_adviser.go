package sites

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
)

// Footing is what of a site and its works the possible routes depend on.
type Footing struct {
	UseClass  string `json:"use_class,omitempty"`
	LawfulUse string `json:"lawful_use"`
	Ownership string `json:"ownership,omitempty"`
	Tenure    string `json:"tenure,omitempty"`
	Council   bool   `json:"council" doc:"A council owns it"`
	Secure    bool   `json:"secure"`
	Works     string `json:"works" enum:"none,internal,external,extension,new_build"`
}

// PossibleRoute is a way that may lead to a lawful home. It informs: the planning
// authority alone can say which one applies.
type PossibleRoute struct {
	Route      string      `json:"route"`
	Name       string      `json:"name"`
	Why        string      `json:"why"`
	Needs      []string    `json:"needs"`
	Weeks      *RouteWeeks `json:"weeks,omitempty"`
	Precedents []Precedent `json:"precedents"`
}

// RouteWeeks is how long a route usually takes, at best, most likely and at worst.
type RouteWeeks struct {
	Optimistic  int    `json:"optimistic"`
	Likely      int    `json:"likely"`
	Pessimistic int    `json:"pessimistic"`
	Source      string `json:"source"`
}

// The ranges are those of the stage templates: published averages where there are any,
// and otherwise our estimates.
var (
	certificateWeeks = &RouteWeeks{8, 9, 17, "Statutory 8 weeks; Tonbridge and Malling, early 2023, averaged 67 days; the longest is an estimate"}
	minorWeeks       = &RouteWeeks{8, 13, 26, "Statutory 8 weeks; Tonbridge and Malling, early 2023, averaged 87 and 101 days; the longest is an estimate"}
	majorWeeks       = &RouteWeeks{13, 26, 64, "Statutory 13 weeks; Tonbridge and Malling, early 2023, averaged 445 days"}
	consentWeeks     = &RouteWeeks{8, 13, 26, "Statutory 8 weeks; otherwise an estimate, as for a minor application"}
	adviceWeeks      = &RouteWeeks{4, 8, 13, "Tonbridge and Malling, early 2023, averaged 88 days; otherwise an estimate"}
)

// Advise lists the routes that may be open, the lightest first.
func Advise(f Footing) []PossibleRoute {
	var list []PossibleRoute
	add := func(route, name, why string, weeks *RouteWeeks, needs ...string) {
		list = append(list, PossibleRoute{Route: route, Name: name, Why: why, Needs: needs, Weeks: weeks, Precedents: []Precedent{}})
	}
	wanted := "c2"
	if f.Secure {
		wanted = "c2a"
	}
	lawful := f.LawfulUse == "already_"+wanted
	building := f.Works == "external" || f.Works == "extension" || f.Works == "new_build"
	certified := f.LawfulUse == "c3_no_material_change_certified" && !f.Secure

	if (lawful || certified) && !building && f.Works != "new_build" {
		add("no-application", "No application", "The use may be lawful already, and works inside a building are usually not development. Ask the planning authority whether it agrees.", nil,
			"Evidence of the lawful use", "A look at the conditions of earlier permissions, which may bind the use")
	}
	if lawful && f.Works != "new_build" {
		add("ldc-existing-use", "Certificate of lawfulness, existing use", "The use is held to be lawful. A certificate would put that beyond doubt; for a closed home the planning authority may ask whether the use was abandoned.",
			certificateWeeks, "Evidence of the use over the years", "A plan of the site")
	}
	if (f.UseClass == "c3" || strings.HasPrefix(f.LawfulUse, "c3_")) && !certified && !f.Secure && f.Works != "new_build" && f.Works != "extension" {
		add("ldc-prospective-use", "Certificate of lawfulness, proposed use", "A small home in a house may be no material change of use. Whether it is depends on the number of children, shifts and comings and goings: ask the planning authority.",
			certificateWeeks, "How many children and staff, and how shifts change", "A statement why the change is not material")
	}
	if !lawful && !certified && f.Works != "new_build" {
		add("change-of-use", "Change of use", "If the change is material, planning permission is needed. The planning authority can say in advice beforehand whether it regards it as such.",
			minorWeeks, "Plans as it is and as proposed", "A statement of how the home will be run", "Consultation of neighbours")
	}
	if building {
		weeks, why := minorWeeks, "Works outside a building may need planning permission; small ones may be permitted development."
		if f.Works == "new_build" {
			weeks, why = majorWeeks, "A new building may need full planning permission. The longer range is for a major application; a small one may be quicker."
		}
		add("full", "Full planning permission", why, weeks, "Drawings and a design statement", "Biodiversity net gain, unless an exemption applies", "Surveys that the planning authority asks for")
	}
	if f.Works == "new_build" {
		add("outline", "Outline permission", "Outline permission may settle the principle first, with details to follow.", majorWeeks, "A plan with the boundary", "An application for the details within three years")
	}
	if (f.Council || f.Ownership == "owned by a public authority") && !(lawful && !building) {
		add("reg-3", "The council's own application (regulation 3)", "Where a council itself develops its own land it may apply to itself. There is no appeal against a refusal, and the council's planning committee may want to decide.",
			minorWeeks, "That the council itself carries it out, or jointly with another", "A decision by those who do not manage the land")
	}
	add("lbc", "Listed building consent, if it is listed", "If the building is listed, works that affect its character may need consent too, inside ones included. Whether it is listed is not known here: look at the National Heritage List.",
		consentWeeks, "A heritage statement")
	add("pre-application", "Advice before an application", "The planning authority may say beforehand which route it would follow and what it would ask for.", adviceWeeks, "A short description and a plan", "Its fee, where it charges one")
	return list
}

// PossibleRoutes are the routes for a site with the precedents that users recorded.
func PossibleRoutes(ctx context.Context, db *gorm.DB, site int64, works string) (Footing, []PossibleRoute, error) {
	var rows []Footing
	err := db.WithContext(ctx).Raw(`SELECT coalesce(s.use_class, '') AS use_class, s.lawful_use, coalesce(s.ownership, '') AS ownership, coalesce(s.tenure, '') AS tenure,
		coalesce(o.kind = 'council', s.owner_authority IS NOT NULL) AS council, coalesce(s.kind = 'secure_childrens_home', false) AS secure
		FROM sites s LEFT JOIN organisations o ON o.id = s.organisation_id WHERE s.id = ?`, site).Scan(&rows).Error
	if err != nil {
		return Footing{}, nil, fmt.Errorf("read the footing of site %d: %w", site, err)
	}
	if len(rows) == 0 {
		return Footing{}, nil, problem.Missing("site")
	}
	f := rows[0]
	f.Works = works
	routes := Advise(f)
	precedents, err := precedents(ctx, db)
	for i, r := range routes {
		for _, p := range precedents {
			if p.Route == r.Route {
				routes[i].Precedents = append(routes[i].Precedents, p)
			}
		}
	}
	return f, routes, err
}

// Precedent is how long a route took somewhere, as a user recorded it.
type Precedent struct {
	ID                int64     `json:"id" readOnly:"true"`
	Route             string    `json:"route" enum:"no-application,ldc-existing-use,ldc-prospective-use,change-of-use,full,outline,reg-3,lbc,pre-application"`
	Works             string    `json:"works" enum:"none,internal,external,extension,new_build"`
	UseClass          string    `json:"use_class,omitempty" enum:"c2,c2a,c3,e-e,sui,other"`
	PlanningAuthority string    `json:"planning_authority,omitempty" maxLength:"20"`
	What              string    `json:"what" maxLength:"1000" doc:"What was asked for. Everyone reads it: nothing that tells where a restricted home is"`
	Weeks             *int      `json:"weeks,omitempty" minimum:"0" maximum:"1000"`
	Outcome           string    `json:"outcome" enum:"granted,refused,not_required,withdrawn"`
	Source            string    `json:"source" maxLength:"500"`
	By                string    `json:"by" gorm:"column:by_name" readOnly:"true"`
	At                time.Time `json:"at" readOnly:"true"`
}

const precedentColumns = `id, route, works, coalesce(use_class, '') AS use_class, coalesce(planning_authority, '') AS planning_authority, what, weeks, outcome, source, by_name, at`

func precedents(ctx context.Context, db *gorm.DB) ([]Precedent, error) {
	list := []Precedent{}
	if err := db.WithContext(ctx).Raw(`SELECT ` + precedentColumns + ` FROM precedents ORDER BY at DESC, id DESC LIMIT 200`).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read precedents: %w", err)
	}
	return list, nil
}

// AddPrecedent records one; it is not changed afterwards.
func AddPrecedent(ctx context.Context, db *gorm.DB, by accounts.User, p Precedent) (Precedent, error) {
	p.What, p.Source = strings.TrimSpace(p.What), strings.TrimSpace(p.Source)
	switch {
	case p.What == "":
		return p, problem.Field("what", "Say in a sentence what was asked for.")
	case p.Source == "":
		return p, problem.Field("source", "Say where this is known from.")
	}
	if p.PlanningAuthority != "" {
		known, err := PlanningAuthorities(ctx, db)
		if err != nil {
			return p, err
		}
		if !slices.ContainsFunc(known, func(a PlanningAuthority) bool { return a.Code == p.PlanningAuthority }) {
			return p, problem.Field("planning_authority", "Choose one of the planning authorities in the list.")
		}
	}
	var made Precedent
	err := db.WithContext(ctx).Raw(`INSERT INTO precedents (route, works, use_class, planning_authority, what, weeks, outcome, source, by_name)
		VALUES (?, ?, nullif(?, ''), nullif(?, ''), ?, ?, ?, ?, ?) RETURNING `+precedentColumns,
		p.Route, p.Works, p.UseClass, p.PlanningAuthority, p.What, p.Weeks, p.Outcome, p.Source, by.Name).Scan(&made).Error
	if err != nil {
		return p, fmt.Errorf("add a precedent: %w", err)
	}
	return made, nil
}
