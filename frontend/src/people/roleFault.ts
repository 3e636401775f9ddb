import type { RoleGiven } from '../api/records'
import { roles as words } from '../account/roles'
import type { FormFault } from '../ui/faults'

// roleFaults says what a list of roles still lacks.
export function roleFaults(roles: RoleGiven[], form: string): FormFault[] {
  if (!roles.length) return [{ id: `${form}-add`, text: 'Give at least one role' }]
  return roles.flatMap((role, i) => {
    const { name, of, anywhere } = words[role.role]
    const given = of === 'authority' ? role.authority_code : of === 'project' ? role.project_id : true
    return given || anywhere ? [] : [{ id: `${form}-of-${i}`, text: `Choose the ${of} ${name.toLowerCase()} is for` }]
  })
}
