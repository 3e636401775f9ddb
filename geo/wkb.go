package geo

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"strings"
)

// maxText is the longest geometry taken from a cell, in bytes.
const maxText = 8 << 20

// FromText decodes a geometry written in a cell: WKT or EWKT (POLYGON ((…))), or WKB or
// EWKB in hexadecimal. srid is taken where the text names none.
func FromText(text string, srid int) (Shape, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return nil, BadShape("the geometry is empty")
	case len(text) > maxText:
		return nil, badShape("the geometry is too large: the limit of one written as text is %d MB", maxText>>20)
	}
	if len(text) >= 10 && strings.Trim(text[:10], "0123456789abcdefABCDEF") == "" {
		raw, err := hex.DecodeString(text)
		if err != nil {
			return nil, BadShape("the geometry is not whole hexadecimal WKB")
		}
		return FromWKB(raw, srid)
	}
	return fromWKT(text, srid)
}

// FromWKB decodes well-known binary, with or without an SRID of its own. Counts are
// held against the bytes that are left before anything is allocated, and nothing nests
// deeper than a polygon in a multipolygon.
func FromWKB(raw []byte, srid int) (Shape, error) {
	if len(raw) > maxBytes {
		return nil, badShape("the geometry is too large: the limit is %d MB", maxBytes>>20)
	}
	w := wkbReader{raw: raw, srid: srid}
	kind, err := w.header()
	if err != nil {
		return nil, err
	}
	s, err := w.shape(kind)
	if err != nil {
		return nil, err
	}
	if len(w.raw) != 0 {
		return nil, BadShape("the geometry's WKB goes on after its end")
	}
	return s, nil
}

type wkbReader struct {
	raw    []byte
	order  binary.ByteOrder
	dims   int
	srid   int
	points int // read so far
}

const errShortWKB = BadShape("the geometry's WKB is corrupt: it names more points than it holds")

func (w *wkbReader) take(n int) ([]byte, error) {
	if n > len(w.raw) {
		return nil, errShortWKB
	}
	b := w.raw[:n]
	w.raw = w.raw[n:]
	return b, nil
}

func (w *wkbReader) uint32() (uint32, error) {
	b, err := w.take(4)
	if err != nil {
		return 0, err
	}
	return w.order.Uint32(b), nil
}

// header reads byte order and type; EWKB flags and ISO thousands both say Z and M.
func (w *wkbReader) header() (uint32, error) {
	b, err := w.take(1)
	if err != nil {
		return 0, err
	}
	switch b[0] {
	case 0:
		w.order = binary.BigEndian
	case 1:
		w.order = binary.LittleEndian
	default:
		return 0, BadShape("the geometry is not WKB: it has no byte order")
	}
	kind, err := w.uint32()
	if err != nil {
		return 0, err
	}
	w.dims = 2
	for _, flag := range []uint32{0x80000000, 0x40000000} {
		if kind&flag != 0 {
			w.dims++
		}
	}
	if kind&0x20000000 != 0 {
		srid, err := w.uint32()
		if err != nil {
			return 0, err
		}
		if srid != WGS84 && srid != NationalGrid {
			return 0, badShape("the geometry is in EPSG:%d: only 4326 and 27700 are read", srid)
		}
		w.srid = int(srid)
	}
	kind &= 0x1fffffff
	switch kind / 1000 {
	case 0:
	case 1, 2:
		w.dims = 3
	case 3:
		w.dims = 4
	default:
		return 0, badShape("the geometry is of WKB type %d, which is not known", kind)
	}
	return kind % 1000, nil
}

func (w *wkbReader) shape(kind uint32) (Shape, error) {
	switch kind {
	case 1:
		flat, err := w.positions(1)
		if err != nil {
			return nil, err
		}
		return point(flat, w.srid)
	case 3:
		rings, err := w.rings()
		if err != nil {
			return nil, err
		}
		return polygon(rings, w.srid)
	case 6:
		pieces, err := w.pieces()
		if err != nil {
			return nil, err
		}
		return shapeOrNil(multiPolygon(pieces, w.srid))
	}
	return nil, badShape("the geometry is of WKB type %d: a point (1), polygon (3) or multipolygon (6) is needed", kind)
}

func (w *wkbReader) positions(n int) ([]float64, error) {
	b, err := w.take(n * w.dims * 8)
	if err != nil {
		return nil, err
	}
	flat := make([]float64, 0, 2*n)
	for i := range n {
		at := b[i*w.dims*8:]
		flat = append(flat, math.Float64frombits(w.order.Uint64(at)), math.Float64frombits(w.order.Uint64(at[8:])))
	}
	return flat, nil
}

// count reads how many members follow, each at least so many bytes.
func (w *wkbReader) count(least int) (int, error) {
	n, err := w.uint32()
	if err != nil {
		return 0, err
	}
	if int64(n)*int64(least) > int64(len(w.raw)) {
		return 0, errShortWKB
	}
	return int(n), nil
}

// rings reads a polygon's rings and checks each at once: many bad ones cost nothing.
func (w *wkbReader) rings() ([][]float64, error) {
	n, err := w.count(4)
	if err != nil {
		return nil, err
	}
	var rings [][]float64
	for range n {
		points, err := w.count(w.dims * 8)
		if err != nil {
			return nil, err
		}
		if w.points += points; w.points > MaxPoints {
			return nil, badShape("the geometry has over %d positions: the limit", MaxPoints)
		}
		ring, err := w.positions(points)
		if err != nil {
			return nil, err
		}
		if err := ringIsGood(ring, w.srid); err != nil {
			return nil, err
		}
		rings = append(rings, ring)
	}
	return rings, nil
}

// pieces reads a multipolygon's polygons, which are in its own system and dimensions.
func (w *wkbReader) pieces() ([][][]float64, error) {
	n, err := w.count(9)
	if err != nil {
		return nil, err
	}
	srid, dims := w.srid, w.dims
	var pieces [][][]float64
	for range n {
		kind, err := w.header()
		if err != nil {
			return nil, err
		}
		if kind != 3 || w.srid != srid || w.dims != dims {
			return nil, BadShape("the geometry is a multipolygon with a member that is no polygon of its own kind")
		}
		rings, err := w.rings()
		if err != nil {
			return nil, err
		}
		if len(rings) == 0 {
			return nil, errNoRing
		}
		pieces = append(pieces, rings)
	}
	return pieces, nil
}
