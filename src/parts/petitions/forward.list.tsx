import type { ListSpec } from '../../ground/hall/list.ts';
import { unitName } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { formatCursor, parseDayCursor } from '../../platform/http/cursor.ts';
import { named } from '../../platform/language.ts';
import { choicesOf } from '../../platform/page/form-spec.ts';
import { EmptyState } from '../../platform/page/kit.tsx';
import { filterSpec, type ListColumn } from '../../platform/page/list-spec.ts';
import { type Forwarded, listForwarded } from './forward.store.ts';
import { kindNames, stateNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { states } from './petition.ts';
import { texts } from './texts.ts';

const name = named(texts);

const filters = filterSpec({
  tinh: {
    kind: 'select',
    label: name('state'),
    any: name('allStates'),
    options: choicesOf(states, stateNames),
  },
});

const shown: ListColumn<Forwarded>[] = [
  {
    label: name('case'),
    value: (row) => row.title,
    show: (row, language) => (
      <>
        <a href={deskPaths.case(row.id)}>{row.title}</a>
        <br />
        <span class="muted small">
          № {row.number} · {kindNames[language][row.kind]}
        </span>
      </>
    ),
  },
  { label: name('forwardedOn'), kind: 'day', value: (row) => row.onDay },
  { label: name('whereItLies'), value: unitName },
  { label: name('state'), value: (row, language) => stateNames[language][row.state] },
  { label: name('due'), kind: 'day', value: (row) => row.dueOn },
];

/** What the officer's unit passed on: where it is, how far, and by when it is answered. */
export function forwardedList({ db }: Services): ListSpec<Forwarded, typeof filters> {
  return {
    address: deskPaths.forwarded,
    title: name('forwarded'),
    file: 'don-da-chuyen',
    filters,
    columns: [
      { label: name('number'), kind: 'number', value: (row) => row.number },
      { label: name('kind'), value: (row, language) => kindNames[language][row.kind] },
      ...shown,
    ],
    shown: () => shown,
    rows({ officer, filter, after, limit }) {
      const before = parseDayCursor(after);
      return listForwarded(db, officer.unit, {
        state: filter.tinh,
        before: before && { day: before.dueOn, id: before.id },
        limit,
      });
    },
    cursor: (row) => formatCursor(row.onDay, row.id),
    async around({ request }) {
      const t = texts[request.language];
      return {
        above: <p class="lead">{t.forwardedLead}</p>,
        empty: <EmptyState title={t.forwardedNone} />,
      };
    },
  };
}
