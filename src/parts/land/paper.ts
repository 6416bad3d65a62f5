import { type Issuer, letterhead } from '../../ground/organization/issuer.ts';
import { type AdministrativeDocument, placeAndDate, printable } from '../../platform/document/document.ts';
import type { PlainDate } from '../../platform/time.ts';
import { formatDong, formatThousandths } from '../../platform/vietnamese.ts';
import type { Household, Line } from './land.ts';

/** A household's compensation as a paper: line by line, with the total that the lines come to. */
export function statementOf(
  household: Household,
  project: { name: string; basis: string },
  lines: readonly Line[],
  issuer: Issuer,
  on: PlainDate,
): AdministrativeDocument {
  const current = lines.filter((one) => !one.replacedBy);
  const total = current.reduce((sum, one) => sum + one.amount, 0n);
  return {
    ...letterhead(issuer),
    number: '',
    placeAndDate: placeAndDate(issuer.place, on),
    kind: 'BẢNG TÍNH BỒI THƯỜNG, HỖ TRỢ',
    abstract: printable(`Hộ ${household.name} (${household.key}), dự án ${project.name}`),
    to: [],
    grounds: [`Căn cứ ${printable(project.basis)}.`],
    paragraphs: [],
    blocks: [
      {
        caption: '',
        head: ['TT', 'Khoản', 'Số lượng', 'Đơn giá', 'Thành tiền', 'Theo'],
        rows: [
          ...current.map((one, at) =>
            [
              String(at + 1),
              one.rateName,
              `${formatThousandths(one.quantity)} ${one.per}`,
              formatDong(one.price),
              formatDong(one.amount),
              one.decision,
            ].map(printable),
          ),
          ['', 'Cộng', '', '', formatDong(total), ''],
        ],
      },
      'Mỗi dòng là số lượng nhân đơn giá, làm tròn đến đồng; tổng là cộng các dòng.',
    ],
    recipients: ['- Hộ có tên trên;', '- Lưu: VT.'],
  };
}
