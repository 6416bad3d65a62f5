import type pg from 'pg';
import { copyRows } from '../../platform/database/copy.ts';
import { queriesOn } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { Random } from '../../platform/random.ts';
import { addDays, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import type { Role } from '../access/decision.ts';
import { hashSamplePassword } from '../access/password.ts';
import { newSealingKey } from '../access/sealing.ts';
import { roleTitle } from '../access/titles.ts';
import {
  type PersonId,
  type PostId,
  type Unit,
  type UnitId,
  type UnitKind,
  unitsOn,
} from '../organization/organization.ts';
import { apply, readPlan } from '../organization/reorganisation.service.ts';
import {
  insertReorganisation,
  insertUnits,
  postsOf,
  updateReorganisation,
} from '../organization/reorganisation.store.ts';
import type { ReorganisationId } from '../organization/reorganisation.ts';
import { destinationOf } from '../organization/reorganisation.ts';
import type { RecordEvent } from '../record/entry.ts';
import { centreMerger, reformDay, reformOf2025, type SampleReform } from './reform.ts';

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
const centres: [code: string, vi: string, en: string][] = [
  ['tt-vhtt', 'Trung tâm Văn hóa - Thể thao', 'Centre for Culture and Sports'],
  ['dai-tt', 'Đài Truyền thanh', 'Broadcasting Station'],
];
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

export interface SamplePost {
  id: PostId;
  unitId: UnitId;
  role: Role;
  personId: PersonId;
  handles: boolean;
}

/** The sample locality: what its parts' sample data refers to. */
export interface SampleWorld {
  /** Units before 1 July 2025, and those since. */
  old: Unit[];
  current: Unit[];
  /** First day of the units of now. */
  reformDay: PlainDate;
  reform: ReorganisationId;
  /** The unit of now that succeeded one of then. */
  successor(unit: Unit, hamlet: string | null): Unit;
  posts: SamplePost[];
  /** age recipients of those who handle denunciations. */
  recipients: string[];
  /** The record's entries of what was done to the organisation. */
  entries: Omit<RecordEvent, 'v'>[];
}

const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9]+/g, '-');

const since = parsePlainDate('2016-01-01');

function sampleUnits(random: Random): Unit[] {
  const id = () => random.uuid() as UnitId;
  const root = (code: string, vi: string, en: string, kind: UnitKind, parentId: UnitId | null): Unit => ({
    id: id(),
    code,
    kind,
    name: { vi, en },
    parentId,
    hamlets: [],
  });
  const caMau = root(
    'tinh-ca-mau',
    'UBND tỉnh Cà Mau',
    'People’s Committee of Cà Mau Province',
    'province',
    null,
  );
  const bacLieu = root(
    'tinh-bac-lieu',
    'UBND tỉnh Bạc Liêu',
    'People’s Committee of Bạc Liêu Province',
    'province',
    null,
  );
  const committee = root(
    'ubnd',
    'UBND TP. Bạc Liêu',
    'People’s Committee of Bạc Liêu City',
    'committee',
    bacLieu.id,
  );
  const under = (kind: UnitKind, code: string, vi: string, en: string, hamlets: string[] = []): Unit => ({
    ...root(code, vi, en, kind, committee.id),
    hamlets,
  });
  return [
    caMau,
    bacLieu,
    committee,
    under('reception', 'ban-tcd', 'Ban Tiếp công dân', 'Citizen Reception Office'),
    ...departments.map(([code, vi, en]) => under('department', code, vi, en)),
    ...centres.map(([code, vi, en]) => under('service', code, vi, en)),
    under('front', 'mttq', 'Ủy ban MTTQ Việt Nam thành phố', 'City Fatherland Front'),
    ...wardNames.map((name) =>
      under(
        'ward',
        folded(name),
        `UBND ${name}`,
        `People’s Committee, ${name.replace('Phường', 'Ward')}`,
        // The old wards numbered their quarters alike: today the ward's name tells them apart.
        Array.from({ length: 7 }, (_, at) => `Khóm ${at + 1} (${name})`),
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

/** Accounts that the sign-in page of a sample locality names. */
const named: Record<string, [unit: string, role: Role]> = {
  vanthu: ['ban-tcd', 'clerk'],
  giaiquyet: ['ban-tcd', 'officer'],
  bantiepdan: ['ban-tcd', 'head'],
  chuyenvien: ['phuong-bac-lieu', 'officer'],
  thutruong: ['phuong-bac-lieu', 'head'],
  chutichphuong: ['phuong-bac-lieu', 'chair'],
  chutich: ['tinh-ca-mau', 'chair'],
  quantri: ['tinh-ca-mau', 'administrator'],
  quantri2: ['tinh-ca-mau', 'administrator'],
  thanhtra: ['thanh-tra-tinh', 'auditor'],
};

function rolesIn(unit: Unit): Role[] {
  const roles: Role[] = ['clerk', 'officer', 'officer', 'head'];
  if (unit.code === 'tinh-ca-mau') roles.push('chair', 'administrator', 'administrator');
  if (unit.code === 'ubnd' || unit.kind === 'ward' || unit.kind === 'commune') roles.push('chair');
  if (unit.code === 'thanh-tra-tinh') roles.push('auditor');
  return roles;
}

/** A unit has one head: whoever approves beside its chair is the chair’s deputy. */
function titleOf(post: SamplePost, all: readonly { post: SamplePost }[]): Bilingual {
  const deputy =
    post.role === 'head' && all.some((one) => one.post.unitId === post.unitId && one.post.role === 'chair');
  return deputy ? { vi: 'Phó Chủ tịch', en: 'Deputy chair' } : roleTitle(post.role);
}

/** Writes units, people, posts and accounts of the sample locality, and reorganises it twice. */
export async function loadLocality(client: pg.ClientBase, random: Random): Promise<SampleWorld> {
  const tx = queriesOn(client);
  await client.query(
    "insert into locality (name_vi, name_en, sample) values ('Bạc Liêu, tỉnh Cà Mau', 'Bạc Liêu, Cà Mau Province', true)",
  );
  const first = sampleUnits(random);
  await insertUnits(tx, first, since);
  const staff = new Staff(client, random);
  const entries: Omit<RecordEvent, 'v'>[] = [];
  await staff.fill(first, since);
  await staff.flush();
  const drafter = staff.person('quantri');
  const approver = staff.person('quantri2');

  const reorganise = async (make: (unit: (code: string) => UnitId, random: Random) => SampleReform) => {
    const day = make(() => random.uuid() as UnitId, random).effectiveOn;
    const codes = new Map((await unitsOn(tx, addDays(day, -1))).map((unit) => [unit.code, unit.id]));
    const reform = make((code) => codes.get(code) as UnitId, random);
    const id = random.uuid() as ReorganisationId;
    const plan = await readPlan(tx, reform.operations, day);
    if (plan.problems.length > 0) throw new Error(`sample reform: ${JSON.stringify(plan.problems)}`);
    // A unit that takes in others keeps one head: the other heads' posts end with their units.
    const heads = await postsOf(tx, plan.closing, day);
    reform.operations.push(
      ...heads
        .filter((post) => post.role === 'head' || post.role === 'chair')
        .map((post) => ({ do: 'abolishPost' as const, post: post.id })),
    );
    const at = new Date(`${day}T00:05:00+07:00`);
    await insertReorganisation(tx, {
      ...reform,
      id,
      draftedBy: drafter,
      draftedAt: new Date(`${reform.on}T02:00:00Z`),
    });
    const outcome = await apply(tx, [], { id, operations: reform.operations, effectiveOn: day }, plan);
    await updateReorganisation(tx, {
      ...reform,
      id,
      version: 4,
      state: 'carriedOut',
      draftedBy: drafter,
      draftedName: '',
      editedBy: [],
      draftedAt: at,
      approvedBy: approver,
      approvedName: '',
      approvedAt: new Date(`${reform.on}T03:00:00Z`),
      carriedOutAt: at,
      outcome,
    });
    entries.push({
      type: 'reorganisation.carriedOut',
      subject: id,
      seq: 4,
      at: at.toISOString(),
      role: 'system',
      unit: null,
      facts: {
        ground: `${reform.number}, ${reform.on}`,
        effective_on: day,
        units_founded: outcome.unitsFounded,
        units_closed: outcome.unitsClosed,
      },
    });
    const founded = plan.after.filter((unit) => !plan.units.some((one) => one.id === unit.id));
    await staff.fill(founded, day);
    await staff.flush();
    return { id, plan };
  };
  await reorganise(centreMerger);
  const { id: reform, plan } = await reorganise(reformOf2025);
  const now = await unitsOn(tx, reformDay);
  const byId = new Map(now.map((unit) => [unit.id, unit]));
  return {
    old: plan.units,
    current: now,
    reformDay,
    reform,
    successor: (unit, hamlet) => {
      const to = destinationOf(plan.succession.get(unit.id) ?? [], { id: '', area: hamlet, kind: null });
      return byId.get(to ?? unit.id) as Unit;
    },
    posts: staff.posts,
    recipients: staff.recipients,
    entries,
  };
}

/** People, posts and accounts of the sample, written unit by unit. */
class Staff {
  readonly posts: SamplePost[] = [];
  readonly recipients: string[] = [];
  private readonly byName = new Map<string, PersonId>();
  private people: [string, string][] = [];
  private accounts: (string | null)[][] = [];
  private fresh: { post: SamplePost; code: string; from: PlainDate }[] = [];
  private passwordHash: string | undefined;

  constructor(
    private readonly client: pg.ClientBase,
    private readonly random: Random,
  ) {}

  person(username: string): PersonId {
    const person = this.byName.get(username);
    if (!person) throw new Error(`no sample account ${username}`);
    return person;
  }

  async fill(units: readonly Unit[], from: PlainDate): Promise<void> {
    const { random } = this;
    this.passwordHash ??= await hashSamplePassword(samplePassword);
    for (const unit of units) {
      for (const [at, role] of rolesIn(unit).entries()) {
        const personId = random.uuid() as PersonId;
        this.people.push([personId, sampleName(random)]);
        const username =
          Object.entries(named).find(
            ([name, [code, wanted]]) => code === unit.code && wanted === role && !this.byName.has(name),
          )?.[0] ?? `${unit.code}-${role}-${at}`;
        this.byName.set(username, personId);
        const handles = unit.kind === 'reception' && (role === 'officer' || role === 'head');
        const post = { id: random.uuid() as PostId, unitId: unit.id, role, personId, handles };
        this.posts.push(post);
        this.fresh.push({ post, code: `${unit.code}.${role}.${at}`, from });
        // The key's wrapping costs a second each at full strength; the sample's password is public.
        const key = handles ? await newSealingKey(samplePassword, 10) : undefined;
        if (key) this.recipients.push(key.recipient);
        this.accounts.push([
          personId,
          username,
          this.passwordHash,
          key?.recipient ?? null,
          key?.wrappedIdentity ?? null,
        ]);
      }
    }
  }

  async flush(): Promise<void> {
    const { client, fresh } = this;
    const span = (from: PlainDate) => `[${from},)`;
    await copyRows(client, 'person', ['id', 'name'], this.people);
    await copyRows(
      client,
      'account',
      ['person_id', 'username', 'password_hash', 'recipient', 'wrapped_identity'],
      this.accounts,
    );
    await copyRows(
      client,
      'post',
      ['id', 'code', 'life'],
      fresh.map(({ post, code, from }) => [post.id, code, span(from)]),
    );
    await copyRows(
      client,
      'post_version',
      ['post_id', 'valid', 'unit_id', 'role', 'title_vi', 'title_en', 'handles_denunciations'],
      fresh.map(({ post, from }) => [
        post.id,
        span(from),
        post.unitId,
        post.role,
        titleOf(post, fresh).vi,
        titleOf(post, fresh).en,
        post.handles,
      ]),
    );
    await copyRows(
      client,
      'holding',
      ['post_id', 'person_id', 'valid'],
      fresh.map(({ post, from }) => [post.id, post.personId, span(from)]),
    );
    this.people = [];
    this.accounts = [];
    this.fresh = [];
  }
}
