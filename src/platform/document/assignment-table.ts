import { fold } from '../vietnamese.ts';

/** A row of a table that says who is to do what by when. */
export interface Assigned {
  number: string;
  task: string;
  lead: string;
  helpers: string;
  due: string;
}

const headings: Readonly<Record<keyof Assigned, RegExp>> = {
  number: /^(?:stt|tt|so tt|so thu tu)$/,
  task: /^(?:ten |noi dung )?(?:nhiem vu|cong viec|noi dung|hoat dong|nhiem vu cu the|nhiem vu,? giai phap)/,
  lead: /^(?:don vi|co quan)?(?: chiu trach nhiem)? ?(?:chu tri|thuc hien|tham muu|dau moi)/,
  helpers: /phoi hop/,
  due: /^(?:thoi gian|thoi han|han|tien do|ngay)|hoan thanh/,
};

/**
 * The rows of a table of assignments (STT, nhiệm vụ, chủ trì, phối hợp, thời hạn), as plans and directives have them in
 * their annexes.
 *
 * @param rows cells as text
 * @returns undefined for a table of another kind
 */
export function assignmentTable(rows: readonly (readonly string[])[]): Assigned[] | undefined {
  const head = rows.slice(0, 2).findIndex((row) => {
    const found = placesIn(row);
    return found.task !== undefined && found.lead !== undefined && row.length >= 3;
  });
  if (head < 0) return undefined;
  const places = placesIn(rows[head] ?? []);
  const cell = (row: readonly string[], name: keyof Assigned) => (row[places[name] ?? -1] ?? '').trim();
  return rows.slice(head + 1).flatMap((row): Assigned[] => {
    const one: Assigned = {
      number: cell(row, 'number'),
      task: cell(row, 'task'),
      lead: cell(row, 'lead'),
      helpers: cell(row, 'helpers'),
      due: cell(row, 'due'),
    };
    // Numbers of the columns, and rows that hold nothing.
    const counting = row.filter(Boolean).every((text) => /^\(?\d{1,2}\)?$/.test(text));
    if (counting || row.every((text) => !text)) return [];
    // A merged row is the heading of what follows: "I. Về cải cách hành chính".
    return one.lead === '' && one.due === '' ? [{ ...one, task: row.filter(Boolean).join(' ') }] : [one];
  });
}

function placesIn(row: readonly string[]): Partial<Record<keyof Assigned, number>> {
  const found: Partial<Record<keyof Assigned, number>> = {};
  for (const [at, text] of row.entries()) {
    const plain = fold(text).replace(/\s+/g, ' ').trim();
    const name = (Object.keys(headings) as (keyof Assigned)[]).find(
      (one) => found[one] === undefined && headings[one].test(plain),
    );
    if (name) found[name] = at;
  }
  return found;
}

const withStop = (text: string): string => (/[.;:!?…]$/.test(text) ? text : `${text}.`);

/** A row as a clause that says by its labels who leads, who helps and by when. */
export function assignmentLine({ number, task, lead, helpers, due }: Assigned): string {
  if (!lead && !due) return task;
  const mark = number ? `${number.replace(/[.)]+$/, '')}. ` : '- ';
  return [
    `${mark}${withStop(task)}`,
    lead && `Đơn vị chủ trì: ${withStop(lead)}`,
    helpers && `Đơn vị phối hợp: ${withStop(helpers)}`,
    due && `Thời gian hoàn thành: ${withStop(due)}`,
  ]
    .filter(Boolean)
    .join(' ');
}
