import { ruleOn } from '../../ground/law/catalogue.ts';
import { type Issuer, inFull, letterhead, signOf } from '../../ground/organization/issuer.ts';
import {
  type AdministrativeDocument,
  documentNumber,
  placeAndDate,
  printable,
} from '../../platform/document/document.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { type Decided, findingNames, rulingNames } from './finding.ts';
import { groundNames, kindNames } from './names.ts';
import {
  answerRule,
  intakeRule,
  type PetitionKind,
  type PetitionState,
  type Route,
  type Variety,
} from './petition.ts';
import type { Step } from './steps.ts';

/** The papers of a case: each is the paper of one step, and the receipt of its arrival. */
export const documentKinds = [
  'receipt',
  'acceptance',
  'refusal',
  'guidance',
  'returnSlip',
  'transferSlip',
  'urging',
  'extension',
  'suspension',
  'verification',
  'verificationReport',
  'dialogue',
  'decision',
  'answer',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

interface Form {
  /** The step whose paper it is; the receipt has none. */
  step: Step | undefined;
  /**
   * What stands in its number (Decree 30/2020, Appendix III); empty for an official letter. Slips that the
   * decree does not name (guidance, return, receipt) have one by use.
   */
  type: string;
  name: string;
  kinds?: readonly PetitionKind[];
}

const forms: Record<DocumentKind, Form> = {
  receipt: { step: undefined, type: 'GBN', name: 'GIẤY BIÊN NHẬN' },
  acceptance: { step: 'accept', type: 'TB', name: 'THÔNG BÁO' },
  refusal: { step: 'refuse', type: 'TB', name: 'THÔNG BÁO' },
  guidance: { step: 'guide', type: 'PHD', name: 'PHIẾU HƯỚNG DẪN' },
  returnSlip: { step: 'returnPapers', type: 'PTL', name: 'PHIẾU TRẢ LẠI ĐƠN' },
  transferSlip: { step: 'transferOut', type: 'PC', name: 'PHIẾU CHUYỂN ĐƠN' },
  urging: { step: 'urge', type: '', name: '' },
  extension: { step: 'extend', type: 'TB', name: 'THÔNG BÁO' },
  suspension: { step: 'suspend', type: 'QĐ', name: 'QUYẾT ĐỊNH' },
  verification: { step: 'verify', type: 'QĐ', name: 'QUYẾT ĐỊNH', kinds: ['complaint'] },
  verificationReport: { step: 'reportVerification', type: 'BC', name: 'BÁO CÁO', kinds: ['complaint'] },
  dialogue: { step: 'holdDialogue', type: 'BB', name: 'BIÊN BẢN' },
  decision: { step: 'approve', type: 'QĐ', name: 'QUYẾT ĐỊNH', kinds: ['complaint'] },
  answer: { step: 'send', type: '', name: '', kinds: ['recommendation', 'reflection'] },
};

/** What a paper is made of. */
export interface DocumentFacts extends Issuer {
  petition: {
    number: number;
    kind: PetitionKind;
    route: Route;
    variety: Variety;
    state: PetitionState;
    title: string;
    receivedOn: PlainDate;
    passedOnBy: string | null;
  };
  sender: { name: string | null; address: string | null };
  /** What was said at the step, who it went to, on what ground, and the day that came of it. */
  text: string | null;
  receiver: string | null;
  ground: string | null;
  dueOn: PlainDate | null;
  /** What a decision stands on and holds; other papers have none. */
  decided?:
    | (Decided & { verified: string | null; dialogue: { on: PlainDate; minutes: string } | null })
    | undefined;
}

/** What happened to a case, as far as its papers need to know: the steps taken. */
export function possibleDocuments(kind: PetitionKind, steps: ReadonlySet<string>): DocumentKind[] {
  // The paper of a denunciation would carry who it is about, and often who wrote it, out of its seal.
  if (kind === 'denunciation') return [];
  return documentKinds.filter((one) => {
    const form = forms[one];
    return (!form.step || steps.has(form.step)) && (!form.kinds || form.kinds.includes(kind));
  });
}

/** The step whose words a paper carries. */
export function stepOf(kind: DocumentKind): Step | undefined {
  return forms[kind].step;
}

/** What stands in a paper's number: the series in which it is counted. */
export function seriesOf(kind: DocumentKind): string {
  return forms[kind].type;
}

/** Whether a paper is an official letter (công văn), which names no type. */
export function isLetter(kind: DocumentKind): boolean {
  return forms[kind].name === '';
}

const whose = (facts: DocumentFacts) => {
  const { name, address } = facts.sender;
  return name ? `ông (bà) ${name}${address ? `, địa chỉ: ${address}` : ''}` : 'người gửi đơn';
};
const lines = (text: string | null) =>
  (text ?? '')
    .split(/[\n\v\f\u{2028}\u{2029}]+/u)
    .map((one) => one.trim())
    .filter(Boolean);

const nothingDecided = { finding: null, ruling: null, damages: null, verified: null, dialogue: null };

/**
 * The parts of a decision on a complaint, in the order of Law on Complaints 2011, Art. 31(2) (first stage) and Art.
 * 40(2) (second), both to be confirmed against the text: what was complained about, verified and talked over, the finding, and the articles that bind.
 */
function decision(facts: DocumentFacts, came: string): string[] {
  const { petition, decided } = facts;
  const { finding, ruling, damages, verified, dialogue } = decided ?? nothingDecided;
  const second = petition.variety === 'second';
  const next = second
    ? 'Người khiếu nại không đồng ý với Quyết định này có quyền khởi kiện vụ án hành chính tại Tòa án theo quy định của Luật Tố tụng hành chính.'
    : 'Người khiếu nại không đồng ý với Quyết định này có quyền khiếu nại lần hai trong thời hạn theo Điều 33 Luật Khiếu nại, hoặc khởi kiện vụ án hành chính tại Tòa án.';
  const parts: [string, string[]][] = [
    ['Nội dung khiếu nại', [came]],
    ['Kết quả xác minh', lines(verified)],
    [
      'Kết quả đối thoại',
      dialogue ? [`Đối thoại ngày ${formatDate(dialogue.on)}.`, ...lines(dialogue.minutes)] : [],
    ],
    [
      'Kết luận',
      [
        ...(finding ? [`Nội dung khiếu nại: ${findingNames.vi[finding].toLocaleLowerCase('vi')}.`] : []),
        ...lines(facts.text),
      ],
    ],
  ];
  const articles = [
    ...(ruling ? [`${rulingNames.vi[ruling]}.`] : []),
    ...(damages ? [`Bồi thường thiệt hại: ${lines(damages).join(' ')}`] : []),
    next,
    'Người khiếu nại, người bị khiếu nại và các cơ quan, cá nhân liên quan chịu trách nhiệm thi hành Quyết định này.',
  ];
  return [
    ...parts
      .filter(([, said]) => said.length > 0)
      .flatMap(([name, said], at) => [`${at + 1}. ${name}`, ...said]),
    'QUYẾT ĐỊNH:',
    ...articles.map((article, at) => `Điều ${at + 1}. ${article}`),
  ];
}

/** The abstract and the words of each paper. */
function content(kind: DocumentKind, facts: DocumentFacts): { abstract: string; paragraphs: string[] } {
  const { petition, unit } = facts;
  const matter = kindNames.vi[petition.kind].toLocaleLowerCase('vi');
  const came = `Ngày ${formatDate(petition.receivedOn)}, ${inFull(unit)} nhận được đơn ${matter} số ${petition.number} của ${whose(facts)}, nội dung: ${petition.title}.`;
  const due = facts.dueOn ? formatDate(facts.dueOn) : undefined;
  const stage = petition.variety === 'second' ? ' (lần hai)' : ' (lần đầu)';
  switch (kind) {
    case 'receipt':
      return {
        abstract: `Về việc tiếp nhận đơn ${matter}`,
        paragraphs: [
          came,
          ...(due ? [`Thời hạn của bước giải quyết tiếp theo: chậm nhất ngày ${due}.`] : []),
        ],
      };
    case 'acceptance':
      return {
        abstract: `Về việc thụ lý đơn ${matter}`,
        paragraphs: [
          came,
          'Sau khi xem xét, đơn đủ điều kiện và thuộc thẩm quyền giải quyết; cơ quan thông báo thụ lý kể từ ngày ký.',
          ...(due ? [`Thời hạn giải quyết: chậm nhất ngày ${due}.`] : []),
        ],
      };
    case 'refusal':
      return {
        abstract: `Về việc không thụ lý đơn ${matter}`,
        paragraphs: [
          came,
          ...(facts.ground ? [`Căn cứ không thụ lý: ${groundNames.vi[facts.ground] ?? facts.ground}.`] : []),
          ...lines(facts.text),
        ],
      };
    case 'guidance':
      return {
        abstract: `Về việc gửi đơn ${matter} đến cơ quan có thẩm quyền`,
        paragraphs: [came, ...lines(facts.text)],
      };
    case 'returnSlip':
      return {
        abstract: `Về việc trả lại đơn ${matter} và tài liệu kèm theo`,
        paragraphs: [
          came,
          ...(facts.ground ? [`Căn cứ trả lại: ${groundNames.vi[facts.ground] ?? facts.ground}.`] : []),
          ...lines(facts.text),
        ],
      };
    case 'transferSlip':
      return {
        abstract: `Về việc chuyển đơn ${matter}`,
        paragraphs: [
          came,
          `Nội dung đơn thuộc thẩm quyền của ${facts.receiver ?? 'cơ quan nhận'}; đề nghị xem xét, giải quyết theo quy định của pháp luật và trả lời người gửi đơn.`,
          ...lines(facts.text),
        ],
      };
    case 'urging':
      return { abstract: `V/v đôn đốc giải quyết đơn ${matter}`, paragraphs: [came, ...lines(facts.text)] };
    case 'extension':
      return {
        abstract: `Về việc gia hạn giải quyết đơn ${matter}`,
        paragraphs: [
          came,
          ...lines(facts.text),
          ...(due ? [`Thời hạn giải quyết mới: chậm nhất ngày ${due}.`] : []),
        ],
      };
    case 'suspension':
      return {
        abstract: `Về việc tạm đình chỉ giải quyết đơn ${matter}`,
        paragraphs: [
          `Điều 1. Tạm đình chỉ giải quyết đơn ${matter} số ${petition.number} của ${whose(facts)}. Lý do: ${lines(facts.text).join(' ')}`,
          'Điều 2. Việc giải quyết được tiếp tục khi lý do tạm đình chỉ không còn.',
          'Điều 3. Người gửi đơn và các cơ quan, cá nhân liên quan chịu trách nhiệm thi hành Quyết định này.',
        ],
      };
    case 'verification':
      return {
        abstract: `Về việc giao nhiệm vụ xác minh nội dung khiếu nại của ${facts.sender.name ?? 'người khiếu nại'}`,
        paragraphs: [
          `Điều 1. Giao ${facts.receiver ?? ''} xác minh nội dung khiếu nại số ${petition.number} của ${whose(facts)}: ${petition.title}.`,
          `Điều 2. Nội dung, kế hoạch và thời hạn xác minh: ${lines(facts.text).join(' ')}`,
          'Điều 3. Người được giao xác minh, người khiếu nại, người bị khiếu nại và cơ quan, cá nhân liên quan chịu trách nhiệm thi hành Quyết định này.',
        ],
      };
    case 'verificationReport':
      return {
        abstract: `Kết quả xác minh nội dung khiếu nại của ${facts.sender.name ?? 'người khiếu nại'}`,
        paragraphs: [came, ...lines(facts.text)],
      };
    case 'dialogue':
      return {
        abstract: `Đối thoại trong giải quyết đơn ${matter} số ${petition.number}`,
        paragraphs: [came, ...lines(facts.text)],
      };
    case 'decision':
      return {
        abstract: `Về việc giải quyết khiếu nại${petition.variety === 'discipline' ? '' : stage} của ${facts.sender.name ?? 'người khiếu nại'}`,
        paragraphs: decision(facts, came),
      };
    case 'answer':
      return { abstract: `V/v trả lời đơn ${matter}`, paragraphs: [came, ...lines(facts.text)] };
  }
}

/**
 * A paper of a case in the layout of Decree 30/2020.
 *
 * @param number undefined for a preview: the place of the number stays empty
 * @param on the day it is dated
 */
export function documentOf(
  kind: DocumentKind,
  facts: DocumentFacts,
  number: number | undefined,
  on: PlainDate,
): AdministrativeDocument {
  const { petition, unit } = facts;
  const form = forms[kind];
  const agency = signOf(unit);
  const sign = form.type ? `${form.type}-${agency}` : `${agency}-TCD`;
  const { abstract, paragraphs } = content(kind, facts);
  const rules = new Set([
    intakeRule(petition.kind, petition.route),
    answerRule(petition.kind, petition.route, petition.variety),
  ]);
  const bases = form.name
    ? [...new Set([...rules].map((code) => ruleOn(code, petition.receivedOn).basis.vi))]
    : [];
  const addressee = kind === 'urging' ? facts.receiver : facts.sender.name;
  return holdable({
    ...letterhead(facts),
    number: number === undefined ? `Số:      /${sign}` : documentNumber(number, sign),
    placeAndDate: placeAndDate(facts.place, on),
    kind: form.name,
    abstract,
    to: form.name ? [] : [addressee ?? 'Người gửi đơn'],
    grounds: bases.map((basis, at) => `Căn cứ ${basis}${at === bases.length - 1 ? '.' : ';'}`),
    paragraphs,
    recipients: [
      ...(kind === 'transferSlip' && facts.receiver ? [`- ${facts.receiver};`] : []),
      ...(form.name ? [] : ['- Như trên;']),
      ...(petition.passedOnBy ? [`- ${petition.passedOnBy};`] : []),
      ...(facts.sender.name ? [`- ${facts.sender.name};`] : []),
      '- Lưu: VT.',
    ],
  });
}

/** What neither a Word file nor a PDF can hold is left out: a page break pasted along, a control character. */
function holdable(document: AdministrativeDocument): AdministrativeDocument {
  return Object.fromEntries(
    Object.entries(document).map(([part, value]) => [
      part,
      Array.isArray(value) ? value.map(printable) : printable(value),
    ]),
  ) as unknown as AdministrativeDocument;
}
