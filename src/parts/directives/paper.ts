import { documentType, withoutCode } from '../../ground/law/document-types.ts';
import { type Issuer, letterhead } from '../../ground/organization/issuer.ts';
import { type AdministrativeDocument, placeAndDate, printable } from '../../platform/document/document.ts';
import { formatDate } from '../../platform/time.ts';
import type { Document } from './document.ts';

/** A registered outgoing document as a paper (Decree 30/2020/NĐ-CP, Appendix I). */
export function paperOf(
  document: Document,
  issuer: Issuer,
  to: readonly string[] = [],
): AdministrativeDocument {
  const letter = withoutCode.includes(document.typeCode);
  const authority =
    document.authority === '' || document.authority === 'TM' ? [] : [`${document.authority}.`];
  const head = letterhead({ ...issuer, head: { title: document.signerTitle, name: document.signer } });
  return {
    ...head,
    signer: authority.length > 0 ? [`${authority[0]} ${head.signer.at(-1) ?? ''}`.trim()] : head.signer,
    number: `Số: ${document.printedNumber}`,
    placeAndDate: placeAndDate(issuer.place, document.issuedOn),
    kind: letter ? '' : (documentType(document.typeCode)?.name.vi ?? '').toLocaleUpperCase('vi'),
    abstract: printable(letter ? `V/v ${document.abstract}` : document.abstract),
    to: to.map(printable),
    grounds: [],
    paragraphs: document.body.split('\n').map(printable).filter(Boolean),
    recipients: [...to.map((one) => `- ${printable(one)};`), '- Lưu: VT.'],
  };
}

/** The words of a letter that urges a unit's overdue tasks. */
export function urgingWords(
  unit: string,
  tasks: readonly {
    title: string;
    printedNumber: string;
    dueOn: string;
    daysLate: number;
    extensions: number;
  }[],
  answerBy: Parameters<typeof formatDate>[0],
): { abstract: string; body: string } {
  return {
    abstract: `đôn đốc thực hiện ${tasks.length} nhiệm vụ quá hạn`,
    body: [
      `Qua theo dõi, đến nay ${unit} còn ${tasks.length} nhiệm vụ quá hạn chưa hoàn thành:`,
      ...tasks.map(
        (one, at) =>
          `${at + 1}. ${one.title} (văn bản ${one.printedNumber}; hạn ${one.dueOn}; trễ ${one.daysLate} ngày; đã gia hạn ${one.extensions} lần).`,
      ),
      `Đề nghị ${unit} khẩn trương hoàn thành, giải trình lý do chậm đối với từng nhiệm vụ và báo cáo kết quả chậm nhất ngày ${formatDate(answerBy)}.`,
    ].join('\n'),
  };
}
