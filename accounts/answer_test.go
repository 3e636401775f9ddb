package accounts

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
)

var asked, askedElse = []byte{1, 2, 3}, []byte{4}

func TestClaimKey(t *testing.T) {
	db := storetest.Open(t)
	p, other := active(t, db, "robin@council.example"), active(t, db, "other@council.example")
	by, them := User{ID: p.ID}, User{ID: other.ID}
	if _, answered, err := ClaimKey(ctx, db, by, "key-00001", asked, noon); answered || err != nil {
		t.Fatalf("the first time: %v, %v", answered, err)
	}
	if err := KeepAnswer(ctx, db, by, "key-00001", Answer{201, `{"id":7}`}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		by       User
		key      string
		request  []byte
		at       time.Time
		answered bool
	}{
		{"the same again", by, "key-00001", asked, noon.Add(time.Hour), true},
		{"just within a month", by, "key-00001", asked, noon.Add(30*24*time.Hour - time.Second), true},
		{"somebody else's", them, "key-00001", askedElse, noon, false},
		{"another key", by, "key-00002", asked, noon, false},
		{"a month later", by, "key-00001", askedElse, noon.Add(30 * 24 * time.Hour), false},
	} {
		a, answered, err := ClaimKey(ctx, db, c.by, c.key, c.request, c.at)
		if err != nil || answered != c.answered || answered && (a != Answer{201, `{"id":7}`}) {
			t.Errorf("%s: %+v, %v, %v", c.name, a, answered, err)
		}
	}
	_, _, err := ClaimKey(ctx, db, them, "key-00001", asked, noon)
	wantProblem(t, err, problem.Invalid, "another request")
	for _, key := range []string{"", "short", "with space", "with\nline", "12345678\xff", string(make([]byte, 201))} {
		_, _, err := ClaimKey(ctx, db, by, key, asked, noon)
		wantProblem(t, err, problem.Invalid, "8 to 200")
	}
}

// TestSameCreationAtOnce sends one creation many times at once, of which the first to
// come fails: it is done once.
func TestSameCreationAtOnce(t *testing.T) {
	db := storetest.Fresh(t).DB
	by := User{ID: active(t, db, "robin@council.example").ID, Name: "Robin"}
	var began, done, answered atomic.Int64
	broke := errors.New("broke")
	create := func() error {
		return Write(ctx, db, by, func(tx *gorm.DB) error {
			a, was, err := ClaimKey(ctx, tx, by, "key-00001", asked, noon)
			if err != nil {
				return err
			}
			if was {
				if a.Body == "made" {
					answered.Add(1)
				}
				return nil
			}
			time.Sleep(50 * time.Millisecond) // the others arrive
			if began.Add(1) == 1 {
				return broke
			}
			done.Add(1)
			return KeepAnswer(ctx, tx, by, "key-00001", Answer{201, "made"})
		})
	}
	var wg sync.WaitGroup
	var failed atomic.Int64
	for range 8 {
		wg.Go(func() {
			if err := create(); errors.Is(err, broke) {
				failed.Add(1)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if failed.Load() != 1 || done.Load() != 1 || answered.Load() != 6 {
		t.Errorf("%d failed, %d did it, %d got its answer", failed.Load(), done.Load(), answered.Load())
	}
}
