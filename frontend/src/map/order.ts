// Every layer of the map, bottom to top. What lies higher also places its labels first:
// names give way to numbers, and numbers to symbols.
export const order = [
  'sea',
  'land',
  'authorities-fill',
  'cells',
  'cells-points',
  'authorities-line',
  'cold-casing',
  'cold',
  'hotspots-casing',
  'hotspots',
  'squares-casing',
  'squares-open',
  'squares-shut',
  'squares-line-open',
  'squares-line-shut',
  'reach-casing',
  'reach',
  'names',
  'squares-room',
  'reach-words',
  'squares-number',
  'sites',
  'chosen-square-casing',
  'chosen-square',
  'chosen-number',
  'chosen-site',
] as const

export type LayerId = (typeof order)[number]
