import type { Bilingual, Language } from '../../platform/language.ts';
import { formatThousandths } from '../../platform/vietnamese.ts';
import type { Rings } from './land.ts';
import type { FileParcel } from './parcel-file.ts';
import { areaOf, overlaps, type Placed, toleranceOf } from './parcel-shape.ts';

/** A parcel that is there already, in this project or another. */
export interface KnownParcel {
  project: string;
  own: boolean;
  sheet: string;
  number: string;
  rings: Rings | null;
}

/** Something about a file that may be right and has to be looked at before it is entered. */
export interface Doubt {
  parcel: string;
  words: Bilingual;
}

// To a tenth of a square metre: no corner is known better.
const square = (area: number, language: Language) => formatThousandths(Math.round(area * 10) * 100, language);

const words = {
  area: (stated: number, computed: number, tolerance: number): Bilingual => ({
    vi: `diện tích ghi ${square(stated, 'vi')} m², tính theo tọa độ là ${square(computed, 'vi')} m² (lệch quá ${square(tolerance, 'vi')} m²)`,
    en: `stated as ${square(stated, 'en')} m², by its corners ${square(computed, 'en')} m² (off by more than ${square(tolerance, 'en')} m²)`,
  }),
  overlap: (other: string, area: number): Bilingual => ({
    vi: `chồng lên thửa ${other}: ${square(area, 'vi')} m²`,
    en: `covers parcel ${other}: ${square(area, 'en')} m²`,
  }),
  far: (kilometres: number): Bilingual => ({
    vi: `cách các thửa khác của địa bàn khoảng ${kilometres} km: kiểm tra hệ tọa độ và kinh tuyến trục`,
    en: `some ${kilometres} km from the other parcels of the place: look at the system and its meridian`,
  }),
  elsewhere: (project: string): Bilingual => ({
    vi: `đã có trong dự án “${project}”`,
    en: `is in the project “${project}” already`,
  }),
};

const thousand = 1000;
// Farther apart (km) are no two parcels of a commune; half a degree of meridian is some 55.
const farthest = 15;
const nameOf = ({ sheet, number }: { sheet: string; number: string }) => `${sheet}-${number}`;

/**
 * Holds parcels of a file against their own shapes, against each other and against what is there: areas that differ by
 * more than the rules for cadastral maps let them, shapes that cover each other, parcels of another project. None of
 * these stops an import; each is shown, and entered knowingly.
 */
export function doubtsOf(parcels: readonly FileParcel[], known: readonly KnownParcel[]): Doubt[] {
  const doubts: Doubt[] = [];
  for (const parcel of parcels) {
    if (!parcel.rings) continue;
    const [stated, computed] = [parcel.area / thousand, areaOf(parcel.rings)];
    const tolerance = toleranceOf(stated);
    if (Math.abs(stated - computed) > tolerance)
      doubts.push({ parcel: nameOf(parcel), words: words.area(stated, computed, tolerance) });
  }
  const elsewhere = new Map(known.filter((one) => !one.own).map((one) => [nameOf(one), one.project]));
  for (const parcel of parcels) {
    const project = elsewhere.get(nameOf(parcel));
    if (project !== undefined) doubts.push({ parcel: nameOf(parcel), words: words.elsewhere(project) });
  }
  doubts.push(...strays(parcels, known));
  const own = new Set(parcels.map(nameOf));
  const placed = (one: { rings: Rings | null }, name: string): Placed[] =>
    one.rings ? [{ name, rings: one.rings }] : [];
  const found = overlaps(
    parcels.flatMap((one) => placed(one, nameOf(one))),
    known.flatMap((one) =>
      // Parcels that are entered again are themselves.
      one.own && own.has(nameOf(one))
        ? []
        : placed(one, one.own ? nameOf(one) : `${nameOf(one)} (${one.project})`),
    ),
  );
  for (const { one, other, area } of found) doubts.push({ parcel: one, words: words.overlap(other, area) });
  return doubts;
}

const corner = ({ rings }: { rings: Rings | null }) => rings?.[0]?.[0];
const kilometresOfDegree = 111;

/** How far two places are from each other, in kilometres, as the crow flies and as exactly as it is asked here. */
function apart([x, y]: readonly [number, number], [otherX, otherY]: readonly [number, number]): number {
  const narrower = Math.cos((y * Math.PI) / 180);
  return Math.hypot((x - otherX) * narrower, y - otherY) * kilometresOfDegree;
}

/** Parcels far from all others: of another meridian or system than the file was said to be in. */
function strays(parcels: readonly FileParcel[], known: readonly KnownParcel[]): Doubt[] {
  const shaped = parcels.flatMap((parcel) => {
    const at = corner(parcel);
    return at ? [{ parcel, at }] : [];
  });
  const there = known.map(corner).filter((at) => at !== undefined);
  // The middle one of each: a few strays do not move it.
  const middle = (points: readonly (readonly [number, number])[]): [number, number] | undefined => {
    const of = (axis: 0 | 1) =>
      points.map((point) => point[axis]).toSorted((a, b) => a - b)[points.length >> 1];
    const [x, y] = [of(0), of(1)];
    return x === undefined || y === undefined ? undefined : [x, y];
  };
  const centre = middle(there) ?? middle(shaped.map(({ at }) => at));
  if (!centre) return [];
  return shaped.flatMap(({ parcel, at }): Doubt[] => {
    const distance = apart(at, centre);
    return distance > farthest ? [{ parcel: nameOf(parcel), words: words.far(Math.round(distance)) }] : [];
  });
}
