package accounts

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"homeground/internal/problem"
)

// mostViews is how many views a person keeps.
const mostViews = 100

// SavedView is what the map shows, kept under a name: its filters, layers and place, as
// the query of the map's address. It is its maker's own, or shared with everyone who may
// see the map; only its maker changes it, and only they, or of a shared one an
// administrator, delete it.
type SavedView struct {
	ID      int64     `json:"id"`
	Name    string    `json:"name"`
	Query   string    `json:"query" doc:"Of the map's address, as in kind=dwelling&layers=need"`
	Shared  bool      `json:"shared" doc:"Everyone who may see the map sees it in their list"`
	By      string    `json:"by" gorm:"column:by_name"`
	Own     bool      `json:"own"`
	MadeAt  time.Time `json:"made_at"`
	Version int       `json:"version"`
}

// ViewChange is what is given of a view; nil stays as it is.
type ViewChange struct {
	Name, Query *string
	Shared      *bool
}

const viewColumns = `SELECT v.id, v.name, v.query, v.shared, u.name AS by_name, v.user_id = @by AS own, v.made_at, v.version
	FROM saved_views v JOIN users u ON u.id = v.user_id WHERE `

// Views are one's own and those others share, one's own first, by name.
func Views(ctx context.Context, db *gorm.DB, by User) ([]SavedView, error) {
	list := []SavedView{}
	err := db.WithContext(ctx).Raw(viewColumns+`v.user_id = @by OR v.shared ORDER BY own DESC, lower(v.name), v.id`, map[string]any{"by": by.ID}).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read saved views: %w", err)
	}
	return list, nil
}

// FindView is one's own view, or one that is shared, of that number.
func FindView(ctx context.Context, db *gorm.DB, by User, id int64) (SavedView, error) {
	var list []SavedView
	err := db.WithContext(ctx).Raw(viewColumns+`v.id = @id AND (v.user_id = @by OR v.shared)`, map[string]any{"by": by.ID, "id": id}).Scan(&list).Error
	if err != nil {
		return SavedView{}, fmt.Errorf("read saved view %d: %w", id, err)
	}
	if len(list) == 0 {
		return SavedView{}, problem.Missing("view")
	}
	return list[0], nil
}

// SaveView keeps a view.
func SaveView(ctx context.Context, db *gorm.DB, by User, name, query string, shared bool, now time.Time) (SavedView, error) {
	v := SavedView{Name: name, Query: query, Shared: shared}
	if err := v.check(); err != nil {
		return v, err
	}
	var kept int
	if err := db.WithContext(ctx).Raw(`SELECT count(*) FROM saved_views WHERE user_id = ?`, by.ID).Scan(&kept).Error; err != nil {
		return v, fmt.Errorf("count saved views: %w", err)
	}
	if kept >= mostViews {
		return v, problem.Conflict("You have %d views already. Delete one first.", mostViews)
	}
	var id int64
	err := db.WithContext(ctx).Raw(`INSERT INTO saved_views (user_id, name, query, shared, made_at) VALUES (?, ?, ?, ?, ?) RETURNING id`,
		by.ID, v.Name, v.Query, v.Shared, now).Scan(&id).Error
	if err != nil {
		return v, viewProblem(err)
	}
	return FindView(ctx, db, by, id)
}

// ChangeView changes one's own view that is still of the version that was read.
func ChangeView(ctx context.Context, db *gorm.DB, by User, id int64, version int, change ViewChange) (SavedView, error) {
	v, err := lockView(ctx, db, by, id, version, false)
	if err != nil {
		return v, err
	}
	if change.Name != nil {
		v.Name = *change.Name
	}
	if change.Query != nil {
		v.Query = *change.Query
	}
	if change.Shared != nil {
		v.Shared = *change.Shared
	}
	if err := v.check(); err != nil {
		return v, err
	}
	err = db.WithContext(ctx).Exec(`UPDATE saved_views SET name = ?, query = ?, shared = ?, version = version + 1 WHERE id = ?`, v.Name, v.Query, v.Shared, id).Error
	if err != nil {
		return v, viewProblem(err)
	}
	return FindView(ctx, db, by, id)
}

// DeleteView deletes one's own view, or as an administrator one that others share; that it
// was there stays in the audit.
func DeleteView(ctx context.Context, db *gorm.DB, by User, id int64, version int) (SavedView, error) {
	v, err := lockView(ctx, db, by, id, version, by.Extent("people").All)
	if err != nil {
		return v, err
	}
	if err := db.WithContext(ctx).Exec(`DELETE FROM saved_views WHERE id = ?`, id).Error; err != nil {
		return v, fmt.Errorf("delete saved view %d: %w", id, err)
	}
	return v, nil
}

// lockView is a view of one's own, or of anyone's that is shared, which nobody else changes
// now.
func lockView(ctx context.Context, db *gorm.DB, by User, id int64, version int, anyones bool) (SavedView, error) {
	if err := db.WithContext(ctx).Exec(`SELECT FROM saved_views WHERE id = ? FOR UPDATE`, id).Error; err != nil {
		return SavedView{}, fmt.Errorf("lock saved view %d: %w", id, err)
	}
	v, err := FindView(ctx, db, by, id)
	switch {
	case err != nil:
		return v, err
	case !v.Own && !anyones:
		return v, problem.Deny("Only %s changes or deletes this view. Save one of your own from it.", v.By)
	case v.Version != version:
		return v, problem.Overtaken("view", v)
	}
	return v, nil
}

// check mends and judges a view's name and query.
func (v *SavedView) check() error {
	name, err := checkName(v.Name)
	if err != nil {
		return problem.Field("name", "Enter a name for the view, on one line of 200 letters or less.")
	}
	v.Name, v.Query = name, strings.TrimPrefix(v.Query, "?")
	if _, err := url.ParseQuery(v.Query); err != nil || len(v.Query) > 2000 || strings.ContainsAny(v.Query, "#\x00 \n") {
		return problem.Field("query", "Give what the map shows as the query of its address, 2,000 letters or less, such as kind=dwelling&layers=need.")
	}
	return nil
}

// viewProblem is what the database refused, in words.
func viewProblem(err error) error {
	if refused := (*pgconn.PgError)(nil); errors.As(err, &refused) && refused.Code == "23505" {
		return problem.Field("name", "You have a view of that name. Choose another name, or delete that view first.")
	}
	return fmt.Errorf("keep a view: %w", err)
}
