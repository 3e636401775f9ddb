// Package geo holds shapes: points, outlines and the two coordinate systems that
// Homeground meets, WGS 84 (EPSG:4326) and the British National Grid (EPSG:27700).
//
// Its main types are Shape, any geometry with its SRID in the value (go-geom), and
// LonLat and Ring, which are only drawn (orb). What comes from outside is decoded
// here, behind limits of our own: the libraries below allocate whatever a file claims
// and turn empty coordinates into 0,0. One thing must stay true: this is the only
// package that imports go-geom and orb, and no Shape leaves it without an SRID.
package geo

import (
	"slices"

	"github.com/twpayne/go-geom"
)

// The coordinate systems in use, by EPSG code.
const (
	WGS84        = 4326
	NationalGrid = 27700
	WebMercator  = 3857
)

// Shape is any geometry; its SRID is in the value.
type Shape = geom.T

// Point is one position.
type Point = geom.Point

// Polygon is one outline with its holes.
type Polygon = geom.Polygon

// MultiPolygon is an outline in several pieces.
type MultiPolygon = geom.MultiPolygon

// NewPoint is the point x (longitude or easting), y (latitude or northing).
func NewPoint(x, y float64, srid int) *Point {
	return geom.NewPointFlat(geom.XY, []float64{x, y}).SetSRID(srid)
}

// NewMultiPolygon is the outline whose pieces are lists of rings (the first the outside, the rest holes).
// Rings are flat lists x, y, x, y.
func NewMultiPolygon(pieces [][][]float64, srid int) *MultiPolygon {
	var flat []float64
	var endss [][]int
	for _, piece := range pieces {
		var ends []int
		for _, ring := range piece {
			flat = append(flat, ring...)
			ends = append(ends, len(flat))
		}
		endss = append(endss, ends)
	}
	return geom.NewMultiPolygonFlat(geom.XY, flat, endss).SetSRID(srid)
}

// AsMultiPolygon is s as an outline, or nil where s is not a polygon or several.
func AsMultiPolygon(s Shape) *MultiPolygon {
	switch v := s.(type) {
	case *MultiPolygon:
		return v
	case *Polygon:
		endss := [][]int{v.Ends()}
		return geom.NewMultiPolygonFlat(v.Layout(), v.FlatCoords(), endss).SetSRID(v.SRID())
	}
	return nil
}

// OutlineOnGrid is an outline of one piece or several on the National Grid, to about five
// metres where it comes in WGS 84; nil of what has no inside.
func OutlineOnGrid(s Shape) *MultiPolygon {
	m := AsMultiPolygon(s)
	if m == nil || m.SRID() != WGS84 {
		return m
	}
	flat := slices.Clone(m.FlatCoords())
	for i := 0; i+1 < len(flat); i += m.Stride() {
		flat[i], flat[i+1] = ToGrid(flat[i], flat[i+1])
	}
	return geom.NewMultiPolygonFlat(m.Layout(), flat, m.Endss()).SetSRID(NationalGrid)
}
