import { formatCode } from '../../ground/code.ts';
import type { PetitionDesk } from '../../ground/petition-desk.ts';
import { paths } from '../../ground/places.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { publishedAbout } from './about.store.ts';
import { sightOf } from './desk.service.ts';
import { checkIntake, inWords } from './intake.ts';
import { faultTexts, stateNames } from './names.ts';
import { deskPaths } from './paths.ts';
import { findCases } from './petition.store.ts';
import { submit } from './submit.ts';

/** Petitions as other parts take them down and look them up. */
export const petitionDesk: PetitionDesk = {
  searchAddress: (words, kind) =>
    `${deskPaths.cases}?${new URLSearchParams({ tim: words, ...(kind && { loai: kind }) })}`,

  async matters(services, officer, words, limit) {
    const query = searchQuery(words);
    if (!query) return [];
    const rows = await findCases(services.db, {
      // Sealed matters are found by nobody through another part.
      sight: { ...sightOf(officer), seesSealed: false },
      query,
      number: undefined,
      kind: undefined,
      state: undefined,
      unit: undefined,
      before: undefined,
      limit,
    });
    return rows.map((row) => ({
      id: row.petitionId,
      number: row.number,
      title: row.title,
      receivedOn: row.receivedOn,
      state: stateNames.vi[row.state],
      href: deskPaths.case(row.petitionId),
    }));
  },

  async publishedAbout(services, page, limit) {
    const cases = await publishedAbout(services.db, page, limit);
    return cases.map((one) => ({
      title: one.title,
      href: `${paths.cases}/${one.publicId}`,
      publishedOn: dayInVietnam(one.publishedAt),
    }));
  },

  async take(services, given, { source, key, language }) {
    const checked = checkIntake(given, services.clock(), {
      onPaper: services.config.sealedIdentities === 'onPaper',
    });
    if (!checked.ok) return { ok: false, faults: inWords(checked.faults, faultTexts[language]) };
    const done = await submit(services, checked.intake, { key, source, language, fileIds: [] });
    if ('faults' in done) return { ok: false, faults: inWords(done.faults, faultTexts[language]) };
    const { id, number, dueOn } = done.submitted;
    return { ok: true, taken: { id, number, code: formatCode(done.code), dueOn } };
  },
};
