package main

import (
	"fmt"
	"io"
	"math"

	"homeground/appraisal"
)

const revenueUsage = `Usage: homeground calc revenue FILE.json

Reads homes that sell places ("-" is standard input), with weekly rates and occupancies, and
writes one JSON object to standard output: what each earns, costs and is left with in a year
at every rate and occupancy, with zones mothballed, and where it breaks even.
docs/revenue.md tells what the file and the answer hold.

Everything wrong with the file is listed on standard error, nothing is written and the
exit status is then 1.
`

// revenue is the answer, as docs/revenue.md has it.
type revenue struct {
	Options []revenueOption `json:"options"`
}

type revenueOption struct {
	ID        string        `json:"id"`
	BreakEven []breakEven   `json:"break_even"`
	Grid      []revenueCell `json:"grid"`
}

type breakEven struct {
	WeeklyRate int64   `json:"weekly_rate"`
	Occupancy  float64 `json:"occupancy"`
}

type revenueCell struct {
	WeeklyRate int64   `json:"weekly_rate"`
	Occupancy  float64 `json:"occupancy"`
	Mothballed int64   `json:"mothballed"`
	Income     int64   `json:"income"`
	Cost       int64   `json:"cost"`
	Surplus    int64   `json:"surplus"`
}

// calcRevenue is `homeground calc revenue`.
func calcRevenue(args []string, in io.Reader, out, errs io.Writer) int {
	return calcFile("revenue", revenueUsage, args, in, out, errs, func(r *jsonReader, top map[string]any) func() (any, error) {
		return (&revenueReader{r}).file(top).answer
	}, "options", "weekly_rates", "occupancies")
}

// revenueFile is what stands in a good file.
type revenueFile struct {
	ids                []string
	sellers            []appraisal.Seller
	rates, occupancies []int64 // pence a week; basis points
}

func (f revenueFile) answer() (any, error) {
	a := revenue{Options: []revenueOption{}}
	for i, s := range f.sellers {
		o := revenueOption{ID: f.ids[i], BreakEven: []breakEven{}, Grid: []revenueCell{}}
		for _, rate := range f.rates {
			o.BreakEven = append(o.BreakEven, breakEven{rate, math.Round(1e6*s.BreakEven(rate)) / 1e6})
			for _, occupancy := range f.occupancies {
				for zones := range s.Zones {
					sold := s.Sell(occupancy, rate, zones)
					o.Grid = append(o.Grid, revenueCell{rate, float64(occupancy) / 10000, zones, sold.Income, sold.Cost, sold.Surplus})
				}
			}
		}
		a.Options = append(a.Options, o)
	}
	return a, nil
}

// revenueReader reads homes, rates and occupancies.
type revenueReader struct{ *jsonReader }

// Beyond any real home; sums of pence stay within an int64.
const mostBeds, mostHomes, mostRates = 1000, 100, 100

func (r *revenueReader) file(top map[string]any) (f revenueFile) {
	for i, v := range r.list("weekly_rates", top["weekly_rates"], mostRates) {
		f.rates = append(f.rates, r.whole(fmt.Sprintf("weekly_rates[%d]", i), v, 1, 1e9))
	}
	for i, v := range r.list("occupancies", top["occupancies"], mostRates) {
		f.occupancies = append(f.occupancies, r.share(fmt.Sprintf("occupancies[%d]", i), v, 15000,
			"this is a share of the beds, 0 to 1.5, with at most 4 decimals", "Write 0.88 for 88 %"))
	}
	for i, v := range r.list("options", top["options"], mostHomes) {
		id, seller := r.option(fmt.Sprintf("options[%d]", i), v)
		f.ids, f.sellers = append(f.ids, id), append(f.sellers, seller)
	}
	return f
}

func (r *revenueReader) option(path string, v any) (id string, s appraisal.Seller) {
	o := r.object(path, v, "id", "name", "beds", "own_children", "staff", "running", "zones", "staff_saved", "running_saved")
	if o == nil {
		return "", s
	}
	r.text(path+".name", o["name"])
	amount := func(name string, least, most, otherwise int64, must bool) int64 {
		if o[name] == nil && !must {
			return otherwise
		}
		return r.whole(path+"."+name, o[name], least, most)
	}
	s = appraisal.Seller{Beds: amount("beds", 1, mostBeds, 0, true), OwnChildren: amount("own_children", 0, mostBeds, 0, false),
		Staff: amount("staff", 0, mostPence, 0, true), Running: amount("running", 0, mostPence, 0, true), Zones: amount("zones", 1, mostBeds, 1, false),
		StaffSaved: amount("staff_saved", 0, mostPence, 0, false), RunningSaved: amount("running_saved", 0, mostPence, 0, false)}
	if s.Beds%s.Zones != 0 {
		r.fault(path+".zones", o["zones"], "every zone has as many beds", "Give a number of zones that divides the beds")
	}
	if s.StaffSaved > s.Staff/s.Zones || s.RunningSaved > s.Running/s.Zones {
		r.fault(path+".staff_saved", o["staff_saved"], "zones cannot save more than the home costs", "Give what one mothballed zone saves in a year")
	}
	return r.text(path+".id", o["id"]), s
}
