package store

import (
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// endWithUs has the kernel tell the child to stop in good order when we are killed.
func endWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }

// workingIn is the living processes whose working directory is the folder. A zombie
// has none, so it does not count.
func workingIn(folder string) []int {
	real, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return nil
	}
	var found []int
	links, _ := filepath.Glob("/proc/[0-9]*/cwd")
	for _, link := range links {
		if at, err := os.Readlink(link); err == nil && at == real {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(link)))
			found = append(found, pid)
		}
	}
	return found
}

// closeInherited closes what the command that started us had open from its own
// starter, such as a build's pipes, which would otherwise wait for us to end.
func closeInherited() {
	open, _ := os.ReadDir("/proc/self/fd")
	for _, entry := range open {
		fd, err := strconv.Atoi(entry.Name())
		if err != nil || fd <= 3 {
			continue
		}
		// Everything Go opens itself is closed on exec, so what is not was inherited.
		flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFD, 0)
		if errno == 0 && flags&syscall.FD_CLOEXEC == 0 {
			syscall.Close(fd)
		}
	}
}
