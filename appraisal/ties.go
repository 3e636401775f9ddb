package appraisal

import (
	"context"
	"fmt"
	"maps"

	"gorm.io/gorm"
)

// ties are what ties the options of a programme to hubs and to those who pledged match.
type ties struct {
	match       []givenMatch
	pledged     map[string]int64  // by authority; without an entry no limit is known
	hubs        map[string]int    // the least number of options, by name
	authorities map[string]string // their names, by code
	hubOf       map[string]string // the names of their hubs
}

// givenMatch is what an authority would give to an option, or without a code somebody else.
type givenMatch struct {
	OptionID            int64
	AuthorityCode, Name string
	AmountPence         int64
}

func readTies(ctx context.Context, db *gorm.DB, programme int64) (ties, error) {
	t := ties{pledged: map[string]int64{}, hubs: map[string]int{}, authorities: map[string]string{}, hubOf: map[string]string{}}
	var pledges []struct {
		Code   string
		Amount int64
	}
	var authorities []struct{ Code, Name, Hub string }
	var hubs []struct {
		Name    string
		Options int
	}
	for _, q := range []struct {
		sql string
		to  any
	}{
		{`SELECT m.option_id, coalesce(m.authority_code, '') AS authority_code, m.name, sum(m.amount_pence)::bigint AS amount_pence FROM option_match m JOIN options o ON o.id = m.option_id
			WHERE o.programme_id = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, &t.match},
		{`SELECT authority_code AS code, amount_pence AS amount FROM match_pledges WHERE programme_id = ? ORDER BY 1`, &pledges},
		{`SELECT h.name, m.options FROM hub_minimums m JOIN hubs h ON h.id = m.hub_id WHERE m.programme_id = ? ORDER BY 1`, &hubs},
	} {
		if err := db.WithContext(ctx).Raw(q.sql, programme).Scan(q.to).Error; err != nil {
			return t, fmt.Errorf("read pledges and hub minimums: %w", err)
		}
	}
	err := db.WithContext(ctx).Raw(`SELECT a.code, a.name, coalesce(h.name, '') AS hub FROM authorities a LEFT JOIN hubs h ON h.id = a.hub_id`).Scan(&authorities).Error
	if err != nil {
		return t, fmt.Errorf("read authorities and hubs: %w", err)
	}
	for _, a := range authorities {
		t.authorities[a.Code], t.hubOf[a.Code] = a.Name, a.Hub
	}
	for _, p := range pledges {
		t.pledged[p.Code] = p.Amount
	}
	for _, h := range hubs {
		t.hubs[h.Name] = h.Options
	}
	return t, nil
}

// pledges are what is left of the pledges beside the projects; at least nothing.
func (t ties) pledges(project map[int64]bool) map[string]int64 {
	left := maps.Clone(t.pledged)
	for _, m := range t.match {
		if _, limited := left[m.AuthorityCode]; limited && project[m.OptionID] {
			left[m.AuthorityCode] = max(0, left[m.AuthorityCode]-m.AmountPence)
		}
	}
	return left
}
