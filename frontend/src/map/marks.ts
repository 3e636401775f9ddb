// How areas of constraint layers are marked: each kind by a pattern and a colour, so that
// none is told by its colour alone. One pattern, drawn on canvas for the map and as SVG in
// its key: strokes on a tile of 12 by 12.
import { plainPen } from './symbols'

export interface Mark {
  name: string
  colour: string
  path: string
  width?: number
}

export const marks: Record<string, Mark> = {
  green_belt: { name: 'Green belt', colour: '#1b6b2f', path: 'M-3 3L3 -3M0 12L12 0M9 15L15 9' },
  aonb: { name: 'Area of outstanding natural beauty', colour: '#00695c', path: 'M3 3h.01M9 9h.01', width: 3 },
  national_park: { name: 'National park', colour: '#4e342e', path: 'M6 3a3 3 0 1 0 .01 0z' },
  conservation_area: { name: 'Conservation area', colour: '#6a1b9a', path: 'M0 6H12M6 0V12' },
  article_4: { name: 'Article 4 direction', colour: '#ad1457', path: 'M-3 9L3 15M0 0L12 12M9 -3L15 3' },
  flood_zone_2: { name: 'Flood zone 2', colour: '#1565c0', path: 'M0 6q3 -4 6 0t6 0' },
  flood_zone_3: { name: 'Flood zone 3', colour: '#0d3c86', path: 'M0 3q3 -4 6 0t6 0M0 9q3 -4 6 0t6 0', width: 1.8 },
  listed_building: { name: 'Listed building', colour: '#a3131f', path: 'M6 2.5V9.5M2.5 6H9.5' },
  scheduled_monument: { name: 'Scheduled monument', colour: '#5d4037', path: 'M0 0L12 12M12 0L0 12' },
  sssi: { name: 'Site of special scientific interest', colour: '#6b6300', path: 'M1 3H6M7 9H12' },
  tree_preservation: { name: 'Tree preservation', colour: '#1b5e20', path: 'M6 2L9.5 9H2.5z' },
}

// markImage is one repeat of a kind's pattern; undefined for any other image.
export function markImage(id: string, ratio: number): ImageData | undefined {
  const mark = id.startsWith('mark:') ? marks[id.slice(5)] : undefined
  if (!mark) return undefined
  const size = 12 * ratio
  const pen = plainPen(new OffscreenCanvas(size, size))
  pen.scale(ratio, ratio)
  pen.globalAlpha = 0.12
  pen.fillStyle = mark.colour
  pen.fillRect(0, 0, 12, 12)
  pen.globalAlpha = 0.9
  pen.strokeStyle = mark.colour
  pen.lineWidth = mark.width ?? 1.1
  pen.lineCap = 'round'
  pen.stroke(new Path2D(mark.path))
  return pen.getImageData(0, 0, size, size)
}
