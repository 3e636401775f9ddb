package returns_test

import (
	"reflect"
	"strings"
	"testing"

	"homeground/internal/returns"
)

func TestComparePages(t *testing.T) {
	type d = returns.Difference
	for _, c := range []struct {
		name         string
		ours, theirs []string
		want         []d
	}{
		{"set out otherwise", []string{"a b\nc"}, []string{" a  b c\n"}, []d{}},
		{"one word", []string{"one", "spent £5 in all"}, []string{"one", "spent £50 in all"}, []d{{Sheet: "Page 2", Theirs: "£50", Ours: "£5"}}},
		{"two places", []string{"a b c d e"}, []string{"a X c Y e"}, []d{{Sheet: "Page 1", Theirs: "X c Y", Ours: "b c d"}}},
		{"a word more", []string{"a a"}, []string{"a a a"}, []d{{Sheet: "Page 1", Theirs: "a"}}},
		{"a page less", []string{"a", "b"}, []string{"a"}, []d{{Sheet: "Page 2", Theirs: "no such page", Ours: "b"}}},
		{"a page more", []string{"a"}, []string{"a", "b"}, []d{{Sheet: "Page 2", Theirs: "a page more: b"}}},
	} {
		if got := returns.ComparePages(c.ours, c.theirs); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	if got := returns.ComparePages([]string{""}, []string{strings.Repeat("w ", 100)}); len(got) != 1 || !strings.HasSuffix(got[0].Theirs, "... and 70 words more") {
		t.Errorf("%+v", got)
	}
	if a := returns.Alike([]string{"a b", "c d"}, []string{"d x b"}); a != 0.5 {
		t.Errorf("%v alike, want 0.5", a)
	}
	print := strings.Repeat("0a", 32)
	if got := returns.Fingerprints([]string{"Fingerprint: " + print[:40] + "\n" + print[40:] + "\nFollows:"}); len(got) != 1 || got[0] != print {
		t.Errorf("%v", got)
	}
	if got := (returns.Difference{Sheet: "Finances", Row: 2, Column: "Spent"}).Place(); got != "Finances, row 2, Spent" {
		t.Error(got)
	}
}
