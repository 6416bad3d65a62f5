import type { ComponentChildren } from 'preact';
import type { Bilingual, Language } from '../language.ts';
import { type FieldSpec, type FormSpec, fieldName } from './form-spec.ts';
import { formWords } from './form-words.ts';
import type { Frame } from './frame.ts';
import {
  Choice,
  ErrorSummary,
  Field,
  type FieldErrors,
  FileField,
  Hidden,
  type Option,
  Select,
  Ticks,
} from './kit.tsx';
import { Layout } from './layout.tsx';

/** What the forms of one page share: what was typed in the one that came back, and what is wrong in it. */
export interface FormState {
  language: Language;
  key: string;
  /** The version of what the forms are about, so that nobody writes over what another did meanwhile. */
  version?: number | undefined;
  /** The form that came back, by its prefix. */
  sent?: string | undefined;
  typed: Record<string, string>;
  /** Files that are there already, by the field that they came in. */
  files?: Readonly<Record<string, readonly { id: string; name: string }[]>> | undefined;
  /** Of what was typed, the boxes that were ticked. */
  lists?: Record<string, string[]> | undefined;
  errors: FieldErrors;
  /** What can be done on the page, by the names of its forms. */
  steps?: Readonly<Record<string, StepFace>> | undefined;
}

/** A step as its form shows it. */
export interface StepFace {
  label: Bilingual;
  spec: FormSpec;
  /** Where it is confirmed before it is taken: what is said of it. */
  final?: Bilingual | undefined;
}

/** The field with which somebody confirms what cannot be taken back. */
export const confirmField = 'sure';

/** What can be picked in fields of kind `pick`, by field. */
export type Picks = Readonly<Record<string, readonly Option[]>>;

interface FieldsProps {
  spec: FormSpec;
  prefix?: string;
  state: Pick<FormState, 'language' | 'typed' | 'errors' | 'lists' | 'sent' | 'files'>;
  picks?: Picks;
  /** What stands in fields of which nothing was typed yet. */
  initial?: Initial;
}

/** What stands in fields before anything is typed, by field; of boxes those that are ticked. */
export type Initial = Readonly<Record<string, string | readonly string[] | undefined | null>>;

/** The fields of a form, in the order in which it names them; those of one thing among many under its name. */
export function Fields(props: FieldsProps) {
  const { spec, state } = props;
  const groups: { under: Bilingual | undefined; spec: Record<string, FieldSpec> }[] = [];
  for (const [name, field] of Object.entries(spec)) {
    const last = groups.at(-1);
    if (last && last.under?.vi === field.under?.vi) last.spec[name] = field;
    else groups.push({ under: field.under, spec: { [name]: field } });
  }
  return (
    <>
      {groups.map((group, at) => {
        const fields = <PlainFields key={at} {...props} spec={group.spec} />;
        if (!group.under) return fields;
        const wrong = Object.keys(group.spec).some(
          (name) => state.errors[fieldName(props.prefix ?? '', name)],
        );
        return (
          <details key={at} open={wrong}>
            <summary>{group.under[state.language]}</summary>
            {fields}
          </details>
        );
      })}
    </>
  );
}

function PlainFields({ spec, prefix = '', state, picks = {}, initial = {} }: FieldsProps) {
  const { language, typed, errors } = state;
  // Of a form that came back, boxes that were left empty stay so.
  const cameBack = state.sent !== undefined && state.sent === prefix;
  return (
    <>
      {Object.entries(spec).map(([plain, field]) => {
        const name = fieldName(prefix, plain);
        const before = cameBack ? undefined : (initial[plain] ?? undefined);
        const common = {
          key: name,
          language,
          name,
          error: errors[name],
          value: typed[name] ?? (typeof before === 'string' ? before : field.initial),
          ...(field.hint && { hint: field.hint[language] }),
          ...(field.optional &&
            // What is filled in already asks for nothing.
            field.initial === undefined && { optional: field.neededIf ? ('sometimes' as const) : true }),
        };
        const label = field.label[language];
        if (field.hidden) return <Hidden key={name} values={{ [name]: common.value }} />;
        switch (field.kind) {
          case 'choice':
            return (
              <Choice
                {...common}
                legend={label}
                options={(field.options ?? []).map((one) => ({
                  value: one.value,
                  label: one.label[language],
                }))}
              />
            );
          case 'select':
            return (
              <Select
                {...common}
                label={label}
                options={[
                  { value: '', label: formWords[language].choose },
                  ...(field.options ?? []).map((one) => ({ value: one.value, label: one.label[language] })),
                ]}
              />
            );
          case 'pick':
            return (
              <Select
                {...common}
                label={label}
                options={[{ value: '', label: formWords[language].choose }, ...(picks[plain] ?? [])]}
              />
            );
          case 'several':
            return (
              <Ticks
                {...common}
                legend={label}
                folded={field.folded ?? false}
                ticked={
                  state.lists?.[name] ??
                  (typed[name] === undefined ? (typeof before === 'object' ? before : []) : [typed[name]])
                }
                options={
                  field.options?.map((one) => ({ value: one.value, label: one.label[language] })) ??
                  picks[plain] ??
                  []
                }
              />
            );
          case 'tick':
            return (
              <div class="choice field" key={name}>
                <input
                  type="checkbox"
                  id={name}
                  name={name}
                  value="1"
                  checked={common.value === '1'}
                  aria-describedby={field.hint ? `${name}-about` : undefined}
                />
                <label for={name}>{label}</label>
                {field.hint && (
                  <p class="hint" id={`${name}-about`}>
                    {field.hint[language]}
                  </p>
                )}
              </div>
            );
          case 'files':
            return (
              <FileField
                key={name}
                language={language}
                name={name}
                label={label}
                hint={field.hint?.[language] ?? ''}
                error={errors[name]}
                single={!field.optional}
                kept={state.files?.[name] ?? []}
              />
            );
          default:
            return (
              <Field
                {...common}
                label={label}
                {...(field.kind === 'area' && { rows: field.rows ?? 4 })}
                {...(field.kind === 'email' && { type: 'email' as const, autocomplete: 'email' })}
                {...(field.kind === 'phone' && { type: 'tel' as const, autocomplete: 'tel' })}
                {...(['number', 'day', 'time'].includes(field.kind) && {
                  inputmode: 'numeric' as const,
                  width: 'narrow' as const,
                })}
                {...(field.width && { width: field.width })}
                {...(field.autocomplete && { autocomplete: field.autocomplete })}
                {...(field.kind === 'decimal' && { inputmode: 'decimal' as const, width: 'narrow' as const })}
              />
            );
        }
      })}
    </>
  );
}

interface ActionFormProps extends Omit<FieldsProps, 'state' | 'prefix' | 'spec'> {
  /** What it asks, where that differs from what the step says. */
  spec?: FormSpec;
  /** The page's address; what the form does is added to it. */
  base: string;
  action: string;
  /** The thing on the page that the form is about, where there are several. */
  target?: string | undefined;
  state: FormState;
  /** What it is called here, where that differs from the step's name. */
  title?: string;
  submit?: string;
  hidden?: Record<string, string | undefined>;
  /** Shown without being unfolded first. */
  open?: boolean;
  /** Waits on the device while the line is down. */
  queue?: boolean;
  /** A small button: what is undone, or is one of many. */
  quiet?: boolean;
  /** Of one of many like buttons: which, for who hears them one by one. */
  about?: string;
  /** In two columns where there is room. */
  columns?: boolean;
  children?: ComponentChildren;
}

/** Says what becomes of something that is done, and asks whether it is meant. */
export function Confirm({
  why,
  prefix,
  state,
}: {
  why: Bilingual;
  prefix: string;
  state: Pick<FormState, 'language' | 'typed' | 'errors'>;
}) {
  const { language, errors, typed } = state;
  const t = formWords[language];
  const name = fieldName(prefix, confirmField);
  const error = errors[name];
  return (
    <div class={error ? 'field has-error' : 'field'}>
      {error && (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <div class="choice">
        <input
          type="checkbox"
          id={name}
          name={name}
          value="1"
          checked={typed[name] === '1'}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${name}-error ${name}-about` : `${name}-about`}
        />
        <label for={name}>{t.sure}</label>
        <p class="hint" id={`${name}-about`}>
          {why[language]}
        </p>
      </div>
    </div>
  );
}

/** One thing that can be done on a page: folded to its name until it is wanted or came back with errors. */
export function ActionForm(props: ActionFormProps) {
  const {
    base,
    action,
    target,
    state,
    submit,
    hidden,
    open,
    queue,
    quiet,
    about,
    columns,
    children,
    ...rest
  } = props;
  const step = state.steps?.[action];
  const spec = props.spec ?? step?.spec ?? {};
  const title = props.title ?? step?.label[state.language] ?? '';
  const prefix = target ? `${action}-${target}` : action;
  const files = Object.values(spec).some((field) => field.kind === 'files');
  const form = (
    <form
      method="post"
      action={action ? `${base}/${action}` : base}
      enctype={files ? 'multipart/form-data' : undefined}
      novalidate
      class={columns ? 'two-columns' : undefined}
      {...(queue && { 'data-queue': '' })}
    >
      <Hidden
        values={{
          key: state.sent === prefix ? (state.typed.key ?? state.key) : `${state.key}${prefix}`,
          version: state.version === undefined ? undefined : String(state.version),
          target,
          ...hidden,
        }}
      />
      {children}
      <Fields {...rest} spec={spec} prefix={prefix} state={state} />
      {step?.final && <Confirm why={step.final} prefix={prefix} state={state} />}
      <button
        type="submit"
        data-once=""
        class={quiet ? 'second small' : undefined}
        aria-label={about && `${submit ?? title}: ${about}`}
      >
        {submit ?? title}
      </button>
    </form>
  );
  // A thing done by one press needs no unfolding.
  if (open || (Object.keys(spec).length === 0 && !step?.final)) return form;
  return (
    <details class="action" open={state.sent === prefix}>
      <summary>{title}</summary>
      {form}
    </details>
  );
}

/** A page with one form that anybody may send. */
export function FormPage(props: {
  frame: Frame;
  title: string;
  /** Where it leads back to. */
  back: { href: string; text: string };
  spec: FormSpec;
  state: FormState & { labels: Record<string, string> };
  picks?: Picks;
  initial?: Initial;
  hidden?: Record<string, string | undefined>;
  submit?: string;
  children?: ComponentChildren;
}) {
  const { frame, title, back, spec, state, picks, initial, hidden, submit, children } = props;
  const failed = Object.values(state.errors).some(Boolean);
  const files = Object.values(spec).some((field) => field.kind === 'files');
  return (
    <Layout frame={frame} title={title} hasErrors={failed} scripts={['form']}>
      <p class="back">
        <a href={back.href}>← {back.text}</a>
      </p>
      <h1>{title}</h1>
      <ErrorSummary language={frame.language} errors={state.errors} labels={state.labels} />
      {children}
      <form
        method="post"
        action={frame.url.split('?')[0]}
        enctype={files ? 'multipart/form-data' : undefined}
        novalidate
      >
        <Hidden values={{ key: state.typed.key ?? state.key, ...hidden }} />
        <Fields spec={spec} state={state} {...(picks && { picks })} {...(initial && { initial })} />
        <button type="submit" data-once="">
          {submit ?? title}
        </button>
      </form>
    </Layout>
  );
}

/** What is wrong in the form that came back, and whether all went well, at the top of a page with forms. */
export function FormNotes({
  state,
  done,
}: {
  state: FormState & { labels?: Record<string, string> };
  done?: string | undefined;
}) {
  return (
    <>
      <ErrorSummary language={state.language} errors={state.errors} labels={state.labels ?? {}} />
      {done && (
        <p class="note good" role="status">
          {done}
        </p>
      )}
    </>
  );
}

/** Where a page says what of its forms waits on this device, and what became of it once the line is back. */
export function QueueNotes({ language }: { language: Language }) {
  const t = formWords[language];
  return (
    <>
      <p class="note warn" role="status" hidden data-queue-note={t.queued('{count}')} />
      <ul class="note good" aria-live="polite" hidden data-queue-sent />
      <p class="note good" role="status" hidden data-queue-kept>
        {t.kept}
      </p>
    </>
  );
}

/** Says that something was received, and leads back. */
export function NotedPage(props: {
  frame: Frame;
  title: string;
  back: { href: string; text: string };
  children?: ComponentChildren;
}) {
  const { frame, title, back, children } = props;
  return (
    <Layout frame={frame} title={title}>
      <h1>{title}</h1>
      {children}
      <p>
        <a href={back.href}>← {back.text}</a>
      </p>
    </Layout>
  );
}
