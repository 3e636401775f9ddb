package sites

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// ExactChange is a change of where a site is: the fields given, where null empties one.
type ExactChange struct {
	PlaceFields
	Reason string       `json:"reason,omitempty" maxLength:"2000" doc:"Needed to make a restricted place open"`
	Visit  *VisitToSite `json:"visit,omitempty" doc:"The position was set by somebody standing there"`
	given  []string
}

// UnmarshalJSON notes which fields are given.
func (c *ExactChange) UnmarshalJSON(text []byte) (err error) {
	if c.given, err = members(text); err != nil {
		return err
	}
	type plain ExactChange // without this method
	return json.Unmarshal(text, (*plain)(c))
}

// NewSite is a site to be entered.
type NewSite struct {
	Fields
	PlaceFields
	Operation string `json:"operation,omitempty" enum:"not_a_home,open,suspended,mothballed,closed" default:"not_a_home"`
	Pipeline  string `json:"pipeline,omitempty" enum:"none,idea,screening,candidate,shortlisted" default:"none"`
}

// Add enters a site. Homes and secure units start restricted.
func Add(ctx context.Context, tx *gorm.DB, by accounts.User, n NewSite, today values.Date) (int64, error) {
	may := by.Extent("site.write")
	if !may.All && len(may.Authorities) == 0 {
		return 0, problem.Deny("You change sites of your own projects, and enter none: ask a property lead of the authority.")
	}
	var f faults
	s := held{Operation: n.Operation, Pipeline: n.Pipeline, LocationSensitivity: "open", OwnerAuthority: valueOf(n.OwnerAuthority), HostAuthority: valueOf(n.HostAuthority)}
	if n.Kind == nil {
		f.add("kind", "Say what kind of site it is.")
	} else {
		s.Kind = *n.Kind
	}
	if valueOf(n.Name) == "" {
		f.add("name", "Give the site a name.")
	}
	if n.LocationSensitivity != nil {
		s.LocationSensitivity = *n.LocationSensitivity
	}
	if slices.Contains(homeKinds, s.Kind) || n.Operation != "not_a_home" {
		if valueOf(n.LocationSensitivity) == "open" {
			f.add("location_sensitivity", "Homes and secure units start restricted: enter it so, and open its place afterwards, saying why.")
		}
		s.LocationSensitivity = "restricted"
	}
	change := SiteChange{Fields: n.Fields}
	for _, c := range n.columns() {
		if c.set {
			change.given = append(change.given, c.name)
		}
	}
	place, host, err := n.read(ctx, tx, &f, s, append(placeFields(n.PlaceFields), "host_authority"))
	if err != nil {
		return 0, err
	}
	s.HostAuthority = host
	if host == "" && len(f) == 0 {
		f.add("host_authority", "Say in which authority it stands: the position alone does not tell.")
	}
	if host != "" && !may.Covers(s.scope(s.OwnerAuthority, host)) {
		f.add("host_authority", "Neither its owner nor the authority it stands in is yours: ask an administrator to enter it.")
		s.OwnerAuthority, change.OwnerAuthority = "", nil // said once
	}
	change.check(ctx, tx, &f, s, by)
	if err := f.err(); err != nil {
		return 0, err
	}
	groups, columns := []string{}, n.columns()
	if err := withOrganisation(ctx, tx, columns, valueOf(n.Sector)); err != nil {
		return 0, err
	}
	for _, c := range columns {
		if c.set {
			place[c.name] = c.value
			groups = append(groups, c.group)
		}
	}
	place["operation"], place["pipeline"], place["location_sensitivity"] = n.Operation, n.Pipeline, s.LocationSensitivity
	if place["public_name"], err = publicName(ctx, tx, n.PlaceFields, s); err != nil {
		return 0, err
	}
	given, err := json.Marshal(place)
	if err != nil {
		return 0, fmt.Errorf("enter a site: %w", err)
	}
	var id int64
	if err := tx.WithContext(ctx).Raw(`SELECT add_site(?)`, string(given)).Scan(&id).Error; err != nil {
		return 0, refusal(fmt.Errorf("enter a site: %w", err))
	}
	for name := range place {
		groups = append(groups, placeGroups[name])
	}
	return id, typedIn(ctx, tx, by, id, today, groups...)
}

// EditExact changes where a site is, and what identifies it. It needs of a restricted
// site the right to its exact place too. What is odd about the place is told by Exact.
func EditExact(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, c ExactChange, today values.Date) error {
	s, err := lock(ctx, tx, id, version)
	if err != nil {
		return err
	}
	if s.LocationSensitivity == "restricted" {
		whose, _, err := accounts.ScopeOf(ctx, tx, "site", id)
		if err != nil {
			return err
		}
		if !by.Extent("site.exact").Covers(whose) {
			return problem.Deny("The place of this site is restricted: only those who may see it change it.")
		}
	}
	if !slices.ContainsFunc(c.given, func(name string) bool { return name != "reason" && name != "visit" }) {
		return &problem.Problem{Kind: problem.Invalid, Text: "Give at least one field to change."}
	}
	var f faults
	place, host, err := c.read(ctx, tx, &f, s, c.given)
	if err != nil {
		return err
	}
	if e := by.Extent("site.write"); host != s.HostAuthority && !e.All && len(e.Projects) == 0 && !e.Covers(s.scope(s.OwnerAuthority, host)) {
		f.add("host_authority", "Neither its owner nor the authority it stands in would then be yours: ask an administrator to make this change.")
	}
	opened := s.LocationSensitivity == "restricted" && valueOf(c.LocationSensitivity) == "open"
	if opened && strings.TrimSpace(c.Reason) == "" {
		f.add("reason", "Say why everyone may see where this is.")
	}
	if err := f.err(); err != nil {
		return err
	}
	if s.LocationSensitivity == "open" && valueOf(c.LocationSensitivity) == "restricted" {
		s.HostAuthority = host
		if place["public_name"], err = publicName(ctx, tx, c.PlaceFields, held{Kind: s.Kind, HostAuthority: host, LocationSensitivity: "restricted"}); err != nil {
			return err
		}
	}
	given, err := json.Marshal(place)
	if err != nil {
		return fmt.Errorf("change the place of site %d: %w", id, err)
	}
	err = saying(tx, strings.TrimSpace(c.Reason), today, func() error {
		return tx.WithContext(ctx).Exec(`SELECT change_exact_site(?, ?)`, id, string(given)).Error
	})
	if err != nil {
		return refusal(fmt.Errorf("change the place of site %d: %w", id, err))
	}
	var groups []string
	for _, name := range c.given {
		groups = append(groups, placeGroups[name])
	}
	return noteWhere(ctx, tx, by, id, today, c, place["boundary"] != nil, groups)
}

// noteWhere notes where the groups of a changed place are from: its position as a boundary
// that was drawn, or as somebody set it on a visit, the rest as entered.
func noteWhere(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, today values.Date, c ExactChange, drawn bool, groups []string) (err error) {
	source, day := "", today
	switch visited := c.Visit != nil && slices.Contains(c.given, "position"); {
	case drawn:
		if source, err = drawnOver(ctx, tx, id); err != nil {
			return err
		}
	case visited:
		source, day = c.Visit.source(), c.Visit.day(today)
	default:
		return typedIn(ctx, tx, by, id, today, groups...)
	}
	groups = slices.DeleteFunc(groups, func(group string) bool { return group == "position" })
	if err := typedIn(ctx, tx, by, id, today, groups...); err != nil {
		return err
	}
	return noteSource(ctx, tx, by, id, source, day, "position")
}

// drawnOver is the source of a position whose boundary somebody drew: with what was there
// before, such as imported, kept through all that is drawn over it. What it was in detail
// is in the history.
func drawnOver(ctx context.Context, tx *gorm.DB, id int64) (string, error) {
	var was struct{ Source, Provenance string }
	err := tx.WithContext(ctx).Raw(`SELECT coalesce(t.source, '') AS source, coalesce(t.provenance, s.provenance) AS provenance
		FROM sites s LEFT JOIN site_sources t ON t.site_id = s.id AND t.field_group = 'position' WHERE s.id = ?`, id).Scan(&was).Error
	switch {
	case err != nil:
		return "", fmt.Errorf("read where the position of site %d is from: %w", id, err)
	case strings.HasPrefix(was.Source, drawnByHand):
		return was.Source, nil
	case was.Provenance == "typed in":
		return drawnByHand, nil
	}
	return drawnByHand + "; before: " + was.Provenance, nil
}

const drawnByHand = "Boundary drawn by hand"

// refusal turns what the database refuses into what a person reads.
func refusal(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.ConstraintName == "sites_urn_key" {
		return problem.Field("urn", "Another site has this registration number: look whether this one is on the register already.")
	}
	return err
}
