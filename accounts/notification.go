package accounts

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"
)

// Notification is what somebody else did that concerns a user: to a project that they keep, to
// a return that they make or receive, or something that waits for their decision. What was done
// at once is one.
type Notification struct {
	Seq       int64     `json:"seq" doc:"Of the audit's entry"`
	At        time.Time `json:"at"`
	By        string    `json:"by"`
	Words     string    `json:"words" doc:"What was done, in one sentence"`
	Changes   []Change  `json:"changes"`
	Reason    string    `json:"reason,omitempty"`
	Also      int       `json:"also,omitempty" doc:"How many more records were changed with it"`
	ProjectID int64     `json:"project_id,omitempty"`
	Project   string    `json:"project,omitempty"`
	ReturnID  int64     `json:"return_id,omitempty"`
	Unread    bool      `json:"unread"`
}

// Notifications are a user's of the last four weeks, the newest first.
type Notifications struct {
	Items  []Notification `json:"items"`
	Unread int            `json:"unread" doc:"At most 99 are counted"`
	Latest int64          `json:"latest" doc:"The seq up to which they are: send it back once they are read"`
}

const (
	longestNotifications = 100
	mostUnread           = 99
)

// returnOf is the return that an entry of the audit is about.
const returnOf = `CASE e.object WHEN 'return_note' THEN (SELECT return_id FROM return_notes WHERE id = CAST(e.object_id AS bigint)) WHEN 'return_step' THEN (SELECT return_id FROM return_steps WHERE id = CAST(e.object_id AS bigint)) END`

// concerning is the condition on the audit's entries that concern a user, by what they hold:
// own projects of who keeps milestones, what waits for who decides, what becomes of a return for
// who makes it, and for a funder what is asked and answered on one that was sent to them.
func concerning(by User) (string, map[string]any) {
	keeps, none := by.Extent("milestone.write"), []string{}
	for _, id := range keeps.Projects {
		none = append(none, strconv.FormatInt(id, 10))
	}
	funds, of := by.Extent("return.note"), []string{}
	for _, id := range funds.Programmes {
		of = append(of, strconv.FormatInt(id, 10))
	}
	return `e.seq IS NOT NULL AND e.user_id IS DISTINCT FROM @user AND e.action IN ('added', 'changed', 'removed') AND e.at > greatest(now() - interval '28 days', (SELECT made_at FROM users WHERE id = @user))
		AND (e.project_id IS NOT NULL AND e.object NOT IN ('milestone_link', 'standing') AND (
		        e.project_id IN (SELECT id FROM projects WHERE id = ANY (CAST(@projects AS bigint[])) OR authority_code = ANY (CAST(@authorities AS text[])))
		        OR @decides AND e.object IN ('change_request', 'transfer') AND e.action = 'added' AND CAST(e.changes AS jsonb) #>> '{state,after}' = 'asked')
		    OR e.object IN ('return_note', 'return_step') AND e.action = 'added' AND (@makes OR @funds AND EXISTS (SELECT FROM returns r WHERE r.id = ` + returnOf + ` AND r.state NOT IN ('draft', 'checked')
		        AND (cardinality(CAST(@of AS bigint[])) = 0 OR r.programme_id = ANY (CAST(@of AS bigint[]))) AND (e.object = 'return_note' OR CAST(e.changes AS jsonb) #>> '{to_state,after}' = 'submitted'))))`,
		map[string]any{"user": by.ID, "projects": braced(none), "authorities": braced(keeps.Authorities), "decides": !by.Extent("change.decide").None(),
			"makes": !by.Extent("return.write").None() || !by.Extent("return.check").None(), "funds": funds.Funded, "of": braced(of)}
}

// atOnce is what entries of the audit have in common that were made at once: the request; of a
// command, the minute.
const atOnce = `e.project_id, e.user_name, e.request, CASE e.request WHEN '' THEN date_trunc('minute', e.at) END`

// Unread is how many notifications a user has not read, at most 99.
func Unread(ctx context.Context, db *gorm.DB, by User) (int, error) {
	which, args := concerning(by)
	args["most"] = mostUnread
	var n int
	err := db.WithContext(ctx).Raw(`SELECT count(*) FROM (SELECT 1 FROM audit_entries e WHERE `+which+`
		AND e.seq > coalesce((SELECT seq FROM notifications_read WHERE user_id = @user), 0) GROUP BY `+atOnce+` LIMIT @most) unread`, args).Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("count the notifications of user %d: %w", by.ID, err)
	}
	return n, nil
}

// ReadNotifications are a user's.
func ReadNotifications(ctx context.Context, db *gorm.DB, by User) (Notifications, error) {
	list := Notifications{Items: []Notification{}}
	db = db.WithContext(ctx)
	if err := db.Raw(`SELECT seq FROM audit_head`).Scan(&list.Latest).Error; err != nil {
		return list, fmt.Errorf("read the audit's last entry: %w", err)
	}
	which, args := concerning(by)
	args["most"], args["latest"] = longestNotifications, list.Latest
	var rows []struct {
		Row      entryRow `gorm:"embedded"`
		Also     int
		Unread   bool
		ReturnID int64
	}
	err := db.Raw(`WITH first AS (SELECT min(e.seq) AS seq, count(*) - 1 AS also FROM audit_entries e WHERE `+which+` AND e.seq <= @latest GROUP BY `+atOnce+` ORDER BY 1 DESC LIMIT @most)
		SELECT `+entryColumns+`, first.also, e.seq > coalesce((SELECT seq FROM notifications_read WHERE user_id = @user), 0) AS unread, coalesce(`+returnOf+`, 0) AS return_id
		`+fromEntries+` JOIN first ON first.seq = e.seq ORDER BY e.seq DESC`, args).Scan(&rows).Error
	if err != nil {
		return list, fmt.Errorf("read the notifications of user %d: %w", by.ID, err)
	}
	plain := make([]entryRow, len(rows))
	for i, row := range rows {
		plain[i] = row.Row
	}
	entries, err := inWords(ctx, db, plain, nil)
	if err != nil {
		return list, err
	}
	for i, e := range entries {
		list.Items = append(list.Items, Notification{Seq: e.Seq, At: e.At, By: e.UserName, Words: e.Words, Changes: e.Changes, Reason: e.Reason, Also: rows[i].Also,
			ProjectID: e.ProjectID, Project: e.Project, ReturnID: rows[i].ReturnID, Unread: rows[i].Unread})
	}
	list.Unread, err = Unread(ctx, db, by)
	return list, err
}

// MarkRead notes that a user read their notifications up to seq.
func MarkRead(ctx context.Context, tx *gorm.DB, by User, seq int64) error {
	err := tx.WithContext(ctx).Exec(`INSERT INTO notifications_read AS r (user_id, seq) SELECT ?, least(?, seq) FROM audit_head
		ON CONFLICT (user_id) DO UPDATE SET seq = greatest(r.seq, excluded.seq)`, by.ID, seq).Error
	if err != nil {
		return fmt.Errorf("note what user %d has read: %w", by.ID, err)
	}
	return nil
}

// ProjectChange is that somebody changed something of a project.
type ProjectChange struct {
	ProjectID int64   `json:"project_id"`
	By        string  `json:"by"`
	Ago       float64 `json:"ago"` // seconds; what was read since has it already
	UserID    int64   `json:"-"`
}

// ProjectChanges are those after an entry of the audit, and the last entry there is now.
// Entries are numbered as they are committed, so that none comes late.
func ProjectChanges(ctx context.Context, db *gorm.DB, after int64) (latest int64, list []ProjectChange, err error) {
	db = db.WithContext(ctx)
	if err := db.Raw(`SELECT seq FROM audit_head`).Scan(&latest).Error; err != nil {
		return 0, nil, fmt.Errorf("read the audit's last entry: %w", err)
	}
	if latest <= after {
		return latest, nil, nil
	}
	err = db.Raw(`SELECT project_id, user_name AS by, coalesce(user_id, 0) AS user_id, CAST(extract(epoch FROM clock_timestamp() - max(at)) AS double precision) AS ago FROM audit_entries WHERE seq > ? AND seq <= ? AND project_id IS NOT NULL AND action IN ('added', 'changed', 'removed')
		GROUP BY project_id, user_name, user_id ORDER BY max(seq)`, after, latest).Scan(&list).Error
	if err != nil {
		return 0, nil, fmt.Errorf("read what changed of projects: %w", err)
	}
	return latest, list, nil
}
