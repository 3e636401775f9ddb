package appraisal

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// Linked is another option that one needs or cannot go with.
type Linked struct {
	ID        int64  `json:"id"`
	OptionRef string `json:"option_ref"`
	Name      string `json:"name"`
	State     string `json:"state" enum:"proposed,withdrawn"`
	Chosen    bool   `json:"chosen"`
}

// links reads what every option of a programme needs and excludes, by option.
func links(ctx context.Context, db *gorm.DB, programme int64) (needs, excludes map[int64][]Linked, err error) {
	var rows []struct {
		Of     int64
		Needed bool
		Linked
	}
	err = db.WithContext(ctx).Raw(`
		SELECT l.of, l.needed, o.id, o.option_ref, o.name, o.state, EXISTS (SELECT FROM projects WHERE option_id = o.id) AS chosen
		FROM (SELECT option_id AS of, needs_id AS other, true AS needed FROM option_needs
		      UNION ALL SELECT option_id, excludes_id, false FROM option_excludes
		      UNION ALL SELECT excludes_id, option_id, false FROM option_excludes) l
		JOIN options o ON o.id = l.other WHERE o.programme_id = ? ORDER BY l.of, o.option_ref, o.id`, programme).Scan(&rows).Error
	if err != nil {
		return nil, nil, fmt.Errorf("read what options need and exclude: %w", err)
	}
	needs, excludes = map[int64][]Linked{}, map[int64][]Linked{}
	for _, r := range rows {
		if r.Needed {
			needs[r.Of] = append(needs[r.Of], r.Linked)
		} else {
			excludes[r.Of] = append(excludes[r.Of], r.Linked)
		}
	}
	return needs, excludes, nil
}

// standsAgainst says which option that it needs is not chosen, or which one that is
// chosen it cannot go with; empty where neither stands against it.
func (o Option) standsAgainst() string {
	for _, n := range o.Needs {
		switch {
		case n.State == "withdrawn":
			return fmt.Sprintf("It needs %s, which is withdrawn.", n.Name)
		case !n.Chosen:
			return fmt.Sprintf("It needs %s, which is not chosen yet.", n.Name)
		}
	}
	for _, e := range o.Excludes {
		if e.Chosen {
			return fmt.Sprintf("It cannot go together with %s, which is chosen.", e.Name)
		}
	}
	return ""
}

// MatchFrom is one source of an option's match, with the name of its authority.
type MatchFrom struct {
	Match
	AuthorityName string `json:"authority_name,omitempty"`
}

// parts of an option that only its own page shows.
func (d *OptionDetail) readParts(ctx context.Context, db *gorm.DB) error {
	d.PlacesByType, d.Match = []TypedPlaces{}, []MatchFrom{}
	err := db.WithContext(ctx).Raw(`SELECT type, places FROM option_places WHERE option_id = ?
		ORDER BY array_position(ARRAY['solo', 'two_to_four', 'secure', 'step_down', 'emergency', 'short_break', 'other'], type)`, d.ID).Scan(&d.PlacesByType).Error
	if err != nil {
		return fmt.Errorf("read the places of option %d: %w", d.ID, err)
	}
	err = db.WithContext(ctx).Raw(`SELECT m.source, coalesce(m.authority_code, '') AS authority_code, coalesce(a.name, '') AS authority_name, m.name, m.amount_pence, m.secured
		FROM option_match m LEFT JOIN authorities a ON a.code = m.authority_code WHERE m.option_id = ? ORDER BY m.id`, d.ID).Scan(&d.Match).Error
	if err != nil {
		return fmt.Errorf("read the match of option %d: %w", d.ID, err)
	}
	if d.CopiedFrom != nil {
		if err := db.WithContext(ctx).Raw(`SELECT name FROM options WHERE id = ?`, *d.CopiedFrom).Scan(&d.CopiedFromName).Error; err != nil {
			return fmt.Errorf("read what option %d is copied from: %w", d.ID, err)
		}
	}
	return nil
}
