package sites_test

import (
	"slices"
	"testing"

	"homeground/internal/values"
	"homeground/sites"
)

func TestSortPlanning(t *testing.T) {
	of := func(name, authority, kind string, due values.Date) sites.Summary {
		s := sites.Summary{Site: sites.SiteNamed{Name: name}, AuthorityName: authority, DueOn: due}
		s.Type = kind
		return s
	}
	items := []sites.Summary{
		of("b", "", "full", values.NewDate(2026, 12, 1)), of("A", "Kent", "outline", values.Date{}), of("c", "arun", "full", values.NewDate(2027, 1, 1)), of("d", "Adur", "lbc", values.Date{}),
	}
	for by, want := range map[string]string{"": "bAcd", "site": "Abcd", "-site": "dcbA", "by": "dcAb", "-by": "Acdb", "type": "bcdA", "due": "bcAd", "-due": "cbAd", "expires": "bAcd"} {
		list, got := slices.Clone(items), ""
		if err := sites.SortPlanning(list, by); err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			got += s.Site.Name
		}
		if got != want {
			t.Errorf("by %q: %s, want %s", by, got, want)
		}
	}
	for _, by := range []string{"size", "--site", "Site"} {
		if err := sites.SortPlanning(items, by); err == nil {
			t.Errorf("sorted by %q", by)
		}
	}
}
