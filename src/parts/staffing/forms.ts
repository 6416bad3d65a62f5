import { reductionRoutes } from '../../ground/law/staff-reduction.ts';
import { named } from '../../platform/language.ts';
import { choicesOf, type FormSpec, formSpec, yearField } from '../../platform/page/form-spec.ts';
import type { ReductionStep } from './reduction.ts';
import { routeNames, texts } from './texts.ts';

const name = named(texts);

/** A reduction being proposed. */
export const proposeForm = formSpec({
  plan: { kind: 'pick', label: name('plan'), hidden: true },
  unit: { kind: 'pick', label: name('unit') },
  postTitle: { kind: 'text', label: name('postTitle'), width: 'medium' },
  post: { kind: 'pick', label: name('holder'), optional: true },
  route: {
    kind: 'select',
    label: name('route'),
    initial: 'earlyRetirement',
    options: choicesOf(reductionRoutes, routeNames),
  },
  effectiveOn: { kind: 'day', label: name('effectiveOn') },
  cost: { kind: 'number', label: name('costLabel'), optional: true, width: 'medium' },
  ratings: { kind: 'text', label: name('ratings'), hint: name('ratingsHint'), optional: true, most: 500 },
});

/** What each step of a reduction asks. */
export const stepForms = {
  approve: formSpec({}),
  leave: formSpec({ leftOn: { kind: 'day', label: name('leftOn') } }),
  withdraw: formSpec({}),
} satisfies Record<ReductionStep, FormSpec>;

export const targetForm = formSpec({
  plan: { kind: 'pick', label: name('plan') },
  unit: { kind: 'pick', label: name('unit') },
  year: yearField(name('year')),
  posts: { kind: 'number', label: name('number'), atMost: 1_000_000 },
});

export const quotaForm = formSpec({
  unit: { kind: 'pick', label: name('unit') },
  year: yearField(name('year')),
  approved: { kind: 'number', label: name('number'), atMost: 1_000_000 },
  ground: { kind: 'text', label: name('ground') },
  on: { kind: 'day', label: name('decidedOn') },
});

export const planForm = formSpec({
  title: { kind: 'text', label: name('planTitle') },
  ground: { kind: 'text', label: name('ground') },
  fromYear: yearField(name('fromYear')),
  toYear: yearField(name('toYear')),
});
