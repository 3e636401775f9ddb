// What the need page asks the server, as its address says.
import { api } from '../api/client'
import type { Authority, Cells, Covered, DemandCohort, DemandDay, Elsewhere, Levels, List, ReadingOf } from '../api/records'
import { address } from '../ui/address.svelte'
import { Request } from '../ui/request.svelte'
import type { Reading } from '../map/areas'
import { allOf, isWhole, listedAs, ofCohort, ofListed } from './cohort'
import { askedOf, placesOf, rampOf, readingInWords, readingOf } from './readings'
import type { OfAuthorities } from './say'

export class Need {
  days = new Request<List<DemandDay>>()
  cohorts = new Request<List<DemandCohort>>()
  covered = new Request<Covered>()
  authorities = new Request<List<Authority>>()
  figures = new Request<OfAuthorities>() // of the cohort
  reading = new Request<ReadingOf>()
  spots = new Request<ReadingOf>() // of a cohort, outlined over another reading of it
  best = new Request<Elsewhere>()
  hexagons = new Request<Cells>() // one, for the band they were found with

  private table = $derived(address.get('view') === 'table')
  private outlines = $derived((address.query.get('layers') ?? 'hotspots').split(',').includes('hotspots'))
  // The address changes as the map moves; a thing is asked for anew only when it is another.
  private ofText = $derived(JSON.stringify(ofCohort(address.query)))
  of = $derived(JSON.parse(this.ofText) as ReturnType<typeof ofCohort>)
  cohort = $derived(listedAs(this.cohorts.value?.items ?? [], this.of))
  ofAuthorities = $derived(this.cohort && this.figures.value && sameOf(this.figures.value.cohort, this.cohort) ? this.figures.value : undefined)
  // The days there are: of the cohort, where one is asked for.
  daysThere = $derived((isWhole(this.of) ? this.days.value?.items : this.cohort?.days) ?? [])

  asked = $derived(askedOf(address.query, this.daysThere, this.of))
  private question = $derived(JSON.stringify(this.asked))
  private metres = $derived(this.asked.metres)
  private place = $derived(JSON.stringify(this.asked.reading === 'gain' && !this.table ? this.elsewhere() : {}))

  constructor() {
    this.start()
    $effect(() => void this.askFigures(JSON.parse(this.ofText)))
    $effect(() => {
      const asked = JSON.parse(this.question)
      if (isWhole(this.of) ? !this.days.value && !this.days.failure : !this.cohort) return // a change is since one of its days
      if (this.table || (asked.reading === 'change' && !asked.since && !asked.until)) return
      void this.reading.ask(() => api.readings(asked))
    })
    $effect(() => {
      const { reading, level, metres } = JSON.parse(this.question)
      if (!this.cohort || this.table || !this.outlines || reading === 'hotspots') return
      void this.spots.ask(() => api.readings({ reading: 'hotspots', level, metres, ...this.of }))
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
    void this.cohorts.ask(api.demandCohorts)
    void this.covered.ask(api.coverage)
    void this.authorities.ask(api.authorities)
  }

  // askFigures asks for a cohort by authority. It is the answer that says under which name
  // it is known (10-15 is 10 to 15), or that it is not.
  async askFigures(of = this.of) {
    if (isWhole(of)) return
    const got = await this.figures.ask(async () => {
      const items: Levels['items'] = []
      for (let cursor: string | undefined = ''; ; ) {
        const page: Levels = await api.need({ level: 'authority', cursor, ...of })
        items.push(...page.items)
        if (!(cursor = page.next)) return { cohort: page.cohort!, items }
      }
    })
    if (got && JSON.stringify(of) === this.ofText) address.set({ ...allOf, ...ofListed(got.cohort) })
  }

  private elsewhere() {
    return { homes: address.get('homes'), places: String(placesOf(address.query)), metres: this.asked.metres!, authority: address.get('authority'), hub: address.get('hub') }
  }
}

const isHot = (name: string | undefined) => !!name?.startsWith('hot')

// drawnFrom is an answer as the map takes it. Hot-spots of small areas come merged with the
// tiles; those of hexagons, of a change and of a cohort are outlined area by area.
export function drawnFrom(answer: ReadingOf, outlines: boolean, changed: boolean, spots: ReadingOf | undefined): Reading {
  const by = new Map(answer.items.map((item) => [item.code, item]))
  const name = readingOf(answer)
  const classed = answer.reading === 'hotspots'
  const alone = !!answer.cohort
  const over = outlines && alone && !classed && spots && spots.level === answer.level && spots.metres === answer.metres && sameOf(spots.cohort!, answer.cohort!)
  const hot = new Map(over ? spots.items.filter((item) => isHot(item.class)).map((item) => [item.code, item.class]) : [])
  return {
    of: answer.level === 'hexagon' ? 'hexagons' : 'cells',
    metres: answer.metres ?? 5000,
    ramp: rampOf(answer),
    alone,
    outlined: alone ? classed || !!over : answer.level === 'hexagon' ? outlines || classed : classed && changed,
    items: over ? answer.items.map((item) => ({ ...item, class: hot.get(item.code) })) : answer.items,
    say: (code) => `${name}, ${answer.basis}: ${readingInWords(answer, by.get(code))}`,
  }
}

const sameOf = (a: DemandCohort, b: DemandCohort) => JSON.stringify(ofListed(a)) === JSON.stringify(ofListed(b))
