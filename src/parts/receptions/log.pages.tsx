import { unitName } from '../../ground/organization/organization.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, ErrorSummary, type FieldErrors, Pagination, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import type { Visit } from './reception.store.ts';
import { kindNames, texts } from './texts.ts';

/** The twelve columns of Form 03 for one visit; the export writes the same. */
export function logCells(visit: Visit, language: Language): string[] {
  const t = texts[language];
  const refused = visit.outcome === 'refuse' ? `${t.refused} (${visit.refusalGround}). ` : '';
  const mark = (outcome: Visit['outcome']) =>
    visit.outcome === outcome ? (outcome === 'accept' ? 'x' : visit.outcomeText || 'x') : '';
  return [
    String(visit.number),
    formatDate(visit.onDay),
    visit.name === null ? t.sealedName : [visit.name, visit.address].filter(Boolean).join(', '),
    visit.identityNote ?? '',
    visit.matter,
    `${kindNames[language][visit.kind]}, ${visit.people}`,
    visit.handledBefore ?? '',
    mark('accept'),
    mark('guide'),
    mark('transfer'),
    visit.petitionNumber === null ? '' : `№ ${visit.petitionNumber}`,
    `${refused}${visit.note ?? ''}`,
  ];
}

/** The reception log. */
export function LogPage(props: {
  frame: Frame;
  visits: readonly (Visit & { unitVi: string; unitEn: string })[];
  /** More than one unit's log: each counts its own numbers. */
  severalUnits: boolean;
  filter: { tim: string; tu: string; den: string };
  errors: FieldErrors;
  next: string | undefined;
}) {
  const { frame, visits, severalUnits, filter, errors, next } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.logTitle} hasErrors={Object.keys(errors).length > 0} wide>
      <p class="back">
        <a href={receptionPaths.desk}>← {t.deskTitle}</a>
      </p>
      <ErrorSummary language={language} errors={errors} labels={{ tu: t.from, den: t.until }} />
      <h1>{t.logTitle}</h1>
      <p class="muted">{t.logForm}</p>
      <form method="get" action={receptionPaths.log} class="filters">
        <div class="field grow">
          <label for="tim">{t.search}</label>
          <input type="search" id="tim" name="tim" value={filter.tim} />
        </div>
        <div class="field">
          <label for="tu">{t.from}</label>
          <input
            id="tu"
            name="tu"
            inputmode="numeric"
            value={filter.tu}
            aria-invalid={errors.tu ? true : undefined}
          />
        </div>
        <div class="field">
          <label for="den">{t.until}</label>
          <input
            id="den"
            name="den"
            inputmode="numeric"
            value={filter.den}
            aria-invalid={errors.den ? true : undefined}
          />
        </div>
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      {visits.length === 0 ? (
        <EmptyState title={t.emptyLog} />
      ) : (
        <>
          <Table
            caption={t.logTitle}
            hideCaption
            columns={[...(severalUnits ? [t.unit] : []), ...Object.values(t.columns)].map((label) => ({
              label,
            }))}
            rows={visits.map((visit) => {
              const unit = unitName(visit, language);
              const cells: (string | preact.VNode)[] = logCells(visit, language);
              if (visit.petitionId)
                cells[10] = <a href={`/can-bo/ho-so/${visit.petitionId}`}>№ {visit.petitionNumber}</a>;
              return severalUnits ? [unit, ...cells] : cells;
            })}
          />
          <Pagination language={language} next={next} />
          <p>
            <a href={`${receptionPaths.log}.csv?${new URLSearchParams({ tu: filter.tu, den: filter.den })}`}>
              {t.csv}
            </a>
          </p>
        </>
      )}
    </Layout>
  );
}
