// Drawing an outline on the small map, by terra-draw. Each ring, hole or not, is a shape of
// its own here, since terra-draw knows no holes; who asks puts them together. Loaded when
// somebody draws.
import type { Map as MapLibre } from 'maplibre-gl'
import { TerraDraw, TerraDrawPolygonMode, TerraDrawSelectMode, type GeoJSONStoreFeatures } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'

export type Ring = [number, number][]

export interface DrawEvents {
  ready: (drawing: Drawing) => void
  drawn: (ring: Ring) => void
  changed: (rings: Ring[], done: boolean) => void // done: a corner was let go
}

const [ink, line] = ['#0b0c0c', '#0b5c5c'] as const
const handles = { selectedPolygonColor: line, selectedPolygonFillOpacity: 0.15, selectedPolygonOutlineColor: line, selectedPolygonOutlineWidth: 3, selectionPointColor: '#ffffff',
  selectionPointOutlineColor: ink, selectionPointWidth: 7, selectionPointOutlineWidth: 3, midPointColor: line, midPointOutlineColor: '#ffffff', midPointWidth: 5, midPointOutlineWidth: 2 } as const

// terra-draw leaves out every so many moves of the mouse; the last before a corner is let go counts.
const everyOne = Number.MAX_SAFE_INTEGER

// What terra-draw takes: no finer than a tenth of a millimetre.
const fine = (ring: Ring): Ring => ring.map(([lon, lat]) => [Number(lon.toFixed(9)), Number(lat.toFixed(9))])

export class Drawing {
  private draw: TerraDraw
  private ids: (string | number)[] = []
  private shown = '[]'
  private selected = 0

  constructor(private map: MapLibre, private events: DrawEvents) {
    const snapping = { toCoordinate: true }
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map }),
      modes: [
        new TerraDrawPolygonMode({ snapping, keyEvents: { cancel: 'Escape', finish: null }, styles: { fillColor: line, fillOpacity: 0.15, outlineColor: line, outlineWidth: 3, closingPointColor: '#ffffff',
          closingPointOutlineColor: ink, closingPointWidth: 7, closingPointOutlineWidth: 3 } }),
        new TerraDrawSelectMode({ keyEvents: null, dragEventThrottle: everyOne, allowManualDeselection: false, styles: handles,
          flags: { polygon: { feature: { draggable: false, coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping } } } } }),
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
    const rings = this.ids.map((id) => ringOf(this.draw.getSnapshotFeature(id)))
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
    const added = this.draw.addFeatures(made.map((ring) => ({ type: 'Feature', properties: { mode: 'polygon' }, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] } })))
    this.ids = added.flatMap(({ id, valid }) => (valid && id !== undefined ? [id] : []))
    this.choose(this.selected)
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
