// A small map on which one place or one outline is chosen: the ground, the authorities'
// lines, and what is chosen. A click takes the place under it, unless the mouse is for
// drawing; Enter takes the middle.
import { Map as MapLibre, type GeoJSONSource } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import './face.css'
import { authorities } from './authorities'
import { base } from './base'
import { cells } from './cells'
import { nothing, tiles } from './layer'
import './start' // which tells MapLibre where its worker is

export interface Chosen {
  at?: [number, number]
  shape?: unknown
  fault?: [number, number] // where the shape is wrong
}

function features({ at, shape, fault }: Chosen): GeoJSON.FeatureCollection {
  const list: GeoJSON.Feature[] = []
  if (shape) list.push({ type: 'Feature', properties: {}, geometry: shape as GeoJSON.Geometry })
  if (at) list.push({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: at } })
  if (fault) list.push({ type: 'Feature', properties: { fault: true }, geometry: { type: 'Point', coordinates: fault } })
  return { type: 'FeatureCollection', features: list }
}

// boxOf is the box around an outline.
function boxOf(shape: unknown): [number, number, number, number] | undefined {
  const numbers = ((shape as { coordinates?: unknown[] } | undefined)?.coordinates ?? []).flat(4) as number[]
  if (!numbers.length) return undefined
  const [lons, lats] = [numbers.filter((_, n) => n % 2 === 0), numbers.filter((_, n) => n % 2 === 1)]
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

export class PlaceDesk {
  readonly map: MapLibre
  leaving: () => void = () => {} // what has to end before the map does

  constructor(container: HTMLElement, words: string, bounds: [number, number, number, number], revision: number, private chosen: Chosen, click: ((at: [number, number]) => void) | undefined, near?: [number, number], mouse = true) {
    const around = boxOf(chosen.shape)
    const middle = chosen.at ?? near
    const { ground } = tiles(revision)
    const map = new MapLibre({
      container,
      style: {
        version: 8,
        sources: { ...base.sources, ground, names: { type: 'geojson', data: nothing }, chosen: { type: 'geojson', data: features(mouse ? chosen : { at: chosen.at, fault: chosen.fault }) } }, // who draws with the mouse shows the shape
        layers: [
          ...base.layers,
          ...authorities.layers.filter(({ id }) => id !== 'names'),
          ...cells.layers.filter(({ id }) => id === 'cells-points'),
          { id: 'chosen-fill', type: 'fill', source: 'chosen', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'fill-color': '#0b5c5c', 'fill-opacity': 0.15 } },
          { id: 'chosen-line', type: 'line', source: 'chosen', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': '#0b5c5c', 'line-width': 2 } },
          { id: 'chosen-point', type: 'circle', source: 'chosen', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': ['case', ['has', 'fault'], 12, 7], 'circle-color': '#0b5c5c', 'circle-opacity': ['case', ['has', 'fault'], 0, 1],
            'circle-stroke-color': ['case', ['has', 'fault'], '#b3261e', '#fff'], 'circle-stroke-width': ['case', ['has', 'fault'], 4, 2] } },
        ],
      },
      ...(around || !middle ? { bounds: around ?? bounds, fitBoundsOptions: { padding: 16, maxZoom: 17 } } : { center: middle, zoom: mouse ? 10 : 16 }),
      minZoom: 5.5,
      maxZoom: 18,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
    })
    this.map = map
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    const canvas = map.getCanvas()
    canvas.setAttribute('aria-label', words)
    if (!click) return
    if (mouse) {
      canvas.style.cursor = 'crosshair'
      map.on('click', ({ lngLat }) => click([lngLat.lng, lngLat.lat]))
    }
    canvas.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.ctrlKey) return
      event.preventDefault()
      const { lng, lat } = map.getCenter()
      click([lng, lat])
    })
  }

  show(chosen: Chosen) {
    this.chosen = chosen
    const draw = () => (this.map.getSource('chosen') as GeoJSONSource | undefined)?.setData(features(this.chosen))
    if (this.map.getSource('chosen')) draw()
    else this.map.once('style.load', draw)
  }

  zoom(by: number) {
    this.map.easeTo({ zoom: this.map.getZoom() + by, duration: 200 })
  }

  remove() {
    this.leaving()
    this.map.remove()
  }
}
