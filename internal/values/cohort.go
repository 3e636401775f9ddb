package values

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// TotalWords are the values of a cohort's field that stand for all of them.
var TotalWords = []string{"", "all", "total", "any", "all ages", "all needs", "all ages total", "all children", "total children", "all placements", "all origins", "everyone"}

// IsTotal says whether the value of a cohort's field stands for all of them.
func IsTotal(value string) bool {
	return slices.Contains(TotalWords, strings.ToLower(strings.TrimSpace(value)))
}

var ages = regexp.MustCompile(`[0-9]+`)

// Oldest is the last age of a band that has none.
const Oldest = 200

// AgesOf reads a band's first and last age from its name: Aged 15 years and under,
// Aged 16 to 24 years, 0-15, Under 1, 65 and over. The total of all ages is no band.
func AgesOf(name string) (from, to int, ok bool) {
	var numbers []int
	for _, digits := range ages.FindAllString(name, 3) {
		n, err := strconv.Atoi(digits)
		if err != nil || n >= Oldest {
			return 0, 0, false
		}
		numbers = append(numbers, n)
	}
	lower := strings.ToLower(name)
	switch {
	case len(numbers) == 2:
		return numbers[0], numbers[1], numbers[0] <= numbers[1]
	case len(numbers) != 1:
		return 0, 0, false
	case strings.Contains(lower, "and under"):
		return 0, numbers[0], true
	case strings.Contains(lower, "under"), strings.Contains(lower, "less than"):
		return 0, numbers[0] - 1, true
	case strings.Contains(lower, "over"), strings.Contains(lower, "+"):
		return numbers[0], Oldest, true
	}
	return numbers[0], numbers[0], true
}
