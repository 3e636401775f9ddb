package accounts

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
)

// codeAt is what the app shows at that moment.
func codeAt(t testing.TB, key string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(strings.ReplaceAll(key, " ", ""), at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// stepped is the session after its second step was set up, with the key and the
// recovery codes.
func stepped(t testing.TB, db *gorm.DB, s Session, at time.Time) (Session, string, []string) {
	t.Helper()
	var step NewStep
	err := Write(ctx, db, s.User, func(tx *gorm.DB) (err error) {
		step, err = BeginSecondStep(ctx, tx, s.User)
		return err
	})
	if err != nil {
		t.Fatalf("begin a second step: %v", err)
	}
	after, codes, err := ConfirmSecondStep(ctx, db, s.User, codeAt(t, step.Key, at), here, at)
	if err != nil {
		t.Fatalf("confirm a second step: %v", err)
	}
	return after, step.Key, codes
}

// TestCodesOfTheStandard holds the codes against the table of RFC 6238, appendix B.
func TestCodesOfTheStandard(t *testing.T) {
	const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // 12345678901234567890
	for _, c := range []struct {
		at   int64
		code string
		step int64
	}{
		{59, "287082", 1}, {1111111109, "081804", 37037036}, {1111111111, "050471", 37037037}, {1234567890, "005924", 41152263},
		{2000000000, "279037", 66666666}, {20000000000, "353130", 666666666},
		{59 + 30, " 287 082 ", 1}, {59 - 30, "287082", 1}, {59 + 60, "287082", 0}, {59 - 60, "287082", 0}, {59, "287083", 0}, {59, "", 0}, {59, "94287082", 0},
	} {
		step, err := stepOf(key, c.code, time.Unix(c.at, 0))
		if err != nil || step != c.step {
			t.Errorf("%q at %d is of step %d, want %d, %v", c.code, c.at, step, c.step, err)
		}
	}
}

func TestNothingBeforeTheSecondStep(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "administrator"})
	s := signIn(t, db, p.Email, noon)
	if !s.User.StepDue || len(s.User.Roles) != 0 || s.User.Extent("people").All {
		t.Fatalf("before the second step the session is of %+v", s.User)
	}
	if step, err := SecondStepOf(ctx, db, p.ID); err != nil || !step.Due || step.Since != nil {
		t.Errorf("the second step is %+v, %v", step, err)
	}
	_, _, err := ConfirmSecondStep(ctx, db, s.User, "123456", here, noon)
	wantProblem(t, err, problem.Clash, "Begin")
	after, key, codes := stepped(t, db, s, noon)
	if _, _, err := Who(ctx, db, s.Secret, noon); err == nil {
		t.Error("the session before it goes on")
	}
	if u, _, err := Who(ctx, db, after.Secret, noon); err != nil || u.StepDue || !u.Extent("people").All {
		t.Errorf("after it the session is of %+v, %v", u, err)
	}
	slices.Sort(codes)
	if len(slices.Compact(codes)) != 10 || len(codes[0]) != 29 {
		t.Errorf("the recovery codes are %v", codes)
	}
	if p, err = FindPerson(ctx, db, p.ID); err != nil || !p.SecondStepSince.Equal(noon) {
		t.Errorf("the second step is of %v, %v", p.SecondStepSince, err)
	}
	var kept string
	if err := db.Raw(`SELECT string_agg(e::text, ' ') FROM audit_entries e`).Scan(&kept).Error; err != nil {
		t.Fatal(err)
	}
	if key = strings.ReplaceAll(key, " ", ""); strings.Contains(kept, key) || !strings.Contains(kept, "second_step") {
		t.Error("the audit does not say that there is a second step, or gives its key")
	}
}

func TestSecondStep(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "viewer"})
	_, key, codes := stepped(t, db, signIn(t, db, p.Email, noon), noon)
	in := func(code string, at time.Time) error {
		t.Helper()
		_, err := SignIn(ctx, db, p.Email, goodPassword, code, here, at)
		return err
	}
	wrong := func(err error, text string) {
		t.Helper()
		wantProblem(t, err, problem.SignIn, text)
		if q, _ := problem.As(err); q == nil || len(q.Faults) != 1 || q.Faults[0].Field != "code" {
			t.Errorf("%v is not about the code", err)
		}
	}
	_, err := SignIn(ctx, db, p.Email, "not the password", codeAt(t, key, noon), here, noon)
	wantProblem(t, err, problem.SignIn, notRight)
	if q, _ := problem.As(err); len(q.Faults) != 0 {
		t.Error("a wrong password tells that there is a second step")
	}
	later := noon.Add(time.Minute)
	wrong(in(" ", later), "Enter the code")
	wrong(in(codeAt(t, key, noon), noon), "used already") // it turned the second step on
	wrong(in("000000", later), "not the code")
	if err := in(codeAt(t, key, later), later); err != nil {
		t.Errorf("with the code: %v", err)
	}
	wrong(in(codeAt(t, key, later), later), "used already")
	wrong(in(codeAt(t, key, later.Add(-30*time.Second)), later), "used already") // older than one that was taken
	if err := in(codeAt(t, key, later.Add(30*time.Second)), later); err != nil {
		t.Errorf("with a phone half a minute fast: %v", err)
	}
	if err := in(" "+strings.ToUpper(strings.ReplaceAll(codes[3], "-", " ")), later); err != nil {
		t.Errorf("with a recovery code: %v", err)
	}
	wrong(in(codes[3], later), "used already")
	if step, err := SecondStepOf(ctx, db, p.ID); err != nil || step.RecoveryCodes != 9 {
		t.Errorf("the second step is %+v, %v", step, err)
	}
	list, err := History(ctx, db, User{Roles: []Role{{Role: "board"}}}, "user", fmt.Sprint(p.ID), values.Date{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range list {
		said = append(said, e.Words+" "+e.Reason)
	}
	for _, want := range []string{"Set up the second step of Robin robin", "Changed the recovery codes of Robin robin One was used to sign in."} {
		if !slices.ContainsFunc(said, func(s string) bool { return strings.TrimSpace(s) == want }) {
			t.Errorf("the history does not say %q: %q", want, said)
		}
	}
}

// TestOneCodeOnce signs in eight times at once with one code.
func TestOneCodeOnce(t *testing.T) {
	db := storetest.Fresh(t).DB
	p := active(t, db, "robin@council.example", Role{Role: "viewer"})
	_, key, codes := stepped(t, db, signIn(t, db, p.Email, noon), noon)
	at := noon.Add(time.Minute)
	for _, code := range []string{codeAt(t, key, at), codes[0]} {
		var in [8]error
		var all sync.WaitGroup
		for i := range in {
			all.Go(func() { _, in[i] = SignIn(ctx, db, p.Email, goodPassword, code, From{}, at) })
		}
		all.Wait()
		n := 0
		for _, err := range in {
			if err == nil {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d of 8 came in with one code: %v", n, in)
		}
		at = at.Add(6 * time.Minute)
	}
}

func TestGuessingCodes(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "viewer"})
	_, key, codes := stepped(t, db, signIn(t, db, p.Email, noon), noon)
	at := noon
	for i := range 20 {
		at = at.Add(time.Minute)
		_, err := SignIn(ctx, db, p.Email, goodPassword, fmt.Sprintf("%06d", i), From{Address: fmt.Sprintf("192.0.2.%d", i)}, at)
		wantProblem(t, err, problem.SignIn, "not the code")
	}
	at = at.Add(6 * time.Minute)
	_, err := SignIn(ctx, db, p.Email, goodPassword, codeAt(t, key, at), here, at)
	wantProblem(t, err, problem.TooMany, "recovery codes")
	if _, err := SignIn(ctx, db, p.Email, goodPassword, codes[0], here, at); err != nil {
		t.Errorf("with a recovery code: %v", err)
	}
	at = at.Add(24 * time.Hour)
	if _, err := SignIn(ctx, db, p.Email, goodPassword, codeAt(t, key, at), here, at); err != nil {
		t.Errorf("a day later: %v", err)
	}
}

// TestLinkIsNoSecondStep wants a link for a forgotten password not to let anyone in.
func TestLinkIsNoSecondStep(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "viewer"})
	before, key, _ := stepped(t, db, signIn(t, db, p.Email, noon), noon)
	link, err := ResetLink(ctx, db, p.ID, noon)
	if err != nil {
		t.Fatal(err)
	}
	const anew = "lantern bicycle fjord"
	s, err := AcceptInvitation(ctx, db, link.Code, anew, here, noon)
	if err != nil || s.Secret != "" {
		t.Errorf("the link let them in: %+v, %v", s.User, err)
	}
	if _, _, err := Who(ctx, db, before.Secret, noon); err == nil {
		t.Error("the session before it goes on")
	}
	at := noon.Add(time.Minute)
	if _, err := SignIn(ctx, db, p.Email, anew, codeAt(t, key, at), here, at); err != nil {
		t.Error(err)
	}
}

func TestResetSecondStep(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "administrator"})
	s, key, _ := stepped(t, db, signIn(t, db, p.Email, noon), noon)
	_, err := ResetSecondStep(ctx, db, s.User, p.ID)
	wantProblem(t, err, problem.Denied, "their own")
	if n, err := ResetSecondStep(ctx, db, AtCommand("test"), p.ID); err != nil || n != 1 {
		t.Errorf("ended %d sessions, %v", n, err)
	}
	_, err = ResetSecondStep(ctx, db, AtCommand("test"), p.ID)
	wantProblem(t, err, problem.Clash, "no second step")
	again := signIn(t, db, p.Email, noon.Add(time.Minute))
	if !again.User.StepDue {
		t.Errorf("the session is of %+v", again.User)
	}
	if _, other, _ := stepped(t, db, again, noon.Add(time.Minute)); other == key {
		t.Error("the key is the old one")
	}
}

// TestAnotherPhone wants the phone one has to go on until the other is confirmed.
func TestAnotherPhone(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "viewer"})
	s, key, codes := stepped(t, db, signIn(t, db, p.Email, noon), noon)
	at := noon.Add(time.Minute)
	if _, err := BeginSecondStep(ctx, db, s.User); err != nil {
		t.Fatal(err)
	}
	_, _, err := ConfirmSecondStep(ctx, db, s.User, "000000", here, at)
	wantProblem(t, err, problem.Invalid, "clock")
	if _, err := SignIn(ctx, db, p.Email, goodPassword, codeAt(t, key, at), here, at); err != nil {
		t.Errorf("with the old phone: %v", err)
	}
	_, other, _ := stepped(t, db, s, at)
	at = at.Add(time.Minute)
	for _, old := range []string{codeAt(t, key, at), codes[1]} {
		_, err = SignIn(ctx, db, p.Email, goodPassword, old, here, at)
		wantProblem(t, err, problem.SignIn, "not the code")
	}
	if s, err = SignIn(ctx, db, p.Email, goodPassword, codeAt(t, other, at), here, at); err != nil {
		t.Errorf("with the new phone: %v", err)
	}
	anew, err := MakeRecoveryCodes(ctx, db, s.User)
	if err != nil || len(anew) != 10 {
		t.Fatal(anew, err)
	}
	if _, err = SignIn(ctx, db, p.Email, goodPassword, anew[9], here, at); err != nil {
		t.Errorf("with a new recovery code: %v", err)
	}
}

func TestConfirmPassword(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "viewer"})
	s := signIn(t, db, p.Email, noon)
	confirmed := func(at time.Time) bool {
		t.Helper()
		u, _, err := Who(ctx, db, s.Secret, at)
		if err != nil {
			t.Fatal(err)
		}
		return u.Confirmed
	}
	later := noon.Add(5 * time.Minute)
	if !confirmed(noon.Add(299*time.Second)) || confirmed(later) {
		t.Error("a sign-in does not confirm for five minutes")
	}
	wantProblem(t, ConfirmPassword(ctx, db, s.User, "not the password", here, later), problem.Invalid, "not your password")
	if confirmed(later) {
		t.Error("a wrong password confirms")
	}
	if err := ConfirmPassword(ctx, db, s.User, goodPassword, here, later); err != nil || !confirmed(later) {
		t.Errorf("the right password does not confirm, %v", err)
	}
	if n := noted(t, db, "confirmed", "user", p.ID); n != 1 {
		t.Errorf("it is noted %d times", n)
	}
	for range 9 {
		wantProblem(t, ConfirmPassword(ctx, db, s.User, "guess", here, later), problem.Invalid, "not your password")
	}
	wantProblem(t, ConfirmPassword(ctx, db, s.User, goodPassword, here, later), problem.TooMany, "minutes")
}

func TestNoSecondStepForADemonstration(t *testing.T) {
	db := storetest.Open(t)
	if err := MakeDemonstrationUsers(ctx, db); err != nil {
		t.Fatal(err)
	}
	list, err := DemonstrationPeople(ctx, db)
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	s, err := SignInDemonstration(ctx, db, list[0].ID, here, noon)
	if err != nil || s.User.StepDue || !s.User.Confirmed {
		t.Fatalf("the session is of %+v, %v", s.User, err)
	}
	if step, err := SecondStepOf(ctx, db, s.User.ID); step != nil || err != nil {
		t.Error(step, err)
	}
	_, err = BeginSecondStep(ctx, db, s.User)
	wantProblem(t, err, problem.Clash, "no second step")
	wantProblem(t, ConfirmPassword(ctx, db, s.User, "", here, noon), problem.Clash, "no password")
	_, err = BeginSecondStep(ctx, db, User{ID: s.User.ID, Credential: "token 1"})
	wantProblem(t, err, problem.Denied, "token")
}
