// Who pays for a set and who gains by it: grant, match and children, by hub and authority.
import type { BestSet, CoveredArea } from '../api/records'

type Given = BestSet['shares'][number]

export interface Share {
  key: string
  level: 'region' | 'hub' | 'authority' | 'other'
  name: string
  places: number // of the options of the authority
  grant: number
  match: number // that it pays, whoever's option it is for
  gain: number | undefined // children; none for who is no area
  now: number | null | undefined
  after: number | null | undefined
}

const gainOf = ({ covered, covered_after }: CoveredArea) => Math.round(10 * ((covered_after ?? covered) - covered)) / 10

// shares are the region, each hub with those of its authorities that pay, gain or get
// anything, and then who pays without being one of them; rest are the other authorities.
export function shares(areas: CoveredArea[], given: Given[]): { rows: Share[]; rest: string[] } {
  const named = new Set(areas.filter(({ level }) => level === 'authority').map(({ code }) => code))
  const sum = (list: Given[], of: (one: Given) => number) => list.reduce((total, one) => total + of(one), 0)
  const row = (area: CoveredArea, list: Given[]): Share => ({
    key: area.level + (area.code ?? area.name), level: area.level as Share['level'], name: area.level === 'hub' ? `${area.name} hub` : area.name,
    places: sum(list, ({ places }) => places), grant: sum(list, ({ grant_pence }) => grant_pence), match: sum(list, ({ match_pence }) => match_pence),
    gain: gainOf(area), now: area.share_percent, after: area.share_after_percent,
  })
  const rows: Share[] = []
  const rest: string[] = []
  for (const area of areas.filter(({ level }) => level === 'region')) rows.push(row(area, given))
  for (const hub of areas.filter(({ level }) => level === 'hub')) {
    const own = areas.filter(({ level, hub: of }) => level === 'authority' && of === hub.name)
    const codes = new Set(own.map(({ code }) => code))
    rows.push(row(hub, given.filter(({ authority_code }) => codes.has(authority_code))))
    for (const area of own) {
      const one = row(area, given.filter(({ authority_code }) => authority_code && authority_code === area.code))
      if (one.places || one.grant || one.match || one.gain) rows.push(one)
      else rest.push(one.name)
    }
  }
  for (const { authority_code, name, places, grant_pence, match_pence } of given.filter(({ authority_code }) => !named.has(authority_code))) {
    rows.push({ key: authority_code || name, level: 'other', name, places, grant: grant_pence, match: match_pence, gain: undefined, now: undefined, after: undefined })
  }
  return { rows, rest }
}

// most are the authority that gains most and the one that pays most match.
export function most(rows: Share[]): { gains?: Share; pays?: Share } {
  const list = rows.filter(({ level }) => level === 'authority' || level === 'other')
  const by = (of: (share: Share) => number) => list.filter((share) => of(share) > 0).sort((a, b) => of(b) - of(a))[0]
  return { gains: by(({ gain }) => gain ?? 0), pays: by(({ match }) => match) }
}
