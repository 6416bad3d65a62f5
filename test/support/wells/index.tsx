import { h } from 'preact';
import { worksIn } from '../../../src/ground/access/decision.ts';
import { action, type OfficersPage, officerPage } from '../../../src/ground/actions.ts';
import { countRows } from '../../../src/ground/figure/counted.ts';
import { asAsked } from '../../../src/ground/hall/inbox.ts';
import { unitNamed } from '../../../src/ground/organization/organization.ts';
import { moveRows, undivided, type WorkGroup } from '../../../src/ground/organization/work.ts';
import { paths } from '../../../src/ground/places.ts';
import { foundByTitle } from '../../../src/ground/public-face.ts';
import { enterNext } from '../../../src/ground/record/next.ts';
import { Refused, refusals } from '../../../src/ground/refused.ts';
import { strike } from '../../../src/ground/step/undo.ts';
import { frameOf, type Part, publicPage } from '../../../src/ground/web.ts';
import { type Queries, sql } from '../../../src/platform/database/database.ts';
import { newId } from '../../../src/platform/id.ts';
import { ActionForm, FormNotes, type FormState } from '../../../src/platform/page/form.tsx';
import type { FormSpec } from '../../../src/platform/page/form-spec.ts';
import type { Frame } from '../../../src/platform/page/frame.ts';
import { EmptyState, Table } from '../../../src/platform/page/kit.tsx';
import { Layout } from '../../../src/platform/page/layout.tsx';
import { formatDate, type PlainDate, parsePlainDate } from '../../../src/platform/time.ts';

// A part as small as one can be: drinking wells, which a unit digs and has to have checked by a day.

export const wellPaths = { list: '/gieng', desk: `${paths.desk}gieng` };
const name = { vi: 'Giếng nước', en: 'Wells' };

interface Well {
  id: string;
  name: string;
  unit: string;
  checkOn: PlainDate;
}
const wells = (db: Queries) =>
  db.rows<Well>(sql`select id, name, unit_id as unit, check_on as "checkOn" from well order by check_on, id`);

const wellForm = {
  name: { kind: 'text', label: { vi: 'Tên giếng', en: 'Name' } },
  deep: { kind: 'number', label: { vi: 'Sâu (cm)', en: 'Depth (cm)' }, atLeast: 1 },
  checkOn: { kind: 'day', label: { vi: 'Kiểm nước vào ngày', en: 'Water to be checked on' } },
} as const satisfies FormSpec;

function WellsPage({ frame, list, state }: { frame: Frame; list: readonly Well[]; state?: FormState }) {
  const { language } = frame;
  return (
    <Layout frame={frame} title={name[language]}>
      <h1>{name[language]}</h1>
      {state && <FormNotes state={state} />}
      {state && <ActionForm base={wellPaths.desk} action="them" state={state} />}
      {list.length === 0 ? (
        <EmptyState title="—" />
      ) : (
        <Table
          caption={name[language]}
          columns={[{ label: name[language] }, { label: wellForm.checkOn.label[language] }]}
          rows={list.map((one) => [one.name, formatDate(one.checkOn)])}
        />
      )}
    </Layout>
  );
}

const toCheck = sql`checked_on is null`;

/** The part, as `src/parts/index.ts` would list it. */
export const wellsPart: Part = {
  name: 'wells',
  menu: [
    { where: 'desk', at: 75, href: wellPaths.desk, label: name },
    { where: 'foot', at: 45, href: wellPaths.list, label: name },
  ],
  routes(web) {
    const { services } = web;
    const { db } = services;
    publicPage(web, wellPaths.list, async (request) =>
      h(WellsPage, { frame: await frameOf(web, request), list: await wells(db) }),
    );
    const show: OfficersPage = async (request, officer, state) =>
      h(WellsPage, { frame: await frameOf(web, request, officer), list: await wells(db), state });
    officerPage(web, wellPaths.desk, show, {
      them: action(
        { vi: 'Ghi giếng mới', en: 'Enter a well' },
        wellForm,
        strike,
        async (tx, { who, given }) => {
          if (!worksIn(who, who.unit)) throw new Refused(refusals.notAllowed);
          const id = newId<'well'>();
          await tx.run(sql`
            insert into well (id, unit_id, name, deep_cm, check_on)
            values (${id}, ${who.unit}, ${given.name}, ${given.deep}, ${given.checkOn})`);
          const facts = { name: given.name, deep_cm: given.deep };
          await enterNext(services, tx, who, { type: 'well.dug', subject: id, facts });
        },
      ),
    });
  },
  work: {
    type: 'well',
    name,
    ...undivided,
    open: (db, units) =>
      db.rows<WorkGroup>(sql`
        select unit_id as unit, null as area, 'well' as kind, count(*)::int as count from well
        where ${toCheck} and unit_id = any(${units}::uuid[]) group by unit_id`),
    move: (tx, moving) =>
      moveRows(tx, moving, {
        type: 'well',
        table: sql`well`,
        alias: sql`one`,
        state: sql`case when one.checked_on is null then 'open' else 'checked' end`,
        open: ['open'],
      }),
  },
  inbox: {
    name,
    async lines({ db }, officer, asked) {
      const rows = await db.rows<Well & { unitVi: string; unitEn: string }>(sql`
        select well.id, name, check_on as "checkOn", unit.name_vi as "unitVi", unit.name_en as "unitEn"
        from well join ${unitNamed(sql`well.unit_id`, sql`unit`)} on true
        where ${toCheck} and well.unit_id = ${officer.unit} order by check_on, well.id limit ${asked.limit}`);
      const lines = rows.map((row) => ({
        key: row.id,
        dueOn: row.checkOn,
        title: row.name,
        duty: { vi: 'Kiểm nước', en: 'Check the water' },
        unit: { vi: row.unitVi, en: row.unitEn },
        href: wellPaths.desk,
      }));
      return asAsked(lines, asked);
    },
  },
  async search({ db }, { words, limit }) {
    const rows = (await wells(db)).map((one) => ({ title: one.name, href: wellPaths.list }));
    return foundByTitle(rows, words, name, limit);
  },
  figures: [
    {
      code: 'wells-checked',
      name: { vi: 'Giếng đã kiểm nước', en: 'Wells checked' },
      definition: {
        vi: 'Giếng đến hạn trong tháng đã kiểm nước.',
        en: 'Wells due in the month that were checked.',
      },
      denominator: { vi: 'Giếng đến hạn', en: 'Wells due' },
      counts: { vi: 'giếng', en: 'wells' },
      better: 'more',
      owner: name,
      smallCells: { vi: 'Không có.', en: 'None.' },
      recipe: { vi: 'Đếm giếng theo ngày đến hạn.', en: 'Count wells by the day they were due.' },
      since: parsePlainDate('2020-01-01'),
      behind: () => wellPaths.list,
      count: ({ db }, asked) =>
        countRows(db, asked, {
          from: sql`well`,
          day: sql`check_on`,
          done: (asOf) => sql`checked_on <= ${asOf}`,
        }),
    },
  ],
};
