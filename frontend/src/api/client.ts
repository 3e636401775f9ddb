// Every request the pages make, in one place and with one shape of failure.
import createClient from 'openapi-fetch'
import type {
  ApplicationChange, AppraisalGiven, ChoiceRulesGiven, DecisionGiven, EventGiven, ExactApplication, ExactChange, Finding, Given, List, NewBankHoliday, NewMove, NewPlanningRule, NewSite, OptionFields, PlacesSet, PlanningConditionChange, Posting, Reversal, BudgetLineChange, FundingWritten, CarryWritten, ConditionWritten, MoveWritten, NewEvidence, Review, LetterWritten, NewGrant, NewReturn, PaymentWritten, TransferAsked, TransferDecided, NewBudgetLine, Precedent,
  PrecedentGiven, ReadingOf, RoleGiven, SettingsChange, SiteChange, OverrideAsked, RiskWritten, MilestoneWritten, NewMilestone, SlipAsked, ChangeAsked, ChangeDecided, StageChange, StageGiven, TokenAsked,
} from './records'
import type { components, paths } from './schema'

// Failure is what went wrong with a request, in words its reader can act on.
export class Failure extends Error {
  constructor(
    readonly status: number, // 0: no answer came
    message: string,
    readonly fields: { location?: string; message?: string }[] = [],
    readonly current?: unknown, // of 412: the record as someone else has made it meanwhile
  ) {
    super(message)
  }
}

// What the session says to every request (account/session.svelte.ts sets both): the
// token that shows a change comes from our own page, and what to do when signed out.
// confirm has the password given again (account/ConfirmDialog.svelte), and says whether it was.
export const held = { csrf: '', signedOut: () => {}, confirm: async () => false }

// sent sends a request. What the server wants confirmed by the password is sent again as
// it was once the password has been given, so that no form has to know.
async function sent(request: Request): Promise<Response> {
  const again = request.clone()
  const answer = await fetch(request)
  if (answer.status !== 403) return answer
  const problem = (await answer.clone().json().catch(() => undefined)) as { confirm?: string } | undefined
  if (problem?.confirm !== 'password') return answer
  if (!(await held.confirm())) throw new Failure(403, 'Your password was not given, so nothing was changed.')
  again.headers.set('X-CSRF-Token', held.csrf)
  return fetch(again)
}

const client = createClient<paths>({ baseUrl: location.origin, fetch: sent })
client.use({
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-CSRF-Token', held.csrf)
    return request
  },
})

interface Answer<T> {
  data?: T
  error?: components['schemas']['ErrorModel'] & { current?: unknown }
  response: Response
}

async function answered<T>(asked: Promise<Answer<T>>): Promise<Given<T>> {
  const answer = await asked.catch((error) => {
    throw error instanceof Failure ? error : new Failure(0, 'Homeground does not answer. Check that it is still running, then try again.')
  })
  if (answer.response.ok) return answer.data as Given<T>
  const { detail, title, errors, current } = answer.error ?? {}
  throw new Failure(answer.response.status, detail ?? title ?? 'Something went wrong. Try again.', errors ?? [], current)
}

// given waits for an answer and hands over its record, or throws a Failure.
async function given<T>(asked: Promise<Answer<T>>): Promise<Given<T>> {
  try {
    return await answered(asked)
  } catch (error) {
    if (error instanceof Failure && error.status === 401) held.signedOut()
    throw error
  }
}

// fileOf waits for a file that takes the server a while, and gives it with its name.
export async function fileOf(path: string): Promise<{ name: string; content: Blob }> {
  const got: { response?: Response } = {}
  const asked = async () => {
    const response = (got.response = await sent(new Request(new URL(path, location.origin))))
    return response.ok ? { data: {}, response } : { error: await response.json().catch(() => undefined), response }
  }
  await given(asked())
  const name = /filename="([^"]+)"/.exec(got.response!.headers.get('Content-Disposition') ?? '')?.[1]
  return { name: name ?? 'file', content: await got.response!.blob() }
}

// all follows a list that comes in pages, to its end or as far as anyone reads; total
// says how long it is.
async function all<T>(page: (cursor?: string) => Promise<List<T>>, most: number): Promise<List<T>> {
  const list = await page()
  while (list.next && list.items.length < most) {
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

// Read is what names the version of a record that a change was made to.
export interface Read {
  id: number
  version: number
}

const matching = (version: number) => ({ 'If-Match': `"v${version}"` })
const asRead = ({ id, version }: Read) => ({ params: { path: { id }, header: matching(version) } })
const addedTo = ({ id, version }: Read, key: string) => ({ params: { path: { id }, header: { ...matching(version), ...keyed(key) } } })

// A key is made once for each form that is opened, and kept when it is sent again.
const keyed = (key: string) => ({ 'Idempotency-Key': key })
export const newKey = () => crypto.randomUUID()

export const api = {
  summary: () => given(client.GET('/api/v1/summary')),
  authorities: () => given(client.GET('/api/v1/authorities')),
  sites: (query: Query<'/api/v1/sites'>) =>
    all((cursor) => given(client.GET('/api/v1/sites', { params: { query: asked({ ...query, cursor, limit: 500 }) as object } })), 1000),
  findSites: (query: Query<'/api/v1/sites'>, limit: number) => given(client.GET('/api/v1/sites', { params: { query: asked({ ...query, limit }) as object } })),
  countSites: async (query: Query<'/api/v1/sites'>) => (await given(client.GET('/api/v1/sites', { params: { query: asked({ ...query, limit: 1 }) as object } }))).total,
  site: (id: number) => given(client.GET('/api/v1/sites/{id}', byID(id))),
  exactSite: (id: number) => given(client.GET('/api/v1/sites/{id}/exact', byID(id))),
  addSite: (key: string, body: NewSite) => given(client.POST('/api/v1/sites', { params: { header: keyed(key) }, body })),
  changeSite: (site: Read, body: SiteChange) => given(client.PATCH('/api/v1/sites/{id}', { ...asRead(site), body })),
  changeExactSite: (site: Read, body: ExactChange) => given(client.PATCH('/api/v1/sites/{id}/exact', { ...asRead(site), body })),
  setPlaces: (site: Read, body: PlacesSet) => given(client.PUT('/api/v1/sites/{id}/places', { ...asRead(site), body })),
  moveSite: ({ id, version }: Read, key: string, body: NewMove) =>
    given(client.POST('/api/v1/sites/{id}/moves', { params: { path: { id }, header: { ...matching(version), ...keyed(key) } }, body })),
  addNote: (id: number, key: string, text: string) =>
    given(client.POST('/api/v1/sites/{id}/notes', { params: { path: { id }, header: keyed(key) }, body: { text } })),
  previewBoundary: (boundary: unknown) => given(client.POST('/api/v1/sites/boundary/preview', { body: { boundary } })),
  neighbours: (box: number[], except = 0) => given(client.POST('/api/v1/sites/boundary/neighbours', { body: { box, except } })),
  findPlace: (q: string) => given(client.GET('/api/v1/gazetteer', { params: { query: { q } } })),
  constraints: (id: number) => given(client.GET('/api/v1/sites/{id}/constraints', byID(id))),
  ofsted: (id: number) => given(client.GET('/api/v1/sites/{id}/ofsted', byID(id))),
  addOfstedEvent: (site: number, key: string, body: Finding) => given(client.POST('/api/v1/sites/{id}/ofsted', { params: { path: { id: site }, header: keyed(key) }, body })),
  strikeOfstedEvent: (event: Read, key: string, because: string) => given(client.POST('/api/v1/ofsted-events/{id}/strike', { ...addedTo(event, key), body: { because } })),
  organisations: (q: string) => given(client.GET('/api/v1/organisations', { params: { query: asked({ q }) } })),
  constraintLayers: () => given(client.GET('/api/v1/constraints/layers')),
  constraintAreas: (query: Query<'/api/v1/constraints'>) => given(client.GET('/api/v1/constraints', { params: { query: asked({ ...query, limit: 100 }) as object } })),
  compare: (ids: number[]) => given(client.GET('/api/v1/compare', { params: { query: { of: ids.join(',') } } })),
  reach: (near: string) => given(client.GET('/api/v1/reach', { params: { query: { near } } })),
  views: () => given(client.GET('/api/v1/views')),
  saveView: (key: string, body: { name: string; query: string; shared: boolean }) => given(client.POST('/api/v1/views', { params: { header: keyed(key) }, body })),
  changeView: (view: Read, body: { name?: string; query?: string; shared?: boolean }) => given(client.PATCH('/api/v1/views/{id}', { ...asRead(view), body })),
  deleteView: (view: Read) => given(client.DELETE('/api/v1/views/{id}', asRead(view))),
  documents: (id: number) => given(client.GET('/api/v1/sites/{id}/documents', byID(id))),
  putPart: (upload: string, part: number, content: string, signal: AbortSignal) =>
    given(client.PUT('/api/v1/uploads/{upload}/{part}', { params: { path: { upload, part } }, body: { content }, signal })),
  addDocument: (id: number, key: string, body: { upload: string; parts: number; sha256: string; file_name: string; title?: string; note?: string }) =>
    given(client.POST('/api/v1/sites/{id}/documents', { params: { path: { id }, header: keyed(key) }, body })),
  removeDocument: ({ id, version }: Read, key: string, because: string) =>
    given(client.POST('/api/v1/documents/{id}/removal', { params: { path: { id }, header: { ...matching(version), ...keyed(key) } }, body: { because } })),
  portfolio: (hub: string) => given(client.GET('/api/v1/portfolio', { params: { query: asked({ hub }) } })),
  elsewhere: (query: Query<'/api/v1/elsewhere'>) => given(client.GET('/api/v1/elsewhere', { params: { query: asked(query) as object } })),
  countPeriods: () => given(client.GET('/api/v1/counts/periods')),
  countSpots: (query: Query<'/api/v1/counts/hotspots'>) => given(client.GET('/api/v1/counts/hotspots', { params: { query: asked({ ...query, limit: 100 }) as object } })),
  countCoverage: (query: Query<'/api/v1/counts/coverage'>) => given(client.GET('/api/v1/counts/coverage', { params: { query: asked(query) as object } })),
  // Asking is a look, and is recorded.
  observedCounts: (query: Query<'/api/v1/counts/observed'>) => given(client.GET('/api/v1/counts/observed', { params: { query: asked({ ...query, limit: 100 }) as object } })),
  coverage: () => given(client.GET('/api/v1/coverage')),
  coverageWith: (options: number[]) => given(client.GET('/api/v1/coverage', { params: { query: { options: options.join(',') } } })),
  cells: (query: Query<'/api/v1/cells'>) => given(client.GET('/api/v1/cells', { params: { query: asked({ ...query, limit: 100 }) as object } })),
  hexagons: (query: Query<'/api/v1/hexagons'>) => given(client.GET('/api/v1/hexagons', { params: { query: asked({ ...query, limit: 100 }) as object } })),
  need: (query: Query<'/api/v1/need'>) => given(client.GET('/api/v1/need', { params: { query: asked({ ...query, limit: 100 }) as object } })),
  readings: (query: Query<'/api/v1/readings'>) => given(client.GET('/api/v1/readings', { params: { query: asked(query) as object } })) as Promise<ReadingOf>,
  demandCohorts: () => given(client.GET('/api/v1/demand/cohorts')),
  demandDays: () => given(client.GET('/api/v1/demand/days')),
  working: (area: 'cells' | 'hexagons', code: string, query: Query<'/api/v1/cells/{code}/working'>) =>
    given(client.GET(area === 'cells' ? '/api/v1/cells/{code}/working' : '/api/v1/hexagons/{code}/working', { params: { path: { code }, query: asked({ ...query, limit: 50 }) as object } })),
  demandSettings: () => given(client.GET('/api/v1/demand/settings')),
  changeDemandSettings: (version: number, body: SettingsChange) =>
    given(client.PATCH('/api/v1/demand/settings', { params: { header: matching(version) }, body })),
  options: (query: Query<'/api/v1/options'>) => given(client.GET('/api/v1/options', { params: { query: asked(query) as object } })),
  sensitivity: (query: Query<'/api/v1/sensitivity'>) => given(client.GET('/api/v1/sensitivity', { params: { query: asked(query) as object } })),
  appraisals: () => given(client.GET('/api/v1/appraisals')),
  saveAppraisal: (body: AppraisalGiven, key: string) => given(client.POST('/api/v1/appraisals', { params: { header: keyed(key) }, body })),
  makeAppraisalCurrent: (id: number, version: number) => given(client.PUT('/api/v1/appraisals/{id}/current', asRead({ id, version }))),
  option: (id: number) => given(client.GET('/api/v1/options/{id}', byID(id))),
  suppose: (id: number, query: Query<'/api/v1/options/{id}/opening'>) =>
    given(client.GET('/api/v1/options/{id}/opening', { params: { path: { id }, query: asked(query) as object } })),
  templates: () => given(client.GET('/api/v1/templates')),
  proposeOption: (key: string, body: OptionFields) => given(client.POST('/api/v1/options', { params: { header: keyed(key) }, body })),
  changeOption: (option: Read, body: OptionFields) => given(client.PATCH('/api/v1/options/{id}', { ...asRead(option), body })),
  setStages: (option: Read, stages: StageGiven[]) => given(client.PUT('/api/v1/options/{id}/stages', { ...asRead(option), body: { stages } })),
  setOptionState: (option: Read, body: { state: 'proposed' | 'withdrawn'; reason?: string }) => given(client.PUT('/api/v1/options/{id}/state', { ...asRead(option), body })),
  copyOption: (option: Read, key: string) => given(client.POST('/api/v1/options/{id}/copies', { ...addedTo(option, key), body: {} })),
  optionMoney: (id: number, query: Query<'/api/v1/options/{id}/money'>) => given(client.GET('/api/v1/options/{id}/money', { params: { path: { id }, query: asked(query) as object } })),
  optionCourses: (id: number, query: Query<'/api/v1/options/{id}/courses'>) => given(client.GET('/api/v1/options/{id}/courses', { params: { path: { id }, query: asked(query) as object } })),
  changeStage: (stage: Read, body: StageChange) => given(client.PATCH('/api/v1/stages/{id}', { ...asRead(stage), body })),
  choice: () => given(client.GET('/api/v1/choice')),
  bestSet: (query: Query<'/api/v1/best-set'>) => given(client.GET('/api/v1/best-set', { params: { query: asked(query) as object } })),
  robustness: (query: Query<'/api/v1/robustness'>) => given(client.GET('/api/v1/robustness', { params: { query: asked(query) as object } })),
  choiceRules: () => given(client.GET('/api/v1/choice/rules')),
  changeChoiceRules: (version: number, body: ChoiceRulesGiven) => given(client.PATCH('/api/v1/choice/rules', { params: { header: matching(version) }, body })),
  decisions: () => given(client.GET('/api/v1/decisions')),
  decision: (id: number) => given(client.GET('/api/v1/decisions/{id}', byID(id))),
  decisionNow: (id: number) => given(client.GET('/api/v1/decisions/{id}/now', byID(id))),
  recordDecision: (key: string, body: DecisionGiven) => given(client.POST('/api/v1/decisions', { params: { header: keyed(key) }, body })),
  approveDecision: (decision: Read) => given(client.PUT('/api/v1/decisions/{id}/approval', asRead(decision))),
  unapproveDecision: (decision: Read) => given(client.DELETE('/api/v1/decisions/{id}/approval', asRead(decision))),
  choiceChanges: (id: number, query: Query<'/api/v1/best-set'>, signal: AbortSignal) =>
    given(client.GET('/api/v1/choice/changes/{id}', { params: { path: { id }, query: asked(query) as object }, signal })),
  digest: () => given(client.GET('/api/v1/digest')),
  setDigest: (weekly: boolean) => given(client.PUT('/api/v1/digest', { body: { weekly } })),
  notifications: () => given(client.GET('/api/v1/notifications')),
  markNotificationsRead: (latest: number) => given(client.PUT('/api/v1/notifications', { body: { latest } })),
  projects: () => given(client.GET('/api/v1/projects')),
  highlights: (project?: number) => given(client.GET('/api/v1/highlights', { params: { query: { project } } })),
  standings: (query: { project?: number; from: string; to?: string }) => given(client.GET('/api/v1/standings', { params: { query } })),
  project: (id: number) => given(client.GET('/api/v1/projects/{id}', byID(id))),
  forecast: (id: number) => given(client.GET('/api/v1/projects/{id}/forecast', byID(id))),
  ratings: (project: number) => given(client.GET('/api/v1/projects/{id}/ratings', byID(project))),
  overrideRating: (project: number, key: string, body: OverrideAsked) => given(client.POST('/api/v1/projects/{id}/ratings', { params: { path: { id: project }, header: keyed(key) }, body })),
  addRisk: (project: number, key: string, body: RiskWritten) => given(client.POST('/api/v1/projects/{id}/risks', { params: { path: { id: project }, header: keyed(key) }, body })),
  changeRisk: (risk: Read, body: RiskWritten) => given(client.PUT('/api/v1/risks/{id}', { ...asRead(risk), body })),
  slip: ({ id, version }: Read, key: string, body: { forecast: string; reason: string }) =>
    given(client.POST('/api/v1/milestones/{id}/slips', { params: { path: { id }, header: { ...matching(version), ...keyed(key) } }, body })),
  previewSlip: (milestone: number, forecast: string) =>
    given(client.POST('/api/v1/milestones/{id}/slips/preview', { ...byID(milestone), body: { forecast } })),
  addMilestone: (project: number, key: string, body: NewMilestone) => given(client.POST('/api/v1/projects/{id}/milestones', { params: { path: { id: project }, header: keyed(key) }, body })),
  changeMilestone: (milestone: Read, body: MilestoneWritten) => given(client.PUT('/api/v1/milestones/{id}', { ...asRead(milestone), body })),
  removeMilestone: (milestone: Read) => given(client.DELETE('/api/v1/milestones/{id}', asRead(milestone))),
  slipSeveral: ({ id, version }: Read, key: string, body: { moves: SlipAsked[]; reason: string }) =>
    given(client.POST('/api/v1/projects/{id}/slips', { params: { path: { id }, header: { ...matching(version), ...keyed(key) } }, body })),
  previewSlips: (project: number, moves: SlipAsked[]) => given(client.POST('/api/v1/projects/{id}/slips/preview', { ...byID(project), body: { moves } })),
  undoSlip: (slip: number, key: string) => given(client.POST('/api/v1/slips/{id}/undo', { params: { path: { id: slip }, header: keyed(key) } })),
  askChange: (project: number, key: string, body: ChangeAsked) => given(client.POST('/api/v1/projects/{id}/change-requests', { params: { path: { id: project }, header: keyed(key) }, body })),
  decideChange: (request: Read, body: ChangeDecided) => given(client.PUT('/api/v1/change-requests/{id}/decision', { ...asRead(request), body })),
  withdrawChange: (request: Read) => given(client.DELETE('/api/v1/change-requests/{id}', asRead(request))),
  money: (project: number) => given(client.GET('/api/v1/projects/{id}/money', byID(project))),
  ledger: (project: number, query: Query<'/api/v1/projects/{id}/ledger'>) =>
    given(client.GET('/api/v1/projects/{id}/ledger', { params: { path: { id: project }, query: asked(query) as object } })),
  postEntry: (project: number, key: string, body: Posting) => given(client.POST('/api/v1/projects/{id}/ledger', { params: { path: { id: project }, header: keyed(key) }, body })),
  askTransfer: (from: number, key: string, body: TransferAsked) => given(client.POST('/api/v1/budget-lines/{id}/transfers', { params: { path: { id: from }, header: keyed(key) }, body })),
  decideTransfer: (transfer: Read, body: TransferDecided) => given(client.PUT('/api/v1/transfers/{id}/decision', { ...asRead(transfer), body })),
  withdrawTransfer: (transfer: Read) => given(client.DELETE('/api/v1/transfers/{id}', asRead(transfer))),
  addFunding: (project: number, key: string, body: FundingWritten) => given(client.POST('/api/v1/projects/{id}/funding', { params: { path: { id: project }, header: keyed(key) }, body })),
  recordCarryForward: (project: number, key: string, body: CarryWritten) => given(client.POST('/api/v1/projects/{id}/carry-forwards', { params: { path: { id: project }, header: keyed(key) }, body })),
  changeFunding: (line: Read, body: FundingWritten) => given(client.PUT('/api/v1/funding/{id}', { ...asRead(line), body })),
  addLine: (project: number, key: string, body: NewBudgetLine) => given(client.POST('/api/v1/projects/{id}/budget-lines', { params: { path: { id: project }, header: keyed(key) }, body })),
  changeLine: (line: Read, body: BudgetLineChange) => given(client.PATCH('/api/v1/budget-lines/{id}', { ...asRead(line), body })),
  reverseEntry: (entry: number, key: string, body: Reversal) => given(client.POST('/api/v1/ledger/{id}/reversal', { params: { path: { id: entry }, header: keyed(key) }, body })),
  grants: () => given(client.GET('/api/v1/programmes')),
  grant: (id: number) => given(client.GET('/api/v1/programmes/{id}', byID(id))),
  addGrant: (key: string, body: NewGrant) => given(client.POST('/api/v1/programmes', { params: { header: keyed(key) }, body })),
  recordLetter: (grant: Read, key: string, body: LetterWritten) => given(client.POST('/api/v1/programmes/{id}/letters', { ...addedTo(grant, key), body })),
  recordPayment: (grant: number, key: string, body: PaymentWritten) => given(client.POST('/api/v1/programmes/{id}/payments', { params: { path: { id: grant }, header: keyed(key) }, body })),
  repayable: (grant: number, on: string, trigger: string) => given(client.GET('/api/v1/programmes/{id}/repayable', { params: { path: { id: grant }, query: { on, trigger: trigger as 'closure' } } })),
  siteRepayable: (site: number) => given(client.GET('/api/v1/sites/{id}/repayable', byID(site))),
  conditions: (query: Query<'/api/v1/conditions'>) => given(client.GET('/api/v1/conditions', { params: { query: asked(query) as object } })),
  condition: (id: number) => given(client.GET('/api/v1/conditions/{id}', byID(id))),
  addGrantCondition: (grant: number, key: string, body: ConditionWritten) => given(client.POST('/api/v1/programmes/{id}/conditions', { params: { path: { id: grant }, header: keyed(key) }, body })),
  addProjectCondition: (project: number, key: string, body: ConditionWritten) => given(client.POST('/api/v1/projects/{id}/conditions', { params: { path: { id: project }, header: keyed(key) }, body })),
  changeCondition: (condition: Read, body: ConditionWritten) => given(client.PUT('/api/v1/conditions/{id}', { ...asRead(condition), body })),
  removeCondition: (condition: Read) => given(client.DELETE('/api/v1/conditions/{id}', asRead(condition))),
  moveCondition: (condition: Read, key: string, body: MoveWritten) => given(client.POST('/api/v1/conditions/{id}/moves', { ...addedTo(condition, key), body })),
  addEvidence: (condition: number, key: string, body: NewEvidence) => given(client.POST('/api/v1/conditions/{id}/evidence', { params: { path: { id: condition }, header: keyed(key) }, body })),
  reviewEvidence: (evidence: Read, body: Review) => given(client.PUT('/api/v1/evidence/{id}/review', { ...asRead(evidence), body })),
  returns: (programme?: number) => given(client.GET('/api/v1/returns', { params: { query: { programme } } })),
  addReturn: (grant: number, key: string, body: NewReturn) => given(client.POST('/api/v1/programmes/{id}/returns', { params: { path: { id: grant }, header: keyed(key) }, body })),
  return: (id: number) => given(client.GET('/api/v1/returns/{id}', byID(id))),
  writeReturn: (ret: Read, written: Record<string, string>) => given(client.PUT('/api/v1/returns/{id}', { ...asRead(ret), body: { written } })),
  moveReturn: (ret: Read, key: string, state: 'draft' | 'checked' | 'submitted', reason?: string) => given(client.POST('/api/v1/returns/{id}/steps', { ...addedTo(ret, key), body: { state, reason } })),
  certifyReturn: (ret: Read, key: string, signed_as: string) => given(client.POST('/api/v1/returns/{id}/certificates', { ...addedTo(ret, key), body: { signed_as } })),
  acceptReturn: (ret: Read, key: string, remark?: string) => given(client.POST('/api/v1/returns/{id}/acceptance', { ...addedTo(ret, key), body: { remark } })),
  noteReturn: (id: number, key: string, text: string, answers_id?: number) => given(client.POST('/api/v1/returns/{id}/notes', { params: { path: { id }, header: keyed(key) }, body: { text, answers_id } })),
  verify: (body: { upload: string; parts: number; sha256: string }) => given(client.POST('/api/v1/verify', { body })),
  progress: () => given(client.GET('/api/v1/progress')),
  imports: () => given(client.GET('/api/v1/imports')),

  planning: (query: Query<'/api/v1/planning'>) => given(client.GET('/api/v1/planning', { params: { query: asked(query) as object } })),
  planningAuthorities: () => given(client.GET('/api/v1/planning/authorities')),
  deciding: () => given(client.GET('/api/v1/planning/authorities', { params: { query: { deciding: true } } })),
  bankHolidays: () => given(client.GET('/api/v1/planning/holidays')),
  addBankHoliday: (key: string, body: NewBankHoliday) => given(client.POST('/api/v1/planning/holidays', { params: { header: keyed(key) }, body })),
  strikeBankHoliday: (holiday: Read, key: string, because: string) =>
    given(client.POST('/api/v1/planning/holidays/{id}/strike', { ...addedTo(holiday, key), body: { because } })),
  planningRules: () => given(client.GET('/api/v1/planning/rules')),
  addPlanningRule: (key: string, body: NewPlanningRule) => given(client.POST('/api/v1/planning/rules', { params: { header: keyed(key) }, body })),
  applications: (site: number) => given(client.GET('/api/v1/sites/{id}/applications', byID(site))),
  // as of a day: which events may be recorded that day
  applicationOn: (id: number, on: string) => given(client.GET('/api/v1/applications/{id}', { params: { path: { id }, query: { on } } })),
  exactApplication: (id: number) => given(client.GET('/api/v1/applications/{id}/exact', byID(id))) as Promise<ExactApplication>,
  addApplication: (site: number, key: string, body: ApplicationChange) =>
    given(client.POST('/api/v1/sites/{id}/applications', { params: { path: { id: site }, header: keyed(key) }, body })),
  changeApplication: (application: Read, body: ApplicationChange) => given(client.PATCH('/api/v1/applications/{id}', { ...asRead(application), body })),
  addEvent: (application: Read, key: string, body: EventGiven) => given(client.POST('/api/v1/applications/{id}/events', { ...addedTo(application, key), body })),
  // The version is the application's: an event itself is never changed.
  strikeEvent: (event: number, version: number, key: string, because: string) =>
    given(client.POST('/api/v1/events/{id}/strike', { ...addedTo({ id: event, version }, key), body: { because } })),
  addPlanningCondition: (application: Read, key: string, body: PlanningConditionChange) =>
    given(client.POST('/api/v1/applications/{id}/conditions', { ...addedTo(application, key), body })),
  changePlanningCondition: (condition: Read, body: PlanningConditionChange) => given(client.PATCH('/api/v1/planning-conditions/{id}', { ...asRead(condition), body })),
  possibleRoutes: (site: number, works: string) =>
    given(client.GET('/api/v1/sites/{id}/routes', { params: { path: { id: site }, query: { works: works as 'none' } } })),
  addPrecedent: (key: string, body: PrecedentGiven) => given(client.POST('/api/v1/precedents', { params: { header: keyed(key) }, body: body as Precedent })),

  // Signing in and out. A 401 here says what was wrong with what was typed.
  session: () => answered(client.GET('/api/v1/session')),
  signIn: (body: { email: string; password: string; code?: string }) => answered(client.POST('/api/v1/session', { body })),
  signInDemonstration: (id: number) => answered(client.POST('/api/v1/session/demonstration', { body: { id } })),
  setUp: (body: { code: string; name: string; email: string; password: string }) => answered(client.POST('/api/v1/setup', { body })),
  acceptInvitation: (body: { code: string; password: string }) => answered(client.POST('/api/v1/invitations/accept', { body })),
  signOut: () => answered(client.DELETE('/api/v1/session')),
  signOutEverywhere: () => given(client.DELETE('/api/v1/sessions')),
  confirmPassword: (password: string) => given(client.POST('/api/v1/session/confirm', { body: { password } })),
  beginSecondStep: () => given(client.POST('/api/v1/second-step')),
  confirmSecondStep: (code: string) => given(client.PUT('/api/v1/second-step', { body: { code } })),
  makeRecoveryCodes: () => given(client.POST('/api/v1/second-step/recovery-codes')),
  changePassword: (body: { current: string; password: string }) => given(client.PUT('/api/v1/password', { body })),

  users: () => given(client.GET('/api/v1/users')),
  user: (id: number) => given(client.GET('/api/v1/users/{id}', byID(id))),
  inviteUser: (key: string, body: { email: string; name: string; roles: RoleGiven[] }) =>
    given(client.POST('/api/v1/users', { params: { header: keyed(key) }, body })),
  changeUser: (user: Read, body: { name?: string; state?: 'active' | 'disabled' }) => given(client.PATCH('/api/v1/users/{id}', { ...asRead(user), body })),
  setRoles: (user: Read, roles: RoleGiven[]) => given(client.PUT('/api/v1/users/{id}/roles', { ...asRead(user), body: { roles } })),
  inviteAgain: (id: number, key: string) =>
    given(client.POST('/api/v1/users/{id}/invitations', { params: { path: { id }, header: keyed(key) } })),
  endSessions: (id: number) => given(client.DELETE('/api/v1/users/{id}/sessions', byID(id))),
  resetSecondStep: (id: number) => given(client.DELETE('/api/v1/users/{id}/second-step', byID(id))),
  tokens: () => given(client.GET('/api/v1/tokens')),
  makeToken: (key: string, body: TokenAsked) => given(client.POST('/api/v1/tokens', { params: { header: keyed(key) }, body })),
  revokeToken: (id: number) => given(client.DELETE('/api/v1/tokens/{id}', byID(id))),

  audit: (query: Query<'/api/v1/audit'>) => given(client.GET('/api/v1/audit', { params: { query: asked({ ...query, limit: 50 }) as object } })),
  history: (object: string, id: number, since?: string) => given(client.GET('/api/v1/history/{object}/{id}', { params: { path: { object, id }, query: { since } } })),
}
