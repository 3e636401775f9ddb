// Drawing a QR code as one shape. The server works out which squares are dark.

const quiet = 4 // squares of white on each side, without which a camera does not find it

// qrPath is the dark squares of a code, each run of a row as one rectangle, and how many
// squares wide and high the whole is with the white around it.
export function qrPath(rows: string[]): { path: string; size: number } {
  const runs = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => `M${run.index + quiet} ${y + quiet}h${run[0].length}v1h-${run[0].length}z`))
  return { path: runs.join(''), size: rows.length + 2 * quiet }
}
