package appraisal

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"gorm.io/gorm"
)

// Draws is how many weightings are drawn to see which rank each option takes.
const Draws = 10000

// Firmness is how firm a ranking is: how far each weight can move before another option
// comes first, and which ranks options take whatever the weights.
type Firmness struct {
	OptionID  int64         `json:"option_id,omitempty" doc:"The option that comes first; the others of its score share its place"`
	Name      string        `json:"name,omitempty"`
	Intervals []WeightHolds `json:"intervals"`
	Ranks     []RanksOfOne  `json:"ranks" doc:"Most often first, first"`
	Draws     int           `json:"draws" doc:"Weightings drawn, each as likely"`
	Seed      int64         `json:"seed" doc:"The programme's: the same draws each time"`
}

// WeightHolds is how far one weight can move, the others in proportion, while the first
// option stays first. Without ends it does not hold even now: another is level.
type WeightHolds struct {
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	From     *float64 `json:"from_percent,omitempty" doc:"Exact, to the nearest float"`
	To       *float64 `json:"to_percent,omitempty"`
	Sentence string   `json:"sentence"`
}

// RanksOfOne is the share of all weightings in which an option takes each rank.
type RanksOfOne struct {
	OptionID int64  `json:"option_id"`
	Name     string `json:"name"`
	Rank     int    `json:"rank" doc:"Under the weights"`
	Acceptability
}

// HowFirm works out how firm the ranking is, by an appraisal and weights as RankBy takes them.
func HowFirm(ctx context.Context, db *gorm.DB, sim *Simulator, appraisal int64, weights map[string]int) (Firmness, error) {
	ranking, err := RankBy(ctx, db, sim, appraisal, weights)
	if err != nil {
		return Firmness{}, err
	}
	return ranking.firmness(), nil
}

func (r Ranking) firmness() Firmness {
	f := Firmness{Intervals: []WeightHolds{}, Ranks: []RanksOfOne{}, Draws: Draws, Seed: r.Programme.Seed}
	if len(r.Options) == 0 {
		return f
	}
	scaled := make([][]float64, len(r.Options))
	for i, o := range r.Options {
		for _, p := range o.Parts {
			scaled[i] = append(scaled[i], p.Scaled)
		}
	}
	first := r.Options[0]
	f.OptionID, f.Name = first.ID, first.Name
	held := map[string]Interval{}
	for _, i := range Holds(r.Criteria, scaled, 0) {
		held[i.Code] = i
	}
	for _, c := range r.Criteria {
		w := WeightHolds{Code: c.Code, Name: c.Name}
		i, ok := held[c.Code]
		if ok {
			from, to := 100*i.From, 100*i.To
			w.From, w.To = &from, &to
		}
		w.Sentence = holdsSentence(shortName(r.Options, first), c, i, ok)
		f.Intervals = append(f.Intervals, w)
	}
	for i, a := range Accept(scaled, len(r.Criteria), Draws, uint64(r.Programme.Seed)) {
		f.Ranks = append(f.Ranks, RanksOfOne{r.Options[i].ID, r.Options[i].Name, r.Options[i].Rank, a})
	}
	sortRanks(f.Ranks)
	return f
}

// holdsSentence says an interval to people. Its ends are rounded inwards, to hundredths of
// a per cent, so that what it says is true.
func holdsSentence(name string, c Criterion, i Interval, ok bool) string {
	now := percent(int64(c.Weight))
	switch {
	case !ok:
		return fmt.Sprintf("%s: another option is level with %s, whose first place any change of this weight may end (now %s).", c.Name, name, now)
	case i.From == 0 && i.To == 1:
		return fmt.Sprintf("%s: %s stays first whatever this weighs (now %s).", c.Name, name, now)
	}
	from, to := math.Ceil(i.From*1e4-1e-9)/100, math.Floor(i.To*1e4+1e-9)/100
	text := func(p float64) string { return strconv.FormatFloat(p, 'f', -1, 64) + " %" }
	switch {
	case from >= to:
		return fmt.Sprintf("%s: %s stays first only as long as this weighs %s.", c.Name, name, now)
	case i.From == 0:
		return fmt.Sprintf("%s: %s stays first as long as this weighs no more than %s (now %s).", c.Name, name, text(to), now)
	case i.To == 1:
		return fmt.Sprintf("%s: %s stays first as long as this weighs at least %s (now %s).", c.Name, name, text(from), now)
	}
	return fmt.Sprintf("%s: %s stays first as long as this weighs between %s and %s (now %s).", c.Name, name, text(from), text(to), now)
}

// sortRanks puts the option that is most often first, first; then by its rank.
func sortRanks(list []RanksOfOne) {
	slices.SortStableFunc(list, func(a, b RanksOfOne) int {
		return cmp.Or(cmp.Compare(b.Ranks[0], a.Ranks[0]), cmp.Compare(a.Rank, b.Rank))
	})
}
