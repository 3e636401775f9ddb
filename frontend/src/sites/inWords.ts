// A filter of the register in words.
import { judgements, kinds, operations, pipelines, sectors, siteConditions, tenures, useClasses, word } from '../api/words'
import type { Filters } from './register.svelte'

type Named = { code: string; name: string }[]

// narrowed are the filters that come by a link from a count and have no field of their own.
export function narrowed(now: Filters, authorities: Named): string[] {
  const named = (code: string) => authorities.find((a) => a.code === code)?.name ?? code
  return [
    word(operations, now.operation).toLowerCase(),
    now.sector && `run by: ${word(sectors, now.sector).toLowerCase()}`,
    now.authority && `of ${named(now.authority)}`,
    now.host && `in ${named(now.host)}`,
    now.pipeline && `in the pipeline: ${word(pipelines, now.pipeline).toLowerCase()}`,
    now.condition && `condition: ${now.condition === 'unknown' ? 'not known' : word(siteConditions, now.condition).toLowerCase()}`,
    now.use_class && `use class ${word(useClasses, now.use_class)}`,
    now.tenure && word(tenures, now.tenure).toLowerCase(),
    now.ofsted_outcome && `with Ofsted’s latest judgement ${now.ofsted_outcome === 'none' ? 'not on record' : word(judgements, now.ofsted_outcome).toLowerCase()}`,
    now.known && `whose ${{ occupancy: 'occupancy', occupancy_estimated: 'occupancy in per cent only', running_cost: 'running cost', weekly_fee: 'weekly fee' }[now.known] ?? now.known} is known`,
    now.ended && 'those that have ended',
    now.within && `within ${now.within} miles of ${now.near.split(',').reverse().join(', ')}`,
  ].filter((part): part is string => !!part)
}

// filterInWords is the whole filter but for the stage, which a map does not follow.
export function filterInWords(now: Filters, authorities: Named): string {
  const parts = [now.q && `“${now.q}”`, now.kind && word(kinds, now.kind), now.hub && `${now.hub} hub`, ...narrowed(now, authorities)].filter(Boolean)
  return parts.length ? `Only sites that match: ${parts.join('; ')}.` : 'All sites, with no filter.'
}
