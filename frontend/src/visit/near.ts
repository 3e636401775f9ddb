// Finding sites by where the phone is. The position stays on the phone: sites are put in
// order here, and a server is asked only for those around a point rounded to about 10 km.
import { apart } from './item'

export interface Placed {
  position?: [number, number]
  position_kind: string
}

// rounded is what of a position is sent: a tenth of a degree, 7 by 11 km.
export const rounded = ([lon, lat]: [number, number]): [number, number] => [Math.round(lon * 10) / 10, Math.round(lat * 10) / 10]

export const metres = (site: Placed, from: [number, number]) => (site.position && site.position_kind !== 'none' ? apart(site.position, from) : Infinity)

export function nearestFirst<T extends Placed & { name: string }>(sites: T[], from: [number, number]): T[] {
  return [...sites].sort((a, b) => metres(a, from) - metres(b, from) || a.name.localeCompare(b.name))
}

// far says a distance as one would on the spot.
export function far(distance: number): string {
  if (!Number.isFinite(distance)) return ''
  if (distance < 950) return `${Math.max(10, Math.round(distance / 10) * 10)} m`
  const miles = distance / 1609.344
  return `${miles < 9.95 ? miles.toFixed(1) : Math.round(miles)} ${miles.toFixed(1) === '1.0' ? 'mile' : 'miles'}`
}

// farFrom says how far a site is, and of a restricted one that this is not its place.
export function farFrom(site: Placed, from: [number, number]): string {
  const distance = far(metres(site, from))
  if (!distance) return 'Its place is not known'
  return site.position_kind === 'square' ? `Middle of its 10 km square: ${distance}` : distance
}

// where asks the phone for its position, once.
export function where(): Promise<{ at: [number, number]; accuracy: number }> {
  return new Promise((found, fail) => {
    if (!('geolocation' in navigator)) return fail(new Error('This browser does not tell positions. Type the position or find the site by name.'))
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found({ at: [coords.longitude, coords.latitude], accuracy: coords.accuracy }),
      ({ code }) => fail(new Error(code === 1 ? 'This phone does not let Homeground know where it is. Allow it in the browser’s settings for this page, or go by name.' : 'The phone cannot tell where it is just now. Go outside, wait a moment, and try again.')),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    )
  })
}
