package highlight

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"homeground/internal/values"
	"homeground/projects"
)

func days(n int) *int { return &n }

// report is a project with something in every part of its report.
func report() projects.Highlight {
	day, chance, then := values.NewDate(2026, 11, 22), 0.996, int64(10_000)
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	h := projects.Highlight{Day: day, From: day.AddDays(-28)}
	h.ID, h.ProjectRef, h.Name, h.AuthorityName, h.Places = 1, "P-1", `"Ferry" & <Sons>`, "Kent", 3
	h.Opening, h.OpenBy, h.SlipDays, h.P80, h.Chance = values.NewDate(2027, 7, 9), values.NewDate(2028, 9, 30), days(7), values.NewDate(2027, 12, 12), &chance
	h.Ratings = &projects.Ratings{Overall: "amber_red", Parts: []projects.Rating{
		{Part: "delivery", Computed: "green", Why: "It is likely."},
		{Part: "spend", Computed: "green", Why: "It is under.", Override: &projects.RatingOverride{Rating: "amber_red", Reason: "A bill is late.", By: "Bo Example"}},
		{Part: "risk", Why: "No risk is open."},
	}}
	h.Money.Total = projects.Sums{BudgetPence: 100_000_00, SpentPence: 30_000_00, OutturnPence: 101_000_00, OverPence: 1_000_00}
	h.Money.Years = []projects.YearSums{{Year: 2026, Sums: h.Money.Total}}
	h.Then = &projects.Standing{Opening: values.NewDate(2027, 7, 2), SpentPence: &then}
	h.Detail.Milestones = []projects.Milestone{
		{Code: "M16", Name: "Start on site", Forecast: day.AddDays(-1), Baseline: day.AddDays(-8), SlipDays: days(7)},
		{Code: "M17", Name: "Practical completion", Forecast: day.AddDays(28)},
		{Code: "M24", Name: "First child placed", Forecast: day.AddDays(29)},
		{Code: "M05", Name: "Board approval", Actual: day.AddDays(-300)},
	}
	moved := int64(1)
	h.Detail.Slips = []projects.Slip{
		{ID: 1, Milestone: "Start on site", From: day.AddDays(-8), To: day.AddDays(-1), Reason: "Asbestos.", By: "Mo Example", At: at},
		{ID: 2, Milestone: "Moved with it", To: day, Reason: "x", At: at, CausedBy: &moved},
		{ID: 3, Milestone: "Long ago", To: day, Reason: "x", At: at.AddDate(0, -2, 0)},
	}
	for i, residual := range []int{2, 9, 4, 12, 1, 3} {
		r := projects.Risk{Residual: residual}
		r.Risk, r.State = "Risk "+string(rune('A'+i)), "open"
		h.Detail.Risks = append(h.Detail.Risks, r)
	}
	h.Detail.Risks[3].State, h.Detail.Risks[5].ReviewOn = "closed", day
	h.Detail.Conditions = []projects.ConditionSummary{{Text: "Secure match", State: "due", DueOn: day.AddDays(3)}, {Text: "Was met", State: "met", DueOn: day}}
	h.Detail.ChangeRequests = []projects.ChangeRequest{{ChangeAsked: projects.ChangeAsked{Title: "More rooms"}, State: "asked"}, {ChangeAsked: projects.ChangeAsked{Title: "Decided"}, State: "refused"}}
	return h
}

func TestWhatAReportSays(t *testing.T) {
	for _, c := range []struct {
		name           string
		change         func(*projects.Highlight)
		want, unwanted []string
	}{
		{"as it is", func(*projects.Highlight) {}, []string{"&#34;Ferry&#34; &amp; &lt;Sons&gt;", "Opens on 9 July 2027, 7 days later than its baseline.", "The 30 September 2028 deadline is met, with 64 weeks to spare.",
			"more than 99 %", "12 Dec 2027", "Rating: amber-red", "Bo Example says: A bill is late. Worked out it is green. It is under.", "1 thing is overdue; 3 due by 20 December 2026",
			"<b>21 November 2026, overdue:</b> Start on site", "<b>20 December 2026:</b> Practical completion", "<b>22 November 2026:</b> Look again at: Risk F", "Condition of the grant: Secure match",
			"<b>Waits for the board:</b> More rooms", "It opens 7 days later than it did then. £29,900 was spent.", "Start on site was moved from 14 November 2026 to 21 November 2026: Asbestos. (Mo Example)",
			"£30,000 of £100,000 spent; £1,000 over budget if nothing changes", "2026-27", "Risk B"},
			[]string{"<Sons>", "Moved with it", "Long ago", "Was met", "Decided", "Risk D", "<b>21 December 2026:", "made up", "&#43;", "ZgotmplZ"}},
		{"little is known", func(h *projects.Highlight) {
			*h = projects.Highlight{Project: projects.Project{Name: "New", Ratings: &projects.Ratings{}}, Day: h.Day, From: h.From}
		}, []string{"It has no opening date yet.", "Rating: none yet", "Nothing is overdue; nothing is due by 20 December 2026", "How it stood then was not kept.", "No milestone was moved.", "It has no milestones yet.", "No risk is open", "£0 of £0 spent; on budget"},
			[]string{"deadline", "80 % likely"}},
		{"late and cheap", func(h *projects.Highlight) {
			h.Opening, h.SlipDays, h.StartBlocked = h.OpenBy.AddDays(1), days(-3), 2
			h.Money.Total.OverPence, h.Then.Opening = -50_00, h.OpenBy.AddDays(3)
		}, []string{"3 days sooner than its baseline", "That is 1 day after the 30 September 2028 deadline.", "2 planning conditions stand in the way", "£50 left over if nothing changes", "It opens 2 days sooner than it did then."}, []string{"to spare"}},
	} {
		h := report()
		c.change(&h)
		var b bytes.Buffer
		if err := Write(&b, h, Made{At: "22 November 2026 at 09:00", Version: "v1"}); err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(b.String(), "</head>")
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: %q is not in it", c.name, want)
			}
		}
		for _, unwanted := range c.unwanted {
			if strings.Contains(body, unwanted) {
				t.Errorf("%s: %q is in it", c.name, unwanted)
			}
		}
	}
}

func TestWhatThePortfolioSays(t *testing.T) {
	h := report()
	late := h.Project
	late.Name, late.Opening, late.Waiting, late.BudgetPence, late.OutturnPence, late.SpentPence = "The Elms", h.OpenBy.AddDays(1), 2, 500_00, 600_00, 10_00
	late.Ratings = &projects.Ratings{Overall: "red"}
	now := projects.Standing{Opening: late.Opening}
	p := projects.Portfolio{Projects: []projects.Project{h.Project, late}, Day: h.Day, From: h.From, Compared: []projects.StandingPair{{Name: late.Name, Then: h.Then, Now: &now, SlippedDays: 456}, {Name: h.Name}}}
	for _, c := range []struct {
		of   projects.Portfolio
		want []string
	}{
		{p, []string{"2 projects make 6 places; 1 opens after the deadline.", "1 project slipped since 25 October 2026. £10 of £500 is spent.", "<dt>red</dt><dd>1</dd>", "<dt>amber-red</dt><dd>1</dd>",
			"The Elms (P-1): 2 change requests", `<th scope="row">The Elms</th><td class="d">2 July 2027</td><td class="d">1 October 2028</td><td class="n">65 weeks</td>`, "1 October 2028, after the deadline",
			`<td class="n">£500</td><td class="n">£600</td><td class="n">£10</td></tr>` + "\n</tbody>", "made up"}},
		{projects.Portfolio{Day: h.Day, From: h.From}, []string{"There is no project yet."}},
	} {
		var b bytes.Buffer
		if err := WritePortfolio(&b, c.of, Made{Demonstration: true}); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%q is not in it", want)
			}
		}
	}
}
