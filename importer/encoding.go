package importer

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// An encoding is how a text file's bytes become characters.
type encoding int

const (
	utf8Text encoding = iota
	utf16Little
	utf16Big
	windows1252
)

// An encodingSurvey looks at a whole file, since one letter on its last line decides.
type encodingSurvey struct {
	start     []byte // the first bytes, for byte-order marks and the NULs of UTF-16
	rest      []byte // a character cut by the end of a piece
	multibyte bool   // well-formed characters beyond ASCII
	broken    bool   // bytes that are no UTF-8
}

func (e *encodingSurvey) look(piece []byte) {
	if len(e.start) < 4096 {
		e.start = append(e.start, piece[:min(len(piece), 4096-len(e.start))]...)
	}
	if e.broken && e.multibyte {
		return
	}
	data := piece
	if len(e.rest) > 0 {
		data = append(e.rest, piece...)
		e.rest = nil
	}
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		if !utf8.FullRune(data[i:]) {
			e.rest = bytes.Clone(data[i:])
			return
		}
		c, n := utf8.DecodeRune(data[i:])
		if c == utf8.RuneError && n == 1 {
			e.broken = true
		} else if c != '\ufeff' {
			e.multibyte = true
		}
		i += n
	}
}

// verdict: a byte-order mark or the NULs of UTF-16 decide; a file with broken bytes and
// no well-formed character beyond ASCII is Windows-1252; a mixture stays UTF-8, and the
// rows with broken bytes are rejected one by one rather than the good ones garbled.
func (e *encodingSurvey) verdict() encoding {
	e.broken = e.broken || len(e.rest) > 0
	switch {
	case bytes.HasPrefix(e.start, []byte{0xff, 0xfe}):
		return utf16Little
	case bytes.HasPrefix(e.start, []byte{0xfe, 0xff}):
		return utf16Big
	}
	var nul [2]int
	for i, b := range e.start {
		if b == 0 {
			nul[i%2]++
		}
	}
	switch half := len(e.start) / 2; {
	case len(e.start) >= 16 && nul[1] > half*8/10 && nul[0] < half/10:
		return utf16Little
	case len(e.start) >= 16 && nul[0] > half*8/10 && nul[1] < half/10:
		return utf16Big
	case e.broken && !e.multibyte:
		return windows1252
	}
	return utf8Text
}

// characters reads the file as UTF-8, whatever it is written in, without byte-order mark.
func (s *source) characters() io.Reader {
	switch s.text {
	case utf16Little:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(s.bytes())
	case utf16Big:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(s.bytes())
	case windows1252:
		return charmap.Windows1252.NewDecoder().Reader(s.bytes())
	}
	r := s.bytes()
	if bytes.HasPrefix(s.head(3), []byte("\xef\xbb\xbf")) {
		r = io.NewSectionReader(s.at, 3, s.size-3)
	}
	return r
}

// warnOfEncoding says when characters were not UTF-8, as published files should be.
func (s *source) warnOfEncoding() (Problem, bool) {
	switch s.text {
	case windows1252:
		return Problem{Rule: "the encoding is not UTF-8: the file was read as Windows-1252",
			Remedy: "Check that accented letters came out right; save the file as UTF-8 if not.", Severity: "warning"}, true
	case utf16Little, utf16Big:
		return Problem{Rule: "the encoding is not UTF-8: the file was read as UTF-16",
			Remedy: "Nothing to do if accented letters came out right.", Severity: "warning"}, true
	}
	return Problem{}, false
}

// cellFault is why a cell may not be stored: a control character or broken characters.
func cellFault(cell string) (rule, remedy string) {
	for i := 0; i < len(cell); i++ {
		b := cell[i]
		switch {
		case b == 0:
			return "the cell has a control character (NUL)", "Take the character out."
		case b < ' ' && b != '\t' && b != '\n' && b != '\r', b == 0x7f:
			return "the cell has a control character", "Take the character out."
		case b >= utf8.RuneSelf:
			return wideFault(cell[i:])
		}
	}
	return "", ""
}

func wideFault(cell string) (rule, remedy string) {
	for i, c := range cell {
		switch {
		case c == utf8.RuneError && !bytes.HasPrefix([]byte(cell[i:]), []byte("\ufffd")):
			return "the cell's encoding is broken: it is not UTF-8", "Save the whole file as UTF-8."
		case c == utf8.RuneError:
			return "the cell has a character (U+FFFD) that stands for one lost in another program", "Put the right letter back."
		case c < ' ' && c != '\t' && c != '\n' && c != '\r', c >= 0x7f && c < 0xa0:
			return "the cell has a control character", "Take the character out."
		}
	}
	return "", ""
}
