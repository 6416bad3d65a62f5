import {
  addDays,
  daysBetween,
  firstOfMonth,
  monthEnd,
  type PlainDate,
  parsePlainDate,
  yearOf,
} from '../../platform/time.ts';
import { body, bodySmall, givers, imperative, verb } from './proposal.words.ts';

/** By when a task is asked for, as far as the text says it. */
export type ProposedDue =
  | { kind: 'date'; on: PlainDate }
  | { kind: 'continuous' }
  | { kind: 'recurring'; every: 'week' | 'month' | 'quarter' | 'halfYear' | 'year' };

/** What a sentence seems to order. A person confirms it; what could not be read is absent. */
export interface Proposal {
  /** The words it was read from. */
  text: string;
  /** Who is to do it, in the text's own words. */
  lead: string | undefined;
  coordinating: string[];
  due: ProposedDue | undefined;
  /** By which rule it was taken for an order; shown beside it. */
  rule: ProposalRule;
}

export const proposalRules = ['giao', 'leadDoes', 'labelled', 'heading', 'imperative'] as const;
export type ProposalRule = (typeof proposalRules)[number];

// Perhaps who gives the order ("Đảng ủy phường giao …"), then the word of giving, then whom.
const givesTo = new RegExp(
  `^(?:[^.;:]{0,160}?[,:]\\s*)?(?:(?:${body}|${bodySmall})[^,.;:]{0,60}?\\s)?${givers}(?:\\s+(?:cho|nhiệm vụ cho|trách nhiệm cho))?\\s*:?\\s+(?=${body}|${bodySmall})`,
  'iu',
);
const startsWithBody = new RegExp(
  `^(?:[-–+•*]\\s*)?(?:(?:\\d+|[a-zđ])[.)]\\s*)?(?:Đối với\\s+)?(?=${body})`,
  'u',
);
const startsWithVerb = new RegExp(`^${verb}`, 'u');
const startsWithOrder = new RegExp(`^(?:[-–+•*]\\s*)?${imperative}`, 'u');
// "Căn cứ Kế hoạch này, UBND các xã …": the ground, and then who is to do something.
const introduced = new RegExp(
  `^(?:Căn cứ|Trên cơ sở|Theo|Để|Trước|Trong|Hằng|Hàng|Định kỳ|Khi|Sau khi|Ngoài|Đồng thời)[^.;]{0,140}?,\\s+(?=${body})`,
  'u',
);

// Ground, purpose, evaluation, definition: none of these orders anything.
const noOrder = [
  /^(?:Xét|Nhằm|Nếu|Trường hợp|Mục đích|Mục tiêu|Nguyên tắc|Phạm vi|Đối tượng|Nơi nhận|Kính gửi)(?![\p{L}])/u,
  /^(?:Căn cứ|Trên cơ sở|Theo|Để|Khi|Qua)(?![\p{L}])/u,
  /^(?:Ban hành kèm theo|Bãi bỏ|Các (?:quy định|nội dung))(?![\p{L}])|(?:đều|bị) bãi bỏ/u,
  /^Thực hiện [^;.]{0,200}?,\s[^;.]{0,120}?\sđã\s/u,
  /^Phấn đấu [^;.]{0,80}?,\s(?:toàn|có|tỷ lệ|số|bình quân|\d)/u,
  new RegExp(`^(?:Hằng|Hàng)\\s+(?:năm|quý|tháng),\\s+(?!${verb}|${body}|${bodySmall})`, 'u'),
  /(?:^|\s)là (?:cơ quan chuyên môn|cơ quan hành chính|đơn vị (?:hành chính|sự nghiệp)|tổ chức (?:hành chính|chính trị|phối hợp))/u,
  /^(?:Tình hình|Kết quả|Công tác|Việc|Nhìn chung|Đây là|Hiện nay|Thời gian qua|Số|Tỷ lệ|Tổng|Kinh phí|Người(?! đứng đầu)|Tổ chức, cá nhân|Dân vận|Đối thoại)(?![\p{L}])/u,
  /có hiệu lực (?:kể )?từ|hết hiệu lực|như sau\s*:?$|thông báo (?:để|đến) .{0,80} biết/u,
  /(?:được (?:thực hiện|tổ chức|quy định|giao|triển khai|quan tâm|nâng lên|chú trọng|hiểu|tính|xác định|áp dụng|công nhận)) (?:theo|tại|kịp thời|là|nghiêm túc|khá|thường xuyên|tốt|từ|đúng|ở)/u,
  /(?:còn (?:hạn chế|chậm|thấp|yếu|nhiều|tình trạng|một số)|(?<!(?:bảo đảm|đảm bảo|phấn đấu)\s)đạt (?:kết quả|tỷ lệ|trên|\d)|chưa (?:được|cao|kịp thời|đồng bộ|đạt|thật sự|thường xuyên|chủ động))/u,
  /(?:^|\s)là (?:cơ sở|căn cứ|một trong|nhiệm vụ|điều kiện|nội dung|việc|yếu tố|động lực|trách nhiệm|quyền|quá trình)/u,
  /^Thành lập [^,]{0,80}(?:gồm|thuộc|trên cơ sở)|^Thực hiện (?:ý kiến|Kế hoạch|Nghị quyết|Chỉ thị|Quyết định|Công văn|Kết luận|Chương trình)[^;.]{0,300}?,\s*(?:trong|thời gian|UBND|Ủy ban|Thành ủy|Đảng|thành phố|năm|đến)(?![\p{L}])/u,
  /^(?:Đoàn|Tổ|Ban|Hội đồng|Tiểu ban)[^,;.]{0,40}\s(?:gồm|hiện có)\s/u,
  new RegExp(`^${imperative}\\s+(?:phải|là|luôn|được|không)\\s`, 'u'),
];
// Of the past: what follows in the same sentence was done.
const past =
  /^(?:Năm \d{4}|Trong (?:năm|quý|tháng|những năm|thời gian|giai đoạn)[^,;]{0,40}(?:qua|vừa qua|\d{4})|Đến (?:nay|ngày)[^,;]{0,30}),/u;
// A name with one of these in it is a sentence that tells, not one that orders.
const telling =
  /(?:^|\s)(?:gồm|hiện có|hiện nay|trong đó|đã|vừa|được|sau khi|thống nhất|hoạt động|nếu|đang|mà|bị|sẽ)(?:\s|$)/u;

const day = (year: number, month: number, date: number): PlainDate | undefined => {
  try {
    return parsePlainDate(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
  } catch {
    return undefined;
  }
};
const endOfMonth = (year: number, month: number) => {
  const first = day(year, month, 1);
  return first && monthEnd(first);
};
const quarters: Record<string, number> = { i: 3, ii: 6, iii: 9, iv: 12, '1': 3, '2': 6, '3': 9, '4': 12 };
// A day without its year is of this year, or of the next when it is past.
function nearest(issued: PlainDate, month: number, date: number | undefined): PlainDate | undefined {
  const of = (year: number) => (date === undefined ? endOfMonth(year, month) : day(year, month, date));
  const first = of(yearOf(issued));
  return first && daysBetween(issued, first) < 0 ? of(yearOf(issued) + 1) : first;
}

const before =
  '(?:trước|trong ngày|chậm nhất|muộn nhất|xong|hạn|đến hết|hết|đến|vào|thời gian(?: hoàn thành)?|thời hạn|hoàn thành)';

// Nothing but "ngày" stands between the word and the day that it names.
const dayBefore = /trước\s+(?:ngày\s+)?\d{1,2}\s*(?:[/.-]|tháng)/u;

/**
 * By when a sentence asks for something.
 *
 * @param issued the day of the document, from which terms run
 * @returns undefined where it says nothing that can be read; "sớm", "kịp thời" are no dates
 */
export function readDue(sentence: string, issued: PlainDate): ProposedDue | undefined {
  const text = sentence.normalize('NFC').toLocaleLowerCase('vi');
  const on = (date: PlainDate | undefined): ProposedDue | undefined => date && { kind: 'date', on: date };
  // "Trước ngày 15/12" is done by the 14th: the day that is named is not one of those left. Of an hour it is the day.
  const by = (found: RegExpExecArray, date: PlainDate | undefined): ProposedDue | undefined =>
    on(date && dayBefore.test(found[0]) ? addDays(date, -1) : date);
  const recurring = recurrence(text);
  const full = new RegExp(
    `${before}[^.;]{0,40}?(?:ngày\\s+)?(\\d{1,2})\\s*(?:[/.-]|\\s*tháng\\s*)(\\d{1,2})\\s*(?:[/.-]|,?\\s*năm\\s*)(\\d{4})`,
    'u',
  ).exec(text);
  if (full) return by(full, day(Number(full[3]), Number(full[2]), Number(full[1])));
  if (recurring) return recurring;
  const short = new RegExp(
    `${before}[^.;]{0,30}?(?:ngày\\s+)?(\\d{1,2})\\s*(?:/|\\s*tháng\\s*)(\\d{1,2})(?![/\\d])`,
    'u',
  ).exec(text);
  if (short) return by(short, nearest(issued, Number(short[2]), Number(short[1])));
  const within =
    /trong (?:thời hạn |vòng )?(\d{1,3})\s*(?:\([^)]*\)\s*)?(ngày làm việc|ngày|tháng)[^.;]{0,40}?kể từ (?:ngày|khi)?\s*(?:ban hành|ký|nhận|có)?/u.exec(
      text,
    );
  // Working days would need the calendar, and a term that runs from another event its day.
  if (within?.[2] === 'ngày' && /kể từ ngày (?:ban hành|ký)/u.test(text))
    return on(addDays(issued, Number(within[1])));
  const quarter =
    /(?:trong |hết |cuối |đến (?:hết )?)?quý\s*(iv|iii|ii|i|[1-4])(?:\s*(?:năm|\/|-)\s*(\d{4}))?(?![\p{L}])/u.exec(
      text,
    );
  if (quarter) {
    const month = quarters[quarter[1] ?? ''] ?? 12;
    return on(quarter[2] ? endOfMonth(Number(quarter[2]), month) : nearest(issued, month, undefined));
  }
  const month =
    /(?:trong|hết|cuối|trước|đến hết|đến|hoàn thành|thời gian(?: thực hiện| hoàn thành)?:?)\s+(?:hết\s+)?tháng\s*(\d{1,2})(?:\s*(?:\/|năm|-)\s*(\d{4}))?/u.exec(
      text,
    );
  if (month) {
    const number = Number(month[1]);
    const end = month[2] ? endOfMonth(Number(month[2]), number) : nearest(issued, number, undefined);
    // "Trước tháng 6" is by the end of May.
    return on(end && /^trước\s+tháng/u.test(month[0]) ? addDays(firstOfMonth(end), -1) : end);
  }
  const half = /trong\s+(?:6|06|sáu)\s+tháng\s+(đầu|cuối)\s+năm(?:\s+(\d{4}))?/u.exec(text);
  if (half) {
    const last = half[1] === 'đầu' ? 6 : 12;
    return on(half[2] ? endOfMonth(Number(half[2]), last) : nearest(issued, last, undefined));
  }
  const year =
    /(?:(?:trong|hết|cuối|đến hết|đến cuối|đến|ngay trong|trước|hoàn thành|xong)\s+(?:hết\s+)?|thời (?:gian|hạn)[^.;:]{0,20}:\s*)năm\s*(\d{4})/u.exec(
      text,
    );
  if (year) return on(day(Number(year[1]) - Number(/^trước\s+năm/u.test(year[0])), 12, 31));
  if (/thường xuyên/u.test(text)) return { kind: 'continuous' };
  return undefined;
}

function recurrence(text: string): ProposedDue | undefined {
  if (/(?:hằng|hàng|mỗi)\s+tuần|định kỳ[^.;]{0,10}tuần/u.test(text))
    return { kind: 'recurring', every: 'week' };
  if (
    /(?:hằng|hàng|mỗi|từng)\s+tháng|định kỳ[^.;]{0,20}tháng(?!\s*\d)|1 tháng(?:\/|\s+)(?:1 )?lần/u.test(
      text,
    ) &&
    !/6 tháng|sáu tháng/u.test(text)
  )
    return { kind: 'recurring', every: 'month' };
  if (/(?:hằng|hàng|mỗi|từng)\s+quý|định kỳ[^.;]{0,10}quý|3 tháng một lần/u.test(text))
    return { kind: 'recurring', every: 'quarter' };
  if (
    /(?:định kỳ|hằng|hàng|mỗi)?\s*(?:6|sáu|06)\s+tháng/u.test(text) &&
    /định kỳ|hằng|hàng|mỗi|một lần|báo cáo/u.test(text)
  )
    return { kind: 'recurring', every: 'halfYear' };
  if (/(?:hằng|hàng|mỗi)\s+năm|định kỳ[^.;]{0,10}năm(?!\s*\d)/u.test(text))
    return { kind: 'recurring', every: 'year' };
  return undefined;
}

const trimmed = (text: string) => text.replace(/^[\s,:;–-]+|[\s,:;–-]+$/gu, '');

// Names of several go on behind a semicolon.
const nameEnds = new RegExp(
  `(?:^|[\\s,])(?:${verb})|(?<!(?:các|Các|những|Những)\\s(?:sở|Sở|ban|phòng|Phòng|xã|phường|huyện|đơn vị|cơ quan)):|[.(]|;(?!\\s*(?:${body}|${bodySmall}))`,
  'u',
);

/** The name at the beginning of a text: up to what it is told to do. */
function nameAt(text: string): string | undefined {
  // "Thủ trưởng các đơn vị thực hiện hợp nhất có trách nhiệm …": what is said of whom comes before.
  const charged = /^([^,;:.]{3,120}?)\s+(?:có|chịu) trách nhiệm(?![\p{L}])/u.exec(text);
  const stop = charged ? undefined : nameEnds.exec(text);
  const name = trimmed(charged?.[1] ?? (stop ? text.slice(0, stop.index) : text));
  return name && name.length <= 160 && !telling.test(name) ? name : undefined;
}

/** Bodies named after "phối hợp với", each by itself. */
function coordinating(text: string): string[] {
  const found: string[] = [];
  for (const { index, 0: words } of text.matchAll(
    /phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng(?:\s+với)?)\s+|(?:đơn vị|cơ quan) phối hợp\s*:\s*/giu,
  )) {
    const name = nameAt(text.slice(index + words.length));
    if (!name) continue;
    const parts = name.split(
      new RegExp(`\\s*[,;]\\s*(?:và\\s+)?(?=${body}|${bodySmall})|\\s+và\\s+(?=${body}|${bodySmall})`, 'u'),
    );
    found.push(...parts.map(trimmed).filter(Boolean));
  }
  return found;
}

// "… do Đoàn Thanh niên xã chủ trì thực hiện".
const doneBy = new RegExp(
  `(?:^|\\s)do\\s+(${body}[^,;:.]{0,100}?)\\s+chủ trì(?:\\s+(?:thực hiện|tổ chức|triển khai))`,
  'u',
);
const labels = /(?:đơn vị|cơ quan) (?:chủ trì|phối hợp)\s*:/iu;
const nextOrder = new RegExp(`;\\s*(?=${givers}\\s|${body})`, 'u');
const anyVerb = new RegExp(`(?:^|[\\s,])${verb}`, 'u');

const label =
  /^(?:(?:Đơn vị|Cơ quan) (?:chủ trì|phối hợp|thực hiện)|(?:Thời gian|Thời hạn)(?: (?:hoàn thành|thực hiện))?)\s*:/u;

/** "Tổ chức hội nghị. Đơn vị chủ trì: … Thời gian: …": what is labelled belongs to the measure before it. */
function joinLabels(sentences: readonly string[]): string[] {
  const joined: string[] = [];
  for (const sentence of sentences) {
    const last = joined.at(-1);
    if (last !== undefined && label.test(sentence)) joined[joined.length - 1] = `${last} ${sentence}`;
    else joined.push(sentence);
  }
  return joined;
}

const commaBody = new RegExp(`,\\s+(?=${body}|(?:giao|đề nghị|yêu cầu)\\s+${body})`, 'gu');
const givenAgain = new RegExp(`^(?:giao|đề nghị|yêu cầu)\\s+${body}`, 'u');

/** A second order behind a comma: "Ban Dân vận … nắm tình hình, Huyện đoàn vận động …". Lists of names stay whole. */
function afterComma(part: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: comma } of part.matchAll(commaBody)) {
    // "Sở Y tế chủ trì, Công an tỉnh phối hợp …": one order, and who helps.
    const [, helpers] = part.slice(from, index).split(/chủ trì(?=,|$)/u);
    if (helpers !== undefined && !anyVerb.test(helpers)) continue;
    if (!beginsOrder(part.slice(index + comma.length, index + comma.length + window))) continue;
    if (!isOrder(part.slice(from, from + window), part.slice(Math.max(from, index - window), index)))
      continue;
    parts.push(part.slice(from, index));
    from = index + comma.length;
  }
  return [...parts, part.slice(from)];
}

// Longer than an order's words; looking at no more keeps the cost in step with the length.
const window = 400;

function beginsOrder(rest: string): boolean {
  if (givenAgain.test(rest)) return readOrder(rest) !== undefined;
  const name = nameAt(rest);
  if (!name || /,|\svà$|năm \d/u.test(name)) return false;
  return ordersSomething(rest.slice(rest.indexOf(name) + name.length));
}

/** Whether what stands before a comma is an order of its own, and no list of those who help. */
function isOrder(first: string, tail: string): boolean {
  if (/(?:^|[;,]\s)nếu\s/u.test(tail)) return false;
  const helpers = [...tail.matchAll(/phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)/gu)].at(-1);
  const own = helpers ? tail.slice(helpers.index + helpers[0].length) : tail;
  return anyVerb.test(own) && readOrder(first) !== undefined;
}

const startsSmall = new RegExp(`^${bodySmall}`, 'u');
const capital = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase('vi'));
const nextSmall = new RegExp(`;\\s*(?=${bodySmall})`, 'u');

/** "…; phòng Tài chính cân đối kinh phí": a second order whose name is written small. */
function smallOrders(part: string): string[] {
  const pieces: string[] = [];
  for (const piece of part.split(nextSmall)) {
    const last = pieces.at(-1);

    if (last === undefined || (anyVerb.test(last) && beginsOrder(capital(piece).slice(0, window))))
      pieces.push(piece);
    else pieces[pieces.length - 1] = `${last}; ${piece}`;
  }
  return pieces;
}

/** Sentences, and parts of one between which another is told. */
function orders(text: string): string[] {
  const sentences = joinLabels(text.normalize('NFC').split(/(?<=[.!?])\s+(?=[\p{Lu}“"(-])/u));
  return sentences.flatMap((sentence) => {
    if (past.test(sentence)) return [];
    if (labels.test(sentence)) return [sentence];
    const parts: string[] = [];
    for (const part of sentence.split(nextOrder).flatMap(smallOrders)) {
      const last = parts.at(-1);
      // A list of names is one lead, not an order each.
      if (last !== undefined && !anyVerb.test(last)) parts[parts.length - 1] = `${last}; ${part}`;
      else parts.push(part.trim());
    }
    return parts.flatMap(afterComma).filter(Boolean);
  });
}

/**
 * Reads what a clause orders: who, with whom, by when. Each proposal names the rule that found it. Nothing is
 * invented: a lead or a date that the words do not give is absent.
 *
 * @param text the clause
 * @param issued the day of the document
 * @param under the text of the clause above, whose name it goes on with: "2. Phòng Nội vụ:"
 */
export function proposeTasks(text: string, issued: PlainDate, under?: string): Proposal[] {
  const proposals: Proposal[] = [];
  const pieces = orders(text);
  for (const sentence of pieces) {
    const found = readOrder(sentence) ?? goesOn(sentence, under);
    if (!found) {
      // "Thời gian hoàn thành: trước ngày …" behind an order belongs to it.
      const last = proposals.at(-1);
      if (last && !last.due && /^(?:Thời gian|Thời hạn|Hoàn thành|Báo cáo|Kết quả)/u.test(sentence))
        last.due = readDue(sentence, issued);
      continue;
    }
    for (const { text: part, due } of byDue(sentence, issued)) {
      proposals.push({
        text: part,
        lead: found.lead,
        coordinating: coordinating(part),
        due,
        rule: found.rule,
      });
    }
  }
  return proposals;
}

// "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, yêu cầu …": when it is to be done.
const incase = /^(?:Trong quá trình [^,;]{0,80},\s*)?[Nn]ếu [^;]{0,120}?,\s+(?=(?:đề nghị|yêu cầu)\s)/u;

const thenRegularly = /[,;]\s+(?:và\s+)?(?=(?:định kỳ|hằng|hàng)\s)|\s+và\s+(?=(?:định kỳ|hằng|hàng)\s)/u;

/** "… hoàn thành trong quý I/2024; định kỳ hằng tháng báo cáo …": what is due once, and what comes again. */
function byDue(sentence: string, issued: PlainDate): { text: string; due: ProposedDue | undefined }[] {
  const at = thenRegularly.exec(sentence);
  if (at) {
    const [first, then] = [sentence.slice(0, at.index), sentence.slice(at.index + at[0].length)];
    const [once, again] = [readDue(first, issued), readDue(then, issued)];
    if (once?.kind === 'date' && again?.kind === 'recurring')
      return [
        { text: first, due: once },
        { text: then, due: again },
      ];
  }
  return [{ text: sentence, due: readDue(sentence, issued) }];
}

function readOrder(sentence: string): { lead: string | undefined; rule: ProposalRule } | undefined {
  const labelled = /(?:đơn vị|cơ quan) (?:chủ trì|thực hiện)\s*:\s*([^;.]+)/iu.exec(sentence);
  if (labelled) return { lead: trimmed(labelled[1] ?? '') || undefined, rule: 'labelled' };
  const given = givesTo.exec(sentence.replace(incase, ''));
  if (given && !telling.test(given[0].split(',').at(-1) ?? '')) {
    const name = nameAt(sentence.replace(incase, '').slice(given[0].length));
    if (name) return { lead: name, rule: 'giao' };
  }
  const led = doneBy.exec(sentence);
  if (led) return { lead: trimmed(led[1] ?? '') || undefined, rule: 'labelled' };
  const bare = sentence.replace(introduced, '');
  const rest = startsSmall.test(bare) ? capital(bare) : bare;
  if (noOrder.some((one) => one.test(rest))) return undefined;
  const begun = startsWithBody.exec(rest);
  if (begun) {
    const named = rest.slice(begun[0].length);
    const name = nameAt(named);
    const after = name ? named.slice(named.indexOf(name) + name.length) : '';
    // In the text's own words: small where it writes it small.
    const from = rest.length - named.length + named.indexOf(name ?? '');
    if (name && ordersSomething(after))
      return { lead: bare.slice(from, from + name.length), rule: 'leadDoes' };
  }
  if (startsWithOrder.test(rest)) return { lead: undefined, rule: 'imperative' };
  return undefined;
}

/** Whether what follows a name tells it to do something; what stands in brackets behind the name is passed over. */
function ordersSomething(after: string): boolean {
  const told = trimmed(after.replace(/^\s*\([^)]*\)/u, ''));
  return startsWithVerb.test(told.replace(/^\p{Lu}/u, (letter) => letter.toLocaleLowerCase('vi')));
}

/** A clause below a heading that is nothing but a name goes on with that name. */
function goesOn(
  sentence: string,
  under: string | undefined,
): { lead: string; rule: ProposalRule } | undefined {
  if (!under || noOrder.some((one) => one.test(sentence))) return undefined;
  const name = trimmed(under);
  const isName = startsWithBody.test(name) && nameAt(name) === name;
  return isName && ordersSomething(sentence) ? { lead: name, rule: 'heading' } : undefined;
}
