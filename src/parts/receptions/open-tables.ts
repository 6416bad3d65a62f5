import type { OpenTable } from '../../ground/open-table.ts';
import { sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';

/** Sessions of leaders as they were posted, and whether they were held. */
export const receptionsTable: OpenTable = {
  code: 'tiep-cong-dan',
  title: { vi: 'Buổi tiếp công dân của lãnh đạo', en: 'Receptions by leaders' },
  description: {
    vi: 'Các buổi đã niêm yết: ngày, người tiếp theo chức vụ, đã diễn ra hay chưa. Không có gì về người đến.',
    en: 'Posted sessions: day, leader by post, held or not. Nothing about those who came.',
  },
  key: ['day', 'unit', 'leader', 'kind'],
  columns: [
    { name: 'day', type: 'date', description: { vi: 'Ngày', en: 'Day' } },
    { name: 'unit', type: 'string', description: { vi: 'Mã đơn vị', en: 'Code of the unit' } },
    { name: 'leader', type: 'string', description: { vi: 'Chức vụ người tiếp', en: 'Post of the leader' } },
    {
      name: 'kind',
      type: 'string',
      description: { vi: 'Định kỳ, đột xuất, tiếp chung', en: 'Regular, unscheduled, joint' },
    },
    {
      name: 'state',
      type: 'string',
      description: { vi: 'planned, held, cancelled', en: 'planned, held, cancelled' },
    },
    {
      name: 'in_person',
      type: 'boolean',
      description: { vi: 'Trực tiếp tiếp hay giao người khác', en: 'In person, or delegated' },
    },
  ],
  async rows({ db }) {
    const rows = await db.rows<{
      day: PlainDate;
      unit: string;
      leader: string;
      kind: string;
      state: string;
      inPerson: boolean | null;
    }>(sql`
      select on_day as day, unit.code as unit, leader_title as leader, kind, state, in_person as "inPerson"
      from reception_session session join unit on unit.id = session.unit_id
      where posted_at is not null or state = 'held' order by on_day, unit.code, leader_title`);
    return rows.map((row) => [row.day, row.unit, row.leader, row.kind, row.state, row.inPerson]);
  },
};
