// A still picture of the region: land, sea and the authorities' outlines, with what is
// needed to draw on it. MapLibre is gone once the picture is taken.
import { Map as MapLibre } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import { authorities } from './authorities'
import { base } from './base'
import './start' // which tells MapLibre where its worker is

export interface Still {
  picture: string // an address to be revoked
  at: (position: [number, number]) => [x: number, y: number]
}

const mercator = (latitude: number) => Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360))
const sharpness = 3

// still draws so many pixels of the country; it fails where the browser gives no WebGL 2.
export function still(width: number, height: number, bounds: [number, number, number, number], revision: number, gone: AbortSignal): Promise<Still> {
  const container = document.createElement('div')
  container.ariaHidden = 'true'
  container.inert = true
  container.style.cssText = `position:fixed;left:-9999px;top:0;width:${width}px;height:${height}px`
  document.body.append(container)
  let map: MapLibre | undefined
  return new Promise<Still>((drawn, failed) => {
    gone.addEventListener('abort', () => failed(new Error('the picture is no longer wanted')))
    map = new MapLibre({
      container,
      style: {
        version: 8,
        sources: { ...base.sources, ground: { type: 'vector', tiles: [`${location.origin}/tiles/authorities/{z}/{x}/{y}.mvt?r=${revision}`], minzoom: 5, maxzoom: 12 } },
        layers: [...base.layers, ...authorities.layers.filter(({ id }) => id !== 'names')],
      },
      bounds, fitBoundsOptions: { padding: 10 }, interactive: false, attributionControl: false, fadeDuration: 0, pixelRatio: sharpness,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    })
    const live = map
    map.on('idle', () => {
      if (!live.areTilesLoaded()) return
      const [first, last] = [live.unproject([0, 0]), live.unproject([width, height])]
      const [top, bottom] = [mercator(first.lat), mercator(last.lat)]
      live.getCanvas().toBlob((blob) => {
        if (!blob) return failed(new Error('the map could not be made a picture'))
        drawn({
          picture: URL.createObjectURL(blob),
          at: ([lon, lat]) => [((lon - first.lng) / (last.lng - first.lng)) * width, ((mercator(lat) - top) / (bottom - top)) * height],
        })
      })
    })
  }).finally(() => {
    map?.remove()
    container.remove()
  })
}
