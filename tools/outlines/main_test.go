package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// What is committed is what this tool makes, byte for byte.
func TestCommittedOutlines(t *testing.T) {
	want, err := outlines()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../cmd/homeground/demo/outlines.geojson")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("outlines.geojson is not what this tool makes: run it again")
	}
}

func TestCut(t *testing.T) {
	area := func(country, region, code string) (s source) {
		s.Properties.Country, s.Properties.Region, s.Properties.Code = country, region, code
		return s
	}
	var all []source
	for code := range authorities {
		all = append(all, area("GB", "South East", code))
	}
	for _, c := range []struct {
		name  string
		areas []source
		want  string // in the error; empty for success
	}{
		{"the nineteen, and others left out", append([]source{area("GB", "London", "GB-CMD"), area("FR", "South East", "FR-13")}, all...), ""},
		{"one is missing", all[1:], "got 18 areas, want 19"},
		{"one twice", append(all[:19:19], all[0]), "got 20 areas, want 19"},
		{"an unknown one", append(all[:19:19], area("GB", "South East", "GB-XXX")), `"GB-XXX" is no authority`},
	} {
		found, err := cut(c.areas)
		switch {
		case c.want == "" && (err != nil || len(found) != 19 || found[0].Properties["code"] != "E06000035"):
			t.Errorf("%s: got %d areas, %v", c.name, len(found), err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}
