import type { Figure } from '../../ground/figure/catalogue.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { Bilingual, Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Summary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { CommitmentEvent, CommitmentLine } from './commitment.store.ts';
import type { Change, Signature } from './commitment.ts';
import { commitmentPaths as to } from './paths.ts';
import type { ItemProgress } from './progress.ts';
import { markNames, texts } from './texts.ts';
import { History, MarkBadge, Measure, Shown, TermsLine } from './view.tsx';

/** Published commitments, by year. */
export function PublicCommitmentsPage({
  frame,
  lines,
  overdue,
}: {
  frame: Frame;
  lines: readonly CommitmentLine[];
  overdue: ReadonlyMap<CommitmentLine['id'], number>;
}) {
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.title} description={t.lead} wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>
        <a href={paths.evaluation}>{t.evaluation}</a> · <a href={paths.scorecards}>{t.scorecards}</a>
      </p>
      {lines.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        [...Map.groupBy(lines, (one) => one.year)].map(([year, of]) => (
          <section key={year} class="full">
            <h2>{year}</h2>
            <Table
              caption={`${t.title} ${year}`}
              hideCaption
              columns={[
                { label: t.unit },
                { label: t.items, numeric: true },
                { label: t.kept, numeric: true },
                { label: t.missed, numeric: true },
                { label: markNames[language].overdue, numeric: true },
              ]}
              rows={of.map((one) => [
                <a href={to.publicOne(one.id)}>{unitName(one, language)}</a>,
                formatInteger(one.items),
                formatInteger(one.kept),
                formatInteger(one.missed),
                formatInteger(overdue.get(one.id) ?? 0),
              ])}
            />
          </section>
        ))
      )}
    </Layout>
  );
}

/** What everybody sees of a commitment. */
export interface PublicView {
  frame: Frame;
  line: CommitmentLine;
  progress: readonly ItemProgress[];
  signatures: readonly (Signature & { titleVi: string; titleEn: string })[];
  changes: readonly Change[];
  events: readonly CommitmentEvent[];
  figures: readonly Figure[];
  asOf: PlainDate;
  /** The head of now, where somebody else signed. */
  successor: { title: Bilingual; since: PlainDate } | undefined;
}

/** One head's commitment: promised, state, evidence, history. */
export function PublicCommitmentPage({ view }: { view: PublicView }) {
  const { frame, line, progress, signatures, figures, asOf, successor } = view;
  const { language } = frame;
  const t = texts[language];
  const unit = unitName(line, language);
  const title = `${t.title} ${line.year}: ${unit}`;
  return (
    <Layout frame={frame} title={title} wide>
      <p class="back">
        <a href={to.public}>← {t.title}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">
        {line.title}. {line.publishedAt && t.published(formatInstant(line.publishedAt))}
      </p>
      <Signatures signatures={signatures} language={language} />
      {successor && <p class="note">{t.successor(formatDate(successor.since))}</p>}
      <p class="muted">
        {t.asOf} {formatDate(asOf)}. {t.unitNote}
      </p>
      {progress.map((one) => (
        <section key={one.item.id} class="full">
          <h2 id={`muc-${one.item.position}`}>
            {one.item.position}. <a href={to.publicItem(line.id, one.item.id)}>{one.item.text}</a>
          </h2>
          <p>
            <MarkBadge mark={one.mark} language={language} />{' '}
            {one.item.people && <Badge tone="info">{t.people}</Badge>}
          </p>
          <p>
            {t.measure}: <Measure terms={one.item} figures={figures} language={language} />. {t.dueOn}:{' '}
            {formatDate(one.item.dueOn)}.
          </p>
          <Shown progress={one} figures={figures} language={language} />
        </section>
      ))}
      <p>
        <a href={`${paths.subscriptions}?${new URLSearchParams({ ve: to.publicOne(line.id) })}`}>
          {t.followAll}
        </a>
      </p>
      <h2>{t.history}</h2>
      <History events={view.events} language={language} />
    </Layout>
  );
}

/** Who signed, for which side, when: by post; names stand on the paper. */
export function Signatures({
  signatures,
  language,
}: {
  signatures: readonly (Signature & { titleVi: string; titleEn: string })[];
  language: Language;
}) {
  const t = texts[language];
  const of = (side: 'head' | 'superior') => {
    const signed = signatures.find((one) => one.side === side && one.changeId === null);
    if (!signed) return t.notSigned;
    return `${language === 'vi' ? signed.titleVi : signed.titleEn}, ${formatInstant(signed.at)}`;
  };
  return (
    <Summary
      rows={[
        [t.sideHead, of('head')],
        [t.sideSuperior, of('superior')],
      ]}
    />
  );
}

/** One item: promised, what the record shows, what the unit says each quarter, changes, history. */
export function PublicItemPage({ view, one }: { view: PublicView; one: ItemProgress }) {
  const { frame, line, changes, events, figures, asOf } = view;
  const { language } = frame;
  const t = texts[language];
  const { item } = one;
  const unit = unitName(line, language);
  return (
    <Layout frame={frame} title={item.text}>
      <p class="back">
        <a href={to.publicOne(line.id)}>
          ← {t.title} {line.year}: {unit}
        </a>
      </p>
      <h1>{item.text}</h1>
      <p>
        <MarkBadge mark={one.mark} language={language} />
      </p>
      <Summary
        rows={[
          [t.measure, <Measure terms={item} figures={figures} language={language} />],
          [t.dueOn, formatDate(item.dueOn)],
        ]}
      />
      <Shown progress={one} figures={figures} language={language} />
      <p class="muted">
        {t.asOf} {formatDate(asOf)}. {t.unitNote}
      </p>
      <Reports one={one} line={line} language={language} />
      <Changes
        changes={changes.filter((change) => change.itemId === item.id)}
        figures={figures}
        language={language}
      />
      <h2>{t.history}</h2>
      <History
        events={events.filter((event) => event.itemId === item.id || event.itemId === null)}
        language={language}
      />
      <p>
        <a href={`${paths.subscriptions}?${new URLSearchParams({ ve: to.publicItem(line.id, item.id) })}`}>
          {t.follow}
        </a>
      </p>
    </Layout>
  );
}

/** What the unit said each quarter, with its evidence. */
export function Reports({
  one,
  line,
  language,
}: {
  one: ItemProgress;
  line: CommitmentLine;
  language: Language;
}) {
  const t = texts[language];
  if (one.reports.length === 0) return null;
  return (
    <>
      <h2>{t.selfReport}</h2>
      <ul>
        {one.reports.map((report, at) => (
          <li key={at}>
            {t.quarter} {report.quarter} ({formatInstant(report.at)}): {report.text}
            {report.files.map((file) => (
              <>
                {' '}
                · <a href={`${to.publicItem(line.id, one.item.id)}/tep/${file.id}`}>{file.name}</a>
              </>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Changes after the signature: they stay to be seen, with their reasons. */
export function Changes({
  changes,
  figures,
  language,
}: {
  changes: readonly Change[];
  figures: readonly Figure[];
  language: Language;
}) {
  const t = texts[language];
  if (changes.length === 0) return null;
  return (
    <>
      <h2>{t.changes}</h2>
      <ul>
        {changes.map((change) => (
          <li key={change.id}>
            {formatInstant(change.askedAt)} ({t.changeStates[change.state]}). {t.changeReason}:{' '}
            {change.reason}. {t.from}:{' '}
            <TermsLine terms={change.before} figures={figures} language={language} />. {t.to}:{' '}
            {change.after ? (
              <TermsLine terms={change.after} figures={figures} language={language} />
            ) : (
              t.dropped
            )}
            .
          </li>
        ))}
      </ul>
    </>
  );
}
