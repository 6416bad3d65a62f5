import type { OpenTable } from '../../ground/open-table.ts';

/** Units of today and those that are no more. */
export const unitsTable: OpenTable = {
  code: 'don-vi',
  title: { vi: 'Đơn vị', en: 'Units' },
  description: {
    vi: 'Các đơn vị của bộ máy, còn hoạt động hay đã kết thúc; mã đơn vị dùng trong mọi bảng khác.',
    en: 'Units of the organisation, living or ended; their codes are those of all other tables.',
  },
  key: ['unit'],
  columns: [
    { name: 'unit', type: 'string', description: { vi: 'Mã đơn vị', en: 'Code' } },
    { name: 'name', type: 'string', description: { vi: 'Tên', en: 'Name in Vietnamese' } },
    { name: 'name_en', type: 'string', description: { vi: 'Tên tiếng Anh', en: 'Name in English' } },
    { name: 'kind', type: 'string', description: { vi: 'Loại đơn vị', en: 'Kind of unit' } },
    {
      name: 'parent',
      type: 'string',
      description: { vi: 'Mã đơn vị cấp trên', en: 'Code of the unit above' },
    },
    { name: 'living', type: 'boolean', description: { vi: 'Còn hoạt động', en: 'Exists today' } },
  ],
  async rows({ site }) {
    const { units, ended } = await site.read();
    const all = [...units, ...ended];
    const codes = new Map(all.map((unit) => [unit.id, unit.code]));
    return all
      .map((unit) => [
        unit.code,
        unit.name.vi,
        unit.name.en,
        unit.kind,
        (unit.parentId && codes.get(unit.parentId)) ?? null,
        units.includes(unit),
      ])
      .toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
  },
};
