package storetest_test

import (
	"testing"

	"homeground/internal/store/storetest"
)

func count(t *testing.T, rows func(dest any) error) int {
	t.Helper()
	var n int
	if err := rows(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestOpenRollsBack writes the same row twice: the second would clash if the first
// were still there.
func TestOpenRollsBack(t *testing.T) {
	for _, name := range []string{"first", "second"} {
		t.Run(name, func(t *testing.T) {
			db := storetest.Open(t)
			if err := db.Exec("INSERT INTO hubs (name, provenance) VALUES ('North', 'test')").Error; err != nil {
				t.Fatal(err)
			}
			n := count(t, func(dest any) error { return db.Raw("SELECT count(*) FROM hubs WHERE name = 'North'").Scan(dest).Error })
			if n != 1 {
				t.Errorf("got %d hubs, want the one just written", n)
			}
		})
	}
}

// TestFreshIsAlone commits in one fresh database and looks in another.
func TestFreshIsAlone(t *testing.T) {
	one, other := storetest.Fresh(t), storetest.Fresh(t)
	if err := one.DB.Exec("INSERT INTO hubs (name, provenance) VALUES ('South', 'test')").Error; err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		got  int
		want int
	}{
		{"the one written to", count(t, func(d any) error { return one.DB.Raw("SELECT count(*) FROM hubs WHERE name = 'South'").Scan(d).Error }), 1},
		{"the other", count(t, func(d any) error { return other.DB.Raw("SELECT count(*) FROM hubs WHERE name = 'South'").Scan(d).Error }), 0},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %d hubs, want %d", c.name, c.got, c.want)
		}
	}
}
