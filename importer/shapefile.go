package importer

import (
	"archive/zip"
	"encoding/binary"
	"fmt"
	"math"
	"path"
	"strings"

	"homeground/geo"
)

// A shapefile is a .shp of shapes beside a .dbf of rows, in one archive with the .prj
// that names the coordinate system. (ESRI Shapefile Technical Description, July 1998.)
type shapefile struct {
	shp   []byte
	count int      // of records in shp
	at    []uint32 // where the contents of those begin that have a row in the .dbf
	dbf   *dbf
	srid  int
}

// A shpRecord is the content of one record; its row is the .dbf's of the same place.
type shpRecord struct{ content []byte }

func (s *shapefile) record(i int) shpRecord {
	at := int(s.at[i])
	return shpRecord{s.shp[at : at+2*int(binary.BigEndian.Uint32(s.shp[at-4:]))]}
}

const (
	damaged      = "the shapefile is truncated or corrupt: "
	getItAgain   = "Export it again, and zip the .shp, .shx, .dbf and .prj together."
	shpHead      = 100
	shpRecHead   = 8
	shpFileCode  = 9994
	shapeNull    = 0
	shapePoint   = 1
	shapePolygon = 5
)

// openShapefile makes the table of the one shapefile in an archive.
func openShapefile(z *zip.Reader) ([]*Table, []Problem, error) {
	parts, err := shapefileParts(z)
	if err != nil {
		return nil, nil, err
	}
	read := func(ext string) ([]byte, error) {
		if f, ok := parts[ext]; ok {
			return unpack(f)
		}
		return nil, nil
	}
	s := &shapefile{}
	var shx, rows, prj, cpg []byte
	for _, part := range []struct {
		ext  string
		into *[]byte
	}{{".shp", &s.shp}, {".shx", &shx}, {".dbf", &rows}, {".prj", &prj}, {".cpg", &cpg}} {
		if *part.into, err = read(part.ext); err != nil {
			return nil, nil, err
		}
	}
	if s.srid, err = sridOfPrj(string(prj)); err != nil {
		return nil, nil, err
	}
	if s.dbf, err = openDBF(rows, string(cpg)); err != nil {
		return nil, nil, err
	}
	if err := s.split(); err != nil {
		return nil, nil, err
	}
	if s.count != s.dbf.count {
		return nil, nil, refuse(fmt.Sprintf(damaged+"%d shapes in the .shp, %d rows in the .dbf", s.count, s.dbf.count), getItAgain)
	}
	if shx != nil && len(shx) != shpHead+8*s.count {
		return nil, nil, refuse(damaged+"the index (.shx) does not have as many records as the .shp", getItAgain)
	}
	t := &Table{Format: "shapefile", Columns: s.dbf.columns(), Shapes: true}
	t.index = indexColumns(t.Columns)
	for i := range min(s.dbf.count, sampleRows) {
		if cells, deleted := s.dbf.row(i); !deleted {
			row := Row{Number: i + 1, cells: cells, index: t.index}
			if shape, err := s.record(i).shape(s.srid); err == nil {
				row.Shape = shape
			}
			t.Sample = append(t.Sample, row)
		}
	}
	t.rows = s.rows(t)
	return []*Table{t}, nil, nil
}

// shapefileParts finds the parts by extension; two shapefiles in one archive are refused.
func shapefileParts(z *zip.Reader) (map[string]*zip.File, error) {
	parts := map[string]*zip.File{}
	base := ""
	for _, f := range z.File {
		if strings.EqualFold(path.Ext(f.Name), ".shp") && !strings.HasPrefix(f.Name, "__MACOSX/") {
			if base != "" {
				return nil, refuse("the archive holds more than one shapefile", "Zip each shapefile on its own.")
			}
			base = strings.TrimSuffix(f.Name, path.Ext(f.Name))
		}
	}
	for _, f := range z.File {
		ext := path.Ext(f.Name)
		if strings.EqualFold(strings.TrimSuffix(f.Name, ext), base) {
			parts[strings.ToLower(ext)] = f
		}
	}
	for _, ext := range []string{".shp", ".dbf"} {
		if parts[ext] == nil {
			return nil, refuse("the archive's shapefile has no "+ext+" file", getItAgain)
		}
	}
	return parts, nil
}

// sridOfPrj reads the coordinate system's name. Without a .prj the shapes are taken for
// the National Grid or degrees by their range, which the rows then confirm or refuse.
func sridOfPrj(prj string) (int, error) {
	name := strings.ToLower(prj)
	switch {
	case strings.TrimSpace(prj) == "":
		return 0, nil
	case strings.Contains(name, "british_national_grid"), strings.Contains(name, "british national grid"), strings.Contains(name, `"epsg","27700"`):
		return geo.NationalGrid, nil
	case strings.HasPrefix(strings.TrimSpace(name), "geogcs") && (strings.Contains(name, "wgs_1984") || strings.Contains(name, "wgs 84") || strings.Contains(name, "etrs")):
		return geo.WGS84, nil
	}
	return 0, refuse("the shapefile's coordinate system (.prj) is neither the British National Grid nor WGS 84", "Export it again in EPSG:27700 or EPSG:4326.")
}

// split cuts the .shp into records, each length held against what is left.
func (s *shapefile) split() error {
	if len(s.shp) < shpHead || binary.BigEndian.Uint32(s.shp) != shpFileCode {
		return refuse(damaged+"the .shp has no header", getItAgain)
	}
	if int64(binary.BigEndian.Uint32(s.shp[24:]))*2 != int64(len(s.shp)) {
		return refuse(damaged+"the .shp is not as long as its header says", getItAgain)
	}
	if s.srid == 0 {
		s.srid = geo.WGS84
		for i := range 4 {
			if math.Abs(float64At(s.shp, 36+8*i)) > 180 {
				s.srid = geo.NationalGrid
			}
		}
	}
	for at := shpHead; at < len(s.shp); {
		if at+shpRecHead > len(s.shp) {
			return refuse(damaged+"the last record of the .shp has no header", getItAgain)
		}
		length := int64(binary.BigEndian.Uint32(s.shp[at+4:])) * 2
		at += shpRecHead
		if length < 4 || length > int64(len(s.shp)-at) {
			return refuse(fmt.Sprintf(damaged+"record %d of the .shp goes on beyond its end", s.count+1), getItAgain)
		}
		if s.count++; s.count <= s.dbf.count {
			s.at = append(s.at, uint32(at))
		}
		at += int(length)
	}
	return nil
}

func float64At(b []byte, at int) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(b[at:]))
}

func (s *shapefile) rows(t *Table) func(func(Row, *fault) error) error {
	return func(yield func(Row, *fault) error) error {
		for i := range s.at {
			cells, deleted := s.dbf.row(i)
			if deleted {
				continue
			}
			row := Row{Number: i + 1, cells: cells, index: t.index}
			f := rowFault(t, cells)
			if f == nil {
				shape, err := s.record(i).shape(s.srid)
				if _, whole := err.(refusal); whole {
					return err
				}
				if err != nil {
					f = shapeFault(err)
				}
				row.Shape = shape
			}
			if err := yield(row, f); err != nil {
				return err
			}
		}
		return nil
	}
}

// shape decodes a point or polygon; the Z and M forms begin as the plain ones do.
func (r shpRecord) shape(srid int) (geo.Shape, error) {
	kind := binary.LittleEndian.Uint32(r.content)
	switch kind % 10 {
	case shapeNull:
		return nil, geo.BadShape("the geometry is empty (null shape)")
	case shapePoint:
		if len(r.content) < 20 {
			return nil, geo.BadShape("the geometry is corrupt: a point without coordinates")
		}
		return geo.PointOutside(float64At(r.content, 4), float64At(r.content, 12), srid)
	case shapePolygon:
		rings, err := r.rings()
		if err != nil {
			return nil, err
		}
		m, err := geo.OutlineOfRings(rings, srid)
		if err != nil {
			return nil, err
		}
		return m, nil
	}
	return nil, geo.BadShape(fmt.Sprintf("the geometry is of shape type %d: a point (1) or polygon (5) is needed", kind))
}

// rings reads a polygon's parts. Counts that do not fit the record mean a corrupt file.
func (r shpRecord) rings() ([][]float64, error) {
	lies := refuse(damaged+"a record names more points or parts than it holds", getItAgain)
	if len(r.content) < 44 {
		return nil, lies
	}
	parts := int64(binary.LittleEndian.Uint32(r.content[36:]))
	points := int64(binary.LittleEndian.Uint32(r.content[40:]))
	if points > geo.MaxPoints || 44+4*parts+16*points > int64(len(r.content)) {
		return nil, lies
	}
	if parts == 0 || points == 0 {
		return nil, geo.BadShape("the geometry is empty: it has no points")
	}
	start := 44 + 4*int(parts)
	var rings [][]float64
	for i := range int(parts) {
		from := int64(binary.LittleEndian.Uint32(r.content[44+4*i:]))
		to := points
		if i+1 < int(parts) {
			to = int64(binary.LittleEndian.Uint32(r.content[48+4*i:]))
		}
		if from > to || to > points || i == 0 && from != 0 {
			return nil, lies
		}
		if to-from < 4 { // told at once: many empty parts cost nothing
			return nil, geo.BadShape(fmt.Sprintf("the geometry has a ring of %d positions: a closed ring needs at least 4", to-from))
		}
		ring := make([]float64, 0, 2*(to-from))
		for p := int(from); p < int(to); p++ {
			ring = append(ring, float64At(r.content, start+16*p), float64At(r.content, start+16*p+8))
		}
		rings = append(rings, ring)
	}
	return rings, nil
}
