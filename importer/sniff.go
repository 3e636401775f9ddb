package importer

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// tables reads what is in a file, told apart by its content alone.
func (s *source) tables(kinds []Kind, as *Kind) ([]*Table, []Problem, error) {
	if s.size == 0 {
		return nil, nil, refuse("the file is empty", "Choose the file that holds the rows.")
	}
	if limit := limitOf(as); s.size > limit {
		return nil, nil, tooLarge("the file", s.size, limit)
	}
	head := s.head(4096)
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return s.archiveTables(kinds, as)
	}
	if what, remedy := binaryFile(head); what != "" {
		return nil, nil, refuse("this is "+what+", a type of file that is not read here", remedy)
	}
	start := make([]byte, 4096)
	n, _ := io.ReadFull(s.characters(), start)
	text := strings.TrimLeft(string(start[:n]), "\ufeff \t\r\n\u00a0")
	switch {
	case text == "" && s.size <= 4096:
		return nil, nil, refuse("the file is empty: it holds only spaces", "Choose the file that holds the rows.")
	case strings.HasPrefix(text, "<"):
		what, remedy := markupFile(text)
		return nil, nil, refuse("this is "+what+", a type of file that is not read here", remedy)
	case strings.HasPrefix(text, "{"):
		return s.jsonTables()
	case strings.HasPrefix(text, "["):
		return nil, nil, refuse("this is JSON, but neither GeoJSON nor TopoJSON", "Save it as GeoJSON or CSV.")
	}
	return s.csvTables(kinds, as)
}

// limitOf is the largest file taken of a kind that --as names, in bytes.
func limitOf(as *Kind) int64 {
	if as != nil && as.Large {
		return maxLarge
	}
	return maxFile
}

const saveAsGeoJSON = "Save it as GeoJSON (in QGIS: Export, Save Features As)."

// binaryFile names the types that are known by their first bytes and not read.
func binaryFile(head []byte) (what, remedy string) {
	if bytes.HasPrefix(head, []byte("SQLite format 3\x00")) {
		if len(head) >= 72 && (string(head[68:72]) == "GPKG" || string(head[68:72]) == "GP10" || string(head[68:72]) == "GP11") {
			return "a GeoPackage", saveAsGeoJSON
		}
		return "an SQLite database or GeoPackage", saveAsGeoJSON
	}
	for _, known := range []struct{ magic, what, remedy string }{
		{"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or one with a password", "Save it as .xlsx without a password, or as CSV."},
		{"\x00\x00\x27\x0a", "one part of a shapefile", "Zip the .shp, .shx, .dbf and .prj files together."},
		{"%PDF", "a PDF", "Ask for the table as CSV or XLSX."},
		{"\x1f\x8b", "a gzip archive", "Unpack it first."},
		{"7z\xbc\xaf", "a 7-Zip archive", "Unpack it first."},
		{"Rar!", "a RAR archive", "Unpack it first."},
		{"BZh", "a bzip2 archive", "Unpack it first."},
		{"\x89PNG", "a picture", "Choose a table or a map file."},
		{"\xff\xd8\xff", "a picture", "Choose a table or a map file."},
		{"GIF8", "a picture", "Choose a table or a map file."},
		{"II*\x00", "a picture (TIFF)", "Choose a table or a map file."},
		{"PAR1", "a Parquet file", "Save it as CSV or GeoJSON."},
		{"fgb\x03", "a FlatGeobuf file", saveAsGeoJSON},
		{"\x7fELF", "a program", "Choose a table or a map file."},
		{"MZ\x90\x00", "a program", "Choose a table or a map file."},
		{"{\\rtf", "a text document (RTF)", "Save the table as CSV or XLSX."},
	} {
		if bytes.HasPrefix(head, []byte(known.magic)) {
			return known.what, known.remedy
		}
	}
	return "", ""
}

// markupFile names what begins with <. Its declarations are not read: nothing in it is opened or expanded.
func markupFile(text string) (what, remedy string) {
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.Strict = false
	dtd := ""
	for {
		token, err := dec.RawToken()
		if err != nil {
			return "XML or HTML" + dtd, "Save it as CSV, XLSX or GeoJSON."
		}
		switch e := token.(type) {
		case xml.Directive:
			dtd = " with a document type declaration (DTD), which is never read"
		case xml.StartElement:
			switch strings.ToLower(e.Name.Local) {
			case "kml":
				return "a KML file (XML)" + dtd, saveAsGeoJSON
			case "featurecollection", "gml", "featuremembers":
				return "a GML file (XML)" + dtd, saveAsGeoJSON
			case "svg":
				return "an SVG picture (type image/svg+xml)" + dtd, "Choose a table or a map file."
			case "gpx":
				return "a GPX track (XML)" + dtd, saveAsGeoJSON
			case "html", "body", "table":
				return "a web page (HTML)", "Save the table as CSV or XLSX."
			case "workbook":
				return "an Excel 2003 XML workbook" + dtd, "Save it as .xlsx or CSV."
			}
			return "an XML file" + dtd, "Save it as CSV, XLSX or GeoJSON."
		}
	}
}
