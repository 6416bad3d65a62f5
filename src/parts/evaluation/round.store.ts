import type { DutySubject } from '../../ground/duty/subject.ts';
import type { Level } from '../../ground/law/evaluation-rules.ts';
import type { PersonId, PostId, UnitId } from '../../ground/organization/organization.ts';
import { empty, plannedAnew, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { File, FileId, FileProduct, Round, RoundId, RubricCriterion } from './round.ts';

const roundColumns = sql`
  round.id, round.unit_id as "unitId", round.subject, round.year, round.quarter, round.rules_code as "rulesCode",
  round.criteria, round.title, round.state, round.cap_share as "capShare", round.cap_why as "capWhy",
  round.closed_on as "closedOn", round.closed_why as "closedWhy", round.version`;
const fileColumns = sql`
  file.id, file.round_id as "roundId", file.person_id as "personId", file.post_id as "postId",
  file.unit_id as "unitId", file.group_code as "groupCode", file.leads, file.state, file.given, file.leader,
  file.flags, file.self_text as "selfText", file.collective_text as "collectiveText",
  file.collective_on as "collectiveOn", file.computed, file.proposed, file.proposed_why as "proposedWhy",
  file.level, file.level_why as "levelWhy", file.decided_on as "decidedOn", file.decided_by as "decidedBy", file.notified_on as "notifiedOn",
  file.appeal_text as "appealText", file.appealed_on as "appealedOn", file.appeal_answer as "appealAnswer",
  file.version`;

export async function insertRound(tx: Queries, round: Round, by: PostId, at: Date): Promise<void> {
  await tx.run(sql`
    insert into evaluation_round (id, unit_then, unit_id, subject, year, quarter, rules_code, criteria, title, state,
      cap_share, cap_why, opened_by, opened_at)
    values (${round.id}, ${round.unitId}, ${round.unitId}, ${round.subject}, ${round.year}, ${round.quarter},
      ${round.rulesCode}, ${round.criteria ? JSON.stringify(round.criteria) : null}::jsonb, ${round.title}, 'open',
      ${round.capShare}, ${round.capWhy}, ${by}, ${at})`);
}

export async function listRounds(
  db: Queries,
  units: 'all' | readonly UnitId[],
): Promise<(Round & { files: number; decided: number })[]> {
  return db.rows(sql`
    select ${roundColumns}, coalesce(counted.files, 0)::int as files, coalesce(counted.decided, 0)::int as decided
    from evaluation_round round left join lateral (
      select count(*) as files, count(*) filter (where level is not null) as decided from evaluation_file
      where round_id = round.id) counted on true
    ${units === 'all' ? empty : sql`where round.unit_id = any(${units}::uuid[])`}
    order by round.year desc, round.quarter desc nulls first, round.title`);
}

export async function readRound(db: Queries, id: RoundId): Promise<Round | undefined> {
  return db.first<Round>(sql`select ${roundColumns} from evaluation_round round where round.id = ${id}`);
}

export async function lockRound(tx: Queries, id: RoundId): Promise<Round | undefined> {
  return tx.first<Round>(
    sql`select ${roundColumns} from evaluation_round round where round.id = ${id} for update`,
  );
}

export async function updateRound(tx: Queries, round: Round): Promise<void> {
  await tx.run(sql`
    update evaluation_round set state = ${round.state}, cap_share = ${round.capShare}, cap_why = ${round.capWhy},
      closed_on = ${round.closedOn}, closed_why = ${round.closedWhy}, version = ${round.version}
    where id = ${round.id}`);
}

// Who leads a unit: its chair where it has one, else its head.
const leaderRole = (unit: Sql, day: PlainDate) => sql`
  case when exists (select from post_version chief where chief.unit_id = ${unit} and chief.role = 'chair'
    and chief.valid @> ${day}::date) then 'chair' else 'head' end`;

/** Whether a role leads a unit: a chair does; a head where there is no chair. */
export async function leadsUnit(db: Queries, unit: UnitId, role: string, day: PlainDate): Promise<boolean> {
  const row = await db.one<{ role: string }>(sql`select ${leaderRole(sql`${unit}`, day)} as role`);
  return row.role === role;
}

/**
 * Makes the files of everybody who held a post of the agency on a day: its own people and those of offices right
 * below that are no agencies themselves, and the leaders of agencies right below. The agency's own leader is rated
 * above; who has a file of the same period already is not rated twice.
 *
 * @param agencies kinds of units that rate their own people
 */
export async function insertPeople(
  tx: Queries,
  round: RoundId,
  unit: UnitId,
  day: PlainDate,
  agencies: readonly string[],
): Promise<number> {
  return tx.run(sql`
    insert into evaluation_file (id, round_id, person_id, post_id, unit_id, group_code, leads, state)
    select gen_random_uuid(), ${round}::uuid, person_id, post_id, unit_id, group_code, leads, 'self' from (
      select distinct on (holding.person_id) holding.person_id, post.post_id, post.unit_id,
        case when post.role in ('head', 'chair') then 'lead' else post.role end as group_code,
        post.role = ${leaderRole(sql`post.unit_id`, day)} as leads
      from post_version post
      join unit_version unit on unit.unit_id = post.unit_id and unit.valid @> ${day}::date
      join holding on holding.post_id = post.post_id and holding.valid @> ${day}::date
      where post.valid @> ${day}::date and post.role <> 'administrator' and (
        (post.unit_id = ${unit} and post.role <> ${leaderRole(sql`post.unit_id`, day)})
        or (unit.parent_id = ${unit} and unit.kind <> all(${agencies}::text[]))
        or (unit.parent_id = ${unit} and unit.kind = any(${agencies}::text[]) and post.role = ${leaderRole(sql`post.unit_id`, day)}))
        and not exists (
          select from evaluation_file other join evaluation_round of on of.id = other.round_id
          join evaluation_round this on this.id = ${round}
          where other.person_id = holding.person_id and of.id <> this.id and of.year = this.year
            and of.quarter is not distinct from this.quarter and of.rules_code = this.rules_code)
      order by holding.person_id, post.role in ('head', 'chair') desc, lower(holding.valid)
    ) person
    on conflict do nothing`);
}

export async function insertUnitFiles(
  tx: Queries,
  round: RoundId,
  units: readonly UnitId[],
): Promise<number> {
  return tx.run(sql`
    insert into evaluation_file (id, round_id, unit_id, group_code, leads, state)
    select * from unnest(${units.map(() => newId())}::uuid[], ${units.map(() => round)}::uuid[], ${units}::uuid[],
      ${units.map(() => 'unit')}::text[], ${units.map(() => false)}::boolean[], ${units.map(() => 'self')}::text[])`);
}

/**
 * Fills the files of a round from the record: every duty that was assigned to a post while its holder held it, and all
 * of the unit's for who leads it, due in the period. What lapsed by a lawful decision counts
 * for nothing. Asked again it reads anew what was read before and adds what is new; what a person said of a
 * product stays.
 *
 * @param only one file of the round; all of them without
 * @returns how many products were read
 */
export async function prefill(
  tx: Queries,
  round: RoundId,
  period: { from: PlainDate; to: PlainDate },
  today: PlainDate,
  subjects: readonly DutySubject[],
  only?: FileId,
): Promise<number> {
  // A handler's sealed matters are in nobody's file: what is sealed is not told by being counted.
  const open = subjects.reduce(
    (all, one) => (one.open ? sql`${all} and (duty.subject_type <> ${one.type} or ${one.open})` : all),
    empty,
  );
  const due = sql`file.round_id = ${round} ${only ? sql`and file.id = ${only}` : empty} and duty.due_on between ${period.from} and ${period.to} ${open}`;
  // Sixty thousand people's year is some half a million duties.
  await tx.run(sql`set local statement_timeout = '10min'`);
  return tx.run(
    plannedAnew(sql`
    with found as materialized (
      select file.id as file_id, duty.* from evaluation_file file
      join holding on holding.person_id = file.person_id
      join duty on duty.responsible_post = holding.post_id and holding.valid @> duty.due_on
      where ${due}
      union all
      select file.id, duty.* from evaluation_file file
      join post_version post on post.post_id = file.post_id
      join holding on holding.post_id = file.post_id and holding.person_id = file.person_id
      -- A head's products are those of the unit, whoever had them.
      join duty on duty.owner_unit = post.unit_id and duty.responsible_post is distinct from file.post_id
        and post.valid @> duty.due_on and holding.valid @> duty.due_on
      where file.leads and ${due}
    ), gone as (
      delete from evaluation_product product using found
      where product.file_id = found.file_id and product.source_id = found.subject_id
        and product.rule_code = found.rule_code and found.ended = 'lapsed'
    ), read as (
      select file_id, subject_type, subject_id, rule_code, due_on, ended_on, coalesce(ended = 'done', false) as done,
        -- While it waits to be accepted its clock stands still.
        (case when ended_on is not null then ended_on else least(suspended_from, ${today}::date) end > due_on)::int as late,
        ended_on is not distinct from due_on as last_day, extended, returned, id
      from found where ended is distinct from 'lapsed'
    ), known as (
      update evaluation_product product set due_on = read.due_on, done_on = read.ended_on, done = read.done,
        late = read.late, last_day = read.last_day, extended = read.extended, returned = read.returned
      from read where product.file_id = read.file_id and product.source_id = read.subject_id
        and product.rule_code = read.rule_code
      returning product.file_id, product.source_id, product.rule_code
    )
    insert into evaluation_product (file_id, position, source_type, source_id, rule_code, due_on, done_on, done, late,
      last_day, extended, returned)
    select read.file_id, coalesce(most, 0) + row_number() over (partition by read.file_id order by due_on, id),
      subject_type, subject_id, rule_code, due_on, ended_on, done, late, last_day, extended, returned
    from read
    left join (
      select file_id, max(position) as most from evaluation_product group by file_id
    ) last on last.file_id = read.file_id
    where not exists (select from evaluation_product known where known.file_id = read.file_id
      and known.source_id = read.subject_id and known.rule_code = read.rule_code)`),
  );
}

/** A file in a list, with whose it is. */
export interface FileLine extends File {
  personName: string | null;
  title: string | null;
  unitVi: string;
  unitEn: string;
}

const named = sql`
  ${fileColumns}, person.name as "personName", post.title_vi as title, unit.name_vi as "unitVi", unit.name_en as "unitEn"`;
const names = sql`
  left join person on person.id = file.person_id
  left join lateral (select title_vi from post_version where post_id = file.post_id
    order by lower(valid) desc limit 1) post on true
  join lateral (select name_vi, name_en from unit_version where unit_id = file.unit_id
    order by lower(valid) desc limit 1) unit on true`;

/** Files of a round; of some units, or of one person. */
export async function filesOf(
  db: Queries,
  round: RoundId,
  only: { units?: readonly UnitId[] | undefined; person?: PersonId } = {},
): Promise<FileLine[]> {
  return db.rows<FileLine>(sql`
    select ${named} from evaluation_file file ${names} where file.round_id = ${round}
      ${only.units ? sql`and file.unit_id = any(${only.units}::uuid[])` : empty}
      ${only.person ? sql`and file.person_id = ${only.person}` : empty}
    order by unit.name_vi, file.leads desc, person.name`);
}

/** A person's own files, newest first. */
export async function filesOfPerson(
  db: Queries,
  person: PersonId,
): Promise<(FileLine & { year: number; quarter: number | null; round: string })[]> {
  return db.rows(sql`
    select ${named}, round.year, round.quarter, round.title as round
    from evaluation_file file join evaluation_round round on round.id = file.round_id ${names}
    where file.person_id = ${person} order by round.year desc, round.quarter desc nulls first`);
}

export async function readFile(db: Queries, id: FileId): Promise<FileLine | undefined> {
  return db.first<FileLine>(sql`select ${named} from evaluation_file file ${names} where file.id = ${id}`);
}

export async function lockFile(tx: Queries, id: FileId): Promise<File | undefined> {
  return tx.first<File>(
    sql`select ${fileColumns} from evaluation_file file where file.id = ${id} for update`,
  );
}

export async function updateFile(tx: Queries, file: File, decidedBy?: PersonId): Promise<void> {
  await tx.run(sql`
    update evaluation_file set state = ${file.state}, given = ${JSON.stringify(file.given)}::jsonb,
      leader = ${JSON.stringify(file.leader)}::jsonb, flags = ${file.flags}::text[], self_text = ${file.selfText},
      collective_text = ${file.collectiveText}, collective_on = ${file.collectiveOn}, computed = ${file.computed},
      proposed = ${file.proposed}, proposed_why = ${file.proposedWhy}, level = ${file.level},
      level_why = ${file.levelWhy}, decided_by = coalesce(${decidedBy ?? null}::uuid, decided_by),
      decided_on = ${file.decidedOn}, notified_on = ${file.notifiedOn}, appeal_text = ${file.appealText},
      appealed_on = ${file.appealedOn}, appeal_answer = ${file.appealAnswer}, version = ${file.version}
    where id = ${file.id}`);
}

export async function productsOf(db: Queries, file: FileId): Promise<FileProduct[]> {
  return db.rows<FileProduct>(sql`
    select position, source_type as "sourceType", source_id as "sourceId", rule_code as "ruleCode", title,
      due_on as "dueOn", done_on as "doneOn", weight, done, late, faults, beyond, last_day as "lastDay", extended,
      returned, objective, evidence
    from evaluation_product where file_id = ${file} order by position`);
}

/** Adds a product of the person's own telling. */
export async function insertOwnProduct(
  tx: Queries,
  file: FileId,
  product: Pick<FileProduct, 'title' | 'evidence' | 'doneOn'>,
): Promise<void> {
  await tx.run(sql`
    insert into evaluation_product (file_id, position, source_type, title, done_on, done, evidence)
    select ${file}::uuid, coalesce(max(position), 0) + 1, 'own', ${product.title}, ${product.doneOn}::date, true,
      ${product.evidence} from evaluation_product where file_id = ${file}`);
}

/** What who rates says of a product: its weight, serious faults, beyond what was asked, a cause that is not theirs. */
export async function judgeProduct(
  tx: Queries,
  file: FileId,
  position: number,
  said: Pick<FileProduct, 'weight' | 'faults' | 'beyond' | 'objective'>,
): Promise<void> {
  await tx.run(sql`
    update evaluation_product set weight = ${said.weight}, faults = ${said.faults}, beyond = ${said.beyond},
      objective = ${said.objective}
    where file_id = ${file} and position = ${position}`);
}

export async function insertFileEvent(
  tx: Queries,
  file: FileId,
  event: { at: Date; type: string; post: PostId | null; text?: string | null },
): Promise<void> {
  await tx.run(sql`
    insert into evaluation_event (file_id, seq, at, type, post_id, text)
    select ${file}::uuid, coalesce(max(seq), 0) + 1, ${event.at}::timestamptz, ${event.type}, ${event.post}::uuid,
      ${event.text ?? null} from evaluation_event where file_id = ${file}`);
}

export interface FileEvent {
  at: Date;
  type: string;
  text: string | null;
  titleVi: string | null;
}

export async function fileEvents(db: Queries, file: FileId): Promise<FileEvent[]> {
  return db.rows<FileEvent>(sql`
    select at, type, text, post.title_vi as "titleVi" from evaluation_event event
    left join lateral (select title_vi from post_version where post_id = event.post_id
      order by lower(valid) desc limit 1) post on true
    where file_id = ${file} order by seq`);
}

/** The level of a unit in a year's round of units; undefined while it has none. */
export async function unitLevel(db: Queries, unit: UnitId, year: number): Promise<Level | undefined> {
  const row = await db.first<{ level: Level }>(sql`
    select level from evaluation_file file join evaluation_round round on round.id = file.round_id
    where round.subject = 'units' and round.year = ${year} and round.quarter is null and file.unit_id = ${unit}
      and file.level is not null order by file.decided_on desc limit 1`);
  return row?.level;
}

/** Levels of units right below another, in a year's round of units. */
export async function levelsBelow(db: Queries, unit: UnitId, year: number): Promise<Level[]> {
  const rows = await db.rows<{ level: Level }>(sql`
    select distinct on (file.unit_id) file.level from evaluation_file file
    join evaluation_round round on round.id = file.round_id
    join unit_version version on version.unit_id = file.unit_id and version.parent_id = ${unit} and upper_inf(version.valid)
    where round.subject = 'units' and round.year = ${year} and round.quarter is null and file.level is not null
    order by file.unit_id, file.decided_on desc`);
  return rows.map((row) => row.level);
}

/**
 * Levels of people, without names.
 *
 * @param of `closed`: what is over and was told, for everybody; else what is decided in a unit, for its leader's
 *   results
 */
export async function levelsOfPeople(
  db: Queries,
  year: number,
  of: 'closed' | UnitId,
): Promise<{ unit: UnitId; group: string; level: Level; count: number }[]> {
  return db.rows(sql`
    select file.unit_id as unit, file.group_code as "group", file.level, count(*)::int as count
    from evaluation_file file join evaluation_round round on round.id = file.round_id
    where round.subject = 'people' and round.year = ${year} and round.quarter is null and file.level is not null
      ${of === 'closed' ? sql`and round.state = 'closed' and file.state = 'final'` : sql`and file.unit_id = ${of}`}
    group by 1, 2, 3 order by 1, 2, 3`);
}

/** A person's levels of the last years, newest first: what a decree on staff reduction may ask. */
export async function lastLevels(
  db: Queries,
  person: PersonId,
  limit: number,
): Promise<{ year: number; level: Level }[]> {
  return db.rows(sql`
    select round.year, file.level from evaluation_file file join evaluation_round round on round.id = file.round_id
    where file.person_id = ${person} and round.subject = 'people' and round.quarter is null
      and file.state = 'final' and file.level is not null
    order by round.year desc limit ${limit}`);
}

export interface Rubric {
  id: string;
  name: string;
  ground: string;
  criteria: RubricCriterion[];
}

export async function listRubrics(db: Queries): Promise<Rubric[]> {
  return db.rows<Rubric>(sql`select id, name, ground, criteria from evaluation_rubric order by made_at desc`);
}

export async function insertRubric(tx: Queries, rubric: Rubric, by: PostId, at: Date): Promise<void> {
  await tx.run(sql`
    insert into evaluation_rubric (id, name, ground, criteria, made_by, made_at)
    values (${rubric.id}, ${rubric.name}, ${rubric.ground}, ${JSON.stringify(rubric.criteria)}::jsonb, ${by}, ${at})`);
}

export interface Commendation {
  fileId: FileId;
  form: string;
  ground: string;
  decidedOn: PlainDate;
}

export async function insertCommendation(
  tx: Queries,
  one: Commendation,
  by: PostId,
  at: Date,
): Promise<boolean> {
  const written = await tx.run(sql`
    insert into commendation (id, file_id, form, ground, decided_on, entered_by, entered_at)
    values (${newId()}, ${one.fileId}, ${one.form}, ${one.ground}, ${one.decidedOn}, ${by}, ${at}) on conflict do nothing`);
  return written > 0;
}

export async function commendationsOf(db: Queries, round: RoundId): Promise<Commendation[]> {
  return db.rows<Commendation>(sql`
    select file_id as "fileId", form, ground, commendation.decided_on as "decidedOn" from commendation
    join evaluation_file file on file.id = commendation.file_id where file.round_id = ${round}
    order by commendation.decided_on`);
}
