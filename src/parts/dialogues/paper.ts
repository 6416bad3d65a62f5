import { type Issuer, letterhead } from '../../ground/organization/issuer.ts';
import { type AdministrativeDocument, placeAndDate, printable } from '../../platform/document/document.ts';
import { formatDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { Ballot, Seat, Site } from './dialogue.store.ts';
import type { Dialogue, DialoguePromise, Question } from './dialogue.ts';

/** What a dialogue's papers are made of. */
export interface DialogueFacts {
  dialogue: Dialogue;
  issuer: Issuer;
  sites: readonly Pick<Site, 'name'>[];
  questions: readonly Question[];
  promises: readonly DialoguePromise[];
  ballots: readonly Ballot[];
}

const frame = ({ dialogue, issuer }: Pick<DialogueFacts, 'dialogue' | 'issuer'>) => ({
  ...letterhead(issuer),
  number: 'Số:      /BB',
  placeAndDate: placeAndDate(issuer.place, dialogue.onDay),
  to: [],
  grounds: [],
});

/**
 * The minutes of a dialogue as they are read out and signed in the room: who came, what was asked and answered, what
 * was promised by whom until when, what was voted on. Who asked is named nowhere.
 */
export function minutesOf(facts: DialogueFacts): AdministrativeDocument {
  const { dialogue, sites, questions, promises, ballots } = facts;
  const spoken = questions.filter((one) => one.joinedTo === null && one.withheldWhy === null);
  return {
    ...frame(facts),
    kind: 'BIÊN BẢN',
    abstract: printable(dialogue.title),
    paragraphs: [
      `Thời gian: ${dialogue.fromTime} ngày ${formatDate(dialogue.onDay)}. Địa điểm: ${sites.map((one) => one.name).join('; ') || 'trực tuyến'}.`,
      `Chủ trì: ${dialogue.chairs}. Thành phần: ${dialogue.audience}.`,
      `Có mặt: ${dialogue.attended === null ? '.......' : formatInteger(dialogue.attended)} người.${dialogue.officials ? ` Cán bộ dự: ${dialogue.officials}.` : ''}`,
      `Nội dung: ${dialogue.topics}`,
      'I. Ý KIẾN VÀ TRẢ LỜI',
      ...(spoken.length === 0 ? ['Không có ý kiến.'] : []),
      ...spoken.flatMap((one) => [
        `${one.number}. ${one.text}`,
        `Trả lời: ${one.answer ?? '................................................................................'}`,
      ]),
      'II. VIỆC ĐÃ HỨA',
      ...(promises.length === 0 ? ['Không có việc nào được hứa.'] : []),
      ...promises.map(
        (one, at) =>
          `${at + 1}. ${one.text} (${one.askedVi ?? one.unitVi}, chậm nhất ngày ${formatDate(one.dueOn)}).`,
      ),
      ...(ballots.length > 0 ? ['III. BIỂU QUYẾT'] : []),
      ...ballots.map(
        (one) =>
          `${one.matter}: ${formatInteger(one.agree)} đồng ý, ${formatInteger(one.disagree)} không đồng ý, ${formatInteger(one.other)} ý kiến khác.`,
      ),
      'Biên bản được đọc lại cho mọi người cùng nghe và thống nhất.',
    ].map(printable),
    signer: ['CHỦ TRÌ', 'THƯ KÝ'],
    signerName: '',
    recipients: ['- Lưu: VT.'],
  };
}

/** The list on which those who come sign: who took a seat, and lines for who comes without one. */
export function attendanceOf(
  facts: Pick<DialogueFacts, 'dialogue' | 'issuer'>,
  seats: readonly Seat[],
): AdministrativeDocument {
  const { dialogue } = facts;
  const named = seats.filter((one) => one.state !== 'cancelled' && one.state !== 'waiting');
  const empty = Math.max(10, 30 - named.length);
  return {
    ...frame(facts),
    number: '',
    kind: 'DANH SÁCH NGƯỜI DỰ',
    abstract: printable(`${dialogue.title}, ngày ${formatDate(dialogue.onDay)}`),
    paragraphs: [],
    blocks: [
      {
        caption: '',
        head: ['TT', 'Họ và tên', 'Nơi ở, đơn vị', 'Ký tên'],
        rows: [...named.map((one) => one.name), ...Array.from({ length: empty }, () => '')].map(
          (name, at) => [String(at + 1), printable(name), '', ''],
        ),
      },
    ],
    signer: ['NGƯỜI LẬP'],
    signerName: '',
    recipients: [],
  };
}
