// Which page for which address. Only the map page comes with the first load.
import type { Component } from 'svelte'
import MapPage from './sites/MapPage.svelte'

// A page is given the id in its address; one without an id takes no notice of it.
export type Page = Component<any>

export interface Route {
  pattern: RegExp
  section: string
  load: () => Promise<{ default: Page }> | { default: Page }
  right?: string // without it the page is not shown
  what?: string // what it shows, for who may not see it
  open?: boolean // shown to anyone, signed in or not
  bare?: boolean // without the head and its links to other pages
}

export const sections = [
  { href: '/', name: 'Map', right: 'site.read' },
  { href: '/need', name: 'Need', right: 'demand.read' },
  { href: '/visit', name: 'Visit', right: 'site.write' },
  { href: '/planning', name: 'Planning', right: 'planning.read' },
  { href: '/options', name: 'Options', right: 'option.read' },
  { href: '/choice', name: 'Choice', right: 'option.read' },
  { href: '/projects', name: 'Projects', right: 'project.read' },
  { href: '/grants', name: 'Grant', right: 'grant.read' },
  { href: '/returns', name: 'Returns', right: 'return.read' },
  { href: '/conditions', name: 'Conditions', right: 'condition.read' },
  { href: '/imports', name: 'Imports', right: 'import.read' },
  { href: '/people', name: 'People', right: 'people' },
  { href: '/audit', name: 'Audit', right: 'audit.read' },
]

const sites = { right: 'site.read', what: 'sites' }
const planning = { right: 'planning.read', what: 'planning applications' }
const options = { right: 'option.read', what: 'options and their scores' }
const projects = { right: 'project.read', what: 'projects' }
const grants = { right: 'grant.read', what: 'grants' }
const people = { right: 'people', what: 'people and their roles' }

export const routes: Route[] = [
  { pattern: /^\/$/, section: '/', load: () => ({ default: MapPage }), ...sites },
  { pattern: /^\/sites\/new$/, section: '/', load: () => import('./sites/AddSitePage.svelte'), right: 'site.write', what: 'the form that adds a site' },
  { pattern: /^\/sites\/compare$/, section: '/', load: () => import('./sites/ComparePage.svelte'), right: 'site.map', what: 'the comparison of sites' },
  { pattern: /^\/need$/, section: '/need', load: () => import('./demand/NeedPage.svelte'), right: 'demand.read', what: 'need' },
  { pattern: /^\/constraints$/, section: '/', load: () => import('./sites/ConstraintsPage.svelte'), right: 'site.map', what: 'the layers of constraints' },
  { pattern: /^\/portfolio$/, section: '/', load: () => import('./sites/PortfolioPage.svelte'), right: 'site.map', what: 'the portfolio' },
  { pattern: /^\/counts$/, section: '/need', load: () => import('./demand/CountsPage.svelte'), right: 'demand.read', what: 'counts of children' },
  { pattern: /^\/print$/, section: '/', load: () => import('./print/PrintPage.svelte'), right: 'site.map', what: 'the map to print' },
  { pattern: /^\/sites\/(\d+)$/, section: '/', load: () => import('./sites/SitePage.svelte'), ...sites },
  { pattern: /^\/visit$/, section: '/visit', load: () => import('./visit/VisitPage.svelte'), right: 'site.map', what: 'visits' },
  { pattern: /^\/planning$/, section: '/planning', load: () => import('./planning/PlanningPage.svelte'), ...planning },
  { pattern: /^\/planning\/rules$/, section: '/planning', load: () => import('./planning/RulesPage.svelte'), ...planning },
  { pattern: /^\/options$/, section: '/options', load: () => import('./appraisal/OptionsPage.svelte'), ...options },
  { pattern: /^\/options\/new$/, section: '/options', load: () => import('./appraisal/ProposePage.svelte'), right: 'option.propose', what: 'the form that proposes an option' },
  { pattern: /^\/options\/compare$/, section: '/options', load: () => import('./appraisal/CompareOptionsPage.svelte'), ...options },
  { pattern: /^\/options\/(\d+)\/change$/, section: '/options', load: () => import('./appraisal/ChangeOptionPage.svelte'), right: 'option.propose', what: 'the form that changes an option' },
  { pattern: /^\/options\/(\d+)\/stages$/, section: '/options', load: () => import('./appraisal/StagesPage.svelte'), right: 'option.propose', what: 'the form that changes the stages of an option' },
  { pattern: /^\/options\/(\d+)$/, section: '/options', load: () => import('./appraisal/OptionPage.svelte'), ...options },
  { pattern: /^\/choice$/, section: '/choice', load: () => import('./appraisal/ChoicePage.svelte'), right: 'option.read', what: 'the choice' },
  { pattern: /^\/choice\/decision$/, section: '/choice', load: () => import('./appraisal/RecordDecisionPage.svelte'), right: 'decision.write', what: 'the form that records a decision' },
  { pattern: /^\/choice\/rules$/, section: '/choice', load: () => import('./appraisal/ChoiceRulesPage.svelte'), right: 'option.read', what: 'the rules of the choice' },
  { pattern: /^\/decisions$/, section: '/choice', load: () => import('./appraisal/DecisionsPage.svelte'), right: 'option.read', what: 'decisions' },
  { pattern: /^\/decisions\/(\d+)$/, section: '/choice', load: () => import('./appraisal/DecisionPage.svelte'), right: 'option.read', what: 'decisions' },
  { pattern: /^\/decisions\/(\d+)\/paper$/, section: '/choice', load: () => import('./appraisal/PaperPage.svelte'), right: 'option.read', what: 'the board paper' },
  { pattern: /^\/choice\/meeting$/, section: '/choice', load: () => import('./appraisal/MeetingPage.svelte'), right: 'option.read', what: 'the choice', bare: true },
  { pattern: /^\/choice\/paper$/, section: '/choice', load: () => import('./appraisal/PaperPage.svelte'), right: 'option.read', what: 'the board paper' },
  { pattern: /^\/projects$/, section: '/projects', load: () => import('./projects/ProjectsPage.svelte'), ...projects },
  { pattern: /^\/projects\/changes$/, section: '/projects', load: () => import('./projects/ChangesPage.svelte'), ...projects },
  { pattern: /^\/projects\/(\d+)$/, section: '/projects', load: () => import('./projects/ProjectPage.svelte'), ...projects },
  { pattern: /^\/projects\/highlights$/, section: '/projects', load: () => import('./projects/HighlightsPage.svelte'), ...projects },
  { pattern: /^\/projects\/(\d+)\/highlights$/, section: '/projects', load: () => import('./projects/HighlightsPage.svelte'), ...projects },
  { pattern: /^\/projects\/(\d+)\/money$/, section: '/projects', load: () => import('./projects/MoneyPage.svelte'), ...projects },
  { pattern: /^\/grants$/, section: '/grants', load: () => import('./grants/GrantPage.svelte'), ...grants },
  { pattern: /^\/grants\/(\d+)$/, section: '/grants', load: () => import('./grants/GrantPage.svelte'), ...grants },
  { pattern: /^\/conditions$/, section: '/conditions', load: () => import('./grants/ConditionsPage.svelte'), right: 'condition.read', what: 'conditions' },
  { pattern: /^\/conditions\/(\d+)$/, section: '/conditions', load: () => import('./grants/ConditionPage.svelte'), right: 'evidence.read', what: 'this condition' },
  { pattern: /^\/returns$/, section: '/returns', load: () => import('./returns/ReturnsPage.svelte'), right: 'return.read', what: 'returns' },
  { pattern: /^\/returns\/(\d+)$/, section: '/returns', load: () => import('./returns/ReturnPage.svelte'), right: 'return.read', what: 'returns' },
  { pattern: /^\/verify$/, section: '/returns', load: () => import('./returns/VerifyPage.svelte'), right: 'return.read', what: 'the page that verifies files' },
  { pattern: /^\/progress$/, section: '/grants', load: () => import('./projects/ProgressPage.svelte'), right: 'project.read', what: 'progress' },
  { pattern: /^\/imports$/, section: '/imports', load: () => import('./imports/ImportsPage.svelte'), right: 'import.read', what: 'imports' },
  { pattern: /^\/people$/, section: '/people', load: () => import('./people/PeoplePage.svelte'), ...people },
  { pattern: /^\/people\/(\d+)$/, section: '/people', load: () => import('./people/PersonPage.svelte'), ...people },
  { pattern: /^\/audit$/, section: '/audit', load: () => import('./audit/AuditPage.svelte'), right: 'audit.read', what: 'the record of changes' },
  { pattern: /^\/notifications$/, section: '/account', load: () => import('./account/NotificationsPage.svelte'), right: 'notification', what: 'notifications' },
  { pattern: /^\/account$/, section: '/account', load: () => import('./account/AccountPage.svelte') },
  { pattern: /^\/second-step$/, section: '/account', load: () => import('./account/SecondStepPage.svelte') },
  { pattern: /^\/sign-in$/, section: '', load: () => import('./account/SignInPage.svelte'), open: true },
  { pattern: /^\/set-up$/, section: '', load: () => import('./account/SetUpPage.svelte'), open: true },
  { pattern: /^\/invitation$/, section: '', load: () => import('./account/InvitationPage.svelte'), open: true },
  { pattern: /^\/help$/, section: '/help', load: () => import('./help/HelpPage.svelte') },
]

export const missing: Route = { pattern: /$^/, section: '', load: () => import('./help/MissingPage.svelte') }

// routeOf finds the page of an address and the id in it (0 where it has none).
export function routeOf(path: string): { route: Route; id: number } {
  for (const route of routes) {
    const match = route.pattern.exec(path)
    if (match) return { route, id: Number(match[1] ?? 0) }
  }
  return { route: missing, id: 0 }
}
