import type { Bilingual } from '../../platform/language.ts';

/** A type of administrative document. */
export interface DocumentType {
  /** As it stands in the number; with its diacritics, for ĐA and DA, HĐ and HD are different types. */
  code: string;
  name: Bilingual;
  /** Codes of before 2020, which papers of those years bear. */
  once?: string;
}

const type = (code: string, vi: string, en: string, once?: string): DocumentType => ({
  code,
  name: { vi, en },
  ...(once && { once }),
});

/** The 27 named types and two without a code of their own (Decree 30/2020/NĐ-CP, Art. 7 and Appendix III). */
export const documentTypes: readonly DocumentType[] = [
  type('NQ', 'Nghị quyết', 'Resolution'),
  type('QĐ', 'Quyết định', 'Decision'),
  type('CT', 'Chỉ thị', 'Directive'),
  type('QC', 'Quy chế', 'Regulation'),
  type('QyĐ', 'Quy định', 'Rules'),
  type('TC', 'Thông cáo', 'Communiqué'),
  type('TB', 'Thông báo', 'Notice'),
  type('HD', 'Hướng dẫn', 'Guidance'),
  type('CTr', 'Chương trình', 'Programme'),
  type('KH', 'Kế hoạch', 'Plan'),
  type('PA', 'Phương án', 'Scheme'),
  type('ĐA', 'Đề án', 'Project proposal'),
  type('DA', 'Dự án', 'Project'),
  type('BC', 'Báo cáo', 'Report'),
  type('BB', 'Biên bản', 'Minutes'),
  type('TTr', 'Tờ trình', 'Submission'),
  type('HĐ', 'Hợp đồng', 'Contract'),
  type('CĐ', 'Công điện', 'Urgent dispatch'),
  type('BGN', 'Bản ghi nhớ', 'Memorandum', 'GN'),
  type('BTT', 'Bản thỏa thuận', 'Agreement', 'TTh'),
  type('GUQ', 'Giấy ủy quyền', 'Authorisation', 'UQ'),
  type('GM', 'Giấy mời', 'Invitation'),
  type('GGT', 'Giấy giới thiệu', 'Introduction', 'GT'),
  type('GNP', 'Giấy nghỉ phép', 'Leave permit', 'NP'),
  type('PG', 'Phiếu gửi', 'Dispatch slip'),
  type('PC', 'Phiếu chuyển', 'Transfer slip'),
  type('PB', 'Phiếu báo', 'Notification slip'),
  type('CV', 'Công văn', 'Official letter'),
  type('TCg', 'Thư công', 'Public letter'),
];

/** Slips about petitions, which have numbers and stand in no list of types (Circular 05/2021/TT-TTCP, forms). */
const slips: readonly DocumentType[] = [
  type('GBN', 'Giấy biên nhận', 'Receipt'),
  type('PHD', 'Phiếu hướng dẫn', 'Guidance slip'),
  type('PTL', 'Phiếu trả lại đơn', 'Return slip'),
];

/** Types whose number bears the drafting office instead of a code: `15/UBND-VX`. */
export const withoutCode: readonly string[] = ['CV', 'TCg'];

/** A type by its code of today or of before 2020; undefined where it is none. */
export function documentType(code: string): DocumentType | undefined {
  return (
    [...documentTypes, ...slips].find((one) => one.code === code) ??
    documentTypes.find((one) => one.once === code)
  );
}
