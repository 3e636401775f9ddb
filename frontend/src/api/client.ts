// Every request the pages make, in one place and with one shape of failure.
import createClient from 'openapi-fetch'
import type { Given, List, SettingsChange, StageChange } from './records'
import type { components, paths } from './schema'

// Failure is what went wrong with a request, in words its reader can act on.
export class Failure extends Error {
  constructor(
    readonly status: number, // 0: no answer came
    message: string,
    readonly fields: { location?: string; message?: string }[] = [],
  ) {
    super(message)
  }
}

const client = createClient<paths>({ baseUrl: location.origin })

interface Answer<T> {
  data?: T
  error?: components['schemas']['ErrorModel']
  response: Response
}

// given waits for an answer and hands over its record, or throws a Failure.
async function given<T>(asked: Promise<Answer<T>>): Promise<Given<T>> {
  const answer = await asked.catch(() => {
    throw new Failure(0, 'Homeground does not answer. Check that it is still running, then try again.')
  })
  if (answer.data !== undefined) return answer.data as Given<T>
  const { detail, title, errors } = answer.error ?? {}
  throw new Failure(answer.response.status, detail ?? title ?? 'Something went wrong. Try again.', errors ?? [])
}

// all follows a list that comes in pages to its end.
async function all<T>(page: (cursor?: string) => Promise<List<T>>): Promise<List<T>> {
  const list = await page()
  while (list.next) {
    const more = await page(list.next)
    list.items.push(...more.items)
    list.next = more.next
  }
  return list
}

// asked leaves out what is not narrowed, so that addresses stay short.
function asked<T extends object>(query: T): T {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '' && value !== undefined)) as T
}

type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Q } } } ? { [K in keyof Q]?: string } : never

const byID = (id: number) => ({ params: { path: { id } } })

export const api = {
  summary: () => given(client.GET('/api/v1/summary')),
  authorities: () => given(client.GET('/api/v1/authorities')),
  sites: (query: Query<'/api/v1/sites'>) =>
    all((cursor) => given(client.GET('/api/v1/sites', { params: { query: asked({ ...query, cursor, limit: 500 }) as object } }))),
  site: (id: number) => given(client.GET('/api/v1/sites/{id}', byID(id))),
  cells: (query: Query<'/api/v1/cells'>) => given(client.GET('/api/v1/cells', { params: { query: asked({ ...query, limit: 100 }) as object } })),
  demandSettings: () => given(client.GET('/api/v1/demand/settings')),
  changeDemandSettings: (body: SettingsChange) => given(client.PATCH('/api/v1/demand/settings', { body })),
  options: (query: Query<'/api/v1/options'>) => given(client.GET('/api/v1/options', { params: { query: asked(query) as object } })),
  option: (id: number) => given(client.GET('/api/v1/options/{id}', byID(id))),
  changeStage: (id: number, body: StageChange) => given(client.PATCH('/api/v1/stages/{id}', { ...byID(id), body })),
  choice: () => given(client.GET('/api/v1/choice')),
  mark: (option: number) => given(client.PUT('/api/v1/choice/{id}', byID(option))),
  unmark: (option: number) => given(client.DELETE('/api/v1/choice/{id}', byID(option))),
  projects: () => given(client.GET('/api/v1/projects')),
  project: (id: number) => given(client.GET('/api/v1/projects/{id}', byID(id))),
  slip: (milestone: number, body: { forecast: string; reason: string; version: number }) =>
    given(client.POST('/api/v1/milestones/{id}/slips', { ...byID(milestone), body })),
  previewSlip: (milestone: number, forecast: string) =>
    given(client.POST('/api/v1/milestones/{id}/slips/preview', { ...byID(milestone), body: { forecast } })),
  progress: () => given(client.GET('/api/v1/progress')),
  imports: () => given(client.GET('/api/v1/imports')),
}
