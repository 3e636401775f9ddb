// The records the server sends, under the names the pages use. Their members come from
// schema.ts, which is made from the server's own document.
import type { components } from './schema'

type Schemas = components['schemas']

// What the document cannot say: a position is a pair, a list is never null.
interface Shapes {
  position: [number, number]
  label: [number, number]
  at: [number, number]
  ring: [number, number][]
  square_ring: [number, number][]
  bounds: [number, number, number, number]
}

export type Given<T> = T extends (infer U)[]
  ? Given<U>[]
  : T extends object
    ? { [K in keyof T]: (K extends keyof Shapes ? (NonNullable<T[K]> extends string ? string : Shapes[K]) : Given<NonNullable<T[K]>>) | Extract<T[K], undefined> }
    : T

export type Summary = Given<Schemas['SummaryBody']>
export type Programme = Given<Schemas['Programme']>
export type Authority = Given<Schemas['Authority']>
export type Site = Given<Schemas['SiteListed']>
export type SiteDetail = Given<Schemas['SiteBody']>
export type SiteChange = Schemas['SiteChange']
export type ExactChange = Schemas['ExactChange']
export type NewSite = Schemas['NewSite']
export type Outline = Given<Schemas['Outline']>
export type FoundPlaces = Given<Schemas['GazetteerBody']>
export type FoundPlace = FoundPlaces['items'][number]
export type NextMove = Given<Schemas['NextMove']>
export type SiteMove = Given<Schemas['SiteMove']>
export type NewMove = Schemas['NewMove']
export type PlacesOf = Given<Schemas['PlacesOf']>
export type SourceOf = Given<Schemas['SourceOf']>
export type Note = Given<Schemas['Note']>
export type Constraints = Given<Schemas['ConstraintsBody']>
export type Constraint = Given<Schemas['Constraint']>
export type Layer = Given<Schemas['Layer']>
export type LayerArea = Given<Schemas['LayerArea']>
export type SavedView = Given<Schemas['SavedView']>
export type Compared = Given<Schemas['Compared']>
export type Round = Given<Schemas['Round']>
export type Documents = Given<Schemas['DocumentsBody']>
export type SiteDocument = Given<Schemas['Document']>
export type Ofsted = Given<Schemas['OfstedBody']>
export type OfstedEvent = Given<Schemas['OfstedEvent']>
export type Finding = Schemas['Finding']
export type Organisation = Given<Schemas['Organisation']>
export type PlacesSet = Schemas['PlacesSet']
export type Holding = Given<Schemas['Holding']>
export type Figure = Given<Schemas['Figure']>
export type Cell = Given<Schemas['CellEstimate']>
export type DemandSettings = Given<Schemas['Settings']>
export type SettingsChange = Given<Schemas['SettingsChange']>
export type Decision = Given<Schemas['Decision']>
export type Decided = Given<Schemas['Decided']>
export type Robustness = Given<Schemas['Robustness']>
export type Courses = Given<Schemas['Courses']>
export type CourseSide = Given<Schemas['CourseSide']>
export type ChoiceRules = Given<Schemas['Rules']>
export type ChoiceRulesGiven = Schemas['NewRules']
export type DecisionGiven = Schemas['NewDecisionInputBody']
export type DecisionNow = Given<Schemas['Now']>
export type Criterion = Given<Schemas['Criterion']>
export type Part = Given<Schemas['Part']>
export type Opening = Given<Schemas['Opening']>
export type Option = Given<Schemas['Option']>
export type Options = Given<Schemas['OptionsBody']>
export type OptionDetail = Given<Schemas['OptionDetail']>
export type WhatIf = Given<Schemas['WhatIf']>
export type Appraisal = Given<Schemas['Appraisal']>
export type Appraisals = Given<Schemas['Appraisals']>
export type AppraisalGiven = Given<Schemas['NewAppraisalInputBody']>
export type Firmness = Given<Schemas['Firmness']>
export type RanksOfOne = Given<Schemas['RanksOfOne']>
export type OptionMoney = Given<Schemas['OptionMoney']>
export type Stage = Given<Schemas['Stage']>
export type OptionFields = Given<Schemas['OptionFields']>
export type Match = Given<Schemas['MatchFrom']>
export type Linked = Given<Schemas['Linked']>
export type Template = Given<Schemas['Template']>
export type StageGiven = Given<Schemas['StageGiven']>
export type StageChange = Given<Schemas['StageChange']>
export type Choice = Given<Schemas['Choice']>
export type BestSet = Given<Schemas['BestSet']>
export type SetOf = Given<Schemas['SetOf']>
export type Way = Given<Schemas['Way']>
export type ChoiceChanges = Given<Schemas['ChoiceChanges']>
export type Project = Given<Schemas['Project']>
export type ProjectDetail = Given<Schemas['Detail']>
export type Milestone = Given<Schemas['Milestone']>
export type ProjectMoney = Given<Schemas['Money']>
export type Ledger = Given<Schemas['Ledger']>
export type LedgerEntry = Given<Schemas['LedgerEntry']>
export type BudgetLine = Given<Schemas['Line']>
export type NewBudgetLine = Given<Schemas['NewLine']>
export type BudgetLineChange = Given<Schemas['LineChange']>
export type Posting = Given<Schemas['Posting']>
export type Reversal = Given<Schemas['Reversal']>
export type MilestoneWritten = Schemas['MilestoneWritten']
export type NewMilestone = Schemas['NewMilestone']
export type SlipAsked = Schemas['SlipAsked']
export type ChangeRequest = Given<Schemas['ChangeRequest']>
export type ChangeAsked = Schemas['ChangeAsked']
export type ChangeDecided = Schemas['ChangeDecided']
export type Slip = Given<Schemas['Slip']>
export type Forecast = Given<Schemas['Forecast']>
export type KeptForecast = Given<Schemas['KeptForecast']>
export type SlipPreview = Given<Schemas['Preview']>
export type Ratings = Given<Schemas['Ratings']>
export type FundingLine = Given<Schemas['FundingLine']>
export type FundingWritten = Schemas['FundingWritten']
export type CarryForward = Given<Schemas['CarryForward']>
export type CarryWritten = Schemas['CarryWritten']
export type Transfer = Given<Schemas['Transfer']>
export type TransferAsked = Schemas['TransferAsked']
export type TransferDecided = Schemas['TransferDecided']
export type KeptHighlight = Given<Schemas['KeptHighlight']>
export type Standing = Given<Schemas['Standing']>
export type Comparison = Given<Schemas['Comparison']>
export type OverrideAsked = Schemas['OverrideAsked']
export type Risk = Given<Schemas['Risk']>
export type RiskWritten = Given<Schemas['RiskWritten']>
export type Condition = Given<Schemas['Condition']>
export type ConditionSummary = Given<Schemas['ConditionSummary']>
export type ConditionDetail = Given<Schemas['ConditionDetail']>
export type ConditionWritten = Schemas['ConditionWritten']
export type MoveWritten = Schemas['MoveWritten']
export type EvidenceItem = Given<Schemas['EvidenceItem']>
export type NewEvidence = Schemas['NewEvidence']
export type Review = Schemas['Review']
export type GrantStanding = Given<Schemas['ProgrammeStanding']>
export type GrantName = Given<Schemas['ProgrammeName']>
export type GrantLetter = Given<Schemas['Letter']>
export type LetterWritten = Schemas['LetterWritten']
export type NewGrant = Schemas['NewProgramme']
export type Return = Given<Schemas['Return']>
export type ReturnDetail = Given<Schemas['ReturnDetail']>
export type ReturnSheet = Given<Schemas['Sheet']>
export type ReturnColumn = Given<Schemas['Column']>
export type NewReturn = Schemas['NewReturn']
export type Verdict = Given<Schemas['Verdict']>
export type Payment = Given<Schemas['Payment']>
export type PaymentWritten = Schemas['PaymentWritten']
export type Repayable = Given<Schemas['Repayable']>
export type RepayableProject = Given<Schemas['RepayableProject']>
export type RepayableSite = Given<Schemas['RepayableSite']>
export type ProgressRow = Given<Schemas['Progress']>
export type ImportRun = Given<Schemas['Attempt']>
export type Session = Given<Schemas['SessionBody']>
export type SecondStep = Given<Schemas['NewStep']>
export type User = Given<Schemas['Person']>
export type Role = Given<Schemas['HeldRole']>
export type RoleGiven = Given<Schemas['Role']>
export type Invitation = Given<Schemas['Invitation']>
export type Invited = Given<Schemas['Invited']>
export type Token = Given<Schemas['Token']>
export type Digest = Given<Schemas['DigestSet']>
export type Notifications = Given<Schemas['Notifications']>
export type TokenAsked = Given<Schemas['TokenInputBody']>
export type NewlyMade = Given<Schemas['Made']>
export type Entry = Given<Schemas['Entry']>
export type ExactSite = Given<Schemas['ExactPlace']>
export type Covered = Given<Schemas['Covered']>
export type CountPeriod = Given<Schemas['CountPeriod']>
export type CountSpots = Given<Schemas['CountSpots']>
export type CountSpot = Given<Schemas['CountSpot']>
export type CountsCovered = Given<Schemas['CountsCovered']>
export type ObservedCounts = Given<Schemas['CountPageObservedCount']>
export type Elsewhere = Given<Schemas['Elsewhere']>
export type Cells = Given<Schemas['CellPage']>
export type Levels = Given<Schemas['LevelPage']>
export type Worked = Given<Schemas['Working']>
export type ReadingOf = Omit<Given<Schemas['Readings']>, 'items'> & { items: Schemas['AreaReading'][] } // a value may be null
export type DemandCohort = Given<Schemas['CohortFigures']>
export type DemandDay = Given<Schemas['Series']>
export type CoveredArea = Given<Schemas['CoveredArea']>
export type Register = Given<Schemas['Register']>
export type ApplicationListed = Given<Schemas['Summary']>
export type Application = Given<Schemas['Application']>
export type ApplicationChange = Given<Schemas['ApplicationChange']>
export type ApplicationEvent = Given<Schemas['Event']>
export type EventGiven = Given<Schemas['EventInputBody']>
export type Clock = Given<Schemas['Clock']>
export type PlanningCondition = Given<Schemas['PlanningCondition']>
export type PlanningConditionChange = Given<Schemas['PlanningConditionChange']>
export type PlanningAuthority = Given<Schemas['PlanningAuthority']>
export type BankHoliday = Given<Schemas['BankHoliday']>
export type NewBankHoliday = Given<Schemas['NewHoliday']>
export type PlanningRule = Given<Schemas['Rule']>
export type NewPlanningRule = Given<Schemas['NewRule']>
export type PossibleRoutes = Given<Schemas['RoutesBody']>
export type PossibleRoute = Given<Schemas['PossibleRoute']>
export type Precedent = Given<Schemas['Precedent']>
export type PrecedentGiven = Omit<Precedent, 'id' | 'by' | 'at'>

// The texts of an application's events and conditions come by their ids.
export type ExactApplication = Omit<Given<Schemas['ExactApplicationPlace']>, 'events' | 'conditions'> & {
  events: { id: number; note: string; struck_because: string }[]
  conditions: { id: number; text: string; exemption: string }[]
}

export interface List<T> {
  items: T[]
  total: number
  next?: string
}
