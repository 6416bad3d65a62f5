import { evaluationRulesOf } from '../../ground/law/evaluation-rules.ts';
import { type Issuer, letterhead } from '../../ground/organization/issuer.ts';
import {
  type AdministrativeDocument,
  type Block,
  placeAndDate,
  printable,
} from '../../platform/document/document.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatPercent } from '../../platform/vietnamese.ts';
import type { FileLine } from './round.store.ts';
import type { Computed, File, FileProduct, Round } from './round.ts';
import { conditionNames, levelNames, lineNames } from './texts.ts';

const number = (value: number) => value.toLocaleString('vi-VN', { maximumFractionDigits: 2 });
const periodWords = (round: Round) =>
  round.quarter === null ? `năm ${round.year}` : `quý ${round.quarter} năm ${round.year}`;

/** Points and conditions as a table, each line with its numbers. */
export function scoreBlocks(round: Round, file: Pick<File, 'given'>, computed: Computed): Block[] {
  const rules = round.rulesCode ? evaluationRulesOf(round.rulesCode) : undefined;
  const blocks: Block[] = [];
  if (rules?.form === 'points')
    blocks.push({
      caption: 'Tiêu chí chung',
      head: ['Tiêu chí', 'Tối đa', 'Tự chấm', 'Chấm'],
      rows: rules.commonCriteria.map(({ code, name, most }) => [
        name.vi,
        String(most),
        String(file.given[code]?.self ?? ''),
        String(file.given[code]?.given ?? ''),
      ]),
    });
  const { points, conditions } = computed;
  if (points)
    blocks.push({
      caption: 'Kết quả thực hiện nhiệm vụ',
      head: ['Tiêu chí', 'Tỷ lệ', 'Tối đa', 'Điểm'],
      rows: [
        ...points.lines.map((line) => [
          lineNames.vi[line.code] ?? line.code,
          formatPercent(line.share.numerator, line.share.denominator),
          number(line.most / 100),
          number(line.points / 100),
        ]),
        ['Tổng điểm, cả điểm chung', '', '100', number(points.total.numerator / points.total.denominator)],
      ],
    });
  if (conditions)
    blocks.push({
      caption: 'Điều kiện xếp loại',
      head: ['Điều kiện', 'Tỷ lệ', 'Yêu cầu', 'Đạt'],
      rows: conditions.conditions.map((one) => [
        conditionNames.vi[one.code],
        `${one.share.numerator}/${one.share.denominator}`,
        `${one.asked}%`,
        one.holds ? 'có' : 'không',
      ]),
    });
  return blocks;
}

const base = (issuer: Issuer, on: PlainDate) => ({
  ...letterhead(issuer),
  number: '',
  placeAndDate: placeAndDate(issuer.place, on),
  to: [],
  grounds: [],
});

/** A person's self-assessment, prefilled from the record. */
export function selfPaper(
  round: Round,
  file: FileLine,
  /** Undefined while the result is not told: then it is the person's own account and nothing else. */
  computed: Computed | undefined,
  products: readonly FileProduct[],
  titleOf: (product: FileProduct) => string,
  issuer: Issuer,
  on: PlainDate,
): AdministrativeDocument {
  const rules = round.rulesCode ? evaluationRulesOf(round.rulesCode) : undefined;
  return {
    ...base(issuer, on),
    kind: 'PHIẾU TỰ ĐÁNH GIÁ',
    abstract: printable(`Kết quả thực hiện nhiệm vụ ${periodWords(round)}`),
    grounds: rules ? [`Căn cứ ${rules.basis.vi}.`] : [],
    paragraphs: [
      `Họ và tên: ${file.personName ?? ''}.`,
      `Chức vụ, đơn vị: ${file.title ?? ''}, ${file.unitVi}.`,
      `Tự nhận xét: ${file.selfText ?? ''}`,
    ].map(printable),
    blocks: [
      ...(computed ? scoreBlocks(round, file, computed) : []),
      {
        caption: 'Sản phẩm, công việc trong kỳ, đọc từ sổ',
        head: ['Công việc', 'Hạn', 'Xong', 'Quy đổi'],
        rows: products.map((one) => [
          printable(titleOf(one)),
          one.dueOn ? formatDate(one.dueOn) : '',
          one.done ? (one.doneOn ? formatDate(one.doneOn) : 'có') : 'chưa',
          number(one.weight / 100),
        ]),
      },
    ],
    signer: ['NGƯỜI TỰ ĐÁNH GIÁ'],
    signerName: file.personName ?? '',
    recipients: ['- Lưu: hồ sơ.'],
  };
}

/** The notice of a result. */
export function noticePaper(
  round: Round,
  file: FileLine,
  computed: Computed | undefined,
  issuer: Issuer,
  on: PlainDate,
): AdministrativeDocument {
  const rules = round.rulesCode ? evaluationRulesOf(round.rulesCode) : undefined;
  const who = file.personName ? `${file.personName}, ${file.title ?? ''}, ${file.unitVi}` : file.unitVi;
  return {
    ...base(issuer, on),
    number: 'Số:      /TB',
    kind: 'THÔNG BÁO',
    abstract: printable(`Kết quả đánh giá, xếp loại ${periodWords(round)}`),
    grounds: rules ? [`Căn cứ ${rules.basis.vi}.`] : [],
    paragraphs: [
      `${who}: ${file.level ? levelNames.vi[file.level] : ''}.`,
      ...(file.levelWhy ? [`Lý do: ${file.levelWhy}`] : []),
      'Người được đánh giá có quyền kiến nghị về kết quả này.',
    ].map(printable),
    blocks: computed ? scoreBlocks(round, file, computed) : [],
    recipients: [`- ${printable(who)};`, '- Lưu: VT, hồ sơ.'],
  };
}

export const summaryHead = ['TT', 'Họ tên', 'Chức vụ', 'Đơn vị', 'Theo quy định', 'Mức xếp loại'];

/** A line of the summary table. */
export function summaryRow(file: FileLine, at: number): string[] {
  return [
    String(at + 1),
    file.personName ?? '',
    file.title ?? '',
    file.unitVi,
    file.computed ? levelNames.vi[file.computed] : '',
    file.level ? levelNames.vi[file.level] : '',
  ];
}

/** The summary table of a round. */
export function summaryPaper(
  round: Round,
  files: readonly FileLine[],
  issuer: Issuer,
  on: PlainDate,
): AdministrativeDocument {
  return {
    ...base(issuer, on),
    kind: 'BẢNG TỔNG HỢP',
    abstract: printable(`Kết quả đánh giá, xếp loại ${periodWords(round)}`),
    paragraphs: [],
    blocks: [
      { caption: '', head: summaryHead, rows: files.map((one, at) => summaryRow(one, at).map(printable)) },
    ],
    recipients: ['- Lưu: VT, hồ sơ.'],
  };
}
