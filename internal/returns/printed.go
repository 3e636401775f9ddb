package returns

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var fingerprint = regexp.MustCompile(`[0-9a-f]{64}`)

// Fingerprints are those printed on the pages of a PDF, wherever their lines were broken.
func Fingerprints(pages []string) []string {
	return fingerprint.FindAllString(strings.Join(strings.Fields(strings.Join(pages, " ")), ""), -1)
}

// ComparePages says which pages of a PDF have another text than ours: the words between the
// first and the last that are not the same. How words are set out does not matter.
func ComparePages(ours, theirs []string) []Difference {
	list := []Difference{}
	for i := range max(len(ours), len(theirs)) {
		name := fmt.Sprintf("Page %d", i+1)
		switch {
		case i >= len(ours):
			list = append(list, Difference{Sheet: name, Theirs: "a page more: " + short(strings.Fields(theirs[i]))})
		case i >= len(theirs):
			list = append(list, Difference{Sheet: name, Theirs: "no such page", Ours: short(strings.Fields(ours[i]))})
		default:
			a, b := strings.Fields(ours[i]), strings.Fields(theirs[i])
			for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
				a, b = a[1:], b[1:]
			}
			for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
				a, b = a[:len(a)-1], b[:len(b)-1]
			}
			if len(a)+len(b) > 0 {
				list = append(list, Difference{Sheet: name, Theirs: short(b), Ours: short(a)})
			}
		}
	}
	return list
}

// Alike is the share of our words that the pages have too: 1 where all of them are there.
func Alike(ours, theirs []string) float64 {
	a, b := strings.Fields(strings.Join(ours, " ")), strings.Fields(strings.Join(theirs, " "))
	slices.Sort(a)
	slices.Sort(b)
	same, j := 0, 0
	for _, w := range a {
		for j < len(b) && b[j] < w {
			j++
		}
		if j < len(b) && b[j] == w {
			same, j = same+1, j+1
		}
	}
	return float64(same) / float64(max(len(a), 1))
}

// short are the first words, so that what differs can be found.
func short(words []string) string {
	const most = 30
	if len(words) > most {
		return strings.Join(words[:most], " ") + fmt.Sprintf(" ... and %d words more", len(words)-most)
	}
	return strings.Join(words, " ")
}
