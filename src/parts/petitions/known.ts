import { declared } from '../../ground/step/take.ts';
import { type KnownStep, never, ofCitizens, strike } from '../../ground/step/undo.ts';
import { mailNews, tellsOf } from './mails.ts';
import { stepNames } from './names.ts';
import { contactOf, lockPetition } from './petition.store.ts';
import { isSealed, type PetitionId } from './petition.ts';
import { citizenSteps, officerSteps, type Step, stepRules } from './steps.ts';

/** Why a step by which somebody was told something stays. */
export const answered = never(
  'Người gửi đơn đã nhận trả lời hoặc quyết định; điều đã gửi không rút lại, chỉ có bước tiếp theo.',
  'The sender has the answer or decision; what was sent is not called back, only followed by another step.',
);
const numbered = never('Văn bản đã phát hành giữ số của nó.', 'A paper that was issued keeps its number.');

const sealed = never(
  'Vụ việc tố cáo được niêm phong: việc ghi nhầm được sửa bằng bước tiếp theo, không lưu lại ở nơi nào khác.',
  'A denunciation is sealed: a mistake is put right by another step, and kept nowhere else.',
);

/** Steps that only sealed matters have. */
const ofSealed = (step: Step) => stepRules[step].kinds?.every(isSealed) ?? false;

const undoOf = (step: Step): KnownStep['undo'] =>
  finalSteps.includes(step) ? answered : ofSealed(step) ? sealed : strike;

/** Steps by which the sender has an answer, or somebody outside has the matter. */
export const finalSteps: readonly Step[] = [
  'send',
  'refuse',
  'guide',
  'transferOut',
  'merge',
  'declineReopening',
  'answerCorrection',
  'returnPapers',
  'interimMeasure',
  'terminate',
  'noteCourt',
];

/** Who was told of a step by mail is told that it was taken back. */
async function tellSender(
  ...[services, tx, subjects]: Parameters<NonNullable<KnownStep['struck']>>
): Promise<void> {
  for (const id of subjects as PetitionId[]) {
    const petition = await lockPetition(tx, id);
    const { email: to } = (petition && (await contactOf(tx, id))) ?? { email: null };
    if (!petition || !to) continue;
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

/** A paper of a case: it stands on the steps before it. */
export const knownPaper = declared('petition.paper', 'Phát hành văn bản', 'Issue a paper', numbered);
