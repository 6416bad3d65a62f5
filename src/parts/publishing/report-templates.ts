import type { Bilingual } from '../../platform/language.ts';
import { addMonths, type PlainDate } from '../../platform/time.ts';
import {
  dialogueSection,
  periodName,
  petitionSection,
  promiseSection,
  qualitySection,
  type ReportAsked,
  receptionSection,
  staffingSection,
  taskSection,
} from './report-sections.ts';

/** Months of the periods for which offices owe reports. */
export const reportMonths = [1, 3, 6, 9, 12] as const;
export type ReportMonths = (typeof reportMonths)[number];

/** A periodic report whose numbers are bound and whose judgements are its author's. */
export interface ReportTemplate {
  code: string;
  name: Bilingual;
  /** Where the law asks for it. */
  basis: Bilingual;
  write(asked: ReportAsked): { title: string; lead: string; body: string };
}

/** First month of a period that ends with a month. */
export function periodStart(months: ReportMonths, last: PlainDate): PlainDate {
  return addMonths(last, 1 - months);
}

function lead(asked: ReportAsked): string {
  const where = asked.unit
    ? `${asked.unit.name.vi}${asked.below ? ' và mọi đơn vị bên dưới' : ''}`
    : 'toàn địa phương';
  return asked.audience === 'office'
    ? `Kết quả của ${where}. Số liệu đầy đủ, gồm cả các nhóm nhỏ; văn bản nội bộ, không công bố.`
    : `Kết quả của ${where}; các con số được tính từ sổ ghi vào lúc công bố và ai cũng tính lại được.`;
}

const ending = '[… mặt được, hạn chế, nguyên nhân; nhiệm vụ kỳ tới, ai làm, khi nào xong]';

/** The templates, each with the law that asks for it. */
export const reportTemplates: readonly ReportTemplate[] = [
  {
    code: 'reception',
    name: {
      vi: 'Tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo',
      en: 'Citizen reception, petitions, complaints and denunciations',
    },
    basis: {
      vi: 'Luật Tiếp công dân 2013; Thông tư 02/2021/TT-TTCP về chế độ báo cáo công tác thanh tra, tiếp công dân. Biểu số liệu kèm theo lấy ở “Bảng thống kê kỳ”.',
      en: 'Law on Citizen Reception 2013; Circular 02/2021/TT-TTCP on reporting. Its tables are those of “Periodic statistics”.',
    },
    write: (asked) => ({
      title: `Công tác tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo ${periodName(asked)}`,
      lead: lead(asked),
      body: [
        '# I. Tiếp công dân',
        receptionSection(asked),
        '# II. Tiếp nhận và giải quyết đơn',
        petitionSection(asked),
        '# III. Chất lượng giải quyết',
        qualitySection(asked),
        '# IV. Đánh giá, phương hướng kỳ sau',
        ending,
      ].join('\n\n'),
    }),
  },
  {
    code: 'tasks',
    name: { vi: 'Thực hiện nhiệm vụ được giao', en: 'Tasks that were given' },
    basis: {
      vi: 'Quy chế làm việc của cơ quan; kỳ báo cáo theo yêu cầu của cấp trên: cần kiểm tra lại.',
      en: 'The office’s working rules; the period is set by the level above: to be confirmed.',
    },
    write: (asked) => ({
      title: `Kết quả thực hiện nhiệm vụ được giao ${periodName(asked)}`,
      lead: lead(asked),
      body: [
        '# I. Nhiệm vụ được giao',
        taskSection(asked),
        '# II. Cam kết của người đứng đầu, việc đã hứa',
        promiseSection(asked),
        dialogueSection(asked),
        '# III. Đánh giá, phương hướng kỳ sau',
        ending,
      ].join('\n\n'),
    }),
  },
  {
    code: 'outreach',
    name: { vi: 'Công tác dân vận chính quyền', en: 'Government mass mobilisation' },
    basis: {
      vi: 'Quyết định 23-QĐ/TW năm 2021 (quy chế công tác dân vận của hệ thống chính trị). Thời điểm chốt số liệu theo yêu cầu của cấp trên: cần kiểm tra lại.',
      en: 'Decision 23-QĐ/TW of 2021 on mass mobilisation work. The closing day of the figures is set by the level above: to be confirmed.',
    },
    write: (asked) => ({
      title: `Kết quả công tác dân vận chính quyền ${periodName(asked)}`,
      lead: lead(asked),
      body: [
        '# I. Lãnh đạo, chỉ đạo; sắp xếp tổ chức bộ máy',
        taskSection(asked),
        staffingSection(asked),
        '[… văn bản đã ban hành, đã quán triệt; phân công người đứng đầu]',
        '# II. Tiếp công dân, đối thoại',
        receptionSection(asked),
        dialogueSection(asked),
        '# III. Tiếp nhận, giải quyết kiến nghị của người dân',
        petitionSection(asked),
        qualitySection(asked),
        '# IV. Cam kết, việc đã hứa, công trình, mô hình',
        promiseSection(asked),
        '# V. Đánh giá chung và nhiệm vụ kỳ tới',
        ending,
      ].join('\n\n'),
    }),
  },
];
