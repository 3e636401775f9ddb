package main

import (
	"fmt"
	"math"

	"homeground/demand"
)

// Sizes beyond any real file.
const (
	mostNeedAt   = 100_000
	mostPlacesAt = 10_000
)

// placed is places at a position.
type placed struct {
	x, y   float64
	places int64
}

// covering is the need that options could cover, where that is to be greatest.
type covering struct {
	metres  float64
	cells   []placed
	need    []decimal  // of each cell
	homes   []placed   // that are open
	options [][]placed // of each option
}

// covering reads the cells, the open homes and how far a home reaches.
func (r *choiceReader) covering(top map[string]any) *covering {
	c := &covering{metres: demand.TwentyMiles}
	if v := top["distance"]; v != nil {
		if c.metres, _ = r.number("distance", v); c.metres < 0 {
			r.fault("distance", v, "this must be 0 or more", "Give how far a home reaches, in metres")
		}
	}
	list := r.list("cells", top["cells"], mostNeedAt)
	for i, v := range list {
		path := fmt.Sprintf("cells[%d]", i)
		fields := r.some(path, v, "id", "x", "y", "demand")
		if fields == nil {
			continue
		}
		c.cells = append(c.cells, r.position(path, fields))
		c.need = append(c.need, r.decimal(path+".demand", fields["demand"]))
	}
	if top["homes"] != nil {
		c.homes = r.homes("homes", top["homes"], mostPlacesAt)
	}
	return c
}

// homes is a list of places at positions.
func (r *choiceReader) homes(path string, v any, most int) (homes []placed) {
	list, isList := v.([]any)
	if !isList || len(list) > most {
		r.fault(path, fmt.Sprintf("%.40v", v), fmt.Sprintf("this must be a list of at most %d", most), "Write them in [ and ]")
		return nil
	}
	for i, v := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		if fields := r.some(at, v, "id", "x", "y", "places"); fields != nil {
			home := r.position(at, fields)
			home.places = r.whole(at+".places", fields["places"], 0, 1e6)
			homes = append(homes, home)
		}
	}
	return homes
}

func (r *choiceReader) position(path string, fields map[string]any) (p placed) {
	p.x, _ = r.number(path+".x", fields["x"])
	p.y, _ = r.number(path+".y", fields["y"])
	return p
}

// where is where the places of an option would be: all of them at one position, or some at
// each of several, which then are its places.
func (r *choiceReader) where(path string, fields map[string]any, places *int64) []placed {
	if fields["at"] == nil {
		home := r.position(path, fields)
		home.places = *places
		return []placed{home}
	}
	homes := r.homes(path+".at", fields["at"], mostPlacesAt)
	*places = 0
	for _, h := range homes {
		*places += h.places
	}
	return homes
}

// gains are what the options add to what is covered, with need as fine as the finest.
func (c *covering) gains(r *choiceReader, decimals int) (gains *demand.Gains, before int64) {
	scale := int64(math.Pow10(decimals))
	cells := make([]demand.NeedAt, len(c.cells))
	sum := int64(0)
	for i, cell := range c.cells {
		need, ok := c.need[i].in(decimals)
		if sum += min(need, mostPence); !ok || need > mostPence || sum > mostPence {
			r.fault(fmt.Sprintf("cells[%d].demand", i), c.need[i].String(), "this is more than can be counted exactly, as fine as the finest is written", "Write fewer decimals or smaller numbers")
			return nil, 0
		}
		cells[i] = demand.NeedAt{X: cell.x, Y: cell.y, Need: need}
	}
	at := func(homes []placed) (list []demand.PlacesAt) {
		for _, h := range homes {
			list = append(list, demand.PlacesAt{X: h.x, Y: h.y, Places: min(h.places, mostPence/scale) * scale})
		}
		return list
	}
	options := make([][]demand.PlacesAt, len(c.options))
	for i, homes := range c.options {
		options[i] = at(homes)
	}
	network := demand.NewNetwork(cells, at(c.homes), c.metres)
	return demand.NewGains(network, options), network.Covered()
}
