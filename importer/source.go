package importer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// The largest files taken, in bytes: of most kinds, and of those that are large.
const (
	maxFile  = 200 << 20
	maxLarge = 8 << 30
)

// A refusal is why a whole file is not taken: a rule and what to do about it.
type refusal struct{ rule, remedy, column, sheet string }

func (r refusal) Error() string { return r.rule + ": " + r.remedy }

func refuse(rule, remedy string) error { return refusal{rule: rule, remedy: remedy} }

// A source is one opened file: its bytes are hashed, and looked at for their encoding, once.
type source struct {
	at     io.ReaderAt
	close  func() error
	name   string // safe to store and show
	size   int64
	sha256 string
	text   encoding

	entries int // how many entries an archive's directory may have at most
}

// openSource opens and reads through the file. An error that is no refusal is the
// caller's wrong use: there is no such file, or it is a directory.
func openSource(path string) (*source, error) {
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return nil, errors.New("there is no such file")
		}
		return nil, errors.New("the file cannot be opened: you may not read it")
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, errors.New("this is a directory or device, not a file")
	}
	s, err := newSource(f, info.Size(), path)
	if err != nil {
		f.Close()
		return nil, errors.New("the file cannot be read to its end")
	}
	s.close = f.Close
	return s, nil
}

// newSource reads through the bytes.
func newSource(at io.ReaderAt, size int64, name string) (*source, error) {
	s := &source{at: at, close: func() error { return nil }, size: size, name: safeName(name)}
	return s, s.survey()
}

// survey reads the file once for its hash and encoding.
func (s *source) survey() error {
	hash := sha256.New()
	var enc encodingSurvey
	buf := make([]byte, 256<<10)
	rest := 0 // of the piece before, where a mark may have begun
	for in := s.bytes(); ; {
		n, err := in.Read(buf[rest:])
		hash.Write(buf[rest : rest+n])
		s.entries += bytes.Count(buf[:rest+n], []byte(entryMark))
		if s.size <= maxFile {
			enc.look(buf[rest : rest+n])
		}
		from := max(0, rest+n-len(entryMark)+1)
		rest = copy(buf, buf[from:rest+n])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	s.sha256 = hex.EncodeToString(hash.Sum(nil))
	s.text = enc.verdict()
	return nil
}

// head is the file's first n bytes, or fewer where it is shorter.
func (s *source) head(n int) []byte {
	buf := make([]byte, n)
	got, _ := s.at.ReadAt(buf, 0)
	return buf[:got]
}

// bytes reads the file from its start.
func (s *source) bytes() io.Reader { return io.NewSectionReader(s.at, 0, s.size) }

// safeName is the last part of a path without control characters, cut to 120 characters.
func safeName(path string) string {
	name := filepath.Base(strings.ToValidUTF8(path, "·"))
	name = strings.Map(func(c rune) rune {
		if c < ' ' || c >= 0x7f && c < 0xa0 || strings.ContainsRune("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069<>", c) {
			return '_'
		}
		return c
	}, name)
	if utf8.RuneCountInString(name) > 120 {
		name = string([]rune(name)[:119]) + "…"
	}
	return name
}

func tooLarge(what string, size, limit int64) error {
	return refuse(fmt.Sprintf("%s is too large: %d MB, the limit is %d MB", what, size>>20, limit>>20), "Split it into smaller files.")
}
