// Which page for which address. Only the map page comes with the first load.
import type { Component } from 'svelte'
import MapPage from './sites/MapPage.svelte'

// A page is given the id in its address; one without an id takes no notice of it.
export type Page = Component<any>

export interface Route {
  pattern: RegExp
  section: string
  load: () => Promise<{ default: Page }> | { default: Page }
}

export const sections = [
  { href: '/', name: 'Map' },
  { href: '/options', name: 'Options' },
  { href: '/choice', name: 'Choice' },
  { href: '/projects', name: 'Projects' },
  { href: '/progress', name: 'Progress' },
  { href: '/imports', name: 'Imports' },
]

export const routes: Route[] = [
  { pattern: /^\/$/, section: '/', load: () => ({ default: MapPage }) },
  { pattern: /^\/sites\/(\d+)$/, section: '/', load: () => import('./sites/SitePage.svelte') },
  { pattern: /^\/options$/, section: '/options', load: () => import('./appraisal/OptionsPage.svelte') },
  { pattern: /^\/options\/(\d+)$/, section: '/options', load: () => import('./appraisal/OptionPage.svelte') },
  { pattern: /^\/choice$/, section: '/choice', load: () => import('./appraisal/ChoicePage.svelte') },
  { pattern: /^\/projects$/, section: '/projects', load: () => import('./projects/ProjectsPage.svelte') },
  { pattern: /^\/projects\/(\d+)$/, section: '/projects', load: () => import('./projects/ProjectPage.svelte') },
  { pattern: /^\/progress$/, section: '/progress', load: () => import('./projects/ProgressPage.svelte') },
  { pattern: /^\/imports$/, section: '/imports', load: () => import('./imports/ImportsPage.svelte') },
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
