import { describe, expect, test } from 'vitest';
import { converterOf, coordinateSystems } from './geometry.ts';
import { doubtsOf, type KnownParcel } from './parcel-doubts.ts';
import type { FileParcel } from './parcel-file.ts';

const systemOf = (code: string) => {
  const system = coordinateSystems.find((one) => one.code === code);
  if (!system) throw new Error(code);
  return converterOf(system);
};
function square(number: string, x: number, wide: number, area: number, system = 'vn2000-10500'): FileParcel {
  const convert = systemOf(system);
  const corners: [number, number][] = [
    [x, 0],
    [x + wide, 0],
    [x + wide, wide],
    [x, wide],
  ];
  return {
    sheet: '1',
    number,
    landType: 'ODT',
    farmland: false,
    area: area * 1000,
    rings: [corners.map(([east, north]) => convert([586_000 + east, 1_026_000 + north]))],
    household: { key: 'H1', name: 'A', kind: 'household', place: '', resettles: false },
  };
}
const known = (parcel: FileParcel, own: boolean, project = 'Dự án khác'): KnownParcel => ({
  project,
  own,
  sheet: parcel.sheet,
  number: parcel.number,
  rings: parcel.rings,
});
const told = (parcels: FileParcel[], there: KnownParcel[] = []) =>
  doubtsOf(parcels, there).map(({ parcel, words }) => `${parcel} ${words.vi}`);

describe('what is to be looked at before parcels are entered', () => {
  test('nothing where areas and borders agree', () => {
    expect(told([square('1', 0, 20, 400), square('2', 20, 20, 400)])).toEqual([]);
  });

  test('an area far from that of the shape, a little one is not said', () => {
    expect(told([square('1', 0, 20, 404)])).toEqual([]);
    expect(told([square('1', 0, 20, 4000)])).toEqual([expect.stringContaining('1-1 diện tích ghi 4.000 m²')]);
  });

  test('shapes over each other, over those that are there, and over those of another project', () => {
    expect(told([square('1', 0, 20, 400), square('2', 10, 20, 400)])).toEqual([
      expect.stringMatching(/^1-1 chồng lên thửa 1-2: (?:199|200)/),
    ]);
    const other = known(square('9', 10, 20, 400), false);
    expect(told([square('1', 0, 20, 400)], [other])).toEqual([
      expect.stringContaining('chồng lên thửa 1-9 (Dự án khác)'),
    ]);
    // Entered again it is itself.
    expect(told([square('1', 0, 20, 400)], [known(square('1', 0, 20, 400), true)])).toEqual([]);
  });

  test('a parcel of another project', () => {
    const there = { ...known(square('1', 500, 20, 400), false), rings: null };
    expect(told([{ ...square('1', 0, 20, 400), rings: null }], [there])).toEqual([
      '1-1 đã có trong dự án “Dự án khác”',
    ]);
  });

  test('another meridian than that of the other parcels', () => {
    const there = [known(square('8', 0, 20, 400), true), known(square('9', 40, 20, 400), true)];
    expect(told([square('1', 80, 20, 400)], there)).toEqual([]);
    expect(told([square('1', 80, 20, 400, 'vn2000-10530')], there)).toEqual([
      expect.stringMatching(/cách các thửa khác của địa bàn khoảng 5\d km/),
    ]);
  });
});
