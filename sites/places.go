package sites

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/values"
)

// PlacesOf are a site's places of one type. A number that is not known is left out.
type PlacesOf struct {
	Type       string `json:"type" enum:"solo,two_to_four,secure,step_down,emergency,short_break,other"`
	Registered *int   `json:"registered,omitempty"`
	Usable     *int   `json:"usable,omitempty"`
	Occupied   *int   `json:"occupied,omitempty"`
	Planned    *int   `json:"planned,omitempty"`
}

// SiteTotals are a site's own numbers. Where its places are kept by type they are the
// sums of those, but for the percentage.
type SiteTotals struct {
	Registered       *int `json:"registered" required:"false"`
	Usable           *int `json:"usable" required:"false"`
	Occupied         *int `json:"occupied" required:"false"`
	Planned          *int `json:"planned" required:"false"`
	OccupancyPercent *int `json:"occupancy_percent" required:"false" doc:"Used where the occupied and usable places are not both known"`
}

// PlacesSet are all places of a site.
type PlacesSet struct {
	Places []PlacesOf  `json:"places" maxItems:"20" nullable:"false" doc:"These types and no others. The site's totals are their sums; of what no type gives, the total is emptied. Without any type the totals stay as they are, or become those given"`
	Totals *SiteTotals `json:"totals,omitempty" doc:"The site's own numbers, these and no others: what is null or left out is emptied. With places by type it takes occupancy_percent only"`
}

const mostPlaces = 500

// check is what is wrong with a count of places, under the fields' names.
func (p PlacesOf) check(f *faults, field func(string) string) {
	for _, n := range []struct {
		name  string
		count *int
	}{{"registered", p.Registered}, {"usable", p.Usable}, {"occupied", p.Occupied}, {"planned", p.Planned}} {
		if n.count != nil && (*n.count < 0 || *n.count > mostPlaces) {
			f.add(field(n.name), "Give a whole number of places from 0 to 500.")
		}
	}
	if p.Usable != nil && p.Registered != nil && *p.Usable > *p.Registered {
		f.add(field("usable"), "No more places can be used than are registered.")
	}
	if p.Occupied != nil && p.Usable != nil && *p.Occupied > *p.Usable {
		f.add(field("occupied"), "No more places can be occupied than can be used.")
	}
}

// SetPlaces gives a site its places by type, these and no others, and its own numbers,
// which are the sums where there are types.
func SetPlaces(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, set PlacesSet, today values.Date) error {
	if _, err := lock(ctx, tx, id, version); err != nil {
		return err
	}
	if err := set.check(); err != nil {
		return err
	}
	tx = tx.WithContext(ctx)
	types := []string{""} // IN () is no SQL
	for _, p := range set.Places {
		types = append(types, p.Type)
	}
	if err := tx.Exec(`DELETE FROM site_places WHERE site_id = ? AND type NOT IN ?`, id, types).Error; err != nil {
		return fmt.Errorf("set places of site %d: %w", id, err)
	}
	for _, p := range set.Places {
		err := tx.Exec(`INSERT INTO site_places (site_id, type, registered, usable, occupied, planned) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (site_id, type) DO UPDATE SET registered = excluded.registered, usable = excluded.usable, occupied = excluded.occupied, planned = excluded.planned`,
			id, p.Type, p.Registered, p.Usable, p.Occupied, p.Planned).Error
		if err != nil {
			return fmt.Errorf("set places of site %d: %w", id, err)
		}
	}
	if err := set.total(tx, id); err != nil {
		return err
	}
	return typedIn(ctx, tx, by, id, today, "places")
}

// check is what is wrong with a site's places: all of it.
func (set PlacesSet) check() error {
	var f faults
	types := []string{}
	for i, p := range set.Places {
		p.check(&f, func(name string) string { return fmt.Sprintf("places[%d].%s", i, name) })
		if slices.Contains(types, p.Type) {
			f.add(fmt.Sprintf("places[%d].type", i), "Give each type once.")
		}
		types = append(types, p.Type)
	}
	if t := set.Totals; t != nil {
		own := PlacesOf{Registered: t.Registered, Usable: t.Usable, Occupied: t.Occupied, Planned: t.Planned}
		if len(set.Places) > 0 && own != (PlacesOf{}) {
			f.add("totals", "With places by type the totals are their sums: leave them out.")
		}
		own.check(&f, func(name string) string { return "totals." + name })
		if t.OccupancyPercent != nil && (*t.OccupancyPercent < 0 || *t.OccupancyPercent > 100) {
			f.add("totals.occupancy_percent", "Give a percentage from 0 to 100.")
		}
	}
	return f.err()
}

// total writes a site's own numbers: the sums of its types, or those given.
func (set PlacesSet) total(tx *gorm.DB, id int64) error {
	own := `version = version + 1`
	with := map[string]any{"id": id}
	if len(set.Places) > 0 {
		own += `, (places_registered, places_usable, places_occupied, places_planned) = (SELECT sum(registered), sum(usable), sum(occupied), sum(planned) FROM site_places WHERE site_id = @id)`
	} else if t := set.Totals; t != nil {
		own += `, places_registered = @registered, places_usable = @usable, places_occupied = @occupied, places_planned = @planned`
		with["registered"], with["usable"], with["occupied"], with["planned"] = t.Registered, t.Usable, t.Occupied, t.Planned
	}
	if set.Totals != nil {
		own += `, occupancy_percent = @percent`
		with["percent"] = set.Totals.OccupancyPercent
	}
	if err := tx.Exec(`UPDATE sites SET `+own+` WHERE id = @id`, with).Error; err != nil {
		return fmt.Errorf("total the places of site %d: %w", id, err)
	}
	return nil
}

// placesByType are a site's places by type, in the order of the vocabulary.
func placesByType(ctx context.Context, db *gorm.DB, id int64) ([]PlacesOf, error) {
	list := []PlacesOf{}
	err := db.WithContext(ctx).Raw(`SELECT type, registered, usable, occupied, planned FROM site_places WHERE site_id = ?
		ORDER BY array_position(ARRAY['solo', 'two_to_four', 'secure', 'step_down', 'emergency', 'short_break', 'other'], type)`, id).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the places of site %d: %w", id, err)
	}
	return list, nil
}
