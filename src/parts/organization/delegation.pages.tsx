import type { DelegationLine } from '../../ground/organization/staff.store.ts';
import { paths } from '../../ground/places.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, Choice, EmptyState, ErrorSummary, Field, Hidden, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { organizationPaths } from './paths.ts';
import type { Typed } from './people.pages.tsx';
import { peopleTexts } from './people.texts.ts';

/** Delegations given and received, and the form for a new one. */
export function DelegationsPage(props: {
  frame: Frame;
  rows: DelegationLine[];
  today: PlainDate;
  key_: string;
  mayGive: boolean;
  done: boolean;
  typed?: Typed | undefined;
}) {
  const { frame, rows, today, key_, mayGive, done, typed } = props;
  const { language } = frame;
  const t = peopleTexts[language];
  const { values = {}, errors = {} } = typed ?? {};
  const field = (name: string, label: string, more: Partial<Parameters<typeof Field>[0]> = {}) => (
    <Field
      language={language}
      name={name}
      label={label}
      value={values[name]}
      error={errors[name]}
      {...more}
    />
  );
  return (
    <Layout frame={frame} title={t.delegations} hasErrors={typed !== undefined} wide>
      <p class="back">
        <a href={paths.self}>← {frame.officer?.name}</a>
      </p>
      {done && (
        <p class="note good" role="status">
          {t.done}
        </p>
      )}
      <ErrorSummary
        language={language}
        errors={errors}
        labels={{ to: t.to, from: t.from, lastDay: t.until, ground: t.ground, matter: t.matter }}
      />
      <h1>{t.delegations}</h1>
      <p class="lead">{t.delegationsLead}</p>
      {rows.length === 0 ? (
        <EmptyState title={t.delegationsNone} />
      ) : (
        <Table
          caption={t.delegations}
          hideCaption
          columns={[
            { label: t.span },
            { label: t.giver },
            { label: t.receiver },
            { label: t.what },
            { label: t.state },
          ]}
          rows={rows.map((row) => [
            <span class="nowrap">
              {formatDate(row.from)} – {formatDate(row.to)}
            </span>,
            <>
              {row.fromName ?? '—'}
              <br />
              <span class="muted small">
                {row.post[language]}, {row.unit[language]}
              </span>
            </>,
            row.toName,
            <>
              {row.subjectId ? t.oneMatter : t.wholePost}
              <br />
              <span class="muted small">{row.ground}</span>
            </>,
            <State row={row} today={today} language={language} />,
          ])}
        />
      )}
      {mayGive && (
        <>
          <h2>{t.give}</h2>
          <form method="post" action={organizationPaths.delegations} novalidate>
            <Hidden values={{ key: key_ }} />
            {field('to', t.to, { width: 'medium' })}
            <Choice
              language={language}
              name="kind"
              legend={t.kind}
              options={[
                { value: 'delegation', label: t.kindDelegation },
                { value: 'absence', label: t.kindAbsence },
              ]}
              value={values.kind ?? 'delegation'}
            />
            {field('matter', t.matter, {
              hint: t.matterHint,
              optional: true,
              inputmode: 'numeric',
              width: 'narrow',
            })}
            {field('from', t.from, { width: 'narrow', value: values.from ?? formatDate(today) })}
            {field('lastDay', t.until, { width: 'narrow' })}
            {field('ground', t.ground)}
            <div class="buttons">
              <button type="submit">{t.giveButton}</button>
            </div>
          </form>
        </>
      )}
    </Layout>
  );
}

function State({ row, today, language }: { row: DelegationLine; today: PlainDate; language: 'vi' | 'en' }) {
  const t = peopleTexts[language];
  if (row.endedAt) return <>{t.ended}</>;
  if (row.to < today) return <>{t.over}</>;
  return (
    <>
      {row.from > today ? <Badge tone="plain">{t.coming}</Badge> : <Badge tone="good">{t.running}</Badge>}{' '}
      <form method="post" action={`${organizationPaths.delegations}/${row.id}/cham-dut`} class="inline">
        <button type="submit" class="link" aria-label={`${t.end}: ${row.toName}`}>
          {t.end}
        </button>
      </form>
    </>
  );
}
