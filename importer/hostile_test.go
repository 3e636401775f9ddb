package importer

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// peak is the most memory that do held at once, beyond what was held before: what each
// collection found alive, looked at a thousand times a second. What nobody holds any more
// is not counted, for how much of it lies about is the collector's business and the
// machine's.
func peak(do func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	look := func() uint64 { metrics.Read(live); return live[0].Value.Uint64() }
	runtime.GC()
	before := look()
	most := before
	var done atomic.Bool
	looked := make(chan struct{})
	go func() {
		defer close(looked)
		for !done.Load() {
			most = max(most, look())
			time.Sleep(time.Millisecond)
		}
	}()
	do()
	done.Store(true)
	<-looked
	return most - before
}

const xmlHead = `<?xml version="1.0"?>`

// parts are a workbook's parts: one sheet of a header and a row, and the given ones
// in the place of those of the same name.
func parts(changed ...string) []byte {
	names := []string{"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}
	contents := map[string]string{
		names[0]: `<workbook xmlns:r="y"><sheets><sheet name="Now" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		names[1]: `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		names[2]: `<styleSheet/>`,
		names[3]: `<sst/>`,
		names[4]: `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>ref</t></is></c></row><row r="2"><c><v>1</v></c></row></sheetData></worksheet>`,
	}
	for i := 0; i < len(changed); i += 2 {
		contents[changed[i]] = changed[i+1]
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, _ := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store}) // as it is: no ratio to be refused by
		_, _ = w.Write([]byte(xmlHead + contents[name]))
	}
	_ = z.Close()
	return b.Bytes()
}

// sheetOf is the sheet with the given text after its header row.
func sheetOf(text string) []byte {
	return parts("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>ref</t></is></c></row>`+text+`</sheetData></worksheet>`)
}

// claiming is an archive of one entry that claims other sizes than it has.
func claiming(packed, unpacked uint64) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.CreateRaw(&zip.FileHeader{Name: "plots.shp", Method: zip.Deflate, CompressedSize64: packed, UncompressedSize64: unpacked})
	_, _ = w.Write(make([]byte, 1<<20))
	_ = z.Close()
	return b.Bytes()
}

// entries is an archive of so many empty entries.
func entries(n int, name func(int) string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range n {
		_, _ = z.CreateHeader(&zip.FileHeader{Name: name(i), Method: zip.Store})
	}
	_ = z.Close()
	return b.Bytes()
}

func numbered(i int) string { return fmt.Sprint(i, ".txt") }

// Each of these is some MB of file that asked for some hundred MB, or for minutes, of a
// reader that believes it.
func TestHostileFiles(t *testing.T) {
	feature := func(geometry string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ref":"a"},"geometry":` + geometry + `}]}`
	}
	topology := func(more string) string { return `{"type":"Topology",` + more + `}` }
	for _, c := range []struct {
		name    string
		content func() []byte
		most    uint64 // MB
		want    string
	}{
		{"CSV: a line of delimiters alone", func() []byte {
			return []byte("ref,name\n" + strings.Repeat("a,b\n", 60) + strings.Repeat(",", 10_000_000))
		}, 8, "refused: line 62 has too many columns"},
		{"CSV: a line without end", func() []byte {
			return []byte("ref,name\n" + strings.Repeat("a,b\n", 60) + strings.Repeat("a", 10<<20))
		}, 64, "refused: line 62 is too large"},
		{"zip: too many entries", func() []byte { return entries(1001, numbered) }, 8, "refused: the archive is too large: 1001 entries"},
		{"zip: entries without end", func() []byte { return entries(100_000, numbered) }, 8, "refused: the archive is too large: 100000 entries"},
		{"zip: unpacks to 65 MB", func() []byte { return claiming(1<<20, 65<<20) }, 8, "refused: what the archive unpacks to is too large: 65 MB"},
		{"zip: unpacks to 2^63", func() []byte { return claiming(1<<20, 1<<63) }, 8, "refused: what the archive unpacks to is too large"},
		{"zip: 200 to 1", func() []byte { return claiming(1<<18, 50<<20) }, 8, "refused: the archive's compression ratio is over the limit"},
		{"zip: longer than the archive", func() []byte { return claiming(60<<20, 60<<20) }, 8, "refused: the archive is corrupt at plots.shp"},
		{"zip: an entry twice", func() []byte { return entries(2, func(int) string { return "plots.shp" }) }, 8, "refused: the archive is corrupt at plots.shp: it stands twice"},
		{"zip: too large itself", func() []byte { return append(entries(1, numbered), make([]byte, 65<<20)...) }, 8, "refused: the archive is too large: 65 MB"},
		{"xlsx: elements in elements", func() []byte { return sheetOf(strings.Repeat("<a>", 1_000_000)) }, 8, "refused: the workbook's XML is nested too deep"},
		{"xlsx: elements in a cell", func() []byte { return sheetOf(`<row r="2"><c><is>` + strings.Repeat("<a>", 1_000_000)) }, 8, "refused: the workbook's XML is nested too deep"},
		{"xlsx: elements to pass over", func() []byte { return sheetOf(`<row r="2"><c><f>` + strings.Repeat("<a>", 1_000_000)) }, 8, "refused: the workbook's XML is nested too deep"},
		{"xlsx: attributes", func() []byte { return sheetOf(`<row ` + strings.Repeat(`a="" `, 500_000) + `/>`) }, 48, "refused: the workbook has a text over the limit"},
		{"xlsx: a name without end", func() []byte { return sheetOf(`<` + strings.Repeat("a", 2_000_000)) }, 16, "refused: the workbook has a text over the limit"},
		{"xlsx: a text without end", func() []byte { return sheetOf(`<row r="2"><c><v>` + strings.Repeat("1", 2_000_000)) }, 16, "refused: the workbook has a text over the limit"},
		{"xlsx: a text of many texts", func() []byte { return sheetOf(`<row r="2"><c><is>` + strings.Repeat("<t>1234567890</t>", 300_000)) }, 16, "refused: the workbook has a text over the limit"},
		{"xlsx: shared texts", func() []byte {
			return parts("xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si/>", 1_100_000)+"</sst>")
		}, 64, "refused: the workbook is too large"},
		{"xlsx: formats", func() []byte {
			return parts("xl/styles.xml", "<styleSheet>"+many(100_000, func(i int) string { return fmt.Sprintf(`<numFmt numFmtId="%d"/>`, i) })+"</styleSheet>")
		}, 8, "refused: the workbook is too large"},
		{"xlsx: sheets", func() []byte {
			return parts("xl/workbook.xml", "<workbook>"+strings.Repeat(`<sheet name="x" id="rId1"/>`, 100_000)+"</workbook>")
		}, 8, "refused: the workbook is too large"},
		{"xlsx: relationships", func() []byte {
			return parts("xl/_rels/workbook.xml.rels", "<R>"+many(100_000, func(i int) string { return fmt.Sprintf(`<Relationship Id="r%d"/>`, i) })+"</R>")
		}, 8, "refused: the workbook is too large"},
		{"xlsx: one sheet under two names", func() []byte {
			return parts("xl/workbook.xml", `<workbook>`+strings.Repeat(`<sheet name="x" id="rId1"/>`, 2)+"</workbook>")
		}, 8, "refused: the workbook is corrupt: two sheets are one part"},
		{"xlsx: row 2147483647", func() []byte { return sheetOf(`<row r="2147483647"><c><v>1</v></c></row>`) }, 8, "refused: the sheet is corrupt"},
		{"xlsx: row 99999999999999999999", func() []byte { return sheetOf(`<row r="99999999999999999999"><c><v>1</v></c></row>`) }, 8, "refused: the sheet is corrupt"},
		{"xlsx: rows without numbers", func() []byte { return sheetOf(strings.Repeat("<row/>", 1<<20)) }, 8, "refused: the sheet is corrupt"},
		{"xlsx: text number -1", func() []byte { return sheetOf(`<row r="2"><c t="s"><v>-1</v></c></row>`) }, 8, "refused: the workbook is corrupt"},
		{"xlsx: text number 2^63", func() []byte { return sheetOf(`<row r="2"><c t="s"><v>9223372036854775808</v></c></row>`) }, 8, "refused: the workbook is corrupt"},
		{"xlsx: style number 2^31", func() []byte { return sheetOf(`<row r="2"><c s="2147483648"><v>1</v></c></row>`) }, 8, `2: "1"`},
		{"xlsx: column ZZZZZZZ", func() []byte { return sheetOf(`<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>`) }, 8, "refused: the sheet is corrupt: row 2 has a cell without a place"},
		{"xlsx: a sheet cut", func() []byte {
			return parts("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>ref</t></is></c></row><row r="2"><c><v>1</v></c></row>`)
		}, 8, "refused: the workbook's XML is invalid, truncated"},
		{"geojson: empty rings", func() []byte {
			return []byte(feature(`{"type":"Polygon","coordinates":[` + strings.Repeat("[],", 500_000) + `[]]}`))
		}, 64, "bad 1 geometry: the geometry has an empty ring"},
		{"geojson: rings of one", func() []byte {
			return []byte(feature(`{"type":"Polygon","coordinates":[` + strings.Repeat("[[0,51]],", 500_000) + `[]]}`))
		}, 64, "bad 1 geometry: the geometry has a ring"},
		{"geojson: null island by a null geometry", func() []byte { return []byte(feature(`{"type":"Point","coordinates":null}`)) }, 8, "bad 1 geometry: the geometry's coordinates are missing"},
		{"geojson: the geometry twice", func() []byte {
			return []byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ref":"a"},"geometry":null},{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[0,51]},"geometry":null}]}`)
		}, 8,
			"bad 1 geometry: the geometry is empty\nbad 2 : the member \"geometry\" stands twice"},
		{"geojson: a property twice", func() []byte {
			return []byte(strings.Replace(feature(`{"type":"Point","coordinates":[0,51]}`), `"ref":"a"`, `"ref":"a","ref":"b"`, 1))
		}, 8, "refused: the file is of no kind known"},
		{"geojson: properties that are a list", func() []byte {
			return []byte(feature("null")[:40] + `{"type":"Feature","properties":{"ref":1},"geometry":null},{"type":"Feature","properties":[1],"geometry":null}]}`)
		}, 8,
			"bad 1 geometry: the geometry is empty\nbad 2 : the feature's properties cannot be read"},
		{"geojson: features twice", func() []byte { return []byte(`{"type":"FeatureCollection","features":[],"features":[]}`) }, 8, "refused: the JSON has the member features twice"},
		{"geojson: the type twice", func() []byte { return []byte(`{"type":"FeatureCollection","type":"Topology","features":[]}`) }, 8, "refused: the JSON has the member type twice"},
		{"geojson: members without end", func() []byte {
			return []byte(`{"type":"FeatureCollection",` + manyBetween(100_000, ",", func(i int) string { return fmt.Sprintf(`"a%d":0`, i) }) + `}`)
		}, 8, "refused: the JSON has the member a1000 twice, or too many members"},
		{"geojson: properties without end", func() []byte {
			return []byte(`{"type":"Feature","geometry":null,"properties":{` + manyBetween(100_000, ",", func(i int) string { return fmt.Sprintf(`"a%d":0`, i) }) + `}}`)
		}, 64, "refused: the file is of no kind known"},
		{"topojson: objects without end", func() []byte {
			return []byte(topology(`"arcs":[],"objects":{"a":{"type":"GeometryCollection","geometries":[` + strings.Repeat("{},", 500_000) + `{}]}}`))
		}, 64, "refused: the TopoJSON is too large: over 200000 objects"},
		{"topojson: arcs of nothing", func() []byte {
			return []byte(topology(`"objects":{"a":{}},"arcs":[` + strings.Repeat("[],", 500_000) + `[]]`))
		}, 64, "refused: the TopoJSON's arcs are broken"},
		{"topojson: arcs of one position", func() []byte {
			return []byte(topology(`"objects":{"a":{}},"arcs":[` + strings.Repeat("[[0,51]],", 600_000) + `[[0,51]]]`))
		}, 128, "refused: the TopoJSON's arcs are broken: the geometry has over 500000 parts"},
		{"topojson: one arc without end", func() []byte {
			return []byte(topology(`"objects":{"a":{"type":"Polygon","properties":{"ref":"a"},"arcs":[[` + strings.Repeat("0,", 400_000) + `0]]}},"arcs":[[` + strings.Repeat("[0,51],", 10) + `[0,51]]]`))
		}, 160, "bad 1 geometry: the geometry has over 2000000 positions"},
		{"topojson: arcs named without end", func() []byte {
			return []byte(topology(`"objects":{"a":{"type":"Polygon","properties":{"ref":"a"},"arcs":[` + strings.Repeat("[0],", 600_000) + `[0]]}},"arcs":[[[0,51],[0,51]]]`))
		}, 64, "bad 1 geometry: the geometry names too many arcs"},
		{"topojson: objects twice", func() []byte { return []byte(topology(`"objects":{"a":{},"a":{}},"arcs":[]`)) }, 8, "refused: the TopoJSON is broken: the member \"a\" stands twice"},
		{"topojson: an arc beyond all", func() []byte {
			return []byte(topology(`"objects":{"a":{"type":"Polygon","properties":{"ref":"a"},"arcs":[[9223372036854775807,-9223372036854775808]]}},"arcs":[]`))
		}, 8, "bad 1 geometry: the geometry names an arc that is not in the file"},
		{"topojson: coordinates beyond all", func() []byte {
			return []byte(topology(`"transform":{"scale":[1e308,1],"translate":[1e308,51]},"objects":{"a":{"type":"Polygon","properties":{"ref":"a"},"arcs":[[0]]}},"arcs":[[[9,0],[-99,1],[1,0],[9,0]]]`))
		}, 8, "bad 1 geometry: the geometry has a coordinate that is not a finite number"},
		{"shapefile: records without end", func() []byte { return shapes(1_000_000, nil) }, 64, "refused: the shapefile is truncated or corrupt: 1000000 shapes in the .shp, 1 rows"},
		{"shapefile: parts without end", func() []byte { return shapes(1, polygonOf(1_000_000, 4)) }, 64, "bad 1 geometry: the geometry has a ring of 0 positions"},
		{"shapefile: as many parts as a number holds", func() []byte { return shapes(1, polygonOf(0xffffffff, 4)) }, 8, "refused: the shapefile is truncated or corrupt"},
		{"shapefile: as many points as a number holds", func() []byte { return shapes(1, polygonOf(1, 0xffffffff)) }, 8, "refused: the shapefile is truncated or corrupt"},
		{"shapefile: fields without length", func() []byte { return fieldsWithoutLength() }, 8, "refused: the shapefile is truncated or corrupt: the .dbf has fields that do not fit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got string
			content := c.content()
			held := peak(func() { got = read(t, content) })
			if want(t, got, c.want); held > c.most<<20 {
				t.Errorf("%d kB were read with %.1f MB of memory, want at most %d", len(content)>>10, float64(held)/(1<<20), c.most)
			}
		})
	}
}

func many(n int, item func(int) string) string { return manyBetween(n, "", item) }

func manyBetween(n int, between string, item func(int) string) string {
	items := make([]string, n)
	for i := range items {
		items[i] = item(i)
	}
	return strings.Join(items, between)
}

// shapes is a shapefile of n records of the same content, null shapes if nil, and a
// .dbf of one row.
func shapes(n int, content []byte) []byte {
	if content == nil {
		content = make([]byte, 4)
	}
	shp := make([]byte, 100)
	for i := range n {
		shp = binary.BigEndian.AppendUint32(shp, uint32(i+1))
		shp = binary.BigEndian.AppendUint32(shp, uint32(len(content)/2))
		shp = append(shp, content...)
	}
	binary.BigEndian.PutUint32(shp, 9994)
	binary.BigEndian.PutUint32(shp[24:], uint32(len(shp)/2))
	return stored("plots.shp", string(shp), "plots.dbf", string(table(5, "P1   ")))
}

// table is a .dbf of one field, REF, of the given length, and one row.
func table(length byte, row string) []byte {
	dbf := append(make([]byte, 32), "REF\x00\x00\x00\x00\x00\x00\x00\x00C\x00\x00\x00\x00"...)
	dbf = append(append(append(dbf, length, 0), make([]byte, 14)...), 0x0d)
	binary.LittleEndian.PutUint32(dbf[4:], 1)
	binary.LittleEndian.PutUint16(dbf[8:], uint16(len(dbf)))
	binary.LittleEndian.PutUint16(dbf[10:], uint16(len(row)+1))
	return append(append(dbf, ' '), row...)
}

// polygonOf is a record that claims so many parts and points; it has room for a million
// parts that all begin at 0, and for four points.
func polygonOf(parts, points uint32) []byte {
	b := binary.LittleEndian.AppendUint32(nil, 5)
	b = append(b, make([]byte, 32)...)
	b = binary.LittleEndian.AppendUint32(b, parts)
	b = binary.LittleEndian.AppendUint32(b, points)
	return append(b, make([]byte, 4*1_000_000+16*4)...)
}

func fieldsWithoutLength() []byte {
	return stored("plots.shp", string(shapes(1, nil)), "plots.dbf", string(table(0, "P1   ")))
}

// stored packs files as they are.
func stored(files ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, _ := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: zip.Store})
		_, _ = w.Write([]byte(files[i+1]))
	}
	_ = z.Close()
	return b.Bytes()
}

// A large file of good features is read one feature at a time.
func TestLargeFeaturesAreReadOneByOne(t *testing.T) {
	ring := "[0,51]," + strings.Repeat("[0,52],", 100_000) + "[1,52],[0,51]"
	one := `{"type":"Feature","properties":{"ref":"a"},"geometry":{"type":"Polygon","coordinates":[[` + ring + `]]}}`
	content := []byte(`{"type":"FeatureCollection","features":[` + strings.Repeat(one+",", 29) + one + `]}`)
	rows := 0
	held := peak(func() {
		s, err := newSource(bytes.NewReader(content), int64(len(content)), "a file")
		if err != nil {
			t.Fatal(err)
		}
		jobs, _, err := s.match(things(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := jobs[0].table.rows(func(row Row, f *fault) error { rows++; return nil }); err != nil {
			t.Fatal(err)
		}
	})
	if rows != 30 || held > 64<<20 {
		t.Errorf("%d MB of %d features were read with %d MB of memory, want 30 with 64", len(content)>>20, rows, held>>20)
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add(parts())
	f.Add(sheetOf(`<row r="2"><c t="s"><v>9</v></c></row>`))
	f.Add(sheetOf(`<row r="2147483647"/>`))
	f.Add(entries(2, func(int) string { return "xl/workbook.xml" }))
	f.Add([]byte("PK\x03\x04PK\x05\x06" + strings.Repeat("\x00", 18)))
	fuzzBytes(f)
}

func FuzzArchive(f *testing.F) {
	f.Add(stored("plots.shp", string(shapes(1, nil)), "plots.dbf", string(table(5, "P1   "))))
	f.Add(plots(f, nil))
	f.Add(entries(3, numbered))
	fuzzBytes(f)
}

// fuzzBytes wants that no bytes make a reader panic or fail in a way that is not the file's.
func fuzzBytes(f *testing.F) {
	f.Fuzz(func(t *testing.T, content []byte) {
		_, err := readAll(content)
		var r refusal
		if err != nil && !errors.As(err, &r) {
			t.Errorf("our fault: %v", err)
		}
	})
}
