package accounts

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"homeground/internal/problem"
)

// Person is a user as administrators see them.
//
//	          takes up the link              is disabled
//	invited --------------------> active <----------------> disabled
//	   ^                                     is enabled         |
//	   +---- is enabled, and never had a password --------------+
type Person struct {
	ID              int64      `json:"id"`
	Email           string     `json:"email"`
	Name            string     `json:"name"`
	State           string     `json:"state" enum:"invited,active,disabled"`
	Demonstration   bool       `json:"demonstration" doc:"Made up; signs in without a password, where the demonstration runs"`
	Roles           []HeldRole `json:"roles" gorm:"-"`
	MadeAt          time.Time  `json:"made_at"`
	SignedInAt      *time.Time `json:"signed_in_at,omitempty" doc:"When they last signed in"`
	SecondStepSince *time.Time `json:"second_step_since,omitempty" doc:"Since when they have a second step"`
	LinkEndsAt      *time.Time `json:"link_ends_at,omitempty" doc:"Until when the link they were last given may be taken up"`
	Version         int        `json:"version"`
}

// HeldRole is a role with the names of what it is for.
type HeldRole struct {
	Role
	AuthorityName string `json:"authority_name,omitempty"`
	ProjectName   string `json:"project_name,omitempty"`
	ProgrammeName string `json:"programme_name,omitempty"`
}

// roleNames is each role in plain words.
var roleNames = map[string]string{
	"viewer": "Viewer", "property_lead": "Property lead", "project_manager": "Project manager", "board": "Board member",
	"finance": "Finance", "dfe": "Department for Education", "administrator": "Administrator",
	"exact_locations": "Exact locations", "demand_steward": "Demand steward",
}

// Words is the role as people say it: "Property lead, West Sussex".
func (r HeldRole) Words() string {
	words := roleNames[r.Role.Role]
	if words == "" {
		words = r.Role.Role
	}
	if about := r.AuthorityName + r.ProjectName + r.ProgrammeName; about != "" {
		words += ", " + about
	}
	return words
}

// RolesInWords is all a person's roles as people say them.
func (p Person) RolesInWords() string {
	if len(p.Roles) == 0 {
		return "No role"
	}
	words := make([]string, len(p.Roles))
	for i, r := range p.Roles {
		words[i] = r.Words()
	}
	return strings.Join(words, "; ")
}

const personColumns = `
	SELECT u.id, u.email, u.name, u.state, u.demonstration, u.made_at, u.version, s.at AS signed_in_at, i.ends_at AS link_ends_at, t.since AS second_step_since, ` + rolesOf + ` AS roles_text
	FROM users u LEFT JOIN sign_ins s ON s.user_id = u.id LEFT JOIN invitations i ON i.user_id = u.id LEFT JOIN second_steps t ON t.user_id = u.id `

// People is everybody with an account, by name.
func People(ctx context.Context, db *gorm.DB) ([]Person, error) {
	return people(ctx, db, `ORDER BY lower(u.name), u.id`)
}

// FindPerson is the user of that number.
func FindPerson(ctx context.Context, db *gorm.DB, id int64) (Person, error) {
	return one(people(ctx, db, `WHERE u.id = ?`, id))
}

// PersonByEmail is the user of that e-mail address.
func PersonByEmail(ctx context.Context, db *gorm.DB, email string) (Person, error) {
	return one(people(ctx, db, `WHERE u.email = ?`, foldEmail(email)))
}

func one(list []Person, err error) (Person, error) {
	if err != nil {
		return Person{}, err
	}
	if len(list) == 0 {
		return Person{}, problem.Missing("user")
	}
	return list[0], nil
}

func people(ctx context.Context, db *gorm.DB, which string, args ...any) ([]Person, error) {
	var rows []struct {
		Person
		RolesText string
	}
	if err := db.WithContext(ctx).Raw(personColumns+which, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("read users: %w", err)
	}
	list := make([]Person, len(rows))
	for i, row := range rows {
		list[i] = row.Person
		if err := json.Unmarshal([]byte(row.RolesText), &list[i].Roles); err != nil {
			return nil, fmt.Errorf("read the roles of user %d: %w", row.ID, err)
		}
	}
	return list, nil
}

// PersonChange is what may be changed of a user; nil stays as it is.
type PersonChange struct {
	Name  *string
	State *string // active or disabled
}

// ChangePerson changes a user who is still of the version that was read. Disabling
// signs them out everywhere and ends their link; their tokens do nothing meanwhile.
func ChangePerson(ctx context.Context, db *gorm.DB, by User, id int64, version int, change PersonChange) (Person, error) {
	var p Person
	err := db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		before, err := lockPerson(ctx, tx, id, version)
		if err != nil {
			return err
		}
		name, state := before.Name, before.State
		if change.Name != nil {
			if name, err = checkName(*change.Name); err != nil {
				return err
			}
		}
		if change.State != nil {
			if state, err = nextState(tx, by, before, *change.State); err != nil {
				return err
			}
		}
		if err := tx.Exec(`UPDATE users SET name = ?, state = ?, version = version + 1 WHERE id = ?`, name, state, id).Error; err != nil {
			return fmt.Errorf("change user %d: %w", id, err)
		}
		if state == "disabled" {
			if err := shutOut(ctx, tx, id); err != nil {
				return err
			}
		}
		if err := keepAnAdministrator(tx, before); err != nil {
			return err
		}
		p, err = FindPerson(ctx, tx, id)
		return err
	})
	return p, err
}

// nextState is the state a user gets who is to be active or disabled.
func nextState(tx *gorm.DB, by User, p Person, wanted string) (string, error) {
	switch {
	case wanted == "disabled" && by.ID == p.ID:
		return "", problem.Deny("Nobody disables their own account. Ask another administrator.")
	case wanted == "disabled":
		return wanted, nil
	case wanted != "active":
		return "", problem.Field("state", "Choose active or disabled.")
	case p.State != "disabled":
		return p.State, nil
	}
	var state string
	err := tx.Raw(`SELECT CASE WHEN password_hash IS NULL AND NOT demonstration THEN 'invited' ELSE 'active' END FROM users WHERE id = ?`, p.ID).Scan(&state).Error
	if err != nil {
		return "", fmt.Errorf("enable user %d: %w", p.ID, err)
	}
	return state, nil
}

// shutOut ends all by which a user could come in.
func shutOut(ctx context.Context, tx *gorm.DB, id int64) error {
	if _, err := EndSessions(ctx, tx, id); err != nil {
		return err
	}
	if err := tx.Exec(`DELETE FROM invitations WHERE user_id = ?`, id).Error; err != nil {
		return fmt.Errorf("end the link of user %d: %w", id, err)
	}
	return nil
}

// lockPerson is the user, whom nobody else changes now. One lock is for all users, so
// that two administrators cannot disable each other at once.
func lockPerson(ctx context.Context, tx *gorm.DB, id int64, version int) (Person, error) {
	const changingPeople = 20261123
	if err := tx.Exec(`SELECT pg_advisory_xact_lock(?)`, changingPeople).Error; err != nil {
		return Person{}, fmt.Errorf("lock the users: %w", err)
	}
	p, err := FindPerson(ctx, tx, id)
	if err != nil {
		return p, err
	}
	if p.Version != version {
		return p, problem.Overtaken("user", p)
	}
	return p, nil
}

// keepAnAdministrator refuses what left nobody active who could give roles.
func keepAnAdministrator(tx *gorm.DB, before Person) error {
	was := false
	for _, r := range before.Roles {
		was = was || r.Role.Role == "administrator" && before.State == "active"
	}
	if !was {
		return nil
	}
	var left bool
	err := tx.Raw(`SELECT EXISTS (SELECT FROM users u JOIN user_roles r ON r.user_id = u.id WHERE u.state = 'active' AND r.role = 'administrator')`).Scan(&left).Error
	if err != nil {
		return fmt.Errorf("count administrators: %w", err)
	}
	if !left {
		return problem.Conflict("%s is the last active administrator. Make someone else an administrator first.", before.Name)
	}
	return nil
}

var emailForm = regexp.MustCompile(`^[!-?A-~]{1,64}@[!-?A-~]{1,190}$`) // printable ASCII without spaces

// foldEmail is an e-mail address as accounts are known by it.
func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

func checkEmail(email string) (string, error) {
	email = foldEmail(email)
	if !emailForm.MatchString(email) {
		return "", problem.Field("email", "Enter an e-mail address, such as name@council.gov.uk.")
	}
	return email, nil
}

func checkName(name string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "" || !utf8.ValidString(name):
		return "", problem.Field("name", "Enter the person's name.")
	case utf8.RuneCountInString(name) > 200:
		return "", problem.Field("name", "Enter a name of 200 letters or less.")
	case strings.ContainsFunc(name, unicode.IsControl):
		return "", problem.Field("name", "Enter the name on one line.")
	}
	return name, nil
}
