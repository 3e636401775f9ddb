package accounts

import (
	"sync"
	"testing"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
)

func to[T any](v T) *T { return &v }

func TestChangePerson(t *testing.T) {
	db := storetest.Open(t)
	ada := active(t, db, "ada@council.example", Role{Role: "administrator"})
	p := active(t, db, "robin@council.example", Role{Role: "viewer"})
	by := signIn(t, db, ada.Email, noon).User
	s := signIn(t, db, p.Email, noon)
	link, err := ResetLink(ctx, db, p.ID, noon)
	if err != nil {
		t.Fatal(err)
	}
	named, err := ChangePerson(ctx, db, by, p.ID, p.Version, PersonChange{Name: to("Robin Hart")})
	if err != nil || named.Name != "Robin Hart" || named.State != "active" || named.Version != p.Version+1 {
		t.Fatalf("named %+v, %v", named, err)
	}
	_, err = ChangePerson(ctx, db, by, p.ID, p.Version, PersonChange{Name: to("Robin Hunt")})
	wantProblem(t, err, problem.Stale, "Someone else changed this user")
	if found, _ := problem.As(err); found.Current.(Person).Name != "Robin Hart" {
		t.Errorf("the record as it is now is %+v", found.Current)
	}
	off, err := ChangePerson(ctx, db, by, p.ID, named.Version, PersonChange{State: to("disabled")})
	if err != nil || off.State != "disabled" || off.LinkEndsAt != nil {
		t.Fatalf("disabled %+v, %v", off, err)
	}
	_, _, err = Who(ctx, db, s.Secret, noon)
	wantProblem(t, err, problem.SignIn, "")
	_, err = AcceptInvitation(ctx, db, link.Code, "lantern bicycle fjord", here, noon)
	wantProblem(t, err, problem.Invalid, "has ended")
	_, err = ResetLink(ctx, db, p.ID, noon)
	wantProblem(t, err, problem.Clash, "disabled")
	on, err := ChangePerson(ctx, db, by, p.ID, off.Version, PersonChange{State: to("active")})
	if err != nil || on.State != "active" {
		t.Fatalf("enabled %+v, %v", on, err)
	}
	_, _, err = Who(ctx, db, s.Secret, noon)
	wantProblem(t, err, problem.SignIn, "") // the session of before stays ended
	signIn(t, db, p.Email, noon)
	for _, c := range []struct {
		name   string
		id     int64
		change PersonChange
		kind   problem.Kind
		want   string
	}{
		{"nobody", 987654, PersonChange{}, problem.NotFound, "user"},
		{"oneself", ada.ID, PersonChange{State: to("disabled")}, problem.Denied, "their own account"},
		{"no such state", ada.ID, PersonChange{State: to("invited")}, problem.Invalid, "active or disabled"},
		{"no name", ada.ID, PersonChange{Name: to("  ")}, problem.Invalid, "name"},
	} {
		_, err := ChangePerson(ctx, db, by, c.id, ada.Version, c.change)
		t.Run(c.name, func(t *testing.T) { wantProblem(t, err, c.kind, c.want) })
	}
}

func TestEnablingWhoNeverHadAPassword(t *testing.T) {
	db := storetest.Open(t)
	p, _, err := Invite(ctx, db, User{}, "ivy@council.example", "Ivy", nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, state := range []string{"disabled", "active"} {
		if p, err = ChangePerson(ctx, db, User{}, p.ID, p.Version, PersonChange{State: to(state)}); err != nil {
			t.Fatal(err)
		}
	}
	if p.State != "invited" {
		t.Errorf("she is %s, want invited", p.State)
	}
}

func TestSetRoles(t *testing.T) {
	db := storetest.Open(t)
	ada := active(t, db, "ada@council.example", Role{Role: "administrator"})
	p := active(t, db, "robin@council.example", Role{Role: "viewer"}, Role{Role: "exact_locations", AuthorityCode: "E10000014"})
	by := signIn(t, db, ada.Email, noon).User
	s := signIn(t, db, p.Email, noon)
	before := noted(t, db, "signed_out", "user", p.ID)
	same, err := SetRoles(ctx, db, by, p.ID, p.Version, []Role{{Role: "exact_locations", AuthorityCode: "E10000014"}, {Role: "viewer"}})
	if err != nil || same.Version != p.Version {
		t.Fatalf("the same roles in another order: %+v, %v", same, err)
	}
	if _, _, err := Who(ctx, db, s.Secret, noon); err != nil {
		t.Errorf("nothing changed, and the session ended: %v", err)
	}
	var entries int64
	count := func() (n int64) {
		if err := db.Raw(`SELECT count(*) FROM audit_entries WHERE object = 'user_role'`).Scan(&n).Error; err != nil {
			t.Fatal(err)
		}
		return n
	}
	entries = count()
	p, err = SetRoles(ctx, db, by, p.ID, p.Version, []Role{{Role: "viewer"}, {Role: "property_lead", AuthorityCode: "E10000032"}})
	if err != nil || p.RolesInWords() != "Viewer; Property lead, West Sussex" || p.Version != same.Version+1 {
		t.Fatalf("roles are %s, %v", p.RolesInWords(), err)
	}
	if n := count() - entries; n != 2 {
		t.Errorf("%d entries in the audit, want one taken away and one given", n)
	}
	_, _, err = Who(ctx, db, s.Secret, noon)
	wantProblem(t, err, problem.SignIn, "")
	if n := noted(t, db, "signed_out", "user", p.ID); n != before+1 {
		t.Errorf("%d sign-outs noted, want one more than %d", n, before)
	}
	_, err = SetRoles(ctx, db, by, p.ID, p.Version-1, nil)
	wantProblem(t, err, problem.Stale, "")
	_, err = SetRoles(ctx, db, by, ada.ID, ada.Version, []Role{{Role: "administrator"}, {Role: "board"}})
	wantProblem(t, err, problem.Denied, "their own roles")
	if p, err = SetRoles(ctx, db, by, p.ID, p.Version, nil); err != nil || p.RolesInWords() != "No role" {
		t.Errorf("no roles: %s, %v", p.RolesInWords(), err)
	}
}

func TestLastAdministrator(t *testing.T) {
	db := storetest.Open(t)
	operator := AtCommand("command line")
	ada := active(t, db, "ada@council.example", Role{Role: "administrator"}, Role{Role: "viewer"})
	if _, _, err := Invite(ctx, db, operator, "ivy@council.example", "Ivy", []Role{{Role: "administrator"}}, noon); err != nil {
		t.Fatal(err) // invited is not active
	}
	_, err := ChangePerson(ctx, db, operator, ada.ID, ada.Version, PersonChange{State: to("disabled")})
	wantProblem(t, err, problem.Clash, "last active administrator")
	_, err = SetRoles(ctx, db, operator, ada.ID, ada.Version, []Role{{Role: "viewer"}})
	wantProblem(t, err, problem.Clash, "last active administrator")
	if still, err := FindPerson(ctx, db, ada.ID); err != nil || still.State != "active" || len(still.Roles) != 2 || still.Version != ada.Version {
		t.Errorf("what was refused is %+v, %v", still, err)
	}
	bob := active(t, db, "bob@council.example", Role{Role: "administrator"})
	if _, err := ChangePerson(ctx, db, operator, ada.ID, ada.Version, PersonChange{State: to("disabled")}); err != nil {
		t.Errorf("one of two: %v", err)
	}
	_, err = SetRoles(ctx, db, operator, bob.ID, bob.Version, nil)
	wantProblem(t, err, problem.Clash, "last active administrator")
}

// TestAdministratorsDisableEachOther does both at once: one is left.
func TestAdministratorsDisableEachOther(t *testing.T) {
	db := storetest.Fresh(t).DB
	pair := []Person{active(t, db, "ada@council.example", Role{Role: "administrator"}), active(t, db, "bob@council.example", Role{Role: "administrator"})}
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i, other := range []int{1, 0} {
		wg.Go(func() {
			_, errs[i] = ChangePerson(ctx, db, User{ID: pair[i].ID}, pair[other].ID, pair[other].Version, PersonChange{State: to("disabled")})
		})
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("got %v and %v, want one of them refused", errs[0], errs[1])
	}
}

func TestPeople(t *testing.T) {
	db := storetest.Open(t)
	active(t, db, "zoe@council.example")
	ada := active(t, db, "ada@council.example", Role{Role: "administrator"})
	list, err := People(ctx, db)
	if err != nil || len(list) != 2 || list[0].ID != ada.ID || len(list[0].Roles) != 1 || list[1].Roles == nil {
		t.Errorf("people are %+v, %v", list, err)
	}
	if p, err := PersonByEmail(ctx, db, " ADA@council.example"); err != nil || p.ID != ada.ID {
		t.Errorf("by address %+v, %v", p, err)
	}
	_, err = PersonByEmail(ctx, db, "eve@council.example")
	wantProblem(t, err, problem.NotFound, "user")
}
