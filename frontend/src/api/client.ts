// Every request the pages make, in one place and with one shape of failure.
import type * as record from './records'

// Failure is what went wrong with a request, in words its reader can act on.
export class Failure extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fields: { location?: string; message?: string }[] = [],
  ) {
    super(message)
  }
}

type Query = Record<string, string | number | boolean | undefined>

async function send<T>(method: string, path: string, query: Query = {}, body?: unknown): Promise<T> {
  const address = new URL('/api/v1' + path, location.origin)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') address.searchParams.set(name, String(value))
  }
  let answer: Response
  try {
    answer = await fetch(address, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  } catch {
    throw new Failure(0, 'Homeground does not answer. Check that it is still running, then try again.')
  }
  if (answer.ok) return (await answer.json()) as T
  const problem = await answer.json().catch(() => ({}))
  throw new Failure(answer.status, problem.detail ?? problem.title ?? 'Something went wrong. Try again.', problem.errors)
}

// A list comes in pages; all asks for every one of them.
async function all<T>(path: string, query: Query = {}): Promise<record.List<T>> {
  const items: T[] = []
  let page = await send<record.List<T>>('GET', path, { ...query, limit: 500 })
  items.push(...page.items)
  while (page.next) {
    page = await send<record.List<T>>('GET', path, { ...query, limit: 500, cursor: page.next })
    items.push(...page.items)
  }
  return { items, total: page.total }
}

export const api = {
  summary: () => send<record.Summary>('GET', '/summary'),
  authorities: () => all<record.Authority>('/authorities'),
  sites: (query: Query) => all<record.Site>('/sites', query),
  site: (id: number) => send<record.SiteDetail>('GET', `/sites/${id}`),
  cells: (query: Query) => send<record.List<record.Cell>>('GET', '/cells', query),
  demandSettings: () => send<record.DemandSettings>('GET', '/demand/settings'),
  changeDemandSettings: (change: Partial<record.DemandSettings>) =>
    send<record.DemandSettings>('PATCH', '/demand/settings', {}, change),
  options: (query: Query) => send<record.Options>('GET', '/options', query),
  option: (id: number) => send<record.OptionDetail>('GET', `/options/${id}`),
  changeStage: (id: number, change: { optimistic: number; likely: number; pessimistic: number; chance: number; version: number }) =>
    send<record.OptionDetail>('PATCH', `/stages/${id}`, {}, change),
  choice: () => send<record.Choice>('GET', '/choice'),
  mark: (option: number) => send<record.Choice>('PUT', `/choice/${option}`),
  unmark: (option: number) => send<record.Choice>('DELETE', `/choice/${option}`),
  projects: () => all<record.Project>('/projects'),
  project: (id: number) => send<record.ProjectDetail>('GET', `/projects/${id}`),
  slip: (milestone: number, slip: { forecast: string; reason: string; version: number }) =>
    send<record.ProjectDetail>('POST', `/milestones/${milestone}/slips`, {}, slip),
  previewSlip: (milestone: number, forecast: string) =>
    send<record.SlipPreview>('POST', `/milestones/${milestone}/slips/preview`, {}, { forecast }),
  progress: () => all<record.ProgressRow>('/progress'),
  imports: () => all<record.ImportRun>('/imports'),
}
