package accounts

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
)

// demonstrationUsers are made up, one for each role. They have no password and sign in
// from a list, only where the demonstration is served.
var demonstrationUsers = []struct {
	email, name string
	roles       []Role
}{
	{"viewer", "Vera Example", []Role{{Role: "viewer"}}},
	{"lead.westsussex", "Lee Example", []Role{{Role: "property_lead", AuthorityCode: "E10000032"}}},
	{"lead.hampshire", "Hana Example", []Role{{Role: "property_lead", AuthorityCode: "E10000014"}}},
	{"manager", "Mo Example", []Role{{Role: "project_manager"}}}, // of the demonstration's project
	{"board", "Bo Example", []Role{{Role: "board"}}},
	{"finance", "Fin Example", []Role{{Role: "finance"}}},
	{"dfe", "Dee Example", []Role{{Role: "dfe"}}},
	{"administrator", "Ada Example", []Role{{Role: "administrator"}}},
	{"exact", "Exa Example", []Role{{Role: "viewer"}, {Role: "exact_locations"}}},
	{"steward", "Stella Example", []Role{{Role: "viewer"}, {Role: "demand_steward"}}},
}

// MakeDemonstrationUsers makes those that are not there yet, and lets in those who were
// shut out, inside a Write.
func MakeDemonstrationUsers(ctx context.Context, db *gorm.DB) error {
	return db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		const makingUsers = 20261124
		if err := tx.Exec(`SELECT pg_advisory_xact_lock(?)`, makingUsers).Error; err != nil {
			return fmt.Errorf("lock the demonstration users: %w", err)
		}
		var project int64
		if err := tx.Raw(`SELECT coalesce((SELECT id FROM projects WHERE provenance = 'illustrative' ORDER BY id LIMIT 1), 0)`).Scan(&project).Error; err != nil {
			return fmt.Errorf("find the demonstration's project: %w", err)
		}
		for _, d := range demonstrationUsers {
			roles := append([]Role{}, d.roles...)
			if roles[0].Role == "project_manager" {
				if roles[0].ProjectID = project; project == 0 {
					continue
				}
			}
			if err := makeDemonstrationUser(tx, d.email+"@demonstration.example", d.name, roles); err != nil {
				return err
			}
		}
		return nil
	})
}

func makeDemonstrationUser(tx *gorm.DB, email, name string, roles []Role) error {
	var there bool
	if err := tx.Raw(`SELECT EXISTS (SELECT FROM users WHERE email = ?)`, email).Scan(&there).Error; err != nil {
		return fmt.Errorf("look for demonstration user %s: %w", email, err)
	}
	if there {
		if err := tx.Exec(`UPDATE users SET state = 'active', version = version + 1 WHERE email = ? AND demonstration AND state = 'disabled'`, email).Error; err != nil {
			return fmt.Errorf("let demonstration user %s in: %w", email, err)
		}
		return nil
	}
	roles, err := checkRoles(tx, roles)
	if err != nil {
		return fmt.Errorf("demonstration user %s: %w", email, err)
	}
	var id int64
	err = tx.Raw(`INSERT INTO users (email, name, state, demonstration) VALUES (?, ?, 'active', true) RETURNING id`, email, name).Scan(&id).Error
	if err != nil {
		return fmt.Errorf("make demonstration user %s: %w", email, err)
	}
	_, err = writeRoles(tx, id, nil, roles)
	return err
}

// EndDemonstration shuts the demonstration users out, sessions and tokens too, inside a
// Write: where real people have accounts nobody gets in without a password.
func EndDemonstration(ctx context.Context, tx *gorm.DB) error {
	err := tx.WithContext(ctx).Exec(`UPDATE users SET state = 'disabled', version = version + 1 WHERE demonstration AND state = 'active'`).Error
	if err != nil {
		return fmt.Errorf("shut the demonstration users out: %w", err)
	}
	return nil
}

// DemonstrationPeople is whom the sign-in page of the demonstration lists.
func DemonstrationPeople(ctx context.Context, db *gorm.DB) ([]Person, error) {
	return people(ctx, db, `WHERE u.demonstration AND u.state = 'active' ORDER BY u.id`)
}

// SignInDemonstration begins a session of a demonstration user, and of no other. The
// server calls it only where it serves the demonstration. It opens a transaction of its
// own: never call it inside Write.
func SignInDemonstration(ctx context.Context, db *gorm.DB, id int64, from From, now time.Time) (Session, error) {
	p, err := FindPerson(ctx, db, id)
	if err != nil {
		return Session{}, err
	}
	if !p.Demonstration || p.State != "active" {
		return Session{}, problem.Missing("user")
	}
	var s Session
	err = Write(ctx, db, signingIn(p.ID, p.Name, "demonstration", from), func(tx *gorm.DB) error {
		s, err = newSession(tx, p.ID, from, now)
		return err
	})
	return s, err
}
