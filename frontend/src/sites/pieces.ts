// A file in pieces, and its sum: what is said of it when it is sent.

export const pieceBytes = 256 * 1024

export function pieces(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / pieceBytes))
}

export async function sha256(content: ArrayBuffer): Promise<string> {
  const sum = await crypto.subtle.digest('SHA-256', content)
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
