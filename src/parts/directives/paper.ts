import { documentType, withoutCode } from '../../ground/law/document-types.ts';
import { type Issuer, letterhead, signOf } from '../../ground/organization/issuer.ts';
import { type AdministrativeDocument, placeAndDate, printable } from '../../platform/document/document.ts';
import { formatDate, type PlainDate, yearOf } from '../../platform/time.ts';
import { type Document, printedNumber } from './document.ts';
import type { Draft } from './draft.ts';

/** A registered outgoing document as a paper (Decree 30/2020/NĐ-CP, Appendix I). */
export function paperOf(
  document: Pick<
    Document,
    'typeCode' | 'authority' | 'signer' | 'signerTitle' | 'printedNumber' | 'issuedOn' | 'abstract' | 'body'
  >,
  issuer: Issuer,
  to: readonly string[] = [],
): AdministrativeDocument {
  const letter = withoutCode.includes(document.typeCode);
  const { authority, signer: name, signerTitle: title } = document;
  // The head's own title stands above who signs instead; an acting head bears it with "Q." (Decree 30/2020, Art. 13).
  const instead = authority === 'KT' || authority === 'TL' || authority === 'TUQ';
  const head = letterhead({
    ...issuer,
    ...(instead
      ? { standIn: { title, name, authority } }
      : { head: { title: authority === 'Q' ? `Q. ${title}` : title, name }, standIn: undefined }),
  });
  return {
    ...head,
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

/** A draft as it will look: the place of its number is empty, and it says that it is a draft. */
export function draftPaper(draft: Draft, issuer: Issuer, today: PlainDate): AdministrativeDocument {
  const paper = paperOf(
    {
      ...draft,
      authority: draft.authority ?? '',
      signer: draft.signer ?? issuer.head?.name ?? '',
      signerTitle: draft.signerTitle ?? issuer.head?.title ?? '',
      printedNumber: printedNumber(0, draft.typeCode, signOf(issuer.unit), draft.office).replace(
        /^00/,
        '......',
      ),
      issuedOn: today,
    },
    issuer,
  );
  const [place] = paper.placeAndDate.split(',');
  return {
    ...paper,
    number: `${paper.number} (DỰ THẢO)`,
    placeAndDate: `${place}, ngày ...... tháng ...... năm ${yearOf(today)}`,
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
