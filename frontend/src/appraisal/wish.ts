// What a best set is asked for, as the page's address holds it.
export type Objective = 'places' | 'in_time' | 'score' | 'covered'

export interface Wish {
  objective: Objective
  in: number[]
  out: number[]
  only: boolean
  off: string[]
  budget?: number // pence
}

// In the words of a sentence: the set with ...
export const objectives: Record<Objective, string> = {
  in_time: 'most places open in time',
  places: 'most places',
  score: 'the highest score',
  covered: 'most need covered',
}

const numbers = (text: string) => text.split(',').map(Number).filter((n) => Number.isInteger(n) && n > 0)

export function wishOf(get: (name: string) => string): Wish {
  const objective = get('objective') as Objective
  const budget = get('budget')
  return {
    objective: objective in objectives ? objective : 'in_time',
    in: numbers(get('in')),
    out: numbers(get('out')),
    only: get('only') === 'true',
    off: get('off').split(',').filter(Boolean),
    budget: /^\d+$/.test(budget) ? Number(budget) : undefined,
  }
}

// queryOf is a wish as the server is asked for it, and as the address holds it: what is as
// it always is, is left out.
export function queryOf(wish: Wish): Record<string, string | number | undefined> {
  return {
    objective: wish.objective === 'in_time' ? undefined : wish.objective,
    in: wish.in.join(',') || undefined,
    out: wish.out.join(',') || undefined,
    only: wish.only ? 'true' : undefined,
    off: wish.off.join(',') || undefined,
    budget: wish.budget,
  }
}
