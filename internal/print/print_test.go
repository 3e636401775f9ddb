package print

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"homeground/internal/problem"
)

// page holds a heading and a table; and asks for what it must not get, and tells whether a
// script ran.
const page = `<!doctype html><html lang="en-GB"><head><title>Two homes</title><style>@page{@bottom-right{content:"Page " counter(page)}}</style></head><body>
<h1>Two homes</h1><table><caption>Places</caption><tr><th scope="col">Home</th><th scope="col">Places</th></tr><tr><th scope="row">Ferry Road</th><td>3</td></tr></table>
<p id="ran">quiet</p><script>document.getElementById("ran").textContent = "loud"</script><img src="ELSEWHERE/a.png" alt="away"><iframe src="ELSEWHERE/b"></iframe></body></html>`

// alone gives the test a folder for temporary files, and says what is left in it.
func alone(t *testing.T) (left func() []string) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	return func() []string {
		found, _ := filepath.Glob(filepath.Join(folder, "*"))
		return found
	}
}

func TestPDFIsTagged(t *testing.T) {
	left := alone(t)
	var asked atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer elsewhere.Close()
	pdf, err := New("").PDF(context.Background(), []byte(strings.ReplaceAll(page, "ELSEWHERE", elsewhere.URL)))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/MarkInfo", "/Marked true", "/StructTreeRoot", "/Lang (en-GB)", "/Outlines", "/S /Table", "/S /TH", "/Scope /Column"} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("the PDF has no %s", want)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the browser asked elsewhere %d times", n)
	}
	if l := left(); len(l) > 0 {
		t.Errorf("left behind: %v", l)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Log("poppler-utils is not installed: the text is not read back")
		return
	}
	path := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Two homes", "Ferry Road", "quiet", "Page 1"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in the text:\n%s", want, text)
		}
	}
}

// program writes a shell script that stands for a browser.
func program(t *testing.T, script string) string {
	path := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFailuresLeaveNothing(t *testing.T) {
	cancelled, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	for name, c := range map[string]struct {
		script string
		ctx    context.Context
		want   string
	}{
		"a browser that fails":    {"echo no display >&2; exit 3", context.Background(), "no display"},
		"a browser without a PDF": {"exit 0", context.Background(), "read the printed page"},
		"half a PDF":              {`echo "%PDF-1.4" > page.pdf`, context.Background(), "no whole PDF"},
		"a caller who goes away":  {"sleep 60 & sleep 60", cancelled, "deadline exceeded"},
		"a folder that is in use": {"mkdir -p profile/a; (for i in 1 2 3 4; do sleep 0.1; mkdir -p profile/a/$i; done) & exit 1", context.Background(), "exit status 1"},
	} {
		t.Run(name, func(t *testing.T) {
			browser := program(t, c.script)
			left := alone(t)
			begun := time.Now()
			_, err := New(browser).PDF(c.ctx, []byte(page))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
			if took := time.Since(begun); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
			if l := left(); len(l) > 0 {
				t.Errorf("left behind: %v", l)
			}
		})
	}
}

func TestWithoutBrowser(t *testing.T) {
	left := alone(t)
	_, err := New("/nowhere/chromium").PDF(context.Background(), []byte(page))
	p, ok := problem.As(err)
	if !ok || p.Kind != problem.Lacking || !strings.Contains(p.Text, "print it from your own browser") {
		t.Errorf("got %v", err)
	}
	if l := left(); len(l) > 0 {
		t.Errorf("left behind: %v", l)
	}
}

// Two browsers run at once; a third caller waits, and one who goes away meanwhile is let go.
func TestFewAtOnce(t *testing.T) {
	browser := program(t, `echo x >> "`+filepath.Join(t.TempDir(), "begun")+`"; sleep 1; printf '%%PDF-1.4\n%%%%EOF\n' > page.pdf`)
	left := alone(t)
	p := New(browser)
	var group sync.WaitGroup
	begun := time.Now()
	for range 3 {
		group.Add(1)
		go func() {
			defer group.Done()
			if _, err := p.PDF(context.Background(), []byte(page)); err != nil {
				t.Error(err)
			}
		}()
	}
	time.Sleep(300 * time.Millisecond)
	ctx, stop := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer stop()
	if _, err := p.PDF(ctx, []byte(page)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("who went away got %v", err)
	}
	group.Wait()
	if took := time.Since(begun); took < 1900*time.Millisecond {
		t.Errorf("three pages of a second each took %v: more than %d at once", took, atOnce)
	}
	if l := left(); len(l) > 0 {
		t.Errorf("left behind: %v", l)
	}
}
