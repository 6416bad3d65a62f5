import { refusals } from '../../ground/refused.ts';
import { declared } from '../../ground/step/take.ts';
import { byTwo, type KnownStep, never, ofCitizens, strike } from '../../ground/step/undo.ts';
import type { Bilingual } from '../../platform/language.ts';
import { cancelPaper } from './document.store.ts';
import { mailNews, tellsOf } from './mails.ts';
import { stepNames } from './names.ts';
import { contactOf, lockPetition } from './petition.store.ts';
import { isSealed, type PetitionId, type PetitionKind } from './petition.ts';
import { citizenSteps, officerSteps, type Step } from './steps.ts';

/** Why a step by which somebody was told something stays. */
const answered = never(
  'Người gửi đơn đã nhận trả lời hoặc quyết định; điều đã gửi không rút lại, chỉ có bước tiếp theo.',
  'The sender has the answer or decision; what was sent is not called back, only followed by another step.',
);
const undoOf = (step: Step): KnownStep['undo'] => {
  if (step === 'send' || step === 'correctAnswer') return answered;
  return finalSteps.includes(step) ? byTwo : strike;
};

/** Steps that end a matter, decide it, or by which the sender or somebody outside is told: one takes none back alone. */
const finalSteps: readonly Step[] = [
  'approve',
  'refuse',
  'guide',
  'transferOut',
  'merge',
  'declineReopening',
  'answerCorrection',
  'toInformation',
  'returnPapers',
  'interimMeasure',
  'terminate',
  'noteCourt',
];

const b = (vi: string, en: string): Bilingual => ({ vi, en });
const told = b('Người gửi đơn được báo ngay.', 'The sender is told at once.');
const ends = b(
  'Vụ việc kết thúc ở đây và người gửi đơn được báo ngay.',
  'The matter ends here and the sender is told at once.',
);

/** Steps that are confirmed, with what will happen. */
const happens: Partial<Record<Step, Bilingual>> = {
  accept: b(
    'Thời hạn giải quyết bắt đầu chạy; người gửi đơn được báo.',
    'The term to answer begins; the sender is told.',
  ),
  approve: b('Bản trả lời này là quyết định của cơ quan.', 'These words become the decision of the office.'),
  file: b('Đơn được lưu, không giải quyết tiếp.', 'The petition is filed and not handled further.'),
  transferUnit: b(
    'Đơn vị kia nhận vụ việc; đơn vị này không còn giữ.',
    'The other unit has the matter from then on, and this one no longer.',
  ),
  send: told,
  correctAnswer: b(
    'Bản đã gửi vẫn còn đọc được, bên cạnh bản đính chính; người gửi đơn được báo ngay.',
    'What was sent stays to be read beside the correction; the sender is told at once.',
  ),
  refuse: ends,
  guide: ends,
  transferOut: ends,
  merge: ends,
  returnPapers: ends,
  terminate: ends,
  noteCourt: b(
    'Việc giải quyết khiếu nại kết thúc, mọi thời hạn dừng lại; người gửi đơn được báo ngay.',
    'The complaint ends, every term stops, and the sender is told at once.',
  ),
  declineReopening: told,
  answerCorrection: told,
  interimMeasure: told,
};

/** What is told before a step that is confirmed; undefined where one press is enough. */
export function confirmWords(step: Step, kind: PetitionKind): Bilingual | undefined {
  const says = happens[step];
  // What is taken on by law with a notice of its own; a reflection is simply dealt with.
  const plain = step === 'accept' && kind !== 'complaint' && kind !== 'denunciation';
  if (!says || plain) return undefined;
  const { how } = undoOf(step);
  const back = how === 'two' ? refusals.backByTwo : how === 'strike' ? refusals.backByStrike : answered.why;
  return { vi: `${says.vi} ${back.vi}`, en: `${says.en} ${back.en}` };
}

/** Who was told of a step by mail is told that it was taken back. */
async function tellSender(
  ...[services, tx, subjects]: Parameters<NonNullable<KnownStep['struck']>>
): Promise<void> {
  for (const id of subjects as PetitionId[]) {
    const petition = await lockPetition(tx, id);
    const { email: to } = (petition && (await contactOf(tx, id))) ?? { email: null };
    // Of a sealed matter no mail tells anything.
    if (!petition || !to || isSealed(petition.kind)) continue;
    const { language, number, version: seq } = petition;
    await mailNews(services, tx, { to, language, id, number, seq, news: 'struck', dueOn: undefined });
  }
}

const known = (step: Step, undo: KnownStep['undo']): KnownStep => ({
  ...declared(`petition.${step}`, stepNames.vi[step], stepNames.en[step], undo),
  ...(tellsOf(step) && { struck: tellSender }),
});

/** The steps of a petition, by their kind, and how each is taken back. */
export const knownSteps = Object.fromEntries([
  ...officerSteps.map((step) => [step, known(step, undoOf(step))]),
  ...citizenSteps.map((step) => [step, known(step, ofCitizens)]),
]) as Record<Step, KnownStep>;

/** A paper of a case: it stands on the steps before it. Taken back it is cancelled, and its number stays. */
export const knownPaper: KnownStep = {
  ...declared('petition.paper', 'Phát hành văn bản', 'Issue a paper', byTwo),
  keeps: true,
  struck: (services, tx, _, { step, why, officer }) => cancelPaper(services, tx, officer, step, why),
};
