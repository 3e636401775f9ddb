package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

const deepestJSON = 20 // of what is sent; the deepest body we know has 3

// strictJSON reads a body as it can be read in one way only: no member twice, nothing
// nested without end, nothing after it, no text that the database cannot hold.
var strictJSON = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, into any) error {
		if err := unambiguous(data); err != nil {
			return err
		}
		return json.Unmarshal(data, into)
	},
}

func unambiguous(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := walk(d, 0); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the JSON")
	}
	return nil
}

// walk reads one value of d.
func walk(d *json.Decoder, depth int) error {
	if depth > deepestJSON {
		return fmt.Errorf("it is nested deeper than %d", deepestJSON)
	}
	t, err := d.Token()
	if err != nil {
		return err
	}
	if text, ok := t.(string); ok && strings.ContainsRune(text, 0) {
		return errors.New("a text holds a character that is none")
	}
	open, ok := t.(json.Delim)
	if !ok {
		return nil
	}
	names := map[string]bool{}
	for d.More() {
		if open == '{' {
			name, err := d.Token()
			if err != nil {
				return err
			}
			if names[name.(string)] {
				return errors.New("a member comes twice")
			}
			names[name.(string)] = true
		}
		if err := walk(d, depth+1); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}
