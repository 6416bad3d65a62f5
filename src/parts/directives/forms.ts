import { actDayFields } from '../../ground/act-day.ts';
import { documentTypes } from '../../ground/law/document-types.ts';
import { longestText } from '../../platform/document/text.ts';
import { named } from '../../platform/language.ts';
import { choicesOf, type FormSpec, formSpec, needed } from '../../platform/page/form-spec.ts';
import { authorities, type Document, directions, relationKinds, secrecies, urgencies } from './document.ts';
import type { TaskStep } from './task.ts';
import { authorityNames, directionNames, relationNames, secrecyNames, texts, urgencyNames } from './texts.ts';

const name = named(texts);
const types = documentTypes.map(({ code, name: of }) => ({
  value: code as string,
  label: { vi: `${of.vi} (${code})`, en: `${of.en} (${code})` },
}));
const secret = { field: 'secrecy', among: secrecies.filter((one) => one !== 'none') } as const;
const came = { field: 'direction', among: ['in'] } as const;

/** A document as it is entered in a register: what came in, or what goes out. */
export const registerForm = formSpec({
  direction: {
    kind: 'select',
    label: name('direction'),
    hidden: true,
    initial: 'in',
    options: choicesOf(directions, directionNames),
  },
  type: { kind: 'select', label: name('type'), options: types },
  printedNumber: {
    kind: 'text',
    label: name('printedNumber'),
    hint: name('printedHint'),
    optional: true,
    neededIf: came,
    most: 60,
    width: 'medium',
  },
  issuer: { kind: 'text', label: name('issuer'), optional: true, neededIf: came, most: 200 },
  arrivedOn: { kind: 'day', label: name('arrivedOn'), optional: true, neededIf: came },
  office: {
    kind: 'text',
    label: name('office'),
    hint: name('officeHint'),
    optional: true,
    most: 20,
    width: 'narrow',
  },
  issuedOn: { kind: 'day', label: name('issuedOn') },
  // A secret document's abstract is secret itself and is not asked for; its file is not even looked at.
  abstract: {
    kind: 'area',
    label: name('abstract'),
    optional: true,
    neededIf: { field: 'secrecy', among: ['', 'none'] },
    leftOutIf: secret,
    most: 500,
    rows: 2,
  },
  signer: { kind: 'text', label: name('signer'), most: 100 },
  signerTitle: { kind: 'text', label: name('signerTitle'), most: 150 },
  authority: {
    kind: 'select',
    label: name('authority'),
    optional: true,
    options: choicesOf(
      authorities.filter((one) => one !== ''),
      authorityNames,
    ),
  },
  urgency: {
    kind: 'select',
    label: name('urgency'),
    optional: true,
    initial: 'none',
    options: choicesOf(urgencies, urgencyNames),
  },
  secrecy: {
    kind: 'select',
    label: name('secrecy'),
    hint: name('secrecyHint'),
    optional: true,
    initial: 'none',
    options: choicesOf(secrecies, secrecyNames),
  },
  effectiveOn: { kind: 'day', label: name('effectiveOn'), optional: true },
  expiresOn: { kind: 'day', label: name('expiresOn'), optional: true },
  implements: {
    kind: 'text',
    label: name('implementsNumber'),
    hint: name('implementsHint'),
    optional: true,
    most: 60,
    width: 'medium',
  },
  file: { kind: 'files', label: name('file'), hint: name('fileHint'), optional: true, leftOutIf: secret },
  body: {
    kind: 'area',
    label: name('body'),
    hint: name('bodyHint'),
    optional: true,
    leftOutIf: secret,
    most: longestText,
    rows: 8,
  },
});

/** What is asked of a document in one direction only is not shown in the other. */
export function registerFormFor(direction: 'in' | 'out'): FormSpec {
  const { printedNumber, issuer, arrivedOn, office, direction: of, type, ...rest } = registerForm;
  return direction === 'in'
    ? {
        direction: of,
        type,
        printedNumber: needed(printedNumber),
        issuer: needed(issuer),
        arrivedOn: needed(arrivedOn),
        ...rest,
      }
    : { direction: of, type, office, ...rest };
}

const { type, office, urgency, effectiveOn, expiresOn, implements: above } = registerForm;
const { leftOutIf: _file, ...draftFile } = registerForm.file;
const { leftOutIf: _body, ...draftBody } = registerForm.body;

/** A document that goes out, before it is signed and numbered. */
export const draftForm = formSpec({
  type,
  office,
  abstract: { kind: 'area', label: name('abstract'), most: 500, rows: 2 },
  body: { ...draftBody, label: name('draftBody'), hint: name('draftBodyHint'), rows: 14 },
  file: draftFile,
  implements: above,
  urgency,
  effectiveOn,
  expiresOn,
});

/** What the head changes in place and signs. */
export const signForm = formSpec({
  abstract: { kind: 'area', label: name('abstract'), most: 500, rows: 2 },
  body: { kind: 'area', label: name('draftBody'), optional: true, most: longestText, rows: 14 },
  authority: registerForm.authority,
  signer: registerForm.signer,
  signerTitle: registerForm.signerTitle,
  ...actDayFields,
});

export const returnForm = formSpec({
  why: { kind: 'area', label: name('returnWhy'), most: 1000, rows: 3 },
});

export const bookForm = formSpec({
  book: {
    kind: 'select',
    label: name('book'),
    options: [{ value: 'in', label: { vi: directionNames.vi.in, en: directionNames.en.in } }, ...types],
  },
  first: {
    kind: 'number',
    label: name('firstNumber'),
    hint: name('beginBookHint'),
    atLeast: 1,
    atMost: 100_000,
  },
});

export const relationForm = formSpec({
  kind: { kind: 'select', label: name('relationKind'), options: choicesOf(relationKinds, relationNames) },
  number: { kind: 'text', label: name('relationNumber'), most: 60, width: 'medium' },
  on: { kind: 'day', label: name('relationOn') },
});

export const sendForm = formSpec({
  units: { kind: 'several', label: name('sendUnits') },
  acknowledgeBy: { kind: 'day', label: name('acknowledgeBy') },
  disseminateBy: { kind: 'day', label: name('disseminateBy'), optional: true },
});

export const meetingForm = formSpec({
  heldOn: { kind: 'day', label: name('heldOn') },
  present: { kind: 'number', label: name('present'), atLeast: 1 },
  place: { kind: 'text', label: name('place') },
  minutes: { kind: 'area', label: name('minutes'), optional: true },
  files: { kind: 'files', label: name('minutesFile'), hint: name('minutesHint'), optional: true },
});

export const cancelForm = formSpec({
  why: { kind: 'area', label: name('cancelWhy'), hint: name('cancelHint'), most: 500, rows: 2 },
});

/** A document that was issued is called back: by whom it was told, and why. */
export const withdrawForm = formSpec({
  why: { kind: 'area', label: name('withdrawWhy'), hint: name('withdrawHint'), most: 500, rows: 2 },
  ...actDayFields,
});

const { neededIf: _number, ...cameNumber } = registerForm.printedNumber;
const { neededIf: _issuer, ...cameFrom } = registerForm.issuer;
const { neededIf: _arrived, ...cameOn } = registerForm.arrivedOn;

/** What was entered wrongly in a register; its number, its direction and its text stay. */
export const correctForm = formSpec({
  printedNumber: cameNumber,
  issuer: cameFrom,
  arrivedOn: cameOn,
  issuedOn: registerForm.issuedOn,
  abstract: { kind: 'area', label: name('abstract'), optional: true, most: 500, rows: 2 },
  signer: registerForm.signer,
  signerTitle: registerForm.signerTitle,
  authority: registerForm.authority,
  urgency,
  effectiveOn,
  expiresOn,
  file: { ...draftFile, label: name('fileInstead') },
  why: { kind: 'area', label: name('correctWhy'), most: 500, rows: 2 },
});

/** The correction as it is asked of one document: what it cannot have is not shown. */
export function correctFormFor({ direction, secrecy }: Pick<Document, 'direction' | 'secrecy'>): FormSpec {
  const { printedNumber, issuer, arrivedOn, abstract, file, ...rest } = correctForm;
  return {
    ...(direction === 'in' && {
      printedNumber: needed(printedNumber),
      issuer: needed(issuer),
      arrivedOn: needed(arrivedOn),
    }),
    ...(secrecy === 'none' && { abstract: needed(abstract), file }),
    ...rest,
  };
}

/** What a clause does, as a person decided. */
export const clauseForm = formSpec({
  orders: {
    kind: 'choice',
    label: name('decision'),
    options: [
      { value: '1', label: name('orders') },
      { value: '0', label: name('ordersNot') },
    ],
  },
  why: { kind: 'text', label: name('noOwner'), optional: true, most: 500 },
});

/** Tasks being given: one for each unit that is ticked. */
export const taskForm = formSpec({
  clause: { kind: 'pick', label: name('clauses'), optional: true, hidden: true },
  title: { kind: 'area', label: name('taskTitle'), most: 1000, rows: 3 },
  units: { kind: 'several', label: name('taskUnits') },
  askedFor: { kind: 'day', label: name('taskDue'), hint: name('taskDueHint'), optional: true },
  parent: { kind: 'pick', label: name('parentTask'), optional: true },
  laterWhy: { kind: 'area', label: name('laterWhy'), optional: true, most: 500, rows: 2 },
  addedWhy: { kind: 'area', label: name('addedWhy'), optional: true, most: 500, rows: 2 },
  post: { kind: 'pick', label: name('person'), optional: true },
  together: { kind: 'several', label: name('with'), optional: true, folded: true },
});

const words = { kind: 'area', label: name('words'), rows: 3 } as const;
const mayAdd = { ...words, optional: true } as const;
const evidence = {
  kind: 'files',
  label: name('evidence'),
  hint: name('minutesHint'),
  optional: true,
} as const;

/** What each step of a task asks. */
export const stepForms = {
  assign: formSpec({ post: { kind: 'pick', label: name('post'), optional: true } }),
  note: formSpec({ text: words, files: evidence }),
  explain: formSpec({ text: words, files: evidence }),
  askLater: formSpec({ date: { kind: 'day', label: name('newDate') }, text: words }),
  grantLater: formSpec({ text: mayAdd }),
  refuseLater: formSpec({ text: words }),
  report: formSpec({ text: words, files: evidence }),
  accept: formSpec({ text: mayAdd }),
  giveBack: formSpec({ text: words }),
  cancel: formSpec({ text: words }),
  decline: formSpec({ text: words }),
  insist: formSpec({ text: words }),
  change: formSpec({
    title: { kind: 'area', label: name('taskTitle'), most: 1000, rows: 3 },
    unit: { kind: 'pick', label: name('doneBy') },
    date: { kind: 'day', label: name('taskDue'), optional: true },
    text: { ...words, label: name('changeWhy') },
  }),
} satisfies Record<TaskStep, FormSpec>;
