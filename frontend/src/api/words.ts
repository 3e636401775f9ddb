// What the codes of the API are called on the screen: one word per thing.

export const kinds: Record<string, string> = {
  childrens_home: 'Children’s home',
  secure_childrens_home: 'Secure children’s home',
  step_down_home: 'Step-down home',
  solo_home: 'Solo home',
  residential_special_school: 'Residential special school',
  short_break_home: 'Short-break home',
  nhs_land: 'NHS land',
  hospital_building: 'Hospital building',
  council_building: 'Council building',
  school_property: 'School property',
  dwelling: 'House',
  vacant_land: 'Vacant land',
  third_sector_property: 'Third-sector property',
}

export const operations: Record<string, string> = {
  not_a_home: 'Not a home',
  open: 'Open',
  suspended: 'Suspended',
  mothballed: 'Mothballed',
  closed: 'Closed',
}

export const pipelines: Record<string, string> = {
  none: 'Not in the pipeline',
  idea: 'Idea',
  screening: 'Screening',
  candidate: 'Candidate',
  shortlisted: 'Shortlisted',
  approved: 'Approved',
  in_delivery: 'In delivery',
  awaiting_registration: 'Awaiting registration',
  done: 'Done',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  lost_to_market: 'Lost to the market',
}

export const routes: Record<string, string> = {
  reopen_mothballed: 'Reopen a mothballed home',
  certificate_of_lawful_use: 'Certificate of lawful use',
  change_of_use: 'Change of use',
  extend: 'Extend a home',
  new_build_nhs_land: 'Build on NHS land',
  secure_refurbishment: 'Refurbish or rebuild a secure unit',
}

export const routesShort: Record<string, string> = {
  reopen_mothballed: 'reopen',
  certificate_of_lawful_use: 'certificate',
  change_of_use: 'change of use',
  extend: 'extend',
  new_build_nhs_land: 'new build',
  secure_refurbishment: 'secure unit',
}

export const useClasses: Record<string, string> = {
  c2: 'C2, residential institution',
  c2a: 'C2A, secure residential institution',
  c3: 'C3, dwelling',
  'e-e': 'E(e), medical',
  sui: 'Of its own kind',
  other: 'Other',
}

export const lawfulUses: Record<string, string> = {
  already_c2: 'Already a residential institution (class C2)',
  already_c2a: 'Already a secure residential institution (class C2A)',
  c3_no_material_change_certified: 'A dwelling; certified that a home is no material change',
  c3_no_material_change_argued: 'A dwelling; argued that a home is no material change',
  change_required: 'A change of use is required',
  unknown: 'Not known',
}

// What stands in the way, as a sentence for the head of a page.
export const lawfulUseSentences: Record<string, string> = {
  already_c2: 'No application needed: its lawful use is already a residential institution (class C2).',
  already_c2a: 'No change of use needed: it is already a secure residential institution (class C2A).',
  c3_no_material_change_certified: 'No application needed: a certificate says a home is no material change.',
  c3_no_material_change_argued: 'A certificate of lawful use would settle that a home is no material change.',
  change_required: 'Planning permission for a change of use is required.',
  unknown: 'Its lawful use is not known yet.',
}

export const applicationStatuses: Record<string, string> = {
  not_started: 'Not started',
  pending: 'Pending',
  invalidated: 'Invalidated',
  in_assessment: 'In assessment',
  in_committee: 'In committee',
  awaiting_determination: 'Awaiting determination',
  determined: 'Determined',
  returned: 'Returned',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
}

export const sectors: Record<string, string> = {
  local_authority: 'Council',
  private: 'Private',
  voluntary: 'Voluntary',
  health: 'Health',
}

// Ofsted's judgements, best first.
export const judgements: Record<string, string> = {
  outstanding: 'Outstanding',
  good: 'Good',
  requires_improvement: 'Requires improvement to be good',
  inadequate: 'Inadequate',
}

export const ofstedKinds: Record<string, string> = {
  full: 'Full inspection',
  assurance: 'Assurance inspection',
  interim: 'Interim inspection',
  monitoring: 'Monitoring inspection',
  registered: 'Registered',
  conditions: 'Conditions put on its registration',
  suspended: 'Registration suspended',
  suspension_ended: 'Suspension ended',
  cancelled: 'Registration cancelled by Ofsted',
  resigned: 'Registration given up',
}

export const tenures: Record<string, string> = { freehold: 'Freehold', leasehold: 'Leasehold', licence: 'Licence', 'none yet': 'Not held yet' }

export const ownerships: Record<string, string> = {
  'owned by a public authority': 'Owned by a public authority',
  'not owned by a public authority': 'Not owned by a public authority',
  'mixed ownership': 'Mixed ownership',
}

// The state a building is in; a site's condition is this one word everywhere.
export const siteConditions: Record<string, string> = { fit: 'Fit for use', refurbish: 'Needs refurbishing', 'life expired': 'Life expired' }

export const placeTypes: Record<string, string> = {
  solo: 'Solo',
  two_to_four: 'Home for 2 to 4',
  secure: 'Secure',
  step_down: 'Step-down',
  emergency: 'Emergency',
  short_break: 'Short break',
  other: 'Other',
}

export const deliveryModels: Record<string, string> = { authority_run: 'Run by the authority', partnership: 'In partnership', procured: 'Bought from a provider' }

export const moneyCategories: Record<string, string> = {
  acquisition: 'Acquisition', fees: 'Fees', works: 'Works', furniture: 'Furniture and equipment', contingency: 'Contingency', vat: 'VAT',
}

export const entryKinds: Record<string, string> = { payment: 'Paid', accrual: 'Owed, not yet paid', retention: 'Kept back until defects end', commitment: 'Ordered, not yet spent' }

export const matchSources: Record<string, string> = { authority: 'Authority', nhs: 'NHS', government: 'Other government money', charity: 'Charity', company: 'Company', other: 'Other' }

// M01 to M27, in order.
export const milestones = [
  'Idea logged', 'Demand case', 'Feasibility', 'Heads of terms', 'Board approval', 'Grant agreement', 'Match confirmed', 'Design frozen', 'Pre-application', 'Submitted', 'Valid', 'Decision',
  'Pre-commencement conditions', 'Tender', 'Contract', 'Start on site', 'Practical completion', 'Building control and fire safety', 'Registered manager', 'Statement of purpose',
  'Ofsted application', 'Ofsted visit', 'Ofsted registered', 'First child placed', 'Full capacity', 'End of defects', 'Grant closed',
].map((name, n) => ({ code: `M${String(n + 1).padStart(2, '0')}`, name }))

export const sensitivities: Record<string, string> = { open: 'Open to everyone', restricted: 'Restricted' }

export const fieldGroups: Record<string, string> = {
  identity: 'Identity and ownership',
  registration: 'Who runs it',
  places: 'Places',
  planning: 'Use',
  condition: 'Condition',
  money: 'Cost',
  position: 'Where it is',
}

export const classes: Record<string, string> = {
  hot99: 'Hot-spot, 99 %',
  hot95: 'Hot-spot, 95 %',
  hot90: 'Hot-spot, 90 %',
  none: 'Neither',
  cold90: 'Cold spot, 90 %',
  cold95: 'Cold spot, 95 %',
  cold99: 'Cold spot, 99 %',
}

export const returnStates: Record<string, string> = {
  draft: 'Draft',
  checked: 'Checked',
  certified: 'Certified',
  submitted: 'Submitted',
  accepted: 'Accepted',
}

export const verdicts: Record<string, string> = {
  genuine: 'Genuine',
  same_figures: 'Same figures, saved again',
  altered: 'Altered',
  superseded: 'Superseded',
  unknown: 'Unknown',
}

export const conditionStates: Record<string, string> = {
  not_due: 'Not due',
  due: 'Due',
  evidence_submitted: 'Evidence submitted',
  met: 'Met',
  met_late: 'Met late',
  waived: 'Waived',
  varied: 'Varied',
  breached: 'Breached',
  clawback_notified: 'Clawback notified',
  clawback_deferred: 'Clawback deferred',
  clawback_paid: 'Clawback paid',
}

export const conditionKinds: Record<string, string> = {
  purpose: 'Purpose',
  spend_by: 'Spend',
  match_ratio: 'Match ratio',
  output_places: 'Places',
  open_by: 'Open',
  use_period: 'Period of use',
  disposal_consent: 'Consent to dispose',
  change_of_use_consent: 'Consent to change of use',
  charge_or_restriction: 'Charge or restriction',
  subsidy_control: 'Subsidy control',
  procurement_rules: 'Procurement',
  reporting: 'Reporting',
  audit_certificate: 'Audit certificate',
  publicity: 'Publicity',
  equality_duty: 'Equality duty',
  ofsted_registration: 'Ofsted registration',
  safeguarding: 'Safeguarding',
}

export const triggers: Record<string, string> = { closure: 'It closes', mothball: 'It stands empty', underuse: 'It is used too little', change_of_use: 'It is put to another use', disposal: 'It is sold', transfer: 'It is passed on' }

export const tapers: Record<string, string> = { none: 'Never: it binds without end', full_until_end: 'All of it until the period ends', straight_line: 'Evenly, day by day, over the period', stepped: 'In steps' }

export const paymentKinds: Record<string, string> = { scheduled: 'Scheduled', claimed: 'Claimed', actual: 'Paid', stopped: 'Stopped', refund: 'Paid back', write_off: 'Written off' }

export const letterKinds: Record<string, string> = { initial: 'First letter', variation: 'Variation', final: 'Final letter' }

export const paidWhen: Record<string, string> = { arrears: 'In arrears: once it was spent', advance: 'In advance' }

export const evidenceTypes: Record<string, string> = {
  letter: 'Letter', invoice: 'Invoice', certificate: 'Certificate', contract: 'Contract', minutes: 'Minutes', report: 'Report', photograph: 'Photograph', legal: 'Legal document', other: 'Other',
}

export const importKinds: Record<string, string> = {
  sites: 'Sites',
  areas: 'Authority boundaries',
  boundaries: 'Site boundaries',
}

export const userStates: Record<string, string> = {
  invited: 'Invited',
  active: 'May sign in',
  disabled: 'Shut out',
}

export const transferStates: Record<string, string> = { made: 'Made', asked: 'Waits for the board', approved: 'Approved', refused: 'Refused', withdrawn: 'Withdrawn' }
export const changeStates: Record<string, string> = {
  asked: 'Waits for the board',
  approved: 'Approved',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
}

// What the record of changes calls things.
export const auditObjects: Record<string, string> = {
  site: 'Site',
  site_places: 'Places of a site',
  site_move: 'Move of a site',
  site_note: 'Note on a site',
  site_source: 'Source of a site',
  document: 'Document',
  option: 'Option',
  option_places: 'Places of an option',
  option_match: 'Match of an option',
  option_site: 'Site of an option',
  option_need: 'Prerequisite',
  option_exclusion: 'Exclusion',
  match_pledge: 'Pledge',
  hub_minimum: 'Least number in a hub',
  stage: 'Stage',
  project: 'Project',
  milestone: 'Milestone',
  milestone_link: 'What a milestone waits for',
  change_request: 'Change request',
  change_request_day: 'Baseline asked for',
  risk: 'Risk',
  rating: 'Rating',
  condition: 'Condition',
  ledger_entry: 'Ledger entry',
  budget_line: 'Budget line',
  funding_line: 'Funding line',
  carry_forward: 'Carry-forward letter',
  transfer: 'Transfer',
  grant_letter: 'Grant letter',
  payment: 'Payment',
  condition_move: 'Step of a condition',
  evidence: 'Evidence',
  return: 'Return',
  return_step: 'Step of a return',
  return_note: 'Note on a return',
  certificate: 'Certificate of a return',
  programme: 'Programme',
  demand_settings: 'Assumptions of need',
  user: 'Person',
  user_role: 'Role',
  token: 'Token',
  invitation: 'Invitation',
  second_step: 'Second step',
  address: 'Address turned away from',
  import: 'Import',
  progress: 'Table of progress',
  criterion: 'Criterion',
  organisation: 'Organisation',
  application: 'Planning application',
  event: 'Planning event',
  planning_condition: 'Planning condition',
  planning_rule: 'Planning rule',
  planning: 'Planning register',
  precedent: 'Precedent',
  view: 'Saved view',
  digest: 'Weekly e-mail',
}

export const auditActions: Record<string, string> = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
  looked: 'Looked at an exact place',
  exported: 'Took away as a file',
  imported: 'Imported',
  signed_in: 'Signed in',
  signed_out: 'Signed out',
  confirmed: 'Gave the password once more',
  denied: 'Was refused',
}

// What a found place is.
export const placeKinds: Record<string, string> = {
  postcode: 'Postcode', postcode_area: 'Postcodes that begin so', postcode_district: 'Postcode district', uprn: 'Property', city: 'City', town: 'Town', village: 'Village', suburb: 'Suburb',
  hamlet: 'Hamlet', settlement: 'Settlement', hospital: 'Hospital or care', school: 'School or college', station: 'Railway station', road: 'Road', authority: 'Authority', small_area: 'Small area',
  grid_reference: 'Grid reference', position: 'Coordinates',
}

// word answers the screen's word for a code, or the code itself in plain letters when it is new.
export function word(words: Record<string, string>, code: string | undefined): string {
  if (!code) return ''
  return words[code] ?? code.replaceAll('_', ' ')
}

export const ratings: Record<string, string> = { green: 'Green', amber_green: 'Amber-green', amber: 'Amber', amber_red: 'Amber-red', red: 'Red' }

export const ratingParts: Record<string, string> = { delivery: 'Delivery', spend: 'Spend', risk: 'Risk' }
