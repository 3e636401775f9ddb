// What is compared of sites, in words.
import type { ApplicationListed, Constraints, SiteDetail } from '../api/records'
import { applicationStatuses, kinds, lawfulUses, operations, ownerships, pipelines, sectors, siteConditions, tenures, useClasses, word } from '../api/words'
import { longDay, money, number } from '../ui/format'
import { whereabouts } from './say'

type Fact = { name: string; values: (string | undefined)[] }

const figure = (value: number | undefined) => (value === undefined ? undefined : number(value))
const pounds = (pence: number | undefined) => (pence === undefined ? undefined : money(pence))

export function facts(sites: SiteDetail[]): Fact[] {
  const of: [string, (site: SiteDetail) => string | undefined][] = [
    ['Kind', (s) => word(kinds, s.kind)], ['Operation', (s) => word(operations, s.operation)], ['Pipeline', (s) => word(pipelines, s.pipeline)],
    ['Stands in', (s) => s.host_name], ['Whereabouts', whereabouts], ['Owner', (s) => s.owner_name], ['Ownership', (s) => word(ownerships, s.ownership)],
    ['Tenure', (s) => word(tenures, s.tenure)], ['Run by', (s) => word(sectors, s.sector)],
    ['Places registered', (s) => figure(s.places_registered)], ['Places usable', (s) => figure(s.places_usable)], ['Places occupied', (s) => figure(s.places_occupied)],
    ['Places planned', (s) => figure(s.places_planned)], ['Condition', (s) => word(siteConditions, s.condition)],
    ['Running cost a year', (s) => pounds(s.running_cost_pence)], ['Weekly fee', (s) => pounds(s.weekly_fee_pence)],
    ['Best option', (s) => s.options?.[0] && `${s.options[0].name}, score ${s.options[0].score.toFixed(1)}, ${s.options[0].places} places, £${number(s.options[0].cost_likely_pence / 100)}`],
    ['Likely open by', (s) => longDay(s.options?.[0]?.opening.p80)], ['Project', (s) => s.project?.name],
  ]
  return of.map(([name, value]) => ({ name, values: sites.map((site) => value(site)) }))
}

// standing is where planning stands: the lawful use, and the latest application.
export function standing(sites: SiteDetail[], applications: ApplicationListed[][]): Fact[] {
  const last = applications.map(([first]) => first)
  return [
    { name: 'Use class', values: sites.map((s) => word(useClasses, s.use_class)) },
    { name: 'Lawful use as a home', values: sites.map((s) => word(lawfulUses, s.lawful_use)) },
    { name: 'Application', values: sites.map((s) => word(applicationStatuses, s.application_status)) },
    { name: 'Applications on record', values: applications.map((list) => number(list.length)) },
    { name: 'Decision due', values: last.map((a) => longDay(a?.extended_to || a?.target_on)) },
    { name: 'Permission lapses', values: last.map((a) => longDay(a?.expires_on)) },
  ]
}

const states: Record<string, string> = { inside: 'Inside', partly: 'Partly in', clear: 'In none', not_checked: 'Not checked' }

// constraintCells is every kind that some layer was held against; withheld of a site whose
// place is restricted.
export function constraintCells(all: (Constraints | undefined)[]): Fact[] {
  const names = new Map(all.flatMap((one) => one?.items ?? []).filter(({ layers, state }) => layers?.length || state !== 'not_checked').map(({ kind, name }) => [kind, name]))
  return [...names].map(([kind, name]) => ({
    name,
    values: all.map((one) => {
      const found = one?.items.find((c) => c.kind === kind)
      if (!one || one.withheld) return 'Withheld'
      return `${word(states, found?.state)}${found?.areas?.length ? `: ${found.areas.map((area) => area.name).join(', ')}` : ''}`
    }),
  }))
}
