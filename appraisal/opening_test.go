package appraisal

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"testing"

	"homeground/grants"
	"homeground/internal/values"
)

// many are options of twelve stages each, no two alike.
func many(count int) (list []Option, stages map[int64][]Stage) {
	stages = map[int64][]Stage{}
	for i := range count {
		id := int64(i + 1)
		list = append(list, Option{ID: id, OptionRef: fmt.Sprint("O-", id), StartsOn: values.NewDate(2027, 1, 4)})
		for n := range 12 {
			s := Stage{Code: fmt.Sprint("stage-", n), Milestone: "M08", Optimistic: 2 + float64(i%7), Likely: 9 + float64(n), Pessimistic: 40, Chance: 1}
			if n > 0 {
				s.Follows = []Follow{{Code: fmt.Sprint("stage-", n/2), LagWeeks: -1}}
			}
			if n == 5 {
				s.Chance = 0.3
			}
			stages[id] = append(stages[id], s)
		}
	}
	return list, stages
}

func TestOpeningsAreTheSameOnAnyNumberOfProcessors(t *testing.T) {
	programme := grants.Programme{Seed: 7, OpenBy: values.NewDate(2029, 3, 31)}
	was := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(was)
	var first []Option
	for _, processors := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(processors)
		list, stages := many(12)
		if err := NewSimulator().openAll(context.Background(), list, stages, programme); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = list
		}
		if !reflect.DeepEqual(list, first) {
			t.Errorf("%d processors give other openings than one", processors)
		}
	}
	if first[0].Opening == first[1].Opening || first[0].Opening.P80.IsZero() {
		t.Errorf("openings %+v and %+v", first[0].Opening, first[1].Opening)
	}
}

func TestOpeningsStopWithTheirRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	list, stages := many(2)
	if err := NewSimulator().openAll(ctx, list, stages, grants.Programme{}); err == nil {
		t.Error("a request that has ended was worked on")
	}
}

// BenchmarkOpenings200Options is what a ranking of 200 new options takes first of all.
func BenchmarkOpenings200Options(b *testing.B) {
	list, stages := many(200)
	for b.Loop() {
		if err := NewSimulator().openAll(context.Background(), list, stages, grants.Programme{Seed: 1, OpenBy: values.NewDate(2029, 3, 31)}); err != nil {
			b.Fatal(err)
		}
	}
}
