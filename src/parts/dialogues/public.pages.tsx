import { votingRuleOn } from '../../ground/law/grassroots.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { HistoryLine } from '../../ground/record/next.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Prose, Summary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { Ballot, Call, complianceIn, DialogueLine, Seat, Site } from './dialogue.store.ts';
import {
  type Dialogue,
  type DialoguePromise,
  type Question,
  runningOrder,
  stillNeeded,
  takesQuestions,
} from './dialogue.ts';
import { dialoguePaths as to } from './paths.ts';
import { texts } from './texts.ts';
import { Ballots, DialogueHistory, joinedNumbers, PromiseLine, StateBadge } from './view.tsx';

/** Dialogues to come and held, and what voters ask for. */
export function DialoguesPage(props: {
  frame: Frame;
  lines: readonly DialogueLine[];
  calls: readonly Call[];
  today: PlainDate;
}) {
  const { frame, lines, calls, today } = props;
  const { language } = frame;
  const t = texts[language];
  const coming = lines
    .filter((one) => one.state === 'announced' && one.onDay >= today)
    .toSorted((a, b) => (a.onDay < b.onDay ? -1 : 1));
  const over = lines.filter((one) => !coming.includes(one));
  return (
    <Layout frame={frame} title={t.title}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ul class="inline">
        <li>
          <a href={to.compliance}>{t.compliance}</a>
        </li>
        <li>
          <a href={to.mine}>{t.mine}</a>
        </li>
        <li>
          <a href={to.consultations}>{t.consultations}</a>
        </li>
        <li>
          <a href={to.disclosures}>{t.disclosures}</a>
        </li>
      </ul>
      <h2>{t.upcoming}</h2>
      {coming.length === 0 ? (
        <EmptyState title={t.noneUpcoming} />
      ) : (
        <ul class="tiles">
          {coming.map((one) => (
            <li key={one.id}>
              <a href={to.one(one.id)}>{one.title}</a>
              <p class="small">
                {formatDate(one.onDay)}, {one.fromTime} · {unitName(one, language)} · {t.kinds[one.kind]}
              </p>
            </li>
          ))}
        </ul>
      )}
      {calls.length > 0 && (
        <>
          <h2>{t.calls}</h2>
          <p>{t.callsLead}</p>
          <ul>
            {calls.map((call) => (
              <li key={call.id}>
                <a href={to.call(call.id)}>{call.matter}</a> <CallCount call={call} language={language} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t.over}</h2>
      {over.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.over}
          hideCaption
          columns={[
            { label: t.name },
            { label: t.day },
            { label: t.unit },
            { label: t.state },
            { label: t.promises, numeric: true },
          ]}
          rows={over.map((one) => [
            <a href={to.one(one.id)}>{one.title}</a>,
            formatDate(one.onDay),
            unitName(one, language),
            <StateBadge dialogue={one} language={language} />,
            t.ofCount(formatInteger(one.kept), formatInteger(one.promises)),
          ])}
        />
      )}
    </Layout>
  );
}

function CallCount({ call, language }: { call: Call; language: 'vi' | 'en' }) {
  const t = texts[language];
  const rule = votingRuleOn('dialogueAsked', call.openedOn);
  const left = stillNeeded(rule, call.asked, call.voters);
  return (
    <span class="small muted">
      {t.callAsked(
        formatInteger(call.asked),
        formatInteger(call.voters),
        formatPercent(call.asked, call.voters),
      )}
      {'; '}
      {call.reachedOn ? t.callReached(formatDate(call.reachedOn)) : t.callNeeded(formatInteger(left))}
    </span>
  );
}

/** A matter for which voters ask for a dialogue. */
export function CallPage({ frame, call, done }: { frame: Frame; call: Call; done: boolean }) {
  const { language } = frame;
  const t = texts[language];
  const rule = votingRuleOn('dialogueAsked', call.openedOn);
  return (
    <Layout frame={frame} title={t.calls}>
      <p class="back">
        <a href={to.public}>← {t.back}</a>
      </p>
      <h1>{call.matter}</h1>
      {done && (
        <p class="note good" role="status">
          {t.callThanks}
        </p>
      )}
      <Summary
        rows={[
          [t.unit, unitName(call, language)],
          [t.calls, <CallCount call={call} language={language} />],
          [t.roll, `${formatInteger(call.voters)} · ${call.rollSource}`],
          [t.ground, rule.basis[language]],
        ]}
      />
      {!call.reachedOn && (
        <p>
          <a class="button" href={`${to.call(call.id)}/de-nghi`}>
            {t.callMe}
          </a>
        </p>
      )}
    </Layout>
  );
}

/** A dialogue as everybody sees it: before it to ask and take a seat, after it what was answered and promised. */
export function DialoguePage(props: {
  frame: Frame;
  dialogue: DialogueLine;
  sites: readonly Site[];
  questions: readonly Question[];
  promises: readonly DialoguePromise[];
  ballots: readonly Ballot[];
  history: readonly HistoryLine[];
  resultBy: PlainDate | undefined;
  today: PlainDate;
}) {
  const { frame, dialogue, sites, questions, promises, ballots, history, resultBy, today } = props;
  const { language } = frame;
  const t = texts[language];
  const open = takesQuestions(dialogue, today);
  const order = runningOrder(questions);
  const withheld = questions.filter((one) => one.withheldWhy !== null);
  return (
    <Layout frame={frame} title={dialogue.title}>
      <p class="back">
        <a href={to.public}>← {t.back}</a>
      </p>
      <h1>{dialogue.title}</h1>
      <p>
        <StateBadge dialogue={dialogue} language={language} /> {t.kinds[dialogue.kind]}
      </p>
      <Summary
        rows={[
          [t.day, `${formatDate(dialogue.onDay)}, ${dialogue.fromTime}`],
          [t.unit, unitName(dialogue, language)],
          [t.chairs, dialogue.chairs],
          [t.audience, dialogue.audience],
          [t.topics, <Prose text={dialogue.topics} />],
          ...(dialogue.link ? ([[t.onlineAt, dialogue.link]] as [string, string][]) : []),
          ...(dialogue.announcedOn
            ? ([
                [
                  t.announcedOn,
                  [formatDate(dialogue.announcedOn), dialogue.lateWhy].filter(Boolean).join(': '),
                ],
              ] as [string, string][])
            : []),
          ...(dialogue.why ? ([[t.why, dialogue.why]] as [string, string][]) : []),
          ...(dialogue.attended !== null
            ? ([[t.attended, formatInteger(dialogue.attended)]] as [string, string][])
            : []),
          ...(dialogue.officials
            ? ([[t.officials, <Prose text={dialogue.officials} />]] as [string, preact.JSX.Element][])
            : []),
          ...(dialogue.publishedOn
            ? ([[t.publishedOn, formatDate(dialogue.publishedOn)]] as [string, string][])
            : resultBy
              ? ([[t.resultBy, formatDate(resultBy)]] as [string, string][])
              : []),
        ]}
      />
      {dialogue.state === 'announced' && (
        <>
          <h2>{t.places}</h2>
          <ul>
            {sites.map((site) => (
              <li key={site.id}>
                {site.name}:{' '}
                {site.taken < site.seats
                  ? t.seats(formatInteger(site.seats - site.taken), formatInteger(site.seats))
                  : t.seatsFull(formatInteger(site.seats))}
              </li>
            ))}
          </ul>
        </>
      )}
      {open && (
        <p class="buttons">
          <a class="button" href={`${to.one(dialogue.id)}/hoi`}>
            {t.ask}
          </a>{' '}
          <a class="button second" href={`${to.one(dialogue.id)}/dang-ky`}>
            {t.takeSeat}
          </a>
        </p>
      )}
      <h2>{t.questions}</h2>
      {order.length === 0 ? (
        <EmptyState title={t.noQuestions} />
      ) : (
        <>
          {open && <p class="small muted">{t.order}</p>}
          <ol class="questions">
            {order.map((question) => (
              <QuestionItem
                key={question.id}
                {...{ question, questions, promises, dialogue, open, today, language }}
              />
            ))}
          </ol>
        </>
      )}
      {withheld.length > 0 && (
        <>
          <h3>{t.withheld}</h3>
          <ul class="small">
            {withheld.map((one) => (
              <li key={one.id}>
                {one.number}. {one.withheldWhy}
              </li>
            ))}
          </ul>
        </>
      )}
      {(promises.length > 0 || dialogue.state === 'published') && (
        <>
          <h2>{t.promises}</h2>
          {promises.length === 0 ? (
            <p>{t.noPromises}</p>
          ) : (
            <ul class="plain">
              {promises.map((one) => (
                <li key={one.id} id={`hua-${one.id}`}>
                  <PromiseLine one={one} today={today} language={language} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <Ballots ballots={ballots} language={language} />
      <DialogueHistory lines={history} language={language} />
      <p>
        <a href={`${paths.subscriptions}?${new URLSearchParams({ ve: to.one(dialogue.id) })}`}>{t.follow}</a>
      </p>
    </Layout>
  );
}

function QuestionItem(props: {
  question: Question;
  questions: readonly Question[];
  promises: readonly DialoguePromise[];
  dialogue: Dialogue;
  open: boolean;
  today: PlainDate;
  language: 'vi' | 'en';
}) {
  const { question, questions, promises, dialogue, open, today, language } = props;
  const t = texts[language];
  const joined = joinedNumbers(questions, question);
  const made = promises.filter((one) => one.questionId === question.id);
  return (
    <li id={`cau-${question.number}`}>
      <Prose text={question.text} />
      <p class="small muted">
        {t.support(formatInteger(question.votes + question.askers))}
        {joined && <> · {t.joined(joined)}</>}
      </p>
      {open && (
        <form method="post" action={`${to.one(dialogue.id)}/quan-tam`}>
          <input type="hidden" name="question" value={question.id} />
          <button class="second small" type="submit">
            {t.vote}
            <span class="visually-hidden">: {question.number}</span>
          </button>
        </form>
      )}
      {question.answer && (
        <div class="answer">
          <h3 class="small">{t.answer}</h3>
          <Prose text={question.answer} />
        </div>
      )}
      {made.map((one) => (
        <p key={one.id} class="small">
          <a href={`#hua-${one.id}`}>{t.promises}</a>:{' '}
          <PromiseStateWords one={one} today={today} language={language} />
        </p>
      ))}
    </li>
  );
}

function PromiseStateWords({
  one,
  today,
  language,
}: {
  one: DialoguePromise;
  today: PlainDate;
  language: 'vi' | 'en';
}) {
  const late = one.ended === null && one.dueOn < today;
  const t = texts[language];
  const state = one.ended
    ? one.endedOn && one.endedOn > one.dueOn
      ? 'doneLate'
      : 'doneOnTime'
    : late
      ? 'openOverdue'
      : 'openInTime';
  return (
    <>
      {one.text} ({t.promiseStates[state]}, {t.due} {formatDate(one.dueOn)})
    </>
  );
}

/** The seat that somebody has, by its code. */
export function SeatPage(props: {
  frame: Frame;
  seat: Seat | undefined;
  dialogue: DialogueLine | undefined;
  code: string | undefined;
  unknown: boolean;
}) {
  const { frame, seat, dialogue, code, unknown } = props;
  const { language } = frame;
  const t = texts[language];
  const states = {
    booked: t.booked,
    waiting: t.waiting,
    arrived: t.arrivedState,
    cancelled: t.cancelledState,
  };
  return (
    <Layout frame={frame} title={t.mine} hasErrors={unknown} scripts={['form']}>
      <p class="back">
        <a href={to.public}>← {t.back}</a>
      </p>
      <h1>{!seat ? t.mine : seat.state === 'cancelled' ? t.seatGivenUp : t.seatTaken}</h1>
      {seat && dialogue ? (
        <>
          <Summary
            rows={[
              [t.name, <a href={to.one(dialogue.id)}>{dialogue.title}</a>],
              [t.day, `${formatDate(dialogue.onDay)}, ${dialogue.fromTime}`],
              [t.places, seat.site],
              [t.ticket, formatInteger(seat.ticket)],
              [t.state, states[seat.state]],
            ]}
          />
          {code && seat.state !== 'cancelled' && (
            <>
              <p>{t.code}:</p>
              <p class="code">{code}</p>
              <p class="hint">{t.codeHint}</p>
            </>
          )}
          {(seat.state === 'booked' || seat.state === 'waiting') && (
            <form method="post" action={`${to.mine}/bo`}>
              <button class="second" type="submit">
                {t.giveUp}
              </button>
            </form>
          )}
          <form method="post" action={`${to.mine}/thoat`}>
            <button class="second small" type="submit">
              {t.leave}
            </button>
          </form>
        </>
      ) : (
        <>
          <p>{t.mineLead}</p>
          <form method="post" action={to.mine}>
            <div class={unknown ? 'field has-error' : 'field'}>
              <label for="code">{t.code}</label>
              {unknown && (
                <p class="error" id="code-error">
                  {t.unknownCode}
                </p>
              )}
              <input
                id="code"
                name="code"
                autocomplete="off"
                aria-describedby={unknown ? 'code-error' : undefined}
                aria-invalid={unknown ? true : undefined}
              />
            </div>
            <button type="submit">{t.show}</button>
          </form>
        </>
      )}
    </Layout>
  );
}

/** What each unit did in a year. */
export function CompliancePage(props: {
  frame: Frame;
  year: number;
  years: readonly number[];
  rows: Awaited<ReturnType<typeof complianceIn>>;
}) {
  const { frame, year, years, rows } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={`${t.compliance}: ${year}`} wide>
      <p class="back">
        <a href={to.public}>← {t.back}</a>
      </p>
      <h1>
        {t.compliance}: {year}
      </h1>
      <p class="lead">{t.complianceLead}</p>
      <ul class="inline">
        {years.map((one) => (
          <li key={one}>
            <a href={`${to.compliance}?nam=${one}`} aria-current={one === year ? 'page' : undefined}>
              {one}
            </a>
          </li>
        ))}
      </ul>
      {rows.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.compliance}
          hideCaption
          rowHeader
          columns={[
            { label: t.unit },
            { label: t.conferences, numeric: true },
            { label: t.heldAll, numeric: true },
            { label: t.announcedInTime, numeric: true },
            { label: t.publishedInTime, numeric: true },
            { label: t.kept, numeric: true },
            { label: t.keptLate, numeric: true },
            { label: t.openPromises, numeric: true },
            { label: t.broken, numeric: true },
          ]}
          rows={rows.map((row) => [
            unitName(row, language),
            row.conferences === 0 && row.owes ? <strong>{t.missing}</strong> : formatInteger(row.conferences),
            formatInteger(row.held),
            t.ofCount(formatInteger(row.announcedInTime), formatInteger(row.held)),
            t.ofCount(formatInteger(row.publishedInTime), formatInteger(row.held)),
            formatInteger(row.keptInTime),
            formatInteger(row.keptLate),
            formatInteger(row.open),
            row.broken > 0 ? <strong>{formatInteger(row.broken)}</strong> : '0',
          ])}
        />
      )}
    </Layout>
  );
}
