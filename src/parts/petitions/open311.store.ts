import { unitNamed } from '../../ground/organization/organization.ts';
import { empty, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import { internalEvents } from './names.ts';
import type { PetitionId, PetitionState, Topic } from './petition.ts';

/** A report as an app reads it back: its words only once they are published. */
export interface Report {
  publicId: string;
  topic: Topic;
  state: PetitionState;
  publicTitle: string | null;
  publicText: string | null;
  unitVi: string;
  unitEn: string;
  hamlet: string | null;
  placeUnit: string | null;
  latitude: number | null;
  longitude: number | null;
  receivedAt: Date;
  receivedOn: PlainDate;
  updatedAt: string;
  dueOn: PlainDate;
}

/** What happened to a report. */
export interface Update {
  entryId: number;
  publicId: string;
  type: string;
  state: PetitionState | null;
  at: string;
}

/** What an app asks for. */
export interface ReportFilter {
  ids?: readonly string[] | undefined;
  topics?: readonly string[] | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  status?: 'open' | 'closed' | undefined;
  ended: readonly PetitionState[];
  limit: number;
  offset: number;
}

// Published, or handed in by an app, which then finds its own; sealed matters are neither.
const readable = sql`petition.kind <> 'denunciation'
  and (petition.published_at is not null or petition.source = 'open311')`;
const published = (column: Sql) => sql`case when petition.published_at is not null then ${column} end`;

/** Reports, newest first. Whoever does not name one gets the published ones only. */
export async function listReports(db: Queries, filter: ReportFilter): Promise<Report[]> {
  const { ids, topics, from, until, status, ended } = filter;
  return db.rows<Report>(sql`
    select petition.public_id as "publicId", petition.topic, petition.state,
      ${published(sql`petition.public_title`)} as "publicTitle",
      ${published(sql`petition.public_text`)} as "publicText",
      ${published(sql`petition.hamlet`)} as hamlet, petition.place_unit as "placeUnit",
      petition.latitude, petition.longitude,
      unit.name_vi as "unitVi", unit.name_en as "unitEn", petition.received_at as "receivedAt",
      petition.received_on as "receivedOn",
      counted.due_on as "dueOn",
      (select max(event ->> 'at') from record_opening where subject = petition.id) as "updatedAt"
    from petition join ${unitNamed(sql`petition.unit_id`, sql`unit`)} on true
    join petition_count counted on counted.petition_id = petition.id
    where ${readable}
      ${ids ? sql`and petition.public_id = any(${ids}::text[])` : sql`and petition.published_at is not null`}
      ${topics ? sql`and petition.topic = any(${topics}::text[])` : empty}
      ${from ? sql`and petition.received_at >= ${from}` : empty}
      ${until ? sql`and petition.received_at < ${until}` : empty}
      ${status === 'closed' ? sql`and petition.state = any(${ended}::text[])` : empty}
      ${status === 'open' ? sql`and petition.state <> all(${ended}::text[])` : empty}
    order by petition.received_at desc, petition.id desc limit ${filter.limit} offset ${filter.offset}`);
}

// Whoever names no report follows the newest published ones: a fixed cost, however many there are in all.
const followed = 1000;

/** What happened to named reports, or to the newest published ones, in a time: the newest page, oldest first on it. */
export async function listUpdates(
  db: Queries,
  filter: Pick<ReportFilter, 'ids' | 'from' | 'until' | 'limit' | 'offset'>,
): Promise<Update[]> {
  const { ids, from, until, limit, offset } = filter;
  return db.rows<Update>(sql`
    select * from (
    select opening.entry_id as "entryId", petition.public_id as "publicId",
      event ->> 'type' as type, event -> 'facts' ->> 'state' as state,
      event ->> 'at' as at
    from petition join record_opening opening on opening.subject = petition.id
    where ${readable} and event ->> 'type' <> all(${internalEvents}::text[])
      and (event -> 'facts' ? 'state' or event ->> 'type' = 'petition.received')
      ${
        ids
          ? sql`and petition.public_id = any(${ids}::text[])`
          : sql`and petition.id in (select id from petition where published_at is not null
              order by published_at desc, id desc limit ${followed})`
      }
      ${from ? sql`and event ->> 'at' >= ${from.toISOString()}` : empty}
      ${until ? sql`and event ->> 'at' < ${until.toISOString()}` : empty}
    order by event ->> 'at' desc, opening.entry_id desc limit ${limit} offset ${offset}
    ) newest order by at, "entryId"`);
}

/** The address of a report that was just handed in. */
export function publicIdOf(db: Queries, id: PetitionId): Promise<{ publicId: string }> {
  return db.one(sql`select public_id as "publicId" from petition where id = ${id}`);
}
