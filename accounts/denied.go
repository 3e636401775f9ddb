package accounts

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A password is judged by what is left of it when all that is easily guessed is taken
// away. It is cut into pieces, in the way that leaves least:
//
//	a word of this place, or of the person's own name and e-mail      0 points
//	a run of one character, of the alphabet, of keys side by side     0
//	anything said before in the same password                         0
//	what is neither letter nor digit; digits at either end; years     0
//	a word that is often a password (letters changed to digits too)   3
//	any other letter or digit                                         1
//
// Nine points are wanted: three words, or nine letters of which none follows from
// another. So a common password is refused however it is padded or repeated.
const pointsWanted = 9

const (
	wordPoints   = 3
	wordShortest = 4 // shorter ones are found in anything
)

//go:embed common_passwords.txt
var commonFile string

// commonPasswords are those most often found in breaches (common_passwords.licence.txt).
var commonPasswords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.Lines(commonFile) {
		if word = strings.TrimSpace(word); len(word) >= wordShortest {
			words[word] = true
		}
	}
	return words
})

// guessedWords are what someone would try who knows whose system this is: its name and
// task, the homes in the news, the region's authorities, and words about passwords.
var guessedWords = strings.Fields(`
	homeground home ground homes house beechfield lansdowne swanwick lodge secure unit child children childrens council councils
	county city borough district authority local care carer residential placement places property properties site sites
	capital project projects programme grant board finance england region regional south east north west
	sussex kent surrey hampshire berkshire oxfordshire buckinghamshire brighton hove southampton portsmouth medway wight isle
	windsor maidenhead milton keynes reading wokingham slough bracknell forest london
	password passwort passphrase passcode letmein login logon signin welcome admin administrator changeme secret access user demo test`)

// keys are rows, columns and zigzags of the keyboard that people run a finger along,
// both ways.
var keys = sync.OnceValue(func() []string {
	both := slices.Clone(keyRows)
	for _, row := range keyRows {
		back := []byte(row)
		slices.Reverse(back)
		both = append(both, string(back))
	}
	return both
})

var keyRows = []string{
	"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "qwertzuiop",
	"qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1qazxsw23edcvfr45tgbnhy67ujm",
	"zaq12wsxcde34rfvbgt56yhnmju7", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1qa2ws3ed4rf5tg6yh7uj8ik9ol",
	"1a2b3c4d5e6f7g8h9i0j", "a1b2c3d4e5f6g7h8i9j0", "qawsedrftgyhujikolp", "aqswdefrgthyjukilo", "qweasdzxc", "qwertasdfgzxcvb", "1234qwerasdfzxcv",
}

// unleet undoes the usual changes of letters to digits and signs. A one is an i or an l.
var unleet = []*strings.Replacer{
	strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "9", "g", "@", "a", "$", "s", "!", "i", "+", "t"),
	strings.NewReplacer("0", "o", "1", "l", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "9", "g", "@", "a", "$", "s", "!", "l", "+", "t"),
}

// guessable is why a password is too easily guessed, or nothing. own is what others
// know of the person: name and e-mail.
func guessable(password string, own []string) string {
	j := judge{known: map[string]bool{}}
	for _, word := range guessedWords {
		j.known[word] = true
	}
	mine := map[string]bool{}
	for _, text := range own {
		for _, word := range strings.FieldsFunc(folded(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len(word) > 2 && !j.known[word] {
				j.known[word], mine[word] = true, true
			}
		}
	}
	// Written with something between all letters, it is the same word.
	text := folded(password)
	bare := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
	if j.points(text) >= pointsWanted && (!spacedOut(text) || j.points(bare) >= pointsWanted) {
		return ""
	}
	switch {
	case j.contains(text, mine):
		return "this one is made from your own name or e-mail address, which others know."
	case j.contains(text, j.known):
		return "this one is made from words anybody would try here."
	}
	return "this one is among those tried first, or such a one padded or repeated."
}

// folded is a text without what makes the same word look different.
func folded(text string) string { return strings.ToLower(norm.NFKC.String(text)) }

// spacedOut says that a text is single characters with something between them.
func spacedOut(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	single := 0
	for _, p := range parts {
		if len([]rune(p)) == 1 {
			single++
		}
	}
	return single*2 > len(parts)
}

// judge counts points; known are the words worth none.
type judge struct{ known map[string]bool }

func (j judge) contains(text string, words map[string]bool) bool {
	for word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

const longestWord = 40

// points is what is left of a folded text, cut in the way that leaves least.
func (j judge) points(text string) int {
	r := []rune(text)
	at := make([]int, 0, len(r)+1) // where each character begins
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	forms := []string{text, unleet[0].Replace(text), unleet[1].Replace(text)} // all as long
	single, free := singles(r), freePieces(r)
	least := make([]int, len(r)+1) // of the first so many characters
	for i := range least[1:] {
		least[i+1] = math.MaxInt
	}
	for start := range r {
		reach := func(end, points int) { least[end] = min(least[end], least[start]+points) }
		reach(start+1, single[start])
		for end := start + 3; end <= free[start]; end++ {
			reach(end, 0)
		}
		for end := start + 3; end <= min(len(r), start+longestWord); end++ {
			for _, form := range forms {
				switch word := form[at[start]:at[end]]; {
				case j.known[word]:
					reach(end, 0)
				case commonPasswords()[word]:
					reach(end, wordPoints)
				}
			}
		}
	}
	return least[len(r)]
}

// freePieces is for each character how far a piece from there may go that is worth
// nothing: a run, or what was said before.
func freePieces(r []rune) []int {
	free := make([]int, len(r))
	for start := range r {
		free[start] = start + longestRun(r[start:])
	}
	same := make([]int, len(r)+1) // how many characters are the same from earlier on and from here on
	for earlier := len(r) - 1; earlier >= 0; earlier-- {
		for start := earlier + 1; start < len(r); start++ {
			n := 0
			if r[earlier] == r[start] {
				n = same[start+1] + 1
			}
			same[start] = n
			free[start] = max(free[start], start+n)
		}
	}
	return free
}

// longestRun is how many characters from the first on are one character, or follow
// one another in the alphabet, in the numbers (after 9 comes 0) or on the keyboard.
func longestRun(r []rune) int {
	longest := 1
	for _, step := range []rune{0, 1, -1} {
		n := 1
		for n < len(r) && (r[n]-r[n-1] == step || digit(r[n]) && digit(r[n-1]) && (r[n]-r[n-1]+10)%10 == (step+10)%10) {
			n++
		}
		if step == 0 || digit(r[0]) || n >= 4 { // three letters in order are in many words
			longest = max(longest, n)
		}
	}
	for n := max(4, longest+1); n <= min(len(r), 40) && onKeyboard(string(r[:n])); n++ {
		longest = n
	}
	return longest
}

func digit(c rune) bool { return '0' <= c && c <= '9' }

func onKeyboard(text string) bool {
	return slices.ContainsFunc(keys(), func(k string) bool { return strings.Contains(k, text) })
}

// singles is what each character is worth by itself.
func singles(r []rune) []int {
	points := make([]int, len(r))
	first, last := slices.IndexFunc(r, unicode.IsLetter), -1
	for i, c := range r {
		switch {
		case unicode.IsLetter(c), unicode.IsMark(c):
			points[i], last = 1, i
		case unicode.IsDigit(c):
			points[i] = 1
		}
	}
	if first < 0 {
		return points // digits only
	}
	clear(points[:first])
	clear(points[last+1:])
	for i := first; i+4 <= last; i++ {
		if year := string(r[i : i+4]); year >= "1900" && year <= "2099" && digit(r[i+2]) && digit(r[i+3]) {
			clear(points[i : i+4])
		}
	}
	return points
}
