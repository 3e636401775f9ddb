package grants

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

// Condition is something a grant was given on, and how it stands.
type Condition struct {
	ID            int64  `json:"id"`
	ProgrammeID   int64  `json:"programme_id"`
	Programme     string `json:"programme"`
	ProjectID     int64  `json:"project_id,omitempty"`
	Project       string `json:"project,omitempty"`
	AuthorityCode string `json:"authority_code,omitempty"`
	Site          string `json:"site,omitempty" doc:"Under its public name"`
	ConditionWritten
	State      string `json:"state" enum:"not_due,due,evidence_submitted,met,met_late,waived,varied,breached,clawback_notified,clawback_deferred,clawback_paid"`
	Overdue    bool   `json:"overdue" doc:"Its day has passed and nothing was submitted"`
	Evidence   int    `json:"evidence" doc:"Documents that show it is met, not refused"`
	Shared     int    `json:"shared" doc:"Of those, accepted ones that whoever gives the grant may see"`
	BeforeID   int64  `json:"before_id,omitempty" doc:"The time before, of one that comes round again"`
	Provenance string `json:"provenance"`
	Version    int    `json:"version"`
}

// ConditionWritten is what is written of one.
type ConditionWritten struct {
	Kind          string      `json:"kind" enum:"purpose,spend_by,match_ratio,output_places,open_by,use_period,disposal_consent,change_of_use_consent,charge_or_restriction,subsidy_control,procurement_rules,reporting,audit_certificate,publicity,equality_duty,ofsted_registration,safeguarding"`
	Text          string      `json:"text" maxLength:"2000"`
	Clause        string      `json:"clause,omitempty" maxLength:"200" doc:"Where it stands: letter and number"`
	DueOn         values.Date `json:"due_on,omitzero" format:"date"`
	RepeatsMonths int         `json:"repeats_months,omitempty" minimum:"0" maximum:"120" doc:"It comes round again so many months later; 0: never"`
	Owner         string      `json:"owner,omitempty" maxLength:"200"`
	SiteID        int64       `json:"site_id,omitempty" minimum:"0" doc:"The only site it binds"`
	Triggers      []string    `json:"triggers" gorm:"serializer:json" maxItems:"6" enum:"disposal,transfer,change_of_use,closure,mothball,underuse" doc:"What makes grant repayable under it; none: nothing does"`
	ExposedPence  *int64      `json:"exposed_pence,omitempty" minimum:"1" maximum:"9007199254740991" doc:"The part of the grant it takes back; without it, all that was paid"`
	StartsAt      string      `json:"starts_at,omitempty" maxLength:"3" doc:"The milestone its period begins with, such as M24, instead of a day"`
	Terms         `gorm:"embedded"`
}

// ForFunder is what whoever gives the grant sees of a condition: not who keeps it, and of the
// documents only those shared with them.
func (c Condition) ForFunder() Condition {
	c.Owner, c.Evidence = "", c.Shared
	return c
}

// noticeDays is how long before its day a condition is due: it is shown as such, and counted.
const noticeDays = 28

// settled are the states in which a condition asks for nothing more and takes nothing back.
var settled = []string{"met", "met_late", "waived", "clawback_paid"}

const conditionColumns = `
	SELECT c.id, c.programme_id, g.name AS programme, coalesce(c.project_id, 0) AS project_id, coalesce(p.name, '') AS project, coalesce(p.authority_code, '') AS authority_code,
	       coalesce(s.public_name, '') AS site, c.kind, c.text, c.clause, c.due_on, c.repeats_months, c.owner, coalesce(c.site_id, 0) AS site_id, c.triggers, c.exposed_pence,
	       c.taper, c.starts_on, c.starts_at, c.period_months, c.steps, coalesce(c.before_id, 0) AS before_id, c.provenance, c.version,
	       CASE WHEN c.state = 'not_due' AND c.due_on <= CAST(@today AS date) + CAST(@notice AS integer) THEN 'due' ELSE c.state END AS state,
	       c.state IN ('not_due', 'due', 'varied') AND c.due_on < CAST(@today AS date) IS TRUE AS overdue,
	       (SELECT count(*) FROM evidence e WHERE e.condition_id = c.id AND e.verdict <> 'refused') AS evidence,
	       (SELECT count(*) FROM evidence e WHERE e.condition_id = c.id AND e.verdict = 'accepted' AND e.shared) AS shared
	FROM conditions c JOIN programmes g ON g.id = c.programme_id LEFT JOIN projects p ON p.id = c.project_id LEFT JOIN sites s ON s.id = c.site_id `

// ConditionsAsked narrows the register of conditions down; what is zero narrows nothing.
type ConditionsAsked struct {
	Programme int64 `query:"programme" minimum:"0"`
	Project   int64 `query:"project" minimum:"0" doc:"One project's only"`
}

// Conditions is the register: what is open by its day, then what is settled.
func Conditions(ctx context.Context, db *gorm.DB, ask ConditionsAsked, today values.Date) ([]Condition, error) {
	return conditionsWhere(ctx, db, today, `WHERE (@programme = 0 OR c.programme_id = @programme) AND (@project = 0 OR c.project_id = @project)`,
		map[string]any{"programme": ask.Programme, "project": ask.Project})
}

func conditionsWhere(ctx context.Context, db *gorm.DB, today values.Date, where string, args map[string]any) ([]Condition, error) {
	args["today"], args["notice"], args["settled"] = today, noticeDays, settled
	list := []Condition{}
	err := db.WithContext(ctx).Raw(conditionColumns+where+` ORDER BY c.state IN @settled, c.due_on NULLS LAST, p.name NULLS FIRST, c.id`, args).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read conditions: %w", err)
	}
	for i := range list {
		if list[i].Steps == nil {
			list[i].Steps = []Step{}
		}
	}
	return list, nil
}

// ReadCondition is one.
func ReadCondition(ctx context.Context, db *gorm.DB, id int64, today values.Date) (Condition, error) {
	list, err := conditionsWhere(ctx, db, today, `WHERE c.id = @id`, map[string]any{"id": id})
	if err != nil {
		return Condition{}, err
	}
	if len(list) == 0 {
		return Condition{}, problem.Missing("condition")
	}
	return list[0], nil
}

// AddProgrammeCondition adds a condition that binds a whole programme, AddProjectCondition one
// of a project. Call them in a transaction.
func AddProgrammeCondition(ctx context.Context, tx *gorm.DB, programme int64, w ConditionWritten, today values.Date) (Condition, error) {
	if err := lockProgramme(tx.WithContext(ctx), programme); err != nil {
		return Condition{}, err
	}
	return addCondition(ctx, tx, programme, 0, w, today)
}

func AddProjectCondition(ctx context.Context, tx *gorm.DB, project int64, w ConditionWritten, today values.Date) (Condition, error) {
	var programme []int64
	err := tx.WithContext(ctx).Raw(`SELECT coalesce(programme_id, 0) FROM projects WHERE id = ? FOR UPDATE`, project).Scan(&programme).Error
	switch {
	case err != nil:
		return Condition{}, fmt.Errorf("find the programme of project %d: %w", project, err)
	case len(programme) == 0:
		return Condition{}, problem.Missing("project")
	case programme[0] == 0:
		return Condition{}, problem.Conflict("No grant pays for this project, so none has conditions for it.")
	}
	return addCondition(ctx, tx, programme[0], project, w, today)
}

func addCondition(ctx context.Context, tx *gorm.DB, programme, project int64, w ConditionWritten, today values.Date) (Condition, error) {
	tx = tx.WithContext(ctx)
	if err := w.check(tx, programme, project); err != nil {
		return Condition{}, err
	}
	id, err := insertCondition(tx, programme, project, 0, w, "typed in")
	if err != nil {
		return Condition{}, err
	}
	return ReadCondition(ctx, tx, id, today)
}

func insertCondition(tx *gorm.DB, programme, project, before int64, w ConditionWritten, provenance string) (id int64, err error) {
	args := w.args()
	args["programme"], args["project"], args["before"], args["provenance"] = programme, project, before, provenance
	err = tx.Raw(`INSERT INTO conditions (programme_id, project_id, before_id, provenance, kind, text, clause, due_on, repeats_months, owner, site_id, triggers, exposed_pence, taper, starts_on, starts_at, period_months, steps)
		VALUES (@programme, nullif(@project, 0), nullif(@before, 0), @provenance, @kind, @text, @clause, @due, @repeats, @owner, nullif(@site, 0), CAST(@triggers AS jsonb), @exposed, @taper, @starts, @at, @months, CAST(@steps AS jsonb))
		RETURNING id`, args).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("add a condition to programme %d: %w", programme, err)
	}
	return id, nil
}

func (w ConditionWritten) args() map[string]any {
	triggers, _ := json.Marshal(w.Triggers)
	steps, _ := json.Marshal(w.Steps)
	return map[string]any{"kind": w.Kind, "text": w.Text, "clause": w.Clause, "due": w.DueOn, "repeats": w.RepeatsMonths, "owner": w.Owner, "site": w.SiteID, "triggers": string(triggers),
		"exposed": w.ExposedPence, "taper": w.Taper, "starts": w.StartsOn, "at": w.StartsAt, "months": w.PeriodMonths, "steps": string(steps)}
}

// ChangeCondition writes a condition anew, still at the version that was read.
func ChangeCondition(ctx context.Context, tx *gorm.DB, id int64, version int, w ConditionWritten, today values.Date) (Condition, error) {
	tx = tx.WithContext(ctx)
	c, err := lockCondition(ctx, tx, id, version, today)
	if err != nil {
		return c, err
	}
	if err := w.check(tx, c.ProgrammeID, c.ProjectID); err != nil {
		return c, err
	}
	args := w.args()
	args["id"] = id
	err = tx.Exec(`UPDATE conditions SET kind = @kind, text = @text, clause = @clause, due_on = @due, repeats_months = @repeats, owner = @owner, site_id = nullif(@site, 0), triggers = CAST(@triggers AS jsonb),
		exposed_pence = @exposed, taper = @taper, starts_on = @starts, starts_at = @at, period_months = @months, steps = CAST(@steps AS jsonb), version = version + 1 WHERE id = @id`, args).Error
	if err != nil {
		return c, fmt.Errorf("change condition %d: %w", id, err)
	}
	return ReadCondition(ctx, tx, id, today)
}

// RemoveCondition takes one back that was entered by mistake: nothing has become of it yet.
func RemoveCondition(ctx context.Context, tx *gorm.DB, id int64, version int, today values.Date) (Condition, error) {
	tx = tx.WithContext(ctx)
	c, err := lockCondition(ctx, tx, id, version, today)
	if err != nil {
		return c, err
	}
	var history bool
	if err := tx.Raw(`SELECT EXISTS (SELECT FROM condition_moves WHERE condition_id = @id) OR EXISTS (SELECT FROM evidence WHERE condition_id = @id) OR EXISTS (SELECT FROM conditions WHERE before_id = @id)`,
		map[string]any{"id": id}).Scan(&history).Error; err != nil {
		return c, fmt.Errorf("look for what became of condition %d: %w", id, err)
	}
	if history {
		return c, problem.Conflict("Something has become of this condition, and that is kept. Waive it, with the letter that says so.")
	}
	if err := tx.Exec(`DELETE FROM conditions WHERE id = ?`, id).Error; err != nil {
		return c, fmt.Errorf("remove condition %d: %w", id, err)
	}
	return c, nil
}

func lockProgramme(tx *gorm.DB, id int64) error {
	var found int
	if err := tx.Raw(`SELECT 1 FROM programmes WHERE id = ? FOR UPDATE`, id).Scan(&found).Error; err != nil {
		return fmt.Errorf("lock programme %d: %w", id, err)
	}
	if found == 0 {
		return problem.Missing("programme")
	}
	return nil
}

func lockCondition(ctx context.Context, tx *gorm.DB, id int64, version int, today values.Date) (Condition, error) {
	if err := tx.Exec(`SELECT 1 FROM conditions WHERE id = ? FOR UPDATE`, id).Error; err != nil {
		return Condition{}, fmt.Errorf("lock condition %d: %w", id, err)
	}
	c, err := ReadCondition(ctx, tx, id, today)
	if err == nil && c.Version != version {
		err = problem.Overtaken("condition", c)
	}
	return c, err
}

// check tidies what was written and says everything that is wrong with it.
func (w *ConditionWritten) check(tx *gorm.DB, programme, project int64) error {
	w.Text, w.Clause, w.Owner = strings.TrimSpace(w.Text), strings.TrimSpace(w.Clause), strings.TrimSpace(w.Owner)
	if w.Triggers = slices.Compact(slices.Sorted(slices.Values(w.Triggers))); w.Triggers == nil {
		w.Triggers = []string{}
	}
	if w.Steps == nil {
		w.Steps = []Step{}
	}
	p := problem.Problem{Text: "This condition cannot be kept as it is."}
	if w.Text == "" {
		p.Add("text", "Say what the condition asks for.")
	}
	if !w.DueOn.IsZero() && (w.DueOn.Time().Year() < 2000 || w.DueOn.Time().Year() > 2100) {
		p.Add("due_on", "Enter a date between 2000 and 2100.")
	}
	if w.RepeatsMonths > 0 && w.DueOn.IsZero() {
		p.Add("due_on", "Enter the day it is next due: it comes round again from there.")
	}
	if len(w.Triggers) == 0 && (w.Taper != NoTaper || w.ExposedPence != nil) {
		p.Add("triggers", "Choose what makes grant repayable under it, or say that nothing does.")
	}
	w.Terms.Check(&p)
	if w.StartsAt != "" && !w.StartsOn.IsZero() {
		p.Add("starts_on", "Give either the day its period begins or the milestone it begins with.")
	}
	if w.Taper == NoTaper && (w.StartsAt != "" || !w.StartsOn.IsZero()) {
		p.Add("taper", "It has a start but no end: choose how what is repayable falls, or leave the start out.")
	}
	var known struct{ Milestone, Site bool }
	err := tx.Raw(`SELECT @at = '' OR @at ~ '^M(0[1-9]|1[0-9]|2[0-7])$' AS milestone,
		CAST(@site AS bigint) = 0 OR EXISTS (SELECT FROM project_sites WHERE site_id = @site AND project_id = @project) OR CAST(@project AS bigint) = 0 AND EXISTS (SELECT FROM sites WHERE id = @site) AS site`,
		map[string]any{"at": w.StartsAt, "site": w.SiteID, "project": project}).Scan(&known).Error
	if err != nil {
		return fmt.Errorf("look up what a condition of programme %d binds: %w", programme, err)
	}
	if !known.Milestone {
		p.Add("starts_at", "Choose one of the milestones M01 to M27.")
	}
	if !known.Site {
		p.Add("site_id", "Choose a site of this project, or none.")
	}
	return p.Found()
}

// Check adds to p what is wrong with terms, by field.
func (t Terms) Check(p *problem.Problem) {
	if t.Taper == NoTaper {
		if t.PeriodMonths != 0 {
			p.Add("period_months", "Without a taper it binds without end: leave the period out, or choose how what is repayable falls.")
		}
	} else if t.PeriodMonths == 0 {
		p.Add("period_months", "Say for how many months it binds.")
	}
	if t.Taper != Stepped && len(t.Steps) > 0 {
		p.Add("steps", "Only a stepped taper has steps.")
	}
	if t.Taper == Stepped && len(t.Steps) == 0 {
		p.Add("steps", "Give at least one step: the share that is repayable from so many months on.")
	}
	before := Step{0, 10000}
	for i, s := range t.Steps {
		if s.AfterMonths <= before.AfterMonths || s.AfterMonths >= t.PeriodMonths {
			p.Add(fmt.Sprintf("steps[%d].after_months", i), "Each step comes later than the one before, and before the period ends.")
		}
		if s.ShareBP > before.ShareBP {
			p.Add(fmt.Sprintf("steps[%d].share_bp", i), "What is repayable never rises: give %s %% or less.", percent(before.ShareBP))
		}
		before = s
	}
}
