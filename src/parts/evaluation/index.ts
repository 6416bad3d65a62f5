import { isHead } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { asAsked, dutyAsked, dutyName, type InboxAsked, type InboxLine } from '../../ground/hall/inbox.ts';
import { type UnitWork, undivided } from '../../ground/organization/work.ts';
import { paths } from '../../ground/places.ts';
import type { Services } from '../../ground/services.ts';
import type { Part } from '../../ground/web.ts';
import { plannedAnew, sql } from '../../platform/database/database.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { knownFileSteps, knownSteps } from './known.ts';
import { evaluationPaths } from './paths.ts';
import { lastLevels } from './round.store.ts';
import { evaluationRoutes } from './routes.ts';
import { loadSampleEvaluation } from './sample.ts';
import { fileStateNames, levelNames, texts } from './texts.ts';

/** Rounds follow the agency, closed ones too, so that their papers have somebody who answers for them. */
const evaluationWork: UnitWork = {
  type: 'evaluation',
  name: { vi: 'Đợt đánh giá đang mở', en: 'Open rounds of rating' },
  ...undivided,
  open: (db, units) =>
    db.rows(sql`
      select unit_id as unit, null as area, 'round' as kind, count(*)::int as count from evaluation_round
      where unit_id = any(${units}::uuid[]) and state = 'open' group by unit_id`),
  move: (tx, moving) =>
    tx.run(
      plannedAnew(sql`
        update evaluation_round set unit_id = move.heir from ${moving.heirs}
        where unit_id = move.old and state = 'open'`),
    ),
};

/** Notices and answers that a deciding head owes, and the own file that waits to be assessed. */
async function inboxLines(
  { db, clock }: Services,
  officer: SignedIn,
  asked: InboxAsked,
): Promise<InboxLine[]> {
  const today = dayInVietnam(clock());
  const leading = isHead(officer.role);
  const [own, owed] = await Promise.all([
    db.rows<{ id: string; title: string; unitVi: string; unitEn: string }>(sql`
      select file.id, round.title, unit.name_vi as "unitVi", unit.name_en as "unitEn" from evaluation_file file
      join evaluation_round round on round.id = file.round_id
      join lateral (select name_vi, name_en from unit_version where unit_id = file.unit_id
        order by lower(valid) desc limit 1) unit on true
      where file.person_id = ${officer.person} and file.state = 'self' and round.state = 'open' limit ${asked.limit}`),
    leading
      ? db.rows<{
          key: string;
          id: string;
          rule: string;
          dueOn: PlainDate;
          title: string;
          unitVi: string;
          unitEn: string;
        }>(sql`
          select duty.id as key, duty.subject_id as id, duty.rule_code as rule, duty.due_on as "dueOn", round.title,
            unit.name_vi as "unitVi", unit.name_en as "unitEn"
          from duty join evaluation_file file on file.id = duty.subject_id
          join evaluation_round round on round.id = file.round_id
          join lateral (select name_vi, name_en from unit_version where unit_id = file.unit_id
            order by lower(valid) desc limit 1) unit on true
          where duty.ended is null and duty.subject_type = 'evaluation' and duty.owner_unit = ${officer.unit}
            ${dutyAsked(officer, asked, today)}
          order by duty.due_on, duty.id limit ${asked.limit}`)
      : [],
  ]);
  return [
    ...owed.map((one) => ({
      key: one.key,
      dueOn: one.dueOn,
      title: one.title,
      duty: dutyName(one.rule, today),
      unit: { vi: one.unitVi, en: one.unitEn },
      href: evaluationPaths.file(one.id),
    })),
    ...asAsked(
      own.map((one) => ({
        key: one.id,
        dueOn: today,
        title: one.title,
        duty: { vi: fileStateNames.vi.self, en: fileStateNames.en.self },
        unit: { vi: one.unitVi, en: one.unitEn },
        href: evaluationPaths.file(one.id),
      })),
      asked,
    ),
  ];
}

// The decrees on staff reduction look at two years.
const yearsBack = 2;

/** Rating of people and units by the rules in force, on evidence from the record; commendations. */
export const evaluation: Part = {
  name: 'evaluation',
  menu: [{ where: 'desk', at: 30, href: paths.deskEvaluation, label: { vi: 'Đánh giá', en: 'Evaluation' } }],
  work: evaluationWork,
  inbox: { name: { vi: 'Đánh giá', en: 'Evaluation' }, lines: inboxLines },
  async ratings({ db }, person) {
    const found = await lastLevels(db, person, yearsBack);
    return found.map(({ year, level }) => `${texts.vi.year} ${year}: ${levelNames.vi[level]}`);
  },
  steps: [...Object.values(knownSteps), ...Object.values(knownFileSteps)],
  routes: evaluationRoutes,
  sample: loadSampleEvaluation,
};
