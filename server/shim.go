package server

import (
	"context"

	"gorm.io/gorm"

	"homeground/accounts"
)

type shimEvent struct{ Action, Object, ObjectID, Label, Reason string }

func shimNote(ctx context.Context, db *gorm.DB, by accounts.User, e shimEvent) error {
	return accounts.Write(ctx, db, by, func(tx *gorm.DB) error {
		return tx.Exec(`SELECT audit_note(?, ?, ?, ?, '{}', NULL, NULL, ?)`, e.Action, e.Object, e.ObjectID, e.Label, e.Reason).Error
	})
}
