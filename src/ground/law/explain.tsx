import { catalogue, type Language } from '../../platform/language.ts';
import { formatDate } from '../../platform/time.ts';
import { type ClockLine, firstDayBasis } from './clock.ts';
import type { Variant } from './rule.ts';

const t = catalogue(
  {
    trigger: (date: string, event: string) => `Ngày ${date}: ${event}.`,
    termDay: (amount: number) => `Thời hạn ${amount} ngày`,
    termWork: (amount: number) => `Thời hạn ${amount} ngày làm việc`,
    firstDay: (date: string, basis: string) => `Bắt đầu đếm từ ${date} (${basis}).`,
    skipped: (days: string, why: string) => `Không tính ${days}: ${why}.`,
    suspended: (days: string, count: number, basis: string) =>
      `Không tính ${days} (${count} ngày): tạm đình chỉ theo ${basis}.`,
    counted: (date: string) => `Đếm hết thời hạn: ${date}.`,
    dayOff: (days: string, why: string) => `${days} không phải ngày làm việc: ${why}.`,
    rolled: (from: string, to: string, basis: string) =>
      `Ngày cuối ${from} rơi vào ngày nghỉ nên hạn chuyển sang ngày làm việc tiếp theo: ${to} (${basis}).`,
    promised: (date: string, basis: string) => `Đã hứa làm xong chậm nhất ${date} (${basis}).`,
    before: (event: string, amount: number, calendar: boolean, code: string, basis: string) =>
      `Phải làm trước ngày ${event} ít nhất ${amount} ${calendar ? 'ngày' : 'ngày làm việc'}: ${code}, ${basis}. Rơi vào ngày nghỉ thì lùi về ngày làm việc liền trước.`,
    settled: (on: string, from: string, to: string) =>
      from === to
        ? `Ngày ${on}: lịch nghỉ của năm đã được công bố, hạn giữ nguyên ${to}.`
        : `Ngày ${on}: tính lại theo lịch nghỉ mới công bố, hạn ${from} thành ${to}.`,
    provisional: 'Ngày tạm tính: lịch nghỉ của năm đó chưa được công bố.',
    toConfirm: (basis: string) => `Quy định này chờ cơ quan xác nhận: ${basis}.`,
    weekend: 'ngày nghỉ hằng tuần',
    to: (from: string, until: string) => `${from} đến ${until}`,
  },
  {
    trigger: (date: string, event: string) => `${date}: ${event}.`,
    termDay: (amount: number) => `Term of ${amount} days`,
    termWork: (amount: number) => `Term of ${amount} working days`,
    firstDay: (date: string, basis: string) => `Counting begins on ${date} (${basis}).`,
    skipped: (days: string, why: string) => `Not counted, ${days}: ${why}.`,
    suspended: (days: string, count: number, basis: string) =>
      `Not counted, ${days} (${count} days): suspended under ${basis}.`,
    counted: (date: string) => `The term is counted out on ${date}.`,
    dayOff: (days: string, why: string) => `Not worked, ${days}: ${why}.`,
    rolled: (from: string, to: string, basis: string) =>
      `The last day, ${from}, is not worked, so the date moves to the next working day: ${to} (${basis}).`,
    promised: (date: string, basis: string) => `Promised for ${date} at the latest (${basis}).`,
    before: (event: string, amount: number, calendar: boolean, code: string, basis: string) =>
      `At least ${amount} ${calendar ? 'days' : 'working days'} before ${event}: ${code}, ${basis}. A day off moves it to the working day before.`,
    settled: (on: string, from: string, to: string) =>
      from === to
        ? `${on}: the days off of the year were announced, the date stays ${to}.`
        : `${on}: counted anew by the days off that were announced, ${from} became ${to}.`,
    provisional: 'Provisional date: the days off of that year are not announced yet.',
    toConfirm: (basis: string) => `This rule waits for confirmation by the office: ${basis}.`,
    weekend: 'weekend',
    to: (from: string, until: string) => `${from} to ${until}`,
  },
);

const variants: Record<Language, Record<Variant, string>> = {
  vi: {
    complex: 'phức tạp',
    remote: 'vùng sâu, vùng xa',
    remoteComplex: 'vùng sâu, vùng xa và phức tạp',
    speciallyComplex: 'đặc biệt phức tạp',
    severalPlaces: 'xác minh nhiều nơi',
  },
  en: {
    complex: 'complex',
    remote: 'remote area',
    remoteComplex: 'remote area and complex',
    speciallyComplex: 'specially complex',
    severalPlaces: 'several places to check',
  },
};

function span(language: Language, from: ClockLine & { from: string }, until: string): string {
  const first = formatDate(from.from as never);
  return from.from === until ? first : t[language].to(first, formatDate(until as never));
}

/** One line of the reasoning, in words. */
export function explainLine(line: ClockLine, language: Language): string {
  const words = t[language];
  switch (line.line) {
    case 'trigger':
      return words.trigger(formatDate(line.date), line.trigger[language]);
    case 'term': {
      const term = line.unit === 'day' ? words.termDay(line.amount) : words.termWork(line.amount);
      const variant = line.variant ? ` (${variants[language][line.variant]})` : '';
      return `${term}${variant}: ${line.code}, ${line.basis[language]}.`;
    }
    case 'firstDay':
      return words.firstDay(formatDate(line.date), firstDayBasis[language]);
    case 'skipped':
    case 'dayOff':
      return words[line.line](
        span(language, line, line.until),
        line.why === 'weekend' ? words.weekend : line.why[language],
      );
    case 'suspended':
      return words.suspended(span(language, line, line.until), line.days, line.basis[language]);
    case 'promised':
      return words.promised(formatDate(line.date), line.basis[language]);
    case 'before':
      return words.before(
        formatDate(line.event),
        line.amount,
        line.unit === 'day',
        line.code,
        line.basis[language],
      );
    case 'counted':
      return words.counted(formatDate(line.date));
    case 'rolled':
      return words.rolled(formatDate(line.from), formatDate(line.to), line.basis[language]);
    case 'settled':
      return words.settled(formatDate(line.on), formatDate(line.from), formatDate(line.to));
    case 'provisional':
      return words.provisional;
    case 'toConfirm':
      return words.toConfirm(line.basis[language]);
  }
}

/** A due date's reasons as an ordered list. Weekends inside a working-day term are told in one line. */
export function Explanation({ lines, language }: { lines: readonly ClockLine[]; language: Language }) {
  return (
    <ol class="clock">
      {condensed(lines).map((line, at) => (
        <li key={at}>{Array.isArray(line) ? weekends(line, language) : explainLine(line, language)}</li>
      ))}
    </ol>
  );
}

type SkippedLine = Extract<ClockLine, { line: 'skipped' }>;

function condensed(lines: readonly ClockLine[]): (ClockLine | SkippedLine[])[] {
  const result: (ClockLine | SkippedLine[])[] = [];
  for (const line of lines) {
    const last = result.at(-1);
    if (line.line === 'skipped' && line.why === 'weekend') {
      if (Array.isArray(last)) last.push(line);
      else result.push([line]);
    } else {
      result.push(line);
    }
  }
  return result;
}

function weekends(lines: SkippedLine[], language: Language): string {
  const spans = lines.map((line) => span(language, line, line.until)).join(', ');
  return t[language].skipped(spans, t[language].weekend);
}
