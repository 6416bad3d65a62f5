import {
  type PersonId,
  type PostId,
  type UnitId,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type {
  Campaign,
  CampaignId,
  Change,
  ChangeId,
  Commitment,
  CommitmentId,
  Item,
  ItemId,
  Report,
  Signature,
} from './commitment.ts';

const campaignColumns = sql`
  campaign.id, campaign.unit_id as "unitId", campaign.year, campaign.title, campaign.ground,
  campaign.sign_by as "signBy", campaign.items`;
const columns = sql`
  commitment.id, commitment.campaign_id as "campaignId", commitment.unit_id as "unitId", commitment.state,
  commitment.published_at as "publishedAt", commitment.version`;
const itemColumns = sql`
  item.id, item.commitment_id as "commitmentId", item.position, item.text, item.figure_code as "figureCode",
  item.target, item.deliverable, item.due_on as "dueOn", item.binding, item.people, item.state, item.numerator,
  item.denominator, item.closed_on as "closedOn", item.version`;

export async function insertCampaign(tx: Queries, campaign: Campaign, by: PostId, at: Date): Promise<void> {
  await tx.run(sql`
    insert into commitment_campaign (id, unit_then, unit_id, year, title, ground, sign_by, items, made_by, made_at)
    values (${campaign.id}, ${campaign.unitId}, ${campaign.unitId}, ${campaign.year}, ${campaign.title},
      ${campaign.ground}, ${campaign.signBy}, ${JSON.stringify(campaign.items)}::jsonb, ${by}, ${at})`);
}

export async function readCampaign(db: Queries, id: CampaignId): Promise<Campaign | undefined> {
  return db.first<Campaign>(
    sql`select ${campaignColumns} from commitment_campaign campaign where campaign.id = ${id}`,
  );
}

/** Holds a campaign while it is changed. */
export async function lockCampaign(tx: Queries, id: CampaignId): Promise<Campaign | undefined> {
  await tx.run(sql`select from commitment_campaign where id = ${id} for update`);
  return readCampaign(tx, id);
}

/** Campaigns of a unit that nobody has answered yet, the newest first. */
export async function editableCampaigns(db: Queries, unit: UnitId): Promise<Campaign[]> {
  return db.rows<Campaign>(sql`
    select ${campaignColumns} from commitment_campaign campaign where campaign.unit_id = ${unit} and not exists (
      select from commitment where campaign_id = campaign.id and state <> 'draft') order by campaign.year desc`);
}

/** The commitments of a campaign, held. */
export async function lockCommitments(tx: Queries, campaign: CampaignId): Promise<Commitment[]> {
  return tx.rows<Commitment>(
    sql`select ${columns} from commitment where campaign_id = ${campaign} order by id for update`,
  );
}

export async function updateCampaign(tx: Queries, one: Campaign): Promise<void> {
  await tx.run(sql`
    update commitment_campaign set title = ${one.title}, ground = ${one.ground}, sign_by = ${one.signBy},
      items = ${JSON.stringify(one.items)}::jsonb where id = ${one.id}`);
}

/** Takes out of a draft what a campaign asked for. */
export async function deleteAsked(tx: Queries, commitment: CommitmentId): Promise<void> {
  await tx.run(sql`delete from commitment_item where commitment_id = ${commitment} and binding`);
}

export async function insertCommitment(tx: Queries, one: Commitment): Promise<void> {
  await tx.run(sql`
    insert into commitment (id, campaign_id, unit_then, unit_id, state, published_at, version)
    values (${one.id}, ${one.campaignId}, ${one.unitId}, ${one.unitId}, ${one.state}, ${one.publishedAt},
      ${one.version})`);
}

export async function updateCommitment(tx: Queries, one: Commitment): Promise<void> {
  await tx.run(sql`
    update commitment set state = ${one.state}, published_at = ${one.publishedAt}, version = ${one.version}
    where id = ${one.id}`);
}

export async function lockCommitment(tx: Queries, id: CommitmentId): Promise<Commitment | undefined> {
  return tx.first<Commitment>(sql`select ${columns} from commitment where id = ${id} for update`);
}

/** A commitment in a list. */
export interface CommitmentLine extends Commitment, WhoseDay {
  year: number;
  title: string;
  superior: UnitId;
  items: number;
  kept: number;
  missed: number;
}

/** Commitments, newest year first. */
export async function listCommitments(
  db: Queries,
  filter: {
    units?: 'all' | readonly UnitId[];
    publishedOnly?: boolean;
    year?: number | undefined;
    id?: CommitmentId;
  },
): Promise<CommitmentLine[]> {
  const { units = 'all', publishedOnly, year, id } = filter;
  return db.rows<CommitmentLine>(sql`
    select ${columns}, campaign.year, campaign.title, campaign.unit_id as superior, ${whoseDay}, coalesce(counted.items, 0)::int as items, coalesce(counted.kept, 0)::int as kept,
      coalesce(counted.missed, 0)::int as missed
    from commitment join commitment_campaign campaign on campaign.id = commitment.campaign_id
    left join lateral (
      select case when bool_and(state not in ('active', 'delivered')) then max(closed_on) end as closed_on,
        count(*) filter (where state <> 'dropped') as items, count(*) filter (where state = 'kept') as kept,
        count(*) filter (where state = 'missed') as missed
      from commitment_item where commitment_id = commitment.id
    ) counted on true
    join ${unitOfItsDay(sql`commitment`, sql`counted.closed_on`)} on true
    where true
      ${units === 'all' ? empty : sql`and (commitment.unit_id = any(${units}::uuid[]) or campaign.unit_id = any(${units}::uuid[]))`}
      ${publishedOnly ? sql`and commitment.published_at is not null` : empty}
      ${year ? sql`and campaign.year = ${year}` : empty}
      ${id ? sql`and commitment.id = ${id}` : empty}
    order by campaign.year desc, unit.name_vi`);
}

export async function itemsOf(db: Queries, id: CommitmentId): Promise<Item[]> {
  return db.rows<Item>(sql`
    select ${itemColumns} from commitment_item item where item.commitment_id = ${id} order by item.position`);
}

/** Items of some commitments whose day has passed and that nobody has closed. */
export async function itemsPastDue(
  db: Queries,
  commitments: readonly CommitmentId[],
  today: PlainDate,
): Promise<Item[]> {
  return db.rows<Item>(sql`
    select ${itemColumns} from commitment_item item
    where item.commitment_id = any(${commitments}::uuid[]) and item.due_on < ${today}
      and item.state not in ('kept', 'missed', 'dropped', 'delivered')`);
}

export async function readItem(db: Queries, id: ItemId): Promise<Item | undefined> {
  return db.first<Item>(sql`select ${itemColumns} from commitment_item item where item.id = ${id}`);
}

export async function insertItem(tx: Queries, item: Item): Promise<void> {
  await tx.run(sql`
    insert into commitment_item (id, commitment_id, position, text, figure_code, target, deliverable, due_on, binding,
      people, state, numerator, denominator, closed_on, version)
    values (${item.id}, ${item.commitmentId}, ${item.position}, ${item.text}, ${item.figureCode}, ${item.target},
      ${item.deliverable}, ${item.dueOn}, ${item.binding}, ${item.people}, ${item.state}, ${item.numerator},
      ${item.denominator}, ${item.closedOn}, ${item.version})`);
}

export async function updateItem(tx: Queries, item: Item): Promise<void> {
  await tx.run(sql`
    update commitment_item set text = ${item.text}, figure_code = ${item.figureCode}, target = ${item.target},
      deliverable = ${item.deliverable}, due_on = ${item.dueOn}, people = ${item.people}, state = ${item.state},
      numerator = ${item.numerator}, denominator = ${item.denominator}, closed_on = ${item.closedOn},
      version = ${item.version}
    where id = ${item.id}`);
}

/** Takes an item out of a draft. */
export async function deleteItem(tx: Queries, commitment: CommitmentId, id: ItemId): Promise<boolean> {
  const gone = await tx.run(
    sql`delete from commitment_item where id = ${id} and commitment_id = ${commitment} and not binding`,
  );
  return gone > 0;
}

export async function insertSignature(
  tx: Queries,
  commitment: CommitmentId,
  signature: Signature,
  sha256: string,
): Promise<void> {
  await tx.run(sql`
    insert into commitment_signature (id, commitment_id, change_id, side, person_id, post_id, name, at, sha256)
    values (${newId()}, ${commitment}, ${signature.changeId}, ${signature.side}, ${signature.personId},
      ${signature.postId}, ${signature.name}, ${signature.at}, ${sha256})`);
}

/** Signatures with the titles of those who signed; names are for those who may see them. */
export async function signaturesOf(
  db: Queries,
  id: CommitmentId,
): Promise<(Signature & { titleVi: string; titleEn: string })[]> {
  return db.rows(sql`
    select side, change_id as "changeId", person_id as "personId", signature.post_id as "postId", name, at,
      post.title_vi as "titleVi", post.title_en as "titleEn"
    from commitment_signature signature join lateral (select title_vi, title_en from post_version
      where post_id = signature.post_id order by lower(valid) desc limit 1) post on true
    where commitment_id = ${id} order by at`);
}

/** The digest of the words that were signed. */
export async function signedDigest(db: Queries, id: CommitmentId): Promise<string | undefined> {
  const row = await db.first<{ sha256: string }>(
    sql`select sha256 from commitment_signature where commitment_id = ${id} and change_id is null limit 1`,
  );
  return row?.sha256;
}

export async function insertChange(tx: Queries, change: Change, by: PostId): Promise<void> {
  await tx.run(sql`
    insert into commitment_change (id, item_id, reason, before, after, asked_by, asked_at, state)
    values (${change.id}, ${change.itemId}, ${change.reason}, ${JSON.stringify(change.before)}::jsonb,
      ${JSON.stringify(change.after)}::jsonb, ${by}, ${change.askedAt}, ${change.state})`);
}

export async function closeChange(tx: Queries, id: ChangeId, state: 'holds' | 'refused'): Promise<void> {
  await tx.run(sql`update commitment_change set state = ${state} where id = ${id}`);
}

export async function changesOf(db: Queries, id: CommitmentId): Promise<Change[]> {
  return db.rows<Change>(sql`
    select change.id, change.item_id as "itemId", change.reason, change.before, change.after,
      change.asked_at as "askedAt", change.state
    from commitment_change change join commitment_item item on item.id = change.item_id
    where item.commitment_id = ${id} order by change.asked_at`);
}

export async function insertReport(tx: Queries, report: Report, by: PostId): Promise<void> {
  await tx.run(sql`
    insert into commitment_report (item_id, quarter, seq, text, claimed, files, post_id, at)
    select ${report.itemId}, ${report.quarter}, coalesce(max(seq), 0) + 1, ${report.text}, ${report.claimed}::bigint,
      ${JSON.stringify(report.files)}::jsonb, ${by}::uuid, ${report.at}::timestamptz
    from commitment_report where item_id = ${report.itemId} and quarter = ${report.quarter}`);
}

/** What was reported of a commitment's items, newest last. */
export async function reportsOf(db: Queries, id: CommitmentId): Promise<Report[]> {
  return db.rows<Report>(sql`
    select report.item_id as "itemId", report.quarter, report.text, report.claimed, report.files, report.at
    from commitment_report report join commitment_item item on item.id = report.item_id
    where item.commitment_id = ${id} order by report.quarter, report.seq`);
}

/** Something that happened to a commitment. */
export interface CommitmentEvent {
  seq: number;
  at: Date;
  type: string;
  itemId: ItemId | null;
  text: string | null;
  titleVi: string | null;
}

export async function insertEvent(
  tx: Queries,
  id: CommitmentId,
  event: { at: Date; type: string; item?: ItemId | null; post: PostId | null; text?: string | null },
): Promise<void> {
  await tx.run(sql`
    insert into commitment_event (commitment_id, seq, at, type, item_id, post_id, text)
    select ${id}::uuid, coalesce(max(seq), 0) + 1, ${event.at}::timestamptz, ${event.type}, ${event.item ?? null}::uuid,
      ${event.post}::uuid, ${event.text ?? null}
    from commitment_event where commitment_id = ${id}`);
}

export async function eventsOf(db: Queries, id: CommitmentId): Promise<CommitmentEvent[]> {
  return db.rows<CommitmentEvent>(sql`
    select seq, at, type, item_id as "itemId", text, post.title_vi as "titleVi"
    from commitment_event event left join lateral (select title_vi from post_version
      where post_id = event.post_id order by lower(valid) desc limit 1) post on true
    where commitment_id = ${id} order by seq`);
}

/** Signed items whose date has come and that are not closed. */
export async function itemsToClose(
  db: Queries,
  day: PlainDate,
  limit: number,
): Promise<(Item & { unitId: UnitId })[]> {
  return db.rows(sql`
    select ${itemColumns}, commitment.unit_id as "unitId"
    from commitment_item item join commitment on commitment.id = item.commitment_id
    where item.state = 'active' and item.figure_code is not null and item.due_on < ${day} and commitment.state = 'signed'
      and item.checked_on is distinct from ${day}::date
    order by item.due_on, item.id limit ${limit}`);
}

/** Notes that an item was looked at today and was not reached: once a day is enough. */
export async function noteChecked(db: Queries, id: ItemId, day: PlainDate): Promise<void> {
  await db.run(sql`update commitment_item set checked_on = ${day} where id = ${id}`);
}

/** The person who signed for the head. */
export async function headSigner(
  tx: Queries,
  id: CommitmentId,
  change: ChangeId | null,
): Promise<PersonId | undefined> {
  const row = await tx.first<{ person: PersonId }>(sql`
    select person_id as person from commitment_signature
    where commitment_id = ${id} and side = 'head' and change_id is not distinct from ${change}`);
  return row?.person;
}
