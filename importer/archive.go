package importer

import (
	"archive/zip"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// The limits of an archive, read from its directory before anything is unpacked.
const (
	maxEntries  = 1000
	maxUnpacked = 64 << 20 // all entries together
	maxRatio    = 100      // unpacked to packed, for entries over 1 MB
	maxArchive  = 64 << 20 // the archive itself
)

// entryMark begins each entry of an archive's directory. Every entry there is has one,
// so counting them bounds the directory before it is read.
const entryMark = "PK\x01\x02"

// archiveTables looks into a zip: an Excel workbook, or a shapefile's parts.
func (s *source) archiveTables(kinds []Kind, as *Kind) ([]*Table, []Problem, error) {
	switch {
	case s.size > maxArchive:
		return nil, nil, tooLarge("the archive", s.size, maxArchive)
	case s.entries > 10*maxEntries: // those of archives in the archive are among them
		return nil, nil, tooManyEntries(s.entries)
	}
	z, err := zip.NewReader(s.at, s.size)
	if err != nil {
		return nil, nil, refuse("the archive is truncated or corrupt", "Get the whole file again.")
	}
	if err := archiveIsSafe(z, s.size); err != nil {
		return nil, nil, err
	}
	has := func(test func(name string) bool) bool {
		return slices.ContainsFunc(z.File, func(f *zip.File) bool { return test(strings.ToLower(f.Name)) })
	}
	switch {
	case has(func(n string) bool { return n == "xl/workbook.xml" }):
		return openWorkbook(z, kinds, as)
	case has(func(n string) bool { return strings.HasSuffix(n, ".shp") }):
		return openShapefile(z)
	case has(func(n string) bool { return n == "content.xml" }):
		return nil, nil, refuse("this is an OpenDocument file, a type of file that is not read here", "Save it as .xlsx or CSV.")
	case has(func(n string) bool { return strings.HasSuffix(n, ".kml") }):
		return nil, nil, refuse("this is a KMZ archive (KML), a type of file that is not read here", saveAsGeoJSON)
	case has(func(n string) bool { return strings.HasPrefix(n, "word/") || strings.HasPrefix(n, "ppt/") }):
		return nil, nil, refuse("this is a Word or PowerPoint document, a type of file that is not read here", "Save the table as CSV or XLSX.")
	case has(func(n string) bool { return n == "xl/workbook.bin" }):
		return nil, nil, refuse("this is a binary Excel workbook (.xlsb), a type of file that is not read here", "Save it as .xlsx or CSV.")
	}
	return nil, nil, refuse("this zip archive holds neither an Excel workbook nor a shapefile (.shp, .dbf)", "Unpack it, and import the table inside.")
}

// archiveIsSafe refuses bombs and names that climb out, from the directory alone.
func archiveIsSafe(z *zip.Reader, packed int64) error {
	if len(z.File) > maxEntries {
		return tooManyEntries(len(z.File))
	}
	var total uint64
	names := map[string]bool{}
	for _, f := range z.File {
		name := strings.ReplaceAll(f.Name, "\\", "/")
		if name == "" || strings.HasPrefix(name, "/") || strings.Contains(name, "\x00") || len(name) > 1 && name[1] == ':' ||
			slices.Contains(strings.Split(name, "/"), "..") || !f.Mode().IsRegular() && !f.Mode().IsDir() {
			return refuse("the archive has an unsafe name or path in it: "+show(f.Name), "Zip the files again without folders outside.")
		}
		if f.Flags&1 != 0 {
			return refuse("the archive has a password", "Save it without a password.")
		}
		if names[name] || f.CompressedSize64 > uint64(packed) {
			return refuse("the archive is corrupt at "+show(path.Base(f.Name))+": it stands twice, or is longer than the archive", "Zip the file again with an ordinary program.")
		}
		names[name] = true
		size := f.UncompressedSize64
		if size > maxUnpacked {
			return tooLarge("what the archive unpacks to", int64(min(size, 1<<62)), maxUnpacked)
		}
		if size > 1<<20 && size/max(f.CompressedSize64, 1) > maxRatio {
			return refuse(fmt.Sprintf("the archive's compression ratio is over the limit of %d to 1", maxRatio), "Zip the file again with an ordinary program, or split it.")
		}
		if total += size; total > maxUnpacked {
			return tooLarge("what the archive unpacks to", int64(total), maxUnpacked)
		}
	}
	return nil
}

func tooManyEntries(n int) error {
	return refuse(fmt.Sprintf("the archive is too large: %d entries, the limit is %d", n, maxEntries), "Take out what is not needed.")
}

// unpack reads one entry, never more of it than the directory says it has.
func unpack(f *zip.File) ([]byte, error) {
	damaged := refuse("the archive is truncated or corrupt at "+show(path.Base(f.Name)), "Get the whole file again.")
	r, err := f.Open()
	if err != nil {
		return nil, damaged
	}
	defer r.Close()
	size := int64(f.UncompressedSize64)
	data := make([]byte, 0, size+1)
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if int64(len(data)) > size {
			return nil, damaged
		}
		if err == io.EOF {
			if int64(len(data)) != size {
				return nil, damaged
			}
			return data, nil
		}
		if err != nil {
			return nil, damaged
		}
	}
}
