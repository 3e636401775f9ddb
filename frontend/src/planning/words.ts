// What the codes of planning are called on the screen.

export const applicationTypes: Record<string, string> = {
  full: 'Full planning permission',
  outline: 'Outline permission',
  'reserved-matters': 'Approval of reserved matters',
  'change-of-use': 'Change of use',
  'ldc-existing-use': 'Certificate of lawfulness, existing use',
  'ldc-prospective-use': 'Certificate of lawfulness, proposed use',
  'prior-approval': 'Prior approval',
  lbc: 'Listed building consent',
  s73: 'Change of a condition (section 73)',
  'non-material-amendment': 'Non-material amendment',
  'approval-condition': 'Discharge of a condition',
  'reg-3': 'The council’s own application (regulation 3)',
  'reg-4': 'Application on the council’s land (regulation 4)',
  'pre-application': 'Advice before an application',
}

// What of an application lengthens or shortens its periods.
export const circumstances = {
  major: { name: 'Major development', hint: 'Ten dwellings or more, 1,000 square metres or more, or a site of a hectare or more' },
  public_service_infrastructure: { name: 'Public service infrastructure', hint: 'Of major development: a hospital, a school or criminal-justice accommodation' },
  environmental_statement: { name: 'With an environmental statement', hint: '' },
  householder: { name: 'Householder application', hint: '' },
  minor_commercial: { name: 'Minor commercial application', hint: 'A shop front and the like, with no change of use' },
} as const

export type Circumstance = keyof typeof circumstances

export const eventKinds: Record<string, string> = {
  pre_application_advice: 'Advice before the application',
  submitted: 'Submitted',
  received: 'Received by the planning authority',
  invalidated: 'Found invalid',
  validated: 'Valid',
  consultation_started: 'Consultation started',
  consultation_ended: 'Consultation ended',
  information_requested: 'More information asked for',
  information_received: 'More information received',
  committee: 'Planning committee',
  extension_agreed: 'Extension of time agreed',
  decided: 'Decided',
  details_submitted: 'Details submitted for approval',
  details_approved: 'Last details approved',
  withdrawn: 'Withdrawn',
  returned: 'Returned',
  appeal_lodged: 'Appeal lodged',
  appeal_validated: 'Appeal valid',
  appeal_started: 'Appeal started',
  appeal_determined: 'Appeal determined',
  development_started: 'Development began',
  closed: 'Closed',
}

export const decisions: Record<string, string> = { granted: 'Granted', refused: 'Refused', not_required: 'Approval not required' }

export const appealOutcomes: Record<string, string> = { allowed: 'Allowed', dismissed: 'Dismissed', split: 'Allowed in part', withdrawn: 'Withdrawn' }

export const registerStates: Record<string, string> = {
  open: 'Not decided yet',
  waiting: 'Waiting, no date yet',
  in_time: 'In time',
  due: 'Due this week',
  overdue: 'Overdue',
  appeal: 'Under appeal',
  decided: 'Decided',
  expiring: 'Permission expires soon',
  lapsed: 'Permission lapsed',
  begun: 'Begun on site',
  closed: 'Closed, withdrawn or returned',
}

export const conditionKinds: Record<string, string> = {
  pre_commencement: 'Before development begins',
  pre_occupation: 'Before anyone moves in',
  compliance: 'To be kept to',
  time_limit: 'Time limit',
}

export const conditionStates: Record<string, string> = {
  open: 'Open',
  submitted: 'Submitted',
  discharged: 'Discharged',
  part_discharged: 'Discharged in part',
  breached: 'Breached',
}

export const gains: Record<string, string> = { applies: 'Applies', exempt: 'Exempt' }

export const works: Record<string, string> = {
  none: 'No building work',
  internal: 'Work inside only',
  external: 'Work outside',
  extension: 'An extension',
  new_build: 'A new building',
}

export const precedentOutcomes: Record<string, string> = { ...decisions, withdrawn: 'Withdrawn' }

export const ruleSubjects: Record<string, string> = {
  determination: 'Time to decide',
  appeal: 'Time to appeal against a decision',
  appeal_no_decision: 'Time to appeal where there is no decision',
  lapse: 'Permission lapses',
  lapse_details: 'Time to apply for the details',
  lapse_last_approval: 'Time to begin after the last approval',
}

export const authorityKinds: Record<string, string> = {
  district: 'District council',
  unitary: 'Unitary council',
  county: 'County council, for its own development',
  national_park: 'National park authority',
  other: 'Planning authority',
}
