import type { SignedIn } from '../../ground/access/session.ts';
import { enterNext } from '../../ground/record/next.ts';
import type { RegisterDesk } from '../../ground/register-desk.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { enterDocument } from './document.service.ts';
import { lockDocument, updateDocument } from './document.store.ts';
import type { DocumentId } from './document.ts';

/** The registers, for papers that other parts issue. */
export const registerDesk: RegisterDesk = {
  async enter(services, tx, officer, { unit, type, office, ...paper }) {
    const inIts: SignedIn = { ...officer, unit: unit.id, unitName: unit.name, unitCode: unit.code };
    const id = await enterDocument(services, tx, inIts, {
      ...paper,
      direction: 'out',
      typeCode: type,
      office,
      printedNumber: '',
      issuer: unit.name.vi,
      effectiveOn: null,
      expiresOn: null,
      authority: '',
      secrecy: 'none',
      urgency: 'none',
      arrivedOn: null,
      body: '',
      file: null,
      open: false,
    });
    const entered = await lockDocument(tx, id);
    if (!entered) throw new Error(`document ${id} is not there`);
    return { id, number: entered.entryNumber };
  },

  async cancel(services, tx, officer, id, why) {
    const document = await lockDocument(tx, id as DocumentId);
    if (!document || document.cancelledOn) return;
    const cancelledOn = dayInVietnam(services.clock());
    await updateDocument(tx, {
      ...document,
      cancelledOn,
      cancelledWhy: why,
      version: document.version + 1,
    });
    await enterNext(services, tx, officer, { type: 'document.cancelled', subject: id, facts: { why } });
  },
};
