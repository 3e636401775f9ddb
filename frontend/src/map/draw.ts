// Drawing an outline on the small map, by terra-draw. Each ring, hole or not, is a shape of
// its own here, since terra-draw knows no holes; who asks puts them together. Loaded when
// somebody draws.
import type { Map as MapLibre } from 'maplibre-gl'
import { TerraDraw, TerraDrawPolygonMode, TerraDrawRenderMode, TerraDrawSelectMode, type GeoJSONStoreFeatures, type SnapToCustom } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'

export type Ring = [number, number][]

export interface DrawEvents {
  ready: (drawing: Drawing) => void
  drawn: (ring: Ring) => void
  changed: (rings: Ring[], done: boolean) => void // done: a corner was let go
}

const [ink, line, quiet] = ['#0b0c0c', '#0b5c5c', '#505a5f'] as const
const handles = { selectedPolygonColor: line, selectedPolygonFillOpacity: 0.15, selectedPolygonOutlineColor: line, selectedPolygonOutlineWidth: 3, selectionPointColor: '#ffffff',
  selectionPointOutlineColor: ink, selectionPointWidth: 7, selectionPointOutlineWidth: 3, midPointColor: line, midPointOutlineColor: '#ffffff', midPointWidth: 5, midPointOutlineWidth: 2 } as const

// terra-draw leaves out every so many moves of the mouse; the last before a corner is let go counts.
const everyOne = Number.MAX_SAFE_INTEGER

// How many pixels off a corner is still meant.
const near = 20

// What is kept of a corner, a centimetre: finer, what comes back would not be what was told.
const fine = (ring: Ring): Ring => ring.map(([lon, lat]) => [Number(lon.toFixed(7)), Number(lat.toFixed(7))])

export class Drawing {
  private draw: TerraDraw
  private ids: (string | number)[] = []
  private shown = '[]'
  private selected = 0
  private around: Ring[] = [] // outlines near by
  private aroundIDs: (string | number)[] = []

  constructor(private map: MapLibre, private events: DrawEvents) {
    // To its own corners; to the sides of the outlines near by, and rather to their corners.
    const toFeature = { filter: ({ properties }: { properties?: Record<string, unknown> | null }) => properties?.mode === 'neighbour', toLine: true }
    const snapping = { toCoordinate: true, toFeature, toCustom: this.cornerNear }
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map }),
      modes: [
        new TerraDrawPolygonMode({ snapping, pointerDistance: near, keyEvents: { cancel: 'Escape', finish: null }, styles: { fillColor: line, fillOpacity: 0.15, outlineColor: line, outlineWidth: 3, closingPointColor: '#ffffff',
          closingPointOutlineColor: ink, closingPointWidth: 7, closingPointOutlineWidth: 3 } }),
        new TerraDrawSelectMode({ keyEvents: null, pointerDistance: near, dragEventThrottle: everyOne, allowManualDeselection: false, styles: handles,
          flags: { polygon: { feature: { draggable: false, coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping } } } } }),
        new TerraDrawRenderMode({ modeName: 'neighbour', styles: { polygonFillColor: quiet, polygonFillOpacity: 0.08, polygonOutlineColor: quiet, polygonOutlineWidth: 2 } }),
      ],
    })
    const start = () => {
      this.draw.start()
      this.draw.setMode('select')
      this.listen()
      events.ready(this)
    }
    if (map.getSource('chosen')) start()
    else map.once('style.load', start) // never, if the map goes before
  }

  private listen() {
    this.draw.on('finish', (id, { mode }) => {
      if (mode !== 'polygon') return this.tell(true)
      const ring = ringOf(this.draw.getSnapshotFeature(id))
      this.draw.removeFeatures([id])
      this.draw.setMode('select')
      this.choose(this.selected)
      this.events.drawn(ring)
    })
    this.draw.on('change', (ids, type, context) => {
      if (type === 'update' && !(context && 'origin' in context) && ids.some((id) => this.ids.includes(id))) this.tell(false)
    })
    this.draw.on('select', (id) => (this.selected = Math.max(0, this.ids.indexOf(id))))
  }

  // tell says how the rings are now.
  private tell(done: boolean) {
    const rings = this.ids.map((id) => fine(ringOf(this.draw.getSnapshotFeature(id))))
    this.shown = JSON.stringify(rings)
    this.events.changed(rings, done)
  }

  // show draws the rings, unless they are those it has just told of.
  show(rings: Ring[]) {
    const made = rings.map(fine).filter((ring) => ring.length > 2)
    const text = JSON.stringify(made)
    if (text === this.shown) return
    this.shown = text
    if (this.draw.getMode() === 'polygon') this.draw.setMode('select')
    this.draw.clear()
    this.aroundIDs = []
    this.showAround(this.around)
    const added = this.draw.addFeatures(made.map((ring) => ({ type: 'Feature', properties: { mode: 'polygon' }, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] } })))
    this.ids = added.flatMap(({ id, valid }) => (valid && id !== undefined ? [id] : []))
    this.choose(this.selected)
  }

  // showAround draws the outlines near by, which corners snap to and nothing changes.
  showAround(rings: Ring[]) {
    this.around = rings
    if (this.aroundIDs.length) this.draw.removeFeatures(this.aroundIDs)
    const made = rings.map(fine).map((ring) => ({ type: 'Feature' as const, properties: { mode: 'neighbour' }, geometry: { type: 'Polygon' as const, coordinates: [[...ring, ring[0]!]] } }))
    this.aroundIDs = this.draw.addFeatures(made).flatMap(({ id, valid }) => (valid && id !== undefined ? [id] : []))
  }

  // cornerNear is the corner of an outline near by that is meant, if one is.
  private cornerNear: SnapToCustom = ({ containerX, containerY }, { project }) => {
    let [found, least]: [[number, number] | undefined, number] = [undefined, near]
    for (const corner of this.around.flat()) {
      const { x, y } = project(...corner)
      const off = Math.hypot(x - containerX, y - containerY)
      if (off <= least) [found, least] = [corner, off]
    }
    return found
  }

  // choose gives one of the rings its handles.
  choose(ring: number) {
    const id = this.ids[Math.min(ring, this.ids.length - 1)]
    if (id === undefined || this.draw.getMode() !== 'select') return
    this.draw.selectFeature(id)
  }

  begin() {
    this.draw.setMode('polygon')
  }

  cancel() {
    this.draw.setMode('select')
    this.choose(this.selected)
  }

  remove() {
    if (this.draw.enabled) this.draw.stop()
  }
}

function ringOf(feature: GeoJSONStoreFeatures | undefined): Ring {
  return ((feature?.geometry.coordinates[0] ?? []) as Ring).slice(0, -1)
}
