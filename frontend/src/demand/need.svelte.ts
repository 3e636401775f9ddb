// What the need page asks the server, as its address says.
import { api } from '../api/client'
import type { Authority, Cells, Covered, DemandDay, Elsewhere, List, ReadingOf } from '../api/records'
import { address } from '../ui/address.svelte'
import { Request } from '../ui/request.svelte'
import type { Reading } from '../map/areas'
import { askedOf, placesOf, rampOf, readingInWords, readings, type Name } from './readings'

export class Need {
  days = new Request<List<DemandDay>>()
  covered = new Request<Covered>()
  authorities = new Request<List<Authority>>()
  reading = new Request<ReadingOf>()
  best = new Request<Elsewhere>()
  hexagons = new Request<Cells>() // one, for the band they were found with

  asked = $derived(askedOf(address.query, this.days.value?.items ?? []))
  // The address changes as the map moves; a reading is asked for anew only when it is another.
  private question = $derived(JSON.stringify(this.asked))
  private table = $derived(address.get('view') === 'table')
  private metres = $derived(this.asked.metres)
  private place = $derived(JSON.stringify(this.asked.reading === 'gain' && !this.table ? this.elsewhere() : {}))

  constructor() {
    this.start()
    $effect(() => {
      const asked = JSON.parse(this.question)
      if (!this.days.value && !this.days.failure) return // a change is since one of them
      if (this.table || (asked.reading === 'change' && !asked.since && !asked.until)) return
      void this.reading.ask(() => api.readings(asked))
    })
    $effect(() => {
      const metres = this.metres
      if (metres) void this.hexagons.ask(() => api.hexagons({ metres, q: 'hex' }))
    })
    $effect(() => {
      const query = JSON.parse(this.place)
      if (query.places) void this.best.ask(() => api.elsewhere(query))
    })
  }

  start() {
    void this.days.ask(api.demandDays)
    void this.covered.ask(api.coverage)
    void this.authorities.ask(api.authorities)
  }

  private elsewhere() {
    return { homes: address.get('homes'), places: String(placesOf(address.query)), metres: this.asked.metres!, authority: address.get('authority'), hub: address.get('hub') }
  }
}

// drawnFrom is an answer as the map takes it. Hot-spots of small areas come merged with the
// tiles; those of hexagons, and of a change, are outlined area by area.
export function drawnFrom(answer: ReadingOf, outlines: boolean, changed: boolean): Reading {
  const by = new Map(answer.items.map((item) => [item.code, item]))
  const name = readings[answer.reading as Name]
  return {
    of: answer.level === 'hexagon' ? 'hexagons' : 'cells',
    metres: answer.metres ?? 5000,
    ramp: rampOf(answer),
    outlined: answer.level === 'hexagon' ? outlines || answer.reading === 'hotspots' : answer.reading === 'hotspots' && changed,
    items: answer.items,
    say: (code) => `${name}, ${answer.basis}: ${readingInWords(answer, by.get(code))}`,
  }
}
