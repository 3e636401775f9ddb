package sites

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// PlanningCondition is what a permission asks. Biodiversity net gain is one of its own,
// before development begins, that applies or has an exemption.
type PlanningCondition struct {
	ID                  int64       `json:"id"`
	Number              string      `json:"number"`
	Text                string      `json:"text,omitempty"`
	Kind                string      `json:"kind" enum:"pre_commencement,pre_occupation,compliance,time_limit"`
	State               string      `json:"state" enum:"open,submitted,discharged,part_discharged,breached"`
	BiodiversityNetGain bool        `json:"biodiversity_net_gain"`
	Gain                string      `json:"gain,omitempty" enum:"applies,exempt"`
	Exemption           string      `json:"exemption,omitempty"`
	DueOn               values.Date `json:"due_on,omitzero" format:"date"`
	Version             int         `json:"version"`
}

// StartBlocked are the conditions that stand in the way of beginning: to be met before,
// and not wholly discharged. An exemption from net gain stands in nobody's way.
func StartBlocked(conditions []PlanningCondition) []PlanningCondition {
	blocking := []PlanningCondition{}
	for _, c := range conditions {
		if c.Kind == "pre_commencement" && c.State != "discharged" && c.Gain != "exempt" {
			blocking = append(blocking, c)
		}
	}
	return blocking
}

// blocked names the conditions that stand in the way. Their texts may tell a place:
// they are named by number.
func blocked(conditions []PlanningCondition) error {
	if len(conditions) == 0 {
		return nil
	}
	names := make([]string, len(conditions))
	for i, c := range conditions {
		names[i] = "condition " + c.Number
		if c.BiodiversityNetGain {
			names[i] += " (biodiversity net gain)"
		}
		names[i] += ", " + strings.ReplaceAll(c.State, "_", " ")
	}
	return problem.Conflict("Development cannot begin before these are discharged: %s.", strings.Join(names, "; "))
}

func conditionsOf(db *gorm.DB, application int64, view View) ([]PlanningCondition, error) {
	shown := "open.id = c.id"
	if view.funded {
		shown = "false"
	}
	list := []PlanningCondition{}
	err := db.Raw(`SELECT c.id, c.number, coalesce(open.text, '') AS text, c.kind, c.state, c.biodiversity_net_gain, coalesce(c.gain, '') AS gain,
		coalesce(open.exemption, '') AS exemption, c.due_on, c.version
		FROM planning_conditions c LEFT JOIN open_planning_conditions open ON `+shown+` WHERE c.application_id = ?
		ORDER BY (regexp_match(c.number, '^[0-9]{1,9}'))[1]::integer NULLS LAST, c.number`, application).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the conditions of application %d: %w", application, err)
	}
	return list, nil
}

// PlanningConditionChange is what of a condition people type; nil leaves a field as it is.
type PlanningConditionChange struct {
	Number    *string      `json:"number,omitempty" pattern:"^[A-Za-z0-9.() -]{1,10}$" doc:"As in the decision: 3, 3(a), BNG. Everyone reads it, also of a restricted site"`
	Text      *string      `json:"text,omitempty" maxLength:"10000"`
	Kind      *string      `json:"kind,omitempty" enum:"pre_commencement,pre_occupation,compliance,time_limit"`
	State     *string      `json:"state,omitempty" enum:"open,submitted,discharged,part_discharged,breached"`
	Gain      *string      `json:"gain,omitempty" enum:"applies,exempt" doc:"Of biodiversity net gain only, which it makes the condition"`
	Exemption *string      `json:"exemption,omitempty" maxLength:"1000"`
	DueOn     *values.Date `json:"due_on,omitempty" nullable:"true" format:"date" doc:"null empties it"`
}

// UnmarshalJSON takes a due day of null for one to be emptied.
func (c *PlanningConditionChange) UnmarshalJSON(text []byte) error {
	type plain PlanningConditionChange // without this method
	if err := json.Unmarshal(text, (*plain)(c)); err != nil {
		return err
	}
	given, err := members(text)
	if c.DueOn == nil && slices.Contains(given, "due_on") {
		c.DueOn = &values.Date{}
	}
	return err
}

func (c PlanningConditionChange) columns() (map[string]any, error) {
	set := map[string]any{}
	for name, value := range map[string]*string{"number": c.Number, "text": c.Text, "kind": c.Kind, "state": c.State, "exemption": c.Exemption} {
		if value != nil {
			set[name] = strings.TrimSpace(*value)
		}
	}
	if set["number"] == "" {
		return nil, problem.Field("number", "Enter the condition's number.")
	}
	if c.DueOn != nil {
		set["due_on"] = *c.DueOn
	}
	if c.Gain == nil {
		return set, nil
	}
	set["gain"], set["biodiversity_net_gain"] = *c.Gain, true
	switch {
	case c.Kind != nil && *c.Kind != "pre_commencement":
		return nil, problem.Field("kind", "Biodiversity net gain is to be met before development begins: choose pre-commencement.")
	case *c.Gain == "exempt" && (set["exemption"] == nil || set["exemption"] == ""):
		return nil, problem.Field("exemption", "Say which exemption applies.")
	case *c.Gain == "applies":
		set["exemption"] = ""
	}
	return set, nil
}

// AddCondition adds a condition to a permission.
func AddCondition(ctx context.Context, db *gorm.DB, application int64, version int, c PlanningConditionChange, today values.Date) error {
	db = db.WithContext(ctx)
	l, err := lockApplication(db, application, version, today)
	if err != nil {
		return err
	}
	switch s, _ := l.stand(); {
	case s.PermissionOn.IsZero():
		return problem.Conflict("Record the permission first: conditions are part of it.")
	case c.Number == nil:
		return problem.Field("number", "Enter the condition's number.")
	case c.Kind == nil && c.Gain == nil:
		return problem.Field("kind", "Choose what kind of condition it is.")
	}
	set, err := c.columns()
	if err != nil {
		return err
	}
	if c.Gain != nil {
		set["kind"] = "pre_commencement"
	}
	if err := freeNumber(db, application, 0, set); err != nil {
		return err
	}
	set["application_id"] = application
	var names, marks []string
	for name := range set {
		names, marks = append(names, name), append(marks, "@"+name)
	}
	err = db.Exec("INSERT INTO planning_conditions ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", set).Error
	if err != nil {
		return fmt.Errorf("add a condition to application %d: %w", application, err)
	}
	return restand(db, application, today)
}

// freeNumber says if another condition of the application has the number, or is net
// gain too.
func freeNumber(db *gorm.DB, application, id int64, set map[string]any) error {
	var taken struct{ Number, Gain bool }
	err := db.Raw(`SELECT coalesce(bool_or(number = ?), false) AS number, coalesce(bool_or(biodiversity_net_gain), false) AS gain
		FROM planning_conditions WHERE application_id = ? AND id <> ?`, set["number"], application, id).Scan(&taken).Error
	switch {
	case err != nil:
		return fmt.Errorf("look for a condition's number: %w", err)
	case taken.Number:
		return problem.Field("number", "Another condition has this number.")
	case taken.Gain && set["biodiversity_net_gain"] == true:
		return problem.Field("gain", "Biodiversity net gain is a condition of this permission already.")
	}
	return nil
}

// ChangeCondition changes a condition and gives its application.
func ChangeCondition(ctx context.Context, db *gorm.DB, id int64, version int, c PlanningConditionChange) (int64, error) {
	db = db.WithContext(ctx)
	var was struct {
		ApplicationID int64
		Gain          string
		Version       int
	}
	tx := db.Raw(`SELECT application_id, coalesce(gain, '') AS gain, version FROM planning_conditions WHERE id = ? FOR UPDATE`, id).Scan(&was)
	if tx.Error != nil {
		return 0, fmt.Errorf("lock condition %d: %w", id, tx.Error)
	}
	if tx.RowsAffected == 0 {
		return 0, problem.Missing("planning condition")
	}
	if was.Version != version {
		return 0, overtakenCondition(db, was.ApplicationID, id)
	}
	set, err := c.columns()
	if err != nil {
		return 0, err
	}
	switch {
	case c.Gain != nil && was.Gain == "":
		return 0, problem.Field("gain", "Biodiversity net gain is a condition of its own: add it as one.")
	case was.Gain != "" && c.Kind != nil && *c.Kind != "pre_commencement":
		return 0, problem.Field("kind", "Biodiversity net gain is to be met before development begins.")
	case was.Gain == "exempt" && c.Gain == nil && set["exemption"] == "":
		return 0, problem.Field("exemption", "Say which exemption applies.")
	}
	delete(set, "biodiversity_net_gain")
	if err := freeNumber(db, was.ApplicationID, id, set); err != nil {
		return 0, err
	}
	set["version"] = version + 1
	if err := db.Table("planning_conditions").Where("id = ?", id).Updates(set).Error; err != nil {
		return 0, fmt.Errorf("change condition %d: %w", id, err)
	}
	return was.ApplicationID, nil
}

func overtakenCondition(db *gorm.DB, application, id int64) error {
	list, err := conditionsOf(db, application, Whole)
	for _, c := range list {
		if c.ID == id {
			return problem.Overtaken("condition", c)
		}
	}
	return err
}
