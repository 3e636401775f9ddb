//go:build unix && !linux

package store

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// endWithUs cannot be had here: a PostgreSQL whose keeper was killed is told to stop
// by the next keeper (clearAfterKill).
func endWithUs(*syscall.SysProcAttr) {}

// workingIn is the process named in the folder's postmaster.pid, if it lives.
func workingIn(folder string) []int {
	b, err := os.ReadFile(filepath.Join(folder, "postmaster.pid"))
	if err != nil {
		return nil
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || syscall.Kill(pid, 0) != nil {
		return nil
	}
	return []int{pid}
}

// closeInherited has nothing to go by here.
func closeInherited() {}
