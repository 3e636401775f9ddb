// What the journeys on the map of need share: when it stands still, and what it draws.
import type { Page } from 'playwright-core'
import { mapIdle } from './page'

export interface Reading {
  breaks: number[]
  unit: string
  items: { code: string; value: number | null; step: number | null; class?: string }[]
}

export type Window = { homegroundMap: import('maplibre-gl').Map }

// still waits until the map has drawn all it is going to.
export async function still(page: Page) {
  await mapIdle(page)
  await page.waitForFunction(() => {
    const { homegroundMap: map } = window as unknown as Window
    return map.loaded() && map.areTilesLoaded() && !map.isMoving()
  })
}

// drawn is the shade and class that the map gives each area in view.
export const drawn = (page: Page) =>
  page.evaluate(() => {
    const { homegroundMap: map } = window as unknown as Window
    return Object.fromEntries(map.queryRenderedFeatures({ layers: ['areas-cells', 'areas-points', 'areas-hexagons'] }).map(({ properties, state }) => [String(properties.code), { shade: state.shade as number, class: (state.class ?? '') as string }]))
  })

const classes = ['cold99', 'cold95', 'cold90', 'none', 'hot90', 'hot95', 'hot99']
const noFigure = 18

export function shadeOf(reading: string, { step, class: name }: Reading['items'][number]): number {
  if (reading === 'hotspots') return name ? 11 + classes.indexOf(name) : noFigure
  if (step === null) return noFigure
  return reading === 'change' ? step + 5 : reading === 'access' ? 6 - step : step
}
