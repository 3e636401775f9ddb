package accounts

import (
	"strings"
	"sync"
	"testing"
	"time"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
)

var first = FirstAdministrator{"Ada Byron", "ada@council.example", goodPassword}

func TestSetUp(t *testing.T) {
	db := storetest.Open(t)
	early, needed, err := SetupCode(ctx, db, noon.Add(-59*time.Minute))
	if err != nil || !needed || len(early) != 23 {
		t.Fatalf("the code is %q, %v, %v", early, needed, err)
	}
	ended, _, _ := SetupCode(ctx, db, noon.Add(-60*time.Minute))
	for _, c := range []struct {
		name, code string
		first      FirstAdministrator
		want       string
	}{
		{"no code", "", first, "not the code"},
		{"another code", "ABCDE-FGHIJ-KLMNO-PQRST", first, "not the code"},
		{"an hour old", ended, first, "not the code"},
		{"a weak password", early, FirstAdministrator{"Ada", "ada@council.example", "Password123456789"}, "Choose another password"},
		{"own name", early, FirstAdministrator{"Ada Byron", "ada@council.example", "byron-byron-byron"}, "your own name"},
		{"no name", early, FirstAdministrator{" ", "ada@council.example", goodPassword}, "name"},
		{"no address", early, FirstAdministrator{"Ada", "ada", goodPassword}, "e-mail address"},
	} {
		_, err := SetUp(ctx, db, c.code, c.first, here, noon)
		wantProblem(t, err, problem.Invalid, c.want)
	}
	s, err := SetUp(ctx, db, " "+strings.ToLower(early)+" ", first, here, noon)
	if err != nil || s.User.Name != "Ada Byron" || !s.User.StepDue {
		t.Fatalf("set up: %+v, %v", s.User, err)
	}
	s, _, _ = stepped(t, db, s, noon)
	if u, _, err := Who(ctx, db, s.Secret, noon); err != nil || u.ID != s.User.ID || !u.Extent("people").All {
		t.Errorf("the session is of %+v, %v", u, err)
	}
	_, err = SetUp(ctx, db, early, first, here, noon)
	wantProblem(t, err, problem.Clash, "set up already")
	if code, needed, err := SetupCode(ctx, db, noon); code != "" || needed || err != nil {
		t.Errorf("there is another code: %q, %v, %v", code, needed, err)
	}
}

func TestGuessingTheSetUpCode(t *testing.T) {
	db := storetest.Open(t)
	code, _, _ := SetupCode(ctx, db, noon)
	for range 10 {
		_, err := SetUp(ctx, db, "guess", first, From{}, noon)
		wantProblem(t, err, problem.Invalid, "not the code")
	}
	_, err := SetUp(ctx, db, code, first, From{}, noon)
	wantProblem(t, err, problem.TooMany, "")
	if _, err := SetUp(ctx, db, code, first, From{}, noon.Add(5*time.Minute)); err != nil {
		t.Error(err)
	}
}

func TestSetUpTwiceAtOnce(t *testing.T) {
	db := storetest.Fresh(t).DB
	one, _, _ := SetupCode(ctx, db, noon)
	two, _, _ := SetupCode(ctx, db, noon) // as by another server
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wg.Go(func() {
			code, who := one, first
			if i%2 == 1 {
				code, who.Email = two, "eve@council.example"
			}
			_, errs[i] = SetUp(ctx, db, code, who, here, noon)
		})
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
			continue
		}
		wantProblem(t, err, problem.Clash, "set up already")
	}
	list, err := People(ctx, db)
	if done != 1 || err != nil || len(list) != 1 {
		t.Errorf("%d did it and there are %d users, %v", done, len(list), err)
	}
}
