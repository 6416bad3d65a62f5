import type { ComponentChildren } from 'preact';
import type { Language } from '../language.ts';
import { formatDate, type PlainDate } from '../time.ts';
import { formatInteger } from '../vietnamese.ts';
import { formWords } from './form-words.ts';
import { EmptyState, ErrorSummary, type FieldErrors, Pagination, Table } from './kit.tsx';
import type { FilterField, FilterSpec, ListColumn } from './list-spec.ts';

function Asked(props: {
  name: string;
  field: FilterField;
  language: Language;
  value: string | undefined;
  error: string | undefined;
}) {
  const { name, field, language, value, error } = props;
  const described = {
    id: name,
    name,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${name}-error` : undefined,
  };
  return (
    <div class={`field${field.kind === 'search' ? ' grow' : ''}${error ? ' has-error' : ''}`}>
      <label for={name}>{field.label[language]}</label>
      {error && (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      {field.kind === 'select' ? (
        <select {...described}>
          <option value="">{field.any?.[language] ?? formWords[language].all}</option>
          {field.options?.map((one) => (
            <option key={one.value} value={one.value} selected={one.value === value}>
              {one.label[language]}
            </option>
          ))}
        </select>
      ) : field.kind === 'search' ? (
        <input {...described} type="search" value={value} placeholder={field.placeholder?.[language]} />
      ) : (
        <input {...described} inputmode="numeric" class="narrow" value={value} />
      )}
    </div>
  );
}

interface ListProps<Row> {
  language: Language;
  /** Where the list is. */
  address: string;
  caption: string;
  columns: readonly ListColumn<Row>[];
  rows: readonly Row[];
  filters: FilterSpec;
  typed: Record<string, string>;
  errors: FieldErrors;
  next: string | undefined;
  /** What stands where there is nothing. */
  empty: ComponentChildren;
  /** Above the filters: those that were kept. */
  kept?: ComponentChildren;
  /** The same rows as a sheet, by its ending. */
  sheets?: Readonly<Record<string, string>>;
}

/** A list that is asked for: filters, rows, pages, and the same as a sheet. */
export function List<Row>(props: ListProps<Row>) {
  const { language, address, caption, columns, rows, filters, typed, errors, next, empty, kept, sheets } =
    props;
  const t = formWords[language];
  const shown = (column: ListColumn<Row>, row: Row): ComponentChildren => {
    if (column.show) return column.show(row, language);
    const value = column.value(row, language);
    if (value === null || value === '') return '—';
    if (column.kind === 'day') return <span class="nowrap">{formatDate(value as PlainDate)}</span>;
    return column.kind === 'number' ? formatInteger(Number(value)) : value;
  };
  const labels = Object.fromEntries(
    Object.entries(filters).map(([name, field]) => [name, field.label[language]]),
  );
  return (
    <>
      <ErrorSummary language={language} errors={errors} labels={labels} />
      {kept}
      <form method="get" action={address} class="filters">
        {Object.entries(filters).map(([name, field]) => (
          <Asked
            key={name}
            name={name}
            field={field}
            language={language}
            value={typed[name]}
            error={errors[name]}
          />
        ))}
        <button type="submit" class="second">
          {t.filter}
        </button>
      </form>
      {rows.length === 0 ? (
        typeof empty === 'string' ? (
          <EmptyState title={empty} />
        ) : (
          empty
        )
      ) : (
        <Table
          caption={caption}
          hideCaption
          columns={columns.map((one) => ({
            label: one.label[language],
            ...(one.kind === 'number' && { numeric: true }),
          }))}
          rows={rows.map((row) => columns.map((column) => shown(column, row)))}
        />
      )}
      <Pagination language={language} next={next} />
      {sheets && rows.length > 0 && (
        <p>
          {t.takeAway}:{' '}
          {Object.entries(sheets).map(([ending, href], at) => (
            <>
              {at > 0 && ' · '}
              <a key={ending} href={href} download>
                {ending.toUpperCase()}
              </a>
            </>
          ))}
        </p>
      )}
    </>
  );
}
