import { intersection } from 'polyclip-ts';
import { parcelAreaTolerance } from '../../ground/law/parcel-area.ts';
import type { Rings } from './land.ts';

type Point = readonly [longitude: number, latitude: number];
type Ring = readonly Point[];

// Shapes narrower than this (m) are points in a line: corners are known to a centimetre.
const narrowest = 0.02;
// Comparing every edge with every other; no parcel has more corners than this.
const mostCorners = 2000;

/** Metres of a degree at a latitude on the ellipsoid of WGS 84 (series of the meridian and the parallel). */
function metres(latitude: number): { x: number; y: number } {
  const phi = (latitude * Math.PI) / 180;
  return {
    x: 111412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi),
    y: 111132.92 - 559.82 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
  };
}

/** Twice the signed area of a ring around its first point, in square metres. */
function turned(ring: Ring): number {
  const origin = ring[0];
  if (!origin) return 0;
  const scale = metres(origin[1]);
  let sum = 0;
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? origin;
    sum += (x - origin[0]) * (nextY - origin[1]) - (nextX - origin[0]) * (y - origin[1]);
  }
  return sum * scale.x * scale.y;
}

/** The area within rings of longitude and latitude, holes taken off, in square metres. */
export function areaOf(rings: Rings): number {
  const [outer, ...others] = rings;
  if (!outer) return 0;
  return others.reduce(
    (area, ring) => {
      const first = ring[0];
      const size = Math.abs(turned(ring)) / 2;
      return first && within(outer, first) ? area - size : area + size;
    },
    Math.abs(turned(outer)) / 2,
  );
}

/** Whether a point lies within a ring (ray casting). */
function within(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (const [at, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(at + 1) % ring.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** What is wrong with a shape by itself: its corners lie in a line, or its edges cross each other. */
export function shapeFault(rings: Rings): 'line' | 'crossing' | undefined {
  for (const ring of rings) {
    const corners = withoutRepeats(ring);
    if (crosses(corners)) return 'crossing';
    if (corners.length < 3 || Math.abs(turned(corners)) / lengthOf(corners) < narrowest) return 'line';
  }
  return undefined;
}

/** The length of a ring, in metres. */
function lengthOf(ring: Ring): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    const scale = metres(y);
    return sum + Math.hypot((nextX - x) * scale.x, (nextY - y) * scale.y);
  }, 0);
}

function withoutRepeats(ring: Ring): Point[] {
  const same = (a: Point, b: Point | undefined) => b !== undefined && a[0] === b[0] && a[1] === b[1];
  const corners = ring.filter((point, at) => !same(point, ring[at - 1]));
  if (corners.length > 1 && same(corners[0] as Point, corners.at(-1))) corners.pop();
  return corners;
}

const side = (a: Point, b: Point, c: Point): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

function crosses(ring: readonly Point[]): boolean {
  if (ring.length < 4 || ring.length > mostCorners) return false;
  const corner = (at: number) => ring[at % ring.length] as Point;
  for (let one = 0; one < ring.length; one++) {
    for (let two = one + 2; two < ring.length; two++) {
      // The last edge ends where the first begins.
      if (one === 0 && two === ring.length - 1) continue;
      const [a, b, c, d] = [corner(one), corner(one + 1), corner(two), corner(two + 1)];
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
    }
  }
  return false;
}

/** How far a computed area may be from the stated one, in square metres. */
export const toleranceOf = (area: number): number =>
  parcelAreaTolerance.factor * parcelAreaTolerance.scale * Math.sqrt(area);

/** A shape to be held against others. */
export interface Placed {
  name: string;
  rings: Rings;
}

export interface Overlap {
  one: string;
  other: string;
  /** Square metres. */
  area: number;
}

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

function boxOf({ rings }: Placed): Box {
  const box: Box = { west: 180, south: 90, east: -180, north: -90 };
  for (const [x, y] of rings[0] ?? []) {
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.south = Math.min(box.south, y);
    box.north = Math.max(box.north, y);
  }
  return box;
}

/**
 * Shapes that cover others by more than their areas may be off. Sorted by where they begin, so that each is held
 * against its neighbours and not against all.
 *
 * @param own held against each other and against `others`
 */
export function overlaps(own: readonly Placed[], others: readonly Placed[] = []): Overlap[] {
  const all = [
    ...own.map((shape) => ({ shape, box: boxOf(shape), mine: true })),
    ...others.map((shape) => ({ shape, box: boxOf(shape), mine: false })),
  ].toSorted((a, b) => a.box.west - b.box.west);
  const found: Overlap[] = [];
  for (const [at, a] of all.entries()) {
    for (let next = at + 1; next < all.length; next++) {
      const b = all[next];
      if (!b || b.box.west >= a.box.east) break;
      if ((!a.mine && !b.mine) || b.box.south >= a.box.north || b.box.north <= a.box.south) continue;
      const area = commonArea(a.shape.rings, b.shape.rings);
      const least = toleranceOf(Math.min(areaOf(a.shape.rings), areaOf(b.shape.rings)));
      if (area > least)
        found.push(
          a.mine
            ? { one: a.shape.name, other: b.shape.name, area }
            : { one: b.shape.name, other: a.shape.name, area },
        );
    }
  }
  return found;
}

/** The area that two shapes share, in square metres; of shapes that cannot be cut it is none. */
function commonArea(a: Rings, b: Rings): number {
  try {
    return intersection([a], [b]).reduce((sum, polygon) => sum + areaOf(polygon as Rings), 0);
  } catch {
    return 0;
  }
}
