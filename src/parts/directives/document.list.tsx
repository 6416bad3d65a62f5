import { unitsSeen, worksIn } from '../../ground/access/decision.ts';
import type { ListSpec } from '../../ground/hall/list.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { mayNumber } from '../../ground/register-desk.ts';
import type { Services } from '../../ground/services.ts';
import { formatCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { named } from '../../platform/language.ts';
import { choicesOf } from '../../platform/page/form-spec.ts';
import { EmptyState } from '../../platform/page/kit.tsx';
import { filterSpec, type ListColumn } from '../../platform/page/list-spec.ts';
import { dayInVietnam, formatDate } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { type DocumentLine, listDocuments, relationsTo } from './document.store.ts';
import { documentTitle } from './document.title.ts';
import { type DocumentStanding, directions, nameOf, standingsOn } from './document.ts';
import { directivePaths as to } from './paths.ts';
import { directionNames, standingNames, texts } from './texts.ts';
import { endedNote, StandingBadge } from './view.tsx';

type Line = DocumentLine & { standing: DocumentStanding };

const name = named(texts);

const filters = filterSpec({
  tim: { kind: 'search', label: name('search') },
  so: { kind: 'select', label: name('direction'), options: choicesOf(directions, directionNames) },
  nam: { kind: 'year', label: name('year') },
});

const issuer: ListColumn<Line> = { label: name('issuer'), value: (one) => one.issuer };
const issuedOn: ListColumn<Line> = { label: name('issuedOn'), kind: 'day', value: (one) => one.issuedOn };
const unit: ListColumn<Line> = { label: name('unit'), value: unitName };
const title: ListColumn<Line> = {
  label: name('abstract'),
  value: (one, language) => (one.secrecy === 'none' ? one.abstract : texts[language].secretAbstract),
  show: (one, language) => (
    <>
      <a href={to.document(one.id)}>{documentTitle(one, language)}</a>
      <br />
      <span class="muted small">
        {directionNames[language][one.direction]} {one.entryNumber}/{one.year}
        {one.open && ` · ${texts[language].isOpen}`}
      </span>
    </>
  ),
};
const standing: ListColumn<Line> = {
  label: name('standing'),
  value: (one, language) => standingNames[language][one.standing],
  show: (one, language) => {
    const t = texts[language];
    const ended = endedNote(one, language);
    return (
      <>
        <StandingBadge standing={one.standing} language={language} />
        {ended && (
          <>
            <br />
            <span class="muted small">{ended}</span>
          </>
        )}
        {one.deployedOn && (
          <>
            {' '}
            <span class="muted small">{t.deployedOn(formatDate(one.deployedOn))}</span>
          </>
        )}
      </>
    );
  },
};

/** The registers that an officer sees. */
export function documentList({ db, clock }: Services): ListSpec<Line, typeof filters> {
  return {
    address: to.documents,
    title: name('documents'),
    file: 'van-ban',
    filters,
    columns: [
      { label: name('direction'), value: (one, language) => directionNames[language][one.direction] },
      { label: name('entryNumber'), kind: 'number', value: (one) => one.entryNumber },
      { label: name('year'), kind: 'number', value: (one) => one.year },
      { label: name('number'), value: nameOf },
      title,
      issuer,
      issuedOn,
      unit,
      standing,
    ],
    shown: () => [title, issuer, issuedOn, unit, standing],
    async rows({ officer, filter, after, limit }) {
      const lines = await listDocuments(db, {
        units: unitsSeen(officer),
        direction: filter.so,
        year: filter.nam,
        query: searchQuery(filter.tim ?? ''),
        before: parseTimeCursor(after),
        limit,
      });
      const relations = await relationsTo(
        db,
        lines.map((one) => one.id),
      );
      const standingOf = standingsOn(relations, dayInVietnam(clock()));
      return lines.map((one) => ({ ...one, standing: standingOf(one) }));
    },
    cursor: (one) => formatCursor(one.registeredAt, one.id),
    async around({ officer, request }) {
      const t = texts[request.language];
      return {
        above: (
          <>
            <p class="lead">{t.documentsLead}</p>
            {worksIn(officer, officer.unit) && (
              <p class="buttons">
                <a class="button" href={`${to.register}?so=in`}>
                  {t.registerIn}
                </a>{' '}
                <a class="button second" href={to.drafts}>
                  {t.drafts}
                </a>{' '}
                {mayNumber(officer) && (
                  <>
                    <a href={`${to.register}?so=out`}>{t.signedOnPaper}</a> ·{' '}
                  </>
                )}
                <a href={to.book}>{t.book}</a> · <a href={to.tasks}>{t.seeTasks}</a>
              </p>
            )}
          </>
        ),
        empty: <EmptyState title={t.noDocuments} />,
      };
    },
  };
}
