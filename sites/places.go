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

// SetPlaces gives a site its places by type, these and no others; the site's own
// numbers are then their sums.
func SetPlaces(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, list []PlacesOf, today values.Date) error {
	if _, err := lock(ctx, tx, id, version); err != nil {
		return err
	}
	var f faults
	types := []string{}
	for i, p := range list {
		p.check(&f, func(name string) string { return fmt.Sprintf("places[%d].%s", i, name) })
		if slices.Contains(types, p.Type) {
			f.add(fmt.Sprintf("places[%d].type", i), "Give each type once.")
		}
		types = append(types, p.Type)
	}
	if err := f.err(); err != nil {
		return err
	}
	tx = tx.WithContext(ctx)
	if len(types) == 0 {
		types = []string{""} // IN () is no SQL
	}
	if err := tx.Exec(`DELETE FROM site_places WHERE site_id = ? AND type NOT IN ?`, id, types).Error; err != nil {
		return fmt.Errorf("set places of site %d: %w", id, err)
	}
	for _, p := range list {
		err := tx.Exec(`INSERT INTO site_places (site_id, type, registered, usable, occupied, planned) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (site_id, type) DO UPDATE SET registered = excluded.registered, usable = excluded.usable, occupied = excluded.occupied, planned = excluded.planned`,
			id, p.Type, p.Registered, p.Usable, p.Occupied, p.Planned).Error
		if err != nil {
			return fmt.Errorf("set places of site %d: %w", id, err)
		}
	}
	err := tx.Exec(`UPDATE sites s SET places_registered = coalesce(p.registered, s.places_registered), places_usable = coalesce(p.usable, s.places_usable),
		    places_occupied = coalesce(p.occupied, s.places_occupied), places_planned = coalesce(p.planned, s.places_planned), version = version + 1
		FROM (SELECT sum(registered) AS registered, sum(usable) AS usable, sum(occupied) AS occupied, sum(planned) AS planned FROM site_places WHERE site_id = @id) p
		WHERE s.id = @id`, map[string]any{"id": id}).Error
	if err != nil {
		return fmt.Errorf("set places of site %d: %w", id, err)
	}
	return typedIn(ctx, tx, by, id, today, "places")
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
