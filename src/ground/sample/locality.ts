import type pg from 'pg';
import { copyRows } from '../../platform/database/copy.ts';
import type { Random } from '../../platform/random.ts';
import type { Role } from '../access/decision.ts';
import { hashSamplePassword } from '../access/password.ts';
import { newSealingKey } from '../access/sealing.ts';
import type { PersonId, PostId, UnitId, UnitKind } from '../organization/organization.ts';

/** Password of every sample account; shown on the sign-in page of a sample locality. */
export const samplePassword = 'gan-dan-thu-nghiem';

// TP. Bạc Liêu as it was: 7 wards, 3 communes, 49 khóm and 18 ấp.
const wardNames = ['Phường 1', 'Phường 2', 'Phường 3', 'Phường 5', 'Phường 7', 'Phường 8', 'Phường Nhà Mát'];
const communeNames = ['Xã Hiệp Thành', 'Xã Vĩnh Trạch', 'Xã Vĩnh Trạch Đông'];
const communeHamlets: Record<string, string[]> = {
  'Xã Hiệp Thành': [
    'Ấp Giồng Giữa',
    'Ấp Giồng Nhãn',
    'Ấp Xóm Lớn',
    'Ấp Chòm Xoài',
    'Ấp Giồng Me',
    'Ấp Thống Nhất',
  ],
  'Xã Vĩnh Trạch': ['Ấp Trà Kha', 'Ấp Kim Cấu', 'Ấp Vĩnh Hòa', 'Ấp Giồng Bốm', 'Ấp Công Điền', 'Ấp Vĩnh An'],
  'Xã Vĩnh Trạch Đông': [
    'Ấp Biển Đông A',
    'Ấp Biển Đông B',
    'Ấp Biển Tây',
    'Ấp Giồng Nhãn A',
    'Ấp Thào Lạng',
    'Ấp Vĩnh Tiến',
  ],
};
const departments: [code: string, vi: string, en: string][] = [
  ['noi-vu', 'Phòng Nội vụ', 'Department of Home Affairs'],
  ['tnmt', 'Phòng Tài nguyên và Môi trường', 'Department of Natural Resources and Environment'],
  ['qldt', 'Phòng Quản lý đô thị', 'Department of Urban Management'],
  ['ldtbxh', 'Phòng Lao động, Thương binh và Xã hội', 'Department of Labour and Social Affairs'],
  ['tckh', 'Phòng Tài chính, Kế hoạch', 'Department of Finance and Planning'],
  ['tu-phap', 'Phòng Tư pháp', 'Department of Justice'],
  ['gddt', 'Phòng Giáo dục và Đào tạo', 'Department of Education'],
  ['thanh-tra', 'Thanh tra thành phố', 'City Inspectorate'],
];

const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Võ',
  'Đặng',
  'Lâm',
  'Danh',
  'Thạch',
  'Quách',
  'Trương',
  'Ngô',
];
const middles = ['Văn', 'Thị', 'Hữu', 'Ngọc', 'Minh', 'Thanh', 'Quốc', 'Kim', 'Hoàng', 'Phước'];
const givens = [
  'An',
  'Bình',
  'Châu',
  'Dũng',
  'Giang',
  'Hạnh',
  'Hiếu',
  'Hường',
  'Khánh',
  'Lan',
  'Liễu',
  'Mỹ',
  'Nghĩa',
  'Ngọc',
  'Phượng',
  'Quyên',
  'Sơn',
  'Thảo',
  'Thủy',
  'Tuấn',
  'Út',
  'Vân',
  'Xuân',
  'Yến',
];

/** A made-up name in Vietnamese order. */
export function sampleName(random: Random): string {
  return `${random.pick(families)} ${random.pick(middles)} ${random.pick(givens)}`;
}

export interface SampleUnit {
  id: UnitId;
  code: string;
  kind: UnitKind;
  vi: string;
  en: string;
  parentId: UnitId | null;
  hamlets: string[];
}

export interface SamplePost {
  id: PostId;
  unitId: UnitId;
  role: Role;
  personId: PersonId;
  handles: boolean;
}

/** The sample locality: what its parts' sample data refers to. */
export interface SampleWorld {
  units: SampleUnit[];
  posts: SamplePost[];
  /** age recipients of those who handle denunciations. */
  recipients: string[];
}

const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9]+/g, '-');

function sampleUnits(random: Random): SampleUnit[] {
  const id = () => random.uuid() as UnitId;
  const committee: SampleUnit = {
    id: id(),
    code: 'ubnd',
    kind: 'committee',
    vi: 'UBND TP. Bạc Liêu',
    en: 'People’s Committee of Bạc Liêu City',
    parentId: null,
    hamlets: [],
  };
  const under = (
    kind: UnitKind,
    code: string,
    vi: string,
    en: string,
    hamlets: string[] = [],
  ): SampleUnit => ({
    id: id(),
    code,
    kind,
    vi,
    en,
    parentId: committee.id,
    hamlets,
  });
  let khom = 0;
  return [
    committee,
    under('reception', 'ban-tcd', 'Ban Tiếp công dân', 'Citizen Reception Office'),
    ...departments.map(([code, vi, en]) => under('department', code, vi, en)),
    under('front', 'mttq', 'Ủy ban MTTQ Việt Nam thành phố', 'City Fatherland Front'),
    ...wardNames.map((name) =>
      under(
        'ward',
        folded(name),
        `UBND ${name}`,
        `People’s Committee, ${name.replace('Phường', 'Ward')}`,
        Array.from({ length: 7 }, () => `Khóm ${(khom++ % 7) + 1}`),
      ),
    ),
    ...communeNames.map((name) =>
      under(
        'commune',
        folded(name),
        `UBND ${name}`,
        `People’s Committee, ${name.replace('Xã', 'Commune')}`,
        communeHamlets[name] ?? [],
      ),
    ),
  ];
}

const titles: Record<Role, [vi: string, en: string]> = {
  clerk: ['Văn thư', 'Clerk'],
  officer: ['Chuyên viên', 'Officer'],
  head: ['Thủ trưởng', 'Head'],
  chair: ['Chủ tịch', 'Chair'],
  administrator: ['Quản trị hệ thống', 'Administrator'],
  auditor: ['Thanh tra viên', 'Inspector'],
};

/** Accounts that the sign-in page of a sample locality names. */
const named: Record<string, [unit: string, role: Role]> = {
  vanthu: ['ban-tcd', 'clerk'],
  giaiquyet: ['ban-tcd', 'officer'],
  bantiepdan: ['ban-tcd', 'head'],
  chuyenvien: ['phuong-1', 'officer'],
  thutruong: ['phuong-1', 'head'],
  chutich: ['ubnd', 'chair'],
  quantri: ['ubnd', 'administrator'],
  thanhtra: ['thanh-tra', 'auditor'],
};

/** Writes units, people, posts and accounts of the sample locality. */
export async function loadLocality(client: pg.ClientBase, random: Random): Promise<SampleWorld> {
  const units = sampleUnits(random);
  await client.query(
    "insert into locality (name_vi, name_en, sample) values ('TP. Bạc Liêu', 'Bạc Liêu City', true)",
  );
  const since = '2020-01-01';
  await copyRows(
    client,
    'unit',
    ['id', 'code', 'kind', 'name_vi', 'name_en', 'parent_id', 'valid_from', 'hamlets'],
    units.map((unit) => [
      unit.id,
      unit.code,
      unit.kind,
      unit.vi,
      unit.en,
      unit.parentId,
      since,
      unit.hamlets,
    ]),
  );

  const passwordHash = await hashSamplePassword(samplePassword);
  const posts: SamplePost[] = [];
  const people: [string, string][] = [];
  const accounts: (string | null)[][] = [];
  const recipients: string[] = [];
  for (const unit of units) {
    const roles: Role[] = ['clerk', 'officer', 'officer', 'head'];
    if (unit.kind === 'committee') roles.push('chair', 'administrator');
    if (unit.code === 'thanh-tra') roles.push('auditor');
    const taken = new Set<string>();
    for (const [at, role] of roles.entries()) {
      const personId = random.uuid() as PersonId;
      people.push([personId, sampleName(random)]);
      const [username] =
        Object.entries(named).find(
          ([name, [code, wanted]]) => code === unit.code && wanted === role && !taken.has(name),
        ) ?? [];
      if (username) taken.add(username);
      const handles = unit.kind === 'reception' && (role === 'officer' || role === 'head');
      posts.push({ id: random.uuid() as PostId, unitId: unit.id, role, personId, handles });
      // The key's wrapping costs a second each at full strength; the sample's password is public.
      const key = handles ? await newSealingKey(samplePassword, 10) : undefined;
      if (key) recipients.push(key.recipient);
      accounts.push([
        personId,
        username ?? `${unit.code}-${role}-${at}`,
        passwordHash,
        key?.recipient ?? null,
        key?.wrappedIdentity ?? null,
      ]);
    }
  }
  await copyRows(client, 'person', ['id', 'name'], people);
  await copyRows(
    client,
    'account',
    ['person_id', 'username', 'password_hash', 'recipient', 'wrapped_identity'],
    accounts,
  );
  await copyRows(
    client,
    'post',
    ['id', 'unit_id', 'role', 'title_vi', 'title_en', 'person_id', 'valid_from', 'handles_denunciations'],
    posts.map((post) => [
      post.id,
      post.unitId,
      post.role,
      ...titles[post.role],
      post.personId,
      since,
      post.handles,
    ]),
  );
  return { units, posts, recipients };
}
