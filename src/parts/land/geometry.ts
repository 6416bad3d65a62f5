import proj4 from 'proj4';
import type { Rings } from './land.ts';

/** A coordinate system that files come in: WGS 84, or VN-2000 with its central meridian. */
export interface CoordinateSystem {
  code: string;
  name: string;
  /** Degrees; none for WGS 84. */
  meridian?: number;
}

// Circular 973/2001/TT-TCĐC: central meridians of the provinces in zones of three degrees. Whose is whose is printed on
// their maps; some of those of this region are named here.
const meridians: readonly [degrees: number, minutes: number, of?: string][] = [
  [103, 0],
  [104, 0],
  [104, 30, 'Cà Mau, Kiên Giang'],
  [104, 45, 'An Giang'],
  [105, 0, 'Bạc Liêu, Cần Thơ, Hậu Giang, Đồng Tháp'],
  [105, 30, 'Sóc Trăng, Trà Vinh, Vĩnh Long'],
  [105, 45, 'TP. HCM, Long An, Tiền Giang, Bến Tre'],
  [106, 0],
  [106, 15],
  [106, 30],
  [107, 0],
  [107, 15],
  [107, 30],
  [107, 45, 'Đà Nẵng, Đồng Nai'],
  [108, 0],
  [108, 15],
  [108, 30],
];

export const coordinateSystems: readonly CoordinateSystem[] = [
  { code: 'wgs84', name: 'WGS 84 (kinh độ, vĩ độ)' },
  ...meridians.map(([degrees, minutes, of]) => {
    const two = String(minutes).padStart(2, '0');
    return {
      code: `vn2000-${degrees}${two}`,
      name: `VN-2000, KTT ${degrees}°${two}′${of ? ` (${of})` : ''}`,
      meridian: degrees + minutes / 60,
    };
  }),
];

// Decision 05/2007/QĐ-BTNMT: seven parameters from WGS 84 to VN-2000; zones of three degrees have k₀ = 0.9999.
const toWgs84 = '-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278';

/** Converts a point of a file (east, north) to longitude and latitude, about a centimetre wide. */
export function converterOf(system: CoordinateSystem): (point: [number, number]) => [number, number] {
  const rounded = ([x, y]: [number, number]): [number, number] => [
    Math.round(x * 1e7) / 1e7,
    Math.round(y * 1e7) / 1e7,
  ];
  if (system.meridian === undefined) return rounded;
  const from = `+proj=tmerc +lat_0=0 +lon_0=${system.meridian} +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +towgs84=${toWgs84} +units=m +no_defs`;
  const conversion = proj4(from, 'WGS84');
  return (point) => rounded(conversion.forward(point) as [number, number]);
}

/** Corners of Việt Nam with its islands, in degrees. */
export function inVietnam([longitude, latitude]: readonly [number, number]): boolean {
  return longitude >= 101 && longitude <= 118 && latitude >= 6 && latitude <= 24;
}

/** A parcel on the map: its shape and by what group it is painted. */
export interface Shape {
  rings: Rings;
  group: string;
}

// Corners are rounded to points of the picture: a map for everybody is no survey.
const width = 800;

/**
 * Parcels as a map, coarsened to points of the picture. North is up; a degree of longitude is as wide as it is there.
 *
 * @returns SVG paths by group, and the picture's height; undefined where nothing has a shape
 */
export function mapOf(
  shapes: readonly Shape[],
): { width: number; height: number; paths: Map<string, string> } | undefined {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { rings } of shapes)
    for (const [x, y] of rings[0] ?? []) {
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
  if (west > east) return undefined;
  const narrower = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const spanX = Math.max((east - west) * narrower, 1e-6);
  const spanY = Math.max(north - south, 1e-6);
  const scale = Math.min(width / spanX, width / spanY);
  const height = Math.max(40, Math.ceil(spanY * scale));
  const parts = new Map<string, string[]>();
  for (const { rings, group } of shapes) {
    let path = '';
    for (const ring of rings) {
      let [beforeX, beforeY] = [Number.NaN, Number.NaN];
      let points = 0;
      for (const [longitude, latitude] of ring) {
        const x = Math.round((longitude - west) * narrower * scale);
        const y = Math.round((north - latitude) * scale);
        if (x === beforeX && y === beforeY) continue;
        // From point to point: shorter to send than where each one is.
        path += points === 0 ? `M${x} ${y}` : `l${x - beforeX} ${y - beforeY}`;
        points += 1;
        [beforeX, beforeY] = [x, y];
      }
      if (points > 0) path += 'z';
    }
    const list = parts.get(group);
    if (list) list.push(path);
    else parts.set(group, [path]);
  }
  return {
    width,
    height,
    paths: new Map([...parts].map(([group, list]) => [group, list.join('')])),
  };
}

// Each group has its own lightness, so that the map reads without colours as well.
const fills: Record<string, string> = {
  before: '#fff',
  plan: '#f0c36d',
  decided: '#7b93c4',
  handed: '#1d5c38',
};

/** The map as a picture of its own (SVG 1.1): the page is there before it, and a slow line may leave it out. */
export function svgOf({ width, height, paths }: NonNullable<ReturnType<typeof mapOf>>): string {
  const drawn = [...paths].map(
    ([group, path]) =>
      `<path fill="${fills[group] ?? '#fff'}" stroke="#77705f" stroke-width=".5" d="${path}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 ${width + 4} ${height + 4}">${drawn.join('')}</svg>`;
}
