// Who pays for a set and who gains by it: grant, match and children, by hub and authority.
import type { CoveredArea, OptionDetail } from '../api/records'
import { matchSources, word } from '../api/words'

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

interface Payer {
  key: string
  authority: string // its code, or ''
  name: string
  pence: number
}

// payers are who gives the match of the options; what no row of it names is said too.
function payers(set: OptionDetail[]): Payer[] {
  const list: Payer[] = []
  const pays = (authority: string, name: string, pence: number) => {
    const key = authority || name
    const there = list.find((payer) => payer.key === key)
    if (there) there.pence += pence
    else list.push({ key, authority, name, pence })
  }
  for (const { match, match_pence } of set) {
    for (const { authority_code = '', authority_name, name, source, amount_pence } of match ?? []) pays(authority_code, authority_name || name || word(matchSources, source), amount_pence)
    const unnamed = match_pence - (match ?? []).reduce((sum, { amount_pence }) => sum + amount_pence, 0)
    if (unnamed > 0) pays('', 'Not yet said by whom', unnamed)
  }
  return list
}

// shares are the region, each hub with those of its authorities that pay, gain or get
// anything, and then who pays without being one of them; rest are the other authorities.
export function shares(areas: CoveredArea[], set: OptionDetail[]): { rows: Share[]; rest: string[] } {
  const paid = payers(set)
  const named = new Set(areas.filter(({ level }) => level === 'authority').map(({ code }) => code))
  const sum = (list: OptionDetail[], of: (option: OptionDetail) => number) => list.reduce((total, option) => total + of(option), 0)
  const row = (area: CoveredArea, options: OptionDetail[], pays: Payer[]): Share => ({
    key: area.level + (area.code ?? area.name), level: area.level as Share['level'], name: area.level === 'hub' ? `${area.name} hub` : area.name,
    places: sum(options, ({ places }) => places), grant: sum(options, ({ grant_pence }) => grant_pence), match: pays.reduce((total, { pence }) => total + pence, 0),
    gain: gainOf(area), now: area.share_percent, after: area.share_after_percent,
  })
  const rows: Share[] = []
  const rest: string[] = []
  for (const area of areas.filter(({ level }) => level === 'region')) rows.push(row(area, set, paid))
  for (const hub of areas.filter(({ level }) => level === 'hub')) {
    const own = areas.filter(({ level, hub: of }) => level === 'authority' && of === hub.name)
    const codes = new Set(own.map(({ code }) => code))
    rows.push(row(hub, set.filter((option) => option.hub === hub.name), paid.filter(({ authority }) => codes.has(authority))))
    for (const area of own) {
      const one = row(area, set.filter(({ authority_code }) => authority_code === area.code), paid.filter(({ authority }) => authority && authority === area.code))
      if (one.places || one.grant || one.match || one.gain) rows.push(one)
      else rest.push(one.name)
    }
  }
  for (const payer of paid.filter(({ authority }) => !named.has(authority))) {
    rows.push({ key: payer.key, level: 'other', name: payer.name, places: 0, grant: 0, match: payer.pence, gain: undefined, now: undefined, after: undefined })
  }
  return { rows, rest }
}

// most are the authority that gains most and the one that pays most match.
export function most(rows: Share[]): { gains?: Share; pays?: Share } {
  const list = rows.filter(({ level }) => level === 'authority' || level === 'other')
  const by = (of: (share: Share) => number) => list.filter((share) => of(share) > 0).sort((a, b) => of(b) - of(a))[0]
  return { gains: by(({ gain }) => gain ?? 0), pays: by(({ match }) => match) }
}
