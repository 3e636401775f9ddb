// What Ofsted found, in words.
import type { OfstedEvent } from '../api/records'
import { judgements, word } from '../api/words'

const inspections = ['full', 'assurance', 'interim', 'monitoring']
export const isInspection = (kind: string) => inspections.includes(kind)
export const isJudged = (kind: string) => isInspection(kind) && kind !== 'assurance'

// judged is ": good", or nothing where there is no judgement.
export const judged = ({ overall }: Pick<OfstedEvent, 'overall'>) => (overall ? `: ${word(judgements, overall).toLowerCase()}` : '')

// The parts of a judgement, in the order and the words of the inspection framework.
export const judgementParts: { name: 'protection' | 'leadership' | 'education' | 'health'; short: string; label: string }[] = [
  { name: 'protection', short: 'Helped and protected', label: 'How well children and young people are helped and protected' },
  { name: 'leadership', short: 'Leaders and managers', label: 'The effectiveness of leaders and managers' },
  { name: 'education', short: 'Education', label: 'Outcomes in education and related learning activities' },
  { name: 'health', short: 'Health services', label: 'Health services' },
]

export const parts = (event: OfstedEvent): string =>
  judgementParts.flatMap(({ name, short }) => (event[name] ? [`${short}: ${word(judgements, event[name]).toLowerCase()}.`] : [])).join(' ')

// latest is the one that the latest judgement is of.
export const latest = (items: OfstedEvent[]): OfstedEvent | undefined => items.find(({ overall, struck }) => overall && !struck)
