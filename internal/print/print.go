// Package print makes a tagged PDF of a page of HTML, by the Chromium of the machine.
//
// Its main type is Printer. One thing must stay true: the browser reaches nothing but the
// page it is given. It has no network and runs no script, works in a folder of its own that
// is gone afterwards, and does not outlive the call.
package print

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"homeground/internal/problem"
)

const (
	atOnce   = 2                // browsers; each wants about 200 MB
	waitFor  = 20 * time.Second // for one's turn
	longest  = 30 * time.Second // that one page may take
	mostIn   = 10 << 20         // bytes of a page
	mostOut  = 30 << 20         // bytes of a PDF
	mostSaid = 4 << 10          // of what a browser says that failed
)

// Printer prints with one browser, a few pages at a time.
type Printer struct {
	program string // as set; empty: the first of the usual ones
	turns   chan struct{}
}

// New is a printer that uses the program, or where it is empty the first Chromium that is
// found when it is needed.
func New(program string) *Printer {
	return &Printer{program: program, turns: make(chan struct{}, atOnce)}
}

// PDF is the page as a tagged PDF with an outline. The same page gives the same text and
// tags each time; only the day and the identity within the file differ.
func (p *Printer) PDF(ctx context.Context, page []byte) ([]byte, error) {
	program, err := find(p.program)
	if err != nil {
		return nil, err
	}
	if len(page) > mostIn {
		return nil, fmt.Errorf("print a page: got %d bytes, want at most %d", len(page), mostIn)
	}
	select {
	case p.turns <- struct{}{}:
		defer func() { <-p.turns }()
	case <-time.After(waitFor):
		return nil, problem.Wait(10*time.Second, "Others are having PDFs made just now. Try again in a moment, or open the HTML.")
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a printer: %w", ctx.Err())
	}
	ctx, stop := context.WithTimeout(ctx, longest)
	defer stop()
	folder, err := os.MkdirTemp("", "homeground-print-")
	if err != nil {
		return nil, fmt.Errorf("make a folder to print in: %w", err)
	}
	defer remove(folder)
	if page, err = closed(page); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(folder, "page.html"), page, 0o600); err != nil {
		return nil, fmt.Errorf("write the page to print: %w", err)
	}
	if err := run(ctx, program, folder); err != nil {
		return nil, fmt.Errorf("print a page: %w", err)
	}
	return read(filepath.Join(folder, "page.pdf"))
}

// closed is the page with a rule at its head that lets it run and load nothing: the browser
// cannot be told so, for it prints by a script of its own.
func closed(page []byte) ([]byte, error) {
	before, after, ok := bytes.Cut(page, []byte("<head>"))
	if !ok {
		return nil, errors.New("print a page: it has no <head>")
	}
	const rule = `<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:">`
	return slices.Concat(before, []byte(rule), after), nil
}

// run has the browser print page.html to page.pdf.
func run(ctx context.Context, program, folder string) error {
	cmd := exec.CommandContext(ctx, program, arguments(folder)...)
	cmd.Dir = folder
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "TMPDIR=" + folder, "XDG_CONFIG_HOME=" + folder, "XDG_CACHE_HOME=" + folder, "XDG_RUNTIME_DIR=" + folder, "LANG=C.UTF-8"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that its helpers end with it
	cmd.Cancel = func() error { return endAll(cmd.Process.Pid) }
	cmd.WaitDelay = 2 * time.Second
	said := &tail{}
	cmd.Stdout, cmd.Stderr = said, said
	err := cmd.Run()
	if cmd.Process != nil {
		_ = endAll(cmd.Process.Pid)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, said.text)
	}
	return nil
}

// arguments are what the browser is told: no network, nothing but the page.
func arguments(folder string) []string {
	list := []string{
		"--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--hide-scrollbars",
		"--disable-extensions", "--disable-sync", "--disable-default-apps", "--disable-background-networking", "--disable-component-update",
		"--disable-breakpad", "--disable-crash-reporter", "--no-pings", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
		"--font-render-hinting=none", "--user-data-dir=" + filepath.Join(folder, "profile"),
		"--export-tagged-pdf", "--generate-pdf-document-outline", "--no-pdf-header-footer", "--print-to-pdf=" + filepath.Join(folder, "page.pdf"),
	}
	if os.Geteuid() == 0 {
		list = append(list, "--no-sandbox") // for root there is none
	}
	return append(list, "file://"+filepath.Join(folder, "page.html"))
}

// endAll ends a browser and its helpers.
func endAll(leader int) error {
	err := syscall.Kill(-leader, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}

// remove takes the folder away; a helper may write in it for a moment after its end.
func remove(folder string) {
	for range 40 {
		if os.RemoveAll(folder) == nil {
			if _, err := os.Stat(folder); err != nil {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// read is the whole PDF, if it is one and no larger than it should be.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > mostOut {
		err = fmt.Errorf("got %d bytes, want at most %d", info.Size(), mostOut)
	}
	if err != nil {
		return nil, fmt.Errorf("read the printed page: %w", err)
	}
	pdf, err := os.ReadFile(path)
	if err == nil && (!bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Contains(pdf[max(0, len(pdf)-32):], []byte("%%EOF"))) {
		err = errors.New("it is no whole PDF")
	}
	if err != nil {
		return nil, fmt.Errorf("read the printed page: %w", err)
	}
	return pdf, nil
}

// tail keeps the last of what a program says.
type tail struct{ text []byte }

func (t *tail) Write(b []byte) (int, error) {
	t.text = append(t.text, b...)
	t.text = t.text[max(0, len(t.text)-mostSaid):]
	return len(b), nil
}
