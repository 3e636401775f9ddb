package appraisal

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

// Template is how an option by some route usually goes. Several templates may share a
// route: a secure unit is refurbished or rebuilt.
type Template struct {
	Code   string          `json:"code"`
	Route  string          `json:"route"`
	Name   string          `json:"name"`
	Stages []TemplateStage `json:"stages"`
}

// TemplateStage is a stage as a template has it. Stages may share a milestone: an
// appeal moves the decision, the Secretary of State's approval the registration.
type TemplateStage struct {
	Code        string   `json:"code"`
	Name        string   `json:"name"`
	Milestone   string   `json:"milestone"`
	Optimistic  float64  `json:"optimistic"`
	Likely      float64  `json:"likely"`
	Pessimistic float64  `json:"pessimistic"`
	IsEstimate  bool     `json:"is_estimate"`
	Chance      float64  `json:"chance"`
	Follows     []Follow `json:"follows"`
}

//go:embed templates.json
var templatesFile []byte

// Templates are the templates for homes that DfE's grant pays for, or for others:
// Ofsted registers the first sooner (its priority queue).
func Templates(fundedByDfE bool) ([]Template, error) {
	var file struct {
		OfstedWithoutDfE TemplateStage `json:"ofsted_without_dfe"`
		Templates        []Template    `json:"templates"`
	}
	if err := json.Unmarshal(templatesFile, &file); err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	for _, t := range file.Templates {
		for i := range t.Stages {
			if s := &t.Stages[i]; s.Code == "ofsted" && !fundedByDfE {
				other := file.OfstedWithoutDfE
				s.Optimistic, s.Likely, s.Pessimistic, s.IsEstimate = other.Optimistic, other.Likely, other.Pessimistic, other.IsEstimate
			}
		}
	}
	return file.Templates, nil
}
