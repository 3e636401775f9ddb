// The list and the address follow the map as it is moved, and the map follows the address
// when another place comes into it, as by a saved view.
import type { Camera } from '../map/start'
import { summary } from '../api/summary.svelte'
import { address } from '../ui/address.svelte'

export type Box = [number, number, number, number]

// cameraOf reads a place of the address: latitude, longitude and zoom.
export function cameraOf(bounds: Box | undefined, at: string): Camera | undefined {
  const [lat, lon, zoom] = at.split(',').map(Number)
  return bounds && { bounds, at: zoom ? { center: [lon!, lat!], zoom } : undefined }
}

export class Follow {
  view = $state.raw<Box>() // what the map shows
  go = $state.raw<Camera>() // what it should show
  private at = $derived(address.get('at'))
  private known = address.get('at') // the place of the address that the map has taken
  private later: ReturnType<typeof setTimeout> | undefined

  constructor() {
    $effect(() => {
      if (this.at === this.known) return
      this.known = this.at
      clearTimeout(this.later)
      this.go = cameraOf(summary.value?.bounds, this.at)
    })
    $effect(() => () => clearTimeout(this.later))
  }

  // moved waits until the map has drawn what it moved to: both at once would hold the page up.
  moved = ({ center, zoom }: { center: [number, number]; zoom: number }, bounds: Box, byHand: boolean) => {
    clearTimeout(this.later)
    this.later = setTimeout(() => {
      this.view = bounds
      this.known = byHand ? `${center[1].toFixed(4)},${center[0].toFixed(4)},${zoom.toFixed(2)}` : ''
      address.set({ at: this.known })
    }, 120)
  }
}
