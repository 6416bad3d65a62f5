import type { LateSource } from '../../ground/duty/late.ts';
import type { Figure, FigureTotal } from '../../ground/figure/catalogue.ts';
import { perShare } from '../../ground/figure/target.ts';
import { paths } from '../../ground/places.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  ErrorSummary,
  Field,
  type FieldErrors,
  Select,
  Table,
  type Tone,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, formatMonths, yearOf } from '../../platform/time.ts';
import { formatInteger, formatPercent, formatThousandths } from '../../platform/vietnamese.ts';
import { OverviewMap } from './overview.map.tsx';
import type { Overview } from './overview.service.ts';
import { overviewTexts } from './overview.texts.ts';
import { type OverviewRow, type Standing, shareOf, standingOf } from './overview.ts';

const tones: Record<Standing, Tone> = { good: 'good', middling: 'info', bad: 'warn', none: 'plain' };

/** The address of the overview of a unit, with what is asked for kept. */
export function overviewAddress(
  overview: Pick<Overview, 'figure' | 'kind' | 'year'>,
  unit: string,
  ending = '',
): string {
  const { figure, kind, year } = overview;
  return `${paths.overview}${ending}?${new URLSearchParams({ 'don-vi': unit, 'chi-so': figure.code, ...(kind && { loai: kind }), nam: String(year) })}`;
}

/** A total as it is told: a share with what it is made of, or the count. */
function told(total: FigureTotal, language: Language): string {
  const { numerator, denominator } = total;
  if (denominator === undefined) return formatInteger(numerator, language);
  if (denominator === 0) return overviewTexts[language].nothing;
  return `${formatPercent(numerator, denominator, language)} (${formatInteger(numerator, language)}/${formatInteger(denominator, language)})`;
}

/** How much more or less than the year before: in points of a share, or in number. */
function change(row: Pick<OverviewRow, 'now' | 'lastYear'>, language: Language): string {
  const t = overviewTexts[language];
  const { now, lastYear } = row;
  const sign = (value: number) => (value > 0 ? '+' : value < 0 ? '−' : '');
  if (now.denominator === undefined) {
    const more = now.numerator - lastYear.numerator;
    return `${sign(more)}${formatInteger(Math.abs(more), language)}`;
  }
  const [is, was] = [shareOf(now), shareOf(lastYear)];
  if (is === undefined || was === undefined) return t.nothing;
  const points = Math.round(((is - was) / 100) * 10) / 10;
  return t.points(`${sign(points)}${formatThousandths(Math.round(Math.abs(points) * 1000), language)}`);
}

/** What is late where, and how a figure went, for a unit and those below it: for a leader, and for who reports to one. */
export function OverviewPage(props: {
  frame: Frame;
  overview: Overview;
  sources: readonly LateSource[];
  figures: readonly Figure[];
  /** The unit above, where it may be looked at. */
  up: string | undefined;
  errors: FieldErrors;
  typed: Record<string, string>;
}) {
  const { frame, overview, sources, figures, up, errors, typed } = props;
  const { language } = frame;
  const t = overviewTexts[language];
  const { unit, figure, rows, sum, year } = overview;
  const shown = sources.filter((source) => rows.some((row) => row.late.has(source.code)));
  const kinds = figure.kinds?.filter((one) => one.code !== 'denunciation') ?? [];
  const nameOf = (row: OverviewRow) => {
    const name = row.unit.name[language];
    if (row.unit.id === unit.id) return rows.length > 1 ? t.own(name) : name;
    return row.opens ? <a href={overviewAddress(overview, row.unit.code)}>{name}</a> : name;
  };
  const lateOf = (row: OverviewRow, source: LateSource) => {
    const count = row.late.get(source.code)?.late ?? 0;
    // Nothing late is nothing to read: on a phone the line goes.
    if (count === 0) return '';
    const number = formatInteger(count, language);
    // The list behind a number has exactly what it counts: of units with others below them, those are looked into first.
    const exact = !row.opens || row.unit.id === unit.id;
    return exact && source.list ? <a href={source.list(row.unit, overview.kind)}>{number}</a> : number;
  };
  const allLate = (row: Pick<OverviewRow, 'late'>) =>
    [...row.late.values()].reduce((total, one) => total + one.late, 0);
  const sinceOf = (row: Pick<OverviewRow, 'late'>) => {
    const [oldest] = [...row.late.values()].flatMap((one) => one.since ?? []).toSorted();
    return oldest ? formatDate(oldest) : '';
  };
  const standing = (row: OverviewRow) => standingOf(row, sum.now, figure);
  const field = (name: string) => ({ language, name, error: errors[name] });
  const short = (row: OverviewRow) => {
    const share = shareOf(row.now);
    if (!figure.denominator) return formatInteger(row.now.numerator, language);
    return share === undefined ? t.nothing : `${formatThousandths(Math.round(share / 10) * 100, language)}%`;
  };
  return (
    <Layout
      frame={frame}
      title={t.titleOf(unit.name[language])}
      wide
      hasErrors={Object.values(errors).some(Boolean)}
    >
      {up && (
        <a class="back" href={overviewAddress(overview, up)}>
          ← {t.up}
        </a>
      )}
      <ErrorSummary language={language} errors={errors} labels={{ nam: t.year }} />
      <h1>{t.titleOf(unit.name[language])}</h1>
      <p class="lead">{t.lead}</p>
      <form method="get" action={paths.overview} class="filters" novalidate>
        <input type="hidden" name="don-vi" value={unit.code} />
        <Select
          {...field('chi-so')}
          label={t.figure}
          value={figure.code}
          options={figures.map((one) => ({ value: one.code, label: one.name[language] }))}
        />
        {kinds.length > 0 && (
          <Select
            {...field('loai')}
            label={t.kind}
            value={overview.kind ?? ''}
            options={[
              { value: '', label: t.allKinds },
              ...kinds.map((one) => ({ value: one.code, label: one.name[language] })),
            ]}
          />
        )}
        <Field
          {...field('nam')}
          label={t.year}
          value={typed.nam ?? String(year)}
          inputmode="numeric"
          width="narrow"
        />
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      <p>
        {overview.to < overview.from
          ? t.noMonth
          : t.made(formatMonths(overview.from, overview.to), formatInstant(overview.at))}{' '}
        <a href={overviewAddress(overview, unit.code, '.csv')} download>
          {t.csv}
        </a>{' '}
        ·{' '}
        <a href={overviewAddress(overview, unit.code, '.xlsx')} download>
          {t.xlsx}
        </a>{' '}
        · <a href={paths.indicators}>{t.define}</a>
      </p>
      <h2>{figure.name[language]}</h2>
      <p class="small muted">{figure.definition[language]}</p>
      <Table
        caption={t.title}
        hideCaption
        cards
        columns={[
          { label: t.unit },
          ...shown.map((source) => ({ label: `${t.late}: ${source.name[language]}`, numeric: true })),
          { label: t.allLate, numeric: true },
          { label: t.oldest },
          { label: t.now(String(year)), numeric: true },
          { label: t.lastYear(String(yearOf(overview.from) - 1)), numeric: true },
          { label: t.change, numeric: true },
          { label: t.target },
        ]}
        rows={[
          ...rows.map((row) => [
            nameOf(row),
            ...shown.map((source) => lateOf(row, source)),
            formatInteger(allLate(row), language),
            sinceOf(row),
            told(row.now, language),
            told(row.lastYear, language),
            <span class="nowrap">{change(row, language)}</span>,
            <>
              {row.target && (
                <>
                  {figure.denominator
                    ? formatPercent(row.target.value, perShare, language)
                    : formatInteger(row.target.value, language)}{' '}
                </>
              )}
              {figure.better && <Badge tone={tones[standing(row)]}>{t.standings[standing(row)]}</Badge>}
            </>,
          ]),
          [
            <strong>{t.total}</strong>,
            ...shown.map((source) => (
              <strong>{formatInteger(sum.late.get(source.code)?.late ?? 0, language)}</strong>
            )),
            <strong>{formatInteger(allLate(sum), language)}</strong>,
            sinceOf(sum),
            <strong>{told(sum.now, language)}</strong>,
            <strong>{told(sum.lastYear, language)}</strong>,
            <span class="nowrap">{change(sum, language)}</span>,
            '',
          ],
        ]}
      />
      <p class="small muted">{t.standing}</p>
      <h2>{t.map}</h2>
      <OverviewMap
        overview={overview}
        language={language}
        label={short}
        address={(row) => overviewAddress(overview, row.unit.code)}
      />
    </Layout>
  );
}
