import { readFeatures } from '../../platform/geo/features.ts';
import type { Bilingual } from '../../platform/language.ts';
import { type Point, readAmount } from '../../platform/sheet/amount.ts';
import { readSheets, type Sheet, UnreadableSheet, type Written } from '../../platform/sheet/sheet.ts';
import { type Columns, tableOf } from '../../platform/sheet/table.ts';
import { fold } from '../../platform/vietnamese.ts';
import { type CoordinateSystem, converterOf, inVietnam } from './geometry.ts';
import { type HouseholdKind, isFarmland, type Rings } from './land.ts';
import { shapeFault } from './parcel-shape.ts';

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
  /** Amounts that can be read both ways: what a point means has to be told. */
  asksPoint: boolean;
  /** Of a workbook: which sheet was read, which others could be, and in what its text came. */
  sheet?: { read: string; others: string[]; was: Sheet['was'] };
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
  ambiguous: (typed: string) => ({
    vi: `Diện tích “${typed}” có thể đọc theo hai cách. Chọn nghĩa của dấu chấm rồi gửi lại tệp.`,
    en: `The area “${typed}” can be read in two ways. Choose what the point means and send the file again.`,
  }),
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
  line: {
    vi: 'Các đỉnh nằm trên một đường: không thành hình.',
    en: 'The corners lie in a line: they make no shape.',
  },
  crossing: {
    vi: 'Ranh thửa tự cắt: các đỉnh sai thứ tự.',
    en: 'The border crosses itself: the corners are in the wrong order.',
  },
  shape: { vi: 'Cần Polygon hoặc MultiPolygon.', en: 'A Polygon or MultiPolygon is needed.' },
} satisfies Record<string, Bilingual | ((name: string) => Bilingual)>;

/** Columns of a table and properties of a feature, with the names they may have. */
const columns = {
  to: ['so to', 'to ban do', 'to ban do so', 'so to ban do', 'to bd', 'sheet'],
  thua: ['so thua', 'thua dat', 'thua so', 'so hieu thua', 'thua dat so', 'so thua dat', 'parcel'],
  loai_dat: ['loai dat', 'muc dich su dung', 'muc dich su dung dat', 'mdsd', 'land type'],
  dien_tich: ['dien tich', 'dien tich thu hoi', 'dien tich dat', 'dt', 'dt thu hoi', 'area'],
  ma_ho: ['ma ho', 'ma ho gia dinh', 'so ho so', 'household'],
  chu_su_dung: [
    'chu su dung',
    'ten chu su dung',
    'chu su dung dat',
    'nguoi su dung dat',
    'ten',
    'chu ho',
    'ho va ten',
    'ho ten',
    'ten chu ho',
    'name',
  ],
  doi_tuong: ['doi tuong', 'loai doi tuong', 'kind'],
  dia_chi: ['dia chi', 'dia chi thuong tru', 'noi o', 'address'],
  tai_dinh_cu: ['tai dinh cu', 'tdc', 'resettles'],
  toa_do: ['toa do', 'points'],
} as const satisfies Columns<string>;
type Column = keyof typeof columns;
const needed: readonly Column[] = ['to', 'thua', 'loai_dat', 'dien_tich', 'ma_ho', 'chu_su_dung'];

/** The columns of a table of parcels, as the page tells them. */
export const parcelColumns = Object.keys(columns) as Column[];

/** A table as it is read, with a row for each way to write it. */
export const parcelSample: Written = {
  name: 'thua-dat',
  header: parcelColumns,
  rows: [
    ['12', '45', 'ODT', 245.6, 'H001', 'Họ tên chủ hộ', 'hộ gia đình', 'Khóm, phường', 'không', ''],
    [
      '12',
      '46',
      'LUC',
      1820,
      'H002',
      'Tên tổ chức',
      'tổ chức',
      'Địa chỉ',
      'không',
      '586000 1130000; 586040 1130000; 586040 1130045.5; 586000 1130045.5',
    ],
  ],
};

const byProperty = new Map(
  parcelColumns.flatMap((name) => [name, ...columns[name]].map((one): [string, Column] => [one, name])),
);
const columnOf = (property: string): Column | undefined =>
  byProperty.get(fold(property).trim()) ?? byProperty.get(fold(property).replaceAll('_', ' ').trim());

interface Row {
  line: number;
  text(name: Column): string;
  number(name: Column): number | undefined;
  rings?: Rings | null;
  fault?: Bilingual;
}

/** How a file is to be read. */
export interface ParcelReading {
  /** Of the coordinates in the file. */
  system: CoordinateSystem;
  point: Point;
  /** Which sheet of a workbook; the first that is not hidden where none is named. */
  sheet?: string | undefined;
}

/**
 * Reads parcels from GeoJSON (RFC 7946), CSV, XLSX or ODS. Nothing is kept: what is wrong is told line by line.
 */
export async function readParcels(name: string, bytes: Buffer, reading: ParcelReading): Promise<ParcelFile> {
  const file: ParcelFile = { parcels: [], faults: [], asksPoint: false };
  let rows: Row[];
  try {
    rows = /\.(geo)?json$/i.test(name) ? await readMap(bytes) : await readTable(name, bytes, reading, file);
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    return { ...file, faults: [{ line: 0, words: words[error.fault] }] };
  }
  if (file.faults.length > 0) return file;
  if (rows.length === 0) return { ...file, faults: [{ line: 0, words: words.empty }] };
  readRows(rows, reading, file);
  return file;
}

function readRows(rows: readonly Row[], reading: ParcelReading, file: ParcelFile): void {
  const { parcels, faults } = file;
  const convert = converterOf(reading.system);
  const seen = new Set<string>();
  const names = new Map<string, string>();
  for (const row of rows) {
    const fault = (one: Bilingual) => faults.push({ line: row.line, words: one });
    const before = faults.length;
    if (row.fault) fault(row.fault);
    for (const column of needed) if (!row.text(column)) fault(words.missing(column));
    const [sheet, number, key, holder] = [
      row.text('to'),
      row.text('thua'),
      row.text('ma_ho'),
      row.text('chu_su_dung'),
    ];
    const typed = row.text('dien_tich');
    const area = readAmount(typed, row.number('dien_tich'), reading.point);
    if (area === 'ambiguous') {
      file.asksPoint = true;
      fault(words.ambiguous(typed));
    } else if (typed && area === 'bad') fault(words.area);
    const of = `${sheet}-${number}`;
    if (seen.has(of)) fault(words.twice(of));
    seen.add(of);
    const named = names.get(key);
    if (named !== undefined && named !== holder) fault(words.differs(key));
    names.set(key, holder);
    const rings = row.rings === undefined ? pointsOf(row.text('toa_do')) : row.rings;
    if (rings === 'bad') fault(words.points);
    const shape = rings && rings !== 'bad' ? rings.map((ring) => ring.map(convert)) : null;
    if (shape?.some((ring) => ring.some((point) => !inVietnam(point)))) fault(words.place);
    const broken = shape && faults.length === before ? shapeFault(shape) : undefined;
    if (broken) fault(words[broken]);
    if (faults.length > before || typeof area !== 'number') continue;
    parcels.push({
      sheet,
      number,
      landType: row.text('loai_dat'),
      farmland: isFarmland(row.text('loai_dat')),
      area,
      rings: shape,
      household: {
        key,
        name: holder,
        kind: /^(to chuc|organisation|tc)$/.test(fold(row.text('doi_tuong'))) ? 'organisation' : 'household',
        place: row.text('dia_chi'),
        resettles: /^(co|x|1|yes|true)$/.test(fold(row.text('tai_dinh_cu'))),
      },
    });
  }
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

async function readTable(
  name: string,
  bytes: Buffer,
  reading: ParcelReading,
  file: ParcelFile,
): Promise<Row[]> {
  const all = await readSheets(name, bytes);
  const shown = all.filter((one) => !one.hidden);
  const sheet = all.find((one) => one.name === reading.sheet) ?? shown.find((one) => one.rows.length > 0);
  if (!sheet) return [];
  file.sheet = {
    read: sheet.name,
    others: all.filter((one) => one !== sheet && one.rows.length > 0).map((one) => one.name),
    was: sheet.was,
  };
  const table = tableOf(sheet, columns, needed);
  for (const column of table.missing)
    file.faults.push({ line: table.headerLine, words: words.column(column) });
  return table.rows;
}

async function readMap(bytes: Buffer): Promise<Row[]> {
  return (await readFeatures(bytes)).map(({ properties, rings }, index) => {
    const values = new Map<Column, string | number | boolean>();
    for (const [name, value] of properties) {
      const column = columnOf(name);
      if (column) values.set(column, value);
    }
    const number = (name: Column) => {
      const value = values.get(name);
      return typeof value === 'number' ? value : undefined;
    };
    const row = { line: index + 1, text: (name: Column) => String(values.get(name) ?? '').trim(), number };
    return rings === 'bad' ? { ...row, rings: null, fault: words.shape } : { ...row, rings };
  });
}
