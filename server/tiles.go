package server

import (
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
	"homeground/importer"
	"homeground/sites"
)

const deepestZoom = 18

// A layer draws one tile: the ground, which changes only with the demand revision and
// whose tiles are kept; the need and what of it is not covered, kept while the coverage
// stands; the sites under the filter of the list; or what may stand in their way, of the
// kinds asked for, kept until a file comes in.
type layer struct {
	right       string
	ground      func(ctx context.Context, db *gorm.DB, z, x, y int) ([]byte, error)
	sites       func(ctx context.Context, db *gorm.DB, f sites.Filter, z, x, y int) ([]byte, error)
	constraints func(ctx context.Context, db *gorm.DB, kinds []string, z, x, y int) ([]byte, error)
	need        func(ctx context.Context, db *gorm.DB, c *demand.Coverage, z, x, y int) ([]byte, error)
	hexagons    func(ctx context.Context, db *gorm.DB, metres, z, x, y int) ([]byte, error) // ground too, of the size asked for
}

var layers = map[string]layer{
	"authorities": {right: "demand.read", ground: accounts.AuthoritiesTile},
	"cells":       {right: "demand.read", need: demand.CellsTile},
	"hotspots":    {right: "demand.read", ground: demand.HotspotsTile},
	"hexagons":    {right: "demand.read", hexagons: demand.HexagonsTile},
	"squares":     {right: "site.map", sites: sites.SquaresTile},
	"sites":       {right: "site.map", sites: sites.PointsTile},
	"constraints": {right: "site.map", constraints: sites.ConstraintsTile},
}

// tileCache keeps drawn tiles by layer, revision and place; parallel misses draw once.
type tileCache struct {
	tiles  *lru.Cache[string, []byte]
	flight singleflight.Group
}

func newTileCache() *tileCache {
	tiles, err := lru.New[string, []byte](4000)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &tileCache{tiles: tiles}
}

// tile answers one vector tile of one layer or of several (their names with commas
// between), compressed, with a strong tag; 204 where nothing lies. Tiles laid end to end
// are a tile: each brings its own layer.
func (r *request) tile(c *fiber.Ctx) error {
	names := strings.Split(c.Params("layers"), ",")
	if !r.mayDraw(names) {
		return fiber.ErrNotFound
	}
	z, x, y, err := place(c)
	if err != nil {
		return err
	}
	filter, err := filterOf(c)
	if err != nil {
		return err
	}
	var plain []byte
	for _, name := range names {
		var part []byte
		switch l := layers[name]; {
		case l.sites != nil:
			part, err = l.sites(c.UserContext(), r.db, filter, z, x, y)
		case l.constraints != nil:
			part, err = r.drawnConstraints(c.UserContext(), l, c.Query("kinds"), z, x, y)
		case l.need != nil:
			part, err = r.drawnNeed(c.UserContext(), l, name, z, x, y)
		case l.hexagons != nil:
			part, err = r.drawnHexagons(c.UserContext(), l, c.Query("metres"), z, x, y)
		default:
			part, err = r.drawnGround(c.UserContext(), name, z, x, y)
		}
		if err != nil {
			return err
		}
		plain = append(plain, part...)
	}
	sum := sha256.Sum256(plain)
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	switch {
	case c.Get(fiber.HeaderIfNoneMatch) == tag:
		return c.SendStatus(fiber.StatusNotModified)
	case len(plain) == 0:
		return c.SendStatus(fiber.StatusNoContent)
	}
	c.Set(fiber.HeaderContentType, "application/vnd.mapbox-vector-tile")
	if !strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		return c.Send(plain)
	}
	c.Set(fiber.HeaderContentEncoding, "gzip")
	w, err := gzip.NewWriterLevel(c, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := w.Write(plain); err != nil {
		return err
	}
	return w.Close()
}

// mayDraw says whether every name is a layer the caller may see, and none comes twice.
func (r *request) mayDraw(names []string) bool {
	seen := map[string]bool{}
	for _, name := range names {
		l, ok := layers[name]
		if !ok || seen[name] || r.by.Extent(l.right).None() {
			return false
		}
		seen[name] = true
	}
	return true
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

// drawnGround is a tile of the ground.
func (s *server) drawnGround(ctx context.Context, name string, z, x, y int) ([]byte, error) {
	revision, err := demand.Revision(ctx, s.db)
	if err != nil {
		return nil, err
	}
	return s.drawn(fmt.Sprintf("%s/%d/%d/%d/%d", name, revision, z, x, y), func() ([]byte, error) { return layers[name].ground(ctx, s.db, z, x, y) })
}

// drawnNeed is a tile of need and of what is not covered of it.
func (s *server) drawnNeed(ctx context.Context, l layer, name string, z, x, y int) ([]byte, error) {
	coverage, err := s.sim.Coverer.Now(ctx, s.db)
	if err != nil {
		return nil, err
	}
	return s.drawn(fmt.Sprintf("%s/%s/%d/%d/%d", name, coverage.Mark, z, x, y), func() ([]byte, error) { return l.need(ctx, s.db, coverage, z, x, y) })
}

// drawnHexagons is a tile of hexagons.
func (s *server) drawnHexagons(ctx context.Context, l layer, size string, z, x, y int) ([]byte, error) {
	metres, err := hexagonMetres(size)
	if err != nil {
		return nil, fiber.NewError(fiber.StatusBadRequest, err.Error())
	}
	revision, err := demand.Revision(ctx, s.db)
	if err != nil {
		return nil, err
	}
	return s.drawn(fmt.Sprintf("hexagons:%d/%d/%d/%d/%d", metres, revision, z, x, y), func() ([]byte, error) { return l.hexagons(ctx, s.db, metres, z, x, y) })
}

// drawnConstraints is a tile of layers of constraints.
func (s *server) drawnConstraints(ctx context.Context, l layer, kinds string, z, x, y int) ([]byte, error) {
	names := strings.Split(kinds, ",")
	if !sites.ConstraintKinds(names) {
		return nil, fiber.NewError(fiber.StatusBadRequest, "Say which layers of constraints, each once, as in kinds=green_belt,aonb.")
	}
	came, err := importer.Latest(ctx, s.db)
	if err != nil {
		return nil, err
	}
	return s.drawn(fmt.Sprintf("constraints:%s/%d/%d/%d/%d", kinds, came, z, x, y), func() ([]byte, error) { return l.constraints(ctx, s.db, names, z, x, y) })
}

// drawn is a tile, not compressed: from the cache where it is there.
func (s *server) drawn(key string, draw func() ([]byte, error)) ([]byte, error) {
	if t, ok := s.tiles.tiles.Get(key); ok {
		return t, nil
	}
	made, err, _ := s.tiles.flight.Do(key, func() (any, error) {
		t, err := draw()
		if err == nil {
			s.tiles.tiles.Add(key, t)
		}
		return t, err
	})
	t, _ := made.([]byte)
	return t, err
}
