import type { SentState } from '../../ground/actions.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant } from '../../platform/time.ts';
import type { DocumentLine } from './document.store.ts';
import { type Direction, directions, nameOf } from './document.ts';
import { directivePaths as to } from './paths.ts';
import { directionNames, texts } from './texts.ts';
import { endedNote } from './view.tsx';

/** The register of a body in a year, as the book is kept. */
export function BookPage(props: {
  frame: Frame;
  year: number;
  direction: Direction;
  unit: Unit | undefined;
  lines: readonly DocumentLine[];
  /** The book on paper can be gone on with. */
  mayBegin: boolean;
  state: FormState | SentState;
}) {
  const { frame, year, direction, unit, lines, mayBegin, state } = props;
  const { language } = frame;
  const t = texts[language];
  const query = (format: string) =>
    `${to.book}?${new URLSearchParams({ nam: String(year), so: direction, dang: format })}`;
  const title = `${t.book}: ${directionNames[language][direction]} ${year}`;
  return (
    <Layout frame={frame} title={title} wide hasErrors={state.sent !== undefined} scripts={['form']}>
      <p class="back">
        <a href={to.documents}>← {t.documents}</a>
      </p>
      <h1>{title}</h1>
      <FormNotes state={state} />
      <p class="lead">
        {unit?.name[language]}. {t.gapless}
      </p>
      <form method="get" action={to.book} class="filters">
        <div class="field">
          <label for="so">{t.direction}</label>
          <select id="so" name="so">
            {directions.map((one) => (
              <option key={one} value={one} selected={one === direction}>
                {directionNames[language][one]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="nam">{t.year}</label>
          <input id="nam" name="nam" inputmode="numeric" class="narrow" value={String(year)} />
        </div>
        <button type="submit" class="second">
          {t.show}
        </button>
      </form>
      {lines.length === 0 ? (
        <EmptyState title={t.noDocuments} />
      ) : (
        <>
          <p>
            <a href={query('csv')}>{t.csv}</a> · <a href={query('xlsx')}>{t.xlsx}</a>
          </p>
          <Table
            caption={title}
            hideCaption
            columns={[
              { label: t.entryNumber, numeric: true },
              { label: t.registeredAt },
              { label: t.number },
              { label: t.issuedOn },
              { label: t.issuer },
              { label: t.abstract },
              { label: t.signer },
            ]}
            rows={lines.map((one) => [
              one.cancelledOn ? <del>{one.entryNumber}</del> : String(one.entryNumber),
              formatInstant(one.registeredAt),
              <a href={to.document(one.id)}>{nameOf(one)}</a>,
              formatDate(one.issuedOn),
              one.issuer,
              <>
                {one.secrecy === 'none' ? one.abstract : t.secretAbstract}
                {endedNote(one, language) && <p class="small">{endedNote(one, language)}</p>}
              </>,
              one.signer,
            ])}
          />
        </>
      )}
      {mayBegin && <ActionForm base={to.book} action="" state={state} title={t.beginBook} submit={t.begin} />}
    </Layout>
  );
}
