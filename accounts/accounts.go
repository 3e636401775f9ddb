// Package accounts knows who: the councils, the people, what they may do, and who did what.
//
// Its main types are User, Right and Authority. What must stay true: nobody acts
// unnamed - every write runs inside Write, which tells the database who acts, and the
// database's own triggers note it (audit.go) - and an authority is never deleted; it
// gets an end date and, by the dated succession, those that take over from it.
package accounts

import (
	"context"
	"encoding/json"
	"fmt"
	"os/user"

	"gorm.io/gorm"
)

// User is who acts: a person with an account, or whoever runs a command.
type User struct {
	ID         int64  // 0: a command's, which has no account
	Name       string // as history shows it
	Email      string
	Roles      []Role
	Acting     string // the role that allowed what is being done
	Credential string // "session 3f9a", "token 12", "command line"
	Origin     string // "page", "API", "import", "command line"
	Address    string // where the request came from
	Request    string // its number in the log
	Confirmed  bool   // the password was given just now
	StepDue    bool   // the second step is not set up: no roles until it is
}

// Role is one role or separate right of a user, with what it is for.
type Role struct {
	Role          string `json:"role" enum:"viewer,property_lead,project_manager,board,finance,dfe,administrator,exact_locations,demand_steward"`
	AuthorityCode string `json:"authority_code,omitempty"`
	ProjectID     int64  `json:"project_id,omitempty"`
	ProgrammeID   int64  `json:"programme_id,omitempty" doc:"Of dfe: only what this grant pays for"`
}

// AtCommand is the user of a command: the operating system's.
func AtCommand(origin string) User {
	name := "someone at the command line"
	if u, err := user.Current(); err == nil && u.Username != "" {
		name = u.Username + " at the command line"
	}
	return User{Name: name, Acting: "operator", Credential: "command line", Origin: origin}
}

// Write runs do in one transaction whose every change is noted as by's. The functions
// that change records are called inside it, with its tx; they say why with Because.
func Write(ctx context.Context, db *gorm.DB, by User, do func(tx *gorm.DB) error) error {
	act, err := json.Marshal(map[string]any{"user_id": by.ID, "user_name": by.Name, "role": by.Acting, "credential": by.Credential,
		"origin": by.Origin, "address": by.Address, "request": by.Request})
	if err != nil {
		return fmt.Errorf("say who acts: %w", err)
	}
	return db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`SELECT set_config('app.act', ?, true), set_config('app.reason', '', true)`, string(act)).Error; err != nil {
			return fmt.Errorf("say who acts: %w", err)
		}
		return do(tx)
	})
}

// Because gives the reason noted with the changes that follow in the transaction.
func Because(tx *gorm.DB, reason string) error {
	if err := tx.Exec(`SELECT set_config('app.reason', ?, true)`, reason).Error; err != nil {
		return fmt.Errorf("note the reason: %w", err)
	}
	return nil
}
