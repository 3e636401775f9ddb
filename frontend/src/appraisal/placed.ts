// Where the options of a set are: each site at its public position, a restricted one as its
// 10 km square; and which have no place to be drawn at.
import type { Option, Site } from '../api/records'
import { joined } from '../sites/findings'

export interface Mark {
  key: string
  name: string
  places: number | undefined // at an option's first place
  site: { kind?: string; operation: string; pipeline: string }
  position: [number, number]
  square: boolean
  held: boolean
}

// marks are those of a set and of what projects hold. A position is a square unless its
// site's is known to be exact.
export function marks(set: Option[], held: Option[], names: Map<number, string>, exact: Set<number>): Mark[] {
  const of = (option: Option, held: boolean) =>
    (option.sites ?? []).filter(({ position }) => position).map((site, n) => ({
      key: `${option.id}-${site.id}`, name: names.get(option.id) ?? option.name, places: n ? undefined : option.places,
      site: held ? { ...site, pipeline: 'in_delivery' } : site, position: site.position!, square: !exact.has(site.id), held,
    }))
  return [...held.flatMap((option) => of(option, true)), ...set.flatMap((option) => of(option, false))]
}

// unplaced says which options are not drawn, and why.
export function unplaced(set: Option[], names: Map<number, string>): string {
  const none = set.filter(({ sites }) => !sites?.length).map(({ id, name }) => names.get(id) ?? name)
  const hidden = set.filter(({ sites }) => sites?.length && sites.every(({ position }) => !position)).map(({ id, name }) => names.get(id) ?? name)
  return [
    none.length ? `${joined(none)}: no site yet, so not on the map.` : '',
    hidden.length ? `${joined(hidden)}: not on the map, since only the authority of ${hidden.length === 1 ? 'its site' : 'their sites'} is public.` : '',
  ].filter(Boolean).join(' ')
}

// halfSquare is how far the edges of a 10 km square lie from its middle, in degrees.
export function halfSquare(latitude: number): [lon: number, lat: number] {
  return [5000 / (111_320 * Math.cos((latitude * Math.PI) / 180)), 5000 / 111_250]
}

// apart lays labels so that none lies on another: each that would is let down under the one
// above it. A label is written after its place, or before it.
export function apart<T extends { at: [x: number, y: number]; label: string; before: boolean }>(list: T[], size: number): (T & { drop: number })[] {
  const laid: { x: number; y: number; width: number }[] = []
  return [...list].sort((a, b) => a.at[1] - b.at[1]).map((mark) => {
    const y = mark.at[1]
    const width = (mark.label.length + 2) * size * 0.55
    const x = mark.at[0] - (mark.before ? width : 0)
    let to = y
    for (const other of laid) {
      if (x < other.x + other.width && other.x < x + width && Math.abs(to - other.y) < size) to = other.y + size
    }
    laid.push({ x, y: to, width })
    return { ...mark, drop: to - y }
  })
}
