package importer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A dbf is the dBASE table beside a shapefile's shapes.
type dbf struct {
	data   []byte // records only
	count  int
	length int // of one record, its deletion mark included
	fields []dbfField
	utf8   bool
}

type dbfField struct {
	name   string
	kind   byte
	offset int
	length int
}

// openDBF reads the header; every count is held against the bytes that are there.
func openDBF(raw []byte, cpg string) (*dbf, error) {
	corrupt := func(what string) error { return refuse(damaged+"the .dbf "+what, getItAgain) }
	if len(raw) < 33 {
		return nil, corrupt("has no header")
	}
	count := int64(binary.LittleEndian.Uint32(raw[4:]))
	head := int(binary.LittleEndian.Uint16(raw[8:]))
	length := int(binary.LittleEndian.Uint16(raw[10:]))
	if head < 33 || head > len(raw) || length < 2 {
		return nil, corrupt("has a broken header")
	}
	if count*int64(length) > int64(len(raw)-head) {
		return nil, corrupt("names more records than it holds")
	}
	d := &dbf{data: raw[head:], count: int(count), length: length}
	offset := 1
	for at := 32; at+32 <= head && raw[at] != 0x0d; at += 32 {
		name, _, _ := bytes.Cut(raw[at:at+11], []byte{0})
		f := dbfField{name: strings.TrimSpace(string(name)), kind: raw[at+11], offset: offset, length: int(raw[at+16])}
		if offset += f.length; f.length == 0 || offset > length {
			return nil, corrupt("has fields that do not fit its records")
		}
		d.fields = append(d.fields, f)
	}
	if len(d.fields) == 0 || len(d.fields) > maxColumns {
		return nil, corrupt(fmt.Sprintf("has %d fields", len(d.fields)))
	}
	code := strings.ToUpper(strings.TrimSpace(cpg))
	d.utf8 = strings.Contains(code, "UTF-8") || strings.Contains(code, "UTF8") || code == "65001"
	return d, nil
}

func (d *dbf) columns() []string {
	names := make([]string, len(d.fields))
	for i, f := range d.fields {
		names[i] = validUTF8(f.name)
	}
	return names
}

// row is the cells of record i; a deleted record says so.
func (d *dbf) row(i int) (cells []string, deleted bool) {
	rec := d.data[i*d.length : (i+1)*d.length]
	cells = make([]string, len(d.fields))
	for n, f := range d.fields {
		cells[n] = d.cell(f, rec[f.offset:f.offset+f.length])
	}
	return cells, rec[0] == '*'
}

// cell is a field's text: padding removed, days as ISO, in UTF-8 whether the .cpg says so or not.
func (d *dbf) cell(f dbfField, raw []byte) string {
	raw = bytes.TrimRight(bytes.TrimLeft(raw, " "), " \x00")
	text := string(raw)
	if !d.utf8 && !utf8.Valid(raw) {
		text, _ = charmap.Windows1252.NewDecoder().String(text)
	}
	if f.kind == 'D' && len(text) == 8 {
		return text[:4] + "-" + text[4:6] + "-" + text[6:]
	}
	return text
}
