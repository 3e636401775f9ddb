package returns

import (
	"encoding/json"
	"fmt"

	"homeground/internal/values"
)

// Schema is the JSON Schema (2020-12) of the canonical JSON of a template's returns: each
// sheet an array of its rows, each row all its columns, empty ones null. Amounts are whole
// pence below 2^53, days ISO texts.
func (t Template) Schema() ([]byte, error) {
	sheets, codes := map[string]any{}, []string{}
	for _, s := range t.Sheets {
		columns, names := map[string]any{}, []string{}
		for _, c := range s.Columns {
			columns[c.Code] = c.schema()
			names = append(names, c.Code)
		}
		sheet := map[string]any{"title": s.Name, "description": s.Says, "type": "array",
			"items": map[string]any{"type": "object", "properties": columns, "required": names, "additionalProperties": false}}
		if s.Rows > 0 {
			sheet["minItems"], sheet["maxItems"] = s.Rows, s.Rows
		}
		sheets[s.Code] = sheet
		codes = append(codes, s.Code)
	}
	text, err := json.MarshalIndent(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": fmt.Sprintf("urn:homeground:return:template:%d", t.Version), "title": fmt.Sprintf("Return, template %d", t.Version),
		"type": "object", "required": []string{"template", "previous", "sheets"}, "additionalProperties": false,
		"properties": map[string]any{
			"template": map[string]any{"const": t.Version},
			"previous": map[string]any{"description": "The fingerprint of the return certified before it; empty for the first", "type": "string", "pattern": "^([0-9a-f]{64})?$"},
			"sheets":   map[string]any{"type": "object", "properties": sheets, "required": codes, "additionalProperties": false},
		},
	}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the schema of template %d: %w", t.Version, err)
	}
	return append(text, '\n'), nil
}

func (c Column) schema() map[string]any {
	s := map[string]any{"title": c.Heading}
	kind := "string"
	switch c.Kind {
	case Whole, Pounds:
		kind = "integer"
		s["minimum"], s["maximum"] = -int64(values.MaxPence), int64(values.MaxPence)
		if c.Kind == Pounds {
			s["description"] = "In pence"
		}
	case Day:
		s["format"] = "date"
		s["pattern"] = `^\d{4}-\d{2}-\d{2}$`
	case List:
		list := []any{}
		for _, word := range c.List {
			list = append(list, word)
		}
		if !c.Required {
			list = append(list, nil)
		}
		s["enum"] = list
	}
	s["type"] = kind
	if !c.Required {
		s["type"] = []string{kind, "null"}
	}
	return s
}
