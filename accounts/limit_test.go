package accounts

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
)

// fails tries a wrong password so many times and wants each to be looked at.
func fails(t *testing.T, db *gorm.DB, email string, n int, from From, at time.Time) {
	t.Helper()
	for i := range n {
		_, err := SignIn(ctx, db, email, "not the password", "", from, at.Add(time.Duration(i)*time.Second))
		if p, ok := problem.As(err); !ok || p.Kind != problem.SignIn {
			t.Fatalf("wrong password %d of %s: %v", i+1, email, err)
		}
	}
}

func TestGuessingAnAccount(t *testing.T) {
	for _, email := range []string{"robin@council.example", "nobody@council.example"} {
		t.Run(email, func(t *testing.T) {
			db := storetest.Open(t)
			active(t, db, "robin@council.example")
			fails(t, db, email, 10, here, noon)
			before := hashed.Load()
			for _, c := range []struct {
				at   time.Duration
				wait time.Duration
			}{{10 * time.Second, 290 * time.Second}, {2 * time.Minute, 3 * time.Minute}, {5*time.Minute - time.Millisecond, time.Second}} {
				_, err := SignIn(ctx, db, email, goodPassword, "", From{Address: "198.51.100.9"}, noon.Add(c.at))
				wantProblem(t, err, problem.TooMany, "Wait a few minutes")
				if p, ok := problem.As(err); ok && p.After != c.wait {
					t.Errorf("after %s the wait is %s, want %s", c.at, p.After, c.wait)
				}
			}
			if hashed.Load() != before {
				t.Error("a password was hashed for who has to wait")
			}
			// The three tries while throttled did not make it longer.
			_, err := SignIn(ctx, db, email, goodPassword, "", here, noon.Add(5*time.Minute))
			if p, ok := problem.As(err); ok && p.Kind == problem.TooMany {
				t.Errorf("after five minutes: %v", err)
			}
			if (err == nil) != (email == "robin@council.example") {
				t.Errorf("after five minutes: %v", err)
			}
		})
	}
}

func TestTenthTryIsRight(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example")
	other := active(t, db, "other@council.example")
	fails(t, db, p.Email, 9, here, noon)
	for range 20 {
		signIn(t, db, p.Email, noon.Add(10*time.Second)) // right ones do not count
	}
	fails(t, db, p.Email, 1, here, noon.Add(11*time.Second))
	_, err := SignIn(ctx, db, p.Email, goodPassword, "", here, noon.Add(12*time.Second))
	wantProblem(t, err, problem.TooMany, "")
	signIn(t, db, other.Email, noon.Add(12*time.Second))
	if n := noted(t, db, "denied", "user", p.ID); n != 10 {
		t.Errorf("%d refusals are noted, want 10", n)
	}
}

func TestGuessingFromAnAddress(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example")
	for i := range 50 {
		fails(t, db, fmt.Sprintf("user%d@council.example", i), 1, here, noon)
	}
	_, err := SignIn(ctx, db, p.Email, goodPassword, "", here, noon)
	wantProblem(t, err, problem.TooMany, "")
	_, err = AcceptInvitation(ctx, db, "guess", goodPassword, here, noon)
	wantProblem(t, err, problem.TooMany, "")
	if _, err := SignIn(ctx, db, p.Email, goodPassword, "", From{Address: "198.51.100.9"}, noon); err != nil {
		t.Errorf("from another address: %v", err)
	}
	// A clock set back by a day must not mean a day's wait.
	if _, err := SignIn(ctx, db, p.Email, goodPassword, "", here, noon.AddDate(0, 0, -1)); err != nil {
		t.Errorf("with the clock set back: %v", err)
	}
	var rows int
	signIn(t, db, p.Email, noon.Add(26*time.Hour))
	if err := db.Raw(`SELECT count(*) FROM sign_in_failures`).Scan(&rows).Error; err != nil || rows != 0 {
		t.Errorf("%d old failures are left, %v", rows, err)
	}
}

// TestManyTriesAtOnce wants no more wrong passwords looked at than one after another,
// and nobody who is right sent away because many are.
func TestManyTriesAtOnce(t *testing.T) {
	s := storetest.Fresh(t)
	p := active(t, s.DB, "robin@council.example")
	all := func(n int, password string) map[problem.Kind]int {
		var mu sync.Mutex
		var wg sync.WaitGroup
		kinds := map[problem.Kind]int{}
		for range n {
			wg.Go(func() {
				_, err := SignIn(ctx, s.DB, p.Email, password, "", here, noon)
				kind := problem.Kind(-1) // signed in
				if found, ok := problem.As(err); ok {
					kind = found.Kind
				} else if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				kinds[kind]++
			})
		}
		wg.Wait()
		return kinds
	}
	if got := all(30, goodPassword); got[-1] != 30 {
		t.Errorf("of 30 who knew the password: %v", got)
	}
	before := hashed.Load()
	if got := all(40, "not the password"); got[problem.SignIn] != 10 || got[problem.TooMany] != 30 || hashed.Load()-before != 10 {
		t.Errorf("of 40 who did not: %v, and %d hashes", got, hashed.Load()-before)
	}
}
