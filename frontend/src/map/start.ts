// Starts a MapLibre map and keeps it in step with what the page asks for. This is the
// only file that loads MapLibre; the page loads it after its list is on the screen.
import { Map as MapLibre, Popup, setWorkerUrl, type FilterSpecification, type GeoJSONSource, type MapMouseEvent } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import './face.css'
// MapLibre 6 looks for its worker beside itself, where a bundle has none.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { Authority } from '../api/records'
import { authorities, names } from './authorities'
import { base } from './base'
import { cells } from './cells'
import { hotspots } from './hotspots'
import type { MapLayer } from './layer'
import { order, type LayerId } from './order'
import { reach, ring } from './reach'
import { siteImage, sites } from './sites'
import { hatch, plain, squares } from './squares'

export const all: MapLayer[] = [base, authorities, cells, hotspots, squares, reach, sites]

// The switches of the layer panel, and what each turns on.
export type Switch = 'need' | 'hotspots' | 'cold' | 'homes' | 'candidates'

export interface Shown {
  switches: Record<Switch, boolean>
  ids?: number[] // only these sites, when the page filters
  squares?: string[] // and only these squares
  chosenSite?: number
  chosenSquare?: string
  ring?: [number, number][]
  miles: number
}

export interface Camera {
  bounds: [number, number, number, number]
  at?: { center: [number, number]; zoom: number }
}

export interface Events {
  onSite: (id: number) => void
  onSquare: (ref: string, ids: number[]) => void
  onMove: (at: { center: [number, number]; zoom: number }, bounds: [number, number, number, number], byHand: boolean) => void
  onFault: (text: string) => void
  onIdle: () => void
}

setWorkerUrl(new URL(workerUrl, location.href).href)

// Where the region sits in the map while nobody has moved it.
const edges = { top: 28, right: 28, bottom: 56, left: 28 }

export class Desk {
  readonly map: MapLibre
  private moved: boolean
  private popup = new Popup({ closeButton: false, closeOnClick: false, maxWidth: '300px', className: 'reading' })

  constructor(container: HTMLElement, private camera: Camera, revision: number, private events: Events) {
    this.moved = !!camera.at
    const map = new MapLibre({
      container,
      style: {
        version: 8,
        sources: Object.assign({}, ...all.map((layer) => layer.sources(revision))),
        layers: order.map((id) => all.flatMap((layer) => layer.layers).find((layer) => layer.id === id)!),
      },
      ...(camera.at ?? { bounds: camera.bounds, fitBoundsOptions: { padding: edges } }),
      minZoom: 5.5,
      maxZoom: 14,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      maxBounds: [[-12, 44], [10, 60]],
    })
    this.map = map
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    map.getCanvas().setAttribute('aria-label', 'Map of need, homes and candidate sites. Arrow keys move it, plus and minus zoom. Everything on it is also in the table.')
    // The documented handle by which the browser tests count what is drawn.
    Object.assign(window, { homegroundMap: map })
    this.pictures()
    this.listen()
  }

  private pictures() {
    const { map } = this
    const ratio = Math.max(1, Math.ceil(devicePixelRatio))
    map.setMissingStyleImageResolver((id) => {
      const picture =
        siteImage(id, ratio) ?? (id === 'hatch' ? hatch(ratio) : id === 'plate' ? plain(4, 'rgba(255,255,255,0.9)') : plain(16, 'rgba(0,0,0,0)'))
      if (!map.hasImage(id)) map.addImage(id, picture, { pixelRatio: id === 'plate' || id === 'room' ? 1 : ratio })
    })
  }

  private listen() {
    const { map, events } = this
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
    const [first] = this.touched(event, ['sites', 'squares-open', 'squares-shut'])
    if (!first) return
    if (first.layer.id === 'sites') return this.events.onSite(Number(first.properties.id))
    const ids = String(first.properties.ids).split(',').map(Number)
    this.events.onSquare(String(first.properties.ref), ids)
  }

  private point(event: MapMouseEvent) {
    const touchable = all.flatMap((layer) => layer.touched ?? [])
    const [first] = this.touched(event, touchable)
    this.map.getCanvas().style.cursor = first && ['sites', 'squares-open', 'squares-shut'].includes(first.layer.id) ? 'pointer' : ''
    const words = first && all.find((layer) => layer.touched?.includes(first.layer.id as LayerId))?.popup?.(first.properties)
    if (!words) return void this.popup.remove()
    this.popup.setLngLat(event.lngLat).setText(words).addTo(this.map)
  }

  label(list: Authority[]) {
    this.whenReady(() => (this.map.getSource('names') as GeoJSONSource).setData(names(list)))
  }

  show(shown: Shown) {
    this.whenReady(() => this.apply(shown))
  }

  private apply({ switches, ids, squares: refs, chosenSite, chosenSquare, ring: points, miles }: Shown) {
    const { map } = this
    const visible = (on: boolean, ...layers: LayerId[]) =>
      layers.forEach((id) => map.setLayoutProperty(id, 'visibility', on ? 'visible' : 'none'))
    visible(switches.need, 'cells', 'cells-points')
    visible(switches.hotspots, 'hotspots', 'hotspots-casing')
    visible(switches.cold, 'cold', 'cold-casing')
    visible(switches.homes || switches.candidates, 'squares-casing', 'squares-open', 'squares-shut', 'squares-line-open', 'squares-line-shut', 'squares-room', 'squares-number')

    const wanted = switches.homes && switches.candidates ? [] : switches.homes ? [isHome] : [['!', isHome]]
    const site: unknown[] = ['all', ...wanted, ...(ids ? [['in', ['get', 'id'], ['literal', ids]]] : [])]
    visible(switches.homes || switches.candidates, 'sites')
    map.setFilter('sites', site as FilterSpecification)

    const kept: unknown[] = refs ? [['in', ['get', 'ref'], ['literal', refs]]] : []
    if (!switches.homes) kept.push(['>', ['get', 'candidates'], 0])
    if (!switches.candidates) kept.push(['>', ['get', 'homes'], 0])
    const open = ['>', ['get', 'places_open'], 0]
    const filter = (id: LayerId, ...more: unknown[]) => map.setFilter(id, ['all', ...kept, ...more] as FilterSpecification)
    for (const id of ['squares-casing', 'squares-room', 'squares-number'] as const) filter(id)
    for (const id of ['squares-open', 'squares-line-open'] as const) filter(id, open)
    for (const id of ['squares-shut', 'squares-line-shut'] as const) filter(id, ['!', open])

    map.setFilter('chosen-site', ['==', ['get', 'id'], chosenSite ?? 0])
    for (const id of ['chosen-square', 'chosen-square-casing', 'chosen-number'] as const) {
      map.setFilter(id, ['==', ['get', 'ref'], chosenSquare ?? ''])
    }
    ;(map.getSource('reach') as GeoJSONSource).setData(ring(points, miles))
  }

  // The style is there at once; its parts may be changed only after it was read.
  private whenReady(change: () => void) {
    if (this.map.style?._loaded) change()
    else this.map.once('styledata', change)
  }

  zoom(by: number) {
    this.moved = true
    this.map.easeTo({ zoom: this.map.getZoom() + by, duration: 200 })
  }

  home(ease = true) {
    this.moved = false
    this.map.fitBounds(this.camera.bounds, { padding: edges, duration: ease ? 300 : 0 })
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

const isHome = ['!=', ['get', 'operation'], 'not_a_home']
