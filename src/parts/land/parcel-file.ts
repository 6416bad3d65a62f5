import { readFeatures } from '../../platform/geo/features.ts';
import type { Bilingual } from '../../platform/language.ts';
import { readDecimal } from '../../platform/page/form-spec.ts';
import { readSheets, UnreadableSheet } from '../../platform/sheet/sheet.ts';
import { fold } from '../../platform/vietnamese.ts';
import { type CoordinateSystem, converterOf, inVietnam } from './geometry.ts';
import { type HouseholdKind, isFarmland, type Rings } from './land.ts';

/** A parcel as a file has it, with whom it belongs to. */
export interface FileParcel {
  sheet: string;
  number: string;
  landType: string;
  farmland: boolean;
  /** Thousandths of a square metre. */
  area: number;
  rings: Rings | null;
  household: { key: string; name: string; kind: HouseholdKind; place: string; resettles: boolean };
}

/** What is wrong in a file, and in which of its lines or features. */
export interface FileFault {
  line: number;
  words: Bilingual;
}

export interface ParcelFile {
  parcels: FileParcel[];
  faults: FileFault[];
}

const words = {
  unreadable: { vi: 'Không đọc được tệp này.', en: 'The file cannot be read.' },
  tooBig: { vi: 'Tệp quá lớn.', en: 'The file is too big.' },
  empty: { vi: 'Tệp không có thửa đất nào.', en: 'The file has no parcels.' },
  column: (name: string) => ({ vi: `Thiếu cột “${name}”.`, en: `The column “${name}” is missing.` }),
  missing: (name: string) => ({ vi: `Thiếu “${name}”.`, en: `“${name}” is missing.` }),
  area: {
    vi: 'Diện tích phải là số lớn hơn 0, tối đa ba chữ số lẻ.',
    en: 'The area is a number above 0 with three decimals at most.',
  },
  twice: (parcel: string) => ({ vi: `Thửa ${parcel} có hai lần.`, en: `Parcel ${parcel} is there twice.` }),
  differs: (key: string) => ({
    vi: `Hộ ${key} có hai tên khác nhau trong tệp.`,
    en: `Household ${key} has two different names in the file.`,
  }),
  points: {
    vi: 'Tọa độ phải là các cặp “x y; x y; …”, ít nhất ba điểm.',
    en: 'Coordinates are pairs “x y; x y; …”, three points at least.',
  },
  place: {
    vi: 'Tọa độ nằm ngoài Việt Nam: sai hệ tọa độ hoặc kinh tuyến trục.',
    en: 'The coordinates are outside Việt Nam: another system or meridian.',
  },
  shape: { vi: 'Cần Polygon hoặc MultiPolygon.', en: 'A Polygon or MultiPolygon is needed.' },
} satisfies Record<string, Bilingual | ((name: string) => Bilingual)>;

/** Columns of a table and properties of a feature, with the names they may have. */
const columns = {
  sheet: ['to', 'so_to', 'to ban do', 'sheet'],
  number: ['thua', 'so_thua', 'so thua', 'parcel'],
  landType: ['loai_dat', 'loai dat', 'land_type'],
  area: ['dien_tich', 'dien tich', 'area'],
  key: ['ma_ho', 'ma ho', 'household'],
  name: ['chu_su_dung', 'chu su dung', 'ten', 'name'],
  kind: ['doi_tuong', 'doi tuong', 'kind'],
  place: ['dia_chi', 'dia chi', 'address'],
  resettles: ['tai_dinh_cu', 'tai dinh cu', 'resettles'],
  points: ['toa_do', 'toa do', 'points'],
} as const;
type Column = keyof typeof columns;
const needed: readonly Column[] = ['sheet', 'number', 'landType', 'area', 'key', 'name'];

const labels: Record<Column, string> = {
  sheet: 'to',
  number: 'thua',
  landType: 'loai_dat',
  area: 'dien_tich',
  key: 'ma_ho',
  name: 'chu_su_dung',
  kind: 'doi_tuong',
  place: 'dia_chi',
  resettles: 'tai_dinh_cu',
  points: 'toa_do',
};

/** The columns of a table of parcels, as the page tells them. */
export const parcelColumns = Object.values(labels);

function columnOf(name: string): Column | undefined {
  const plain = fold(name).trim();
  return (Object.keys(columns) as Column[]).find((one) =>
    (columns[one] as readonly string[]).includes(plain),
  );
}

type Row = { line: number; cells: Partial<Record<Column, string>>; rings?: Rings | null; fault?: Bilingual };

/**
 * Reads parcels from GeoJSON (RFC 7946), CSV or XLSX. Nothing is kept: what is wrong is told line by line.
 *
 * @param system of the coordinates in the file
 */
export async function readParcels(
  name: string,
  bytes: Buffer,
  system: CoordinateSystem,
): Promise<ParcelFile> {
  const faults: FileFault[] = [];
  let rows: Row[];
  try {
    rows = /\.(geo)?json$/i.test(name) ? await readMap(bytes) : await readTable(name, bytes, faults);
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    return { parcels: [], faults: [{ line: 0, words: words[error.fault] }] };
  }
  if (faults.length > 0) return { parcels: [], faults };
  if (rows.length === 0) return { parcels: [], faults: [{ line: 0, words: words.empty }] };
  const convert = converterOf(system);
  const seen = new Set<string>();
  const names = new Map<string, string>();
  const parcels: FileParcel[] = [];
  for (const row of rows) {
    const fault = (one: Bilingual) => faults.push({ line: row.line, words: one });
    const before = faults.length;
    if (row.fault) fault(row.fault);
    for (const column of needed) if (!row.cells[column]) fault(words.missing(labels[column]));
    const { sheet = '', number = '', landType = '', key = '', name: holder = '' } = row.cells;
    const area = areaOf(row.cells.area ?? '');
    if (row.cells.area && area === undefined) fault(words.area);
    const of = `${sheet}-${number}`;
    if (seen.has(of)) fault(words.twice(of));
    seen.add(of);
    const named = names.get(key);
    if (named !== undefined && named !== holder) fault(words.differs(key));
    names.set(key, holder);
    const rings = row.rings === undefined ? pointsOf(row.cells.points ?? '') : row.rings;
    if (rings === 'bad') fault(words.points);
    const shape = rings && rings !== 'bad' ? rings.map((ring) => ring.map(convert)) : null;
    if (shape?.some((ring) => ring.some((point) => !inVietnam(point)))) fault(words.place);
    if (faults.length > before || area === undefined) continue;
    parcels.push({
      sheet,
      number,
      landType,
      farmland: isFarmland(landType),
      area,
      rings: shape,
      household: {
        key,
        name: holder,
        kind: /^(to chuc|organisation|tc)$/.test(fold(row.cells.kind ?? '')) ? 'organisation' : 'household',
        place: row.cells.place ?? '',
        resettles: /^(co|x|1|yes|true)$/.test(fold(row.cells.resettles ?? '')),
      },
    });
  }
  return { parcels, faults };
}

/** An area as people and programs write it (1.234,5 or 1234.5), in thousandths. */
function areaOf(typed: string): number | undefined {
  const plain =
    /^\d+\.\d{1,3}$/.test(typed) && !/^\d{1,3}\.\d{3}$/.test(typed) ? typed.replace('.', ',') : typed;
  const value = readDecimal(plain);
  return value && value > 0 ? value : undefined;
}

function pointsOf(typed: string): Rings | 'bad' | null {
  if (!typed.trim()) return null;
  const ring = typed
    .split(';')
    .map((pair) =>
      pair
        .trim()
        .split(/[\s,]+/)
        .map(Number),
    )
    .filter((pair) => pair.length > 1 || !Number.isNaN(pair[0]));
  if (ring.length < 3 || ring.some((pair) => pair.length !== 2 || pair.some((one) => !Number.isFinite(one))))
    return 'bad';
  return [ring as [number, number][]];
}

async function readTable(name: string, bytes: Buffer, faults: FileFault[]): Promise<Row[]> {
  const [sheet] = await readSheets(name, bytes);
  if (!sheet) return [];
  const at = sheet.header.map(columnOf);
  for (const column of needed)
    if (!at.includes(column)) faults.push({ line: 1, words: words.column(labels[column]) });
  return sheet.rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(
      cells.flatMap((cell, index) => {
        const column = at[index];
        return column ? [[column, cell.trim()]] : [];
      }),
    ),
  }));
}

async function readMap(bytes: Buffer): Promise<Row[]> {
  return (await readFeatures(bytes)).map(({ properties, rings }, index) => {
    const cells: Row['cells'] = {};
    for (const [name, value] of properties) {
      const column = columnOf(name);
      if (!column) continue;
      cells[column] =
        typeof value === 'number' && column === 'area' ? value.toFixed(3).replace('.', ',') : String(value);
    }
    const row = { line: index + 1, cells };
    return rings === 'bad' ? { ...row, rings: null, fault: words.shape } : { ...row, rings };
  });
}
