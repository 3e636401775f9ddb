// Short sayings about a site that several parts of the pages use.
import type { Option, Site } from '../api/records'
import { kinds, operations, pipelines, word } from '../api/words'
import { beside, longDay, percent } from '../ui/format'

// what is a site in two or three words: "Mothballed children’s home", "Council building, candidate".
export function what(site: Site): string {
  const kind = word(kinds, site.kind) || 'Site'
  const words: string[] = []
  if (site.operation === 'not_a_home') words.push(kind)
  else words.push(`${word(operations, site.operation)} ${kind.toLowerCase().replace('nhs', 'NHS')}`)
  if (site.pipeline !== 'none') words.push(word(pipelines, site.pipeline).toLowerCase())
  return words.join(', ')
}

// whereabouts says how exactly a site's place is known to the reader.
export function whereabouts(site: Site): string {
  if (site.position_kind === 'none') return `${site.host_name}; place within it not known`
  if (site.position_kind === 'square') return `Square ${site.square}, nearest 10 km`
  return site.square ? `As drawn, in square ${site.square}` : 'As drawn'
}

// opening says when an option would be open and how that sits with the deadline.
export function opening(option: Option, deadline: string | undefined): string {
  const by = `${percent(0.8)} likely to be open by ${longDay(option.opening.p80)}`
  if (!deadline) return by
  return `${by}, ${beside(option.opening.p80, deadline)} the deadline; ${percent(option.opening.chance)} chance of opening in time`
}
