package geo

import "encoding/json"

// EachMember calls take for the members of a JSON object in their order, without copying.
// The text must be valid JSON. A name that stands twice is a fault: of two readers, each
// might take the other's value.
func EachMember(object []byte, take func(name string, value []byte) error) error {
	at := afterSpace(object, 0)
	if at == len(object) || object[at] != '{' {
		return errNoObject
	}
	seen := map[string]bool{}
	at = afterSpace(object, at+1)
	for at < len(object) && object[at] != '}' {
		end := afterValue(object, at)
		var name string
		if json.Unmarshal(object[at:end], &name) != nil {
			return errNoObject
		}
		if seen[name] {
			return badShape("the member %.40q stands twice in the JSON", name)
		}
		if seen[name] = true; len(seen) > maxMembers {
			return badShape("a JSON object has over %d members: the limit", maxMembers)
		}
		at = afterSpace(object, afterSpace(object, end)+1) // the colon
		end = afterValue(object, at)
		if at >= end {
			return errNoObject
		}
		if err := take(name, object[at:end]); err != nil {
			return err
		}
		if at = afterSpace(object, end); at < len(object) && object[at] == ',' {
			at = afterSpace(object, at+1)
		}
	}
	return nil
}

// EachElement calls take for the elements of a JSON array in their order, without copying.
// The text must be valid JSON.
func EachElement(array []byte, take func(value []byte) error) error {
	at := afterSpace(array, 0)
	if at == len(array) || array[at] != '[' {
		return BadShape("the JSON is no array")
	}
	for at = afterSpace(array, at+1); at < len(array) && array[at] != ']'; {
		end := afterValue(array, at)
		if at == end {
			return BadShape("the JSON is no array")
		}
		if err := take(array[at:end]); err != nil {
			return err
		}
		if at = afterSpace(array, end); at < len(array) && array[at] == ',' {
			at = afterSpace(array, at+1)
		}
	}
	return nil
}

// maxMembers is how many members an object may have.
const maxMembers = 5000

const errNoObject = BadShape("the JSON is no object")

// afterSpace is the place from at on that is no white space.
func afterSpace(text []byte, at int) int {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
		at++
	}
	return min(at, len(text))
}

// afterValue is the place after the value that begins at at.
func afterValue(text []byte, at int) int {
	depth, quoted := 0, false
	for ; at < len(text); at++ {
		b := text[at]
		switch {
		case quoted && b == '\\':
			at++
		case b == '"':
			if quoted = !quoted; !quoted && depth == 0 {
				return at + 1
			}
		case quoted:
		case b == '{' || b == '[':
			depth++
		case b == '}' || b == ']':
			if depth == 0 { // that of the value around it
				return at
			}
			if depth--; depth == 0 {
				return at + 1
			}
		case depth == 0 && (b == ',' || b == ':' || b == ' ' || b == '\t' || b == '\n' || b == '\r'):
			return at
		}
	}
	return len(text)
}

// deeper says whether arrays and objects lie in one another to more than the given levels.
func deeper(text []byte, levels int) bool {
	depth, quoted := 0, false
	for at := 0; at < len(text); at++ {
		switch b := text[at]; {
		case quoted && b == '\\':
			at++
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '{' || b == '[':
			if depth++; depth > levels {
				return true
			}
		case b == '}' || b == ']':
			depth--
		}
	}
	return false
}
