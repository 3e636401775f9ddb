package values

import (
	"fmt"
	"testing"
)

func TestLevelOf(t *testing.T) {
	for code, want := range map[string]string{"E01016016": "lsoa", "E02003246": "msoa", "E06000044": "authority", "E07000226": "district", "E08000001": "authority", "E09000001": "authority",
		"E10000032": "authority", "E12000008": "region", "E92000001": "nation", "E14000500": "other", "E05000026": "other", "RG1": "postcode_district", "PO12": "postcode_district", "W1A": "postcode_district"} {
		if got := LevelOf(code); got != want || !IsArea(code) {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
	}
	for _, code := range []string{"", "nowhere", "RG1 1AA", "E1400050", "POST1", "12"} {
		if IsArea(code) {
			t.Errorf("%q is taken for an area", code)
		}
	}
}

func TestAgesOf(t *testing.T) {
	for name, want := range map[string]string{"Aged 15 years and under": "0 15 true", "Aged 16 to 24 years": "16 24 true", "0-15": "0 15 true", "Under 1": "0 0 true",
		"Aged 65 years and over": "65 200 true", "85+": "85 200 true", "Age 7": "7 7 true", "Total": "0 0 false", "2021": "0 0 false", "": "0 0 false"} {
		from, to, ok := AgesOf(name)
		if got := fmt.Sprint(from, to, ok); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}
