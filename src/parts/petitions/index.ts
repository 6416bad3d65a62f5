import { looksOf } from '../../ground/duty/subject.ts';
import { paths } from '../../ground/places.ts';
import type { Part } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { named } from '../../platform/language.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { caseAddresses } from './addresses.ts';
import { citizenApi } from './api.citizen.ts';
import { officerApi } from './api.officer.ts';
import { publicApi } from './api.public.ts';
import { petitionFigures } from './catalogue.ts';
import { closeMonths, foldTotals } from './cells.ts';
import { deskRoutes } from './desk.routes.ts';
import { documentRoutes } from './document.routes.ts';
import { figuresRoutes } from './figures.routes.ts';
import { followRoutes } from './follow.routes.ts';
import { identityRoutes } from './identity.routes.ts';
import { petitionInbox } from './inbox.ts';
import { intakeRoutes } from './intake.routes.ts';
import { keptRoutes } from './kept.routes.ts';
import { knownPaper, knownSteps } from './known.ts';
import { lateRoutes } from './late.routes.ts';
import { kindNames } from './names.ts';
import { caseNews } from './news-source.ts';
import { petitionTables } from './open-tables.ts';
import { open311Routes } from './open311.routes.ts';
import { petitionOpenness } from './openness.ts';
import { paperRoutes } from './paper.routes.ts';
import { deskPaths } from './paths.ts';
import { listPublished } from './petition.store.ts';
import { kinds } from './petition.ts';
import { processRoutes } from './process.routes.ts';
import { petitionOpenings } from './proof.ts';
import { publicRoutes } from './public.routes.ts';
import { publicationRoutes } from './publication.routes.ts';
import { registerRoutes } from './register.routes.ts';
import { loadSampleCases } from './sample.ts';
import { petitionSettling } from './settle.service.ts';
import { signRoutes } from './signs.routes.ts';
import { statisticsRoutes } from './statistics.routes.ts';
import { petitionDesk } from './take-down.ts';
import { templateRoutes } from './template.routes.ts';
import { texts } from './texts.ts';
import { petitionWork } from './unit.work.ts';
import { whoRoutes } from './who.routes.ts';
import { wordTemplateRoutes } from './word-template.routes.ts';

// A month's rows are written anew when this many were added.
const foldedFrom = 1000;

/** Complaints, denunciations, recommendations and reflections, from the form to the figures. */
export const petitions: Part = {
  name: 'petitions',
  settling: petitionSettling,
  late: [
    {
      code: 'petitions',
      name: { vi: 'Đơn, vụ việc', en: 'Petitions' },
      types: ['petition'],
      // Sealed matters are counted for nobody who looks over units.
      joins: sql`join petition_count one on one.petition_id = duty.subject_id and one.kind <> 'denunciation'`,
      kind: sql`one.kind`,
      kinds: kinds.map((kind) => ({ code: kind, name: { vi: kindNames.vi[kind], en: kindNames.en[kind] } })),
      list: (unit, kind) =>
        `${deskPaths.cases}?${new URLSearchParams({ ...(kind && { loai: kind }), donvi: unit.code, han: 'qua' })}`,
    },
  ],
  menu: [
    { where: 'top', at: 0, href: paths.intake, label: { vi: 'Nộp đơn', en: 'Hand in a petition' } },
    { where: 'top', at: 10, href: paths.follow, label: { vi: 'Theo dõi đơn', en: 'Follow a petition' } },
    { where: 'top', at: 30, href: paths.cases, label: { vi: 'Vụ việc công khai', en: 'Published cases' } },
    {
      where: 'desk',
      at: 95,
      href: paths.cases,
      label: { vi: 'Vụ việc công khai', en: 'Published cases' },
      who: 'all',
    },
    {
      where: 'foot',
      at: 0,
      href: paths.process,
      label: { vi: 'Quy trình giải quyết', en: 'How petitions are handled' },
    },
  ],
  work: petitionWork,
  desk: petitionDesk,
  async search({ db }, { query, limit }) {
    const found = await listPublished(db, { query, before: undefined, limit });
    return found.map((one) => ({
      sort: { vi: 'Vụ việc công khai', en: 'Published cases' },
      title: one.publicTitle ?? '',
      language: one.language,
      href: `${paths.cases}/${one.publicId}`,
      ...(one.publishedAt && { on: dayInVietnam(one.publishedAt) }),
    }));
  },
  async upkeep(services) {
    await closeMonths(services);
    await foldTotals(services.db, foldedFrom);
  },
  dutySubjects: [
    {
      type: 'petition',
      // The database's own floor hides what is sealed.
      open: sql`exists (select from petition where petition.id = duty.subject_id)`,
      async look(db, ids) {
        const rows = await db.rows<{ id: string; number: number; title: string }>(
          sql`select id, number, title from petition where id = any(${ids}::uuid[]) and kind <> 'denunciation'`,
        );
        return looksOf(
          rows.map(({ id, number, title }) => ({
            id,
            title: `№ ${number} · ${title}`,
            href: deskPaths.case(id),
          })),
        );
      },
    },
  ],
  figures: petitionFigures,
  openings: petitionOpenings,
  openTables: petitionTables,
  addresses: caseAddresses,
  news: caseNews,
  openness: petitionOpenness,
  inbox: petitionInbox,
  deskLinks: [
    { href: deskPaths.cases, label: named(texts)('allCases') },
    { href: deskPaths.paper, label: named(texts)('paperTitle') },
    { href: deskPaths.templates, label: named(texts)('templatesTitle') },
    { href: deskPaths.wordTemplates, label: named(texts)('wordTemplatesTitle') },
    { href: deskPaths.signs, label: named(texts)('signsTitle') },
    { href: deskPaths.statistics, label: named(texts)('statisticsTitle') },
  ],
  steps: [...Object.values(knownSteps), knownPaper],
  routes(web) {
    intakeRoutes(web);
    followRoutes(web);
    keptRoutes(web);
    publicRoutes(web);
    publicationRoutes(web);
    templateRoutes(web);
    signRoutes(web);
    statisticsRoutes(web);
    deskRoutes(web);
    identityRoutes(web);
    lateRoutes(web);
    documentRoutes(web);
    wordTemplateRoutes(web);
    paperRoutes(web);
    registerRoutes(web);
    whoRoutes(web);
    figuresRoutes(web);
    processRoutes(web);
    citizenApi(web);
    officerApi(web);
    publicApi(web);
    open311Routes(web);
  },
  sample: (client, world, { petitions: count, ...options }) =>
    loadSampleCases(client, world, { ...options, count, recordAll: true }),
};
