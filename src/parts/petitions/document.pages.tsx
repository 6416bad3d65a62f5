import { stepPaths } from '../../ground/step/paths.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Hidden, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import type { IssuedDocument } from './document.store.ts';
import type { DocumentKind } from './document.ts';
import type { FilePaper } from './file-papers.ts';
import { documentNames } from './names.ts';
import { deskPaths } from './paths.ts';
import type { PetitionRow } from './petition.store.ts';
import { texts } from './texts.ts';

/** The papers of a case: those it can have, with a look before, and those that were issued. */
export function DocumentsPage(props: {
  frame: Frame;
  petition: PetitionRow;
  possible: readonly DocumentKind[];
  issued: readonly IssuedDocument[];
  /** Papers of the file itself, without a number. */
  filePapers: readonly FilePaper[];
  keys: Record<string, string>;
  done: boolean;
}) {
  const { frame, petition, possible, issued, filePapers, keys, done } = props;
  const { language } = frame;
  const t = texts[language];
  const here = deskPaths.documents(petition.id);
  return (
    <Layout frame={frame} title={t.documents} wide scripts={['form']}>
      <a class="back" href={deskPaths.case(petition.id)}>
        ← № {petition.number} {petition.title}
      </a>
      {done && (
        <p class="note good" role="status">
          {t.documentDone}
        </p>
      )}
      <h1>{t.documents}</h1>
      {petition.kind === 'denunciation' ? (
        <p class="note warn">{t.documentsSealed}</p>
      ) : (
        <p class="lead">{t.documentsLead}</p>
      )}
      <h2>{t.documentsIssued}</h2>
      {issued.length === 0 ? (
        <EmptyState title={t.documentsNone} />
      ) : (
        <Table
          caption={t.documentsIssued}
          hideCaption
          columns={[
            { label: t.documentNumber },
            { label: t.document },
            { label: t.documentDay },
            { label: t.documentFile },
          ]}
          rows={issued.map((one) => {
            const what = `${documentNames[language][one.kind]}, ${one.content.number}`;
            return [
              <span class="nowrap">
                {one.cancelledOn ? <del>{one.content.number}</del> : one.content.number}
              </span>,
              <>
                {documentNames[language][one.kind]}
                {one.cancelledOn && (
                  <p class="small">
                    {t.documentCancelled(formatDate(one.cancelledOn))}: {one.cancelledWhy}
                  </p>
                )}
              </>,
              <span class="nowrap">{formatDate(one.issuedOn)}</span>,
              <>
                <a href={`${here}/${one.id}.pdf`} aria-label={`PDF: ${what}`}>
                  PDF
                </a>{' '}
                ·{' '}
                <a href={`${here}/${one.id}.docx`} aria-label={`Word: ${what}`}>
                  Word
                </a>
                {one.step && !one.cancelledOn && (
                  <>
                    {' '}
                    ·{' '}
                    <a href={stepPaths.strike(one.step)} aria-label={`${t.documentCancel}: ${what}`}>
                      {t.documentCancel}
                    </a>
                  </>
                )}
              </>,
            ];
          })}
        />
      )}
      {filePapers.length > 0 && (
        <>
          <h2>{t.filePapers}</h2>
          <ul>
            {filePapers.map((paper) => (
              <li key={paper}>
                {t.filePaperNames[paper]}:{' '}
                <a href={`${here}/ho-so/${paper}.pdf`} aria-label={`PDF: ${t.filePaperNames[paper]}`}>
                  PDF
                </a>{' '}
                ·{' '}
                <a href={`${here}/ho-so/${paper}.docx`} aria-label={`Word: ${t.filePaperNames[paper]}`}>
                  Word
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {possible.length > 0 && (
        <>
          <h2>{t.documentsPossible}</h2>
          <Table
            caption={t.documentsPossible}
            hideCaption
            cards
            columns={[{ label: t.document }, { label: t.documentPreview }, { label: t.documentIssue }]}
            rows={possible.map((kind) => [
              documentNames[language][kind],
              <a
                href={`${here}/xem/${kind}.pdf`}
                aria-label={`${t.documentPreview}: ${documentNames[language][kind]}`}
              >
                {t.documentPreview}
              </a>,
              <form method="post" action={here} class="inline">
                <Hidden values={{ key: keys[kind], kind }} />
                <button
                  type="submit"
                  class="second"
                  data-once="…"
                  aria-label={`${t.documentIssue}: ${documentNames[language][kind]}`}
                >
                  {t.documentIssue}
                </button>
              </form>,
            ])}
          />
        </>
      )}
    </Layout>
  );
}
