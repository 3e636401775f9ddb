// Sites that lie on one another are drawn apart on the legs of a spider.
import type { Chosen } from './shown'

export type Member = Omit<Chosen, 'position'> & { id: number; name: string }

export interface Spider {
  at: [number, number]
  members: Member[]
}

// most is how many legs can be told apart; more are listed beside the map.
export const most = 24

// legs are where the members go round the middle, in pixels: far enough apart to be hit.
export function legs(members: number): { x: number; y: number }[] {
  const far = Math.max(48, (members * 40) / (2 * Math.PI))
  return Array.from({ length: members }, (_, n) => {
    const turn = (2 * Math.PI * n) / members - Math.PI / 2
    return { x: Math.round(far * Math.cos(turn)), y: Math.round(far * Math.sin(turn)) }
  })
}
