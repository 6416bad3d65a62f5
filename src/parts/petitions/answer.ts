import type { Language } from '../../platform/language.ts';
import { fold, foldedWords } from '../../platform/vietnamese.ts';

/** What could make an answer easier to use for the one who gets it. Advice for its writer, never a bar. */
export interface Advice {
  code: 'long' | 'clerical' | 'noDate' | 'noNext' | 'empty' | 'shouting';
  /** The words it is about. */
  about?: string | undefined;
  /** Plainer words for them. */
  plainer?: string | undefined;
}

// Vietnamese is written by syllables: some forty of them are about thirty English words, which is where
// readers lose the beginning of a sentence.
const longestSentence = 40;
// Fewer than this beside the phrases that fit every case say nothing about this one.
const leastOwnSyllables = 12;

/** Words of offices, and what they mean. */
const clerical: readonly [phrase: string, plainer: string][] = [
  ['nghiên cứu, xem xét, giải quyết', 'nói rõ sẽ làm gì, ai làm, khi nào'],
  ['theo quy định hiện hành', 'nói rõ quy định nào, nghĩa là gì với người hỏi'],
  ['theo quy định của pháp luật', 'nói rõ điều luật và nghĩa của nó'],
  ['trong thời gian sớm nhất', 'ghi ngày'],
  ['thời gian tới', 'ghi ngày'],
  ['ghi nhận ý kiến', 'nói rõ sẽ làm gì với ý kiến'],
  ['triển khai thực hiện', 'làm'],
  ['tiến hành kiểm tra', 'kiểm tra'],
  ['quán triệt', 'nói rõ với ai, việc gì'],
  ['đẩy mạnh công tác', 'nói rõ việc làm'],
  ['có ý kiến như sau', 'bỏ, viết thẳng nội dung'],
  ['căn cứ các quy định', 'nêu một căn cứ chính'],
  ['kính chuyển', 'chuyển'],
];

/** Phrases that fit every answer, and so say nothing of this one. */
const fillers: readonly string[] = [
  ...clerical.map(([phrase]) => phrase),
  'trân trọng kính gửi',
  'trân trọng cảm ơn',
  'trân trọng',
  'cảm ơn',
  'kính gửi ông bà',
  'cảm ơn ông bà đã phản ánh',
  'cảm ơn ý kiến của ông bà',
  'đã tiếp nhận',
  'đã chuyển bộ phận chuyên môn',
  'sẽ xem xét',
  'xin thông báo để ông bà được biết',
  'đã giải quyết',
  'đã xử lý',
  'nội dung',
  'phản ánh',
  'ý kiến',
].map((phrase) => foldedWords(phrase).join(' '));

/** How many syllables of an answer are about this case. */
function ownSyllables(text: string): number {
  let rest = ` ${foldedWords(text).join(' ')} `;
  for (const filler of fillers.toSorted((a, b) => b.length - a.length)) {
    // Neighbours share the space between them: looked at, not taken.
    rest = rest.replace(new RegExp(`(?<= )${filler}(?= )`, 'g'), '');
  }
  return rest.split(' ').filter(Boolean).length;
}

/** Whether an answer says something about its case beside the phrases that fit every one. */
export function hasSubstance(text: string): boolean {
  return ownSyllables(text) >= leastOwnSyllables;
}

const dated = /\d{1,2}[/.-]\d{1,2}|ngày\s+\d|tháng\s+\d|tuần|quý\s/i;
// Begun only where a run of capitals begins: a run without end costs its square otherwise.
const shouting = /(?<!\p{Lu})(?:\p{Lu}{2,}\s+){4,}/u;
const nextStep =
  /khiếu nại|không đồng ý|chưa hài lòng|liên hệ|gọi|đến (?:tại|bộ phận|trụ sở|phòng)|xem lại|mở lại|tòa án/i;

/**
 * Advice on an answer's words: sentences too long, words of offices with plainer ones, no date, no word on
 * what its reader can do next, nothing about this case at all.
 *
 * @param text in Vietnamese, as drafted
 */
export function adviceOn(text: string): Advice[] {
  if (text.trim() === '') return [];
  const advice: Advice[] = [];
  if (!hasSubstance(text)) advice.push({ code: 'empty' });
  for (const sentence of text.split(/(?<=[.!?;:])\s+|\n+/)) {
    if (foldedWords(sentence).length > longestSentence)
      advice.push({ code: 'long', about: `${sentence.trim().slice(0, 60)}…` });
  }
  const folded = fold(text).replace(/\s+/g, ' ');
  for (const [phrase, plainer] of clerical) {
    if (folded.includes(fold(phrase))) advice.push({ code: 'clerical', about: phrase, plainer });
  }
  const capitals = text.match(shouting)?.[0];
  if (capitals) advice.push({ code: 'shouting', about: capitals.trim() });
  if (!dated.test(text)) advice.push({ code: 'noDate' });
  if (!nextStep.test(text)) advice.push({ code: 'noNext' });
  return advice;
}

/** Outcomes that answers are written for. */
export const outcomes = [
  'answer',
  'refuse',
  'guide',
  'transferOut',
  'returnPapers',
  'declineReopening',
] as const;
export type Outcome = (typeof outcomes)[number];

/** The beginning of an answer, by outcome; what stands in braces is filled in. */
export interface AnswerTemplate {
  id: string;
  outcome: Outcome;
  name: string;
  body: string;
}

/** What a template may fill in. */
export const placeholders = ['số', 'ngày nhận', 'việc', 'đơn vị', 'hôm nay', 'quyền tiếp theo'] as const;
export type Placeholders = Record<(typeof placeholders)[number], string>;

/** A template with the case's own values; unknown braces stay, so that nobody sends them unseen. */
export function filledIn(body: string, values: Placeholders): string {
  return body.replace(
    /\{([^{}]+)\}/g,
    (whole, name: string) => values[name.trim() as keyof Placeholders] ?? whole,
  );
}

/** Unknown placeholders of a template. */
export function unknownPlaceholders(body: string): string[] {
  return [...body.matchAll(/\{([^{}]+)\}/g)]
    .map((match) => (match[1] ?? '').trim())
    .filter((name) => !(placeholders as readonly string[]).includes(name));
}

/** Templates that come with the program. An office writes its own beside them. */
export const shippedTemplates: readonly AnswerTemplate[] = [
  {
    id: 'shipped-answer',
    outcome: 'answer',
    name: 'Trả lời việc đã làm xong',
    body: 'Về việc “{việc}” (đơn số {số}, nhận ngày {ngày nhận}), {đơn vị} đã kiểm tra và trả lời:\n\n1. Kết quả kiểm tra: …\n2. Đã làm: … (ngày …, ai làm)\n3. Việc còn lại: … xong trước ngày …\n\n{quyền tiếp theo}',
  },
  {
    id: 'shipped-refuse',
    outcome: 'refuse',
    name: 'Không thụ lý',
    body: '{đơn vị} không thụ lý đơn số {số} (nhận ngày {ngày nhận}) vì: … (điều, khoản, nghĩa là …).\n\nÔng/bà có thể: …\n\n{quyền tiếp theo}',
  },
  {
    id: 'shipped-guide',
    outcome: 'guide',
    name: 'Hướng dẫn gửi đúng nơi',
    body: 'Việc “{việc}” không do {đơn vị} giải quyết mà thuộc thẩm quyền của … . Ông/bà gửi đơn đến: … (địa chỉ, điện thoại, giờ làm việc). Cần mang theo: …\n\n{quyền tiếp theo}',
  },
  {
    id: 'shipped-transfer',
    outcome: 'transferOut',
    name: 'Đã chuyển đơn',
    body: 'Ngày {hôm nay}, {đơn vị} đã chuyển đơn số {số} đến … vì việc này thuộc thẩm quyền của cơ quan đó. Cơ quan đó sẽ trả lời ông/bà; khi cần hỏi, xin liên hệ: …',
  },
  {
    id: 'shipped-return',
    outcome: 'returnPapers',
    name: 'Trả lại đơn và giấy tờ',
    body: '{đơn vị} trả lại đơn số {số} và giấy tờ kèm theo vì: … Ông/bà nhận lại tại … từ ngày …\n\n{quyền tiếp theo}',
  },
  {
    id: 'shipped-decline',
    outcome: 'declineReopening',
    name: 'Không mở lại',
    body: '{đơn vị} đã xem lại việc “{việc}” theo đề nghị của ông/bà và giữ kết quả đã trả lời, vì: …\n\n{quyền tiếp theo}',
  },
];

/** What the reader of an answer can do next, by kind of petition and whether it was a refusal. */
export const nextRights: Record<Language, Record<'complaint' | 'denunciation' | 'other', string>> = {
  vi: {
    complaint:
      'Nếu không đồng ý, ông/bà có quyền khiếu nại lần hai hoặc khởi kiện tại Tòa án; mở mục “Theo dõi đơn” bằng mã của ông/bà để xem thời hạn và nộp.',
    denunciation:
      'Nếu có căn cứ cho rằng việc giải quyết không đúng pháp luật, ông/bà có quyền tố cáo tiếp với cấp trên trực tiếp.',
    other:
      'Nếu chưa hài lòng, ông/bà mở mục “Theo dõi đơn” bằng mã của mình để đánh giá và đề nghị xem lại, hoặc gặp lãnh đạo theo lịch tiếp công dân.',
  },
  en: {
    complaint:
      'If you do not agree you may complain again or go to court; open “Follow” with your code to see the terms.',
    denunciation:
      'If there is ground to say it was not settled by the law, you may go to the next body above.',
    other:
      'If you are not satisfied, open “Follow” with your code to rate and ask to look again, or meet the leaders on their reception days.',
  },
};
