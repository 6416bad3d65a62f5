import type { Figure } from '../../ground/figure/catalogue.ts';
import { perShare } from '../../ground/figure/target.ts';
import { figureAddress } from '../../ground/places.ts';
import type { Language } from '../../platform/language.ts';
import { Badge, Timeline, type Tone } from '../../platform/page/kit.tsx';
import { firstOfMonth, formatDate, formatInstant, parsePlainDate, yearOf } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { CommitmentEvent } from './commitment.store.ts';
import type { ItemMark, ItemTerms } from './commitment.ts';
import type { ItemProgress } from './progress.ts';
import { eventNames, markNames, texts } from './texts.ts';

const tones: Record<ItemMark, Tone> = {
  kept: 'good',
  missed: 'warn',
  dropped: 'plain',
  reached: 'good',
  onCourse: 'good',
  behind: 'warn',
  nothing: 'plain',
  delivered: 'info',
  open: 'info',
  overdue: 'warn',
};

export function MarkBadge({ mark, language }: { mark: ItemMark; language: Language }) {
  return <Badge tone={tones[mark]}>{markNames[language][mark]}</Badge>;
}

/** A target in words: at least 95%, at most 3. */
export function targetWords(target: number, figure: Pick<Figure, 'better' | 'denominator'>): string {
  const value = figure.denominator ? formatPercent(target, perShare) : formatInteger(target);
  return `${figure.better === 'less' ? '≤' : '≥'} ${value}`;
}

/** By what an item is measured: its figure with the value to reach, or its deliverable. */
export function Measure({
  terms,
  figures,
  language,
}: {
  terms: ItemTerms;
  figures: readonly Figure[];
  language: Language;
}) {
  const figure = figures.find((one) => one.code === terms.figureCode);
  if (!figure || terms.target === null)
    return (
      <>
        {terms.deliverable ?? terms.figureCode} <span class="muted">({texts[language].noFigure})</span>
      </>
    );
  const from = parsePlainDate(`${yearOf(terms.dueOn)}-01-01`);
  return (
    <>
      <a href={figureAddress(figure.code, from, firstOfMonth(terms.dueOn))}>{figure.name[language]}</a>:{' '}
      <strong class="nowrap">{targetWords(terms.target, figure)}</strong>
    </>
  );
}

/** What the record shows of an item, and beside it what the unit says where that is more. */
export function Shown({
  progress,
  figures,
  language,
}: {
  progress: ItemProgress;
  figures: readonly Figure[];
  language: Language;
}) {
  const t = texts[language];
  const { item, counted, contradicted, reports } = progress;
  const figure = figures.find((one) => one.code === item.figureCode);
  if (!figure || !counted) return null;
  const share = figure.denominator !== undefined;
  const of = counted.denominator ?? 0;
  const claimed = reports.at(-1)?.claimed ?? null;
  return (
    <>
      <p>
        {t.record}:{' '}
        <strong>
          {share
            ? of === 0
              ? markNames[language].nothing
              : `${formatPercent(counted.numerator, of)} (${formatInteger(counted.numerator)}/${formatInteger(of)})`
            : formatInteger(counted.numerator)}
        </strong>
        {claimed !== null && (
          <>
            {' · '}
            {t.selfReport}:{' '}
            <strong>{share ? formatPercent(claimed, perShare) : formatInteger(claimed)}</strong>
          </>
        )}
      </p>
      {contradicted && <p class="note">{t.contradicted}</p>}
    </>
  );
}

/** What happened to a commitment, or to one item of it. */
export function History({
  events,
  language,
  withText = true,
}: {
  events: readonly CommitmentEvent[];
  language: Language;
  withText?: boolean;
}) {
  return (
    <Timeline
      items={events.map((event) => ({
        at: formatInstant(event.at),
        title: eventNames[language][event.type] ?? event.type,
        body: (
          <>
            {event.titleVi && <p class="muted small">{event.titleVi}</p>}
            {withText && event.text && <p>{event.text}</p>}
          </>
        ),
      }))}
    />
  );
}

/** Terms before and after a change. */
export function TermsLine({
  terms,
  figures,
  language,
}: {
  terms: ItemTerms;
  figures: readonly Figure[];
  language: Language;
}) {
  return (
    <>
      {terms.text}; <Measure terms={terms} figures={figures} language={language} />; {formatDate(terms.dueOn)}
    </>
  );
}
