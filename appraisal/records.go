package appraisal

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/accounts"
)

// checkRecords is what is wrong with the records that a draft names; id is the option's
// own number, 0 of a new one.
func (d draft) checkRecords(ctx context.Context, tx *gorm.DB, f *faults, by accounts.User, programme, id int64) error {
	for _, check := range []func(context.Context, *gorm.DB, *faults) error{d.checkAuthorities, d.checkSites} {
		if err := check(ctx, tx, f); err != nil {
			return err
		}
	}
	if d.AuthorityCode != "" && !by.Extent("option.propose").Covers(accounts.Scope{Authorities: []string{d.AuthorityCode}}) {
		f.add("authority_code", "You propose options for your own authority only: ask somebody of that authority, or the board.")
	}
	return d.checkOthers(ctx, tx, f, programme, id)
}

func (d draft) checkAuthorities(ctx context.Context, tx *gorm.DB, f *faults) error {
	var known []string
	if err := tx.WithContext(ctx).Raw(`SELECT code FROM authorities`).Scan(&known).Error; err != nil {
		return fmt.Errorf("list authorities: %w", err)
	}
	if d.AuthorityCode != "" && !slices.Contains(known, d.AuthorityCode) {
		f.add("authority_code", "Choose an authority of the list.")
	}
	for i, m := range d.Match {
		if m.AuthorityCode != "" && !slices.Contains(known, m.AuthorityCode) {
			f.add(fmt.Sprintf("match[%d].authority_code", i), "Choose an authority of the list.")
		}
	}
	return nil
}

func (d draft) checkSites(ctx context.Context, tx *gorm.DB, f *faults) error {
	if len(d.Sites) == 0 {
		return nil
	}
	var found []struct {
		ID    int64
		Name  string
		Ended bool
	}
	if err := tx.WithContext(ctx).Raw(`SELECT id, public_name AS name, ends IS NOT NULL AND ends <= CURRENT_DATE AS ended FROM sites WHERE id IN ? ORDER BY id`, d.Sites).Scan(&found).Error; err != nil {
		return fmt.Errorf("read sites of a proposal: %w", err)
	}
	unique := slices.Compact(slices.Sorted(slices.Values(d.Sites)))
	if len(found) < len(unique) {
		f.add("sites", "Choose sites of the list: one of these is not there.")
	}
	for _, s := range found {
		if s.Ended {
			f.add("sites", "%s has ended: choose another site, or none.", s.Name)
		}
	}
	return nil
}

// checkOthers checks the options that it needs and excludes: all of the programme, none
// itself, and none that needs it in turn.
func (d draft) checkOthers(ctx context.Context, tx *gorm.DB, f *faults, programme, id int64) error {
	var known []int64
	if err := tx.WithContext(ctx).Raw(`SELECT id FROM options WHERE programme_id = ?`, programme).Scan(&known).Error; err != nil {
		return fmt.Errorf("list options: %w", err)
	}
	for _, l := range []struct {
		field string
		ids   []int64
	}{{"needs", d.Needs}, {"excludes", d.Excludes}} {
		if slices.ContainsFunc(l.ids, func(other int64) bool { return other == id || !slices.Contains(known, other) }) {
			f.add(l.field, "Choose other options of the list.")
		}
	}
	if id == 0 || len(d.Needs) == 0 {
		return nil
	}
	var ring []string
	err := tx.WithContext(ctx).Raw(`
		WITH RECURSIVE needed(id, first) AS (
			SELECT o.id, o.id FROM options o WHERE o.id IN @needs
			UNION SELECT n.needs_id, needed.first FROM needed JOIN option_needs n ON n.option_id = needed.id
		)
		SELECT DISTINCT o.name FROM needed JOIN options o ON o.id = needed.first WHERE needed.id = @id ORDER BY o.name`, map[string]any{"needs": d.Needs, "id": id}).Scan(&ring).Error
	if err != nil {
		return fmt.Errorf("follow what option %d needs: %w", id, err)
	}
	for _, name := range ring {
		if !slices.Contains(d.Needs, id) {
			f.add("needs", "%s needs this option already: neither could come first.", name)
		}
	}
	return nil
}

// writeParts makes an option's parts those of the draft, and writes only what differs.
// It is the one place that writes match: options.match_pence is written with it.
func (d draft) writeParts(ctx context.Context, tx *gorm.DB, id int64) error {
	tx = tx.WithContext(ctx)
	types := []string{""} // IN () is no SQL
	for _, p := range d.PlacesByType {
		types = append(types, p.Type)
		if err := tx.Exec(`INSERT INTO option_places (option_id, type, places) VALUES (?, ?, ?) ON CONFLICT (option_id, type) DO UPDATE SET places = excluded.places`, id, p.Type, p.Places).Error; err != nil {
			return fmt.Errorf("write places of option %d: %w", id, err)
		}
	}
	if err := tx.Exec(`DELETE FROM option_places WHERE option_id = ? AND type NOT IN ?`, id, types).Error; err != nil {
		return fmt.Errorf("write places of option %d: %w", id, err)
	}
	if err := d.writeMatch(tx, id); err != nil {
		return err
	}
	for _, l := range []struct {
		ids            []int64
		remove, insert string
	}{
		{d.Sites, `DELETE FROM option_sites WHERE option_id = @id AND site_id NOT IN @ids`, `INSERT INTO option_sites (option_id, site_id) VALUES (@id, @other) ON CONFLICT DO NOTHING`},
		{d.Needs, `DELETE FROM option_needs WHERE option_id = @id AND needs_id NOT IN @ids`, `INSERT INTO option_needs (option_id, needs_id) VALUES (@id, @other) ON CONFLICT DO NOTHING`},
		{d.Excludes, `DELETE FROM option_excludes WHERE option_id = @id AND excludes_id NOT IN @ids OR excludes_id = @id AND option_id NOT IN @ids`,
			`INSERT INTO option_excludes (option_id, excludes_id) SELECT least(a, b), greatest(a, b) FROM (SELECT CAST(@id AS bigint) AS a, CAST(@other AS bigint) AS b) pair ON CONFLICT DO NOTHING`},
	} {
		if err := tx.Exec(l.remove, map[string]any{"id": id, "ids": append([]int64{0}, l.ids...)}).Error; err != nil {
			return fmt.Errorf("write links of option %d: %w", id, err)
		}
		for _, other := range l.ids {
			if err := tx.Exec(l.insert, map[string]any{"id": id, "other": other}).Error; err != nil {
				return fmt.Errorf("write links of option %d: %w", id, err)
			}
		}
	}
	return nil
}

// writeMatch keeps the rows that stay as they are, in their order.
func (d draft) writeMatch(tx *gorm.DB, id int64) error {
	var rows []struct {
		ID int64
		Match
	}
	err := tx.Raw(`SELECT id, source, coalesce(authority_code, '') AS authority_code, name, amount_pence, secured FROM option_match WHERE option_id = ? ORDER BY id`, id).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read the match of option %d: %w", id, err)
	}
	added := slices.Clone(d.Match)
	for _, r := range rows {
		if i := slices.Index(added, r.Match); i >= 0 {
			added = slices.Delete(added, i, i+1)
			continue
		}
		if err := tx.Exec(`DELETE FROM option_match WHERE id = ?`, r.ID).Error; err != nil {
			return fmt.Errorf("write match of option %d: %w", id, err)
		}
	}
	for _, m := range added {
		err := tx.Exec(`INSERT INTO option_match (option_id, source, authority_code, name, amount_pence, secured) VALUES (?, ?, nullif(?, ''), ?, ?, ?)`,
			id, m.Source, m.AuthorityCode, m.Name, m.AmountPence, m.Secured).Error
		if err != nil {
			return fmt.Errorf("write match of option %d: %w", id, err)
		}
	}
	return nil
}
