package accounts

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"homeground/internal/problem"
)

func TestPasswordsRefused(t *testing.T) {
	for _, c := range []struct{ password, want string }{
		{"", "15 characters"},
		{"correct horse ", "15 characters"},
		{"fourteen chars", "15 characters"},
		{strings.Repeat("é", 14), "15 characters"},
		{strings.Repeat("e\u0301", 14), "15 characters"}, // é in two code points is one character
		{"Password123456789", "anybody would try here"},
		{"beechfield-secure-home", "anybody would try here"},
		{"homegroundhomeground", "anybody would try here"},
		{"West-Sussex-County-Council-2026!", "anybody would try here"},
		{"aaaaaaaaaaaaaaa", "tried first"},
		{"123456789012345", "tried first"},
		{"987654321098765432", "tried first"},
		{"qwertyuiopasdfgh", "tried first"},
		{"1q2w3e4r5t6y7u8i", "tried first"},
		{"1qaz2wsx3edc4rfv", "tried first"},
		{"zaq12wsxcde34rfv", "tried first"},
		{"abcdefghijklmnop", "tried first"},
		{"letmeinletmein1", "anybody would try here"},
		{"P@ssw0rd!!P@ssw0rd!!", "tried first"},
		{"l3tm31n-l3tm31n-2026", "tried first"},
		{"Summer2025Winter2026", "tried first"},
		{"d-r-a-g-o-n-1-2-3-4", "tried first"},
		{"p a s s w o r d p a s s w o r d", "tried first"},
		{"1984198519861987", "tried first"},
		{"iloveyou iloveyou iloveyou", "tried first"},
		{"zygozygozygozygozygo", "tried first"},
		{"               ", "tried first"},
		{"Margaret.Ashdown.1974", "your own name"},
		{"ashdown-m-ashdown-m", "your own name"},
		{strings.Repeat("x9", 501), "longer than"},
	} {
		err := CheckPassword(c.password, "Margaret Ashdown", "m.ashdown@council.example")
		p, ok := problem.As(err)
		if !ok || p.Kind != problem.Invalid || !strings.Contains(p.Text, c.want) {
			t.Errorf("%q: %v, want a refusal that says %q", c.password, err, c.want)
		}
	}
}

func TestPasswordsAccepted(t *testing.T) {
	for _, password := range []string{
		"correct horse battery staple",
		"correcthorsebatterystaple",
		"purple elephant dancing",
		"violin gravel teapot",
		"Sesquipedalian otter",
		"kx9Qv2mZp4LtR7w",
		"849302716455893",
		"τρία παλιά ποδήλατα",
		"три старых велосипеда",
		"猫が窓の外を見ている静かな午後です",
		"the ferry leaves at dawn",
		strings.Repeat("é", 3) + " glockenspiel umbrella",
		"550e8400-e29b-41d4-a716-446655440000",
		strings.Repeat("gravel teapot violin ", 9) + "lighthouse", // 199
		"lantern " + strings.Repeat("marmalade trombone ", 40),
	} {
		if err := CheckPassword(password, "Margaret Ashdown", "m.ashdown@council.example"); err != nil {
			t.Errorf("%q: %v, want it taken", password, err)
		}
	}
}

// TestRandomPasswordsAccepted makes them as password managers do, the same ones each time:
// a few in a thousand look like a word.
func TestRandomPasswordsAccepted(t *testing.T) {
	kinds := map[string]func(b []byte) string{
		"base64": func(b []byte) string { return base64.RawURLEncoding.EncodeToString(b)[:16] },
		"hex":    func(b []byte) string { return hex.EncodeToString(b) },
		"small": func(b []byte) string {
			s := new(big.Int).SetBytes(b).Text(36)
			return s[:15]
		},
	}
	for name, make := range kinds {
		refused, random := 0, rand.NewChaCha8([32]byte{1})
		for range 500 {
			b := [16]byte{}
			_, _ = random.Read(b[:])
			if CheckPassword(make(b[:])) != nil {
				refused++
			}
		}
		if refused > 5 {
			t.Errorf("%d of 500 random %s passwords are refused", refused, name)
		}
	}
}

// TestCommonPasswordsRefused pads and repeats each of the first three thousand, and some
// of the rest.
func TestCommonPasswordsRefused(t *testing.T) {
	words := strings.Fields(commonFile)
	if len(words) < 3000 {
		t.Fatalf("%d words, want 3,000 or more", len(words))
	}
	tried, taken := 0, []string{}
	for i, word := range words {
		if i >= 3000 && i%20 > 0 {
			continue
		}
		for _, p := range []string{word + "2026!2026!2026!", "***" + strings.ToUpper(word) + "1234567890", strings.Repeat(word, 15/len(word)+1), word + "-" + word + "-" + word + "!!!!!!!!!"} {
			tried++
			if CheckPassword(p) == nil {
				taken = append(taken, fmt.Sprintf("%s (%d)", p, i))
			}
		}
	}
	if len(taken) > 0 {
		t.Errorf("%d of %d are taken: %s", len(taken), tried, strings.Join(taken[:min(40, len(taken))], ", "))
	}
}

func BenchmarkCheckPassword(b *testing.B) {
	for name, password := range map[string]string{"words": "correct horse battery staple", "long": strings.Repeat("marmalade trombone ", 52), "same": strings.Repeat("a", 1000)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_ = CheckPassword(password)
			}
		})
	}
}
