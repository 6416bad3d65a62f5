import { type Indicator, indicatorFigure, type MeasurePart } from '../../ground/figure/indicator.ts';
import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';

export type IndicatorId = Id<'indicator'>;

/** An indicator as it is kept, with whose it is. */
export interface KeptIndicator extends Indicator {
  id: IndicatorId;
  unitId: UnitId;
  endedOn: PlainDate | null;
}

interface Row {
  id: IndicatorId;
  code: string;
  unit_id: UnitId;
  name_vi: string;
  name_en: string;
  numerator_figure: string;
  numerator_part: MeasurePart;
  denominator_figure: string | null;
  denominator_part: MeasurePart | null;
  kind: string | null;
  better: 'more' | 'less' | null;
  audience: 'public' | 'office';
  since: PlainDate;
  ended_on: PlainDate | null;
}

/** All indicators, those in force first. */
export async function listIndicators(db: Queries): Promise<KeptIndicator[]> {
  const rows = await db.rows<Row>(sql`
    select id, code, unit_id, name_vi, name_en, numerator_figure, numerator_part, denominator_figure, denominator_part,
      kind, better, audience, since, ended_on
    from indicator order by ended_on nulls first, name_vi limit 500`);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    unitId: row.unit_id,
    name: { vi: row.name_vi, en: row.name_en },
    numerator: { figure: row.numerator_figure, part: row.numerator_part },
    denominator:
      row.denominator_figure && row.denominator_part
        ? { figure: row.denominator_figure, part: row.denominator_part }
        : null,
    kind: row.kind,
    better: row.better,
    audience: row.audience,
    since: row.since,
    endedOn: row.ended_on,
  }));
}

export async function insertIndicator(tx: Queries, one: KeptIndicator, by: PostId): Promise<boolean> {
  const made = await tx.run(sql`
    insert into indicator (id, code, unit_id, name_vi, name_en, numerator_figure, numerator_part, denominator_figure,
      denominator_part, kind, better, audience, since, made_by)
    values (${one.id}, ${one.code}, ${one.unitId}, ${one.name.vi}, ${one.name.en}, ${one.numerator.figure},
      ${one.numerator.part}, ${one.denominator?.figure ?? null}, ${one.denominator?.part ?? null}, ${one.kind},
      ${one.better}, ${one.audience}, ${one.since}, ${by})
    on conflict (code) do nothing`);
  return made > 0;
}

export async function endIndicator(tx: Queries, id: IndicatorId, on: PlainDate): Promise<boolean> {
  return (await tx.run(sql`update indicator set ended_on = ${on} where id = ${id} and ended_on is null`)) > 0;
}

/** The indicators in force as figures, for whoever lists figures. */
export async function indicatorFigures(services: Services) {
  const all = await listIndicators(services.db);
  return all
    .filter((one) => one.endedOn === null)
    .flatMap((one) => {
      const figure = indicatorFigure(one, services.figures);
      return figure ? [{ figure, audience: one.audience }] : [];
    });
}
