import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { openDuty } from '../../ground/duty/single.ts';
import { reached, votingRuleOn } from '../../ground/law/grassroots.ts';
import { personHash } from '../../ground/person-hash.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam, yearOf } from '../../platform/time.ts';
import { addName, insertCall, listCalls, noteReached } from './dialogue.store.ts';
import type { CallId } from './dialogue.ts';
import type { callForm, callNameForm } from './forms.ts';

const votingAge = 18;

/** Opens a matter for which voters can ask for a dialogue, with the number of voters it is counted against. */
export async function openCall(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof callForm>,
): Promise<CallId> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  if (given.voters < 1)
    throw new Refused({ vi: 'Phải có ít nhất một cử tri.', en: 'There must be a voter.' }, 'voters');
  const id: CallId = newId();
  const openedOn = dayInVietnam(services.clock());
  await insertCall(tx, { ...given, id, unitId: officer.unit, openedOn });
  await enterNext(services, tx, officer, {
    type: 'dialogueCall.opened',
    subject: id,
    facts: { voters: given.voters, roll: given.rollSource },
  });
  return id;
}

/** One voter asks. With the last one that is needed the dialogue is owed. */
export async function askForDialogue(
  services: Services,
  tx: Transaction,
  by: SignedIn | 'citizen',
  id: CallId,
  given: Given<typeof callNameForm>,
): Promise<void> {
  const [call] = await listCalls(tx, { id });
  if (!call) throw notFound();
  if (by !== 'citizen' && !worksIn(by, call.unitId)) throw notFound();
  const today = dayInVietnam(services.clock());
  const age = yearOf(today) - given.born;
  if (age < votingAge || age > 120)
    throw new Refused({ vi: 'Cử tri phải đủ 18 tuổi.', en: 'Voters are at least 18.' }, 'born');
  const asked = await addName(tx, id, {
    voter: personHash(services, `dialogue-call/${id}`, given.name, String(given.born), given.place),
    name: given.name,
    place: given.place,
    source: by === 'citizen' ? 'web' : 'paper',
    at: services.clock(),
  });
  if (asked === undefined)
    throw new Refused(
      {
        vi: 'Người này đã đề nghị rồi; mỗi người tính một lần.',
        en: 'They have asked already; each counts once.',
      },
      'name',
    );
  await enterNext(services, tx, by, { type: 'dialogueCall.asked', subject: id, facts: { asked } });
  const rule = votingRuleOn('dialogueAsked', call.openedOn);
  if (call.reachedOn || !reached(rule, asked, call.voters)) return;
  await noteReached(tx, id, today);
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'dialogueCall',
    subjectId: id,
    unit: call.unitId,
    rule: 'DT-ASKED',
    begunOn: today,
    owedTo: 'public',
  });
  await enterNext(services, tx, 'system', {
    type: 'dialogueCall.reached',
    subject: id,
    facts: { asked, voters: call.voters, duties: fact },
  });
}
