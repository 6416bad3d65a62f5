import { levels } from '../../ground/law/evaluation-rules.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatInteger } from '../../platform/vietnamese.ts';
import type { FileLine } from './round.store.ts';
import { groupNames, levelNames, texts } from './texts.ts';
/** How units were rated, and how levels are distributed: no names, no small groups. */
export function PublicEvaluationPage(props: {
  frame: Frame;
  units: readonly { unit: UnitId; year: number; level: FileLine['level'] }[];
  distribution: readonly {
    year: number;
    rows: readonly { unit: UnitId; group: string; counts: readonly (number | null)[] }[];
  }[];
  unitName(unit: UnitId): string;
}) {
  const { frame, units, distribution, unitName } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.publicTitle} description={t.publicLead} wide>
      <h1>{t.publicTitle}</h1>
      <p class="lead">{t.publicLead}</p>
      {units.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.units}
          columns={[{ label: t.unit }, { label: t.year, numeric: true }, { label: t.level }]}
          cards
          rows={units.map((one) => [
            unitName(one.unit),
            String(one.year),
            one.level ? levelNames[language][one.level] : '–',
          ])}
        />
      )}
      {distribution.map(({ year, rows }) => (
        <Table
          key={year}
          caption={`${t.distribution} ${year}`}
          columns={[
            { label: t.unit },
            { label: t.group },
            ...levels.map((level) => ({ label: levelNames[language][level], numeric: true })),
          ]}
          rows={rows.map((one) => [
            unitName(one.unit),
            groupNames[language][one.group] ?? one.group,
            ...one.counts.map((count) =>
              count === null ? <span class="muted">{t.small}</span> : formatInteger(count),
            ),
          ])}
        />
      ))}
    </Layout>
  );
}
