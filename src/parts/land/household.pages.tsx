import type { SentState } from '../../ground/actions.ts';
import { paths } from '../../ground/places.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, Prose, Summary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { daysBetween, formatDate, type PlainDate } from '../../platform/time.ts';
import { formatDong, formatInteger } from '../../platform/vietnamese.ts';
import { choiceForm, correctionForm, objectionForm, opinionForm } from './forms.ts';
import type { LandPromise, Opinion, Option, Visit } from './household.store.ts';
import type { ParcelWithCase, ProjectLine } from './land.store.ts';
import { type Act, type Dong, formatArea, type Household, interestOf, type Line } from './land.ts';
import { pathOf, stepNames } from './legal-path.ts';
import type { Payment } from './money.store.ts';
import { landPaths as to } from './paths.ts';
import { texts } from './texts.ts';
import { Handover, LinesTable, PromiseWords, VisitNotes } from './view.tsx';

/** Where a household enters its code. */
export function CodePage({ frame, unknown }: { frame: Frame; unknown: boolean }) {
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.own} hasErrors={unknown} scripts={['form']}>
      <p class="back">
        <a href={to.public}>← {t.back}</a>
      </p>
      <h1>{t.own}</h1>
      <p>{t.ownLead}</p>
      <form method="post" action={to.own}>
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
    </Layout>
  );
}

/** What of a household's money is open, and by when. */
export interface Money {
  lines: readonly Line[];
  owed: Dong;
  paid: Dong;
  /** What of it bears something for being late. */
  principal: Dong;
  payments: readonly Pick<Payment, 'amount' | 'paidOn' | 'how'>[];
  duty: { dueOn: PlainDate; endedOn: PlainDate | null } | undefined;
}

type Steps = ReturnType<typeof pathOf>;

/** The last step that was taken, and what can come next. */
function CurrentSteps({ path, language }: { path: Steps; language: 'vi' | 'en' }) {
  const t = texts[language];
  const done = path.findLast((one) => one.state === 'done');
  const next = path.filter((one) => one.state === 'next');
  return (
    <ul>
      {done && done.state === 'done' && (
        <li>
          {t.doneWord}: <strong>{stepNames[done.step][language]}</strong>, {formatDate(done.day)}
        </li>
      )}
      {next.map((one) => (
        <li key={one.step}>
          {t.next}: {stepNames[one.step][language]}
          {one.state === 'next' && one.from && <> ({t.earliest(formatDate(one.from))})</>}
        </li>
      ))}
    </ul>
  );
}

function Path({ path, language }: { path: Steps; language: 'vi' | 'en' }) {
  const t = texts[language];
  return (
    <ol class="timeline">
      {path.map((one) => (
        <li key={one.step}>
          <p class="timeline-head">
            <strong>{stepNames[one.step][language]}</strong>{' '}
            {one.state === 'done' && <Badge tone="good">{formatDate(one.day)}</Badge>}
            {one.state === 'next' && (
              <Badge tone="info">{one.from ? t.earliest(formatDate(one.from)) : t.next}</Badge>
            )}
            {one.state === 'later' && <span class="muted">{t.later}</span>}
          </p>
          <p class="small muted">
            {one.basis[language]}
            {one.toConfirm && <> · {t.toConfirm}</>}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Parcels with the path of each: what was done, what can come next and from when on. */
export function ParcelPaths(props: {
  parcels: readonly (ParcelWithCase & { landType: string })[];
  today: PlainDate;
  language: 'vi' | 'en';
  /** Where the parcels are is told; all the steps are there to be unfolded. */
  folded?: boolean;
}) {
  const { parcels, today, language, folded } = props;
  const t = texts[language];
  // Most parcels of a household go the same way: it is told once for all of them.
  const ways = Map.groupBy(
    parcels.map((parcel) => ({ parcel, path: pathOf(parcel, today) })),
    ({ path }) => JSON.stringify(path),
  );
  return (
    <>
      {[...ways.values()].map((of) => (
        <section key={of[0]?.parcel.id}>
          {of.map(({ parcel }) => (
            <h3 key={parcel.id}>
              {t.parcel(parcel.sheet, parcel.number)} · {formatArea(parcel.area)} · {parcel.landType}
            </h3>
          ))}
          {folded ? (
            <>
              <CurrentSteps path={of[0]?.path ?? []} language={language} />
              <details>
                <summary>{t.allSteps}</summary>
                <Path path={of[0]?.path ?? []} language={language} />
              </details>
            </>
          ) : (
            <Path path={of[0]?.path ?? []} language={language} />
          )}
        </section>
      ))}
    </>
  );
}

/** What a household is owed and was paid, with what is owed besides where it is late. */
export function MoneySummary({
  money,
  today,
  language,
}: {
  money: Money;
  today: PlainDate;
  language: 'vi' | 'en';
}) {
  const t = texts[language];
  const rest = money.owed - money.paid;
  const open = money.principal - money.paid;
  const late = money.duty && !money.duty.endedOn && money.duty.dueOn < today && open > 0n;
  return (
    <>
      <Summary
        rows={[
          [t.owed, formatDong(money.owed)],
          [t.paid, formatDong(money.paid)],
          [t.rest, formatDong(rest)],
          ...(money.duty
            ? ([
                [
                  t.payBy,
                  <>
                    {formatDate(money.duty.dueOn)}{' '}
                    {late && (
                      <Badge tone="warn">{t.late(formatInteger(daysBetween(money.duty.dueOn, today)))}</Badge>
                    )}
                  </>,
                ],
              ] as [string, preact.JSX.Element][])
            : []),
          ...(late && money.duty
            ? ([
                [
                  t.interest,
                  <>
                    {formatDong(interestOf(open, money.duty.dueOn, today))}{' '}
                    <span class="small muted">{t.interestNote}</span>
                  </>,
                ],
              ] as [string, preact.JSX.Element][])
            : []),
        ]}
      />
      {money.payments.length > 0 && (
        <Table
          caption={t.payments}
          columns={[{ label: t.amount, numeric: true }, { label: t.paid }]}
          rows={money.payments.map((one) => [
            formatDong(one.amount),
            one.paidOn ? `${formatDate(one.paidOn)}, ${one.how ? t.hows[one.how] : ''}` : t.notPaid,
          ])}
        />
      )}
    </>
  );
}

/** The household's own page: everything that is kept of it, and what it can do. */
export function OwnPage(props: {
  frame: Frame;
  household: Household;
  project: ProjectLine;
  parcels: readonly (ParcelWithCase & { landType: string })[];
  /** Steps that concern it, with their papers. */
  acts: readonly Act[];
  money: Money;
  visits: readonly Visit[];
  promises: readonly LandPromise[];
  opinion: Opinion | undefined;
  asksOpinion: boolean;
  options: readonly Option[];
  objections: readonly { number: number; dueOn: PlainDate }[];
  /** Of a petition handed in just now: shown once. */
  petitionCode: string | undefined;
  today: PlainDate;
  state: FormState | SentState;
  done: boolean;
}) {
  const { frame, household, project, parcels, money, visits, promises, opinion, options, today, state } =
    props;
  const { language } = frame;
  const t = texts[language];
  const form = { base: to.own, state };
  const chosen = options.find((one) => one.chosen);
  const papers = props.acts.filter((act) => act.number || act.files.length > 0);
  return (
    <Layout frame={frame} title={t.own} scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.one(project.id)}>← {project.name}</a>
      </p>
      <h1>{t.own}</h1>
      <FormNotes state={state} done={props.done ? t.done : undefined} />
      {props.petitionCode && (
        <div class="note good" role="status">
          <p>{t.objected}</p>
          <p class="code">{props.petitionCode}</p>
          <p>
            {/* The code goes along behind the sign that browsers keep to themselves. */}
            <a href={`${paths.follow}#${props.petitionCode.replaceAll('-', '')}`}>{t.followPetition}</a>
          </p>
        </div>
      )}
      <Summary
        rows={[
          [t.household, `${household.name} (${household.key})`],
          [t.project, project.name],
          [t.handoverBy, <Handover one={project} today={today} language={language} />],
        ]}
      />
      <h2>{t.ownMoney}</h2>
      <MoneySummary money={money} today={today} language={language} />
      <h2>{t.ownParcels}</h2>
      <ParcelPaths parcels={parcels} today={today} language={language} folded />
      {papers.length > 0 && (
        <>
          <h2>{t.documents}</h2>
          <ul>
            {papers.map((act) => (
              <li key={act.id}>
                {formatDate(act.onDay)}: {stepNames[act.step][language]}
                {act.number && ` (${act.number})`}
                {act.files.map((file) => (
                  <>
                    {' · '}
                    <a href={to.file(project.id, act.id, file.id)}>{file.name}</a>
                  </>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t.compensation}</h2>
      <LinesTable lines={money.lines} language={language} />
      {money.lines.length > 0 && (
        <ul class="inline">
          <li>
            <a href={`${to.own}/bang-tinh.pdf`}>{t.paper} (PDF)</a>
          </li>
          <li>
            <a href={`${to.own}/bang-tinh.docx`}>{t.paper} (Word)</a>
          </li>
        </ul>
      )}
      {(props.asksOpinion || opinion) && (
        <>
          <h2>{t.opinion}</h2>
          {opinion && (
            <p>
              {t.opinionGiven}: <strong>{t.viewNames[opinion.view]}</strong>
            </p>
          )}
          {opinion?.text && <Prose text={opinion.text} />}
          {props.asksOpinion && (
            <ActionForm {...form} action="y-kien" title={t.giveOpinion} spec={opinionForm} />
          )}
        </>
      )}
      {household.resettles && (
        <>
          <h2>{t.options}</h2>
          {chosen && (
            <p>
              {t.chosen}: <strong>{chosen.name}</strong>
            </p>
          )}
          <ActionForm
            {...form}
            action="chon"
            title={t.choose}
            spec={choiceForm}
            picks={{
              option: options.map((one) => ({
                value: one.id,
                label: `${one.name} (${t.left(formatInteger(one.left))})`,
              })),
            }}
          />
        </>
      )}
      <h2>{t.visits}</h2>
      <p>{t.visitsLead}</p>
      {visits.length === 0 && <p>{t.noVisits}</p>}
      <ul class="plain">
        {visits.map((visit) => (
          <li key={visit.id}>
            <VisitNotes visit={visit} language={language} fileOf={(file) => to.ownFile(visit.id, file)} />
            {visit.heldOn && (
              <ActionForm
                {...form}
                action="dinh-chinh"
                target={visit.id}
                title={t.correct}
                spec={correctionForm}
              />
            )}
          </li>
        ))}
      </ul>
      {promises.length > 0 && (
        <>
          <h2>{t.promises}</h2>
          <ul class="plain">
            {promises.map((one) => (
              <li key={one.id}>
                <PromiseWords one={one} today={today} language={language} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t.object}</h2>
      <p>{t.objectLead}</p>
      {props.objections.length > 0 && (
        <>
          <p>{t.objections}:</p>
          <ul>
            {props.objections.map((one) => (
              <li key={one.number}>{t.objectionLine(formatInteger(one.number), formatDate(one.dueOn))}</li>
            ))}
          </ul>
        </>
      )}
      <ActionForm {...form} action="don" title={t.object} spec={objectionForm} />
      <h2>{t.keptOfYou}</h2>
      <Summary
        rows={[
          [t.place, household.place],
          [t.phone, household.phone ?? '–'],
          [t.resettles, household.resettles ? t.yes : t.no],
          [t.agreedEarly, parcels.some((one) => one.agreedEarly) ? t.yes : t.no],
        ]}
      />
      <form method="post" action={`${to.own}/thoat`}>
        <button class="second" type="submit">
          {t.leave}
        </button>
      </form>
    </Layout>
  );
}
