import { evaluationRules, evaluationRulesOf, levels } from '../../ground/law/evaluation-rules.ts';
import { type Bilingual, named } from '../../platform/language.ts';
import {
  choicesOf,
  type FieldSpec,
  type FormSpec,
  formSpec,
  quarterChoices,
  yearField,
} from '../../platform/page/form-spec.ts';
import type { FileLine } from './round.store.ts';
import { criteriaOf, type FileProduct, type FileStep, type Round } from './round.ts';
import { automaticFlags } from './score.ts';
import { flagNames, levelNames, texts } from './texts.ts';

const name = named(texts);

/** A round being opened. */
export const roundForm = formSpec({
  subject: {
    kind: 'select',
    label: name('subject'),
    initial: 'people',
    options: [
      { value: 'people', label: name('people') },
      { value: 'units', label: name('units') },
    ],
  },
  year: yearField(name('year')),
  quarter: {
    kind: 'select',
    label: name('quarter'),
    hint: name('quarterHint'),
    optional: true,
    options: quarterChoices,
  },
  rules: {
    kind: 'select',
    label: name('rules'),
    hint: name('rulesHint'),
    optional: true,
    neededIf: { field: 'subject', among: ['people'] },
    options: evaluationRules.map((one) => ({ value: one.code as string, label: one.name })),
  },
  rubric: {
    kind: 'pick',
    label: name('rubric'),
    optional: true,
    neededIf: { field: 'subject', among: ['units'] },
  },
  capShare: { kind: 'number', label: name('capShare'), optional: true, atMost: 100 },
  capWhy: { kind: 'text', label: name('capWhy'), optional: true },
});

export const rubricForm = formSpec({
  name: { kind: 'text', label: name('name') },
  ground: { kind: 'text', label: name('ground') },
  criteria: { kind: 'area', label: name('criteria'), hint: name('criteriaHint'), most: 20_000, rows: 8 },
});

export const closeForm = formSpec({
  why: { kind: 'area', label: name('closeWhy'), optional: true, most: 1000, rows: 2 },
});

export const commendForm = formSpec({
  file: { kind: 'pick', label: name('person') },
  form: { kind: 'text', label: name('form') },
  ground: { kind: 'text', label: name('ground') },
  decidedOn: { kind: 'day', label: name('decidedOn') },
});

/** Steps that say how much: what they ask depends on the rules of the round and on the work in the file. */
export const rating: readonly FileStep[] = ['propose', 'answerAppeal'];

const text = { kind: 'area', label: name('words'), rows: 3 } as const;
const mayAdd = { ...text, optional: true } as const;
const level = {
  kind: 'select',
  label: name('chooseLevel'),
  hint: name('asComputed'),
  optional: true,
  options: choicesOf(levels, levelNames),
} as const;

const range = (of: Bilingual, most: string): Bilingual => ({
  vi: `${of.vi} (0–${most})`,
  en: `${of.en} (0–${most})`,
});

/** What is asked of each piece of work: how much it weighs, and how good it was. */
function judging(products: readonly FileProduct[]): Record<string, FieldSpec> {
  return Object.fromEntries(
    products.flatMap(({ position }): [string, FieldSpec][] => {
      const under = {
        vi: `${texts.vi.product} ${position}`,
        en: `${texts.en.product} ${position}`,
      };
      return [
        [`weight-${position}`, { kind: 'decimal', label: name('weight'), optional: true, under }],
        [`faults-${position}`, { kind: 'number', label: name('faults'), optional: true, atMost: 20, under }],
        [`beyond-${position}`, { kind: 'tick', label: name('beyond'), under }],
        [
          `objective-${position}`,
          { kind: 'text', label: name('objective'), optional: true, most: 500, under },
        ],
      ];
    }),
  );
}

/** What a step of a file asks, of this file in this round. */
export function stepForm(
  step: FileStep,
  round: Round,
  file: Pick<FileLine, 'leads'>,
  products: readonly FileProduct[],
): FormSpec {
  const rates = rating.includes(step);
  const people = round.subject === 'people';
  const rules = round.rulesCode ? evaluationRulesOf(round.rulesCode) : undefined;
  const asked: Record<string, FieldSpec> = {};
  if (step === 'assess' || rates)
    for (const one of criteriaOf(round)) {
      if ('figure' in one && one.figure) continue;
      asked[`points-${one.code}`] = {
        kind: 'number',
        label: range(one.name, String(one.most)),
        optional: true,
        atMost: one.most,
      };
      if (rates) asked[`why-${one.code}`] = { kind: 'text', label: name('why'), optional: true, most: 500 };
    }
  if (step === 'assess' && people) {
    asked.own = { kind: 'text', label: name('ownProduct'), optional: true };
    asked.evidence = { kind: 'text', label: name('ownEvidence'), optional: true };
  }
  if (rates && file.leads && rules?.form === 'points')
    for (const one of rules.leaderItems.filter((item) => !item.computed))
      asked[`leader-${one.code}`] = {
        kind: 'number',
        label: range(one.name, '100%'),
        optional: true,
        atMost: 100,
      };
  if (step === 'propose' && people)
    asked.flags = {
      kind: 'several',
      label: name('flags'),
      optional: true,
      options: choicesOf(automaticFlags, flagNames),
    };
  if (rates && people) Object.assign(asked, judging(products));
  if (step === 'decide' || step === 'answerAppeal') asked.level = level;
  if (step !== 'notify' && step !== 'finish')
    asked.text = step === 'propose' || step === 'decide' ? mayAdd : text;
  return asked;
}
