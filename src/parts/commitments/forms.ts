import type { Figure } from '../../ground/figure/catalogue.ts';
import { named } from '../../platform/language.ts';
import { type FormSpec, formSpec, quarterChoices, yearField } from '../../platform/page/form-spec.ts';
import type { CommitmentStep } from './commitment.ts';
import { texts } from './texts.ts';

const name = named(texts);

/** A year's campaign: what is asked of all, and of whom. */
export const campaignForm = formSpec({
  year: yearField(name('year')),
  title: { kind: 'text', label: name('campaignTitle') },
  ground: { kind: 'text', label: name('ground'), hint: name('groundHint') },
  signBy: { kind: 'day', label: name('signBy') },
  items: {
    kind: 'area',
    label: name('templateItems'),
    hint: name('templateHint'),
    optional: true,
    most: 20_000,
    rows: 6,
  },
  units: { kind: 'several', label: name('units') },
});

const { year: _year, units: asked, ...campaignData } = campaignForm;

/** What may be changed of a campaign that nobody has answered; units are added. */
export const campaignDataForm = formSpec({
  ...campaignData,
  units: { ...asked, label: name('unitsMore'), optional: true },
});

/** What an item promises: a figure with its value, or something that will be there. */
export function itemForm(figures: readonly Figure[]) {
  return formSpec({
    text: { kind: 'area', label: name('promise'), most: 500, rows: 2 },
    figure: {
      kind: 'select',
      label: name('figure'),
      optional: true,
      options: figures.map((one) => ({ value: one.code as string, label: one.name })),
    },
    target: {
      kind: 'text',
      label: name('target'),
      hint: name('targetHint'),
      optional: true,
      width: 'narrow',
    },
    deliverable: { kind: 'text', label: name('deliverable'), optional: true },
    dueOn: { kind: 'day', label: name('dueOn') },
    people: { kind: 'tick', label: name('people') },
  });
}

export const reportForm = formSpec({
  quarter: {
    kind: 'select',
    label: name('quarter'),
    options: quarterChoices,
  },
  text: { kind: 'area', label: name('words'), most: 3000, rows: 3 },
  claimed: {
    kind: 'text',
    label: name('claimed'),
    hint: name('claimedHint'),
    optional: true,
    width: 'narrow',
  },
  delivered: { kind: 'tick', label: name('delivered') },
  files: { kind: 'files', label: name('evidence'), hint: name('evidenceHint'), optional: true },
});

const words = { kind: 'area', label: name('words'), most: 2000, rows: 3 } as const;
export const wordsForm = formSpec({ text: words });
export const mayAddForm = formSpec({ text: { ...words, optional: true } });
export const signForm = formSpec({
  name: { kind: 'text', label: name('typedName'), hint: name('typedNameHint'), autocomplete: 'off' },
});

const reason = { kind: 'area', label: name('changeReason'), most: 2000, rows: 2 } as const;
export const dropForm = formSpec({ reason });
export function changeForm(figures: readonly Figure[]) {
  return formSpec({ reason, ...itemForm(figures) });
}

/** What each step of the two sides asks. */
export const stepForms = {
  propose: mayAddForm,
  giveBack: wordsForm,
  agree: mayAddForm,
  signHead: signForm,
  signSuperior: signForm,
  publish: formSpec({}),
} satisfies Record<CommitmentStep, FormSpec>;
