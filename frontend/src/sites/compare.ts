// Which sites are marked to be compared, and how their facts are laid beside one another.

export const mostCompared = 4

// comparedIn reads the sites of a list of numbers, each once.
export function comparedIn(text: string): number[] {
  return [...new Set(text.split(',').map(Number).filter((id) => Number.isInteger(id) && id > 0))].slice(0, mostCompared)
}

// toggled is the mark of a site put or taken away; the oldest gives way to a fifth.
export function toggled(ids: number[], id: number): number[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id].slice(-mostCompared)
}

// A row of the comparison: one fact of each site, and whether it differs.
export interface Row {
  name: string
  values: string[]
  differs: boolean
}

// rows lays facts beside one another; what none of them has is left out.
export function rows(facts: { name: string; values: (string | undefined)[] }[]): Row[] {
  return facts
    .map(({ name, values }) => ({ name, values: values.map((value) => value || 'not known') }))
    .filter(({ values }) => values.some((value) => value !== 'not known'))
    .map((row) => ({ ...row, differs: new Set(row.values).size > 1 }))
}
