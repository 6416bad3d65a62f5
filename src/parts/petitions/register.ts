import { unitNamed } from '../../ground/organization/organization.ts';
import type { PetitionSource } from '../../ground/petition-desk.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import { type Sight, within } from './petition.store.ts';
import type { PetitionKind, PetitionState, Route, Topic } from './petition.ts';

/** What was done with a petition first (Circular 05/2021); null while it is not decided. */
export type ProcessingOutcome = 'accept' | 'refuse_notice' | 'guide' | 'return' | 'transfer' | 'archive';

/** A line of the petition register, with what the national database asks of each (Decree 55/2022). */
export interface RegisterLine {
  id: string;
  number: number;
  receivedOn: PlainDate;
  receivedAt: Date;
  source: PetitionSource;
  passedOnBy: string | null;
  kind: PetitionKind;
  route: Route;
  topic: Topic;
  name: string | null;
  address: string | null;
  people: number;
  title: string;
  state: PetitionState;
  /** Ground of refusing, returning or filing it. */
  ground: string | null;
  /** The body it was transferred to. */
  transferredTo: string | null;
  unitVi: string;
  dueOn: PlainDate;
  answeredOn: PlainDate | null;
}

/** What was done with a petition, whether it was eligible and whether the office was competent; null: open. */
export function processed(state: PetitionState): {
  outcome: ProcessingOutcome | null;
  eligible: boolean | null;
  competent: boolean | null;
} {
  switch (state) {
    case 'received':
    case 'withdrawn':
      return { outcome: null, eligible: null, competent: null };
    case 'refused':
      return { outcome: 'refuse_notice', eligible: true, competent: null };
    case 'guided':
      return { outcome: 'guide', eligible: true, competent: false };
    case 'transferred':
      return { outcome: 'transfer', eligible: true, competent: false };
    case 'returned':
      return { outcome: 'return', eligible: null, competent: null };
    case 'filed':
    case 'information':
      return { outcome: 'archive', eligible: false, competent: null };
    default:
      return { outcome: 'accept', eligible: true, competent: true };
  }
}

const pageSize = 1000;

/** One page of the register, oldest first. Sealed matters are in no export. */
function registerPage(
  db: Queries,
  sight: Sight,
  period: { from: PlainDate; to: PlainDate },
  after: RegisterLine | undefined,
): Promise<RegisterLine[]> {
  return db.rows<RegisterLine>(sql`
    select petition.id, petition.number, petition.received_on as "receivedOn",
      petition.received_at as "receivedAt", petition.source, petition.passed_on_by as "passedOnBy",
      petition.kind, petition.route, petition.topic, contact.name, contact.address, petition.people,
      petition.title, petition.state, ended.ground, ended.body as "transferredTo", unit.name_vi as "unitVi",
      counted.due_on as "dueOn", petition.answered_on as "answeredOn"
    from petition
    join petition_count counted on counted.petition_id = petition.id
    join ${unitNamed(sql`petition.unit_id`, sql`unit`)} on true
    left join petition_contact contact on contact.petition_id = petition.id
    left join lateral (
      select event -> 'facts' ->> 'ground' as ground, sealed -> 'value' ->> 'body' as body
      from record_opening where subject = petition.id
        and not exists (select from record_opening later where later.subject = petition.id
          and later.event ->> 'type' = 'step.struck' and (later.event -> 'facts' ->> 'seq')::int = record_opening.seq)
        and event ->> 'type' in ('petition.refuse', 'petition.file', 'petition.returnPapers', 'petition.transferOut')
      order by seq desc limit 1
    ) ended on true
    where petition.kind <> 'denunciation' ${within(sight, sql`petition.unit_id`, sql`petition.id`)}
      and petition.received_on between ${period.from} and ${period.to}
      ${after ? sql`and (petition.received_on, petition.number) > (${after.receivedOn}, ${after.number})` : empty}
    order by petition.received_on, petition.number limit ${pageSize}`);
}

/** The register of a period as far as the officer sees it, a page at a time: it is never whole in memory. */
export async function* register(
  db: Queries,
  sight: Sight,
  period: { from: PlainDate; to: PlainDate },
): AsyncGenerator<RegisterLine[]> {
  let last: RegisterLine | undefined;
  for (;;) {
    const lines = await registerPage(db, sight, period, last);
    if (lines.length > 0) yield lines;
    if (lines.length < pageSize) return;
    last = lines.at(-1);
  }
}
