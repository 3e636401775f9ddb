// What a password must be, said before it is typed. The server decides; this spares a
// round to it.
export const passwordRule = 'Use 15 characters or more: four words you use together nowhere else are easy to keep, and spaces and any letters may be in it.'

export function passwordFault(password: string): string | undefined {
  const length = [...password].length
  if (!length) return 'Choose a password'
  if (length < 15) return `Use 15 characters or more; this has ${length}`
  return undefined
}
