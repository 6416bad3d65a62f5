import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { type UnitId, unitNamed } from '../../ground/organization/organization.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { empty, type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { type Round, type Street, type StreetId, streetCriteria } from './campaign.ts';
import type * as forms from './forms.ts';
import { insertPhotos } from './photo.store.ts';

const words = {
  none: { vi: 'Chọn ít nhất một tiêu chí.', en: 'Choose at least one criterion.' },
  twice: { vi: 'Đơn vị đã có tuyến này.', en: 'The unit has this street already.' },
  since: { vi: 'Không trước ngày tuyến được đưa vào.', en: 'Not before the street was named.' },
  round: { vi: 'Đã có lần kiểm tra ngày này.', en: 'There is a round of this day already.' },
};

const columns = sql`
  street.id, street.unit_id as "unitId", street.name, street.stretch, street.plan, street.criteria, street.since`;

/** A street in a list, with its newest round. */
export interface StreetLine extends Street {
  unitVi: string;
  unitEn: string;
  rounds: number;
  newest: Round | null;
}

export async function listStreets(
  db: Queries,
  filter: { id?: StreetId; units?: 'all' | readonly UnitId[] } = {},
): Promise<StreetLine[]> {
  const { id, units = 'all' } = filter;
  return db.rows<StreetLine>(sql`
    select ${columns}, unit.name_vi as "unitVi", unit.name_en as "unitEn",
      (select count(*)::int from street_round where street_id = street.id) as rounds, newest.round as newest
    from model_street street join ${unitNamed(sql`street.unit_id`, sql`unit`)} on true
    left join lateral (select jsonb_build_object('id', id, 'onDay', on_day::text, 'who', who, 'met', met, 'words', words) as round
      from street_round where street_id = street.id order by on_day desc limit 1) newest on true
    where true ${id ? sql`and street.id = ${id}` : empty}
      ${units === 'all' ? empty : sql`and street.unit_id = any(${units}::uuid[])`}
    order by street.name, street.id limit 300`);
}

export async function roundsOf(db: Queries, street: StreetId): Promise<Round[]> {
  return db.rows<Round>(sql`
    select id, on_day as "onDay", who, met, words from street_round where street_id = ${street} order by on_day`);
}

const ticked = (given: Record<string, unknown>) =>
  streetCriteria.map((one) => one.code).filter((code) => given[code] === true);

/** Names a street that is to become a model street, with what it is looked at for. */
export async function addStreet(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof forms.streetForm>,
): Promise<StreetId> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  const { name, stretch, plan } = given as unknown as Record<'name' | 'stretch' | 'plan', string>;
  const criteria = ticked(given);
  if (criteria.length === 0) throw new Refused(words.none);
  const id: StreetId = newId();
  const added = await tx.run(sql`
    insert into model_street (id, unit_then, unit_id, name, stretch, plan, criteria, since)
    values (${id}, ${officer.unit}, ${officer.unit}, ${name}, ${stretch}, ${plan}, ${criteria}::text[],
      ${dayInVietnam(services.clock())})
    on conflict (unit_id, name) do nothing`);
  if (added === 0) throw new Refused(words.twice, 'name');
  await enterNext(services, tx, officer, {
    type: 'street.named',
    subject: id,
    facts: { name, plan, criteria: criteria.join(' ') },
  });
  return id;
}

/** Notes a round of checks of a street: what of its own criteria is met on that day. */
export async function noteRound(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: StreetId,
  given: Given<typeof forms.roundForm>,
): Promise<void> {
  const street = await tx.first<Street>(
    sql`select ${columns} from model_street street where id = ${id} for update`,
  );
  if (!street || !worksIn(officer, street.unitId)) throw notFound();
  const round = given as unknown as Pick<Round, 'onDay' | 'who' | 'words'> &
    Pick<Given<typeof forms.milestoneForm>, 'files' | 'caption' | 'spot'>;
  if (round.onDay > dayInVietnam(services.clock())) throw new Refused(refusals.future, 'onDay');
  if (round.onDay < street.since) throw new Refused(words.since, 'onDay');
  const met = ticked(given).filter((code) => street.criteria.includes(code));
  const added = await tx.run(sql`
    insert into street_round (id, street_id, on_day, who, met, words)
    values (${newId()}, ${id}, ${round.onDay}, ${round.who}, ${met}::text[], ${round.words})
    on conflict (street_id, on_day) do nothing`);
  if (added === 0) throw new Refused(words.round, 'onDay');
  await insertPhotos(tx, id, round);
  await enterNext(services, tx, officer, {
    type: 'street.checked',
    subject: id,
    facts: {
      on_day: round.onDay,
      met: met.length,
      of: street.criteria.length,
      photos: round.files.map((file) => file.sha256).join(' '),
    },
  });
}
