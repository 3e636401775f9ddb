package store

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// tryLock takes a lock on the file if nobody is in the way. The kernel gives it back
// when the process ends, however it ends.
func tryLock(file *os.File, how int) (bool, error) {
	for {
		err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, err
		}
	}
}

// waitLock takes a lock on the file, waiting for whoever is in the way.
func waitLock(ctx context.Context, file *os.File, how int) error {
	for {
		if ok, err := tryLock(file, how); ok || err != nil {
			return err
		}
		if err := pause(ctx, 10*time.Millisecond); err != nil {
			return err
		}
	}
}

// pause waits, or gives up with the context.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
