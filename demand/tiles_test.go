package demand

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"testing"

	"gorm.io/gorm"
)

// tileFeatures counts the features of a tile's only layer by its geometry type
// (1 point, 3 polygon), reading the protocol buffer by hand.
func tileFeatures(t *testing.T, tile []byte) (name string, byType map[uint64]int) {
	t.Helper()
	byType = map[uint64]int{}
	if len(tile) == 0 {
		return "", byType
	}
	each(t, tile, func(field int, layer []byte, _ uint64) {
		each(t, layer, func(field int, value []byte, _ uint64) {
			switch field {
			case 1:
				name = string(value)
			case 2:
				each(t, value, func(field int, _ []byte, n uint64) {
					if field == 3 {
						byType[n]++
					}
				})
			}
		})
	})
	return name, byType
}

// each calls do for every field of a message, with its bytes or its number.
func each(t *testing.T, message []byte, do func(field int, value []byte, n uint64)) {
	t.Helper()
	for len(message) > 0 {
		key, size := binary.Uvarint(message)
		message = message[size:]
		n, size := binary.Uvarint(message)
		switch key & 7 {
		case 0:
			message = message[size:]
			do(int(key>>3), nil, n)
		case 1:
			n = binary.LittleEndian.Uint64(message)
			message = message[8:]
			do(int(key>>3), nil, n)
		case 2:
			do(int(key>>3), message[size:size+int(n)], 0)
			message = message[size+int(n):]
		default:
			t.Fatalf("wire type %d", key&7)
		}
	}
}

func TestTiles(t *testing.T) {
	db := crowd(t)
	run(t, db, `INSERT INTO demand_cells (code, kind, name, authority_code, centre, children, source)
		VALUES ('settlement-b', 'settlement', 'B', ?, ST_SetSRID(ST_MakePoint(512000, 121000), 27700), 90, 'test')`, unitaryB)
	count(t, db, unitaryB, "2024-03-31", 7, nil)
	recompute(t, db)
	ctx := context.Background()
	coverage := covered(t, db)
	cells, err := CellsTile(ctx, db, coverage, 9, 255, 171)
	if err != nil {
		t.Fatal(err)
	}
	if name, by := tileFeatures(t, cells); name != "cells" || by[3] != 50 || by[1] != 1 {
		t.Errorf("layer %q with %v, want 50 outlines and a point", name, by)
	}
	for _, column := range []string{"code", "rate", "step", "unmet", "unmet_step", "class", "hot99", code(49)} {
		if !bytes.Contains(cells, []byte(column)) {
			t.Errorf("the tile lacks %q", column)
		}
	}
	spots, err := HotspotsTile(ctx, db, 9, 255, 171)
	if err != nil {
		t.Fatal(err)
	}
	var pieces int
	db.Raw("SELECT count(*) FROM hotspot_areas").Scan(&pieces)
	if name, by := tileFeatures(t, spots); name != "hotspots" || by[3] != pieces || pieces == 0 {
		t.Errorf("layer %q with %v, want %d outlines", name, by, pieces)
	}
	var large int
	db.Raw("SELECT count(*) FROM hotspot_areas WHERE hectares >= 500").Scan(&large)
	far, err := HotspotsTile(ctx, db, 8, 127, 85)
	if _, by := tileFeatures(t, far); err != nil || by[3] != large || large == pieces && pieces > 1 {
		t.Errorf("from far: %v, want %d of %d; %v", by, large, pieces, err)
	}
	for name, draw := range map[string]func() ([]byte, error){
		"cells":    func() ([]byte, error) { return CellsTile(ctx, db, coverage, 9, 0, 0) },
		"hotspots": func() ([]byte, error) { return HotspotsTile(ctx, db, 18, 1, 1) },
	} {
		if tile, err := draw(); err != nil || len(tile) != 0 {
			t.Errorf("%s elsewhere: %d bytes, %v, want none", name, len(tile), err)
		}
	}
}

// covered is the coverage as of now.
func covered(t *testing.T, db *gorm.DB) *Coverage {
	t.Helper()
	var coverer Coverer
	c, err := coverer.Now(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func compressed(tile []byte) int {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(tile)
	w.Close()
	return out.Len()
}
