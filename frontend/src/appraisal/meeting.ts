// Going through the meeting view by the keyboard.

// stepAfter is where a key leads from a step, counted from 1; 'leave' goes back to the choice, and
// nothing where the key means nothing here. Up and down first scroll what is longer than the screen.
export function stepAfter(key: string, step: number, last: number, more: { above: boolean; below: boolean }): number | 'leave' | undefined {
  const to = (next: number) => Math.min(Math.max(next, 1), last)
  if (key === 'Escape') return 'leave'
  if (key === 'ArrowRight' || key === 'PageDown' || (key === 'ArrowDown' && !more.below)) return to(step + 1)
  if (key === 'ArrowLeft' || key === 'PageUp' || (key === 'ArrowUp' && !more.above)) return to(step - 1)
  if (key === 'Home') return 1
  if (key === 'End') return last
  if (/^[1-9]$/.test(key) && Number(key) <= last) return Number(key)
  return undefined
}
