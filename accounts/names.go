package accounts

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gorm.io/gorm"
)

// Names finds authorities by code or by the many ways their names are written in files.
type Names struct {
	byCode map[string]string // code by itself in lower case
	byName map[string]string // code by the name's key; the living one where an ended one had the same
	names  map[string]string // by code
}

// ReadNames reads the reference list.
func ReadNames(ctx context.Context, db *gorm.DB) (*Names, error) {
	var list []struct{ Code, Name string }
	err := db.WithContext(ctx).Raw(`
		SELECT code, name FROM authorities
		ORDER BY ends IS NULL, ends, coalesce(starts, '0001-01-01') <= current_date, starts NULLS FIRST`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the authorities' names: %w", err)
	}
	n := &Names{byCode: map[string]string{}, byName: map[string]string{}, names: map[string]string{}}
	for _, a := range list {
		n.byCode[strings.ToLower(a.Code)], n.names[a.Code] = a.Code, a.Name
		n.byName[nameKey(a.Name)] = a.Code // the last wins: those that live
	}
	return n, nil
}

// Of is the name of the authority of that code; empty where there is none.
func (n *Names) Of(code string) string { return n.names[code] }

// Find is the code of the authority a file's cell names, by code or by name: "E10000016",
// "Kent", "KENT COUNTY COUNCIL" and "The County of Kent" are one.
func (n *Names) Find(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if code, ok := n.byCode[strings.ToLower(text)]; ok {
		return code, true
	}
	key := nameKey(text)
	if key == "" {
		return "", false
	}
	code, ok := n.byName[key]
	return code, ok
}

// Words that say what sort of council it is, and not which.
var councilWords = []string{"council", "county", "borough", "city", "district", "metropolitan", "royal", "unitary", "authority", "corporation",
	"the", "of", "bc", "cc", "mbc"}

// nameKey folds a name to what tells councils apart: letters only, "&" as and, without
// the words above. "London Borough of" goes whole, since London itself is one.
func nameKey(name string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(name) {
		switch {
		case c == '&' || c == '+':
			b.WriteString(" and ")
		case c == '\'' || c == '’' || c == '.':
		case unicode.IsLetter(c):
			b.WriteRune(c)
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	if len(words) > 3 && words[0] == "london" && words[1] == "borough" && words[2] == "of" {
		words = words[3:]
	}
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(councilWords, w) })
	return strings.Join(words, " ")
}
