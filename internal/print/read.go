package print

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"homeground/internal/problem"
)

const (
	mostPages  = 2000
	mostText   = 20 << 20 // bytes of it in one PDF
	mostMemory = 4096     // WebAssembly pages of 64 KB: 256 MB
)

// reading is one Reader's turn: one reads at a time, for each wants up to 256 MB.
var reading = make(chan struct{}, 1)

// Reader reads the text of PDFs that anybody may have made. It works in a sandbox of
// WebAssembly that has no file, no network and bounded memory and time.
type Reader struct {
	pool pdfium.Pool
	in   pdfium.Pdfium
	stop context.CancelFunc
}

// NewReader waits for its turn and starts a sandbox, which takes about two seconds; Close
// ends it. A minute after it was made it is over.
func NewReader(ctx context.Context) (*Reader, error) {
	select {
	case reading <- struct{}{}:
	case <-time.After(waitFor):
		return nil, problem.Wait(10*time.Second, "Others are having PDFs read just now. Try again in a moment.")
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to read a PDF: %w", ctx.Err())
	}
	r := &Reader{}
	ctx, r.stop = context.WithTimeout(ctx, 2*longest)
	var err error
	r.pool, err = webassembly.Init(webassembly.Config{
		Context: ctx, MaxIdle: 1, MaxTotal: 1, Stdout: io.Discard, Stderr: io.Discard,
		FSConfig: wazero.NewFSConfig(), // its default is every file of the machine
		RuntimeConfig: wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(mostMemory).WithCloseOnContextDone(true),
	})
	if err == nil {
		r.in, err = r.pool.GetInstance(longest)
	}
	if err != nil {
		r.Close()
		return nil, fmt.Errorf("start to read PDFs: %w", err)
	}
	return r, nil
}

// Close ends the sandbox.
func (r *Reader) Close() {
	if r.in != nil {
		_ = r.in.Close()
	}
	if r.pool != nil {
		_ = r.pool.Close()
	}
	r.stop()
	<-reading
}

// Pages is the text of each page of a PDF, in the order it was painted; an error where it is
// none that can be read.
func (r *Reader) Pages(file []byte) ([]string, error) {
	d, err := r.in.OpenDocument(&requests.OpenDocument{File: &file})
	if err != nil {
		return nil, fmt.Errorf("open a PDF: %w", err)
	}
	defer func() { _, _ = r.in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: d.Document}) }()
	n, err := r.in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.Document})
	if err != nil {
		return nil, fmt.Errorf("count the pages of a PDF: %w", err)
	}
	if n.PageCount > mostPages {
		return nil, fmt.Errorf("read a PDF: got %d pages, want at most %d", n.PageCount, mostPages)
	}
	pages, size := make([]string, n.PageCount), 0
	for i := range pages {
		t, err := r.in.GetPageText(&requests.GetPageText{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: d.Document, Index: i}}})
		if err != nil {
			return nil, fmt.Errorf("read page %d of a PDF: %w", i+1, err)
		}
		if size += len(t.Text); size > mostText {
			return nil, fmt.Errorf("read a PDF: got more than %d bytes of text", mostText)
		}
		pages[i] = t.Text
	}
	return pages, nil
}
