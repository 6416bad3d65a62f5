import type { Unit } from '../../ground/organization/organization.ts';
import type { Bilingual } from '../../platform/language.ts';
import { addMonths, formatMonth, type PlainDate, yearOf } from '../../platform/time.ts';
import { bindingOf, type FigureForm } from './binding.ts';

/** A periodic report whose numbers are bound and whose judgements are its author's. */
export interface ReportTemplate {
  code: string;
  name: Bilingual;
  /** Where the law asks for it. */
  basis: Bilingual;
  /** Months of its period. */
  months: 1 | 3 | 6 | 12;
  write(asked: ReportAsked): { title: string; lead: string; body: string };
}

/** What a report is about. */
export interface ReportAsked {
  /** The unit that it is of; the whole place without. */
  unit: Unit | undefined;
  /** First days of the first and last month. */
  from: PlainDate;
  to: PlainDate;
}

/** First month of a template's period that ends with a month. */
export function periodStart(template: ReportTemplate, last: PlainDate): PlainDate {
  return addMonths(last, 1 - template.months);
}

function periodName({ from, to }: ReportAsked): string {
  const [first, last] = [Number(from.slice(5, 7)), Number(to.slice(5, 7))];
  const year = yearOf(to);
  if (from === to) return `tháng ${last} năm ${year}`;
  if (yearOf(from) === year && first === 1 && last === 12) return `năm ${year}`;
  if (yearOf(from) === year && last - first === 5 && (first === 1 || first === 7))
    return first === 1 ? `6 tháng đầu năm ${year}` : `6 tháng cuối năm ${year}`;
  if (yearOf(from) === year && last - first === 2 && first % 3 === 1)
    return `quý ${['I', 'II', 'III', 'IV'][(first - 1) / 3]} năm ${year}`;
  return `từ tháng ${formatMonth(from)} đến tháng ${formatMonth(to)}`;
}

/** Writes bindings for what is asked. */
function binder(asked: ReportAsked) {
  const { from, to, unit } = asked;
  const of = (code: string, form?: FigureForm) =>
    bindingOf(code, from, to, { ...(form && { form }), unit: form === 'table' ? undefined : unit?.code });
  // A line over a year, however short the period: a month alone says nothing of where it goes.
  const year = (code: string) => bindingOf(code, addMonths(to, -11), to, { form: 'chart', unit: unit?.code });
  return { of, year };
}

const where = (asked: ReportAsked) => asked.unit?.name.vi ?? 'toàn địa phương';

function receptionSection(asked: ReportAsked): string {
  const { of } = binder(asked);
  return [
    `- Ngày tiếp công dân của người đứng đầu đã diễn ra, trên số ngày luật yêu cầu: ${of('receptions-held')}.`,
    `- Trong đó người đứng đầu trực tiếp tiếp: ${of('receptions-in-person')}.`,
    '',
    '[… nêu các vụ việc đông người, phức tạp; việc đã hứa với người dân và kết quả]',
  ].join('\n');
}

function petitionSection(asked: ReportAsked): string {
  const { of, year } = binder(asked);
  return [
    `Số đơn nhận trong kỳ: ${of('petitions-received')}.`,
    ...(asked.unit
      ? [
          '',
          'Số của đơn vị không gồm các nhóm nhỏ, được gộp cho cả địa phương. Bảng đầy đủ để gửi cấp trên: “Bảng thống kê kỳ”.',
        ]
      : []),
    '',
    'Đến hết ngày hôm trước ngày công bố:',
    '',
    `- Trả lời đúng hạn, trên số đơn đã có kết luận về hạn: ${of('petitions-answeredOnTime')};`,
    `- Trả lời trễ hạn: ${of('petitions-answeredLate')};`,
    `- Quá hạn chưa trả lời: ${of('petitions-openOverdue')};`,
    `- Đang giải quyết, còn hạn: ${of('petitions-openInTime')};`,
    `- Kết thúc khác (không thụ lý, hướng dẫn, chuyển, rút): ${of('petitions-endedOtherwise')}.`,
    '',
    year('petitions-answeredOnTime'),
    ...(asked.unit ? [] : ['', of('petitions-answeredOnTime', 'table')]),
  ].join('\n');
}

function qualitySection(asked: ReportAsked): string {
  const { of } = binder(asked);
  return [
    `- Đơn đã trả lời mà phải giải quyết lại: ${of('petitions-reopened')};`,
    `- Người gửi cho biết hài lòng, trên số đơn có đánh giá: ${of('petitions-satisfied')}.`,
  ].join('\n');
}

/** The templates, each with the law that asks for it. */
export const reportTemplates: readonly ReportTemplate[] = [
  {
    code: 'monthly-reception',
    name: {
      vi: 'Báo cáo tháng: tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo',
      en: 'Monthly: citizen reception, petitions, complaints and denunciations',
    },
    basis: {
      vi: 'Luật Tiếp công dân 2013; Thông tư 02/2021/TT-TTCP về chế độ báo cáo công tác thanh tra, tiếp công dân. Biểu số liệu kèm theo lấy ở “Bảng thống kê kỳ”.',
      en: 'Law on Citizen Reception 2013; Circular 02/2021/TT-TTCP on reporting. Its tables are those of “Periodic statistics”.',
    },
    months: 1,
    write: (asked) => ({
      title: `Công tác tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo ${periodName(asked)}`,
      lead: `Kết quả của ${where(asked)}; các con số được tính từ sổ ghi vào lúc công bố và ai cũng tính lại được.`,
      body: [
        '# I. Tiếp công dân',
        receptionSection(asked),
        '# II. Tiếp nhận và giải quyết đơn',
        petitionSection(asked),
        '# III. Chất lượng giải quyết',
        qualitySection(asked),
        '# IV. Đánh giá, phương hướng tháng sau',
        '[… mặt được, hạn chế, nguyên nhân; việc tháng sau, ai làm, khi nào xong]',
      ].join('\n\n'),
    }),
  },
  ...([6, 12] as const).map(
    (months): ReportTemplate => ({
      code: months === 6 ? 'half-year-outreach' : 'year-outreach',
      name:
        months === 6
          ? {
              vi: 'Báo cáo 6 tháng: công tác dân vận chính quyền',
              en: 'Six months: government mass mobilisation',
            }
          : { vi: 'Báo cáo năm: công tác dân vận chính quyền', en: 'Year: government mass mobilisation' },
      basis: {
        vi: 'Quyết định 23-QĐ/TW năm 2021 (quy chế công tác dân vận của hệ thống chính trị). Thời điểm chốt số liệu theo yêu cầu của cấp trên: cần kiểm tra lại.',
        en: 'Decision 23-QĐ/TW of 2021 on mass mobilisation work. The closing day of the figures is set by the level above: to be confirmed.',
      },
      months,
      write: (asked) => ({
        title: `Kết quả công tác dân vận chính quyền ${periodName(asked)}`,
        lead: `Kết quả của ${where(asked)}; các con số được tính từ sổ ghi vào lúc công bố và ai cũng tính lại được.`,
        body: [
          '# I. Lãnh đạo, chỉ đạo',
          '[… văn bản đã ban hành, đã quán triệt; phân công người đứng đầu]',
          '# II. Tiếp công dân, đối thoại',
          receptionSection(asked),
          binder(asked).year('receptions-held'),
          '# III. Tiếp nhận, giải quyết kiến nghị của người dân',
          petitionSection(asked),
          qualitySection(asked),
          '# IV. Việc đã hứa và kết quả',
          '[… công trình, mô hình dân vận khéo, việc đã hứa: xong, chưa xong, vì sao]',
          '# V. Đánh giá chung và nhiệm vụ kỳ tới',
          '[… mặt được, hạn chế, nguyên nhân; nhiệm vụ, ai làm, khi nào xong]',
        ].join('\n\n'),
      }),
    }),
  ),
];
