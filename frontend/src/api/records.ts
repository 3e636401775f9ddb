// The records the server sends, as the pages name them.
export interface Named {
  code: string
  name: string
}

export interface Programme {
  id: number
  name: string
  funder: string
  award_pence: number
  grant_used_pence: number
  grant_left_pence: number
  open_by: string
  dates?: { what: string; as_given: string; source: string; conflict?: string }[]
}

export type HotspotClass = 'hot99' | 'hot95' | 'hot90' | 'none' | 'cold90' | 'cold95' | 'cold99'

export interface Summary {
  programme?: Programme
  places_open: number
  homes_open: number
  council_places_open: number
  candidates: number
  sites: number
  authorities: number
  hubs?: string[]
  children: number
  children_day?: string
  home_share_percent: number
  need_home: number
  cells: number
  cell_kind?: 'settlement' | 'lsoa21' | 'mixed'
  band_metres?: number
  classes?: Partial<Record<HotspotClass, number>>
  revision: number
  outlines_approximate: boolean
  illustrative: boolean
  bounds?: [number, number, number, number]
}

export interface Authority {
  code: string
  name: string
  hub: string
  starts?: string
  ends?: string
  successors?: { code: string; name: string; on_day: string }[]
  children?: number
  children_day?: string
  places_open: number
  places_no_position: number
  label?: [number, number]
  approximate: boolean
  provenance: string
  version: number
}

export interface Site {
  id: number
  site_ref: string
  name: string
  kind?: string
  operation: string
  pipeline: string
  owner_authority?: string
  owner_name?: string
  host_authority: string
  host_name: string
  hub?: string
  sector?: string
  places_registered?: number
  places_planned?: number
  position?: [number, number]
  position_kind: 'exact' | 'square' | 'none'
  square?: string
  square_ring?: [number, number][]
  provenance: string
  version: number
  best_option?: { id: number; name: string; score: number; rank: number; places: number }
}

export interface Reach {
  miles: number
  children_thousandths: number
  need_home: number
  cells: number
  ring: [number, number][]
}

export interface SiteDetail extends Site {
  organisation?: string
  ownership?: string
  tenure?: string
  use_class?: string
  lawful_use?: string
  application_status?: string
  occupancy_percent?: number
  weekly_fee_pence?: number
  inspection?: string
  notes?: string
  source?: string
  starts?: string
  ends?: string
  reach?: Reach
  options?: Option[]
  project?: { id: number; name: string; opening?: string; opening_baseline?: string }
}

export interface Cell {
  code: string
  name: string
  authority_code: string
  authority_name: string
  hub?: string
  children?: number
  score?: number
  score_basis?: string
  thousandths: number
  rate_per_10000?: number
  gi_z?: number
  p?: number
  class: HotspotClass
  position?: [number, number]
}

export interface DemandSettings {
  home_share_percent: number
  deprivation_power: number
  band_metres?: number
  estimated_band?: number
  estimated_day?: string
  version?: number
  revision?: number
}

export interface Part {
  code: string
  name: string
  value: number
  text: string
  scaled: number
  weight_percent: number
  points: number
}

export interface Criterion {
  code: string
  name: string
  unit: string
  worst: number
  best: number
  weight_percent: number
}

export interface Opening {
  p10: string
  p50: string
  p80: string
  p90: string
  chance: number
}

export interface Option {
  id: number
  option_ref: string
  name: string
  authority_code: string
  authority_name: string
  hub: string
  route: string
  places: number
  cost_low_pence: number
  cost_likely_pence: number
  cost_high_pence: number
  cost_per_place_pence: number
  grant_pence: number
  match_pence: number
  starts_on: string
  opening: Opening
  score: number
  rank: number
  parts: Part[]
  sites?: { id: number; name: string; kind?: string; operation: string; pipeline: string }[]
  chosen: boolean
  project_id?: number
  blocked?: string
  provenance: string
  source: string
  notes?: string
  version: number
}

export interface Options {
  items: Option[]
  total: number
  criteria: Criterion[]
  open_by: string
  lead: string
  weights_default: boolean
}

export interface Stage {
  id: number
  code: string
  name: string
  milestone: string
  optimistic: number
  likely: number
  pessimistic: number
  chance: number
  is_estimate: boolean
  follows?: { code: string; lag_weeks?: number }[]
  critical: number
  finish_p50?: string
  version: number
}

export interface OptionDetail extends Option {
  stages: Stage[]
  curve: { day: string; share: number }[]
  runs: number
  seed: number
}

export interface Choice {
  award_pence: number
  grant_used_pence: number
  grant_left_pence: number
  match_pence: number
  places: number
  open_in_time: number
  open_by: string
  hubs: { hub: string; options: number; places: number }[]
  chosen: Option[]
  left_out: Option[]
}

export interface Project {
  id: number
  project_ref: string
  name: string
  authority_code: string
  authority_name: string
  hub: string
  places: number
  budget_pence: number
  grant_pence: number
  match_pence: number
  spent_pence: number
  starts_on?: string
  opening?: string
  opening_baseline?: string
  open_by?: string
  conditions_due?: number
  slip_days?: number
  next_milestone?: { code: string; name: string; forecast?: string }
  site?: { id: number; name: string }
  planning_status?: string
  provenance: string
  version: number
}

export interface Milestone {
  id: number
  code: string
  name: string
  position: number
  baseline?: string
  forecast?: string
  actual?: string
  slip_days?: number
  follows?: number[]
  version: number
}

export interface Slip {
  id: number
  milestone_id: number
  milestone: string
  from?: string
  to: string
  reason: string
  by: string
  at: string
  caused_by?: number
}

export interface Risk {
  id: number
  risk: string
  likelihood: number
  impact: number
  owner?: string
}

export interface Condition {
  id: number
  kind: string
  text: string
  due_on?: string
  state: string
}

export interface ProjectDetail extends Project {
  milestones: Milestone[]
  slips: Slip[]
  risks: Risk[]
  conditions: Condition[]
}

export interface SlipPreview {
  opening?: string
  opening_was?: string
  moved: { id: number; code: string; name: string; from?: string; to: string }[]
  past_deadline: boolean
}

export interface ProgressRow {
  project_ref: string
  project: string
  project_id: number
  provenance: string
  authority: string
  places: number
  grant_pence: number
  spent_pence: number
  planning_status?: string
  conditions_due: number
  opening_baseline?: string
  opening?: string
  slip_days?: number
  milestones: { code: string; name: string; baseline?: string; forecast?: string; actual?: string; slip_days?: number }[]
}

export interface ImportRun {
  id: number
  at: string
  by: string
  file: string
  sha256: string
  kind: string
  accepted: number
  rejected: number
  unchanged: number
  outcome: string
}

export interface List<T> {
  items: T[]
  total: number
  next?: string
}
