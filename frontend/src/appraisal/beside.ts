// Facts and figures of options beside one another, and in words how far apart they are.
import type { OptionDetail } from '../api/records'
import { deliveryModels, routes, word } from '../api/words'
import { count, longDay, money, percent, pounds, span, tenths, days } from '../ui/format'
import { placesSaid } from './proposal'

export interface BesideRow {
  name: string
  values: string[]
  differs: boolean
  apart: string // "The same", "Differs", or by how much
}

interface Figure {
  name: string
  of: (o: OptionDetail) => number | string
  said: (value: never, o: OptionDetail) => string
  apart?: (least: number, most: number) => string
}

const dayNumber = (iso: string) => days('2000-01-01', iso)
const cost = { said: (pence: number) => `£${pounds(pence)}`, apart: (least: number, most: number) => `${money(most - least)} apart` }
const names = (list: { name: string }[]) => list.map(({ name }) => name).join('; ') || 'None'

const figures: { title: string; figures: Figure[] }[] = [
  {
    title: 'What it gives',
    figures: [
      { name: 'Score of 100', of: (o) => o.score, said: (score: number, o) => `${score.toFixed(1)}${o.rank ? `, ranked ${o.rank}` : ', withdrawn'}`, apart: (a, b) => `${(b - a).toFixed(1)} points apart` },
      { name: 'Places', of: (o) => o.places, said: (places: number) => String(places), apart: (a, b) => `${count(b - a, 'place')} apart` },
      { name: 'By type', of: (o) => placesSaid(o.places_by_type), said: (text: string) => text || 'Not known' },
      { name: 'Need covered, children', of: (o) => Math.round(o.need_covered * 10) / 10, said: (need: number) => tenths(need), apart: (a, b) => `${tenths(b - a)} apart` },
    ],
  },
  {
    title: 'When',
    figures: [
      { name: 'Work starts', of: (o) => dayNumber(o.starts_on), said: (_: number, o) => longDay(o.starts_on), apart: (a, b) => `${span(b - a)} apart` },
      { name: '50 % likely open by', of: (o) => dayNumber(o.opening.p50), said: (_: number, o) => longDay(o.opening.p50), apart: (a, b) => `${span(b - a)} apart` },
      { name: '80 % likely open by', of: (o) => dayNumber(o.opening.p80), said: (_: number, o) => longDay(o.opening.p80), apart: (a, b) => `${span(b - a)} apart` },
      { name: 'Chance of opening in time', of: (o) => Math.round(o.opening.chance * 100), said: (_: number, o) => percent(o.opening.chance), apart: (a, b) => `${b - a} points apart` },
      { name: 'Route', of: (o) => o.route, said: (route: string) => word(routes, route) },
      { name: 'Stages', of: (o) => o.stages.map(({ name }) => name).join('; '), said: (text: string) => text },
    ],
  },
  {
    title: 'What it costs, and who pays',
    figures: [
      { name: 'Lowest cost', of: (o) => o.cost_low_pence, ...cost }, { name: 'Likely cost', of: (o) => o.cost_likely_pence, ...cost }, { name: 'Highest cost', of: (o) => o.cost_high_pence, ...cost },
      { name: 'Of it contingency', of: (o) => o.contingency_pence, ...cost }, { name: 'Cost a place', of: (o) => Math.round(o.cost_per_place_pence / 100) * 100, ...cost },
      { name: 'Grant asked', of: (o) => o.grant_pence, ...cost }, { name: 'Match', of: (o) => o.match_pence, ...cost },
      { name: 'Of it secured', of: (o) => secured(o), ...cost },
      { name: 'Still to be found', of: (o) => Math.max(0, o.cost_likely_pence - o.grant_pence - o.match_pence), ...cost },
      { name: 'Match from', of: (o) => o.match.map((m) => `${m.authority_name || m.name}, ${money(m.amount_pence)}, ${m.secured ? 'secured' : 'not secured'}`).join('; '), said: (text: string) => text || 'Nobody' },
    ],
  },
  {
    title: 'What it is',
    figures: [
      { name: 'What is proposed', of: (o) => o.proposal ?? '', said: (text: string) => text || 'Not said' },
      { name: 'Authority', of: (o) => o.authority_name, said: (name: string) => name },
      { name: 'Hub', of: (o) => o.hub ?? '', said: (hub: string) => hub || 'None' },
      { name: 'Who would run it', of: (o) => o.delivery_model, said: (model: string) => word(deliveryModels, model) },
      { name: 'Sites', of: (o) => o.sites.map(({ name }) => name).join('; '), said: (text: string) => text || 'Still to be found' },
      { name: 'Needs', of: (o) => names(o.needs), said: (text: string) => text },
      { name: 'Cannot go with', of: (o) => names(o.excludes), said: (text: string) => text },
      { name: 'State', of: (o) => (o.chosen ? 'Chosen' : o.state === 'withdrawn' ? `Withdrawn: ${o.withdrawn_reason}` : o.blocked || 'Proposed; it fits the grant that is left'), said: (text: string) => text },
    ],
  },
]

export function secured(o: { match: { secured: boolean; amount_pence: number }[] }): number {
  return o.match.reduce((sum, m) => sum + (m.secured ? m.amount_pence : 0), 0)
}

// besides are the parts of the comparison, each with its rows.
export function besides(options: OptionDetail[]): { title: string; rows: BesideRow[] }[] {
  return figures.map(({ title, figures }) => ({
    title,
    rows: figures.map(({ name, of, said, apart }) => {
      const values = options.map(of)
      const differs = new Set(values).size > 1
      const sizes = values.filter((value): value is number => typeof value === 'number')
      return {
        name, differs, values: options.map((o, n) => said(values[n] as never, o)),
        apart: !differs ? 'The same' : apart && sizes.length ? apart(Math.min(...sizes), Math.max(...sizes)) : 'Differs',
      }
    }),
  }))
}
