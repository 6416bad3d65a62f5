import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { isSetUp } from '../../ground/access/account-request.ts';
import { mayOrganize } from '../../ground/access/decision.ts';
import { invite } from '../../ground/access/invitation.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import type { PersonId } from '../../ground/organization/organization.ts';
import { lockOrganization } from '../../ground/organization/reorganisation.store.ts';
import { takeOnPage } from '../../ground/step/take.ts';
import { frameOf, requireOfficer, type Web } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import { sendSheets } from '../../platform/sheet/send.ts';
import { readSheets, UnreadableSheet, writeCsv, writeWorkbook } from '../../platform/sheet/sheet.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { badSheets, DryRunPage, ExchangePage, ImportedPage } from './exchange.pages.tsx';
import { addImported, exportRows, keepDraft, readDraft, readExisting, takeDraft } from './exchange.store.ts';
import { type Import, readImport, type SheetName, sheetColumns } from './exchange.ts';
import { knownImport } from './known.ts';
import { organizationPaths } from './paths.ts';

const sheetNames = Object.keys(sheetColumns) as SheetName[];
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Units, posts and people as spreadsheets: out, and in after a dry run. */
export function exchangeRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site, record, config } = services;
  const today = () => dayInVietnam(clock());

  const administrator = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireOfficer(web, request);
    if (!mayOrganize(officer, 'managePeople')) throw notFound();
    return officer;
  };
  const showForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    fault?: 'unreadable' | 'tooBig' | 'missing' | 'gone' | 'changed',
  ) =>
    sendPage(
      reply,
      h(ExchangePage, { frame: await frameOf(web, request, officer), key_: newKey(), fault }),
      fault ? 422 : 200,
    );

  app.get(organizationPaths.exchange, async (request, reply) =>
    showForm(request, reply, await administrator(request)),
  );

  app.get(`${organizationPaths.exchange}/tat-ca.xlsx`, async (request, reply) => {
    await administrator(request);
    const rows = await exportRows(db, today());
    const sheets = sheetNames.map((name) => ({ name, header: [...sheetColumns[name]], rows: rows[name] }));
    return reply
      .type(xlsxType)
      .header('content-disposition', 'attachment; filename="gandan-bo-may.xlsx"')
      .header('cache-control', 'no-store')
      .send(await writeWorkbook(sheets));
  });

  for (const name of sheetNames) {
    app.get(`${organizationPaths.exchange}/${name}.csv`, async (request, reply) => {
      await administrator(request);
      const rows = await exportRows(db, today());
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}.csv"`)
        .header('cache-control', 'no-store')
        .send(writeCsv({ name, header: [...sheetColumns[name]], rows: rows[name] }));
    });
  }

  app.get<{ Params: { draft: string } }>(
    `${organizationPaths.exchange}/loi/:draft.xlsx`,
    async (request, reply) => {
      const officer = await administrator(request);
      const draft = parseId(request.params.draft);
      const kept = draft && (await readDraft<Import>(db, draft, officer.person));
      const [first, ...more] = kept ? badSheets(kept, request.language) : [];
      if (!first) throw notFound();
      return sendSheets(reply, 'xlsx', 'dong-loi', [first, ...more]);
    },
  );

  app.post(organizationPaths.exchange, async (request, reply) => {
    const officer = await administrator(request);
    const { files } = await readForm(request);
    const [file] = files;
    if (!file) return showForm(request, reply, officer, 'missing');
    if (file.truncated) return showForm(request, reply, officer, 'tooBig');
    let result: Import;
    try {
      result = readImport(await readSheets(file.name, file.bytes), await readExisting(db, today()));
    } catch (error) {
      if (!(error instanceof UnreadableSheet)) throw error;
      return showForm(request, reply, officer, error.fault);
    }
    const draft = newId();
    await keepDraft(db, draft, officer.person, file.name, result, clock());
    return sendPage(
      reply,
      h(DryRunPage, { frame: await frameOf(web, request, officer), file: file.name, draft, result }),
    );
  });

  app.post(`${organizationPaths.exchange}/nhap`, async (request, reply) => {
    const officer = await administrator(request);
    const { values } = await readForm(request);
    const draft = parseId(values.draft ?? '');
    if (!draft) throw notFound();
    const imported = await changedSince(() =>
      takeOnPage(services, officer, knownImport, organizationPaths.exchange, async (tx) => {
        await lockOrganization(tx);
        // Taken away in the same transaction: a second click finds nothing to import.
        const rows = await takeDraft<Import>(tx, draft, officer.person);
        if (!rows) return undefined;
        await addImported(tx, rows);
        await record.append(tx, {
          type: 'organization.imported',
          subject: draft,
          seq: 1,
          role: officer.role,
          unit: officer.unitCode,
          facts: { units: rows.units.length, posts: rows.posts.length, people: rows.people.length },
          sealed: { post: officer.post },
        });
        tx.afterCommit(() => site.forget());
        return rows;
      }),
    );
    if (imported === 'changed') return showForm(request, reply, officer, 'changed');
    if (!imported) return showForm(request, reply, officer, 'gone');
    const links: { username: string; link: string }[] = [];
    for (const username of new Set(imported.people.map((person) => person.username))) {
      const { id } = await db.one<{ id: PersonId }>(
        sql`select person_id as id from account where username = ${username}`,
      );
      if (await isSetUp(db, id)) continue;
      const { token } = await invite(db, id, officer.person, clock());
      links.push({ username, link: `${config.publicUrl}/loi-moi/${token}` });
    }
    return sendPage(reply, h(ImportedPage, { frame: await frameOf(web, request, officer), links }));
  });
}

// Unique, foreign key, exclusion: the organisation is no longer what the dry run saw.
const integrity = ['23505', '23503', '23P01'];

/** Runs an import; `changed` when what it rests on has changed since its dry run, and nothing was done. */
async function changedSince<Result>(work: () => Promise<Result>): Promise<Result | 'changed'> {
  try {
    return await work();
  } catch (error) {
    if (integrity.includes((error as { code?: string }).code ?? '')) return 'changed';
    throw error;
  }
}
