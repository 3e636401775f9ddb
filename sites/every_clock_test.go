package sites

import (
	"slices"
	"strings"
	"testing"

	"homeground/internal/store/storetest"
)

// Every clock and every expiry, by the rules as they are seeded.
func TestEveryClock(t *testing.T) {
	rules, holidays := table(t, storetest.Open(t))
	valid := "received 2026-03-02, validated 2026-03-02"
	for _, c := range []struct {
		name, log                         string
		traits                            Traits
		target, extended, appeal, expires string
		note                              string // of the first clock's last day
	}{
		{"full, 8 weeks", valid, Traits{Type: "full"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"change of use, 8 weeks", valid, Traits{Type: "change-of-use"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"received before it was valid", "received 2026-02-16, validated 2026-03-02", Traits{Type: "full"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"recorded as valid before the fee came", "received 2026-03-02, validated 2026-03-05", Traits{Type: "full"}, "2026-04-30", "", "2026-10-30", "", ""},
		{"not valid yet", "received 2026-03-02", Traits{Type: "full"}, "", "", "", "", ""},
		{"invalid: no clock", valid + ", invalidated 2026-03-09", Traits{Type: "full"}, "", "", "", "", ""},
		{"valid again: a new clock", valid + ", invalidated 2026-03-09, validated 2026-03-30", Traits{Type: "full"}, "2026-05-25", "", "2026-11-25", "", "Spring bank holiday"},
		{"valid again: no extension is left", valid + ", extension_agreed 2026-03-05>2026-06-01, invalidated 2026-03-09, validated 2026-03-30", Traits{Type: "full"}, "2026-05-25", "", "2026-11-25", "", "Spring bank holiday"},
		{"ends on Good Friday", "received 2026-02-06, validated 2026-02-06", Traits{Type: "full"}, "2026-04-03", "", "2026-10-03", "", "Good Friday"},
		{"ends on the moved bank holiday of 2020", "received 2020-03-13, validated 2020-03-13", Traits{Type: "full"}, "2020-05-08", "", "2020-11-08", "", "VE Day"},
		{"ends on the Queen's funeral", "received 2022-07-25, validated 2022-07-25", Traits{Type: "full"}, "2022-09-19", "", "2023-03-19", "", "Queen Elizabeth II"},
		{"ends on the Jubilee", "received 2022-04-08, validated 2022-04-08", Traits{Type: "full"}, "2022-06-03", "", "2022-12-03", "", "Jubilee"},
		{"ends on the coronation's holiday", "received 2023-03-13, validated 2023-03-13", Traits{Type: "full"}, "2023-05-08", "", "2023-11-08", "", "coronation"},
		{"ends on a Saturday", "received 2026-03-07, validated 2026-03-07", Traits{Type: "full"}, "2026-05-02", "", "2026-11-02", "", "Saturday"},
		{"over a leap day", "received 2024-01-08, validated 2024-01-08", Traits{Type: "full"}, "2024-03-04", "", "2024-09-04", "", ""},
		{"valid on a leap day", "received 2024-02-29, validated 2024-02-29", Traits{Type: "full"}, "2024-04-25", "", "2024-10-25", "", ""},
		{"major, 13 weeks", valid, Traits{Type: "full", Major: true}, "2026-06-01", "", "2026-12-01", "", ""},
		{"public service infrastructure, 10 weeks", valid, Traits{Type: "full", Major: true, PublicServiceInfrastructure: true}, "2026-05-11", "", "2026-11-11", "", ""},
		{"infrastructure the day before its rule", "received 2021-07-31, validated 2021-07-31", Traits{Type: "full", Major: true, PublicServiceInfrastructure: true}, "2021-10-30", "", "2022-04-30", "", "Saturday"},
		{"infrastructure on the first day of its rule", "received 2021-08-01, validated 2021-08-01", Traits{Type: "full", Major: true, PublicServiceInfrastructure: true}, "2021-10-10", "", "2022-04-10", "", "Sunday"},
		{"environmental statement, 16 weeks", valid, Traits{Type: "full", Major: true, EnvironmentalStatement: true}, "2026-06-22", "", "2026-12-22", "", ""},
		{"environmental statement goes before infrastructure", valid, Traits{Type: "full", Major: true, PublicServiceInfrastructure: true, EnvironmentalStatement: true}, "2026-06-22", "", "2026-12-22", "", ""},
		{"outline, major", valid, Traits{Type: "outline", Major: true}, "2026-06-01", "", "2026-12-01", "", ""},
		{"section 73", valid, Traits{Type: "s73"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"regulation 4", valid, Traits{Type: "reg-4"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"regulation 3 has no appeal", valid, Traits{Type: "reg-3"}, "2026-04-27", "", "", "", ""},
		{"certificate, existing use", valid, Traits{Type: "ldc-existing-use"}, "2026-04-27", "", "", "", ""},
		{"certificate, major or not", valid, Traits{Type: "ldc-prospective-use", Major: true}, "2026-04-27", "", "", "", ""},
		{"listed building", valid, Traits{Type: "lbc", Major: true}, "2026-04-27", "", "2026-10-27", "", ""},
		{"discharge of a condition", valid, Traits{Type: "approval-condition", Major: true}, "2026-04-27", "", "2026-10-27", "", ""},
		{"prior approval, 56 days", valid, Traits{Type: "prior-approval"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"non-material amendment, 28 days", valid, Traits{Type: "non-material-amendment"}, "2026-03-30", "", "", "", ""},
		{"advice has no period", "received 2026-03-02", Traits{Type: "pre-application"}, "", "", "", "", ""},
		{"before any rule", "received 2012-03-02, validated 2012-03-02", Traits{Type: "full"}, "", "", "", "", ""},

		{"extended", valid + ", extension_agreed 2026-04-20>2026-05-15", Traits{Type: "full"}, "2026-04-27", "2026-05-15", "2026-11-15", "", ""},
		{"extended twice", valid + ", extension_agreed 2026-04-20>2026-05-15, extension_agreed 2026-05-14>2026-05-29", Traits{Type: "full"}, "2026-04-27", "2026-05-29", "2026-11-29", "", ""},
		{"extended after it was due", valid + ", extension_agreed 2026-05-05>2026-08-31", Traits{Type: "full"}, "2026-04-27", "2026-08-31", "2027-02-28", "", ""},
		{"extended, to the month before a leap day", "received 2023-06-05, validated 2023-06-05, extension_agreed 2023-07-24>2023-08-31", Traits{Type: "full"}, "2023-07-31", "2023-08-31", "2024-02-29", "", ""},

		{"refused: 6 months", valid + ", decided/refused 2026-04-24", Traits{Type: "full"}, "2026-04-27", "", "2026-10-24", "", ""},
		{"refused on 31 August", valid + ", decided/refused 2026-08-31", Traits{Type: "full"}, "2026-04-27", "", "2027-02-28", "", ""},
		{"refused on 31 August before a leap day", "received 2023-03-02, validated 2023-03-02, decided/refused 2023-08-31", Traits{Type: "full"}, "2023-04-27", "", "2024-02-29", "", ""},
		{"refused, householder: 12 weeks", valid + ", decided/refused 2026-04-24", Traits{Type: "full", Householder: true}, "2026-04-27", "", "2026-07-17", "", ""},
		{"refused, minor commercial: 12 weeks", valid + ", decided/refused 2026-04-24", Traits{Type: "full", MinorCommercial: true}, "2026-04-27", "", "2026-07-17", "", ""},
		{"householder without a decision: 6 months", valid, Traits{Type: "full", Householder: true}, "2026-04-27", "", "2026-10-27", "", ""},
		{"refused, regulation 3", valid + ", decided/refused 2026-04-24", Traits{Type: "reg-3"}, "2026-04-27", "", "", "", ""},
		{"refused, certificate: no limit", valid + ", decided/refused 2026-04-24", Traits{Type: "ldc-prospective-use"}, "2026-04-27", "", "", "", ""},

		{"granted: 3 years beginning with the decision", valid + ", decided/granted 2026-04-27", Traits{Type: "full"}, "2026-04-27", "", "2026-10-27", "2029-04-26", ""},
		{"granted on a leap day", "received 2024-01-08, validated 2024-01-08, decided/granted 2024-02-29", Traits{Type: "full"}, "2024-03-04", "", "2024-08-29", "2027-02-28", ""},
		{"granted on 1 March: the last day is a leap day", "received 2025-01-06, validated 2025-01-06, decided/granted 2025-03-01", Traits{Type: "full"}, "2025-03-03", "", "2025-09-01", "2028-02-29", ""},
		{"granted until a day of its own", valid + ", decided/granted 2026-04-27>2031-04-26", Traits{Type: "full"}, "2026-04-27", "", "2026-10-27", "2031-04-26", ""},
		{"listed building consent lapses too", valid + ", decided/granted 2026-04-27", Traits{Type: "lbc"}, "2026-04-27", "", "2026-10-27", "2029-04-26", ""},
		{"prior approval given", valid + ", decided/granted 2026-04-27", Traits{Type: "prior-approval"}, "2026-04-27", "", "2026-10-27", "2029-04-26", ""},
		{"prior approval not required", valid + ", decided/not_required 2026-04-27", Traits{Type: "prior-approval"}, "2026-04-27", "", "", "2029-04-26", ""},
		{"a certificate never lapses", valid + ", decided/granted 2026-04-27", Traits{Type: "ldc-existing-use"}, "2026-04-27", "", "", "", ""},
		{"section 73 keeps the day of the first", valid + ", decided/granted 2026-04-27", Traits{Type: "s73"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"section 73, with that day", valid + ", decided/granted 2026-04-27>2027-01-14", Traits{Type: "s73"}, "2026-04-27", "", "2026-10-27", "2027-01-14", ""},
		{"begun: it no longer lapses", valid + ", decided/granted 2026-04-27, development_started 2026-09-01", Traits{Type: "full"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"outline: 3 years for the details", valid + ", decided/granted 2026-04-27", Traits{Type: "outline"}, "2026-04-27", "", "2026-10-27", "2029-04-26", ""},
		{"outline, details applied for", valid + ", decided/granted 2026-04-27, details_submitted 2026-09-01", Traits{Type: "outline"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"outline: 2 years from the last approval", valid + ", decided/granted 2026-04-27, details_submitted 2026-08-03, details_approved 2026-09-28", Traits{Type: "outline"}, "2026-04-27", "", "2026-10-27", "2028-09-28", ""},
		{"outline: the last of two approvals", valid + ", decided/granted 2026-04-27, details_approved 2026-09-28, details_approved 2026-10-30", Traits{Type: "outline"}, "2026-04-27", "", "2026-10-27", "2028-10-30", ""},
		{"outline, approved on a leap day", "received 2022-03-07, validated 2022-03-07, decided/granted 2022-05-02, details_approved 2024-02-29", Traits{Type: "outline"}, "2022-05-02", "", "2022-11-02", "2026-02-28", "Early May"},
		{"allowed on appeal: from the appeal's day", valid + ", decided/refused 2026-04-24, appeal_lodged 2026-05-11, appeal_validated 2026-05-18, appeal_started 2026-06-01, appeal_determined/allowed 2026-11-02", Traits{Type: "full"}, "2026-04-27", "", "2026-10-24", "2029-11-01", ""},
		{"split on appeal", valid + ", decided/refused 2026-04-24, appeal_lodged 2026-05-11, appeal_started 2026-06-01, appeal_determined/split 2026-11-02", Traits{Type: "full"}, "2026-04-27", "", "2026-10-24", "2029-11-01", ""},
		{"dismissed on appeal", valid + ", decided/refused 2026-04-24, appeal_lodged 2026-05-11, appeal_started 2026-06-01, appeal_determined/dismissed 2026-11-02", Traits{Type: "full"}, "2026-04-27", "", "2026-10-24", "", ""},
		{"allowed without a decision", valid + ", appeal_lodged 2026-05-11, appeal_started 2026-06-01, appeal_determined/allowed 2026-11-02", Traits{Type: "full"}, "2026-04-27", "", "", "2029-11-01", ""},

		{"householder, granted: 6 months against its conditions", valid + ", decided/granted 2026-04-24", Traits{Type: "full", Householder: true}, "2026-04-27", "", "2026-10-24", "2029-04-23", ""},
		{"householder, refused: 12 weeks over a leap day", "received 2023-12-04, validated 2023-12-04, decided/refused 2023-12-20", Traits{Type: "full", Householder: true}, "2024-01-29", "", "2024-03-13", "", ""},
		{"minor commercial, refused: 12 weeks that end on a bank holiday", "received 2026-01-12, validated 2026-01-12, decided/refused 2026-02-09", Traits{Type: "full", MinorCommercial: true}, "2026-03-09", "", "2026-05-04", "", ""},

		{"prior approval ends on Good Friday", "received 2026-02-06, validated 2026-02-06", Traits{Type: "prior-approval"}, "2026-04-03", "", "2026-10-03", "", "Good Friday"},
		{"prior approval ends on a Sunday", "received 2026-03-08, validated 2026-03-08", Traits{Type: "prior-approval"}, "2026-05-03", "", "2026-11-03", "", "Sunday"},
		{"prior approval ends on a leap day", "received 2024-01-04, validated 2024-01-04", Traits{Type: "prior-approval"}, "2024-02-29", "", "2024-08-29", "", ""},
		{"prior approval, major or not", valid, Traits{Type: "prior-approval", Major: true}, "2026-04-27", "", "2026-10-27", "", ""},
		{"prior approval, extended to a month's end", valid + ", extension_agreed 2026-04-20>2026-08-31", Traits{Type: "prior-approval"}, "2026-04-27", "2026-08-31", "2027-02-28", "", ""},
		{"prior approval, refused on a month's end", valid + ", decided/refused 2026-08-31", Traits{Type: "prior-approval"}, "2026-04-27", "", "2027-02-28", "", ""},
		{"prior approval, not required on a leap day", "received 2024-01-08, validated 2024-01-08, decided/not_required 2024-02-29", Traits{Type: "prior-approval"}, "2024-03-04", "", "", "2027-02-28", ""},
		{"prior approval, allowed on appeal", valid + ", decided/refused 2026-04-24, appeal_lodged 2026-05-11, appeal_started 2026-06-01, appeal_determined/allowed 2026-08-31", Traits{Type: "prior-approval"}, "2026-04-27", "", "2026-10-24", "2029-08-30", ""},

		{"amendment ends on a leap day", "received 2024-02-01, validated 2024-02-01", Traits{Type: "non-material-amendment"}, "2024-02-29", "", "", "", ""},
		{"amendment over a leap day", "received 2024-02-29, validated 2024-02-29", Traits{Type: "non-material-amendment"}, "2024-03-28", "", "", "", ""},
		{"amendment ends on Easter Monday", "received 2026-03-09, validated 2026-03-09", Traits{Type: "non-material-amendment"}, "2026-04-06", "", "", "", "Easter Monday"},
		{"amendment ends on a Saturday", "received 2026-03-07, validated 2026-03-07", Traits{Type: "non-material-amendment"}, "2026-04-04", "", "", "", "Saturday"},
		{"amendment, major or not", valid, Traits{Type: "non-material-amendment", Major: true, EnvironmentalStatement: true}, "2026-03-30", "", "", "", ""},
		{"amendment, extended", valid + ", extension_agreed 2026-03-20>2026-04-17", Traits{Type: "non-material-amendment"}, "2026-03-30", "2026-04-17", "", "", ""},
		{"amendment, refused: no appeal", valid + ", decided/refused 2026-03-25", Traits{Type: "non-material-amendment"}, "2026-03-30", "", "", "", ""},
		{"amendment, granted: it does not lapse", valid + ", decided/granted 2026-03-25", Traits{Type: "non-material-amendment"}, "2026-03-30", "", "", "", ""},

		{"section 73, major", valid, Traits{Type: "s73", Major: true}, "2026-06-01", "", "2026-12-01", "", ""},
		{"section 73, with an environmental statement", valid, Traits{Type: "s73", Major: true, EnvironmentalStatement: true}, "2026-06-22", "", "2026-12-22", "", ""},
		{"section 73, extended, refused on a month's end", valid + ", extension_agreed 2026-04-20>2026-09-04, decided/refused 2026-08-31", Traits{Type: "s73"}, "2026-04-27", "2026-09-04", "2027-02-28", "", ""},
		{"section 73, until a leap day", valid + ", decided/granted 2026-04-27>2028-02-29", Traits{Type: "s73"}, "2026-04-27", "", "2026-10-27", "2028-02-29", ""},
		{"section 73, allowed on appeal, with the day of the first", valid + ", decided/refused 2026-04-24, appeal_lodged 2026-05-11, appeal_started 2026-06-01, appeal_determined/allowed 2026-11-02>2028-01-14", Traits{Type: "s73"}, "2026-04-27", "", "2026-10-24", "2028-01-14", ""},

		{"listed building ends on Good Friday", "received 2026-02-06, validated 2026-02-06", Traits{Type: "lbc"}, "2026-04-03", "", "2026-10-03", "", "Good Friday"},
		{"listed building, extended", valid + ", extension_agreed 2026-04-20>2026-05-29", Traits{Type: "lbc"}, "2026-04-27", "2026-05-29", "2026-11-29", "", ""},
		{"listed building, refused on 31 August before a leap day", "received 2023-03-02, validated 2023-03-02, decided/refused 2023-08-31", Traits{Type: "lbc"}, "2023-04-27", "", "2024-02-29", "", ""},
		{"listed building of a householder: 6 months", valid + ", decided/refused 2026-04-24", Traits{Type: "lbc", Householder: true}, "2026-04-27", "", "2026-10-24", "", ""},
		{"listed building, granted on a leap day", "received 2024-01-08, validated 2024-01-08, decided/granted 2024-02-29", Traits{Type: "lbc"}, "2024-03-04", "", "2024-08-29", "2027-02-28", ""},
		{"listed building, granted on 1 March", "received 2025-01-06, validated 2025-01-06, decided/granted 2025-03-01", Traits{Type: "lbc"}, "2025-03-03", "", "2025-09-01", "2028-02-29", ""},
		{"listed building, until a day of its own", valid + ", decided/granted 2026-04-27>2031-04-26", Traits{Type: "lbc"}, "2026-04-27", "", "2026-10-27", "2031-04-26", ""},

		{"reserved matters", valid, Traits{Type: "reserved-matters"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"reserved matters, major", valid, Traits{Type: "reserved-matters", Major: true}, "2026-06-01", "", "2026-12-01", "", ""},
		{"reserved matters end on Christmas Day", "received 2026-10-30, validated 2026-10-30", Traits{Type: "reserved-matters"}, "2026-12-25", "", "2027-06-25", "", "Christmas Day"},
		{"reserved matters approved do not lapse themselves", valid + ", decided/granted 2026-04-27", Traits{Type: "reserved-matters"}, "2026-04-27", "", "2026-10-27", "", ""},
		{"reserved matters refused on 30 August", valid + ", decided/refused 2026-08-30", Traits{Type: "reserved-matters"}, "2026-04-27", "", "2027-02-28", "", ""},
		{"outline, details applied for on the last day", "received 2023-01-09, validated 2023-01-09, decided/granted 2023-03-01, details_submitted 2026-02-28", Traits{Type: "outline"}, "2023-03-06", "", "2023-09-01", "", ""},
		{"outline, last approval at a month's end", valid + ", decided/granted 2026-04-27, details_approved 2026-08-31", Traits{Type: "outline"}, "2026-04-27", "", "2026-10-27", "2028-08-31", ""},
		{"outline, last approval on 28 February, before a leap day", "received 2021-03-08, validated 2021-03-08, decided/granted 2021-05-03, details_approved 2022-02-28", Traits{Type: "outline"}, "2021-05-03", "", "2021-11-03", "2024-02-28", "Early May"},
		{"outline, last approval on New Year's Eve", "received 2023-03-06, validated 2023-03-06, decided/granted 2023-05-01, details_approved 2024-12-31", Traits{Type: "outline"}, "2023-05-01", "", "2023-11-01", "2026-12-31", "Early May"},
		{"outline, granted on a leap day: for the details", "received 2024-01-08, validated 2024-01-08, decided/granted 2024-02-29", Traits{Type: "outline"}, "2024-03-04", "", "2024-08-29", "2027-02-28", ""},

		{"discharge of a condition, refused", valid + ", decided/refused 2026-08-31", Traits{Type: "approval-condition"}, "2026-04-27", "", "2027-02-28", "", ""},
		{"discharge of a condition does not lapse", valid + ", decided/granted 2026-04-24", Traits{Type: "approval-condition"}, "2026-04-27", "", "2026-10-24", "", ""},
		{"regulation 3, granted", valid + ", decided/granted 2026-04-27", Traits{Type: "reg-3"}, "2026-04-27", "", "", "2029-04-26", ""},
		{"regulation 4, refused", valid + ", decided/refused 2026-08-31", Traits{Type: "reg-4"}, "2026-04-27", "", "2027-02-28", "", ""},
		{"regulation 4, granted", valid + ", decided/granted 2026-04-27", Traits{Type: "reg-4"}, "2026-04-27", "", "2026-10-27", "2029-04-26", ""},
		{"certificate, existing use, refused: no limit", valid + ", decided/refused 2026-04-24", Traits{Type: "ldc-existing-use"}, "2026-04-27", "", "", "", ""},
		{"change of use, refused", valid + ", decided/refused 2026-04-24", Traits{Type: "change-of-use"}, "2026-04-27", "", "2026-10-24", "", ""},
		{"outline, refused", valid + ", decided/refused 2026-04-24", Traits{Type: "outline"}, "2026-04-27", "", "2026-10-24", "", ""},
	} {
		s, faults := log{Traits: c.traits, events: written(t, c.log), rules: rules, holidays: holidays, today: day(t, "2026-11-22")}.stand()
		if len(faults) != 0 {
			t.Errorf("%s: %v", c.name, faults)
		}
		got := []string{s.TargetOn.String(), s.ExtendedTo.String(), s.AppealBy.String(), s.ExpiresOn.String()}
		if want := []string{c.target, c.extended, c.appeal, c.expires}; !slices.Equal(got, want) {
			t.Errorf("%s: target, extension, appeal, expiry %v, want %v", c.name, got, want)
		}
		if c.target != "" && (c.note == "" && s.clocks[0].Note != "" || !strings.Contains(s.clocks[0].Note, c.note)) {
			t.Errorf("%s: %s is noted as %q", c.name, c.target, s.clocks[0].Note)
		}
	}
}
