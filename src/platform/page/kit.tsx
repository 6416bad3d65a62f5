import type { ComponentChildren } from 'preact';
import { acceptedTypes } from '../files/accepted.ts';
import type { Language } from '../language.ts';
import { frameTexts } from './texts.ts';

/** Messages by field name. */
export type FieldErrors = Record<string, string | undefined>;

const errorId = (name: string) => `${name}-error`;
const hintId = (name: string) => `${name}-hint`;

/** The list of what to correct, at the top of a form that came back; each line names its field and leads to it. */
export function ErrorSummary(props: {
  language: Language;
  errors: FieldErrors;
  /** What the fields are called; a message without a name stands for itself. */
  labels?: Record<string, string | undefined>;
}) {
  const { language, errors, labels = {} } = props;
  const lines = Object.entries(errors).filter(([, message]) => message);
  if (lines.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} id="error-summary">
      <h2>{frameTexts[language].errorTitle}</h2>
      <ul>
        {lines.map(([name, message]) => (
          <li key={name}>
            {name === '*' ? (
              message
            ) : (
              <a href={`#${name}`}>{labels[name] ? `${labels[name]}: ${message}` : message}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FieldProps {
  language: Language;
  name: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean | 'sometimes';
  value?: string | undefined;
  /** Rows of a text area; a single line without. */
  rows?: number;
  type?: 'text' | 'email' | 'tel' | 'password' | 'search';
  autocomplete?: string;
  inputmode?: 'numeric' | 'decimal' | 'email' | 'tel';
  maxLength?: number;
  width?: 'narrow' | 'medium';
}

/** A labelled text field with hint and error before it, where a screen reader meets them in order. */
export function Field(props: FieldProps) {
  const { language, name, label, hint, error, optional, value, rows, width } = props;
  const describedBy = [hint && hintId(name), error && errorId(name)].filter(Boolean).join(' ') || undefined;
  const common = {
    id: name,
    name,
    'aria-describedby': describedBy,
    'aria-invalid': error ? true : undefined,
    maxLength: props.maxLength,
    autocomplete: props.autocomplete as 'on' | undefined,
  };
  return (
    <div class={error ? 'field has-error' : 'field'}>
      <label for={name}>
        {label} <Optional language={language} optional={optional} />
      </label>
      {hint && (
        <p class="hint" id={hintId(name)}>
          {hint}
        </p>
      )}
      <FieldError name={name} error={error} language={language} />
      {rows ? (
        <textarea {...common} rows={rows}>
          {value}
        </textarea>
      ) : (
        <input
          {...common}
          class={width}
          type={(props.type ?? 'text') as 'text'}
          inputmode={props.inputmode}
          value={value}
        />
      )}
    </div>
  );
}

function FieldError({
  name,
  error,
  language,
}: {
  name: string;
  error?: string | undefined;
  language: Language;
}) {
  if (!error) return null;
  return (
    <p class="error" id={errorId(name)}>
      <span class="visually-hidden">{frameTexts[language].errorPrefix}</span>
      {error}
    </p>
  );
}

/** Says that a field may be left empty, or that it is needed only where another one asks for it. */
function Optional(props: { language: Language; optional: boolean | 'sometimes' | undefined }) {
  const { language, optional } = props;
  if (!optional) return null;
  const t = frameTexts[language];
  return <span class="muted">{optional === 'sometimes' ? t.sometimes : t.optional}</span>;
}

/** One choice of a group. */
export interface Option {
  value: string;
  label: string;
  hint?: string;
}

interface ChoiceProps {
  language: Language;
  name: string;
  legend: string;
  hint?: string;
  error?: string | undefined;
  options: readonly Option[];
  value?: string | undefined;
  /** The legend is the page's heading. */
  heading?: boolean;
}

/** Radio buttons under one question. */
export function Choice(props: ChoiceProps) {
  const { language, name, legend, hint, error, options, value, heading } = props;
  const describedBy = [hint && hintId(name), error && errorId(name)].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset class={error ? 'field has-error' : 'field'} aria-describedby={describedBy}>
      <legend>{heading ? <h1>{legend}</h1> : legend}</legend>
      {hint && (
        <p class="hint" id={hintId(name)}>
          {hint}
        </p>
      )}
      <FieldError name={name} error={error} language={language} />
      {options.map((option, at) => {
        const id = at === 0 ? name : `${name}-${option.value}`;
        return (
          <div class="choice" key={option.value}>
            <input
              type="radio"
              id={id}
              name={name}
              value={option.value}
              checked={option.value === value}
              aria-describedby={option.hint ? `${id}-about` : undefined}
            />
            <label for={id}>{option.label}</label>
            {option.hint && (
              <p class="hint" id={`${id}-about`}>
                {option.hint}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

interface TicksProps extends Omit<ChoiceProps, 'value' | 'heading'> {
  ticked: readonly string[];
  optional?: boolean | 'sometimes';
  /** Folded to its name until something is ticked. */
  folded?: boolean;
}

/** Boxes of which any number is ticked; long lists scroll by themselves. */
export function Ticks(props: TicksProps) {
  const { language, name, legend, hint, error, options, ticked, optional, folded } = props;
  const describedBy = [hint && hintId(name), error && errorId(name)].filter(Boolean).join(' ') || undefined;
  const boxes = (
    <fieldset class={error ? 'field has-error' : 'field'} aria-describedby={describedBy}>
      <legend>
        {legend} <Optional language={language} optional={optional} />
      </legend>
      {hint && (
        <p class="hint" id={hintId(name)}>
          {hint}
        </p>
      )}
      <FieldError name={name} error={error} language={language} />
      <div class="choices">
        {options.map(({ value, label }, at) => {
          // The first has the name of the field: to it leads the list of errors.
          const id = at === 0 ? name : `${name}-${value}`;
          return (
            <div class="choice" key={value}>
              <input type="checkbox" id={id} name={name} value={value} checked={ticked.includes(value)} />
              <label for={id}>{label}</label>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
  if (!folded) return boxes;
  return (
    <details open={ticked.length > 0 || error !== undefined}>
      <summary>{legend}</summary>
      {boxes}
    </details>
  );
}

interface SelectProps {
  language: Language;
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  options: Option[];
  value?: string | undefined;
  optional?: boolean | 'sometimes';
}

/** A drop-down list; its first option may be empty. */
export function Select(props: SelectProps) {
  const { language, name, label, hint, error, options, value, optional } = props;
  const describedBy = [hint && hintId(name), error && errorId(name)].filter(Boolean).join(' ') || undefined;
  return (
    <div class={error ? 'field has-error' : 'field'}>
      <label for={name}>
        {label} <Optional language={language} optional={optional} />
      </label>
      {hint && (
        <p class="hint" id={hintId(name)}>
          {hint}
        </p>
      )}
      <FieldError name={name} error={error} language={language} />
      <select id={name} name={name} aria-describedby={describedBy} aria-invalid={error ? true : undefined}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === (value ?? '')}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A field for files. */
export function FileField(props: {
  language: Language;
  name: string;
  label: string;
  hint: string;
  error?: string | undefined;
  /** The form is about the file: one, and it has to be there. */
  single?: boolean;
  /** Endings and media types that the chooser offers; of evidence whatever is taken as such. */
  accept?: string | undefined;
  /** Those that came before and need not be chosen again. */
  kept?: readonly { id: string; name: string }[];
}) {
  const { language, name, label, hint, error, single, accept, kept = [] } = props;
  return (
    <div class={error ? 'field has-error' : 'field'}>
      <label for={name}>
        {label} {!single && <span class="muted">{frameTexts[language].optional}</span>}
      </label>
      <p class="hint" id={hintId(name)}>
        {hint}
      </p>
      <FieldError name={name} error={error} language={language} />
      {kept.length > 0 && (
        <ul class="plain">
          {kept.map((file) => (
            <li key={file.id} class="choice">
              <input
                type="checkbox"
                id={`${name}-kept-${file.id}`}
                name={`${name}-kept`}
                value={file.id}
                checked
              />
              <label for={`${name}-kept-${file.id}`}>{frameTexts[language].fileKept(file.name)}</label>
            </li>
          ))}
        </ul>
      )}
      <input
        type="file"
        id={name}
        name={name}
        multiple={!single}
        accept={accept ?? (single ? undefined : acceptedTypes)}
        aria-describedby={error ? `${hintId(name)} ${errorId(name)}` : hintId(name)}
      />
    </div>
  );
}

/** A word for a state; the colour only supports it. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
export type Tone = 'plain' | 'good' | 'warn' | 'info';

/** What was said, as term and value. */
export function Summary({
  rows,
}: {
  rows: [term: string, value: ComponentChildren, change?: ComponentChildren][];
}) {
  return (
    <dl class="summary">
      {rows.map(([term, value, change]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
          {change && <dd class="change">{change}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** What happened, newest last, as an ordered list. */
export function Timeline({
  items,
}: {
  items: { at: string; title: ComponentChildren; body?: ComponentChildren }[];
}) {
  return (
    <ol class="timeline">
      {items.map((item, at) => (
        <li key={at}>
          <p class="timeline-head">
            <strong>{item.title}</strong> <span class="muted">{item.at}</span>
          </p>
          {item.body}
        </li>
      ))}
    </ol>
  );
}

// More columns than these are unreadable beside each other at 360 px.
const mostSqueezed = 3;

/** A table that may scroll sideways on a narrow screen, reachable by keyboard. */
export function Table(props: {
  caption: string;
  columns: { label: string; numeric?: boolean }[];
  rows: ComponentChildren[][];
  /** The first cell of each row names the row. */
  rowHeader?: boolean;
  hideCaption?: boolean;
  /** On a narrow screen each row becomes a block of labelled lines: what has more than three columns always does. */
  cards?: boolean;
}) {
  const { caption, columns, rows, rowHeader, hideCaption } = props;
  const cards = props.cards ?? columns.length > mostSqueezed;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section class="table-scroll" tabIndex={0} aria-label={caption}>
      <table class={cards ? 'cards' : undefined}>
        <caption class={hideCaption ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" class={column.numeric ? 'number' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, at) => (
            <tr key={at}>
              {cells.map((cell, column) =>
                rowHeader && column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td
                    key={column}
                    data-label={columns[column]?.label}
                    class={columns[column]?.numeric ? 'number' : undefined}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Links to the pages before and after. */
export function Pagination(props: {
  language: Language;
  previous?: string | undefined;
  next?: string | undefined;
}) {
  const { language, previous, next } = props;
  if (!previous && !next) return null;
  const t = frameTexts[language];
  return (
    <nav class="pagination" aria-label={t.pages}>
      {previous && (
        <a rel="prev" href={previous}>
          ← {t.previous}
        </a>
      )}
      {next && (
        <a rel="next" href={next}>
          {t.next} →
        </a>
      )}
    </nav>
  );
}

/** Said when a list has nothing in it, with what to do next. */
export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}

/** Values carried from page to page of a form. */
export function Hidden({ values }: { values: Record<string, string | undefined> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) =>
        value === undefined || value === '' ? null : (
          <input key={name} type="hidden" name={name} value={value} />
        ),
      )}
    </>
  );
}

/** Text as typed, with its line breaks. */
export function Prose({ text }: { text: string }) {
  return <div class="prose">{text}</div>;
}
