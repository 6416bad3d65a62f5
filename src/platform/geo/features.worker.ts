import { holdable } from '../text.ts';
import type { MapFeature } from './features.ts';

// Parcels of the largest project have some thousands; a point of a boundary is surveyed, not drawn.
const mostFeatures = 20_000;
const mostPoints = 1_000_000;

interface Feature {
  properties?: Record<string, unknown> | null;
  geometry?: { type?: string; coordinates?: unknown } | null;
}

export function features(bytes: Uint8Array): MapFeature[] | 'tooBig' | 'unreadable' {
  let read: { features?: (Feature | null)[] } | null;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return 'unreadable';
  }
  if (!Array.isArray(read?.features)) return 'unreadable';
  if (read.features.length > mostFeatures) return 'tooBig';
  const found = read.features.map((feature) => ({
    properties: propertiesOf(feature?.properties),
    rings: ringsOf(feature?.geometry),
  }));
  const points = found.reduce((sum, { rings }) => sum + (Array.isArray(rings) ? rings.flat().length : 0), 0);
  return points > mostPoints ? 'tooBig' : found;
}

function propertiesOf(given: Feature['properties']): MapFeature['properties'] {
  return Object.entries(given ?? {}).flatMap(([name, value]): MapFeature['properties'] => {
    if (typeof value === 'string') return [[holdable(name), holdable(value).normalize('NFC').trim()]];
    return typeof value === 'number' || typeof value === 'boolean' ? [[holdable(name), value]] : [];
  });
}

const isPoint = (one: unknown): one is [number, number] =>
  Array.isArray(one) && one.length >= 2 && one.slice(0, 2).every((number) => Number.isFinite(number));

function ringsOf(geometry: Feature['geometry']): MapFeature['rings'] {
  if (!geometry) return null;
  const { coordinates } = geometry;
  const polygons =
    geometry.type === 'Polygon'
      ? [coordinates]
      : geometry.type === 'MultiPolygon' && Array.isArray(coordinates)
        ? coordinates
        : undefined;
  const rings = polygons?.flat() as unknown;
  const sound =
    Array.isArray(rings) &&
    rings.length > 0 &&
    rings.every((ring) => Array.isArray(ring) && ring.length >= 3 && ring.every(isPoint));
  if (!sound) return 'bad';
  return (rings as [number, number][][]).map((ring) => ring.map(([x, y]) => [x, y]));
}
