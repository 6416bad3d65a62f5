import type { SignedIn } from '../../ground/access/session.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { takeStep } from '../../ground/step/take.ts';
import { addDays, dayInVietnam, daysBetween, formatDate } from '../../platform/time.ts';
import { sendOne } from './dissemination.service.ts';
import { DocumentRefused, enterDocument, leads } from './document.service.ts';
import type { DocumentId } from './document.ts';
import { documentSteps } from './known.ts';
import { overdueOf } from './overview.store.ts';
import { urgingWords } from './paper.ts';
import { directivePaths as to } from './paths.ts';
import { noteUrged } from './task.service.ts';
import { lockTask, readTask } from './task.store.ts';

// The letter asks for an answer within so many days; whoever signs may change it.
const answerWithin = 5;

/**
 * Drafts the letter that urges a unit's overdue tasks: numbered in the register, each task noting that it was
 * urged, and sent to the unit. To be downloaded and signed.
 *
 * @throws DocumentRefused when nothing is overdue or somebody does not lead
 */
export async function urge(
  services: Services,
  officer: SignedIn,
  unit: UnitId,
  key: string,
): Promise<DocumentId> {
  if (!leads(officer, officer.unit)) throw new DocumentRefused('notAllowed');
  const { clock, site, calendar } = services;
  const today = dayInVietnam(clock());
  const issuer = await issuerOf(services, officer.unit);
  const taking = { step: documentSteps.urge, page: to.tasks, key, request: { urge: unit } };
  const result = await takeStep(services, officer, taking, async (tx, made) => {
    const ids = await overdueOf(tx, unit, today);
    if (ids.length === 0) throw new DocumentRefused('noTasks');
    const lines = [];
    for (const id of ids) {
      const task = await lockTask(tx, id);
      const line = await readTask(tx, id);
      if (!task || !line?.dueOn) continue;
      await noteUrged(services, tx, officer, task);
      lines.push({
        title: line.title,
        printedNumber: line.printedNumber,
        dueOn: formatDate(line.dueOn),
        daysLate: daysBetween(line.dueOn, today),
        extensions: line.extensions,
      });
    }
    const named = (await site.unit(unit))?.name.vi ?? '';
    let answerBy = addDays(today, answerWithin);
    while (calendar.dayOff(answerBy)) answerBy = addDays(answerBy, 1);
    const { abstract, body } = urgingWords(named, lines, answerBy);
    const document = await enterDocument(services, tx, officer, {
      direction: 'out',
      typeCode: 'CV',
      printedNumber: '',
      office: 'VP',
      issuer: officer.unitName.vi,
      issuedOn: today,
      effectiveOn: null,
      expiresOn: null,
      signer: issuer.head?.name ?? officer.personName,
      signerTitle: issuer.head?.title ?? officer.title.vi,
      authority: '',
      abstract,
      secrecy: 'none',
      urgency: 'none',
      arrivedOn: null,
      body,
      file: null,
      open: false,
    });
    await sendOne(services, tx, officer, document, unit, {
      acknowledgeBy: answerBy,
      disseminateBy: undefined,
    });
    await made(to.document(document));
    return { document };
  });
  return result.document;
}
