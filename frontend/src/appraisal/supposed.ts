// What is supposed of an option's stages, as the address holds it: weeks=ofsted:40,
// without=planning, certain=appeal, starts=2027-09-01, past=1.

export type How = 'recorded' | 'exactly' | 'without' | 'certain'

export interface Supposed {
  weeks: Map<string, string> // as typed; '' is not said yet
  without: Set<string>
  certain: Set<string>
  starts: string
  past: boolean
}

const listed = (text: string) => text.split(',').filter(Boolean)

export function read(get: (name: string) => string): Supposed {
  return {
    weeks: new Map(listed(get('weeks')).map((pair) => [pair.split(':')[0]!, pair.split(':')[1] ?? ''])),
    without: new Set(listed(get('without'))),
    certain: new Set(listed(get('certain'))),
    starts: get('starts'),
    past: get('past') === '1',
  }
}

export function write({ weeks, without, certain, starts, past }: Supposed): Record<string, string> {
  return { weeks: [...weeks].map((pair) => pair.join(':')).join(','), without: [...without].join(','), certain: [...certain].join(','), starts, past: past ? '1' : '' }
}

export function howOf({ weeks, without, certain }: Supposed, code: string): How {
  return weeks.has(code) ? 'exactly' : without.has(code) ? 'without' : certain.has(code) ? 'certain' : 'recorded'
}

// withStage answers what is supposed with one stage of it changed.
export function withStage(supposed: Supposed, code: string, how: How, weeks = ''): Supposed {
  const next = { ...supposed, weeks: new Map(supposed.weeks), without: new Set(supposed.without), certain: new Set(supposed.certain) }
  next.weeks.delete(code)
  next.without.delete(code)
  next.certain.delete(code)
  if (how === 'exactly') next.weeks.set(code, weeks)
  if (how === 'without') next.without.add(code)
  if (how === 'certain') next.certain.add(code)
  return next
}

// question is what the server is asked, or undefined where nothing is supposed; a length
// that is not a number yet is left out.
export function question({ weeks, without, certain, starts, past }: Supposed) {
  const known = [...weeks].filter(([, typed]) => typed !== '' && Number.isFinite(Number(typed))).map((pair) => pair.join(':')).join(',')
  if (!known && !without.size && !certain.size && !starts && !past) return undefined
  return { weeks: known, without: [...without].join(','), certain: [...certain].join(','), starts, past_paces: past ? 'true' : '' }
}
