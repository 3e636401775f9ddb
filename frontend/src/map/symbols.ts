// The symbol of a site. Shape says what it is, the inside says whether it runs, the
// outline how far it is on its way. One geometry, drawn on canvas for the map and as
// SVG in lists. Shapes are paths about the origin, radius about 10.

export type Shape = 'circle' | 'diamond' | 'square' | 'house' | 'hospital' | 'triangle'
export type Inside = 'solid' | 'slash' | 'half' | 'white'

export interface Look {
  shape: Shape
  inside: Inside
  heavy: boolean
}

export const paths: Record<Shape, string> = {
  circle: 'M-9 0a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z',
  diamond: 'M0 -11L11 0L0 11L-11 0z',
  square: 'M-8.5 -8.5H8.5V8.5H-8.5z',
  house: 'M-9 -1.5L0 -10L9 -1.5V9H-9z',
  hospital: 'M-9 -9H9V9H-9z',
  triangle: 'M0 -10L10.5 8.5H-10.5z',
}

// A hospital's cross, and the bar across what is mothballed or closed.
export const cross = 'M-4.5 0H4.5M0 -4.5V4.5'
export const slash = 'M-5.5 5.5L5.5 -5.5'

const shapes: Record<string, Shape> = {
  childrens_home: 'circle',
  step_down_home: 'circle',
  solo_home: 'circle',
  short_break_home: 'circle',
  residential_special_school: 'circle',
  secure_childrens_home: 'diamond',
  nhs_land: 'square',
  vacant_land: 'square',
  hospital_building: 'hospital',
  council_building: 'triangle',
  school_property: 'triangle',
  third_sector_property: 'triangle',
  dwelling: 'house',
}

export function lookOf(site: { kind?: string; operation?: string; pipeline?: string }): Look {
  const delivering = site.pipeline === 'in_delivery' || site.pipeline === 'awaiting_registration'
  const shut = site.operation === 'mothballed' || site.operation === 'closed'
  return {
    shape: shapes[site.kind ?? ''] ?? 'square',
    inside: delivering ? 'half' : shut ? 'slash' : site.operation === 'open' ? 'solid' : 'white',
    heavy: !['none', 'idea', 'screening', 'rejected', 'withdrawn', 'lost_to_market', undefined].includes(site.pipeline),
  }
}

// plainPen draws in memory: reading a picture back from a graphics card takes far longer
// than drawing it.
export function plainPen(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('no 2d canvas to draw on')
  return pen
}

// drawSymbol paints a symbol with its white casing, for the map's sprite.
export function drawSymbol(look: Look, radius: number, ink: string, ratio: number): ImageData {
  const size = Math.ceil((radius + 5) * 2 * ratio)
  const canvas = new OffscreenCanvas(size, size)
  const pen = plainPen(canvas)
  const unit = (radius / 10) * ratio
  pen.translate(size / 2, size / 2)
  pen.scale(unit, unit)
  pen.lineJoin = 'round'
  const outline = new Path2D(paths[look.shape])
  const line = ((look.heavy ? 2.4 : 1.4) * ratio) / unit
  pen.lineWidth = line + (5 * ratio) / unit
  pen.strokeStyle = '#fff'
  pen.stroke(outline)
  pen.fillStyle = look.inside === 'solid' ? ink : '#fff'
  pen.fill(outline)
  if (look.inside === 'half') {
    pen.save()
    pen.clip(outline)
    pen.fillStyle = ink
    pen.fillRect(-20, -20, 20, 40)
    pen.restore()
  }
  pen.strokeStyle = ink
  pen.lineWidth = line
  pen.stroke(outline)
  pen.lineWidth = (2 * ratio) / unit
  if (look.inside === 'slash') pen.stroke(new Path2D(slash))
  if (look.shape === 'hospital') pen.stroke(new Path2D(cross))
  return pen.getImageData(0, 0, size, size)
}
