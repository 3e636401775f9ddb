package sites

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Fields are what of a site is public and written by hand. What tells where it is is a
// PlaceFields.
type Fields struct {
	Kind             *string      `json:"kind,omitempty" enum:"childrens_home,secure_childrens_home,step_down_home,solo_home,residential_special_school,short_break_home,nhs_land,hospital_building,council_building,school_property,dwelling,vacant_land,third_sector_property"`
	OwnerAuthority   *string      `json:"owner_authority" required:"false" maxLength:"40" doc:"Code; null: no authority's"`
	Organisation     *string      `json:"organisation" required:"false" maxLength:"200" doc:"Who runs it, by name; one that is not known yet is added. Case and spacing do not tell two apart"`
	Sector           *string      `json:"sector" required:"false" enum:"local_authority,private,voluntary,health"`
	Ownership        *string      `json:"ownership" required:"false" enum:"owned by a public authority,not owned by a public authority,mixed ownership"`
	Tenure           *string      `json:"tenure" required:"false" enum:"freehold,leasehold,licence,none yet"`
	Starts           *values.Date `json:"starts" required:"false" nullable:"true" format:"date"`
	Ends             *values.Date `json:"ends" required:"false" nullable:"true" format:"date" doc:"A site is never deleted: it ends"`
	EndedBecause     *string      `json:"ended_because" required:"false" maxLength:"2000" doc:"With ends"`
	UseClass         *string      `json:"use_class" required:"false" enum:"c2,c2a,c3,e-e,sui,other"`
	LawfulUse        *string      `json:"lawful_use,omitempty" enum:"already_c2,already_c2a,c3_no_material_change_certified,c3_no_material_change_argued,change_required,unknown"`
	PlacesRegistered *int         `json:"places_registered" required:"false"`
	PlacesUsable     *int         `json:"places_usable" required:"false"`
	PlacesOccupied   *int         `json:"places_occupied" required:"false"`
	PlacesPlanned    *int         `json:"places_planned" required:"false"`
	OccupancyPercent *int         `json:"occupancy_percent" required:"false" doc:"Used where the occupied and usable places are not both known"`
	Condition        *string      `json:"condition" required:"false" enum:"fit,refurbish,life expired"`
	RunningCostPence *int64       `json:"running_cost_pence" required:"false" doc:"A year"`
	WeeklyFeePence   *int64       `json:"weekly_fee_pence" required:"false"`
}

// SiteChange is a change of a site's public fields: those given, where null empties one.
type SiteChange struct {
	Fields
	given []string
}

// UnmarshalJSON notes which fields are given.
func (c *SiteChange) UnmarshalJSON(text []byte) (err error) {
	if c.given, err = members(text); err != nil {
		return err
	}
	return json.Unmarshal(text, &c.Fields)
}

// members are the names of a JSON object's members.
func members(text []byte) ([]string, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, err
	}
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
	}
	return names, nil
}

// A column is one field as it is stored, and the group that its source is kept for.
type column struct {
	name, group string
	value       any
	set         bool // not null
}

func columnOf[T any](name, group string, value *T) column {
	return column{name, group, value, value != nil}
}

// columns are all fields.
func (v Fields) columns() []column {
	return []column{
		columnOf("kind", "identity", v.Kind), columnOf("owner_authority", "identity", v.OwnerAuthority), columnOf("organisation", "registration", v.Organisation), columnOf("sector", "registration", v.Sector),
		columnOf("ownership", "identity", v.Ownership), columnOf("tenure", "identity", v.Tenure), columnOf("starts", "identity", v.Starts),
		columnOf("ends", "identity", v.Ends), columnOf("ended_because", "identity", v.EndedBecause),
		columnOf("use_class", "planning", v.UseClass), columnOf("lawful_use", "planning", v.LawfulUse),
		columnOf("places_registered", "places", v.PlacesRegistered), columnOf("places_usable", "places", v.PlacesUsable),
		columnOf("places_occupied", "places", v.PlacesOccupied), columnOf("places_planned", "places", v.PlacesPlanned),
		columnOf("occupancy_percent", "places", v.OccupancyPercent), columnOf("condition", "condition", v.Condition),
		columnOf("running_cost_pence", "money", v.RunningCostPence), columnOf("weekly_fee_pence", "money", v.WeeklyFeePence),
	}
}

// A held site is one that is being changed, as it is.
type held struct {
	ID                                             int64
	Version                                        int
	Kind, Operation, Pipeline, LocationSensitivity string
	OwnerAuthority, HostAuthority, Sector          string
	PlacesRegistered, PlacesUsable, PlacesOccupied *int
	ByType                                         int // in how many types its places are kept
	Starts                                         values.Date
	Placed, Project                                bool // has a position; a project delivers it
}

func (s held) life() Life {
	return Life{s.Operation, s.Pipeline, s.Project, s.LocationSensitivity == "open"}
}

func (s held) scope(owner, host string) accounts.Scope {
	return accounts.Scope{Authorities: slices.DeleteFunc([]string{owner, host}, func(a string) bool { return a == "" })}
}

// lock reads a site that is to be changed and keeps others from it until the end of the
// transaction; it must be of the version that was read.
func lock(ctx context.Context, tx *gorm.DB, id int64, version int) (held, error) {
	var rows []held
	err := tx.WithContext(ctx).Raw(`SELECT id, version, coalesce(kind, '') AS kind, operation, pipeline, location_sensitivity, coalesce(owner_authority, '') AS owner_authority,
		host_authority, coalesce(sector, '') AS sector, places_registered, places_usable, places_occupied, starts, public_position IS NOT NULL AS placed,
		(SELECT count(*) FROM site_places WHERE site_id = s.id) AS by_type, EXISTS (SELECT FROM project_sites WHERE site_id = s.id) AS project
		FROM sites s WHERE id = ? FOR UPDATE OF s`, id).Scan(&rows).Error
	if err != nil {
		return held{}, fmt.Errorf("read site %d: %w", id, err)
	}
	if len(rows) == 0 {
		return held{}, problem.Missing("site")
	}
	if rows[0].Version != version {
		current, err := Read(ctx, tx, id, Whole)
		if err != nil {
			return held{}, err
		}
		return held{}, problem.Overtaken("site", current)
	}
	return rows[0], nil
}

// Edit changes the public fields of a site that are given.
func Edit(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, c SiteChange, today values.Date) error {
	s, err := lock(ctx, tx, id, version)
	if err != nil {
		return err
	}
	var f faults
	c.check(ctx, tx, &f, s, by)
	if err := f.err(); err != nil {
		return err
	}
	columns := slices.DeleteFunc(c.columns(), func(col column) bool { return !slices.Contains(c.given, col.name) })
	if err := withOrganisation(ctx, tx, columns, cmp.Or(valueOf(c.Sector), s.Sector)); err != nil {
		return err
	}
	return write(ctx, tx, by, id, today, columns)
}

// write stores columns of a site, its next version, and that they were typed in.
func write(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, today values.Date, columns []column) error {
	if len(columns) == 0 {
		return &problem.Problem{Kind: problem.Invalid, Text: "Give at least one field to change."}
	}
	var set, groups []string
	var args []any
	for _, c := range columns {
		set, args, groups = append(set, c.name+" = ?"), append(args, c.value), append(groups, c.group)
	}
	err := tx.WithContext(ctx).Exec("UPDATE sites SET "+strings.Join(set, ", ")+", version = version + 1 WHERE id = ?", append(args, id)...).Error
	if err != nil {
		return fmt.Errorf("change site %d: %w", id, err)
	}
	return typedIn(ctx, tx, by, id, today, groups...)
}

// check is what is wrong with a change of a site: all of it.
func (c SiteChange) check(ctx context.Context, tx *gorm.DB, f *faults, s held, by accounts.User) {
	given := func(name string) bool { return slices.Contains(c.given, name) }
	if given("kind") && c.Kind == nil {
		f.add("kind", "Say what kind of site it is.")
	}
	if given("lawful_use") && c.LawfulUse == nil {
		f.add("lawful_use", "Say unknown where the lawful use is not known.")
	}
	if c.Kind != nil && s.LocationSensitivity == "open" && slices.Contains(homeKinds, *c.Kind) && !slices.Contains(homeKinds, s.Kind) {
		f.add("kind", "A home's place is not shown to everyone: make its place restricted first.")
	}
	if given("ended_because") != given("ends") || c.Ends != nil && (c.EndedBecause == nil || strings.TrimSpace(*c.EndedBecause) == "") {
		f.add("ended_because", "Give the day it ends and why, both: a site is never deleted.")
	}
	starts := s.Starts
	if given("starts") {
		starts = values.Date{}
		if c.Starts != nil {
			starts = *c.Starts
		}
	}
	if c.Ends != nil && !starts.IsZero() && c.Ends.Before(starts) {
		f.add("ends", "Give a last day that is not before the first.")
	}
	if c.Organisation != nil && strings.ContainsRune(*c.Organisation, 0) {
		f.add("organisation", "Give the name as plain text.")
	}
	c.checkPlaces(f, s)
	for name, pence := range map[string]*int64{"running_cost_pence": c.RunningCostPence, "weekly_fee_pence": c.WeeklyFeePence} {
		if pence != nil && (*pence < 0 || *pence > int64(values.MaxPence)) {
			f.add(name, "Give an amount of money that is not below zero.")
		}
	}
	if given("owner_authority") {
		owner := ""
		if c.OwnerAuthority != nil {
			owner = *c.OwnerAuthority
		}
		checkOwner(ctx, tx, f, by, s, owner)
	}
}

// checkPlaces checks the site's own numbers of places, the given ones among the others.
func (c SiteChange) checkPlaces(f *faults, s held) {
	p := PlacesOf{Registered: s.PlacesRegistered, Usable: s.PlacesUsable, Occupied: s.PlacesOccupied, Planned: c.PlacesPlanned}
	touched := slices.Contains(c.given, "places_planned")
	for _, n := range []struct {
		name  string
		given *int
		into  **int
	}{{"places_registered", c.PlacesRegistered, &p.Registered}, {"places_usable", c.PlacesUsable, &p.Usable}, {"places_occupied", c.PlacesOccupied, &p.Occupied}} {
		if slices.Contains(c.given, n.name) {
			*n.into, touched = n.given, true
		}
	}
	switch {
	case touched && s.ByType > 0:
		f.add("places_registered", "The places of this site are kept by type: change them there, and these follow.")
	case touched:
		p.check(f, func(name string) string { return "places_" + name })
	}
	if c.OccupancyPercent != nil && (*c.OccupancyPercent < 0 || *c.OccupancyPercent > 100) {
		f.add("occupancy_percent", "Give a percentage from 0 to 100.")
	}
}

// checkOwner checks that the owner is an authority, and that whoever makes the change
// keeps the right to it.
func checkOwner(ctx context.Context, tx *gorm.DB, f *faults, by accounts.User, s held, owner string) {
	if owner != "" {
		if name, err := authorityName(ctx, tx, owner); err != nil || name == "" {
			f.add("owner_authority", "Give the code of a children's-services authority in England, such as E10000032.")
			return
		}
	}
	if e := by.Extent("site.write"); !e.All && len(e.Projects) == 0 && !e.Covers(s.scope(owner, s.HostAuthority)) {
		f.add("owner_authority", "Neither its owner nor the authority it stands in would then be yours: ask an administrator to make this change.")
	}
}

// authorityName is the name of an authority; empty where there is none of that code.
func authorityName(ctx context.Context, db *gorm.DB, code string) (string, error) {
	var name string
	if err := db.WithContext(ctx).Raw(`SELECT name FROM authorities WHERE code = ?`, code).Scan(&name).Error; err != nil {
		return "", fmt.Errorf("read authority %s: %w", code, err)
	}
	return name, nil
}

// SourceOf is where a group of a site's fields is from.
type SourceOf struct {
	FieldGroup string      `json:"field_group" enum:"identity,registration,places,planning,condition,money,position"`
	Source     string      `json:"source"`
	Provenance string      `json:"provenance"`
	OnDay      values.Date `json:"on_day,omitzero" format:"date"`
	ByName     string      `json:"by_name,omitempty"`
}

// typedIn notes that groups of a site's fields are as somebody entered them.
func typedIn(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, today values.Date, groups ...string) error {
	return noteSource(ctx, tx, by, id, "Entered by hand", today, groups...)
}

// noteSource notes how and when somebody gave groups of a site's fields.
func noteSource(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, source string, day values.Date, groups ...string) error {
	slices.Sort(groups)
	for _, group := range slices.Compact(groups) {
		if group == "" {
			continue
		}
		err := tx.WithContext(ctx).Exec(`INSERT INTO site_sources (site_id, field_group, source, provenance, on_day, by_name) VALUES (?, ?, ?, 'typed in', ?, ?)
			ON CONFLICT (site_id, field_group) DO UPDATE SET source = excluded.source, provenance = excluded.provenance, on_day = excluded.on_day, by_name = excluded.by_name`,
			id, group, source, day, by.Name).Error
		if err != nil {
			return fmt.Errorf("note where the %s of site %d are from: %w", group, id, err)
		}
	}
	return nil
}

// sources are where each group of a site's fields is from: as typed in, or else as the
// whole site is.
func sources(ctx context.Context, db *gorm.DB, d Detail) ([]SourceOf, error) {
	list := []SourceOf{}
	err := db.WithContext(ctx).Raw(`SELECT g AS field_group, coalesce(t.source, @source) AS source, coalesce(t.provenance, @provenance) AS provenance, t.on_day,
		    coalesce(t.by_name, '') AS by_name
		FROM unnest(ARRAY['identity', 'registration', 'places', 'planning', 'condition', 'money', 'position']) WITH ORDINALITY AS groups (g, n)
		LEFT JOIN site_sources t ON t.site_id = @id AND t.field_group = g ORDER BY n`,
		map[string]any{"id": d.ID, "source": d.Source, "provenance": d.Provenance}).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read where the fields of site %d are from: %w", d.ID, err)
	}
	return list, nil
}
