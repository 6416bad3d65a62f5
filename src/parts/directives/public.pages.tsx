import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Pagination, Summary, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { DocumentHead, DocumentLine } from './document.store.ts';
import { documentTitle } from './document.title.ts';
import { type Document, type DocumentStanding, nameOf, type TreeNode } from './document.ts';
import { directivePaths as to } from './paths.ts';
import type { TaskLine } from './task.store.ts';
import type { CellCounts } from './task.ts';
import { texts } from './texts.ts';
import { CellBadge, CellFigures, StandingBadge, Tree } from './view.tsx';

/** Documents the office opened to all. */
export function PublicDocumentsPage(props: {
  frame: Frame;
  query: string;
  documents: readonly DocumentLine[];
  standing(document: DocumentLine): DocumentStanding;
  next: string | undefined;
}) {
  const { frame, query, documents, standing, next } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.documents} description={t.publicLead} wide>
      <h1>{t.documents}</h1>
      <p class="lead">{t.publicLead}</p>
      <form method="get" action={to.public} class="filters">
        <div class="field grow">
          <label for="tim">{t.search}</label>
          <input type="search" id="tim" name="tim" value={query} />
        </div>
        <button type="submit" class="second">
          {t.filter}
        </button>
      </form>
      {documents.length === 0 ? (
        <EmptyState title={t.noDocuments} />
      ) : (
        <Table
          caption={t.documents}
          hideCaption
          columns={[{ label: t.abstract }, { label: t.issuer }, { label: t.issuedOn }, { label: t.state }]}
          rows={documents.map((one) => [
            <a href={to.publicDocument(one.id)}>{documentTitle(one, language)}</a>,
            one.issuer,
            <span class="nowrap">{formatDate(one.issuedOn)}</span>,
            <StandingBadge standing={standing(one)} language={language} />,
          ])}
        />
      )}
      <Pagination language={language} next={next} />
    </Layout>
  );
}

/** A document open to all: what it rests on, and how far its tasks are, unit by unit. No names of people. */
export function PublicDocumentPage(props: {
  frame: Frame;
  document: Document;
  standing: DocumentStanding;
  tree: readonly TreeNode<DocumentHead>[];
  standingOf(document: DocumentHead): DocumentStanding;
  tasks: readonly TaskLine[];
  counts: CellCounts;
  day: PlainDate;
  unitName(unit: UnitId): string;
  unit: Unit | undefined;
}) {
  const { frame, document, standing, tree, standingOf, tasks, counts, day, unitName } = props;
  const { language } = frame;
  const t = texts[language];
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
  return (
    <Layout frame={frame} title={documentTitle(document, language)} wide>
      <p class="back">
        <a href={to.public}>← {t.documents}</a>
      </p>
      <h1>{documentTitle(document, language)}</h1>
      <Summary
        rows={[
          [t.issuer, document.issuer],
          [t.issuedOn, formatDate(document.issuedOn)],
          [t.signer, document.signerTitle],
          [t.standing, <StandingBadge standing={standing} language={language} />],
          ...(document.file
            ? ([[t.file, <a href={`${to.publicDocument(document.id)}/tep`}>{document.file.name}</a>]] as [
                string,
                preact.JSX.Element,
              ][])
            : []),
        ]}
      />
      {tree.some((node) => node.below.length > 0) && (
        <section class="full">
          <h2>{t.tree}</h2>
          <Tree
            nodes={tree}
            standing={standingOf}
            href={(one) => (one.open ? to.publicDocument(one.id) : undefined)}
            here={document.id}
            language={language}
          />
        </section>
      )}
      <section class="full">
        <h2>{t.tasks}</h2>
        {tasks.length === 0 ? (
          <p class="muted">{t.noTasks}</p>
        ) : (
          <>
            <CellFigures counts={counts} language={language} />
            <p class="muted">{t.leavesNote(formatInteger(all))}</p>
            <Table
              caption={`${t.tasks}: ${nameOf(document)}`}
              hideCaption
              columns={[{ label: t.what }, { label: t.doneBy }, { label: t.due }, { label: t.state }]}
              rows={tasks.map((task) => [
                task.title,
                unitName(task.unitId),
                task.dueOn ? formatDate(task.dueOn) : t.dueContinuous,
                <CellBadge task={task} day={day} language={language} />,
              ])}
            />
          </>
        )}
      </section>
    </Layout>
  );
}
