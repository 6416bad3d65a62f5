import type { Box } from '../../platform/files/picture.ts';

/** Places to be covered in a picture, and a first corner that waits for its second. */
export interface Covering {
  boxes: Box[];
  corner: { x: number; y: number } | undefined;
}

const mostBoxes = 30;
const whole = 1000;
const thousandth = (value: number) => Math.min(whole, Math.max(0, Math.round(value)));

/** Reads what an address carries: `left,top,width,height` each, and `x,y` for a corner; what is none is left out. */
export function readCovering(typed: string): Covering {
  const covering: Covering = { boxes: [], corner: undefined };
  for (const one of typed.split(';').slice(0, mostBoxes + 1)) {
    const numbers = one.split(',').map(Number);
    if (numbers.some((number) => !Number.isFinite(number))) continue;
    const [a = 0, b = 0, width = 0, height = 0] = numbers.map(thousandth);
    if (numbers.length === 4 && width > 0 && height > 0)
      covering.boxes.push({ left: a, top: b, width, height });
    else if (numbers.length === 2) covering.corner = { x: a, y: b };
  }
  covering.boxes = covering.boxes.slice(0, mostBoxes);
  return covering;
}

/** Writes it as an address carries it. */
export function formatCovering({ boxes, corner }: Covering): string {
  return [
    ...boxes.map((box) => [box.left, box.top, box.width, box.height].join(',')),
    ...(corner ? [`${corner.x},${corner.y}`] : []),
  ].join(';');
}

/** A point was pointed at: the first makes a corner, the second the rectangle between the two. */
export function pointAt(covering: Covering, x: number, y: number): Covering {
  const point = { x: thousandth(x), y: thousandth(y) };
  const { boxes, corner } = covering;
  if (!corner) return { boxes, corner: point };
  const left = Math.min(corner.x, point.x);
  const top = Math.min(corner.y, point.y);
  const width = Math.max(corner.x, point.x) - left;
  const height = Math.max(corner.y, point.y) - top;
  // Twice the same place covers nothing: the first corner stays.
  if (width === 0 || height === 0) return covering;
  return { boxes: [...boxes, { left, top, width, height }], corner: undefined };
}

/** Takes back the corner that waits, else the last rectangle. */
export function takeBack({ boxes, corner }: Covering): Covering {
  return corner ? { boxes, corner: undefined } : { boxes: boxes.slice(0, -1), corner: undefined };
}
