package accounts_test

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/cmd/homeground/demo"
	"homeground/internal/problem"
	"homeground/internal/store/storetest"
)

var ctx = context.Background()

// demonstration is the demonstration's data and users.
func demonstration(t testing.TB) *gorm.DB {
	t.Helper()
	db := storetest.Open(t)
	if _, err := demo.Load(ctx, db); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time changes nothing
		if err := accounts.Write(ctx, db, accounts.AtCommand("command line"), func(tx *gorm.DB) error {
			return accounts.MakeDemonstrationUsers(ctx, tx)
		}); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func TestDemonstrationUsers(t *testing.T) {
	db := demonstration(t)
	list, err := accounts.DemonstrationPeople(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"Vera Example": "Viewer", "Lee Example": "Property lead, West Sussex", "Hana Example": "Property lead, Hampshire",
		"Mo Example": "Project manager, Portsmouth, mothballed home", "Bo Example": "Board member", "Fin Example": "Finance",
		"Dee Example": "Department for Education", "Ada Example": "Administrator", "Exa Example": "Viewer; Exact locations", "Stella Example": "Viewer; Demand steward",
	}
	for _, p := range list {
		if want[p.Name] != p.RolesInWords() || !p.Demonstration {
			t.Errorf("%s is %s, want %s", p.Name, p.RolesInWords(), want[p.Name])
		}
		delete(want, p.Name)
		s, err := accounts.SignInDemonstration(ctx, db, p.ID, accounts.From{Address: "127.0.0.1"}, time.Now())
		if err != nil || s.User.ID != p.ID || len(s.User.Roles) == 0 {
			t.Errorf("%s signs in as %+v, %v", p.Name, s.User, err)
		}
	}
	if len(want) > 0 {
		t.Errorf("there is no %v", want)
	}
	_, err = accounts.ResetLink(ctx, db, list[0].ID, time.Now())
	if p, ok := problem.As(err); !ok || p.Kind != problem.Clash {
		t.Errorf("a link for a demonstration user: %v", err)
	}
}

func TestOnlyDemonstrationUsersSignInWithoutPassword(t *testing.T) {
	db := demonstration(t)
	robin, _, err := accounts.Invite(ctx, db, accounts.User{}, "robin@council.example", "Robin", nil, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	list, err := accounts.DemonstrationPeople(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	off := list[0]
	state := "disabled"
	if _, err := accounts.ChangePerson(ctx, db, accounts.User{}, off.ID, off.Version, accounts.PersonChange{State: &state}); err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]int64{"a real user": robin.ID, "a disabled one": off.ID, "nobody": 987654} {
		_, err := accounts.SignInDemonstration(ctx, db, id, accounts.From{}, time.Now())
		if p, ok := problem.As(err); !ok || p.Kind != problem.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEndDemonstration serves the same database without the demonstration, and then
// with it again.
func TestEndDemonstration(t *testing.T) {
	db := demonstration(t)
	operator := accounts.AtCommand("command line")
	list, err := accounts.DemonstrationPeople(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	s, err := accounts.SignInDemonstration(ctx, db, list[0].ID, accounts.From{}, now)
	if err != nil {
		t.Fatal(err)
	}
	if some, err := accounts.HasAccounts(ctx, db); some || err != nil {
		t.Errorf("made-up people count as accounts: %v, %v", some, err)
	}
	if err := accounts.Write(ctx, db, operator, func(tx *gorm.DB) error { return accounts.EndDemonstration(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
	if _, _, err := accounts.Who(ctx, db, s.Secret, now); err == nil {
		t.Error("the session goes on")
	}
	if _, err := accounts.SignInDemonstration(ctx, db, list[0].ID, accounts.From{}, now); err == nil {
		t.Error("a demonstration user signs in where there is no demonstration")
	}
	if left, err := accounts.DemonstrationPeople(ctx, db); err != nil || len(left) != 0 {
		t.Errorf("%d are listed, %v", len(left), err)
	}
	if err := accounts.Write(ctx, db, operator, func(tx *gorm.DB) error { return accounts.MakeDemonstrationUsers(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
	if again, err := accounts.DemonstrationPeople(ctx, db); err != nil || len(again) != len(list) {
		t.Errorf("%d are listed, %v, want %d", len(again), err, len(list))
	}
}
