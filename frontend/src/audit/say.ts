// How an entry of the record of changes is said.
import type { Entry } from '../api/records'
import { actingAs } from '../account/roles'

// who is "Sam Beech, project manager".
export function who({ user_name, role }: Entry): string {
  return role && role !== 'operator' ? `${user_name}, ${actingAs(role)}` : user_name
}

// sentence is what was done, with its full stop.
export function sentence({ words }: Entry): string {
  return /[.?!]$/.test(words) ? words : `${words}.`
}

const pages: Record<string, string> = { site: '/sites/', option: '/options/', project: '/projects/', return: '/returns/', user: '/people/', user_role: '/people/', invitation: '/people/', second_step: '/people/' }

// pageOf is the page of the record an entry is about, where it has one.
export function pageOf({ action, object, object_id, project_id }: Entry): string | undefined {
  if (['signed_in', 'signed_out', 'confirmed', 'denied'].includes(action)) return undefined
  if (object === 'import') return '/imports'
  if (project_id && !pages[object]) return `/projects/${project_id}`
  return pages[object] && /^\d+$/.test(object_id) ? pages[object] + object_id : undefined
}

// parted splits the sentence at the record's name, so that the name can be a link.
export function parted({ words, label }: Entry): [string, string, string] {
  const at = label ? words.indexOf(label) : -1
  return at < 0 ? [words, '', ''] : [words.slice(0, at), label, words.slice(at + label.length)]
}

const origins: Record<string, string> = { page: 'Pages', API: 'API', import: 'Import', 'command line': 'Command line' }

// where is how the change came in: "Pages, 10.1.2.3".
export function where({ origin, address }: Entry): string {
  return [origins[origin] ?? origin, address].filter(Boolean).join(', ')
}
