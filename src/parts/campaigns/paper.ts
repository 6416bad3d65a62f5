import { type Issuer, letterhead } from '../../ground/organization/issuer.ts';
import { type AdministrativeDocument, placeAndDate, printable } from '../../platform/document/document.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { type Contribution, formatQuantity } from './campaign.ts';

/** The receipt of a contribution, for the one who gave it. */
export function receiptOf(
  work: { title: string; place: string },
  one: Contribution,
  number: string,
  issuer: Issuer,
  on: PlainDate,
): AdministrativeDocument {
  return {
    ...letterhead(issuer),
    number: `Số: ${number}`,
    placeAndDate: placeAndDate(issuer.place, on),
    kind: 'BIÊN NHẬN ĐÓNG GÓP',
    abstract: printable(`${work.title}, ${work.place}`),
    to: [],
    grounds: [],
    paragraphs: [
      printable(`Đã nhận của: ${one.giver}.`),
      printable(`Đóng góp: ${formatQuantity(one.quantity, one.unit)}.`),
      `Ngày nhận: ${formatDate(one.onDay)}.`,
      one.anonymous
        ? 'Theo yêu cầu, tên người góp không nêu khi công khai.'
        : 'Tên người góp được nêu khi công khai.',
      ...(one.struckWhy ? [printable(`Biên nhận này đã hủy: ${one.struckWhy}.`)] : []),
    ],
    recipients: ['- Người đóng góp;', '- Lưu: sổ đóng góp của công trình.'],
  };
}
