package server_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/demand"
	"homeground/importer"
)

// importFile brings in a file of the given text, of which every row must be taken.
func importFile(t *testing.T, db *gorm.DB, name, text string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	result, err := importer.Run(context.Background(), db, accounts.User{Name: "Test"}, demand.ImportKinds(), []string{path}, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if result.Rejected > 0 || result.Accepted == 0 {
		t.Fatalf("import of %s: %+v", name, result)
	}
}
