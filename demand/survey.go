package demand

import (
	"fmt"
	"runtime"
	"sync"

	"gorm.io/gorm"
)

// survey is the newest estimate on all levels: the cells and the hexagons of each size,
// with their readings.
type survey struct {
	cells       []cellRow
	thousandths []int64
	need        []int64 // in units, see takeShare
	band        *float64
	readings    []Reading
	hexagons    []lattice
	days        []otherDay
	byDay       []dayFigures // of the cells
}

// lattice is the hexagons of one size.
type lattice struct {
	metres   int
	sums     []hexagonSum
	of       []string // the hexagon of each cell
	need     []int64
	band     *float64
	readings []Reading
	byDay    []dayFigures
}

func surveyOf(cells []cellRow, thousandths []int64, set assumptions) survey {
	s := survey{cells: cells, thousandths: thousandths, hexagons: make([]lattice, len(HexagonMetres))}
	work := []func(){func() {
		s.band, s.readings = readFigures(set.Measure, figuresOf(cells, thousandths), set.band(0))
	}}
	for i, metres := range HexagonMetres {
		l := &s.hexagons[i]
		work = append(work, func() {
			l.metres = metres
			l.sums, l.of = intoHexagons(metres, cells, thousandths)
			l.band, l.readings = readFigures(set.Measure, l.figures(), set.band(metres))
		})
	}
	atOnce(work)
	return s
}

// takeShare says how many need a home, in units: of each authority's children a share in
// basis points. A hexagon is the sum of its cells.
func (s *survey) takeShare(of func(authority string) int64) {
	s.need = s.needOf(s.thousandths, of)
	for n := range s.hexagons {
		s.hexagons[n].need = s.hexagons[n].sumsOf(s.need)
	}
}

// needOf is the need of each cell, of thousandths looked after; 0 where there is no figure.
func (s survey) needOf(thousandths []int64, share func(authority string) int64) []int64 {
	need := make([]int64, len(s.cells))
	for i, c := range s.cells {
		need[i] = max(0, thousandths[i]) * share(c.AuthorityCode)
	}
	return need
}

// sumsOf are the cells' numbers added up by hexagon.
func (l lattice) sumsOf(byCell []int64) []int64 {
	at := make(map[string]int, len(l.sums))
	for i, s := range l.sums {
		at[s.Code] = i
	}
	sums := make([]int64, len(l.sums))
	for i, code := range l.of {
		if code != "" {
			sums[at[code]] += byCell[i]
		}
	}
	return sums
}

// atOnce does the work on as many processors as there are. What comes out does not depend
// on which is done first.
func atOnce(work []func()) {
	var waiting sync.WaitGroup
	next := make(chan func(), len(work))
	for _, do := range work {
		next <- do
	}
	close(next)
	for range min(len(work), runtime.GOMAXPROCS(0)) {
		waiting.Go(func() {
			for do := range next {
				do()
			}
		})
	}
	waiting.Wait()
}

func figuresOf(cells []cellRow, thousandths []int64) []figure {
	figures := make([]figure, len(cells))
	for i, c := range cells {
		figures[i] = figure{c.Code, c.X, c.Y, thousandths[i], c.Children}
	}
	return figures
}

func (l lattice) figures() []figure {
	figures := make([]figure, len(l.sums))
	for i, s := range l.sums {
		figures[i] = s.figure
	}
	return figures
}

// addDays adds the figures of other days, on all levels.
func (s *survey) addDays(days []otherDay) {
	s.days, s.byDay = days, make([]dayFigures, len(days))
	var work []func()
	add := func(byDay []dayFigures, figures []figure, members [][]int, band *float64) {
		for i, d := range days {
			work = append(work, func() { byDay[i] = d.on(figures, members, s.cells, band) })
		}
	}
	alone := make([][]int, len(s.cells))
	for i := range alone {
		alone[i] = []int{i}
	}
	add(s.byDay, figuresOf(s.cells, s.thousandths), alone, s.band)
	for n := range s.hexagons {
		l := &s.hexagons[n]
		l.byDay = make([]dayFigures, len(days))
		add(l.byDay, l.figures(), l.members(), l.band)
	}
	atOnce(work)
}

// members are the cells of each hexagon.
func (l lattice) members() [][]int {
	at := make(map[string]int, len(l.sums))
	for i, s := range l.sums {
		at[s.Code] = i
	}
	members := make([][]int, len(l.sums))
	for cell, code := range l.of {
		if code != "" {
			members[at[code]] = append(members[at[code]], cell)
		}
	}
	return members
}

// readingColumns are readings as SQL takes them: z and p are null where there are none.
func readingColumns(readings []Reading) (zs, ps column[*float64], classes column[string]) {
	zs, ps, classes = make(column[*float64], len(readings)), make(column[*float64], len(readings)), make(column[string], len(readings))
	for i, r := range readings {
		classes[i] = string(r.Class)
		if r.Defined {
			zs[i], ps[i] = &readings[i].Z, &readings[i].P
		}
	}
	return zs, ps, classes
}

// write puts the estimates and their readings in place of those there were.
func (s survey) write(tx *gorm.DB) error {
	drawn, err := s.asDrawn(tx)
	if err != nil {
		return err
	}
	if err := tx.Exec("DELETE FROM demand_estimates").Error; err != nil {
		return fmt.Errorf("clear estimates: %w", err)
	}
	codes, hexagons := make(column[string], len(s.cells)), make(column[string], len(s.cells))
	for i, c := range s.cells {
		codes[i] = c.Code
		for _, l := range s.hexagons {
			hexagons[i] += " " + l.of[i]
		}
	}
	zs, ps, classes := readingColumns(s.readings)
	then, changes, changeZs, changeClasses := arrays(s.byDay, len(s.cells))
	err = tx.Exec(`
		INSERT INTO demand_estimates (cell_code, thousandths, need, gi_z, p, class, hexagons, other_thousandths, other_change, other_gi_z, other_class)
		SELECT code, thousandths, need, z, p, class, array_remove(string_to_array(btrim(hexagons), ' '), ''), CAST(o AS bigint[]), CAST(oc AS bigint[]), CAST(oz AS float8[]), CAST(ol AS text[])
		FROM unnest(CAST(@codes AS text[]), CAST(@thousandths AS bigint[]), CAST(@need AS bigint[]), CAST(@zs AS float8[]), CAST(@ps AS float8[]), CAST(@classes AS text[]), CAST(@hexagons AS text[]),
		     CAST(@then AS text[]), CAST(@changes AS text[]), CAST(@changezs AS text[]), CAST(@changeclasses AS text[]))
		     AS e (code, thousandths, need, z, p, class, hexagons, o, oc, oz, ol)`,
		map[string]any{"codes": codes, "thousandths": column[int64](s.thousandths), "need": column[int64](s.need), "zs": zs, "ps": ps, "classes": classes, "hexagons": hexagons,
			"then": then, "changes": changes, "changezs": changeZs, "changeclasses": changeClasses}).Error
	if err != nil {
		return fmt.Errorf("write estimates: %w", err)
	}
	if !drawn {
		if err := tx.Exec(areasSQL).Error; err != nil {
			return fmt.Errorf("merge hot-spots: %w", err)
		}
	}
	if err := tx.Exec("DELETE FROM hexagons").Error; err != nil {
		return fmt.Errorf("clear hexagons: %w", err)
	}
	for _, l := range s.hexagons {
		if err := l.write(tx); err != nil {
			return err
		}
	}
	return writeDays(tx, s.days, s.byDay)
}

// asDrawn says whether the hot-spots that are drawn are these: the same cells, each in the
// same class. Merging outlines takes seconds in all of England.
func (s survey) asDrawn(tx *gorm.DB) (bool, error) {
	var there []struct {
		CellCode string
		Class    Class
	}
	err := tx.Raw("SELECT cell_code, class FROM demand_estimates WHERE class <> 'none' AND EXISTS (SELECT FROM hotspot_areas)").Scan(&there).Error
	if err != nil {
		return false, fmt.Errorf("read which hot-spots are drawn: %w", err)
	}
	class := make(map[string]Class, len(there))
	for _, c := range there {
		class[c.CellCode] = c.Class
	}
	hot := 0
	for i, r := range s.readings {
		if r.Class == None {
			continue
		}
		if hot++; class[s.cells[i].Code] != r.Class {
			return false, nil
		}
	}
	return len(there) > 0 && hot == len(there), nil
}

func (l lattice) write(tx *gorm.DB) error {
	n := len(l.sums)
	columns, rows, cells, children := make(column[int64], n), make(column[int64], n), make(column[int64], n), make(column[int64], n)
	codes, names, authorities, thousandths := make(column[string], n), make(column[string], n), make(column[string], n), make(column[int64], n)
	for i, s := range l.sums {
		columns[i], rows[i], cells[i], children[i], thousandths[i] = int64(s.column), int64(s.row), int64(s.cells), int64(s.Children), s.Thousandths
		codes[i], names[i], authorities[i] = s.Code, s.near, s.authority
	}
	zs, ps, classes := readingColumns(l.readings)
	then, changes, changeZs, changeClasses := arrays(l.byDay, n)
	err := tx.Exec(`
		INSERT INTO hexagons (code, metres, name, authority_code, cells, children, thousandths, need, gi_z, p, class, other_thousandths, other_change, other_gi_z, other_class, centre, outline_3857)
		SELECT code, @metres, name, authority, cells, nullif(children, 0), thousandths, need, z, p, class, CAST(o AS bigint[]), CAST(oc AS bigint[]), CAST(oz AS float8[]), CAST(ol AS text[]),
		       ST_SetSRID(ST_MakePoint(1.5 * @edge * col, @metres * (row + 0.5 * (abs(col) % 2))), 27700),
		       ST_Transform(ST_Hexagon(@edge, col, row, ST_SetSRID(ST_MakePoint(0, 0), 27700)), 3857)
		FROM unnest(CAST(@codes AS text[]), CAST(@columns AS int[]), CAST(@rows AS int[]), CAST(@names AS text[]), CAST(@authorities AS text[]), CAST(@cells AS int[]),
		     CAST(@children AS int[]), CAST(@thousandths AS bigint[]), CAST(@need AS bigint[]), CAST(@zs AS float8[]), CAST(@ps AS float8[]), CAST(@classes AS text[]),
		     CAST(@then AS text[]), CAST(@changes AS text[]), CAST(@changezs AS text[]), CAST(@changeclasses AS text[]))
		     AS h (code, col, row, name, authority, cells, children, thousandths, need, z, p, class, o, oc, oz, ol)`,
		map[string]any{"metres": l.metres, "edge": edgeOf(l.metres), "codes": codes, "columns": columns, "rows": rows, "names": names, "authorities": authorities,
			"cells": cells, "children": children, "thousandths": thousandths, "need": column[int64](l.need), "zs": zs, "ps": ps, "classes": classes,
			"then": then, "changes": changes, "changezs": changeZs, "changeclasses": changeClasses}).Error
	if err == nil {
		err = tx.Exec("UPDATE hexagon_sizes SET band = @band WHERE metres = @metres", map[string]any{"band": l.band, "metres": l.metres}).Error
	}
	if err != nil {
		return fmt.Errorf("write hexagons of %d m: %w", l.metres, err)
	}
	return nil
}
