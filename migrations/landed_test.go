package migrations

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"io/fs"
	"strings"
	"testing"
)

//go:embed landed.sha256
var landed string

// TestLandedAsTheyWere has each migration be as it was when it landed: databases have run it.
// landed.sha256 is checked by sha256sum -c too; a new migration is added to it.
func TestLandedAsTheyWere(t *testing.T) {
	sums := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(landed), "\n") {
		sum, name, _ := strings.Cut(line, "  ")
		sums[name] = sum
	}
	names, err := fs.Glob(Files, "*.sql")
	if err != nil || len(names) != len(sums) {
		t.Errorf("%d migrations, %d in landed.sha256: %v", len(names), len(sums), err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(Files, name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		if got := hex.EncodeToString(sum[:]); got != sums[name] {
			t.Errorf("%s is not as it landed (%s): databases that have run it would not be as this one. Write another migration", name, got)
		}
	}
}
