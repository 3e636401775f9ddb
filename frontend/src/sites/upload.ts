// Sending a file: a picture is made smaller here first, then the file goes in pieces, each
// tried again while the connection is lost.
import { Failure } from '../api/client'

export const longestSide = 2048
const waits = [1, 2, 4, 8, 15, 30, 30, 30, 30] // seconds; two and a half minutes in all

// size is what a picture is drawn at: no side longer than longestSide, never larger.
export function size(width: number, height: number): [number, number] {
  const scale = Math.min(1, longestSide / Math.max(width, height))
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}

// smaller draws a picture anew as a JPEG. The day it was taken would be lost with that, so
// a JPEG that is small enough goes as it is: the server takes out what tells a place.
export async function smaller(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp|gif|avif|bmp)$/.test(file.type)) return file
  const picture = await createImageBitmap(file).catch(() => undefined)
  if (!picture) return file
  if (file.type === 'image/jpeg' && size(picture.width, picture.height)[0] === picture.width) return file
  return (await drawn(picture)) ?? file
}

// drawn is a picture as a JPEG of what is seen and nothing else: no place, no camera.
export async function drawn(picture: ImageBitmap): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = size(picture.width, picture.height)
  const drawing = canvas.getContext('2d')!
  drawing.fillStyle = '#fff' // what is clear in a PNG
  drawing.fillRect(0, 0, canvas.width, canvas.height)
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((made) => canvas.toBlob(made, 'image/jpeg', 0.88))
}

const pause = (seconds: number, signal: AbortSignal) =>
  new Promise<void>((go, stop) => {
    const timer = setTimeout(go, seconds * 1000)
    signal.addEventListener('abort', () => (clearTimeout(timer), stop(signal.reason)), { once: true })
  })

// patiently does something again, with longer and longer waits, while no answer comes or
// the server says that it is busy. What the server refuses is not tried again.
export async function patiently<T>(act: () => Promise<T>, signal: AbortSignal, lost: (again: number) => void, wait = pause): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await act()
    } catch (error) {
      signal.throwIfAborted()
      const passes = error instanceof Failure && [0, 429, 502, 503, 504].includes(error.status)
      if (!passes || tries >= waits.length) throw error
      lost(waits[tries]!)
      await wait(waits[tries]!, signal)
    }
  }
}
