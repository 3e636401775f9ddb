package store_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"homeground/internal/store/storetest"
)

// Statements that fail are logged, with none of the values in them: by every way that GORM
// runs one.
func TestNoValueIsLogged(t *testing.T) {
	var log bytes.Buffer
	s := storetest.Logged(t, slog.New(slog.NewTextHandler(&log, nil)))
	const place = "3 Hidden Lane"
	var got []struct{ Text string }
	for name, run := range map[string]func() error{
		"scanned":  func() error { return s.DB.Raw("SELECT ?::text FROM scanned", place).Scan(&got).Error },
		"executed": func() error { return s.DB.Exec("UPDATE executed SET name = ?", place).Error },
		"found":    func() error { return s.DB.Table("found").Where("name = ?", place).Find(&got).Error },
	} {
		if run() == nil {
			t.Errorf("%s did not fail", name)
		}
		if !strings.Contains(log.String(), name) {
			t.Errorf("the log does not tell of what was %s: %s", name, log.String())
		}
	}
	if strings.Contains(log.String(), "Hidden") {
		t.Errorf("a value is in the log: %s", log.String())
	}
}
