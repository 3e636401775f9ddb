// The roles and separate rights in plain words. What each may do is the server's
// (accounts/rights.csv); this only says it.
import type { Role, RoleGiven } from '../api/records'

export type RoleName = RoleGiven['role']

interface RoleWords {
  name: string
  may: string
  of?: 'authority' | 'project' | 'grant' // what it is held for
  anywhere?: string // it may be held without: how that is said
}

export const roles: Record<RoleName, RoleWords> = {
  viewer: { name: 'Viewer', may: 'sees sites, estimated need, projects and progress' },
  property_lead: { name: 'Property lead', may: 'sees sites, need, options and projects, and the exact places of the authority’s own homes', of: 'authority' },
  project_manager: { name: 'Project manager', may: 'sees sites, need, options and projects, moves the project’s milestones and sees the exact place of its site', of: 'project' },
  board: { name: 'Board', may: 'ranks the options, changes how long their stages take and records and approves decisions' },
  finance: { name: 'Finance', may: 'sees options, projects and money, and who changed what' },
  dfe: { name: 'Department for Education', may: 'sees the sites of funded projects, estimated need and certified returns, asks about returns and accepts them', of: 'grant', anywhere: 'any grant' },
  administrator: { name: 'Administrator', may: 'looks after people, assumptions and projects, and sees what everyone changed' },
  exact_locations: { name: 'Exact locations', may: 'sees the exact places of restricted homes; every look is recorded', of: 'authority', anywhere: 'everywhere' },
  demand_steward: { name: 'Demand steward', may: 'sees counts that are masked for everyone else', of: 'authority', anywhere: 'everywhere' },
}

// roleWords is a role as it is said: "Property lead, West Sussex".
export function roleWords({ role, authority_name, project_name, programme_name, authority_code, project_id, programme_id }: Role): string {
  const of = authority_name ?? project_name ?? programme_name ?? authority_code ?? (project_id ? `project ${project_id}` : programme_id ? `grant ${programme_id}` : '')
  const { name, anywhere } = roles[role]
  return of ? `${name}, ${of}` : anywhere ? `${name}, ${anywhere}` : name
}

export function rolesInWords(held: Role[]): string {
  return held.map(roleWords).join('; ') || 'No role'
}

// actingAs is the role under which something was done, as the record keeps it.
export function actingAs(role: string): string {
  return (roles[role as RoleName]?.name ?? role.replaceAll('_', ' ')).toLowerCase().replace('department for education', 'DfE')
}
