import type { SentState } from '../../ground/actions.ts';
import { votingRuleOn } from '../../ground/law/grassroots.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { History } from '../../ground/record/history.tsx';
import type { HistoryLine } from '../../ground/record/next.ts';
import { ActionForm, FormNotes, type FormState, QueueNotes } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Prose, Summary, Table, Timeline, type Tone } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant, type PlainDate } from '../../platform/time.ts';
import { formatDong, formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import {
  type Contribution,
  type Expense,
  formatQuantity,
  totalsOf,
  type Votes,
  type WorkState,
} from './campaign.ts';
import {
  acceptForm,
  accountForm,
  contributionForm,
  decideForm,
  expenseForm,
  kindNames,
  milestoneForm,
  planForm,
  reopenForm,
  strikeForm,
  voteAgainForm,
  voteForm,
  workDataForm,
  workForm,
} from './forms.ts';
import { campaignPaths as to } from './paths.ts';
import type { Photo } from './photo.store.ts';
import { texts } from './texts.ts';
import { Follow, Kinds, Photos } from './view.tsx';
import { publicGiver, receiptNumber } from './work.service.ts';
import type { Milestone, RollLine, WorkLine } from './work.store.ts';

type PageState = FormState | SentState;

const tones: Record<WorkState, Tone> = {
  proposed: 'info',
  decided: 'info',
  refused: 'plain',
  short: 'warn',
  building: 'info',
  accepted: 'warn',
  accounted: 'good',
};

/** Works of communities; for officers with the form to put one up. */
export function WorksPage(props: {
  frame: Frame;
  works: readonly WorkLine[];
  desk?: { state: PageState; mayPropose: boolean };
}) {
  const { frame, works, desk } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout
      frame={frame}
      title={t.works}
      wide
      scripts={desk ? ['form'] : []}
      hasErrors={desk?.state.sent !== undefined}
    >
      <h1>{t.works}</h1>
      <p class="lead">{t.worksLead}</p>
      <Kinds language={language} desk={desk !== undefined} here={desk ? to.deskWorks : to.works} />
      {desk && <FormNotes state={desk.state} />}
      {desk?.mayPropose && (
        <ActionForm
          base={to.deskWorks}
          action="de-xuat"
          state={desk.state}
          title={t.proposeWork}
          spec={workForm}
        />
      )}
      {works.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.works}
          hideCaption
          columns={[{ label: t.works }, { label: t.hamlet }, { label: t.unit }, { label: t.state }]}
          rows={works.map((one) => [
            <a href={desk ? to.deskWork(one.id) : to.work(one.id)}>{one.title}</a>,
            one.place,
            unitName(one, language),
            <Badge tone={tones[one.state]}>{t.workStates[one.state]}</Badge>,
          ])}
        />
      )}
    </Layout>
  );
}

/** A work from its proposal to its final account: every receipt and every expense, and what they come to. */
export function WorkPage(props: {
  frame: Frame;
  work: WorkLine;
  votes: Votes;
  contributions: readonly Contribution[];
  expenses: readonly Expense[];
  milestones: readonly Milestone[];
  photos: readonly Photo[];
  history: readonly HistoryLine[];
  accountBy: PlainDate | undefined;
  desk?: { state: PageState; own: boolean; done: boolean; roll: readonly RollLine[] };
}) {
  const { frame, work, votes, contributions, expenses, milestones, photos, history, desk } = props;
  const { language } = frame;
  const t = texts[language];
  const totals = totalsOf(contributions, expenses);
  const rule = votingRuleOn('householdDecision', work.proposedOn);
  const needed = formatPercent(rule.share, 10_000);
  const silent = work.households - votes.agree - votes.disagree - votes.other;
  const form = desk?.own ? { base: to.deskWork(work.id), state: desk.state } : undefined;
  const collecting = ['decided', 'building', 'accepted'].includes(work.state);
  return (
    <Layout
      frame={frame}
      title={work.title}
      wide
      scripts={desk ? ['form', 'outbox'] : []}
      hasErrors={desk?.state.sent !== undefined}
    >
      <p class="back">
        <a href={desk ? to.deskWorks : to.works}>← {t.works}</a>
      </p>
      <h1>{work.title}</h1>
      {desk && <QueueNotes language={language} />}
      {desk && <FormNotes state={desk.state} done={desk.done ? t.done : undefined} />}
      <p>
        <Badge tone={tones[work.state]}>{t.workStates[work.state]}</Badge> {kindNames[work.kind][language]}
      </p>
      {form && (
        <div class="actions">
          {work.state === 'proposed' && (
            <>
              <ActionForm {...form} action="phieu" title={t.enterVote} spec={voteForm} queue />
              <ActionForm {...form} action="ket-thuc" title={t.closeVote} spec={decideForm} />
              <ActionForm
                {...form}
                action="sua"
                title={t.correctWork}
                spec={workDataForm}
                initial={{
                  title: work.title,
                  place: work.place,
                  proposal: work.proposal,
                  households: String(work.households),
                }}
              />
            </>
          )}
          {(work.state === 'refused' || work.state === 'short') && (
            <ActionForm {...form} action="mo-lai" title={t.reopenVote} spec={reopenForm} />
          )}
          {collecting && (
            <>
              <ActionForm {...form} action="gop" title={t.enterContribution} spec={contributionForm} queue />
              <ActionForm {...form} action="chi" title={t.enterExpense} spec={expenseForm} />
              <ActionForm {...form} action="tien-do" title={t.enterMilestone} spec={milestoneForm} queue />
            </>
          )}
          {(work.state === 'decided' || work.state === 'building') && (
            <ActionForm
              {...form}
              action="ke-hoach"
              title={t.enterPlan}
              spec={planForm}
              initial={{
                plan: work.plan ?? undefined,
                startsOn: work.startsOn ? formatDate(work.startsOn) : undefined,
                endsOn: work.endsOn ? formatDate(work.endsOn) : undefined,
              }}
            />
          )}
          {work.state === 'building' && (
            <ActionForm {...form} action="nghiem-thu" title={t.enterAcceptance} spec={acceptForm} />
          )}
          {work.state === 'accepted' && (
            <ActionForm {...form} action="quyet-toan" title={t.publishAccount} spec={accountForm} />
          )}
        </div>
      )}
      <Summary
        rows={[
          [t.unit, unitName(work, language)],
          [t.hamlet, work.place],
          [t.proposal, <Prose text={work.proposal} />],
          ...(work.plan
            ? ([
                [
                  t.plan,
                  <>
                    <Prose text={work.plan} />
                    {work.startsOn && work.endsOn && (
                      <p class="small muted">
                        {formatDate(work.startsOn)} – {formatDate(work.endsOn)}
                      </p>
                    )}
                  </>,
                ],
              ] as [string, preact.JSX.Element][])
            : []),
        ]}
      />
      <h2>{t.households}</h2>
      <p>
        {t.votes(
          formatInteger(votes.agree),
          formatInteger(work.households),
          formatPercent(votes.agree, work.households),
        )}
        ; {rule.reach === 'above' ? t.needsAbove(needed) : t.needsAtLeast(needed)}.
      </p>
      <p class="small muted">
        {t.otherVotes(formatInteger(votes.disagree), formatInteger(votes.other), formatInteger(silent))} ·{' '}
        {rule.basis[language]}
        {rule.standing === 'toConfirm' && <> · {t.toConfirm}</>}
        {work.decidedOn && (
          <>
            {' '}
            · {t.decidedOn} {formatDate(work.decidedOn)}
            {work.form && `, ${t.forms[work.form]}`}
          </>
        )}
      </p>
      {desk && desk.roll.length > 0 && (
        <details>
          <summary>
            {t.roll} ({formatInteger(desk.roll.length)})
          </summary>
          <Table
            caption={t.roll}
            hideCaption
            cards
            rowHeader
            columns={[
              { label: t.house },
              { label: t.forHouse },
              { label: t.households },
              ...(work.state === 'proposed' ? [{ label: t.correctVote }] : []),
            ]}
            rows={desk.roll.map((one) => [
              one.place,
              one.name,
              `${voteForm.view.options.find((view) => view.value === one.view)?.label[language] ?? ''}, ${formatInstant(one.at)}`,
              ...(work.state === 'proposed' && form
                ? [
                    <ActionForm
                      {...form}
                      action="sua-phieu"
                      target={one.id}
                      title={t.correctVote}
                      about={one.place}
                      spec={voteAgainForm}
                      initial={{ view: one.view, name: one.name }}
                      quiet
                    />,
                  ]
                : []),
            ])}
          />
        </details>
      )}
      <h2>{t.contributions}</h2>
      {totals.contributions.length === 0 ? (
        <p>{t.noContributions}</p>
      ) : (
        <Table
          caption={t.contributions}
          hideCaption
          rowHeader
          columns={[
            { label: t.contributions },
            { label: t.total, numeric: true },
            { label: t.receipt, numeric: true },
          ]}
          rows={totals.contributions.map((one) => [
            t.contributionKinds[one.kind],
            formatQuantity(one.quantity, one.unit),
            formatInteger(one.receipts),
          ])}
        />
      )}
      <Summary
        rows={[
          [t.spent, formatDong(totals.spent)],
          [t.rest, formatDong(totals.rest)],
        ]}
      />
      {totals.rest < 0 && <p class="note warn">{t.overspent}</p>}
      {contributions.length > 0 && (
        <details>
          <summary>
            {t.allReceipts} ({formatInteger(contributions.length)})
          </summary>
          <Table
            caption={t.allReceipts}
            hideCaption
            columns={[
              { label: t.number },
              { label: t.day },
              { label: t.giver },
              { label: t.howMuch, numeric: true },
              ...(desk ? [{ label: t.receipt }] : []),
            ]}
            rows={contributions.map((one) => [
              receiptNumber(one),
              formatDate(one.onDay),
              (desk?.own ? one.giver : publicGiver(one)) ?? <span class="muted">{t.unnamed}</span>,
              <>
                {one.struckWhy ? (
                  <del>{formatQuantity(one.quantity, one.unit)}</del>
                ) : (
                  formatQuantity(one.quantity, one.unit)
                )}
                {one.struckWhy && (
                  <span class="small">
                    {' '}
                    {t.struck}: {one.struckWhy}
                  </span>
                )}
              </>,
              ...(desk
                ? [
                    <>
                      <a href={to.receipt(work.id, one.id)}>{t.printReceipt}</a>
                      {form && collecting && !one.struckWhy && (
                        <ActionForm
                          {...form}
                          action="huy-gop"
                          target={one.id}
                          title={t.strike}
                          spec={strikeForm}
                        />
                      )}
                    </>,
                  ]
                : []),
            ])}
          />
        </details>
      )}
      <h2>{t.expenses}</h2>
      {expenses.length === 0 ? (
        <p>{t.noExpenses}</p>
      ) : (
        <Table
          caption={t.expenses}
          hideCaption
          columns={[
            { label: t.number },
            { label: t.day },
            { label: t.what },
            { label: t.payee },
            { label: t.amount, numeric: true },
            { label: t.files },
          ]}
          rows={expenses.map((one) => [
            formatInteger(one.number),
            formatDate(one.onDay),
            one.what,
            one.payee,
            <>
              {one.struckWhy ? <del>{formatDong(one.amount)}</del> : formatDong(one.amount)}
              {one.struckWhy && (
                <span class="small">
                  {' '}
                  {t.struck}: {one.struckWhy}
                </span>
              )}
            </>,
            <>
              {one.files.map((file) => (
                <a key={file.id} href={`${to.work(work.id)}/chung-tu/${one.id}/${file.id}`}>
                  {file.name}{' '}
                </a>
              ))}
              {form && collecting && !one.struckWhy && (
                <ActionForm {...form} action="huy-chi" target={one.id} title={t.strike} spec={strikeForm} />
              )}
            </>,
          ])}
        />
      )}
      {milestones.length > 0 && (
        <>
          <h2>{t.milestones}</h2>
          <Timeline items={milestones.map((one) => ({ at: formatDate(one.onDay), title: one.words }))} />
        </>
      )}
      <Photos photos={photos} language={language} />
      {work.acceptedOn && (
        <>
          <h2>{t.acceptance}</h2>
          <Summary
            rows={[
              [t.day, formatDate(work.acceptedOn)],
              [t.board, work.board ?? ''],
              [t.acceptance, <Prose text={work.acceptance ?? ''} />],
              [t.built, formatQuantity(work.result ?? 0, work.resultUnit ?? '')],
              ...(props.accountBy && !work.accountedOn
                ? ([[t.accountBy, formatDate(props.accountBy)]] as [string, string][])
                : []),
            ]}
          />
        </>
      )}
      {work.accountedOn && (
        <>
          <h2>{t.account}</h2>
          <p class="small muted">{t.accountedOn(formatDate(work.accountedOn))}</p>
          <Summary
            rows={[
              [t.contributionKinds.money, formatDong(totals.money)],
              [t.spent, formatDong(totals.spent)],
              [t.rest, formatDong(totals.rest)],
            ]}
          />
          <Prose text={work.account ?? ''} />
        </>
      )}
      <History lines={history} names={t.historyNames} title={t.history} language={language} />
      {!desk && <Follow href={to.work(work.id)} language={language} />}
    </Layout>
  );
}
