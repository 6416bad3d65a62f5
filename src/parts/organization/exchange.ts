import { type Role, roles } from '../../ground/access/decision.ts';
import { type UnitKind, unitKinds } from '../../ground/organization/organization.ts';
import type { Sheet } from '../../platform/sheet/sheet.ts';
import { type Columns, type Table, tableOf } from '../../platform/sheet/table.ts';
import type { PlainDate } from '../../platform/time.ts';
import { codePattern } from './reorganisation.input.ts';

/** The sheets by which units, posts and people are exchanged, each with its columns. */
export const sheetColumns = {
  'don-vi': ['ma', 'loai', 'ten', 'ten_tieng_anh', 'ma_cap_tren', 'khom_ap', 'tu_ngay'],
  'vi-tri': ['ma', 'ma_don_vi', 'vai_tro', 'ten', 'ten_tieng_anh', 'giai_quyet_to_cao', 'tu_ngay'],
  'nhan-su': ['ten_dang_nhap', 'ho_ten', 'ma_vi_tri', 'tu_ngay'],
} as const;
export type SheetName = keyof typeof sheetColumns;
type Column<Name extends SheetName> = (typeof sheetColumns)[Name][number];

/** What people call the columns; their own names are taken as well. */
const headings: { [Name in SheetName]: Columns<Column<Name>> } = {
  'don-vi': {
    ma: ['mã đơn vị', 'code'],
    loai: ['loại đơn vị', 'cấp', 'kind'],
    ten: ['tên đơn vị', 'name'],
    ten_tieng_anh: ['tên tiếng Anh', 'english name'],
    ma_cap_tren: ['mã cấp trên', 'mã đơn vị cấp trên', 'trực thuộc', 'parent'],
    khom_ap: ['khóm, ấp', 'khóm ấp', 'thôn', 'tổ dân phố'],
    tu_ngay: ['từ ngày', 'ngày thành lập', 'from'],
  },
  'vi-tri': {
    ma: ['mã vị trí', 'code'],
    ma_don_vi: ['mã đơn vị', 'đơn vị', 'unit'],
    vai_tro: ['vai trò', 'role'],
    ten: ['tên vị trí', 'chức danh', 'chức vụ', 'title'],
    ten_tieng_anh: ['tên tiếng Anh', 'english title'],
    giai_quyet_to_cao: ['giải quyết tố cáo', 'handles denunciations'],
    tu_ngay: ['từ ngày', 'from'],
  },
  'nhan-su': {
    ten_dang_nhap: ['tên đăng nhập', 'tài khoản', 'username'],
    ho_ten: ['họ và tên', 'họ tên', 'name'],
    ma_vi_tri: ['mã vị trí', 'vị trí', 'post'],
    tu_ngay: ['từ ngày', 'from'],
  },
};
const needed: { [Name in SheetName]: readonly Column<Name>[] } = {
  'don-vi': ['ma', 'loai', 'ten', 'tu_ngay'],
  'vi-tri': ['ma', 'ma_don_vi', 'vai_tro', 'ten', 'tu_ngay'],
  'nhan-su': ['ten_dang_nhap', 'ho_ten'],
};

export interface UnitLine {
  code: string;
  kind: UnitKind;
  vi: string;
  en: string;
  parent: string | null;
  hamlets: string[];
  from: PlainDate;
}
export interface PostLine {
  code: string;
  unit: string;
  role: Role;
  vi: string;
  en: string;
  handles: boolean;
  from: PlainDate;
}
export interface PersonLine {
  username: string;
  name: string;
  post: string | null;
  from: PlainDate | null;
}

/** Why a row cannot be taken; each is a key of the texts. */
export type RowFault =
  | 'required'
  | 'badCode'
  | 'badUsername'
  | 'badKind'
  | 'badRole'
  | 'badDate'
  | 'badYesNo'
  | 'twice'
  | 'differs'
  | 'unknownParent'
  | 'unknownUnit'
  | 'unknownPost'
  | 'postHeld'
  | 'beforeUnit'
  | 'codeUsed'
  | 'cycle'
  | 'noColumn';

/** A fault of a file, named by sheet, line and column. */
export interface FileFault {
  sheet: string;
  line: number;
  column: string;
  fault: RowFault;
  value: string;
}

/** What is there already, by code. */
export interface Existing {
  units: ReadonlyMap<
    string,
    { kind: string; vi: string; en: string; parent: string | null; hamlets: string[]; from: PlainDate }
  >;
  posts: ReadonlyMap<
    string,
    {
      unit: string;
      role: string;
      vi: string;
      handles: boolean;
      from: PlainDate;
      /** First day on which nobody holds it any more; null while somebody does without end. */
      freeFrom: PlainDate | null;
    }
  >;
  people: ReadonlyMap<string, { name: string; posts: readonly string[] }>;
  /** Codes of units and posts that are no more: they are not used again. */
  ended: ReadonlySet<string>;
}

/** What a file comes to: rows to add, rows that are there already, and every fault. */
export interface Import {
  units: UnitLine[];
  posts: PostLine[];
  people: PersonLine[];
  /** Rows that say what already is. */
  unchanged: number;
  faults: FileFault[];
  /** Sheets of the file that are none of ours, or hidden. */
  unknownSheets: string[];
  /** What was read as what; in what old font or encoding its text came. */
  read: { sheet: string; as: SheetName; rows: number; was: Sheet['was'] }[];
  /** The rows that have a fault, as they stand in the file, for one that is put right and sent again. */
  bad: { sheet: string; as: SheetName; header: string[]; line: number; cells: string[] }[];
}

const usernamePattern = /^[a-z0-9][a-z0-9.-]{1,39}$/;

/**
 * Reads sheets into what can be imported. An import adds; it never changes what is there: that is what
 * a reorganisation is for. Units may stand in any order, each after or before its parent.
 */
export function readImport(sheets: readonly Sheet[], existing: Existing): Import {
  const result: Import = {
    units: [],
    posts: [],
    people: [],
    unchanged: 0,
    faults: [],
    unknownSheets: [],
    read: [],
    bad: [],
  };
  const known = sheets
    .filter((sheet) => !sheet.hidden && sheet.rows.length > 0)
    .map((sheet) => ({ sheet, as: kindOf(sheet) }));
  const named = <Name extends SheetName>(name: Name): Table<Column<Name>>[] =>
    known.flatMap(({ sheet, as }) => (as === name ? [tableOf(sheet, headings[name], needed[name])] : []));
  result.unknownSheets = sheets
    .filter((sheet) => sheet.rows.length > 0 && !known.some((one) => one.sheet === sheet && one.as))
    .map((sheet) => sheet.name);
  for (const { sheet, as } of known)
    if (as) result.read.push({ sheet: sheet.name, as, rows: sheet.rows.length - 1, was: sheet.was });

  const newUnits = new Map<string, UnitLine>();
  for (const table of named('don-vi')) {
    for (const row of rowsOf(table, 'don-vi', result)) {
      const line: UnitLine = {
        code: row.text('ma', codePattern, 'badCode'),
        kind: row.choice('loai', unitKinds, 'badKind'),
        vi: row.text('ten'),
        en: row.optional('ten_tieng_anh') || row.optional('ten'),
        parent: row.optional('ma_cap_tren') || null,
        hamlets: row
          .optional('khom_ap')
          .split(';')
          .map((one) => one.trim())
          .filter(Boolean),
        from: row.day('tu_ngay'),
      };
      const there = existing.units.get(line.code);
      if (newUnits.has(line.code)) row.fault('ma', 'twice');
      if (there) {
        if (there.vi !== line.vi) row.fault('ten', 'differs');
        if (there.kind !== line.kind) row.fault('loai', 'differs');
        if (there.parent !== line.parent) row.fault('ma_cap_tren', 'differs');
        if (row.optional('ten_tieng_anh') && there.en !== line.en) row.fault('ten_tieng_anh', 'differs');
        if (there.hamlets.join('; ') !== line.hamlets.join('; ')) row.fault('khom_ap', 'differs');
        if (there.from !== line.from) row.fault('tu_ngay', 'differs');
        result.unchanged += Number(row.good);
      } else if (existing.ended.has(line.code)) row.fault('ma', 'codeUsed');
      else if (row.good) newUnits.set(line.code, line);
    }
  }
  const lineOf = (code: string) => {
    for (const table of named('don-vi')) {
      const row = table.rows.find((one) => one.text('ma') === code);
      if (row) return { table, row };
    }
    return undefined;
  };
  const parentFault = (line: UnitLine, fault: RowFault) => {
    newUnits.delete(line.code);
    const at = lineOf(line.code);
    result.faults.push({
      sheet: at?.table.sheet ?? '',
      line: at?.row.line ?? 0,
      column: 'ma_cap_tren',
      fault,
      value: line.parent ?? '',
    });
    if (at) result.bad.push(badRow(at.table, 'don-vi', at.row));
  };
  for (const line of onCycles(newUnits)) parentFault(line, 'cycle');
  // A parent may come later in the file; one that is bad takes its children with it.
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of newUnits.values()) {
      if (line.parent === null) continue;
      const parent = existing.units.get(line.parent) ?? newUnits.get(line.parent);
      const fault = !parent ? 'unknownParent' : parent.from > line.from ? 'beforeUnit' : undefined;
      if (!fault) continue;
      changed = true;
      parentFault(line, fault);
    }
  }
  result.units = parentsFirst(newUnits, existing);

  const newPosts = new Map<string, PostLine>();
  for (const table of named('vi-tri')) {
    for (const row of rowsOf(table, 'vi-tri', result)) {
      const line: PostLine = {
        code: row.text('ma'),
        unit: row.text('ma_don_vi'),
        role: row.choice('vai_tro', roles, 'badRole'),
        vi: row.text('ten'),
        en: row.optional('ten_tieng_anh') || row.optional('ten'),
        handles: row.yes('giai_quyet_to_cao'),
        from: row.day('tu_ngay'),
      };
      const there = existing.posts.get(line.code);
      if (there) {
        if (there.unit !== line.unit) row.fault('ma_don_vi', 'differs');
        if (there.role !== line.role) row.fault('vai_tro', 'differs');
        if (there.vi !== line.vi) row.fault('ten', 'differs');
        if (there.handles !== line.handles) row.fault('giai_quyet_to_cao', 'differs');
        result.unchanged += Number(row.good);
        continue;
      }
      if (existing.ended.has(line.code)) row.fault('ma', 'codeUsed');
      const unit = existing.units.get(line.unit) ?? newUnits.get(line.unit);
      if (line.unit && !unit) row.fault('ma_don_vi', 'unknownUnit');
      if (unit && unit.from > line.from) row.fault('tu_ngay', 'beforeUnit');
      if (newPosts.has(line.code)) row.fault('ma', 'twice');
      if (row.good) newPosts.set(line.code, line);
    }
  }
  result.posts = [...newPosts.values()];

  const taken = new Set<string>();
  const names = new Map<string, string>();
  const seen = new Set<string>();
  for (const table of named('nhan-su')) {
    for (const row of rowsOf(table, 'nhan-su', result)) {
      const line: PersonLine = {
        username: row.text('ten_dang_nhap', usernamePattern, 'badUsername'),
        name: row.text('ho_ten'),
        post: row.optional('ma_vi_tri') || null,
        // Only a post begins on a day; an account without one does not.
        from: row.optional('ma_vi_tri') ? row.day('tu_ngay') : null,
      };
      const post =
        line.post === null ? undefined : (existing.posts.get(line.post) ?? newPosts.get(line.post));
      // One person may hold several posts, a row each; the same row twice is a slip.
      const pair = `${line.username} ${line.post}`;
      const before = names.get(line.username);
      if (seen.has(pair) || (before !== undefined && before !== line.name))
        row.fault('ten_dang_nhap', 'twice');
      seen.add(pair);
      names.set(line.username, line.name);
      const there = existing.people.get(line.username);
      if (there) {
        if (there.name !== line.name) row.fault('ho_ten', 'differs');
        if (line.post !== null && !post) row.fault('ma_vi_tri', 'unknownPost');
        else if (line.post !== null && !there.posts.includes(line.post)) row.fault('ma_vi_tri', 'differs');
        result.unchanged += Number(row.good);
        continue;
      }
      if (line.post !== null && !post) row.fault('ma_vi_tri', 'unknownPost');
      const free = post && 'freeFrom' in post ? post.freeFrom : undefined;
      const busy = free === null || (free !== undefined && line.from !== null && free > line.from);
      if (line.post !== null && (taken.has(line.post) || busy)) row.fault('ma_vi_tri', 'postHeld');
      if (post && line.from !== null && post.from > line.from) row.fault('tu_ngay', 'beforeUnit');
      if (!row.good) continue;
      if (line.post !== null) taken.add(line.post);
      result.people.push(line);
    }
  }
  return result;
}

/** What a sheet is of: by its name, else by its columns. */
function kindOf(sheet: Sheet): SheetName | undefined {
  const names = Object.keys(sheetColumns) as SheetName[];
  const called = names.find((name) => sheet.name.toLowerCase().startsWith(name));
  if (called) return called;
  return names.find(
    (name) => tableOf(sheet, headings[name] as Columns<string>, needed[name]).missing.length === 0,
  );
}

/** Units that by their parents come back to themselves. */
function onCycles(lines: ReadonlyMap<string, UnitLine>): UnitLine[] {
  return [...lines.values()].filter((line) => {
    const seen = new Set<string>();
    for (let at: UnitLine | undefined = line; at && !seen.has(at.code); ) {
      seen.add(at.code);
      at = at.parent === null ? undefined : lines.get(at.parent);
      if (at === line) return true;
    }
    return false;
  });
}

function badRow<Name extends string>(
  table: Table<Name>,
  as: SheetName,
  row: { line: number; cells: readonly string[] },
): Import['bad'][number] {
  return { sheet: table.sheet, as, header: [...table.header], line: row.line, cells: [...row.cells] };
}

function parentsFirst(lines: ReadonlyMap<string, UnitLine>, existing: Existing): UnitLine[] {
  const ordered = new Map<string, UnitLine>();
  const add = (line: UnitLine, depth: number): void => {
    if (ordered.has(line.code) || depth > lines.size) return;
    const parent =
      line.parent !== null && !existing.units.has(line.parent) ? lines.get(line.parent) : undefined;
    if (parent) add(parent, depth + 1);
    ordered.set(line.code, line);
  };
  for (const line of lines.values()) add(line, 0);
  return [...ordered.values()];
}

interface RowReader {
  readonly good: boolean;
  fault(column: string, fault: RowFault): void;
  optional(column: string): string;
  text(column: string, pattern?: RegExp, otherwise?: RowFault): string;
  choice<Value extends string>(column: string, values: readonly Value[], otherwise: RowFault): Value;
  day(column: string): PlainDate;
  yes(column: string): boolean;
}

function* rowsOf<Name extends SheetName>(
  table: Table<Column<Name>>,
  name: Name,
  result: Import,
): Generator<RowReader> {
  const { faults } = result;
  // A column that is missing is told once, not at every row.
  for (const column of table.missing)
    faults.push({ sheet: table.sheet, line: table.headerLine, column, fault: 'noColumn', value: '' });
  if (table.missing.length > 0) return;
  for (const row of table.rows) {
    const before = faults.length;
    const optional = (column: string) => row.text(column as Column<Name>);
    const fault = (column: string, what: RowFault) => {
      if (!faults.some((one, at) => at >= before && one.column === column))
        faults.push({ sheet: table.sheet, line: row.line, column, fault: what, value: optional(column) });
    };
    const text = (column: string, pattern?: RegExp, otherwise: RowFault = 'required') => {
      const value = optional(column);
      if (!value) fault(column, 'required');
      else if (pattern && !pattern.test(value)) fault(column, otherwise);
      return value;
    };
    yield {
      get good() {
        return faults.length === before;
      },
      fault,
      optional,
      text,
      choice: (column, values, otherwise) => {
        const value = values.find((candidate) => candidate === optional(column));
        if (!value) fault(column, optional(column) ? otherwise : 'required');
        return value as (typeof values)[number];
      },
      day: (column) => {
        const value = row.day(column as Column<Name>);
        if (!value) fault(column, text(column) ? 'badDate' : 'required');
        return value as PlainDate;
      },
      yes: (column) => {
        const value = optional(column).toLowerCase();
        if (!['', 'co', 'có', 'khong', 'không', 'yes', 'no'].includes(value)) fault(column, 'badYesNo');
        return ['co', 'có', 'yes'].includes(value);
      },
    };
    if (faults.length > before) result.bad.push(badRow(table, name, row));
  }
}
