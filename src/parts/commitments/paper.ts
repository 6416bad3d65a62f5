import type { Figure } from '../../ground/figure/catalogue.ts';
import { type Issuer, letterhead } from '../../ground/organization/issuer.ts';
import { type AdministrativeDocument, placeAndDate, printable } from '../../platform/document/document.ts';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import type { Campaign, Change, Item, Signature } from './commitment.ts';
import { targetWords } from './view.tsx';

/** A row of a commitment: number, what, by what it is measured, by when. */
export function rowOf(item: Item, figures: readonly Figure[]): string[] {
  const figure = figures.find((one) => one.code === item.figureCode);
  return [
    String(item.position),
    item.text,
    figure && item.target !== null
      ? `${figure.name.vi} ${targetWords(item.target, figure)}`
      : (item.deliverable ?? ''),
    formatDate(item.dueOn),
  ];
}

export const rowHead = ['TT', 'Nội dung cam kết', 'Đo bằng', 'Hạn'];

/** A commitment on paper (Decree 30/2020/NĐ-CP, Appendix I), with who signed it here and the digest of the words. */
export function paperOf(
  campaign: Campaign,
  unit: string,
  items: readonly Item[],
  signatures: readonly (Signature & { titleVi: string })[],
  issuer: Issuer,
  given: {
    figures: readonly Figure[];
    /** Of the words that were signed; none while nobody has. */
    sha256: string | undefined;
    changes: readonly Change[];
    on: PlainDate;
  },
): AdministrativeDocument {
  const signed = signatures
    .filter((one) => one.changeId === null)
    .map((one) => `${one.name}, ${one.titleVi}: ký trên hệ thống lúc ${formatInstant(one.at)}.`);
  const changed = given.changes
    .filter((one) => one.state === 'holds')
    .map(
      (one) =>
        `Sau khi ký, hai bên đã ký thay đổi ngày ${formatInstant(one.askedAt)}: “${one.before.text}” ${one.after ? `thành “${one.after.text}”, hạn ${formatDate(one.after.dueOn)}` : 'được bỏ'}. Lý do: ${one.reason}.`,
    );
  return {
    ...letterhead(issuer),
    number: '',
    placeAndDate: placeAndDate(issuer.place, given.on),
    kind: 'BẢN CAM KẾT',
    abstract: printable(`Thực hiện nhiệm vụ năm ${campaign.year} của người đứng đầu ${unit}`),
    to: [],
    grounds: [`Căn cứ ${printable(campaign.ground)}.`],
    paragraphs: ['Tôi cam kết thực hiện các nội dung sau và chịu trách nhiệm về kết quả:'],
    blocks: [
      {
        caption: '',
        head: rowHead,
        rows: items
          .filter((one) => one.state !== 'dropped')
          .map((one) => rowOf(one, given.figures).map(printable)),
      },
      ...signed.map(printable),
      ...(given.sha256 ? [`Mã băm nội dung đã ký (SHA-256): ${given.sha256}.`] : []),
      ...changed.map(printable),
    ],
    recipients: ['- Cấp trên trực tiếp;', '- Lưu: VT.'],
  };
}
