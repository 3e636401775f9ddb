// The time axis of a project's milestones.
import type { Milestone } from '../api/records'
import { asDate, dayMs } from '../ui/format'

export interface Axis {
  x: (day: string) => number
  ticks: { label: string; x: number }[]
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

// axis spans every date there is and today; labels are months far enough apart to read.
export function axis(milestones: Milestone[], moved: { to: string }[], today: string, width: number): Axis {
  const days = [today, ...moved.map(({ to }) => to), ...milestones.flatMap(({ baseline, forecast, actual }) => [baseline, forecast, actual])]
  const moments = days.filter((day): day is string => !!day).map((day) => asDate(day).getTime())
  const from = Math.min(...moments) - 25 * dayMs
  const to = Math.max(...moments) + 40 * dayMs
  const scale = (moment: number) => ((moment - from) / (to - from)) * width
  const span = (to - from) / dayMs / 30.44
  const every = [1, 3, 6, 12].find((months) => (months / span) * width >= 58) ?? 12

  const ticks: Axis['ticks'] = []
  const first = new Date(from)
  for (let month = Math.ceil((first.getUTCMonth() + 1) / every) * every; ; month += every) {
    const moment = Date.UTC(first.getUTCFullYear(), month)
    if (moment > to) break
    const date = new Date(moment)
    const year = !ticks.length || date.getUTCMonth() === 0 ? ` ${date.getUTCFullYear()}` : ''
    const x = scale(moment)
    if (x > 30 && x < width - 24) ticks.push({ label: months[date.getUTCMonth()] + year, x })
  }
  return { x: (day) => scale(asDate(day).getTime()), ticks }
}
