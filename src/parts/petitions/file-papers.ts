import { type Issuer, letterhead } from '../../ground/organization/issuer.ts';
import { type AdministrativeDocument, placeAndDate, printable } from '../../platform/document/document.ts';
import { dayInVietnam, formatDate, type PlainDate } from '../../platform/time.ts';
import type { IssuedDocument } from './document.store.ts';
import { type Decided, findingNames, rulingNames } from './finding.ts';
import { documentNames, kindNames, stateNames } from './names.ts';
import type { Message, PetitionRow } from './petition.store.ts';
import { texts } from './texts.ts';

/**
 * Papers of the file itself: they go with a case inside the office, bear no number and stand in no register. The
 * layout is that of Decree 30/2020, the contents are those in common use.
 */
export const filePapers = ['submission', 'cover', 'contents'] as const;
export type FilePaper = (typeof filePapers)[number];

/** What they are made of: no more than who prints them sees. */
export interface FileFacts {
  petition: PetitionRow & Decided;
  sender: string | null;
  issuer: Issuer;
  /** Who hands the draft in. */
  by: { name: string; title: string };
  on: PlainDate;
  dueOn: PlainDate | null;
  closedOn: PlainDate | null;
  verified: string | null;
  dialogueOn: PlainDate | null;
  issued: readonly IssuedDocument[];
  messages: readonly Pick<Message, 'kind' | 'at'>[];
  /** With the day on which each came. */
  files: readonly { name: string; on: PlainDate }[];
}

/** Which of them a case has now: a draft is handed in with its slip, a file has cover and contents from its first day. */
export function possibleFilePapers({
  kind,
  state,
  draft,
}: Pick<PetitionRow, 'kind' | 'state' | 'draft'>): FilePaper[] {
  if (kind === 'denunciation') return [];
  const handedIn = draft !== null && (state === 'accepted' || state === 'awaitingApproval');
  return filePapers.filter((one) => one !== 'submission' || handedIn);
}

const short = (text: string) => printable(text.split('\n').filter(Boolean).join(' '));

function submission({
  petition,
  sender,
  by,
  dueOn,
  verified,
  dialogueOn,
}: FileFacts): Partial<AdministrativeDocument> {
  const { finding, ruling, damages } = petition;
  const matter = kindNames.vi[petition.kind].toLocaleLowerCase('vi');
  const proposed = [
    finding && findingNames.vi[finding],
    ruling && rulingNames.vi[ruling],
    damages && `bồi thường: ${damages}`,
  ].filter(Boolean);
  return {
    kind: 'PHIẾU TRÌNH',
    abstract: printable(`V/v giải quyết đơn ${matter} số ${petition.number}`),
    paragraphs: [
      `1. Nội dung: ${petition.title}. Người gửi: ${sender ?? 'không ghi tên'}. Nhận ngày ${formatDate(petition.receivedOn)}${dueOn ? `, hạn giải quyết ${formatDate(dueOn)}` : ''}.`,
      `2. Đã làm: ${[verified && `xác minh (${verified})`, dialogueOn && `đối thoại ngày ${formatDate(dialogueOn)}`].filter(Boolean).join('; ') || 'xem hồ sơ kèm theo'}.`,
      `3. Đề xuất: ${proposed.join('; ') || 'ký văn bản theo dự thảo kèm theo'}.`,
      `4. Dự thảo: ${petition.draft ?? ''}`,
      'Ý KIẾN CỦA NGƯỜI DUYỆT: ..............................................................................',
      '......................................................................................................................',
    ].map(short),
    signer: ['NGƯỜI TRÌNH', by.title.toLocaleUpperCase('vi')],
    signerName: by.name,
    recipients: ['- Lưu: hồ sơ.'],
  };
}

function cover({ petition, sender, closedOn, issuer }: FileFacts): Partial<AdministrativeDocument> {
  const matter = kindNames.vi[petition.kind].toLocaleLowerCase('vi');
  return {
    kind: 'HỒ SƠ',
    abstract: printable(
      `Giải quyết đơn ${matter} số ${petition.number}${sender ? ` của ${sender}` : ''}: ${petition.title}`,
    ),
    paragraphs: [
      `Cơ quan lập hồ sơ: ${issuer.unit}.`,
      `Thời gian: từ ngày ${formatDate(petition.receivedOn)} đến ngày ${closedOn ? formatDate(closedOn) : '...../...../.........'}.`,
      `Tình trạng: ${stateNames.vi[petition.state]}.`,
      'Gồm: ............... tờ. Thời hạn bảo quản: ..............................',
      'Hồ sơ số: .......... Cặp (hộp) số: .......... Mục lục số: ..........',
    ].map(short),
    signer: ['NGƯỜI LẬP HỒ SƠ'],
    signerName: '',
    recipients: [],
  };
}

/** What lies in the file, in the order in which it came, with its place for the sheet numbers. */
function contents(facts: FileFacts): Partial<AdministrativeDocument> {
  const { petition, sender, issued, messages, files, issuer } = facts;
  const lines: { on: string; row: [number: string, what: string, author: string] }[] = [
    {
      on: petition.receivedOn,
      row: [
        '',
        `Đơn ${kindNames.vi[petition.kind].toLocaleLowerCase('vi')}: ${petition.title}`,
        sender ?? 'Người gửi',
      ],
    },
    ...files.map((file) => ({
      on: file.on as string,
      row: ['', `Tài liệu kèm theo: ${file.name}`, ''] as [string, string, string],
    })),
    ...issued
      .filter((one) => !one.cancelledOn)
      .map((one) => ({
        on: one.issuedOn as string,
        row: [
          one.content.number.replace('Số: ', ''),
          `${documentNames.vi[one.kind]}: ${one.content.abstract}`,
          issuer.unit,
        ] as [string, string, string],
      })),
    ...messages
      .filter((one) => one.kind === 'answer' || one.kind === 'correctedAnswer')
      .map((one) => ({
        on: dayInVietnam(one.at) as string,
        row: ['', one.kind === 'answer' ? 'Văn bản trả lời' : texts.vi.correctedAnswer, issuer.unit] as [
          string,
          string,
          string,
        ],
      })),
  ];
  const sorted = lines.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return {
    kind: 'MỤC LỤC VĂN BẢN, TÀI LIỆU',
    abstract: printable(`Trong hồ sơ đơn số ${petition.number}`),
    paragraphs: [],
    blocks: [
      {
        caption: '',
        head: ['TT', 'Số, ký hiệu', 'Ngày', 'Tên loại, trích yếu', 'Tác giả', 'Tờ số', 'Ghi chú'],
        rows: sorted.map(({ on, row: [number, what, author] }, at) =>
          [String(at + 1), number, formatDate(on as PlainDate), what, author, '', ''].map(printable),
        ),
      },
    ],
    signer: ['NGƯỜI LẬP HỒ SƠ'],
    signerName: '',
    recipients: [],
  };
}

const made: Record<FilePaper, (facts: FileFacts) => Partial<AdministrativeDocument>> = {
  submission,
  cover,
  contents,
};

/** A paper of the file. */
export function filePaperOf(paper: FilePaper, facts: FileFacts): AdministrativeDocument {
  return {
    ...letterhead(facts.issuer),
    number: '',
    placeAndDate: placeAndDate(facts.issuer.place, facts.on),
    to: [],
    grounds: [],
    kind: '',
    abstract: '',
    paragraphs: [],
    recipients: [],
    ...made[paper](facts),
  };
}
