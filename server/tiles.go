package server

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/demand"
	"homeground/sites"
)

const deepestZoom = 18

// A layer draws one tile. Tiles of a layer that changes only with the demand revision
// are kept.
type layer struct {
	draw func(ctx context.Context, db *gorm.DB, z, x, y int) ([]byte, error)
	kept bool
}

var layers = map[string]layer{
	"authorities": {accounts.AuthoritiesTile, true},
	"cells":       {demand.CellsTile, true},
	"hotspots":    {demand.HotspotsTile, true},
	"squares":     {sites.SquaresTile, false},
	"sites":       {sites.PointsTile, false},
}

// drawn is a tile as sent: compressed, with its tag.
type drawn struct {
	bytes []byte
	tag   string
}

// tileCache keeps drawn tiles by layer, revision and place; parallel misses draw once.
type tileCache struct {
	tiles  *lru.Cache[string, drawn]
	flight singleflight.Group
}

func newTileCache() *tileCache {
	tiles, err := lru.New[string, drawn](4000)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &tileCache{tiles: tiles}
}

// tile answers one vector tile: gzip, with a strong tag; 204 where nothing lies.
func (s *server) tile(c *fiber.Ctx) error {
	name := c.Params("layer")
	l, ok := layers[name]
	if !ok {
		return fiber.ErrNotFound
	}
	z, x, y, err := place(c)
	if err != nil {
		return err
	}
	t, err := s.drawnTile(c.UserContext(), name, l, z, x, y)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderETag, t.tag)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	switch {
	case c.Get(fiber.HeaderIfNoneMatch) == t.tag:
		return c.SendStatus(fiber.StatusNotModified)
	case len(t.bytes) == 0:
		return c.SendStatus(fiber.StatusNoContent)
	}
	c.Set(fiber.HeaderContentType, "application/vnd.mapbox-vector-tile")
	if !strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		plain, err := gunzip(t.bytes)
		if err != nil {
			return err
		}
		return c.Send(plain)
	}
	c.Set(fiber.HeaderContentEncoding, "gzip")
	return c.Send(t.bytes)
}

func place(c *fiber.Ctx) (z, x, y int, err error) {
	var errs [3]error
	z, errs[0] = strconv.Atoi(c.Params("z"))
	x, errs[1] = strconv.Atoi(c.Params("x"))
	y, errs[2] = strconv.Atoi(c.Params("y"))
	for _, e := range errs {
		if e != nil {
			return 0, 0, 0, fiber.NewError(fiber.StatusBadRequest, "A tile's zoom, x and y are whole numbers.")
		}
	}
	if z < 0 || z > deepestZoom || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z {
		return 0, 0, 0, fiber.NewError(fiber.StatusBadRequest, fmt.Sprintf("A tile's zoom is 0 to %d, and x and y are below 2 to the power of the zoom.", deepestZoom))
	}
	return z, x, y, nil
}

func (s *server) drawnTile(ctx context.Context, name string, l layer, z, x, y int) (drawn, error) {
	if !l.kept {
		return draw(ctx, s.db, l, z, x, y)
	}
	revision, err := demand.Revision(ctx, s.db)
	if err != nil {
		return drawn{}, err
	}
	key := fmt.Sprintf("%s/%d/%d/%d/%d", name, revision, z, x, y)
	if t, ok := s.tiles.tiles.Get(key); ok {
		return t, nil
	}
	made, err, _ := s.tiles.flight.Do(key, func() (any, error) {
		t, err := draw(ctx, s.db, l, z, x, y)
		if err == nil {
			s.tiles.tiles.Add(key, t)
		}
		return t, err
	})
	t, _ := made.(drawn)
	return t, err
}

func draw(ctx context.Context, db *gorm.DB, l layer, z, x, y int) (drawn, error) {
	plain, err := l.draw(ctx, db, z, x, y)
	if err != nil {
		return drawn{}, err
	}
	sum := sha256.Sum256(plain)
	t := drawn{tag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	if len(plain) == 0 {
		return t, nil
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(plain); err != nil {
		return t, err
	}
	if err := w.Close(); err != nil {
		return t, err
	}
	t.bytes = out.Bytes()
	return t, nil
}
