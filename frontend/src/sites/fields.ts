// The fields of a site as they are typed: what each is called, how its text is read, and
// how two versions of it are said side by side.
import type { ExactSite, SiteDetail } from '../api/records'
import { kinds, lawfulUses, ownerships, sectors, sensitivities, siteConditions, tenures, useClasses, word } from '../api/words'
import { fieldDay, longDay, pounds, typedDay } from '../ui/format'
import { outlineSaid, partsOf } from './outline'
import { corners, outlineOf, positionOf } from './place'

export interface FieldSpec {
  name: string
  label: string
  hint?: string
  as: 'words' | 'long' | 'organisation' | 'choice' | 'money' | 'count' | 'day' | 'position' | 'outline'
  options?: Record<string, string>
  empty?: string // what no choice is called; without it one must be chosen
  needed?: string // the fault when it is left empty
  width?: string
}

export type Values = Record<string, string>

export const identity = (authorities: Record<string, string>): FieldSpec[] => [
  { name: 'kind', label: 'Kind', as: 'choice', options: kinds },
  { name: 'owner_authority', label: 'Owner', as: 'choice', options: authorities, empty: 'No authority’s' },
  { name: 'ownership', label: 'Ownership', as: 'choice', options: ownerships, empty: 'Not known' },
  { name: 'tenure', label: 'Tenure', as: 'choice', options: tenures, empty: 'Not known' },
  { name: 'starts', label: 'First day', hint: 'Like 26/04/2019. Everyone sees it; the day Ofsted registered a home belongs under Ofsted.', as: 'day', width: '136px' },
]

export const registration: FieldSpec[] = [
  { name: 'organisation', label: 'Organisation that runs it', hint: 'Everyone sees its name. Leave it empty if not known.', as: 'organisation' },
  { name: 'sector', label: 'Sector', as: 'choice', options: sectors, empty: 'Not known' },
]

export const conditionAndCost: FieldSpec[] = [
  { name: 'condition', label: 'Condition', as: 'choice', options: siteConditions, empty: 'Not known' },
  { name: 'running_cost_pence', label: 'Running cost a year, in pounds', hint: 'Such as 265,000', as: 'money', width: '180px' },
  { name: 'weekly_fee_pence', label: 'Weekly fee, in pounds', hint: 'For one child', as: 'money', width: '180px' },
]

export const use: FieldSpec[] = [
  { name: 'use_class', label: 'Use class', as: 'choice', options: useClasses, empty: 'Not known' },
  { name: 'lawful_use', label: 'Lawful use as a home', as: 'choice', options: lawfulUses },
]

export const ending: FieldSpec[] = [
  { name: 'ends', label: 'Last day', hint: 'Like 26/04/2026. A site is never deleted: it ends, and leaves the lists.', as: 'day', width: '136px' },
  { name: 'ended_because', label: 'Why it ends', as: 'long' },
]

export const exactly = (restricted: boolean): FieldSpec[] => [
  { name: 'name', label: 'Name', as: 'words', needed: 'Enter the site’s name' },
  ...(restricted ? [{ name: 'public_name', label: 'Public name', hint: 'What everyone else sees instead of its name', as: 'words', needed: 'Enter the name others see' } as FieldSpec] : []),
  { name: 'position', label: 'Position', hint: 'Easting and northing, such as 485900, 104800; or latitude and longitude, such as 50.8376, -0.7749; or click on the map', as: 'position', width: '300px' },
  { name: 'address', label: 'Address', as: 'long' },
  { name: 'postcode', label: 'Postcode', as: 'words', width: '136px' },
  { name: 'uprn', label: 'UPRN', hint: 'Unique property reference number, up to 12 digits', as: 'words', width: '180px' },
  { name: 'urn', label: 'Ofsted URN', hint: 'Its registration number, such as SC012345', as: 'words', width: '180px' },
  { name: 'boundary', label: 'Boundary', hint: 'Draw it on the map, or type one corner a line, as latitude, longitude or easting, northing; or paste GeoJSON or WKT', as: 'outline' },
  { name: 'location_sensitivity', label: 'Who may see where it is', hint: restricted ? undefined : 'If restricted, others see a public name made from its kind and authority, and a 10 km square', as: 'choice', options: sensitivities },
  ...(restricted ? [{ name: 'reason', label: 'Why everyone may see it', hint: 'Only if you make it open to everyone', as: 'long' } as FieldSpec] : []),
]

// Kinds whose place is not shown to everyone from the start.
export const homeKinds = ['childrens_home', 'secure_childrens_home', 'step_down_home', 'solo_home', 'residential_special_school', 'short_break_home']

// adding are the fields of a new site, in their groups.
export function adding(kinds: Record<string, string>, operations: Record<string, string>, pipelines: Record<string, string>, authorities: Record<string, string>, home: boolean, running: boolean): { title: string; fields: FieldSpec[] }[] {
  const place = exactly(false)
  const of = (name: string) => place.find((spec) => spec.name === name)!
  return [
    {
      title: 'What it is',
      fields: [
        { name: 'kind', label: 'Kind', as: 'choice', options: kinds, empty: 'Choose one', needed: 'Choose what kind of site it is' },
        { name: 'name', label: 'Name', hint: home ? 'Only those who need it see this name' : 'Everyone who signs in sees this name', as: 'words', needed: 'Enter the site’s name' },
        ...(home ? [{ name: 'public_name', label: 'Public name', hint: 'What everyone else sees. Left empty, it is made from the kind and the authority, such as “Children’s home in Kent”', as: 'words' } as FieldSpec] : []),
        { name: 'operation', label: 'Is it a home now?', as: 'choice', options: operations },
        { name: 'pipeline', label: 'Where in the pipeline', as: 'choice', options: pipelines },
        { name: running ? 'places_registered' : 'places_planned', label: running ? 'Places registered' : 'Places planned', hint: 'Leave it empty if not known', as: 'count', width: '96px' },
      ],
    },
    {
      title: 'Whose it is, and where',
      fields: [
        of('position'),
        { name: 'owner_authority', label: 'Owner', as: 'choice', options: authorities, empty: 'No authority’s, or not known' },
        { name: 'host_authority', label: 'Authority it stands in', hint: 'Worked out from the position where true outlines are known; otherwise choose it', as: 'choice', options: authorities, empty: 'Not chosen' },
        of('address'), of('postcode'), of('uprn'), of('boundary'),
      ],
    },
  ]
}

// typed is a site's fields as text.
export function typed(site: SiteDetail): Values {
  const money = (pence?: number) => (pence === undefined ? '' : pounds(pence))
  return {
    kind: site.kind ?? '', owner_authority: site.owner_authority ?? '', ownership: site.ownership ?? '', tenure: site.tenure ?? '', organisation: site.organisation ?? '', sector: site.sector ?? '',
    starts: fieldDay(site.starts), ends: fieldDay(site.ends), ended_because: site.ended_because ?? '', condition: site.condition ?? '',
    running_cost_pence: money(site.running_cost_pence), weekly_fee_pence: money(site.weekly_fee_pence), use_class: site.use_class ?? '', lawful_use: site.lawful_use,
  }
}

export function typedExactly(place: ExactSite, site: SiteDetail): Values {
  return {
    name: place.name, public_name: site.name, address: place.address ?? '', postcode: place.postcode ?? '', uprn: place.uprn ?? '', urn: place.urn ?? '',
    position: place.position ? `${place.position[1].toFixed(6)}, ${place.position[0].toFixed(6)}` : '', boundary: corners(place.boundary),
    location_sensitivity: site.location_sensitivity, reason: '',
  }
}

// read is the value a text stands for, or what is wrong with it.
export function read(spec: FieldSpec, text: string): { value?: unknown; fault?: string } {
  const said = text.trim()
  if (!said) return spec.needed ? { fault: spec.needed } : { value: null }
  switch (spec.as) {
    case 'money': {
      const amount = /^£?\s*(\d[\d,\s]*)(?:\.(\d{1,2}))?$/.exec(said)
      if (!amount) return { fault: `Enter the ${lower(spec)} as a number, such as 5,400 or 5,400.50` }
      return { value: Number(amount[1]!.replace(/[,\s]/g, '')) * 100 + Number((amount[2] ?? '').padEnd(2, '0')) }
    }
    case 'count':
      return /^\d{1,3}$/.test(said) && Number(said) <= 500 ? { value: Number(said) } : { fault: `Enter the ${lower(spec)} as a whole number from 0 to 500` }
    case 'day': {
      const day = typedDay(said)
      return day ? { value: day } : { fault: `Enter the ${lower(spec)} as a day, like 26/04/2027` }
    }
    case 'position': {
      const position = positionOf(said)
      return position ? { value: position } : { fault: 'Enter the position as two numbers with a comma between them' }
    }
    case 'outline':
      return outlineOf(said)
  }
  return { value: said }
}

const lower = ({ label }: FieldSpec) => label.charAt(0).toLowerCase() + label.slice(1).replace(/, in pounds$/, '')

// inWords is a text as the page says it.
export function inWords(spec: FieldSpec, text: string): string {
  if (spec.as === 'choice') return text ? word(spec.options ?? {}, text) : (spec.empty ?? '')
  if (spec.as === 'day') return longDay(typedDay(text)) || text
  if (spec.as === 'outline') return text ? outlineSaid(partsOf(outlineOf(text).value)) : ''
  return text.trim()
}
