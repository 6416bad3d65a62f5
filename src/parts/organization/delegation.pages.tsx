import type { SentState } from '../../ground/actions.ts';
import type { DelegationLine } from '../../ground/organization/staff.store.ts';
import { paths } from '../../ground/places.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, type Option, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { dayInVietnam, formatDate, type PlainDate } from '../../platform/time.ts';
import { delegationForm } from './delegation.forms.ts';
import { organizationPaths } from './paths.ts';
import { peopleTexts } from './people.texts.ts';

/** Delegations given and received, and the form for a new one. */
export function DelegationsPage(props: {
  frame: Frame;
  rows: DelegationLine[];
  today: PlainDate;
  /** For which posts the reader may say who stands in; none where they may not. */
  posts: readonly Option[];
  receivers: readonly Option[];
  state: FormState | SentState;
  done: boolean;
}) {
  const { frame, rows, today, posts, receivers, state, done } = props;
  const { language } = frame;
  const t = peopleTexts[language];
  return (
    <Layout frame={frame} title={t.delegations} hasErrors={state.sent !== undefined} wide scripts={['form']}>
      <p class="back">
        <a href={paths.self}>← {frame.officer?.name}</a>
      </p>
      <FormNotes state={state} done={done ? t.done : undefined} />
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
              <br />
              <span class="muted small">
                {t.entered} {formatDate(dayInVietnam(row.madeAt))}
              </span>
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
      {posts.length > 0 && (
        <>
          <h2>{t.give}</h2>
          <ActionForm
            base={organizationPaths.delegations}
            action=""
            state={state}
            title={t.give}
            submit={t.giveButton}
            spec={delegationForm}
            picks={{ post: posts, to: receivers }}
            initial={{ post: posts[0]?.value, kind: 'delegation', from: formatDate(today) }}
            open
          />
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
