// The people of the demonstration, by what they are, and signing in as one of them.
// Tests, pictures and measurements use it.

export const people = {
  viewer: /Viewer$/,
  property_lead: /Property lead, West Sussex/,
  other_lead: /Property lead, Hampshire/,
  manager: /Project manager/,
  board: /Board/,
  finance: /Finance/,
  dfe: /Department for Education/,
  administrator: /Administrator/,
  exact: /Exact locations/,
  steward: /Demand steward/,
}

/** @typedef {{ headers: { Cookie: string, 'X-CSRF-Token': string } }} Signed */

/**
 * What a program sends with each request once it is signed in as one of the people.
 * @param {string} server
 * @param {keyof typeof people} who
 * @returns {Promise<Signed>}
 */
export async function signIn(server, who) {
  const { demonstration_users: list } = await (await fetch(`${server}/api/v1/session`)).json()
  const person = list?.find(({ roles_in_words }) => people[who].test(roles_in_words))
  if (!person) throw new Error(`the demonstration has no ${who}`)
  const begun = await fetch(`${server}/api/v1/session/demonstration`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: person.id }),
  })
  if (!begun.ok) throw new Error(`signing in as ${person.name}: ${begun.status} ${await begun.text()}`)
  const { csrf } = await begun.json()
  return { headers: { Cookie: begun.headers.getSetCookie()[0].split(';')[0], 'X-CSRF-Token': csrf } }
}

/**
 * Signs a browser in, by its own means: its cookies are nobody else's.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} server
 * @param {keyof typeof people} who
 */
export async function enter(context, server, who) {
  const page = await context.newPage()
  await page.goto(`${server}/sign-in`)
  await page.getByRole('button', { name: people[who] }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await page.close()
}
