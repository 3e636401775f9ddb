package accounts_test

import (
	"context"
	"testing"

	"homeground/accounts"
	"homeground/internal/store/storetest"
)

func TestFindAuthority(t *testing.T) {
	names, err := accounts.ReadNames(context.Background(), storetest.Open(t))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"E10000032":                               "E10000032",
		"e10000032":                               "E10000032",
		"West Sussex":                             "E10000032",
		" WEST SUSSEX COUNTY COUNCIL ":            "E10000032",
		"Brighton & Hove City Council":            "E06000043",
		"Royal Borough of Windsor and Maidenhead": "E06000040",
		"Isle of Wight Council":                   "E06000046",
		"London Borough of Barnet":                "E09000003",
		"City of London":                          "E09000001",
		"Bristol City Council":                    "E06000023",
		"Kingston upon Hull":                      "E06000010",
		"Southend on Sea":                         "E06000033",
		"St Helens":                               "E08000013",
		"Durham":                                  "E06000047",
		"Buckinghamshire":                         "E06000060", // the one that lives, not the county that ended
		"E10000002":                               "E10000002",
		"Cumbria":                                 "E10000006", // ended, and only that one had the name
		"Dorset":                                  "E06000059",
		"Wessex":                                  "",
		"County Council":                          "",
		"":                                        "",
	} {
		if got, ok := names.Find(text); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
