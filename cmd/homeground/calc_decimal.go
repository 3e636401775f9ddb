package main

import (
	"math"
	"strconv"
	"strings"
)

// finest is how many decimals a number may have.
const finest = 9

// decimal is a number exactly as it was written: units of 10^-decimals.
type decimal struct {
	units    int64
	decimals int
}

// readDecimal reads a number of 0 or more. What is wrong with it comes back as the rule
// and the remedy.
func readDecimal(text string) (d decimal, fault string) {
	if !plainNumber.MatchString(text) {
		return d, "not a number; write digits, such as 12 or 3.5"
	}
	mantissa, power := strings.ToLower(text), 0
	if before, after, ok := strings.Cut(mantissa, "e"); ok {
		power, _ = strconv.Atoi(after) // what is out of range comes as the nearest in it
		power = max(-1000, min(power, 1000))
		mantissa = before
	}
	negative := strings.HasPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(strings.TrimLeft(mantissa, "+-"), ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	d.decimals = len(fraction) - power
	for strings.HasSuffix(digits, "0") {
		digits, d.decimals = digits[:len(digits)-1], d.decimals-1
	}
	switch {
	case digits == "":
		return decimal{}, ""
	case negative:
		return d, "below 0; write 0 or more"
	case d.decimals > finest:
		return d, "more than 9 decimals; round it"
	}
	if d.decimals < 0 && len(digits)-d.decimals < 20 {
		digits, d.decimals = digits+strings.Repeat("0", -d.decimals), 0
	}
	units, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || d.decimals < 0 {
		return d, "too large to be counted exactly; write fewer digits"
	}
	d.units = units
	return d, ""
}

// in is the number in units of 10^-decimals, as fine as its own or finer; false where
// that is more than an int64 holds.
func (d decimal) in(decimals int) (units int64, ok bool) {
	units = d.units
	for range decimals - d.decimals {
		if units > math.MaxInt64/10 {
			return 0, false
		}
		units *= 10
	}
	return units, true
}

// String is the number as it stands in JSON, without zeros that say nothing.
func (d decimal) String() string {
	text := strconv.FormatInt(d.units, 10)
	if d.decimals == 0 {
		return text
	}
	if len(text) <= d.decimals {
		text = strings.Repeat("0", d.decimals-len(text)+1) + text
	}
	point := len(text) - d.decimals
	return strings.TrimSuffix(strings.TrimRight(text[:point]+"."+text[point:], "0"), ".")
}

// MarshalJSON writes a plain number.
func (d decimal) MarshalJSON() ([]byte, error) { return []byte(d.String()), nil }
