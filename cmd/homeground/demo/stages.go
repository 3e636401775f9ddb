package demo

import (
	"encoding/json"
	"fmt"

	"homeground/appraisal"
)

// stage is a stage of an option, as stages.sql takes it.
type stage struct {
	OptionRef string `json:"option_ref"`
	Position  int    `json:"position"`
	appraisal.TemplateStage
}

// stages gives every option the stages of the template that options.csv names. All
// are homes that the grant pays for, so Ofsted registers them from its priority queue.
func stages() ([]byte, error) {
	templates, err := appraisal.Templates(true)
	if err != nil {
		return nil, err
	}
	byCode := map[string]appraisal.Template{}
	for _, t := range templates {
		byCode[t.Code] = t
	}
	options, err := readCSV("options")
	if err != nil {
		return nil, err
	}
	var rows []stage
	for _, o := range options {
		template := byCode[o["template"]]
		if template.Route != o["route"] {
			return nil, fmt.Errorf("%s: template %q is not for route %q", o["option_ref"], o["template"], o["route"])
		}
		for i, s := range template.Stages {
			rows = append(rows, stage{o["option_ref"], i + 1, s})
		}
	}
	return json.Marshal(rows)
}
