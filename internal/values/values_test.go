package values_test

import (
	"encoding/json"
	"testing"
	"time"

	"homeground/internal/values"
)

func TestTypedDate(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"05/06/2026", "2026-06-05"}, {"5/6/2026", "2026-06-05"}, {"2026-07-20", "2026-07-20"}, {" 21 November 2026 ", "2026-11-21"},
		{"21 Nov 2026", "2026-11-21"}, {"29/02/2028", "2028-02-29"},
		{"31/04/2026", ""}, {"12/25/2026", ""}, {"46100", ""}, {"29/02/2027", ""}, {"2026-02-30", ""}, {"", ""}, {"soon", ""}, {"01/01/0026", ""}, {"2026-11-21T00:00:00Z", ""},
	} {
		d, err := values.TypedDate(c.in)
		if (err != nil) != (c.want == "") || d.String() != c.want {
			t.Errorf("TypedDate(%q) = %q, %v, want %q", c.in, d, err, c.want)
		}
	}
}

func TestDateSums(t *testing.T) {
	d := values.NewDate(2026, time.March, 28)
	if got := d.AddDays(2).String(); got != "2026-03-30" { // over the night the clocks change
		t.Errorf("two days on: %s", got)
	}
	if got := values.NewDate(2028, time.March, 1).Sub(values.NewDate(2028, time.February, 28)); got != 2 {
		t.Errorf("over a leap day: %d days, want 2", got)
	}
	if !d.Before(d.AddDays(1)) || d.After(d) || (values.Date{}).Words() != "" || d.Words() != "28 March 2026" {
		t.Error("comparing or showing a day is wrong")
	}
	if got := values.Today(time.Date(2026, 6, 30, 23, 30, 0, 0, time.UTC)); got.String() != "2026-07-01" {
		t.Errorf("half past midnight in London in summer is %s", got)
	}
	for year := 1600; year < 2400; year++ {
		first := values.NewDate(year, time.January, 1)
		if back, err := values.ParseDate(first.String()); err != nil || back != first {
			t.Fatalf("%s comes back as %s, %v", first, back, err)
		}
	}
}

func TestDateJSON(t *testing.T) {
	type record struct {
		Day  values.Date `json:"day"`
		None values.Date `json:"none"`
		Gone values.Date `json:"gone,omitzero"`
	}
	in := record{Day: values.NewDate(2026, time.November, 21)}
	text, err := json.Marshal(in)
	if err != nil || string(text) != `{"day":"2026-11-21","none":null}` {
		t.Errorf("%s, %v", text, err)
	}
	var out record
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Errorf("%+v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"day":"21/11/2026"}`), &out); err == nil {
		t.Error("an English date was taken in JSON")
	}
}

func TestParsePounds(t *testing.T) {
	for _, c := range []struct {
		in   string
		want values.Pence
		bad  bool
	}{
		{"450000.00", 45000000, false}, {"£300,000.50", 30000050, false}, {"12000.5", 1200050, false}, {"-1", -100, false}, {"0", 0, false},
		{"-£5.05", -505, false}, {" 7 ", 700, false}, {"1,234,567", 123456700, false},
		{"abc", 0, true}, {"", 0, true}, {"1.234", 0, true}, {"1,23", 0, true}, {"1e6", 0, true}, {"12,34,567", 0, true}, {"99999999999999999999", 0, true}, {"90071992547409.92", 0, true}, {"1.", 0, true}, {"NaN", 0, true},
	} {
		got, err := values.ParsePounds(c.in)
		if (err != nil) != c.bad || got != c.want {
			t.Errorf("ParsePounds(%q) = %d, %v, want %d", c.in, got, err, c.want)
		}
	}
}

func TestPenceWords(t *testing.T) {
	for p, want := range map[values.Pence][2]string{
		0: {"0.00", "£0"}, 5: {"0.05", "£0.05"}, 106000000: {"1060000.00", "£1,060,000"}, -123450: {"-1234.50", "-£1,234.50"}, 99900: {"999.00", "£999"},
	} {
		if p.String() != want[0] || p.Words() != want[1] {
			t.Errorf("%d is %q and %q, want %q", int64(p), p.String(), p.Words(), want)
		}
	}
}

func TestNeutral(t *testing.T) {
	for in, want := range map[string]string{"": "", "Kent": "Kent", "=1+1": "'=1+1", "+44": "'+44", "-5": "'-5", "@A1": "'@A1", "\t=1": "'\t=1", "\r": "'\r"} {
		if got := values.Neutral(in); got != want {
			t.Errorf("Neutral(%q) = %q, want %q", in, got, want)
		}
	}
}
