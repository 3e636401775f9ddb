package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"homeground/frontend"
)

// page is one stored file of the browser application, kept plain and compressed.
type page struct {
	plain, zipped []byte
	kind, tag     string
}

// pages serves the browser application. Every address that is not a file is one of
// its pages, so it gets the application, which reads the address itself.
func pages() func(*request, *fiber.Ctx) error {
	var kept sync.Map
	return func(_ *request, c *fiber.Ctx) error {
		name := strings.TrimPrefix(path.Clean("/"+c.Path()), "/")
		if strings.HasPrefix(name, "api/") || strings.HasPrefix(name, "tiles/") {
			return fiber.ErrNotFound
		}
		p, err := pageNamed(&kept, name)
		if err != nil && strings.HasPrefix(name, "assets/") {
			return fiber.ErrNotFound
		}
		if err != nil {
			name = "index.html"
			if p, err = pageNamed(&kept, name); err != nil {
				name = "placeholder.html"
				if p, err = pageNamed(&kept, name); err != nil {
					return err
				}
			}
		}
		c.Set(fiber.HeaderCacheControl, "no-cache")
		if strings.HasPrefix(name, "assets/") { // their names carry a digest of what is in them
			c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		}
		c.Set(fiber.HeaderETag, p.tag)
		c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
		if c.Get(fiber.HeaderIfNoneMatch) == p.tag {
			return c.SendStatus(fiber.StatusNotModified)
		}
		c.Set(fiber.HeaderContentType, p.kind)
		if len(p.zipped) < len(p.plain) && strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
			c.Set(fiber.HeaderContentEncoding, "gzip")
			return c.Send(p.zipped)
		}
		return c.Send(p.plain)
	}
}

func pageNamed(kept *sync.Map, name string) (*page, error) {
	if p, ok := kept.Load(name); ok {
		return p.(*page), nil
	}
	plain, err := fs.ReadFile(frontend.Files(), name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(plain)
	p := &page{plain: plain, kind: mime.TypeByExtension(path.Ext(name)), tag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	if p.kind == "" {
		p.kind = "application/octet-stream"
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	p.zipped = out.Bytes()
	kept.Store(name, p)
	return p, nil
}
