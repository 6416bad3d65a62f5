import type { ListSpec } from '../../ground/hall/list.ts';
import { unitName, type WhoseDay } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { parseId } from '../../platform/id.ts';
import { type Language, named } from '../../platform/language.ts';
import { filterSpec, type ListColumn } from '../../platform/page/list-spec.ts';
import { readTypedDate } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { receptionPaths } from './paths.ts';
import { listVisits, type Visit } from './reception.store.ts';
import { kindNames, texts } from './texts.ts';

type Line = Visit & WhoseDay;

const name = named(texts);
const of = (column: keyof (typeof texts)['vi']['columns']) => ({
  vi: texts.vi.columns[column],
  en: texts.en.columns[column],
});

const filters = filterSpec({
  tim: { kind: 'search', label: name('search') },
  tu: { kind: 'day', label: name('from') },
  den: { kind: 'day', label: name('until') },
});

const mark = (outcome: Visit['outcome']) => (visit: Line) =>
  visit.outcome === outcome ? (outcome === 'accept' ? 'x' : visit.outcomeText || 'x') : '';
const refused = (visit: Line, language: Language) =>
  visit.outcome === 'refuse' ? `${texts[language].refused} (${visit.refusalGround}). ` : '';

/** The twelve columns of Form 03 (Circular 04/2021/TT-TTCP). */
const columns: readonly ListColumn<Line>[] = [
  {
    label: of('number'),
    kind: 'number',
    value: (visit) => visit.number,
    show: (visit) => <a href={receptionPaths.visitOf(visit.id)}>{visit.number}</a>,
  },
  { label: of('day'), kind: 'day', value: (visit) => visit.onDay },
  {
    label: of('person'),
    value: (visit, language) =>
      visit.name === null
        ? texts[language].sealedName
        : [visit.name, visit.address].filter(Boolean).join(', '),
  },
  { label: of('identity'), value: (visit) => visit.identityNote },
  { label: of('matter'), value: (visit) => visit.matter },
  { label: of('kind'), value: (visit, language) => `${kindNames[language][visit.kind]}, ${visit.people}` },
  { label: of('before'), value: (visit) => visit.handledBefore },
  { label: of('accept'), value: mark('accept') },
  { label: of('guide'), value: mark('guide') },
  { label: of('transfer'), value: mark('transfer') },
  {
    label: of('follow'),
    value: (visit) => (visit.petitionNumber === null ? '' : `№ ${visit.petitionNumber}`),
    show: (visit) =>
      visit.petitionId ? <a href={`/can-bo/ho-so/${visit.petitionId}`}>№ {visit.petitionNumber}</a> : '—',
  },
  { label: of('note'), value: (visit, language) => `${refused(visit, language)}${visit.note ?? ''}` },
];
const unit: ListColumn<Line> = { label: name('unit'), value: unitName };

/** The reception log. */
export function receptionLog({ db }: Services): ListSpec<Line, typeof filters> {
  return {
    address: receptionPaths.log,
    title: name('logTitle'),
    file: 'so-tiep-cong-dan',
    filters,
    columns: [unit, ...columns],
    // Each unit counts its own numbers.
    shown: ({ reach }) => (reach === 'all' || reach.length > 1 ? [unit, ...columns] : columns),
    async rows({ officer, filter, after, limit }) {
      const [onDay = '', id = ''] = (after ?? '').split('_');
      return listVisits(db, {
        units: officer.reach,
        from: filter.tu,
        to: filter.den,
        before: readTypedDate(onDay) && parseId(id) ? { onDay, id } : undefined,
        query: searchQuery(filter.tim ?? ''),
        limit,
      });
    },
    cursor: (visit) => `${visit.onDay}_${visit.id}`,
    async around({ request }) {
      const t = texts[request.language];
      return {
        above: (
          <p class="muted">
            <a href={receptionPaths.desk}>← {t.deskTitle}</a> · {t.logForm}
          </p>
        ),
      };
    },
  };
}
