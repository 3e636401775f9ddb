package accounts

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestPasswordIsKeptWhole(t *testing.T) {
	long := strings.Repeat("marmalade trombone ", 52) // 988 bytes
	for _, password := range []string{goodPassword, long, "τρία παλιά ποδήλατα", strings.Repeat("e\u0301 gravel ", 10)} {
		kept, err := hashPassword(ctx, password)
		if err != nil || !strings.HasPrefix(kept, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Fatalf("%.30q is kept as %s, %v", password, kept, err)
		}
		again, _ := hashPassword(ctx, password)
		if again == kept {
			t.Errorf("%.30q has no salt", password)
		}
		for _, c := range []struct {
			try  string
			want bool
		}{{password, true}, {composed(password), true}, {password + " ", false}, {password[:len(password)-1], false}, {strings.ToUpper(password), false}, {"", false}} {
			if ok, err := verifyPassword(ctx, c.try, kept); err != nil || ok != c.want {
				t.Errorf("%.30q against %.30q: %v, %v", c.try, password, ok, err)
			}
		}
	}
	// Hundreds of characters count to the last one.
	a, b := strings.Repeat("x", 999)+"a", strings.Repeat("x", 999)+"b"
	kept, _ := hashPassword(ctx, a)
	if ok, _ := verifyPassword(ctx, b, kept); ok {
		t.Error("the last of 1,000 characters does not count")
	}
	if ok, err := verifyPassword(ctx, goodPassword, ""); ok || err != nil {
		t.Errorf("nobody's password: %v, %v", ok, err)
	}
	for _, bad := range []string{"x", "$2a$12$abc", strings.Replace(kept, "m=19456", "m=999999999", 1), kept[:60]} {
		if _, err := verifyPassword(ctx, goodPassword, bad); err == nil {
			t.Errorf("%.40q is read as a kept password", bad)
		}
	}
}

// TestTwoHashesAtOnce fills both places: a third waits until it is told to stop.
func TestTwoHashesAtOnce(t *testing.T) {
	hashing <- struct{}{}
	hashing <- struct{}{}
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	_, err := hashPassword(short, goodPassword)
	<-hashing
	<-hashing
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the wait to end with its context", err)
	}
	if _, err := hashPassword(ctx, goodPassword); err != nil {
		t.Error(err)
	}
}

func BenchmarkHashPassword(b *testing.B) {
	for b.Loop() {
		_, _ = hashPassword(ctx, goodPassword)
	}
}
