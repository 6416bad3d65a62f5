import { looksOf } from '../../ground/duty/subject.ts';
import { paths } from '../../ground/places.ts';
import { foundByTitle } from '../../ground/public-face.ts';
import type { Part } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { dialogueFigures } from './catalogue.ts';
import { consultationRoutes } from './consultation.routes.ts';
import { listConsultations } from './consultation.store.ts';
import { dialoguePromises, owedThisYear } from './dialogue.service.ts';
import { listDialogues } from './dialogue.store.ts';
import { dialogueInbox } from './inbox.ts';
import { dialogueNews } from './news-source.ts';
import { dialoguePaths as to } from './paths.ts';
import { dialogueRoutes } from './routes.ts';
import { loadSampleDialogues } from './sample.ts';
import { dialogueWork } from './unit.work.ts';

/** Heads meet people: questions ahead, answers, promises that become duties; drafts people are asked about. */
export const dialogues: Part = {
  name: 'dialogues',
  late: [
    {
      code: 'dialogues',
      name: { vi: 'Đối thoại, việc hứa', en: 'Dialogues and promises' },
      types: ['dialoguePromise', 'dialogue', 'consultation', 'dialogueCall', 'dialogueYear'],
    },
  ],
  menu: [
    { where: 'desk', at: 50, href: paths.deskDialogues, label: { vi: 'Đối thoại', en: 'Dialogues' } },
    { where: 'foot', at: 30, href: paths.dialogues, label: { vi: 'Đối thoại', en: 'Dialogues' } },
    { where: 'foot', at: 31, href: paths.consultations, label: { vi: 'Lấy ý kiến', en: 'Consultations' } },
    {
      where: 'foot',
      at: 32,
      href: paths.disclosures,
      label: { vi: 'Nội dung phải công khai', en: 'What has to be published' },
    },
  ],
  work: dialogueWork,
  routes(web) {
    dialogueRoutes(web);
    consultationRoutes(web);
  },
  promises: [dialoguePromises],
  dutySubjects: [
    {
      type: 'dialoguePromise',
      async look(db, ids) {
        const rows = await db.rows<{ id: string; title: string; dialogue: string }>(
          sql`select id, text as title, dialogue_id as dialogue from dialogue_promise where id = any(${ids}::uuid[])`,
        );
        return looksOf(rows.map((row) => ({ ...row, href: to.one(row.dialogue) })));
      },
    },
    {
      type: 'dialogue',
      async look(db, ids) {
        const rows = await db.rows<{ id: string; title: string }>(
          sql`select id, title from dialogue where id = any(${ids}::uuid[]) and announced_on is not null`,
        );
        return looksOf(rows.map((row) => ({ ...row, href: to.one(row.id) })));
      },
    },
    {
      type: 'consultation',
      async look(db, ids) {
        const rows = await db.rows<{ id: string; title: string }>(
          sql`select id, title from consultation where id = any(${ids}::uuid[])`,
        );
        return looksOf(rows.map((row) => ({ ...row, href: to.consultation(row.id) })));
      },
    },
  ],
  figures: dialogueFigures,
  inbox: dialogueInbox,
  news: dialogueNews,
  upkeep: owedThisYear,
  async home({ db, clock }) {
    const today = clock();
    const rows = await db.rows<{ id: string; title: string; day: PlainDate }>(sql`
      select id, title, on_day as day from dialogue
      where state = 'announced' and on_day >= (${today}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date
      order by on_day limit 3`);
    return {
      title: { vi: 'Đối thoại với Nhân dân', en: 'Dialogues with the people' },
      lines: rows.map(({ id, title, day }) => ({
        text: { vi: `${formatDate(day)}: ${title}`, en: `${formatDate(day)}: ${title}` },
        href: to.one(id),
      })),
      none: { vi: 'Chưa có cuộc đối thoại nào được thông báo.', en: 'No dialogue is announced.' },
      more: {
        href: to.public,
        text: { vi: 'Hỏi trước, đăng ký dự, việc đã hứa', en: 'Ask, take part, promises' },
      },
    };
  },
  async search({ db }, { words, limit }) {
    const rows = (await listDialogues(db, { publicOnly: true, limit: 500 })).map((one) => ({
      title: one.title,
      href: to.one(one.id),
      on: one.onDay,
    }));
    const drafts = (await listConsultations(db)).map((one) => ({
      title: one.title,
      href: to.consultation(one.id),
      on: one.postedOn,
    }));
    return foundByTitle([...rows, ...drafts], words, { vi: 'Đối thoại, lấy ý kiến', en: 'Dialogues' }, limit);
  },
  sample: loadSampleDialogues,
};
