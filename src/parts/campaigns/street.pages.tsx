import type { SentState } from '../../ground/actions.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import { History } from '../../ground/record/history.tsx';
import type { HistoryLine } from '../../ground/record/next.ts';
import { ActionForm, FormNotes, type FormState, QueueNotes } from '../../platform/page/form.tsx';
import type { FormSpec } from '../../platform/page/form-spec.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Summary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { isModelStreet, type Round, streetCriteria } from './campaign.ts';
import { roundForm, streetForm } from './forms.ts';
import { campaignPaths as to } from './paths.ts';
import type { Photo } from './photo.store.ts';
import type { StreetLine } from './street.service.ts';
import { texts } from './texts.ts';
import { Follow, Kinds, Photos } from './view.tsx';

type PageState = FormState | SentState;

function Standing({ street, language }: { street: StreetLine; language: 'vi' | 'en' }) {
  const t = texts[language];
  if (!street.newest) return <Badge tone="plain">{t.unchecked}</Badge>;
  const met = street.criteria.filter((code) => street.newest?.met.includes(code)).length;
  return (
    <>
      {isModelStreet(street, street.newest) ? (
        <Badge tone="good">{t.isModel}</Badge>
      ) : (
        <Badge tone="warn">{t.notYet}</Badge>
      )}{' '}
      <span class="small muted">
        {t.metOf(formatInteger(met), formatInteger(street.criteria.length))},{' '}
        {formatDate(street.newest.onDay)}
      </span>
    </>
  );
}

/** Streets with how each stands at its newest round; for officers with the form to add one. */
export function StreetsPage(props: {
  frame: Frame;
  streets: readonly StreetLine[];
  desk?: { state: PageState; mayAdd: boolean };
}) {
  const { frame, streets, desk } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout
      frame={frame}
      title={t.streets}
      wide
      scripts={desk ? ['form'] : []}
      hasErrors={desk?.state.sent !== undefined}
    >
      <h1>{t.streets}</h1>
      <p class="lead">{t.streetsLead}</p>
      <Kinds language={language} desk={desk !== undefined} here={desk ? to.deskStreets : to.streets} />
      {desk && <FormNotes state={desk.state} />}
      {desk?.mayAdd && (
        <>
          <ActionForm
            base={to.deskStreets}
            action="them"
            state={desk.state}
            title={t.addStreet}
            spec={streetForm}
          />
          <p class="small muted">{t.criteriaNote}</p>
        </>
      )}
      {streets.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.streets}
          hideCaption
          columns={[{ label: t.street }, { label: t.stretch }, { label: t.unit }, { label: t.state }]}
          rows={streets.map((one) => [
            <a href={desk ? to.deskStreet(one.id) : to.street(one.id)}>{one.name}</a>,
            one.stretch,
            unitName(one, language),
            <Standing street={one} language={language} />,
          ])}
        />
      )}
    </Layout>
  );
}

/** A street: its criteria over its rounds, pictures, and what people reported there. */
export function StreetPage(props: {
  frame: Frame;
  street: StreetLine;
  rounds: readonly Round[];
  photos: readonly Photo[];
  reports: readonly { title: string; href: string; publishedOn: PlainDate }[];
  history: readonly HistoryLine[];
  desk?: { state: PageState; own: boolean; done: boolean };
}) {
  const { frame, street, rounds, photos, reports, history, desk } = props;
  const { language } = frame;
  const t = texts[language];
  const criteria = streetCriteria.filter((one) => street.criteria.includes(one.code));
  const shown = rounds.slice(-6).toReversed();
  // Of all criteria only the street's own are asked for.
  const asked = Object.fromEntries(
    Object.entries(roundForm).filter(
      ([name]) => !streetCriteria.some((one) => one.code === name) || street.criteria.includes(name),
    ),
  ) as FormSpec;
  return (
    <Layout
      frame={frame}
      title={street.name}
      wide
      scripts={desk ? ['form', 'outbox'] : []}
      hasErrors={desk?.state.sent !== undefined}
    >
      <p class="back">
        <a href={desk ? to.deskStreets : to.streets}>← {t.streets}</a>
      </p>
      <h1>{street.name}</h1>
      {desk && <QueueNotes language={language} />}
      {desk && <FormNotes state={desk.state} done={desk.done ? t.done : undefined} />}
      <p>
        <Standing street={street} language={language} />
      </p>
      {desk?.own && (
        <ActionForm
          base={to.deskStreet(street.id)}
          state={desk.state}
          action="kiem-tra"
          title={t.enterRound}
          spec={asked}
          queue
        />
      )}
      <Summary
        rows={[
          [t.stretch, street.stretch],
          [t.unit, unitName(street, language)],
          [t.planOf, street.plan],
          [t.since, formatDate(street.since)],
        ]}
      />
      {!desk && (
        <p>
          <a
            class="button"
            href={`${paths.intake}?${new URLSearchParams({ loai: 'reflection', ve: to.street(street.id), noi: street.unitId })}`}
          >
            {t.reportStreet}
          </a>
        </p>
      )}
      <h2>{t.criteria}</h2>
      <Table
        caption={t.criteria}
        hideCaption
        rowHeader
        columns={[{ label: t.criteria }, ...shown.map((one) => ({ label: formatDate(one.onDay) }))]}
        rows={criteria.map((one) => [
          one.name[language],
          ...shown.map((round) =>
            round.met.includes(one.code) ? (
              <Badge tone="good">{t.met}</Badge>
            ) : (
              <Badge tone="warn">{t.notMet}</Badge>
            ),
          ),
        ])}
      />
      {rounds.some((one) => one.words) && (
        <>
          <h2>{t.rounds}</h2>
          <ul>
            {rounds
              .filter((one) => one.words)
              .map((one) => (
                <li key={one.id}>
                  {formatDate(one.onDay)}, {one.who}: {one.words}
                </li>
              ))}
          </ul>
        </>
      )}
      <Photos photos={photos} language={language} />
      {reports.length > 0 && (
        <>
          <h2>{t.reports}</h2>
          <ul>
            {reports.map((one) => (
              <li key={one.href}>
                <a href={one.href}>{one.title}</a> ({formatDate(one.publishedOn)})
              </li>
            ))}
          </ul>
        </>
      )}
      <History lines={history} names={t.historyNames} title={t.history} language={language} />
      {!desk && <Follow href={to.street(street.id)} language={language} />}
    </Layout>
  );
}
