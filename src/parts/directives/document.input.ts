import { documentType } from '../../ground/law/document-types.ts';
import { longestText } from '../../platform/document/text.ts';
import type { TakenFile } from '../../platform/files/evidence.ts';
import { fieldReader } from '../../platform/http/fields.ts';
import type { Language } from '../../platform/language.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import type { PlainDate } from '../../platform/time.ts';
import type { DocumentGiven } from './document.service.ts';
import { authorities, type Direction, secrecies, urgencies } from './document.ts';
import { texts } from './texts.ts';

/**
 * Reads the form by which a document is registered; faults by field.
 *
 * @param issuer the unit's own name, for what it issues itself
 * @param file as it was taken, with the text that could be read from it
 */
export function readDocumentForm(
  values: Record<string, string>,
  direction: Direction,
  context: {
    issuer: string;
    today: PlainDate;
    language: Language;
    file: { kept: TakenFile; text: string | undefined } | undefined;
  },
): { ok: true; given: DocumentGiven } | { ok: false; errors: FieldErrors } {
  const { issuer, today, language, file } = context;
  const t = texts[language];
  const read = fieldReader(values, language);
  const type = documentType(values.type ?? '');
  if (!type) read.errors.type = t.required;
  const secrecy = secrecies.find((one) => one === values.secrecy) ?? 'none';
  const issuedOn = read.day('issuedOn');
  const arrivedOn = direction === 'in' ? read.day('arrivedOn') : null;
  const given = {
    direction,
    typeCode: type?.code ?? '',
    printedNumber: direction === 'in' ? read.text('printedNumber', 60) : '',
    office: direction === 'out' ? (read.optional('office', 20) ?? '') : '',
    issuer: direction === 'in' ? read.text('issuer', 200) : issuer,
    effectiveOn: read.optionalDay('effectiveOn'),
    expiresOn: read.optionalDay('expiresOn'),
    signer: read.text('signer', 100),
    signerTitle: read.text('signerTitle', 150),
    authority: authorities.find((one) => one === values.authority) ?? '',
    // A secret document's abstract is secret itself and is not asked for.
    abstract: secrecy === 'none' ? read.text('abstract', 500) : '',
    secrecy,
    urgency: urgencies.find((one) => one === values.urgency) ?? 'none',
    body: read.optional('body', longestText) ?? file?.text ?? '',
    file: file ? withoutBytes(file.kept) : null,
    open: false,
  } as const;
  if (issuedOn && issuedOn > today) read.errors.issuedOn = t.badDate;
  if (arrivedOn && (arrivedOn > today || (issuedOn && arrivedOn < issuedOn)))
    read.errors.arrivedOn = t.badDate;
  if (given.expiresOn && issuedOn && given.expiresOn < issuedOn) read.errors.expiresOn = t.badDate;
  if (read.failed || !issuedOn || arrivedOn === undefined) return { ok: false, errors: read.errors };
  return { ok: true, given: { ...given, issuedOn, arrivedOn } };
}

function withoutBytes({ bytes: _, ...kept }: TakenFile): Omit<TakenFile, 'bytes'> {
  return kept;
}
