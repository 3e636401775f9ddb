package importer

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"homeground/accounts"
)

// Run imports the files and says what became of each. Files are taken in the order of
// their kinds, one transaction a file (one for all with AllOrNothing). An error is our
// fault: nothing of the file it happened in, nor of those after it, was written.
func Run(ctx context.Context, db *gorm.DB, by accounts.User, kinds []Kind, files []string, opts Options) (Result, error) {
	return Result{}, errors.New("not ready")
}
