import { seesUnit } from '../../ground/access/decision.ts';
import { seenBy } from '../../ground/access/floor.ts';
import type { ListSpec } from '../../ground/hall/list.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { formatCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { named } from '../../platform/language.ts';
import { choicesOf } from '../../platform/page/form-spec.ts';
import { EmptyState } from '../../platform/page/kit.tsx';
import { filterSpec, type ListColumn } from '../../platform/page/list-spec.ts';
import { dayInVietnam, formatDate } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { floorFor, sightOf } from './desk.service.ts';
import { kindNames, stateNames, topicNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { type CaseRow, findCases } from './petition.store.ts';
import { kinds, states } from './petition.ts';
import { texts } from './texts.ts';
import { DueBadge } from './view.tsx';

const name = named(texts);

const filters = filterSpec({
  tim: { kind: 'search', label: name('searchLabel'), placeholder: name('searchHint') },
  loai: { kind: 'select', label: name('kind'), any: name('allKinds'), options: choicesOf(kinds, kindNames) },
  tinh: {
    kind: 'select',
    label: name('state'),
    any: name('allStates'),
    options: choicesOf(states, stateNames),
  },
  donvi: { kind: 'select', label: name('unit'), any: name('allUnits') },
  han: {
    kind: 'select',
    label: name('due'),
    any: name('anyDue'),
    options: [{ value: 'qua', label: name('onlyOverdue') }],
  },
  tu: { kind: 'day', label: name('receivedFrom') },
  den: { kind: 'day', label: name('receivedUntil') },
});

const received: ListColumn<CaseRow> = {
  label: name('received'),
  kind: 'day',
  value: (row) => row.receivedOn,
};
const state: ListColumn<CaseRow> = {
  label: name('state'),
  value: (row, language) => stateNames[language][row.state],
};
const unit: ListColumn<CaseRow> = { label: name('unit'), value: unitName };

/** All cases an officer may see, newest first, with search. */
export function caseList(services: Services): ListSpec<CaseRow, typeof filters> {
  const { db, clock } = services;
  const due: ListColumn<CaseRow> = {
    label: name('due'),
    kind: 'day',
    value: (row) => row.dueOn,
    show: (row, language) =>
      row.dueOn ? (
        <>
          <span class="nowrap">{formatDate(row.dueOn)}</span>{' '}
          <DueBadge
            language={language}
            today={dayInVietnam(clock())}
            duty={{ dueOn: row.dueOn, suspendedFrom: row.suspendedFrom }}
          />
        </>
      ) : (
        '—'
      ),
  };
  const title: ListColumn<CaseRow> = {
    label: name('case'),
    value: (row) => row.title,
    show: (row, language) => (
      <>
        <a href={deskPaths.case(row.petitionId)}>{row.title}</a>
        <br />
        <span class="muted small">
          № {row.number} · {kindNames[language][row.kind]}
        </span>
      </>
    ),
  };
  return {
    address: deskPaths.cases,
    title: name('allCases'),
    file: 'ho-so',
    filters,
    columns: [
      { label: name('number'), kind: 'number', value: (row) => row.number },
      received,
      { label: name('kind'), value: (row, language) => kindNames[language][row.kind] },
      { label: name('topic'), value: (row, language) => topicNames[language][row.topic] },
      title,
      state,
      due,
      unit,
    ],
    shown: () => [received, title, state, due, unit],
    async choices(officer) {
      const { units } = await services.site.read();
      return {
        donvi: units
          .filter((one) => seesUnit(officer, one.id))
          .map((one) => ({ value: one.code, label: one.name })),
      };
    },
    async rows({ officer, filter, after, limit, taken }) {
      const words = filter.tim ?? '';
      const typedNumber = /^\s*(?:№|số|so|#)?\s*(\d{1,12})\s*$/i.exec(words)?.[1];
      const sight = sightOf(officer);
      return findCases(seenBy(db, floorFor(officer)), {
        // What is sealed is looked at and not taken away.
        sight: taken ? { ...sight, seesSealed: false } : sight,
        query: typedNumber ? undefined : searchQuery(words),
        number: typedNumber ? Number(typedNumber) : undefined,
        kind: filter.loai,
        state: filter.tinh,
        unit: (await services.site.read()).units.find((one) => one.code === filter.donvi)?.id,
        lateOn: filter.han === 'qua' ? dayInVietnam(clock()) : undefined,
        received: { from: filter.tu, to: filter.den },
        before: parseTimeCursor(after),
        limit,
      });
    },
    cursor: (row) => formatCursor(row.receivedAt, row.petitionId),
    async around({ officer, filter, request }) {
      const t = texts[request.language];
      return {
        above: (
          <>
            <p>
              <a href={deskPaths.register}>{t.registerFile}</a> ·{' '}
              <a href={deskPaths.forwarded}>{t.forwarded}</a>
            </p>
            <p class="small muted">{t.numberGaps}</p>
            {filter.tim && officer.handlesDenunciations && <p class="muted">{t.sealedNotSearched}</p>}
          </>
        ),
        empty: (
          <EmptyState title={t.listEmpty}>
            <a href={deskPaths.cases}>{t.clear}</a>
            <br />
            <a href={deskPaths.whyNot}>{t.whyNot}</a>
          </EmptyState>
        ),
      };
    },
  };
}
