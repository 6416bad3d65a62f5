// What the desk and the officers wait for, on a locality with many petitions and visits, without HTTP.
// Usage: npm run bench -- desk [sizes…]; a size is petitions and visits alike.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import pg from 'pg';
import { checkNameAndPassword } from '../../src/ground/access/account.ts';
import { beginSession, readSession } from '../../src/ground/access/session.ts';
import type { UnitId } from '../../src/ground/organization/organization.ts';
import { samplePassword } from '../../src/ground/sample/locality.ts';
import { allCells } from '../../src/parts/petitions/cells.ts';
import { type DocumentFacts, documentOf } from '../../src/parts/petitions/document.ts';
import { countCases } from '../../src/parts/petitions/figures.ts';
import { comparable } from '../../src/parts/petitions/petition.store.ts';
import { similarCases } from '../../src/parts/petitions/similar.ts';
import { enterVisit } from '../../src/parts/receptions/visit.service.ts';
import type { VisitGiven } from '../../src/parts/receptions/visit.ts';
import { sql } from '../../src/platform/database/database.ts';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { pdfOf } from '../../src/platform/document/pdf.ts';
import { addDays, dayInVietnam, firstOfMonth, parsePlainDate } from '../../src/platform/time.ts';
import { foldedWords } from '../../src/platform/vietnamese.ts';
import { percentile } from './load.ts';
import { build } from './place.ts';
import { servicesOf } from './services.ts';

const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(100_000, 1_000_000);
const turns = 200;

async function times(count: number, work: (turn: number) => Promise<unknown> | unknown): Promise<number[]> {
  const all: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    const began = performance.now();
    await work(turn);
    all.push(performance.now() - began);
  }
  return all;
}

const show = (name: string, asked: string, all: number[]) =>
  console.log(
    `| ${name} | ${asked} | ${percentile(all, 0.5).toFixed(1)} | ${percentile(all, 0.95).toFixed(1)} |`,
  );

console.log(
  `\nMachine: ${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB; Node ${process.version}; embedded PostgreSQL 18.\n`,
);
for (const size of sizes) {
  const place = await build(size);
  const server = await startEmbedded(place.folder);
  const services = await servicesOf(place.folder, server.url);
  try {
    await services.record.start();
    const { db } = services;
    const now = new Date();
    const today = dayInVietnam(now);
    const { known } = await checkNameAndPassword(db, 'chuyenvien', samplePassword);
    const person = known?.personId;
    if (!person) throw new Error('no sample officer');
    const token = await beginSession(db, person, { method: 'password', device: 'bench', now });
    const officer = token && (await readSession(db, token, now));
    if (!officer) throw new Error('cannot sign in');

    // By a connection of its own: the program's give up after some seconds.
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const bulk = sql`
      insert into reception_visit (id, unit_id, unit_then, year, number, on_day, at, name, address, people, kind,
        matter, statement, signed, outcome, received_by, words)
      select gen_random_uuid(), ${officer.unit}, ${officer.unit}, 2000 + n % 20, n, ${today}::date - n % 1800,
        now() - make_interval(days => n % 1800), 'Người ' || n, 'Khóm ' || n % 9, 1, 'recommendation',
        'Việc số ' || n, 'Xin xem lại việc số ' || n, 'spoken', 'guide', ${officer.post}, to_tsvector('simple', 'viec so ' || n)
      from generate_series(1, ${size}) n`;
    await client.query(bulk.text, bulk.values);
    await client.query('vacuum analyze');
    await client.end();

    console.log(`## ${size.toLocaleString('en')} petitions, ${size.toLocaleString('en')} visits\n`);
    console.log('| what | asked for | median ms | p95 ms |\n| --- | --- | ---: | ---: |');

    const visit: VisitGiven = {
      session: null,
      booking: null,
      name: 'Người Mẫu',
      address: 'Khóm 2',
      phone: '0912345678',
      identityNote: null,
      people: 1,
      representatives: null,
      kind: 'recommendation',
      matter: 'Xin nâng đường hẻm 5',
      statement: 'Đường hẻm 5 ngập mỗi khi triều cường, xe không vào được.',
      signed: 'spoken',
      against: null,
      handledBefore: null,
      outcome: 'guide',
      outcomeText: 'Bộ phận một cửa',
      refusalGround: null,
      note: null,
      promise: null,
    };
    const enter = (outcome: VisitGiven['outcome']) => () =>
      enterVisit(
        services,
        officer,
        { ...visit, outcome },
        { key: randomBytes(18).toString('base64url'), language: 'vi' },
      );
    show('desk entry to log', '< 100', await times(turns, enter('guide')));
    show('desk entry to log, with its petition and duty', '< 100', await times(turns, enter('accept')));

    const busiest = await db.one<{ unit: UnitId }>(
      sql`select unit_id as unit from petition group by unit_id order by count(*) desc limit 1`,
    );
    const said = [
      'Đường ngập sâu sau mưa trước trường học',
      'Rác tồn đọng nhiều ngày ở chợ',
      'Đèn chiếu sáng hỏng',
    ];
    show(
      'similar petitions suggested',
      '< 100',
      await times(turns, (turn) => {
        const words = comparable(foldedWords(said[turn % said.length] as string).join(' '));
        return similarCases(db, { words, unit: busiest.unit, since: addDays(today, -365) }, 5);
      }),
    );

    const facts: DocumentFacts = {
      petition: {
        number: 1,
        kind: 'complaint',
        route: 'general',
        variety: 'ordinary',
        state: 'answered',
        title: 'Xem lại quyết định thu hồi đất',
        receivedOn: parsePlainDate('2026-11-02'),
        passedOnBy: null,
      },
      sender: { name: 'Người Mẫu', address: 'Khóm 2' },
      unit: 'UBND Phường Bạc Liêu',
      parent: null,
      place: 'Bạc Liêu',
      head: { title: 'Chủ tịch', name: 'Người Mẫu' },
      text: Array.from({ length: 12 }, (_, at) => `Điều ${at + 1}. Nội dung giải quyết thứ ${at + 1}.`).join(
        '\n',
      ),
      receiver: null,
      ground: null,
      dueOn: today,
    };
    show(
      'decision as PDF',
      '< 300',
      await times(turns, (turn) => pdfOf(documentOf('decision', facts, turn + 1, today))),
    );

    const period = { from: addDays(today, -5 * 365), to: today };
    show(
      'figures of one month, by unit',
      '< 1000',
      await times(20, () => countCases(db, { from: addDays(today, -30), to: today, today })),
    );
    show(
      'figures of five years, by unit',
      '< 1000',
      await times(10, () => countCases(db, { ...period, today })),
    );
    show(
      'figures of five years, by unit and month',
      '< 1000',
      await times(10, () => allCells(db, firstOfMonth(period.from), firstOfMonth(period.to), today)),
    );
    console.log('');
  } finally {
    await services.close();
    await server.stop();
    rmSync(place.folder, { recursive: true, force: true });
  }
}
