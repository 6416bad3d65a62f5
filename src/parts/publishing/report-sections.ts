import type { Unit } from '../../ground/organization/organization.ts';
import { addMonths, formatMonth, type PlainDate, yearOf } from '../../platform/time.ts';
import { type Audience, bindingOf, type FigureForm } from './binding.ts';

/** What a report is about. */
export interface ReportAsked {
  /** The unit that it is of; the whole place without. */
  unit: Unit | undefined;
  /** With all units below it. */
  below: boolean;
  /** First days of the first and last month. */
  from: PlainDate;
  to: PlainDate;
  audience: Audience;
}

/** A period in the words of reports. */
export function periodName({ from, to }: Pick<ReportAsked, 'from' | 'to'>): string {
  const [first, last] = [Number(from.slice(5, 7)), Number(to.slice(5, 7))];
  const year = yearOf(to);
  if (from === to) return `tháng ${last} năm ${year}`;
  if (yearOf(from) === year) {
    if (first === 1 && last === 12) return `năm ${year}`;
    if (first === 1 && last === 9) return `9 tháng đầu năm ${year}`;
    if (last - first === 5 && (first === 1 || first === 7))
      return first === 1 ? `6 tháng đầu năm ${year}` : `6 tháng cuối năm ${year}`;
    if (last - first === 2 && first % 3 === 1)
      return `quý ${['I', 'II', 'III', 'IV'][(first - 1) / 3]} năm ${year}`;
  }
  return `từ tháng ${formatMonth(from)} đến tháng ${formatMonth(to)}`;
}

/** Writes bindings for what is asked. */
function binder(asked: ReportAsked) {
  const { from, to, below } = asked;
  const unit = asked.unit && `${asked.unit.code}${below ? '+' : ''}`;
  const of = (code: string, kind?: string) => bindingOf(code, from, to, { unit, kind });
  const block = (code: string, form: FigureForm, first: PlainDate) =>
    bindingOf(code, first, to, { form, unit });
  return {
    of,
    /** A line over a year, however short the period: a month alone says nothing of where it goes. */
    year: (code: string) => block(code, 'chart', addMonths(to, -11)),
    /** Unit by unit; of one unit alone there is nothing to set side by side. */
    table: (code: string) => (asked.unit && !below ? [] : ['', block(code, 'table', from)]),
  };
}

const kinds = [
  ['complaint', 'khiếu nại'],
  ['denunciation', 'tố cáo'],
  ['recommendation', 'kiến nghị'],
  ['reflection', 'phản ánh'],
] as const;

const lines = (all: readonly string[]) => all.join('\n');

/** Days of reception, who came, with how many, about what. What is about kinds stands in an office's own paper only. */
export function receptionSection(asked: ReportAsked): string {
  const { of } = binder(asked);
  const byKind = kinds.map(([kind, name]) => `${name} ${of('receptions-visits', kind)}`).join('; ');
  return lines([
    `- Số lượt tiếp công dân: ${of('receptions-visits')}, với ${of('receptions-persons')} người; trong đó lượt do người đứng đầu tiếp: ${of('receptions-byHead')}.`,
    `- Lượt đoàn đông người: ${of('receptions-largeGroups')}.`,
    ...(asked.audience === 'office' ? [`- Theo loại việc: ${byKind}.`] : []),
    `- Ngày tiếp công dân của người đứng đầu đã diễn ra, trên số ngày luật yêu cầu: ${of('receptions-held')}.`,
    `- Trong đó người đứng đầu trực tiếp tiếp: ${of('receptions-in-person')}.`,
    '',
    '[… nêu các vụ việc đông người, phức tạp; việc đã hứa với người dân và kết quả]',
  ]);
}

/** Petitions received in the period and how they stand: named so that nobody takes them for what happened in it. */
export function petitionSection(asked: ReportAsked): string {
  const { of, year, table } = binder(asked);
  const office = asked.audience === 'office';
  const byKind = kinds.map(([kind, name]) => `${name} ${of('petitions-received', kind)}`).join('; ');
  return lines([
    `Số đơn nhận trong kỳ: ${of('petitions-received')}.`,
    ...(office ? ['', `Theo loại đơn: ${byKind}.`] : []),
    ...(!office && asked.unit
      ? [
          '',
          'Số công bố không gồm các nhóm nhỏ, được gộp cho cả địa phương. Báo cáo gửi cấp trên có số đầy đủ.',
        ]
      : []),
    '',
    'Của đơn nhận trong kỳ, tính đến hết ngày hôm trước ngày lập báo cáo (khác “Bảng thống kê kỳ”, là những gì diễn ra trong kỳ, gồm cả đơn kỳ trước chuyển sang):',
    '',
    `- Trả lời đúng hạn, trên số đơn đã có kết luận về hạn: ${of('petitions-answeredOnTime')};`,
    `- Trả lời trễ hạn: ${of('petitions-answeredLate')};`,
    `- Quá hạn chưa trả lời: ${of('petitions-openOverdue')};`,
    `- Đang giải quyết, còn hạn: ${of('petitions-openInTime')};`,
    `- Kết thúc khác (không thụ lý, hướng dẫn, chuyển, rút): ${of('petitions-endedOtherwise')}.`,
    '',
    year('petitions-answeredOnTime'),
    ...table('petitions-answeredOnTime'),
  ]);
}

/** How results came about. */
export function qualitySection(asked: ReportAsked): string {
  const { of } = binder(asked);
  return lines([
    `- Đơn đã trả lời mà phải giải quyết lại: ${of('petitions-reopened')};`,
    `- Người gửi cho biết hài lòng, trên số đơn có đánh giá: ${of('petitions-satisfied')}.`,
  ]);
}

/** Tasks due in the period. */
export function taskSection(asked: ReportAsked): string {
  const { of, year, table } = binder(asked);
  return lines([
    `- Nhiệm vụ đến hạn trong kỳ đã hoàn thành: ${of('tasks-done')};`,
    `- Trong đó hoàn thành đúng hạn, trên mọi nhiệm vụ đến hạn trong kỳ: ${of('tasks-onTime')}.`,
    '',
    year('tasks-onTime'),
    ...table('tasks-onTime'),
  ]);
}

/** Dialogues and what was promised in them. */
export function dialogueSection(asked: ReportAsked): string {
  const { of } = binder(asked);
  return lines([
    `- Cuộc đối thoại đã tổ chức: ${of('dialogues-held')};`,
    `- Việc đã hứa khi đối thoại làm đúng hẹn đầu tiên: ${of('dialogues-promisesKept')}.`,
  ]);
}

/** What people built and what units did with them; commitments; land. */
export function promiseSection(asked: ReportAsked): string {
  const { of } = binder(asked);
  return lines([
    `- Mục cam kết của người đứng đầu đến hạn trong kỳ đã giữ: ${of('commitments-kept')};`,
    `- Công trình dân làm đã nghiệm thu: ${of('works-completed')};`,
    `- Mô hình Dân vận khéo được công nhận, trên số đăng ký: ${of('campaigns-recognised')};`,
    `- Dự án bàn giao mặt bằng đúng hạn đầu tiên: ${of('land-handedOver')}.`,
  ]);
}

/** Staff reductions. */
export function staffingSection(asked: ReportAsked): string {
  const { of } = binder(asked);
  return `- Người đã nghỉ do tinh giản biên chế: ${of('staffing-reduced')}.`;
}
