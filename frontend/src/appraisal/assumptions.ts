// The assumptions of an option's money: how they are typed, and how the API has them.

export const codes = ['weekly_fee', 'yearly_cost', 'own_children', 'occupancy', 'zones', 'zone_saving'] as const
export type Code = (typeof codes)[number]

export const labels: Record<Code, string> = {
  weekly_fee: 'Weekly fee, £',
  yearly_cost: 'Staff and running costs a year, £',
  own_children: 'Own children, who bring no income',
  occupancy: 'Places taken, %',
  zones: 'Zones',
  zone_saving: 'Saved by a mothballed zone a year, £',
}

const hundredths: readonly string[] = ['weekly_fee', 'yearly_cost', 'occupancy', 'zone_saving']

// typed is a value as people type it: 540000 pence is 5,400, 8850 is 88.5.
export function typed(code: Code, value: number): string {
  if (!hundredths.includes(code)) return String(value)
  const most = value % 100 === 0 ? 0 : code === 'occupancy' && value % 10 === 0 ? 1 : 2
  return (value / 100).toLocaleString('en-GB', { minimumFractionDigits: most, maximumFractionDigits: most })
}

// sent is what was typed as the API reads it: pence, or hundredths of a per cent. What is
// not a number stays as it is; the server says what is asked.
export function sent(code: Code, text: string): string {
  const plain = text.trim().replace(/^£|[\s,]|%$/g, '')
  if (!hundredths.includes(code)) return plain
  const parts = /^(\d+)(?:\.(\d{1,2}))?$/.exec(plain)
  return parts ? String(Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))) : plain
}

// points writes hundredths of a per cent: 88 %.
export function points(value: number): string {
  return `${typed('occupancy', value)} %`
}
