package accounts

import (
	"strings"
	"sync"
	"testing"
	"time"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
)

func TestInvitation(t *testing.T) {
	for _, c := range []struct {
		name  string
		after time.Duration
		taken bool
	}{{"at once", 0, true}, {"just within seven days", 7*24*time.Hour - time.Second, true}, {"after seven days", 7 * 24 * time.Hour, false}} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.Open(t)
			p, link, err := Invite(ctx, db, User{}, "Ivy@Council.example ", " Ivy Lane ", []Role{{Role: "viewer"}, {Role: "viewer"}, {Role: "property_lead", AuthorityCode: "E10000014"}}, noon)
			if err != nil || p.Email != "ivy@council.example" || p.Name != "Ivy Lane" || p.State != "invited" || p.RolesInWords() != "Viewer; Property lead, Hampshire" {
				t.Fatalf("invited %+v, %v", p, err)
			}
			at := noon.Add(c.after)
			if _, err := AcceptInvitation(ctx, db, link.Code, "too short", here, at); err == nil {
				t.Error("a short password was taken")
			}
			s, err := AcceptInvitation(ctx, db, link.Code, goodPassword, here, at)
			if !c.taken {
				wantProblem(t, err, problem.Invalid, "has ended")
				return
			}
			if err != nil || s.User.ID != p.ID {
				t.Fatalf("taking it up: %+v, %v", s.User, err)
			}
			signIn(t, db, p.Email, at)
			_, err = AcceptInvitation(ctx, db, link.Code, "another "+goodPassword, here, at)
			wantProblem(t, err, problem.Invalid, "has been used")
		})
	}
}

func TestInvitationRefused(t *testing.T) {
	db := storetest.Open(t)
	active(t, db, "robin@council.example")
	for _, c := range []struct {
		name, email, who string
		role             Role
		want             string
	}{
		{"there already", "ROBIN@council.example", "Robin", Role{Role: "viewer"}, "has an account already"},
		{"no address", "robin", "Robin", Role{Role: "viewer"}, "e-mail"},
		{"two lines", "r@council.example\nx@y", "Robin", Role{Role: "viewer"}, "e-mail"},
		{"no name", "r@council.example", "", Role{Role: "viewer"}, "name"},
		{"a long name", "r@council.example", strings.Repeat("x", 201), Role{Role: "viewer"}, "200"},
		{"a name with a new line", "r@council.example", "Robin\nadmin", Role{Role: "viewer"}, "one line"},
		{"no such role", "r@council.example", "Robin", Role{Role: "king"}, "one of the roles"},
		{"a lead of nothing", "r@council.example", "Robin", Role{Role: "property_lead"}, "authority"},
		{"a lead of nowhere", "r@council.example", "Robin", Role{Role: "property_lead", AuthorityCode: "E99999999"}, "no such authority"},
		{"a manager of nothing", "r@council.example", "Robin", Role{Role: "project_manager"}, "project"},
		{"a manager of no project", "r@council.example", "Robin", Role{Role: "project_manager", ProjectID: 424242}, "no such project"},
		{"a board member of an authority", "r@council.example", "Robin", Role{Role: "board", AuthorityCode: "E10000014"}, "not one of an authority"},
		{"a viewer of a project", "r@council.example", "Robin", Role{Role: "viewer", ProjectID: 1}, "not one of a project"},
	} {
		_, _, err := Invite(ctx, db, User{}, c.email, c.who, []Role{c.role}, noon)
		t.Run(c.name, func(t *testing.T) { wantProblem(t, err, problem.Invalid, c.want) })
	}
}

func TestResetLink(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example")
	s := signIn(t, db, p.Email, noon)
	older, err := ResetLink(ctx, db, p.ID, noon)
	if err != nil || !older.EndsAt.Equal(noon.Add(time.Hour)) {
		t.Fatalf("the link is %+v, %v", older, err)
	}
	link, err := ResetLink(ctx, db, p.ID, noon.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	const anew = "lantern bicycle fjord"
	_, err = AcceptInvitation(ctx, db, older.Code, anew, here, noon.Add(2*time.Minute))
	wantProblem(t, err, problem.Invalid, "has ended")
	_, err = AcceptInvitation(ctx, db, link.Code, anew, here, noon.Add(61*time.Minute))
	wantProblem(t, err, problem.Invalid, "has ended")
	var labels []string
	if err := db.Raw(`SELECT label FROM audit_entries WHERE action = 'denied'`).Scan(&labels).Error; err != nil || strings.Join(labels, "|") != "a link that is not there|a link that is not there" {
		t.Errorf("the audit has %q, %v", labels, err)
	}
	if _, err := AcceptInvitation(ctx, db, link.Code, anew, here, noon.Add(61*time.Minute-time.Second)); err != nil {
		t.Fatal(err)
	}
	_, _, err = Who(ctx, db, s.Secret, noon.Add(10*time.Minute))
	wantProblem(t, err, problem.SignIn, "")
	_, err = SignIn(ctx, db, p.Email, goodPassword, "", here, noon)
	wantProblem(t, err, problem.SignIn, notRight)
	if _, err := SignIn(ctx, db, p.Email, anew, "", here, noon); err != nil {
		t.Error(err)
	}
	_, err = ResetLink(ctx, db, 987654, noon)
	wantProblem(t, err, problem.NotFound, "user")
}

// TestLinkUsedTwiceAtOnce wants one of many to take a link up.
func TestLinkUsedTwiceAtOnce(t *testing.T) {
	db := storetest.Fresh(t).DB
	_, link, err := Invite(ctx, db, User{}, "ivy@council.example", "Ivy", nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wg.Go(func() { _, errs[i] = AcceptInvitation(ctx, db, link.Code, goodPassword, here, noon) })
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
		} else {
			wantProblem(t, err, problem.Invalid, "has been used")
		}
	}
	if done != 1 {
		t.Errorf("%d took the link up", done)
	}
}

func TestChangePassword(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example")
	one, two := signIn(t, db, p.Email, noon), signIn(t, db, p.Email, noon)
	const anew = "lantern bicycle fjord"
	for _, c := range []struct{ name, current, password, want string }{
		{"wrong", "not the password", anew, "not your password"},
		{"weak", goodPassword, "Password123456789", "Choose another"},
		{"own name", goodPassword, "robin-robin-robin", "your own name"},
		{"the same", goodPassword, goodPassword, "other than the one you have"},
	} {
		_, err := ChangePassword(ctx, db, one.User, c.current, c.password, here, noon)
		t.Run(c.name, func(t *testing.T) { wantProblem(t, err, problem.Invalid, c.want) })
	}
	_, err := ChangePassword(ctx, db, User{ID: p.ID, Email: p.Email, Credential: "token 7"}, goodPassword, anew, here, noon)
	wantProblem(t, err, problem.Denied, "A token cannot")
	s, err := ChangePassword(ctx, db, one.User, goodPassword, anew, here, noon)
	if err != nil {
		t.Fatal(err)
	}
	for name, old := range map[string]Session{"this": one, "the other": two} {
		if _, _, err := Who(ctx, db, old.Secret, noon); err == nil {
			t.Errorf("%s session of before goes on", name)
		}
	}
	if _, _, err := Who(ctx, db, s.Secret, noon); err != nil {
		t.Error(err)
	}
	fails(t, db, p.Email, 9, here, noon)
	_, err = ChangePassword(ctx, db, one.User, anew, goodPassword, here, noon.Add(10*time.Second))
	wantProblem(t, err, problem.TooMany, "")
}
