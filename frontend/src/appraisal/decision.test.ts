import { expect, test } from 'vitest'
import { decisionFaults } from './decision'

test('each fault leads to its field; what belongs to none is said without', () => {
  const fields = [
    { location: 'body.decided_on', message: 'expected string to be RFC 3339 date' },
    { location: 'body.dissents[1].who', message: 'Say who dissented.' },
    { location: 'body.conditions[0]', message: 'too long' },
    { location: 'body.off', message: 'Two options cannot both use one site: turn that rule on again.' },
  ]
  expect(decisionFaults({ message: 'no', fields })).toEqual([
    { id: 'decision-decided_on', text: 'Enter the day of the decision, such as 21/11/2026' },
    { id: 'decision-dissent-1-who', text: 'Say who dissented.' },
    { id: 'decision-condition-0', text: 'Too long' },
    { id: undefined, text: 'Two options cannot both use one site: turn that rule on again.' },
  ])
  expect(decisionFaults({ message: 'The best set is no longer the one you saw.', fields: [] })).toEqual([{ text: 'The best set is no longer the one you saw.' }])
})
