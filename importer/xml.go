package importer

import (
	"encoding/xml"
	"fmt"
	"io"
)

// The limits of XML from outside. The decoder behind them keeps every open element and
// every attribute of a tag in memory, however many there are.
const (
	maxXMLDepth = 64
	maxXMLRun   = 1 << 20 // bytes without the beginning of a tag
)

// An xmlReader reads XML that is no deeper than maxXMLDepth and whose tags and texts are
// no longer than maxXMLRun.
type xmlReader struct {
	dec   *xml.Decoder
	depth int
}

func newXMLReader(r io.Reader) *xmlReader { return &xmlReader{dec: xml.NewDecoder(&xmlGuard{in: r})} }

// Token is the next token.
func (x *xmlReader) Token() (xml.Token, error) {
	token, err := x.dec.Token()
	switch token.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxXMLDepth {
			return nil, refuse(fmt.Sprintf("the workbook's XML is nested too deep: over %d levels", maxXMLDepth), "Save it again from a spreadsheet program.")
		}
	case xml.EndElement:
		x.depth--
	}
	return token, err
}

// Skip reads to the end of the element that was just begun.
func (x *xmlReader) Skip() error {
	for outside := x.depth - 1; x.depth > outside; {
		if _, err := x.Token(); err != nil {
			return err
		}
	}
	return nil
}

// An xmlGuard passes XML on while a tag begins at least every maxXMLRun bytes.
type xmlGuard struct {
	in  io.Reader
	run int
}

func (g *xmlGuard) Read(p []byte) (int, error) {
	n, err := g.in.Read(p)
	for _, b := range p[:n] {
		if g.run++; b == '<' {
			g.run = 0
		}
		if g.run > maxXMLRun {
			return 0, errLongText
		}
	}
	return n, err
}
