import type { SentState } from '../../ground/actions.ts';
import {
  consultedItems,
  decidedItems,
  type GrassrootsItem,
  publishedItems,
  supervisedItems,
} from '../../ground/law/grassroots.ts';
import { type Ended, EndedNote } from '../../ground/organization/ended.tsx';
import type { Unit } from '../../ground/organization/organization.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Prose, Summary, Table, type Tone } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { Disclosure } from './consultation.store.ts';
import {
  type Consultation,
  daysPosted,
  type Opinion,
  type OpinionCounts,
  type OpinionGroup,
} from './consultation.ts';
import { consultationForm, disclosureForm, groupForm, opinionForm, outcomeForm, sortForm } from './forms.ts';
import { dialoguePaths as to } from './paths.ts';
import { texts } from './texts.ts';

type PageState = FormState | SentState;

function standing(one: Consultation, today: PlainDate): { code: 'open' | 'closed' | 'answered'; tone: Tone } {
  if (one.state === 'answered') return { code: 'answered', tone: 'good' };
  return one.closesOn < today ? { code: 'closed', tone: 'warn' } : { code: 'open', tone: 'info' };
}

/** Drafts that people are or were asked about; for officers with the form to post one. */
export function ConsultationsPage(props: {
  frame: Frame;
  lines: readonly Consultation[];
  today: PlainDate;
  desk?: { state: PageState; mayPost: boolean; done: boolean };
}) {
  const { frame, lines, today, desk } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout
      frame={frame}
      title={t.consultations}
      wide={desk !== undefined}
      scripts={desk ? ['form'] : []}
      hasErrors={desk?.state.sent !== undefined}
    >
      <p class="back">
        <a href={desk ? to.desk : to.public}>← {t.title}</a>
      </p>
      <h1>{t.consultations}</h1>
      <p class="lead">{t.consultationsLead}</p>
      {desk && <FormNotes state={desk.state} done={desk.done ? t.done : undefined} />}
      {desk?.mayPost && (
        <ActionForm
          base={to.deskConsultations}
          action="dua-ra"
          state={desk.state}
          title={t.postDraft}
          spec={consultationForm}
        />
      )}
      {lines.length === 0 ? (
        <EmptyState title={t.noConsultations} />
      ) : (
        <Table
          caption={t.consultations}
          hideCaption
          columns={[{ label: t.name }, { label: t.unit }, { label: t.closes }, { label: t.state }]}
          rows={lines.map((one) => {
            const { code, tone } = standing(one, today);
            return [
              <a href={desk ? to.deskConsultation(one.id) : to.consultation(one.id)}>{one.title}</a>,
              unitName(one, language),
              formatDate(one.closesOn),
              <Badge tone={tone}>{t.consultationStates[code]}</Badge>,
            ];
          })}
        />
      )}
    </Layout>
  );
}

interface OneProps {
  frame: Frame;
  one: Consultation;
  counts: OpinionCounts;
  groups: readonly OpinionGroup[];
  today: PlainDate;
}

/** A draft with how opinions stand, their groups, the answers, and what was changed because of them. */
function ConsultationBody({ frame, one, counts, groups, today }: OneProps) {
  const { language } = frame;
  const t = texts[language];
  const item = consultedItems.find((each) => each.code === one.item);
  const { code, tone } = standing(one, today);
  const days = daysPosted(one, today);
  const { agree, disagree, other } = counts.households;
  const all = agree + disagree + other;
  return (
    <>
      <p>
        <Badge tone={tone}>{t.consultationStates[code]}</Badge> {item?.name[language]}
      </p>
      <Summary
        rows={[
          [t.unit, unitName(one, language)],
          [t.closes, `${formatDate(one.closesOn)} (${t.posted(String(days.posted), String(days.of))})`],
          [
            t.ground,
            <>
              {item?.basis[language]}
              {item?.standing === 'toConfirm' && <span class="muted"> {t.toConfirm}</span>}
            </>,
          ],
          ...(one.outcome
            ? ([[t.outcome, <Prose text={one.outcome} />]] as [string, preact.JSX.Element][])
            : []),
        ]}
      />
      <Prose text={one.body} />
      {one.files.length > 0 && (
        <>
          <h2>{t.files}</h2>
          <ul>
            {one.files.map((file) => (
              <li key={file.id}>
                <a href={`${to.consultation(one.id)}/tep/${file.id}`}>{file.name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t.counts}</h2>
      <p>
        {t.ofHouseholds(
          formatInteger(all),
          formatInteger(one.households),
          formatPercent(all, one.households),
        )}
      </p>
      <Table
        caption={t.counts}
        hideCaption
        rowHeader
        columns={[
          { label: t.counts },
          { label: t.byHousehold, numeric: true },
          { label: t.byPerson, numeric: true },
        ]}
        rows={(['agree', 'disagree', 'other'] as const).map((view) => [
          t.views[view],
          formatInteger(counts.households[view]),
          formatInteger(counts.people[view]),
        ])}
      />
      {groups.length > 0 && (
        <>
          <h2>{t.groups}</h2>
          <ul class="plain">
            {groups.map((group) => (
              <li key={group.id}>
                <h3>
                  {group.title} ({formatInteger(group.count)})
                </h3>
                {group.answer && <Prose text={group.answer} />}
                <p class="small">
                  {t.changedBecause}: {group.changed ?? t.notChanged}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export function ConsultationPage(props: OneProps & { done: boolean }) {
  const { frame, one, today, done } = props;
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={one.title}>
      <p class="back">
        <a href={to.consultations}>← {t.consultations}</a>
      </p>
      <h1>{one.title}</h1>
      {done && (
        <p class="note good" role="status">
          {t.opinionThanks}
        </p>
      )}
      {one.state === 'open' && today <= one.closesOn && (
        <p>
          <a class="button" href={`${to.consultation(one.id)}/gop-y`}>
            {t.giveOpinion}
          </a>
        </p>
      )}
      <ConsultationBody {...props} />
    </Layout>
  );
}

export function DeskConsultationPage(
  props: OneProps & { opinions: readonly Opinion[]; own: boolean; state: PageState; done: boolean },
) {
  const { frame, one, groups, opinions, own, state, done, today } = props;
  const t = texts[frame.language];
  const form = { base: to.deskConsultation(one.id), state };
  const open = own && one.state === 'open';
  return (
    <Layout frame={frame} title={one.title} wide scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.deskConsultations}>← {t.consultations}</a>
      </p>
      <h1>{one.title}</h1>
      <FormNotes state={state} done={done ? t.done : undefined} />
      {open && (
        <div class="actions">
          {today <= one.closesOn && (
            <ActionForm {...form} action="phieu" title={t.paperOpinion} spec={opinionForm} />
          )}
          <ActionForm {...form} action="nhom" title={t.addGroup} spec={groupForm} />
          {today > one.closesOn && (
            <ActionForm {...form} action="ket-qua" title={t.closeConsultation} spec={outcomeForm} />
          )}
        </div>
      )}
      <ConsultationBody {...props} />
      {open &&
        groups.map((group) => (
          <ActionForm
            key={group.id}
            {...form}
            action="nhom"
            target={group.id}
            title={`${t.editGroup}: ${group.title}`}
            spec={groupForm}
            initial={{
              title: group.title,
              answer: group.answer ?? undefined,
              changed: group.changed ?? undefined,
            }}
          />
        ))}
      {opinions.length > 0 && (
        <>
          <h2>{t.opinions}</h2>
          <ul class="plain">
            {opinions.map((opinion) => (
              <li key={opinion.id}>
                <p class="small muted">
                  {opinion.number} · {t.views[opinion.view]} · {opinion.person ? t.byPerson : t.byHousehold}
                  {opinion.groupId && <> · {groups.find((group) => group.id === opinion.groupId)?.title}</>}
                </p>
                <Prose text={opinion.text ?? ''} />
                {open && groups.length > 0 && (
                  <ActionForm
                    {...form}
                    action="xep"
                    target={opinion.id}
                    title={t.sort}
                    spec={sortForm}
                    picks={{ group: groups.map((group) => ({ value: group.id, label: group.title })) }}
                  />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Layout>
  );
}

/** How much of what the law asks for each commune has published this year. */
export function DisclosuresPage(props: {
  frame: Frame;
  year: number;
  rows: readonly { unit: Unit; published: number }[];
}) {
  const { frame, year, rows } = props;
  const { language } = frame;
  const t = texts[language];
  const all = publishedItems.length;
  return (
    <Layout frame={frame} title={t.disclosures}>
      <p class="back">
        <a href={to.public}>← {t.title}</a>
      </p>
      <h1>
        {t.disclosures}: {year}
      </h1>
      <p class="lead">{t.disclosuresLead}</p>
      {rows.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <ul class="tiles">
          {rows.map(({ unit, published }) => (
            <li key={unit.id}>
              <a href={to.disclosuresOf(unit.code)}>{unit.name[language]}</a>
              <p class="small">{t.disclosed(formatInteger(published), formatInteger(all))}</p>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}

/** What one commune has published of what the law asks for, item by item, and what is missing. */
export function DisclosurePage(props: {
  frame: Frame;
  unit: Unit;
  year: number;
  /** Years that can be chosen; none on the desk. */
  years?: readonly number[];
  /** Where the unit is no more. */
  ended?: Ended | undefined;
  lines: readonly Disclosure[];
  desk?: { state: PageState; mayAdd: boolean; done: boolean };
}) {
  const { frame, unit, year, years = [], ended, lines, desk } = props;
  const { language } = frame;
  const t = texts[language];
  const published = publishedItems.filter((item) => lines.some((one) => one.item === item.code)).length;
  return (
    <Layout
      frame={frame}
      title={`${t.disclosures}: ${unit.name[language]}`}
      wide={desk !== undefined}
      scripts={desk ? ['form'] : []}
      hasErrors={desk?.state.sent !== undefined}
    >
      <p class="back">
        <a href={desk ? to.desk : to.disclosures}>← {desk ? t.title : t.disclosures}</a>
      </p>
      <h1>
        {unit.name[language]}: {year}
      </h1>
      {ended && (
        <EndedNote ended={ended} language={language} address={(heir) => to.disclosuresOf(heir.code)} />
      )}
      {years.length > 1 && (
        <ul class="inline">
          {years.map((one) => (
            <li key={one}>
              <a
                href={`${to.disclosuresOf(unit.code)}?nam=${one}`}
                aria-current={one === year ? 'page' : undefined}
              >
                {one}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p class="lead">
        {t.disclosures}. {t.disclosed(formatInteger(published), formatInteger(publishedItems.length))}.
      </p>
      {desk && <FormNotes state={desk.state} done={desk.done ? t.done : undefined} />}
      {desk?.mayAdd && (
        <ActionForm
          base={to.deskDisclosures}
          action="ghi"
          state={desk.state}
          title={t.disclose}
          spec={disclosureForm}
          initial={{ year: String(year) }}
        />
      )}
      <ul class="plain">
        {publishedItems.map((item) => {
          const of = lines.filter((one) => one.item === item.code);
          return (
            <li key={item.code}>
              <h2 class="small">
                {item.name[language]} {of.length === 0 && <Badge tone="warn">{t.notDisclosed}</Badge>}
              </h2>
              <p class="small muted">
                {item.basis[language]}
                {item.standing === 'toConfirm' && <> · {t.toConfirm}</>}
              </p>
              <ul>
                {of.map((one) => (
                  <li key={one.id}>
                    {one.href ? <a href={one.href}>{one.title}</a> : one.title} ({formatDate(one.onDay)};{' '}
                    {one.form})
                    {one.files.map((file) => (
                      <>
                        {' '}
                        · <a href={`${to.disclosures}/tep/${one.id}/${file.id}`}>{file.name}</a>
                      </>
                    ))}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
      {!desk && (
        <>
          <Items title={t.peopleAsked} items={consultedItems} language={language} />
          <Items title={t.peopleDecide} items={decidedItems} language={language} />
          <Items title={t.peopleSupervise} items={supervisedItems} language={language} />
        </>
      )}
    </Layout>
  );
}

function Items(props: { title: string; items: readonly GrassrootsItem[]; language: 'vi' | 'en' }) {
  const { title, items, language } = props;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.code}>
            {item.name[language]} <span class="small muted">({item.basis[language]})</span>
          </li>
        ))}
      </ul>
    </>
  );
}
