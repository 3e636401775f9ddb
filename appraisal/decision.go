package appraisal

import (
	"time"

	"homeground/internal/values"
)

// Decision is what the board chose, with the paper it chose by, frozen as bytes that are
// hashed and chained to the decision before it. Approving it turns its options into projects.
type Decision struct {
	ID         int64       `json:"id"`
	Number     int         `json:"number" doc:"The programme's first is 1"`
	DecidedOn  values.Date `json:"decided_on" format:"date"`
	Reasons    string      `json:"reasons"`
	Conditions []string    `json:"conditions" doc:"On which the board decided"`
	Dissents   []Dissent   `json:"dissents"`
	RecordedBy string      `json:"recorded_by"`
	RecordedAt time.Time   `json:"recorded_at"`
	Hash       string      `json:"hash" doc:"SHA-256 of the record's bytes (canonical JSON, RFC 8785)"`
	Previous   string      `json:"previous,omitempty" doc:"The hash of the decision before it, which the record holds"`
	ApprovedBy string      `json:"approved_by,omitempty"`
	ApprovedAt *time.Time  `json:"approved_at,omitempty"`
	Version    int         `json:"version"`
	Paper      Paper       `json:"paper"`
}

// Dissent is who was against it, and why.
type Dissent struct {
	Who string `json:"who"`
	Why string `json:"why"`
}
