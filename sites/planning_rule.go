package sites

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// PlanningAuthority is who decides: a district, a unitary, a county for its own
// development, a national park.
type PlanningAuthority struct {
	Code          string `json:"code"`
	Name          string `json:"name"`
	Kind          string `json:"kind,omitempty" enum:"district,unitary,county,national_park,other"`
	HostAuthority string `json:"host_authority,omitempty" doc:"In whose area it lies, where that is one"`
}

// PlanningAuthorities are all, by name.
func PlanningAuthorities(ctx context.Context, db *gorm.DB) ([]PlanningAuthority, error) {
	list := []PlanningAuthority{}
	err := db.WithContext(ctx).Raw(`SELECT code, name, kind, coalesce(host_authority, '') AS host_authority FROM planning_authorities ORDER BY name, code`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read planning authorities: %w", err)
	}
	return list, nil
}

// Deciding are those who decide an application that shows its planning authority, by name.
func Deciding(ctx context.Context, db *gorm.DB, view View) ([]PlanningAuthority, error) {
	list := []PlanningAuthority{}
	if view.funded {
		return list, nil
	}
	err := db.WithContext(ctx).Raw(`SELECT code, name, kind, coalesce(host_authority, '') AS host_authority FROM planning_authorities
		WHERE code IN (SELECT planning_authority FROM open_applications) ORDER BY name, code`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read who decides: %w", err)
	}
	return list, nil
}

// ReadRules is the whole table of rules, past ones too.
func ReadRules(ctx context.Context, db *gorm.DB) (Rules, error) {
	list := Rules{}
	err := db.WithContext(ctx).Raw(`SELECT * FROM planning_rules ORDER BY array_position(ARRAY['determination', 'appeal', 'appeal_no_decision', 'lapse', 'lapse_details',
		'lapse_last_approval'], what), application_type, circumstance, from_day DESC`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read planning rules: %w", err)
	}
	return list, nil
}

// Mark says of each rule whether it holds on that day.
func (rs Rules) Mark(today values.Date) Rules {
	latest := map[[3]string]values.Date{}
	for _, r := range rs {
		key := [3]string{r.What, r.ApplicationType, r.Circumstance}
		if !r.From.After(today) && r.From.After(latest[key]) {
			latest[key] = r.From
		}
	}
	for i, r := range rs {
		rs[i].Current = r.From == latest[[3]string{r.What, r.ApplicationType, r.Circumstance}]
	}
	return rs
}

// NewRule is a rule as typed in. It takes the place, from its day on, of the one with
// the same what, type and circumstance.
type NewRule struct {
	What            string      `json:"what" enum:"determination,appeal,appeal_no_decision,lapse,lapse_details,lapse_last_approval"`
	ApplicationType string      `json:"application_type,omitempty" enum:"full,outline,reserved-matters,change-of-use,ldc-existing-use,ldc-prospective-use,prior-approval,lbc,s73,non-material-amendment,approval-condition,reg-3,reg-4,pre-application"`
	Circumstance    string      `json:"circumstance,omitempty" enum:"environmental_statement,public_service_infrastructure,major,householder,minor_commercial"`
	Amount          *int        `json:"amount,omitempty" minimum:"1" maximum:"1000"`
	Unit            string      `json:"unit,omitempty" enum:"days,working_days,weeks,months,years" doc:"working_days: neither Saturdays, Sundays nor bank holidays count"`
	FirstDay        string      `json:"first_day,omitempty" enum:"day_after,same_day" default:"day_after"`
	Allowed         *bool       `json:"allowed,omitempty"`
	Says            string      `json:"says,omitempty" maxLength:"500"`
	Source          string      `json:"source" maxLength:"500"`
	From            values.Date `json:"from" format:"date"`
}

// AddRule adds a rule and works out anew the dates of every application.
func AddRule(ctx context.Context, db *gorm.DB, r NewRule, today values.Date) (Rule, error) {
	db = db.WithContext(ctx)
	allowed := r.Allowed == nil || *r.Allowed
	switch {
	case r.From.IsZero():
		return Rule{}, problem.Field("from", "Enter the day from which the rule holds.")
	case strings.TrimSpace(r.Source) == "":
		return Rule{}, problem.Field("source", "Name the Act or order, and the section or article.")
	case (r.Amount == nil) != (r.Unit == ""):
		return Rule{}, problem.Field("unit", "Give an amount with its unit, or neither.")
	case r.Amount == nil && strings.TrimSpace(r.Says) == "":
		return Rule{}, problem.Field("says", "Say in a sentence what holds where there is no period.")
	case !allowed && r.Amount != nil:
		return Rule{}, problem.Field("amount", "Leave the amount out: what is not allowed has no period.")
	}
	var there bool
	err := db.Raw(`SELECT EXISTS (SELECT FROM planning_rules WHERE what = ? AND application_type = ? AND circumstance = ? AND from_day = ?)`,
		r.What, r.ApplicationType, r.Circumstance, r.From).Scan(&there).Error
	if err != nil {
		return Rule{}, fmt.Errorf("look for a planning rule: %w", err)
	}
	if there {
		return Rule{}, problem.Field("from", "There is such a rule from that day already. Choose another day: rules are not changed once they are there.")
	}
	var made Rule
	err = db.Raw(`INSERT INTO planning_rules (what, application_type, circumstance, amount, unit, first_day, allowed, says, source, from_day)
		VALUES (?, ?, ?, ?, ?, coalesce(nullif(?, ''), 'day_after'), ?, ?, ?, ?) RETURNING *`,
		r.What, r.ApplicationType, r.Circumstance, r.Amount, r.Unit, r.FirstDay, allowed, strings.TrimSpace(r.Says), strings.TrimSpace(r.Source), r.From).Scan(&made).Error
	if err != nil {
		return Rule{}, fmt.Errorf("add a planning rule: %w", err)
	}
	made.Current = !made.From.After(today)
	return made, Restand(ctx, db, today)
}
