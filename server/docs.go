package server

import (
	"bytes"
	_ "embed"
	"html/template"
	"sort"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

//go:embed docs.html
var docsHTML string

// operation is one address on the reading page.
type operation struct {
	Method, Path, Summary, ID string
	Inputs                    []*huma.Param
	Takes                     string
	Gives                     string
}

// reader is the page on which the interface can be read. It loads nothing at all: it
// is made from the same description as /api/openapi.json.
func reader(api huma.API) func(*request, *fiber.Ctx) error {
	shown := template.Must(template.New("docs").Parse(docsHTML))
	return func(_ *request, c *fiber.Ctx) error {
		var out bytes.Buffer
		doc := api.OpenAPI()
		err := shown.Execute(&out, fiber.Map{"Info": doc.Info, "Operations": operations(doc), "Schemas": schemas(doc)})
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		return c.Send(out.Bytes())
	}
}

func operations(doc *huma.OpenAPI) []operation {
	var list []operation
	for path, item := range doc.Paths {
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if o == nil {
				continue
			}
			entry := operation{Method: o.Method, Path: path, Summary: o.Summary, ID: o.OperationID, Inputs: o.Parameters}
			if o.RequestBody != nil {
				entry.Takes = bodyName(o.RequestBody.Content)
			}
			for status, r := range o.Responses {
				if strings.HasPrefix(status, "2") {
					entry.Gives = bodyName(r.Content)
				}
			}
			list = append(list, entry)
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Path != list[j].Path {
			return list[i].Path < list[j].Path
		}
		return list[i].Method < list[j].Method
	})
	return list
}

func bodyName(content map[string]*huma.MediaType) string {
	for _, m := range content {
		if m.Schema != nil {
			return m.Schema.Ref[strings.LastIndex(m.Schema.Ref, "/")+1:]
		}
	}
	return ""
}

// shape is one kind of JSON object on the reading page.
type shape struct {
	Name   string
	Fields []field
}

type field struct{ Name, Type, Doc string }

func schemas(doc *huma.OpenAPI) []shape {
	var list []shape
	for name, s := range doc.Components.Schemas.Map() {
		one := shape{Name: name}
		for fieldName, f := range s.Properties {
			one.Fields = append(one.Fields, field{fieldName, typeName(f), f.Description})
		}
		sort.Slice(one.Fields, func(i, j int) bool { return one.Fields[i].Name < one.Fields[j].Name })
		list = append(list, one)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

func typeName(s *huma.Schema) string {
	switch {
	case s.Ref != "":
		return s.Ref[strings.LastIndex(s.Ref, "/")+1:]
	case s.Items != nil:
		return "list of " + typeName(s.Items)
	case s.Format != "":
		return s.Type + " (" + s.Format + ")"
	}
	return s.Type
}
