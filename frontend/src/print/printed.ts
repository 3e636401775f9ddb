// What a printed map says besides what it draws: its address, its scale, its sources, and
// which sites it lists.
import type { Layer, Site } from '../api/records'
import type { Switch } from '../map/shown'
import { longDay } from '../ui/format'

export type Bounds = [west: number, south: number, east: number, north: number]

// printed is the address of the page that prints what a map page shows, by its query and
// what of the country is in view.
export function printed(shown: URLSearchParams, box?: Bounds): string {
  const query = new URLSearchParams(shown)
  for (const name of ['tab', 'view']) query.delete(name)
  if (box) query.set('box', box.map((degrees) => degrees.toFixed(4)).join(','))
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `/print?${text}` : '/print'
}

// boxOf reads such bounds back; undefined where they are none.
export function boxOf(text: string): Bounds | undefined {
  const [west, south, east, north] = text.split(',').map(Number)
  const good = [west, south, east, north].every((degrees) => Number.isFinite(degrees))
  return good && text && west! < east! && south! < north! ? [west!, south!, east!, north!] : undefined
}

// metresAcross is how long a degree of longitude is at a latitude, on the WGS 84 ellipsoid.
export function metresAcross(latitude: number): number {
  const phi = (latitude * Math.PI) / 180
  const e2 = 0.00669437999014
  return (Math.PI / 180) * (6378137 / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)) * Math.cos(phi)
}

const lengths = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100]

// bar is the longest round length that fits, in so many pixels.
export function bar(metresPerPixel: number, unit: number, most: number): { length: number; width: number } {
  const length = lengths.findLast((n) => (n * unit) / metresPerPixel <= most) ?? lengths[0]!
  return { length, width: (length * unit) / metresPerPixel }
}

// One CSS pixel on paper, in metres.
const pixel = 0.0254 / 96

// ratio is the scale of the paper as it is said: 1:430,000.
export function ratio(metresPerPixel: number): string {
  const exact = metresPerPixel / pixel
  const step = 10 ** (Math.floor(Math.log10(exact)) - 1)
  return `1:${(Math.round(exact / step) * step).toLocaleString('en-GB')}`
}

// gridNorth says where the national grid's north lies, in degrees from true north.
export function gridNorth(longitude: number, latitude: number): string {
  const degrees = (longitude + 2) * Math.sin((latitude * Math.PI) / 180)
  if (Math.abs(degrees) < 0.05) return 'Grid north is the same here.'
  return `Grid north is ${Math.abs(degrees).toFixed(1)}° ${degrees > 0 ? 'east' : 'west'} of it here.`
}

const before = ['idea', 'screening', 'candidate', 'shortlisted', 'approved']

// onPaper are the sites that the map draws, under the switches of its layers: those in
// view, and those of no known place apart.
export function onPaper(sites: Site[], on: Record<Switch, boolean>, view: Bounds): { drawn: Site[]; nowhere: Site[]; outside: number } {
  const drawable = sites.filter((site) => {
    if (site.operation === 'not_a_home') return on.candidates
    return on.homes || (on.candidates && site.position_kind === 'square' && before.includes(site.pipeline))
  })
  const inside = ({ position: [lon, lat] = [0, 0] }: Site) => lon >= view[0] && lon <= view[2] && lat >= view[1] && lat <= view[3]
  const placed = drawable.filter(({ position }) => position)
  const drawn = placed.filter(inside)
  return { drawn, nowhere: drawable.filter(({ position }) => !position), outside: placed.length - drawn.length }
}

// sources says where each layer that is on comes from, and under which licence.
export function sources(on: Record<Switch, boolean>, approximate: boolean, settlements: boolean, layers: Layer[] = []): string[] {
  return [
    approximate
      ? 'Outlines of authorities: approximate, for drawing only, made with Natural Earth (public domain).'
      : 'Outlines of authorities: contains OS data and National Statistics data © Crown copyright and database right, Open Government Licence v3.0.',
    'Land beyond: Natural Earth (public domain).',
    ...(on.unmet || on.need || on.hotspots || on.cold
      ? ['Need and hot-spots: estimated by Homeground from children looked after (Department for Education), small areas and the children in them (Office for National Statistics) and deprivation (Ministry of Housing, Communities and Local Government), Open Government Licence v3.0; they are no counts of observed children.' + (settlements ? ' Areas are the parts nearest to each main settlement, approximate.' : '')]
      : []),
    ...(on.homes || on.candidates ? ['Homes and candidate sites: the register kept in Homeground; contains Ofsted’s register of providers, Open Government Licence v3.0.'] : []),
    ...layers.map(({ name, source, dated, imported_at }) => `${name}: ${source}, ${dated ? longDay(dated) : `imported ${longDay(imported_at)}`}.`),
  ]
}
