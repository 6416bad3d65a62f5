import { keptOf, type TakenFile } from '../../platform/files/evidence.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import type { PlainDate } from '../../platform/time.ts';
import { checkDays, type DocumentGiven } from './document.service.ts';
import type { registerForm } from './forms.ts';

/**
 * A document out of the form by which it is registered.
 *
 * @param context `issuer`: the unit's own name, for what it issues itself; `file` as it was taken, with the text that
 *   could be read from it
 * @throws RefusedFields where its days cannot be
 */
export function documentOf(
  given: Given<typeof registerForm>,
  context: {
    issuer: string;
    today: PlainDate;
    file: { kept: TakenFile; text: string | undefined } | undefined;
  },
): DocumentGiven {
  const { issuer, today, file } = context;
  const { direction, issuedOn, expiresOn, type: typeCode } = given;
  const came = direction === 'in';
  const arrivedOn = came ? given.arrivedOn : null;
  checkDays({ issuedOn, arrivedOn, expiresOn }, today);
  return {
    direction,
    typeCode,
    printedNumber: came ? (given.printedNumber ?? '') : '',
    office: came ? '' : (given.office ?? ''),
    issuer: came ? (given.issuer ?? '') : issuer,
    issuedOn,
    arrivedOn,
    effectiveOn: given.effectiveOn,
    expiresOn,
    signer: given.signer,
    signerTitle: given.signerTitle,
    authority: given.authority ?? '',
    abstract: given.abstract ?? '',
    secrecy: given.secrecy ?? 'none',
    urgency: given.urgency ?? 'none',
    body: given.body ?? file?.text ?? '',
    file: keptOf(file ? [file.kept] : [])[0] ?? null,
    open: false,
  };
}
