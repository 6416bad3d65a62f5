import type { CaseAction } from '../../ground/access/decision.ts';
import type { DutyChange } from '../../ground/duty/changes.ts';
import { powerOn } from '../../ground/law/catalogue.ts';
import type { PowerCode, Variant } from '../../ground/law/rule.ts';
import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import type { PlainDate } from '../../platform/time.ts';
import {
  answerRule,
  criteriaFor,
  decisionRule,
  endStates,
  extensions,
  intakeRule,
  isSealed,
  needsApproval,
  type PetitionFacts,
  type PetitionKind,
  type PetitionState,
  publishRule,
  type Route,
  reopeningRule,
  rulesOnAcceptance,
  rulesOnDecision,
  sendRule,
  type Variety,
} from './petition.ts';

/** What an officer can do with a case. */
export const officerSteps = [
  'classify',
  'accept',
  'refuse',
  'guide',
  'file',
  'transferUnit',
  'transferOut',
  'assign',
  'ask',
  'note',
  'draft',
  'submit',
  'returnDraft',
  'approve',
  'send',
  'extend',
  'suspend',
  'resume',
  'notifyParties',
  'recordHandling',
  'propose',
  'returnProposal',
  'publish',
  'unpublish',
  'reopen',
  'declineReopening',
  'answerCorrection',
  'returnPapers',
  'urge',
  'toInformation',
  'holdDialogue',
  'interimMeasure',
  'terminate',
  'noteCourt',
  'linkSame',
  'merge',
  'reportBack',
  'askForReport',
  'answerReport',
  'recall',
  'correctAnswer',
  'correctEntry',
  'verify',
  'reportVerification',
  'recordExecution',
] as const;
export type OfficerStep = (typeof officerSteps)[number];

/** What the citizen can do with the code. */
export const citizenSteps = [
  'reply',
  'rate',
  'askReopening',
  'askCorrection',
  'reportDelay',
  'withdrawPart',
  'withdraw',
] as const;
export type CitizenStep = (typeof citizenSteps)[number];

export type Step = OfficerStep | CitizenStep;

/** What a step leads to. */
export interface Outcome {
  state: PetitionState;
  kind: PetitionKind;
  route: Route;
  variety: Variety;
  unit: UnitId;
  duties: DutyChange[];
}

/** Why a step cannot be taken; each is a key of the texts. */
export type StepRefusal =
  | 'wrongState'
  | 'wrongKind'
  | 'needsDraft'
  | 'needsVerification'
  | 'needsApproval'
  | 'notYetLaw'
  | 'sameUnit'
  | 'notExtendable'
  | 'alreadyPublished'
  | 'notPublished'
  | 'unknownPost'
  | 'needsDialogue'
  | 'needsCriteria'
  | 'oneStepAtATime'
  | 'noDialogueYet'
  | 'unknownCase'
  | 'personalData'
  | 'nothingToReport'
  | 'needsProposal'
  | 'noCorrectionAsked'
  | 'othersRely'
  | 'notOverdue'
  | 'delayReported'
  | 'nothingReported'
  | 'dialogueBefore'
  | 'noChange';

/** What a step needs beside the case. */
export interface StepInput {
  kind?: PetitionKind | undefined;
  route?: Route | undefined;
  variety?: Variety | undefined;
  /** Criteria of complexity that are met. */
  criteria?: readonly string[] | undefined;
  /** The day of a dialogue. */
  heldOn?: PlainDate | undefined;
  unit?: UnitId | undefined;
  variant?: Variant | undefined;
  assignee?: PostId | undefined;
  text?: string | undefined;
  /** The day on which it came, put right. */
  receivedOn?: PlainDate | undefined;
  /** By when what was decided is carried out; and whether it has been, wholly. */
  executeBy?: PlainDate | undefined;
  executed?: boolean | undefined;
}

const open: readonly PetitionState[] = ['received', 'accepted', 'awaitingApproval', 'approved', 'suspended'];
const all: readonly PetitionState[] = [...open, ...endStates];

interface StepRule {
  /** States in which the step can be taken. */
  from: readonly PetitionState[];
  /** What access decides on; citizens' steps have none. */
  action?: CaseAction | ((kind: PetitionKind) => CaseAction);
  /** Kinds the step exists for; all of them without. */
  kinds?: readonly PetitionKind[];
}

const decides = (kind: PetitionKind): CaseAction =>
  kind === 'complaint' || kind === 'denunciation' ? 'approve' : 'work';

/** Which step can be taken when and by whom: the process as data. */
export const stepRules: Record<Step, StepRule> = {
  classify: { from: ['received'], action: 'work' },
  accept: { from: ['received'], action: 'work' },
  refuse: { from: ['received'], action: decides },
  guide: { from: ['received'], action: 'work' },
  file: { from: ['received'], action: 'work' },
  // A denunciation stays with its named handlers; to another body it goes by transferOut.
  transferUnit: {
    from: ['received', 'accepted'],
    action: 'work',
    kinds: ['complaint', 'recommendation', 'reflection'],
  },
  transferOut: { from: ['received'], action: 'work' },
  // Papers that came with what is not taken on go back (Circular 05/2021).
  returnPapers: { from: ['received'], action: 'work', kinds: ['complaint', 'recommendation', 'reflection'] },
  // Handled elsewhere already, and late: the body is urged; nothing of the case changes.
  urge: { from: open, action: 'work', kinds: ['complaint', 'recommendation', 'reflection'] },
  // Who passed a petition on hears what became of it, also after the case has ended.
  reportBack: { from: all, action: 'work' },
  // An unsigned denunciation is no case; with a violator and evidence it is used as information
  // (Law on Denunciations, Art. 25).
  toInformation: { from: ['received'], action: 'approve', kinds: ['denunciation'] },
  holdDialogue: { from: ['accepted'], action: 'work', kinds: ['complaint'] },
  // Who is sent, and what for: by whoever decides (Law on Complaints 2011, Art. 29; on Denunciations 2018, Art. 31).
  verify: { from: ['accepted'], action: 'approve', kinds: ['complaint', 'denunciation'] },
  reportVerification: { from: ['accepted'], action: 'work', kinds: ['complaint', 'denunciation'] },
  // What was done to carry the decision out (Law on Complaints 2011, Art. 46).
  recordExecution: { from: ['approved', 'answered'], action: 'work', kinds: ['complaint'] },
  interimMeasure: { from: ['accepted', 'awaitingApproval'], action: 'approve', kinds: ['complaint'] },
  terminate: {
    from: ['accepted', 'awaitingApproval', 'suspended'],
    action: 'approve',
    kinds: ['complaint', 'denunciation'],
  },
  // It ends the complaint: by a head, from the court's own notice (Law on Complaints, Art. 11).
  noteCourt: { from: open, action: 'approve', kinds: ['complaint'] },
  // A denunciation is not assigned: it lies with its named handlers.
  assign: { from: open, action: 'approve', kinds: ['complaint', 'recommendation', 'reflection'] },
  ask: { from: open, action: 'work' },
  note: { from: all, action: 'work' },
  linkSame: { from: all, action: 'work', kinds: ['complaint', 'recommendation', 'reflection'] },
  // Answered together with the first: its sender reads that answer.
  merge: { from: open, action: 'work', kinds: ['complaint', 'recommendation', 'reflection'] },
  askForReport: { from: all, action: 'work', kinds: ['denunciation'] },
  answerReport: { from: all, action: 'work', kinds: ['denunciation'] },
  draft: { from: ['accepted'], action: 'work' },
  submit: { from: ['accepted'], action: 'work', kinds: ['complaint', 'denunciation', 'recommendation'] },
  returnDraft: { from: ['awaitingApproval'], action: 'approve' },
  // Who submitted it finds a mistake before it is approved.
  recall: { from: ['awaitingApproval'], action: 'work' },
  // What was sent stays to be read; the right words stand beside it.
  correctAnswer: { from: ['answered'], action: 'approve' },
  // What a clerk took down wrong. Of a sealed matter only its handlers know the sender: there it is a note.
  correctEntry: { from: open, action: 'work', kinds: ['complaint', 'recommendation', 'reflection'] },
  approve: { from: ['awaitingApproval'], action: 'approve' },
  send: { from: ['approved', 'accepted'], action: 'work' },
  extend: { from: ['accepted', 'awaitingApproval'], action: 'approve' },
  suspend: { from: ['accepted'], action: 'approve', kinds: ['complaint', 'denunciation'] },
  resume: { from: ['suspended'], action: 'work' },
  notifyParties: {
    from: ['accepted', 'awaitingApproval', 'approved', 'suspended'],
    action: 'work',
    kinds: ['denunciation'],
  },
  recordHandling: { from: ['approved', 'answered'], action: 'work', kinds: ['denunciation'] },
  // Two pairs of eyes: one words what is published, another publishes it. Sealed matters have no public words.
  propose: {
    from: ['answered'],
    action: 'work',
    kinds: ['complaint', 'recommendation', 'reflection'],
  },
  returnProposal: {
    from: ['answered'],
    action: 'approve',
    kinds: ['complaint', 'recommendation', 'reflection'],
  },
  publish: { from: ['answered'], action: 'approve' },
  unpublish: { from: ['answered', 'accepted'], action: 'approve' },
  reopen: { from: ['answered'], action: 'approve', kinds: ['recommendation', 'reflection'] },
  declineReopening: { from: ['answered'], action: 'approve', kinds: ['recommendation', 'reflection'] },
  answerCorrection: { from: all, action: 'work' },
  reply: { from: open },
  rate: { from: ['answered', 'refused', 'guided'] },
  // Whoever disagrees with a decision on a complaint or a conclusion has the next stage or the court.
  askReopening: { from: ['answered'], kinds: ['recommendation', 'reflection'] },
  // Not settled in time: the head of the body above is told, and asks (Law on Denunciations, Art. 38).
  reportDelay: { from: ['accepted', 'awaitingApproval'], kinds: ['denunciation'] },
  askCorrection: { from: all },
  withdrawPart: {
    from: ['received', 'accepted', 'awaitingApproval', 'suspended'],
    kinds: ['complaint', 'denunciation'],
  },
  withdraw: { from: ['received', 'accepted', 'awaitingApproval', 'suspended'] },
};

/** What access must allow for a step on a kind of case; undefined for citizens' steps. */
export function actionFor(step: Step, kind: PetitionKind): CaseAction | undefined {
  const { action } = stepRules[step];
  return typeof action === 'function' ? action(kind) : action;
}

/** Steps that officers may think of now, before access is asked. */
export function possibleSteps(petition: PetitionFacts, today: PlainDate): OfficerStep[] {
  return officerSteps.filter((step) => refusal(petition, step, today, undefined) === undefined);
}

const powerFor: Partial<Record<PetitionKind, PowerCode>> = {
  complaint: 'KN-SUSPEND',
  denunciation: 'TC-SUSPEND',
};

/** Why a step cannot be taken; `input` undefined asks before the form is filled in. */
function refusal(
  petition: PetitionFacts,
  step: Step,
  today: PlainDate,
  input: StepInput | undefined,
): StepRefusal | undefined {
  const rule = stepRules[step];
  const { kind, state } = petition;
  if (!rule.from.includes(state)) return 'wrongState';
  if (rule.kinds && !rule.kinds.includes(kind)) return 'wrongKind';
  switch (step) {
    case 'send':
      if (state === 'accepted' && needsApproval(kind)) return 'needsApproval';
      // Where nobody must approve, the words may come with the sending.
      return petition.hasDraft || (state === 'accepted' && (input === undefined || input.text))
        ? undefined
        : 'needsDraft';
    case 'submit':
      if (!petition.hasDraft) return 'needsDraft';
      // A denunciation is verified before anything is concluded (Law on Denunciations 2018, Art. 28); a complaint
      // that is clear from its papers is decided at once (Law on Complaints 2011, Art. 29).
      return isSealed(kind) && !petition.verified ? 'needsVerification' : undefined;
    case 'suspend':
    case 'terminate': {
      const power = powerFor[kind];
      if (step === 'terminate' && petition.othersRely) return 'othersRely';
      return power && powerOn(power, today) ? undefined : 'notYetLaw';
    }
    case 'withdrawPart': {
      const power = kind === 'complaint' ? 'KN-WITHDRAW-PART' : 'TC-SUSPEND';
      return powerOn(power, today) ? undefined : 'notYetLaw';
    }
    case 'approve':
      // At the second stage the dialogue is mandatory (Decree 124/2020, Art. 28).
      return kind === 'complaint' && petition.variety === 'second' && !petition.dialogueHeld
        ? 'needsDialogue'
        : undefined;
    case 'file':
    case 'merge':
      return petition.othersRely ? 'othersRely' : undefined;
    case 'answerCorrection':
      return petition.correctionAsked ? undefined : 'noCorrectionAsked';
    case 'reportDelay':
      if (petition.delay !== 'none') return 'delayReported';
      return petition.answerDue !== null && petition.answerDue < today ? undefined : 'notOverdue';
    case 'askForReport':
      return petition.delay === 'reported' ? undefined : 'nothingReported';
    case 'answerReport':
      return petition.delay === 'asked' ? undefined : 'nothingReported';
    case 'reportBack':
      return petition.reportOwed ? undefined : 'nothingToReport';
    case 'holdDialogue':
      if (input?.heldOn && input.heldOn > today) return 'noDialogueYet';
      return input?.heldOn && input.heldOn < petition.receivedOn ? 'dialogueBefore' : undefined;
    case 'transferUnit':
      return input?.unit === petition.unit ? 'sameUnit' : undefined;
    case 'extend': {
      const longer = extensions(kind, petition.route, petition.receivedOn, petition.variety).filter(
        (one) => one !== petition.variant,
      );
      const asked = input ? (input.variant ?? 'complex') : longer[0];
      if (!asked || !longer.includes(asked)) return 'notExtendable';
      if (!input) return undefined;
      if ((input.criteria?.length ?? 0) < criteriaFor(kind, asked)) return 'needsCriteria';
      // Thirty days more at a time, twice at most where it is specially complex (Art. 30).
      return asked === 'speciallyComplex' && petition.variant !== 'complex' ? 'oneStepAtATime' : undefined;
    }
    case 'propose':
      return petition.published ? 'alreadyPublished' : undefined;
    case 'returnProposal':
      return petition.proposed ? undefined : 'needsProposal';
    case 'publish':
      if (petition.published) return 'alreadyPublished';
      return petition.proposed || isSealed(kind) ? undefined : 'needsProposal';
    case 'unpublish':
      return petition.published ? undefined : 'notPublished';
    default:
      return undefined;
  }
}

/**
 * What a step does to a case on a day: the new state and the changes of duties. Pure; who may do it is
 * asked elsewhere.
 */
export function takeStep(
  petition: PetitionFacts,
  step: Step,
  today: PlainDate,
  input: StepInput = {},
): Outcome | StepRefusal {
  const refused = refusal(petition, step, today, input);
  if (refused) return refused;
  const { kind, route, variety, state, unit, receivedOn } = petition;
  const intake = intakeRule(kind, route);
  const answer = answerRule(kind, route, variety);
  const same: Outcome = { state, kind, route, variety, unit, duties: [] };
  const to = (next: PetitionState, ...duties: DutyChange[]): Outcome => ({ ...same, state: next, duties });

  switch (step) {
    case 'classify': {
      const newKind = input.kind ?? kind;
      const plain = newKind === 'complaint' || newKind === 'denunciation';
      const newRoute = plain ? 'general' : (input.route ?? route);
      const rule = intakeRule(newKind, newRoute);
      // The term of the right kind runs from the day of receipt: a wrong first guess buys no time.
      const duties: DutyChange[] =
        rule === intake
          ? []
          : [
              { do: 'lapse', rule: intake },
              { do: 'open', rule, begunOn: receivedOn, owedTo: 'citizen' },
            ];
      const newVariety = newKind === 'complaint' ? (input.variety ?? variety) : 'ordinary';
      return { ...same, kind: newKind, route: newRoute, variety: newVariety, duties };
    }
    case 'accept':
      return to(
        'accepted',
        // Feedback on legal documents has one term for all of it, from receipt to answer.
        ...(intake === answer
          ? []
          : ([
              { do: 'done', rule: intake },
              { do: 'open', rule: answer, begunOn: today, owedTo: 'citizen' },
            ] satisfies DutyChange[])),
        ...rulesOnAcceptance(kind).map(
          (rule): DutyChange => ({ do: 'open', rule, begunOn: today, owedTo: 'citizen' }),
        ),
      );
    case 'refuse':
      return to('refused', { do: 'done', rule: intake });
    case 'guide':
      return to('guided', { do: 'done', rule: intake });
    case 'file':
      return to('filed', { do: 'done', rule: intake });
    case 'transferOut':
      return to('transferred', { do: 'done', rule: intake });
    case 'returnPapers':
      return to('returned', { do: 'done', rule: intake });
    case 'toInformation':
      return to('information', { do: 'done', rule: intake });
    case 'terminate':
      return to('terminated', { do: 'lapseAll' });
    case 'noteCourt':
      // What a court has taken on is not decided beside it (Law on Complaints, Art. 11).
      return to('inCourt', { do: 'lapseAll' });
    case 'transferUnit':
      return { ...same, unit: input.unit ?? unit, duties: [{ do: 'handOver', to: input.unit ?? unit }] };
    case 'assign':
      return to(state, { do: 'assign', to: input.assignee ?? null });
    case 'submit':
      return to('awaitingApproval');
    case 'returnDraft':
    case 'recall':
      return to('accepted');
    case 'correctEntry':
      return input.receivedOn && input.receivedOn !== receivedOn
        ? to(
            state,
            { do: 'rebegin', rule: intake, on: input.receivedOn },
            { do: 'rebegin', rule: 'XLD-REPORT', on: input.receivedOn },
          )
        : same;
    case 'approve': {
      const decided = decisionRule(kind, variety);
      return to(
        'approved',
        ...(decided ? ([{ do: 'done', rule: decided }] satisfies DutyChange[]) : []),
        ...rulesOnDecision(kind, variety).map(
          (rule): DutyChange => ({
            do: 'open',
            rule,
            begunOn: today,
            owedTo: rule === publishRule(kind) ? 'public' : 'citizen',
          }),
        ),
        ...(input.executeBy
          ? ([
              {
                do: 'open',
                rule: 'KN-EXECUTE',
                begunOn: today,
                owedTo: 'citizen',
                agreedFor: input.executeBy,
              },
            ] satisfies DutyChange[])
          : []),
      );
    }
    case 'send':
      return to('answered', { do: 'done', rule: sendRule(kind, route, variety) });
    case 'extend':
      return to(state, { do: 'extend', rule: answer, variant: input.variant ?? 'complex' });
    case 'suspend':
      return to('suspended', { do: 'suspendAll' });
    case 'resume':
      return to('accepted', { do: 'resumeAll' });
    case 'notifyParties':
      return to(state, { do: 'done', rule: 'TC-NOTICE' });
    case 'recordExecution':
      return input.executed ? to(state, { do: 'done', rule: 'KN-EXECUTE' }) : same;
    case 'recordHandling':
      return to(state, { do: 'done', rule: 'TC-HANDLE' });
    case 'reportBack':
      return to(state, { do: 'done', rule: 'XLD-REPORT' });
    case 'merge':
      return to('filed', { do: 'lapseAll' });
    case 'reportDelay':
      return to(state, { do: 'open', rule: 'TC-LATE-1', begunOn: today, owedTo: 'citizen' });
    case 'askForReport':
      return to(
        state,
        { do: 'done', rule: 'TC-LATE-1' },
        { do: 'open', rule: 'TC-LATE-2', begunOn: today, owedTo: 'citizen' },
      );
    case 'answerReport':
      return to(state, { do: 'done', rule: 'TC-LATE-2' });
    case 'publish': {
      const rule = publishRule(kind);
      return to(state, ...(rule ? ([{ do: 'done', rule }] satisfies DutyChange[]) : []));
    }
    case 'askReopening':
      // Asked again before the answer to the first request: still one term, from the first.
      return petition.reopeningAsked
        ? same
        : to(state, {
            do: 'open',
            rule: reopeningRule,
            begunOn: today,
            owedTo: 'citizen',
            event: { vi: 'người gửi đề nghị xem xét lại', en: 'the sender asked to look again' },
          });
    case 'declineReopening':
      return to(state, { do: 'done', rule: reopeningRule });
    case 'reopen':
      return to(
        'accepted',
        { do: 'done', rule: reopeningRule },
        {
          do: 'open',
          rule: answer,
          begunOn: today,
          owedTo: 'citizen',
          event: { vi: 'mở lại để giải quyết tiếp', en: 'the case was reopened' },
        },
      );
    case 'withdraw':
      // The handler of a denunciation may go on in spite of a withdrawal (Law on Denunciations, Art. 33).
      // What others are answered with goes on as well.
      return isSealed(kind) || petition.othersRely ? same : to('withdrawn', { do: 'lapseAll' });
    default:
      return same;
  }
}
