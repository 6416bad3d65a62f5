import type { SettlingPart } from '../../ground/duty/settle.service.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { countedDue } from './counted.ts';
import { mailNews } from './mails.ts';
import { bumpVersion, contactOf, lockPetition, setCountedDue } from './petition.store.ts';
import { isSealed, type PetitionId } from './petition.ts';

/**
 * Dates of a case that are settled: its entry says by when it is due, the figures count by it, and whoever sent it is told.
 * A sealed case is not there for this work: its duties move with an entry of their own, and its handlers read why.
 */
export const petitionSettling: SettlingPart = {
  types: ['petition'],
  async settle(services, tx, subject, settle) {
    const { record, clock } = services;
    const id = subject as PetitionId;
    const petition = await lockPetition(tx, id);
    const done = await settle();
    if (!done) return;
    if (!petition) {
      await record.append(tx, {
        type: 'duty.settled',
        // No entry of the case's own: nobody learns from it which one it is.
        subject: newId(),
        seq: 1,
        role: 'system',
        unit: null,
        facts: { of: 'sealed' },
      });
      return;
    }
    const seq = petition.version + 1;
    const open = done.duties.filter((duty) => duty.ended === null);
    const counted = countedDue(petition, open);
    await bumpVersion(tx, id, seq);
    if (counted) await setCountedDue(tx, id, counted, dayInVietnam(clock()));
    await record.append(tx, {
      type: 'petition.termSettled',
      subject: id,
      seq,
      role: 'system',
      unit: null,
      facts: {
        state: petition.state,
        duties: done.fact,
        ...(counted && { due_on: counted === 'infinity' ? null : counted }),
      },
    });
    const contact = isSealed(petition.kind) ? undefined : await contactOf(tx, id);
    const [due] = open
      .filter((duty) => duty.owedTo === 'citizen')
      .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
    if (contact?.email && due)
      await mailNews(services, tx, {
        to: contact.email,
        language: petition.language,
        id,
        number: petition.number,
        seq,
        news: 'due',
        dueOn: due.dueOn,
      });
  },
};
