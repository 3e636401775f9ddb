// Which form of planning is open on a site's page: one at a time.
export interface Editing {
  form: 'application' | 'change' | 'event' | 'strike' | 'condition' | 'precedent'
  of: number // the application; of a new one and of a precedent, the site
  part?: number | string // the event, the condition or the route
}

// opener is the id of the button that opened a form, where the focus goes back to.
export function opener({ form, of, part }: Editing): string {
  if (form === 'strike' || form === 'precedent') return `${form}-${part}`
  if (form === 'condition') return part ? `condition-${part}` : `condition-of-${of}`
  return `${form}-${of}`
}
