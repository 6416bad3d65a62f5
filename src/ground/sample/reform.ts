import type { Random } from '../../platform/random.ts';
import { type PlainDate, parsePlainDate } from '../../platform/time.ts';
import type { UnitId, UnitKind } from '../organization/organization.ts';
import type { Ground } from '../organization/reorganisation.store.ts';
import type { Operation } from '../organization/reorganisation.ts';

/** The day on which the district tier ended (Resolution 203/2025/QH15) and communes were redrawn. */
export const reformDay: PlainDate = parsePlainDate('2025-07-01');

/** Wards and communes of the old city, by the ward of today that succeeded them. */
export const successors: Record<string, { vi: string; en: string; from: string[] }> = {
  'phuong-bac-lieu': {
    vi: 'Phường Bạc Liêu',
    en: 'Bạc Liêu Ward',
    from: ['phuong-1', 'phuong-2', 'phuong-3', 'phuong-7', 'phuong-8'],
  },
  'phuong-vinh-trach': {
    vi: 'Phường Vĩnh Trạch',
    en: 'Vĩnh Trạch Ward',
    from: ['phuong-5', 'xa-vinh-trach'],
  },
  'phuong-hiep-thanh': {
    vi: 'Phường Hiệp Thành',
    en: 'Hiệp Thành Ward',
    from: ['phuong-nha-mat', 'xa-hiep-thanh', 'xa-vinh-trach-dong'],
  },
};

/** A reorganisation of the sample with its ground. */
export interface SampleReform extends Ground {
  operations: Operation[];
}

const bilingual = (vi: string, en: string) => ({ vi, en });

/** The merger of two centres, as the newspaper article tells of such; the decision's number is made up. */
export function centreMerger(unit: (code: string) => UnitId, random: Random): SampleReform {
  const centre = random.uuid() as UnitId;
  const service: UnitKind = 'service';
  return {
    title: 'Sáp nhập Trung tâm Văn hóa - Thể thao và Đài Truyền thanh thành phố',
    number: '01/QĐ-UBND (dữ liệu mẫu)',
    issuer: 'UBND TP. Bạc Liêu',
    signer: 'Chủ tịch',
    on: parsePlainDate('2019-09-16'),
    effectiveOn: parsePlainDate('2019-10-01'),
    operations: [
      {
        do: 'found',
        unit: centre,
        code: 'tt-vhtttt',
        kind: service,
        name: bilingual(
          'Trung tâm Văn hóa, Thể thao và Truyền thanh',
          'Centre for Culture, Sports and Broadcasting',
        ),
        parent: unit('ubnd'),
      },
      { do: 'close', unit: unit('tt-vhtt'), to: centre },
      { do: 'close', unit: unit('dai-tt'), to: centre },
    ],
  };
}

/** 1 July 2025: seven wards and three communes become three wards; the city as a tier is abolished. */
export function reformOf2025(unit: (code: string) => UnitId, random: Random): SampleReform {
  const founded = new Map<string, UnitId>();
  const operations: Operation[] = [];
  const found = (code: string, kind: UnitKind, vi: string, en: string, parent: UnitId): UnitId => {
    const id = random.uuid() as UnitId;
    founded.set(code, id);
    operations.push({ do: 'found', unit: id, code, kind, name: bilingual(vi, en), parent });
    return id;
  };
  const close = (from: string, to: UnitId) => operations.push({ do: 'close', unit: unit(from), to });
  const province = unit('tinh-ca-mau');

  for (const [code, { vi, en, from }] of Object.entries(successors)) {
    const ward = found(code, 'ward', `UBND ${vi}`, `People’s Committee, ${en}`, province);
    const short = code.replace('phuong-', '');
    found(
      `kt-ht-dt-${short}`,
      'department',
      `Phòng Kinh tế, Hạ tầng và Đô thị, ${vi}`,
      `Economy, Infrastructure and Urban Department, ${en}`,
      ward,
    );
    found(
      `vh-xh-${short}`,
      'department',
      `Phòng Văn hóa - Xã hội, ${vi}`,
      `Culture and Society Department, ${en}`,
      ward,
    );
    for (const old of from) close(old, ward);
  }
  const centre = founded.get('phuong-bac-lieu') as UnitId;
  const building = founded.get('kt-ht-dt-bac-lieu') as UnitId;
  const society = founded.get('vh-xh-bac-lieu') as UnitId;
  const inspectorate = found(
    'thanh-tra-tinh',
    'department',
    'Thanh tra tỉnh',
    'Provincial Inspectorate',
    province,
  );
  for (const code of ['tnmt', 'qldt', 'tckh']) close(code, building);
  for (const code of ['noi-vu', 'ldtbxh', 'tu-phap', 'gddt']) close(code, society);
  close('thanh-tra', inspectorate);
  operations.push({ do: 'transfer', unit: unit('tt-vhtttt'), parent: centre });
  operations.push({
    do: 'rename',
    unit: unit('mttq'),
    kind: 'front',
    name: bilingual('Ủy ban MTTQ Việt Nam phường Bạc Liêu', 'Fatherland Front, Bạc Liêu Ward'),
  });
  operations.push({ do: 'transfer', unit: unit('mttq'), parent: centre });
  operations.push({
    do: 'rename',
    unit: unit('ban-tcd'),
    kind: 'reception',
    name: bilingual('Ban Tiếp công dân, điểm tiếp Bạc Liêu', 'Citizen Reception Office, Bạc Liêu desk'),
  });
  operations.push({ do: 'transfer', unit: unit('ban-tcd'), parent: province });
  close('ubnd', province);
  close('tinh-bac-lieu', province);
  return {
    title: 'Sắp xếp đơn vị hành chính, bỏ cấp huyện từ ngày 01/7/2025',
    number: '202/2025/QH15; 1655/NQ-UBTVQH15',
    issuer: 'Quốc hội; Ủy ban Thường vụ Quốc hội',
    signer: 'Chủ tịch Quốc hội',
    on: parsePlainDate('2025-06-16'),
    effectiveOn: reformDay,
    operations,
  };
}
