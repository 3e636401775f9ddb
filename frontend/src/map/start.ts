// Starts a MapLibre map and keeps it in step with what the page asks for. This is the
// only file that loads MapLibre; the page loads it after its list is on the screen.
import { Map as MapLibre, Popup, prewarm, setWorkerUrl, type GeoJSONSource, type LayerSpecification, type MapGeoJSONFeature, type MapMouseEvent, type SourceSpecification, type VectorTileSource } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import './face.css'
// MapLibre 6 looks for its worker beside itself, where a bundle has none.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { Authority } from '../api/records'
import { areas, hexagonTiles, mark, marked, paint } from './areas'
import { authorities, names } from './authorities'
import { base } from './base'
import { cells } from './cells'
import { clusters } from './clusters'
import { constraints, constraintTiles } from './constraints'
import type { Place } from './geodesy'
import { hotspots } from './hotspots'
import { homes, tiles, type MapLayer } from './layer'
import { markImage } from './marks'
import { measure, measured } from './measured'
import { order, type LayerId } from './order'
import { reach, rings } from './reach'
import { left, type Shown } from './shown'
import { alone, siteImage, sites } from './sites'
import { most, type Member, type Spider } from './spider'
import { hatch, plain, squares } from './squares'
import { stops, type Stop } from './walk'

const all: MapLayer[] = [base, authorities, cells, areas, hotspots, constraints, squares, reach, clusters, sites, measured]

export interface Camera {
  bounds: [number, number, number, number]
  at?: { center: [number, number]; zoom: number }
}

export interface Events {
  onSite: (id: number) => void
  onSquare: (ref: string, ids: number[]) => void
  onSpider: (spider: Spider) => void
  onMove: (at: { center: [number, number]; zoom: number }, bounds: [number, number, number, number], byHand: boolean) => void
  onFault: (text: string) => void
  onIdle: () => void
  onArea?: (code: string) => void // where areas are chosen, a click chooses no site
  onAuthority?: (code: string) => void
}

setWorkerUrl(new URL(workerUrl, location.href).href)
// The worker takes as long to start as the answers take to come.
prewarm()

function sources(revision: number, shown: Shown, labels: Authority[]): Record<string, SourceSpecification> {
  const made = Object.assign({}, ...all.map((layer) => layer.sources))
  return {
    ...made, ...tiles(revision, shown.filter),
    names: { ...made.names, data: names(labels) },
    reach: { ...made.reach, data: rings(shown.rings) },
    hexagons: { type: 'vector', tiles: [hexagonTiles(shown.reading?.metres ?? 5000, revision)], minzoom: 5, maxzoom: 12, promoteId: 'code' },
    best: { ...made.best, data: marked(shown.best) },
    area: { ...made.area, data: marked(shown.areaAt && [shown.areaAt]) },
    constraints: { type: 'vector', tiles: [constraintTiles(shown.constraints ?? [])], minzoom: 5, maxzoom: 12 },
    chosen: { ...made.chosen, data: alone(shown.chosen) },
  }
}

// layers is every layer in order, as the page first asks for it.
function layers(shown: Shown): LayerSpecification[] {
  const { hidden, filters } = left(shown)
  return order.map((id) => {
    const layer = all.flatMap(({ layers }) => layers).find((layer) => layer.id === id)!
    const filter = filters[id] ?? ('filter' in layer ? layer.filter : undefined)
    return { ...layer, ...(filter ? { filter } : {}), layout: { ...layer.layout, visibility: hidden[id] ? 'none' : 'visible' } } as LayerSpecification
  })
}

const positionOf = (feature: MapGeoJSONFeature) => (feature.geometry as GeoJSON.Point).coordinates as Place

// What a click chooses.
const clickable: LayerId[] = ['sites', 'clusters', 'squares-open', 'squares-shut']

// Where the region sits in the map while nobody has moved it.
const edges = { top: 28, right: 28, bottom: 56, left: 28 }

export class Desk {
  readonly map: MapLibre
  private moved: boolean
  private ready = false
  private next: Shown | undefined // asked for before the map was ready
  private taking: ((at: Place) => void) | undefined // what a click gives its place to, while something is measured
  private popup = new Popup({ closeButton: false, closeOnClick: false, maxWidth: '300px', className: 'reading' })

  constructor(container: HTMLElement, private camera: Camera, private revision: number, private shown: Shown, labels: Authority[], private events: Events, private sharpness = devicePixelRatio) {
    this.moved = !!camera.at
    const map = new MapLibre({
      container,
      style: { version: 8, sources: sources(revision, shown, labels), layers: layers(shown) },
      ...(camera.at ?? { bounds: camera.bounds, fitBoundsOptions: { padding: edges } }),
      minZoom: 5.5,
      maxZoom: 14,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      pixelRatio: 0.1, // see hurry
      maxBounds: [[-12, 44], [10, 60]],
    })
    this.map = map
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    const keys = 'N goes to the next symbol and B back, Enter opens it, W says what is in the middle. Everything on it is also in the table.'
    map.getCanvas().setAttribute('aria-label', events.onArea
      ? `Map of need by area. Arrow keys move it, plus and minus zoom, Enter chooses the area under the cross. ${keys}`
      : `Map of need, homes and candidate sites. Arrow keys move it, plus and minus zoom, ${keys}`)
    // The documented handle by which the browser tests count what is drawn.
    Object.assign(window, { homegroundMap: map })
    this.pictures()
    this.listen()
    this.hurry()
  }

  // Until all that it shows is in, the map is drawn small and unseen: with no graphics
  // card each drawing costs more than what it shows. After two seconds it is shown as it is.
  private hurry() {
    const { map } = this
    const box = map.getCanvasContainer()
    box.style.visibility = 'hidden'
    const reveal = () => {
      map.off('render', whenIn)
      clearTimeout(late)
      map.setPixelRatio(this.sharpness)
      box.style.visibility = ''
      map.once('idle', () => performance.mark('map-idle')) // read by scripts/speed.mjs
    }
    const late = setTimeout(reveal, 2000)
    const whenIn = () => map.areTilesLoaded() && reveal()
    map.on('render', whenIn)
  }

  private whenReady(change: () => void) {
    if (this.ready) change()
    else this.map.once('style.load', change)
  }

  private pictures() {
    const { map } = this
    const ratio = Math.max(1, Math.ceil(this.sharpness))
    map.setMissingStyleImageResolver((id) => {
      const picture =
        siteImage(id, ratio) ?? markImage(id, ratio) ?? (id === 'hatch' ? hatch(ratio) : id === 'plate' ? plain(4, 'rgba(255,255,255,0.9)') : plain(16, 'rgba(0,0,0,0)'))
      if (!map.hasImage(id)) map.addImage(id, picture, { pixelRatio: id === 'plate' || id === 'room' ? 1 : ratio })
    })
  }

  private listen() {
    const { map, events } = this
    map.once('style.load', () => {
      this.ready = true
      if (this.shown.reading) paint(map, this.shown.reading)
      if (this.next) this.show(this.next)
    })
    map.on('error', () => events.onFault('Part of the map could not be drawn. The table shows the same.'))
    map.on('idle', () => events.onIdle())
    map.on('moveend', (event) => {
      if ('originalEvent' in event && event.originalEvent) this.moved = true
      const center = map.getCenter()
      const bounds = map.getBounds()
      events.onMove(
        { center: [center.lng, center.lat], zoom: map.getZoom() },
        [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
        this.moved,
      )
    })
    map.on('resize', () => this.moved || this.home(false))
    map.on('click', (event) => this.click(event))
    map.on('mousemove', (event) => this.point(event))
    map.on('mouseout', () => this.popup.remove())
    map.getCanvas().addEventListener('keydown', (event) => event.key === 'Escape' && this.popup.remove())
  }

  private touched(event: MapMouseEvent, ids: LayerId[]) {
    const { x, y } = event.point
    const near: [[number, number], [number, number]] = [[x - 3, y - 3], [x + 3, y + 3]]
    return this.map.queryRenderedFeatures(near, { layers: ids.filter((id) => this.map.getLayer(id)) })
  }

  private click(event: MapMouseEvent) {
    const at: Place = [event.lngLat.lng, event.lngLat.lat]
    if (this.taking) return this.taking(at)
    if (this.events.onArea) return this.choose(event)
    const found = this.touched(event, clickable)
    const [first] = found
    if (!first) return this.say(event, ['constraints'])
    const under = first.layer.id === 'sites' ? found.filter(({ layer }) => layer.id === 'sites') : [first]
    this.open(under, at)
  }

  // choose takes the authority whose name was clicked, or the area.
  private choose(event: MapMouseEvent) {
    const [name] = this.touched(event, ['names'])
    if (name) return this.events.onAuthority?.(String(name.properties.code))
    const code = this.area(event.point)
    if (code) this.events.onArea?.(code)
  }

  // area is the code of the area at a point of the screen: in the middle, if none is given.
  area(point?: { x: number; y: number }): string | undefined {
    const { width, height } = this.map.getContainer().getBoundingClientRect()
    const { x, y } = point ?? { x: width / 2, y: height / 2 }
    const [first] = this.map.queryRenderedFeatures([x, y], { layers: ['areas-points', 'areas-cells', 'areas-hexagons'] })
    return first && String(first.properties.code)
  }

  // open does what choosing symbols that lie on one another does: a site is chosen, a
  // square listed, a cluster gone into; what no zoom would part is spread on a spider.
  open(under: MapGeoJSONFeature[], at: Place) {
    const [{ layer, properties: p }] = under as [MapGeoJSONFeature]
    const members = layer.id === 'clusters' ? (JSON.parse(String(p.members ?? '[]')) as Member[]) : layer.id === 'sites' ? this.unparted(under) : []
    if (members.length > most) return this.events.onSquare('', members.map(({ id }) => id))
    if (members.length > 1) return this.events.onSpider({ at: layer.id === 'clusters' ? at : positionOf(under[0]!), members })
    if (layer.id === 'clusters') return this.into(at)
    if (layer.id === 'sites') return this.events.onSite(Number(p.id))
    this.events.onSquare(String(p.ref), String(p.ids).split(',').map(Number))
  }

  // unparted are the sites that would still lie on one another at the nearest zoom.
  private unparted(under: MapGeoJSONFeature[]): Member[] {
    const [first] = under
    const nearest = 2 ** (this.map.getMaxZoom() - this.map.getZoom())
    const from = this.map.project(positionOf(first!))
    const close = under.filter((one) => this.map.project(positionOf(one)).dist(from) * nearest < 10)
    return [...new Map(close.map(({ properties }) => [Number(properties.id), { ...properties, id: Number(properties.id) } as Member])).values()]
  }

  private into(center: Place) {
    this.moved = true
    this.map.easeTo({ center, zoom: this.map.getZoom() + 2, duration: 300 })
  }

  // take gives the places that are clicked to something, and no site is chosen meanwhile.
  take(taking: ((at: Place) => void) | undefined) {
    this.taking = taking
    this.popup.remove()
    this.map.getCanvas().style.cursor = taking ? 'crosshair' : ''
    this.map.doubleClickZoom[taking ? 'disable' : 'enable']()
  }

  measure(points: Place[]) {
    this.whenReady(() => (this.map.getSource('measured') as GeoJSONSource).setData(measure(points)))
  }

  stops(): Stop[] {
    return stops(this.map)
  }

  // under says all that lies at a point of the screen, as a pointer reads it.
  under(point: { x: number; y: number }, ids = all.flatMap((layer) => layer.touched ?? [])): string[] {
    const words = this.map.queryRenderedFeatures([point.x, point.y], { layers: ids.filter((id) => this.map.getLayer(id)) })
      .map(({ layer: { id }, properties }) => all.find((layer) => layer.touched?.includes(id as LayerId))!.popup?.(properties) ?? '')
    const code = this.shown.reading && this.area(point)
    if (code) words.push(this.shown.reading!.say(code))
    return [...new Set(words.filter(Boolean))]
  }

  // say keeps the words of what was clicked on the map, for a finger as for a pointer.
  private say(event: MapMouseEvent, ids: LayerId[]) {
    const words = this.under(event.point, ids)
    if (!words.length) return
    const box = document.createElement('div')
    box.append(...words.map((text) => Object.assign(document.createElement('p'), { textContent: text })))
    this.popup.setLngLat(event.lngLat).setDOMContent(box).addTo(this.map)
  }

  // point says what the pointer rests on; while the map moves under it nothing is looked up.
  private point(event: MapMouseEvent) {
    if (this.taking || this.map.isMoving()) return
    const touchable = all.flatMap((layer) => layer.touched ?? [])
    const [first] = this.touched(event, touchable)
    this.map.getCanvas().style.cursor = first && clickable.includes(first.layer.id as LayerId) ? 'pointer' : ''
    const code = !first && this.shown.reading && this.area(event.point)
    if (code) this.map.getCanvas().style.cursor = 'pointer'
    const words = code ? this.shown.reading!.say(code) : first && all.find((layer) => layer.touched?.includes(first.layer.id as LayerId))?.popup?.(first.properties)
    if (!words) return void this.popup.remove()
    this.popup.setLngLat(event.lngLat).setText(words).addTo(this.map)
  }

  label(list: Authority[]) {
    this.whenReady(() => (this.map.getSource('names') as GeoJSONSource).setData(names(list)))
  }

  // show brings the map in step with the page, touching only what differs: each change
  // of a filter has its tiles laid out again.
  show(shown: Shown) {
    if (!this.ready) return void (this.next = shown)
    const [was, now] = [left(this.shown), left(shown)]
    for (const id of order) {
      if (was.hidden[id] !== now.hidden[id]) this.map.setLayoutProperty(id, 'visibility', now.hidden[id] ? 'none' : 'visible')
      if (JSON.stringify(was.filters[id]) !== JSON.stringify(now.filters[id])) this.map.setFilter(id, now.filters[id])
    }
    if (this.shown.chosen !== shown.chosen) (this.map.getSource('chosen') as GeoJSONSource).setData(alone(shown.chosen))
    if (shown.reading && this.shown.reading !== shown.reading) {
      paint(this.map, shown.reading, this.shown.reading)
    }
    if (this.shown.best !== shown.best) mark(this.map, 'best', shown.best)
    if (this.shown.areaAt !== shown.areaAt) mark(this.map, 'area', shown.areaAt && [shown.areaAt])
    if (this.shown.rings !== shown.rings) (this.map.getSource('reach') as GeoJSONSource).setData(rings(shown.rings))
    this.shown = shown
    this.narrow('homes', homes(this.revision, shown.filter))
    if (shown.reading?.of === 'hexagons') this.narrow('hexagons', hexagonTiles(shown.reading.metres, this.revision))
    if (shown.constraints?.length) this.narrow('constraints', constraintTiles(shown.constraints))
  }

  // narrow asks for tiles anew when other ones are wanted. A tile that is on its way would
  // stay as it was asked for, so it waits for that.
  private narrow(name: 'homes' | 'constraints' | 'hexagons', now: string) {
    const source = this.map.getSource<VectorTileSource>(name)
    if (!source || source.tiles?.[0] === now) return // the source knows its tiles a moment after it is there
    if (source.tiles && this.map.isSourceLoaded(name)) source.setTiles([now])
    else this.map.once('sourcedata', () => this.show(this.shown))
  }

  zoom(by: number) {
    this.moved = true
    this.map.easeTo({ zoom: this.map.getZoom() + by, duration: 200 })
  }

  home(ease = true) {
    this.moved = false
    this.map.fitBounds(this.camera.bounds, { padding: edges, duration: ease ? 300 : 0 })
  }

  // go shows the place of another address.
  go({ at }: Camera) {
    if (!at) return this.home(false)
    this.moved = true
    this.map.jumpTo(at)
  }

  // see brings a place into view when it is outside it.
  see(at: [number, number]) {
    const { width, height } = this.map.getContainer().getBoundingClientRect()
    const sheet = matchMedia('(max-width: 700px)').matches ? height / 2 : 0 // on a phone the site's facts cover the lower half
    const { x, y } = this.map.project(at)
    if (x > 0 && x < width && y > 0 && y < height - sheet) return
    this.moved = true
    this.map.easeTo({ center: at, offset: [0, -sheet / 2], duration: 300 })
  }

  remove() {
    this.map.remove()
  }
}
