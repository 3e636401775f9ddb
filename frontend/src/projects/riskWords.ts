// The words of a risk's codes.
export const likelihoods: Record<string, string> = { 0: '0, hardly possible', 1: '1, unlikely', 2: '2, possible', 3: '3, likely', 4: '4, almost certain' }
export const impacts: Record<string, string> = { 0: '0, hardly felt', 1: '1, small', 2: '2, noticeable', 3: '3, serious', 4: '4, the project fails' }
export const proximities: Record<string, string> = { month: 'Within a month', quarter: 'Within three months', year: 'Within a year', later: 'Later' }
export const riskStates: Record<string, string> = { open: 'Open: it may happen', issue: 'Issue: it has happened', closed: 'Closed: it is over' }
