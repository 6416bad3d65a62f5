import type { OpenTable } from '../../ground/open-table.ts';
import { sql } from '../../platform/database/database.ts';
import { addMonths, dayInVietnam, newestMonthOver } from '../../platform/time.ts';
import { tell } from './cells.ts';
import { cells, extras, figureDefinitions } from './figures.ts';

const monthsBack = 60;
const counted = ['received', ...cells, ...extras] as const;

/** Petitions by month, unit and kind, in cells large enough. */
const petitionsTable: OpenTable = {
  code: 'don-thu',
  title: { vi: 'Đơn thư theo tháng, đơn vị và loại', en: 'Petitions by month, unit and kind' },
  description: {
    vi: 'Đơn nhận trong từng tháng và tình trạng đến nay. Loại đơn và nhóm như khi khóa tháng; nhóm ít đơn gộp các đơn vị. 60 tháng gần nhất đã hết.',
    en: 'Petitions received in each month and where they stand now. Kinds and groups as when the month was closed; small groups join all units. The newest 60 months that are over.',
  },
  key: ['month', 'unit', 'kind'],
  columns: [
    { name: 'month', type: 'month', description: { vi: 'Tháng nhận', en: 'Month of receipt' } },
    {
      name: 'unit',
      type: 'string',
      joined: true,
      description: { vi: 'Mã đơn vị hiện nay', en: 'Code of the unit of now' },
    },
    { name: 'kind', type: 'string', description: { vi: 'Loại đơn', en: 'Kind' } },
    ...counted.map((name) => {
      const definition = figureDefinitions.find((one) => one.code === name);
      return {
        name,
        type: 'integer' as const,
        description: definition?.definition ?? {
          vi: 'Số đơn có người gửi đánh giá',
          en: 'Petitions that were rated',
        },
      };
    }),
  ],
  async rows(services) {
    const { units, ended } = await services.site.read();
    const codes = new Map([...units, ...ended].map((unit) => [unit.id, unit.code]));
    const today = dayInVietnam(services.clock());
    const to = newestMonthOver(today);
    const { rows } = await tell(services, {
      from: addMonths(to, 1 - monthsBack),
      to,
      asOf: today,
      by: { month: true, unit: true, kind: true },
    });
    return rows
      .map((row) => [
        row.month?.slice(0, 7) ?? null,
        (row.unitNow && codes.get(row.unitNow)) ?? null,
        row.kind ?? null,
        ...counted.map((name) => row[name]),
      ])
      .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  },
};

/** Cases that were published, each with its address. */
const casesTable: OpenTable = {
  code: 'vu-viec',
  title: { vi: 'Vụ việc công khai', en: 'Published cases' },
  description: {
    vi: 'Các vụ việc đã công khai, với tên đã bỏ thông tin cá nhân.',
    en: 'Cases that were published, by titles without personal data.',
  },
  key: ['id'],
  columns: [
    {
      name: 'id',
      type: 'string',
      description: { vi: 'Mã công khai, trong địa chỉ /ho-so/…', en: 'Public id, in the address /ho-so/…' },
    },
    { name: 'title', type: 'string', description: { vi: 'Tên vụ việc', en: 'Title' } },
    { name: 'topic', type: 'string', description: { vi: 'Lĩnh vực', en: 'Topic' } },
    { name: 'unit', type: 'string', description: { vi: 'Mã đơn vị', en: 'Code of the unit' } },
    { name: 'published_on', type: 'date', description: { vi: 'Ngày công khai', en: 'Day of publication' } },
  ],
  async rows({ db }) {
    const rows = await db.rows<{ id: string; title: string; topic: string; unit: string; at: Date }>(sql`
      select public_id as id, public_title as title, topic, unit.code as unit, published_at as at
      from petition join unit on unit.id = petition.unit_id
      where published_at is not null order by published_at, public_id`);
    return rows.map((row) => [row.id, row.title, row.topic, row.unit, dayInVietnam(row.at)]);
  },
};

/** What anyone may take away of petitions. */
export const petitionTables: readonly OpenTable[] = [petitionsTable, casesTable];
