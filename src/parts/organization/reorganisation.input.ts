import type { PostId } from '../../ground/organization/organization.ts';
import { type UnitId, type UnitKind, unitKinds } from '../../ground/organization/organization.ts';
import type { Ground } from '../../ground/organization/reorganisation.store.ts';
import type { Operation } from '../../ground/organization/reorganisation.ts';
import { wordsOf } from '../../platform/http/fields.ts';
import { newId, parseId } from '../../platform/id.ts';
import { readTypedDate } from '../../platform/time.ts';

/** Faults by field; each is a key of the texts. */
export type Faults = Record<string, 'required' | 'badDate' | 'badCode' | 'codeTaken' | 'tooLong'>;

type Checked<Value> = { ok: true; value: Value } | { ok: false; faults: Faults };

type Values = Record<string, string | undefined>;

// Characters of what is written in a plan.
const longest = 300;

/** Reads the legal ground from a form. */
export function readGround(values: Values): Checked<Ground> {
  const faults: Faults = {};
  const text = (name: string) => {
    const value = wordsOf(values, name);
    if (!value) faults[name] = 'required';
    else if ([...value].length > longest) faults[name] = 'tooLong';
    return value;
  };
  const day = (name: string) => {
    const typed = text(name);
    const value = readTypedDate(typed);
    if (typed && !value) faults[name] = 'badDate';
    return value;
  };
  const ground = {
    title: text('title'),
    number: text('number'),
    issuer: text('issuer'),
    signer: text('signer'),
    on: day('on'),
    effectiveOn: day('effectiveOn'),
  };
  const { on, effectiveOn } = ground;
  if (Object.keys(faults).length > 0 || !on || !effectiveOn) return { ok: false, faults };
  return { ok: true, value: { ...ground, on, effectiveOn } };
}

/** What can be added to a plan, as the forms name it. */
export const operationForms = ['found', 'close', 'cede', 'rename', 'transfer', 'post'] as const;
export type OperationForm = (typeof operationForms)[number];

export const codePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Reads one operation from its form. Fields that hold several values come as `items`. */
export function readOperation(form: OperationForm, values: Values, items: string[]): Checked<Operation> {
  const faults: Faults = {};
  const required = (name: string) => {
    const value = wordsOf(values, name);
    if (!value) faults[name] = 'required';
    else if ([...value].length > longest) faults[name] = 'tooLong';
    return value;
  };
  const unit = (name: string) => {
    const id = parseId<'unit'>(required(name));
    if (!id) faults[name] = 'required';
    return id as UnitId;
  };
  const kind = () => {
    const value = unitKinds.find((one) => one === values.kind);
    if (!value) faults.kind = 'required';
    return value as UnitKind;
  };
  const name = () => {
    const vi = required('nameVi');
    const en = wordsOf(values, 'nameEn');
    if ([...en].length > longest) faults.nameEn = 'tooLong';
    return { vi, en: en || vi };
  };
  const parent = () => parseId<'unit'>(values.parent ?? '') ?? null;

  const read = (): Operation => {
    switch (form) {
      case 'found': {
        const code = required('code');
        if (code && !codePattern.test(code)) faults.code = 'badCode';
        return { do: 'found', unit: newId(), code, kind: kind(), name: name(), parent: parent() };
      }
      case 'close':
        return { do: 'close', unit: unit('unit'), to: unit('to') };
      case 'cede': {
        const part = (['area', 'kind', 'case'] as const).find((one) => one === values.part) ?? 'area';
        if (items.length === 0) faults.items = 'required';
        return { do: 'cede', unit: unit('unit'), to: unit('to'), part, items };
      }
      case 'rename':
        return { do: 'rename', unit: unit('unit'), kind: kind(), name: name() };
      case 'transfer':
        return { do: 'transfer', unit: unit('unit'), parent: parent() };
      case 'post': {
        const post = parseId<'post'>(required('post'));
        if (!post) faults.post = 'required';
        const to = parseId<'unit'>(values.to ?? '');
        return to
          ? { do: 'movePost', post: post as PostId, to }
          : { do: 'abolishPost', post: post as PostId };
      }
    }
  };
  const operation = read();
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, value: operation };
}
