import type pg from 'pg';
import type { Level } from '../../ground/law/evaluation-rules.ts';
import type { SampleWorld } from '../../ground/sample/locality.ts';
import { enterSample } from '../../ground/sample/record.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { queriesOn } from '../../platform/database/database.ts';
import { addDays, dayInVietnam, type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';
import { agencies } from './round.service.ts';
import {
  filesOf,
  insertFileEvent,
  insertPeople,
  insertRound,
  insertRubric,
  insertUnitFiles,
  prefill,
  productsOf,
  updateFile,
  updateRound,
} from './round.store.ts';
import { computeFile, type File, periodOf, type Round, type RoundId, type RubricCriterion } from './round.ts';

const at = (day: PlainDate) => new Date(`${day}T03:00:00Z`);

/** A table as a province might make it; the provinces' own could not be read, and say other points. */
const sampleCriteria: RubricCriterion[] = [
  ['lanh-dao', 15, 'Lãnh đạo, chỉ đạo, kế hoạch dân vận chính quyền', 'Leadership and plans'],
  [
    'tiep-dan',
    15,
    'Tiếp công dân, trả lời kiến nghị đúng hạn',
    'Receiving citizens, answering in time',
    'petitions-answeredOnTime',
  ],
  ['doi-thoai', 15, 'Đối thoại với nhân dân, doanh nghiệp', 'Dialogue'],
  ['dan-chu', 20, 'Dân chủ ở cơ sở, công khai', 'Grassroots democracy, openness'],
  ['cai-cach', 20, 'Cải cách hành chính, thái độ phục vụ', 'Administrative reform and attitude'],
  ['dan-van-kheo', 10, 'Mô hình Dân vận khéo', 'Dân vận khéo models'],
  ['phoi-hop', 5, 'Phối hợp với Mặt trận, đoàn thể', 'Working with the Front'],
].map(([code, most, vi, en, figure]) => ({
  code: String(code),
  most: Number(most),
  name: { vi: String(vi), en: String(en) },
  ...(figure && { figure: String(figure) }),
}));

// Points given to a unit, criterion by criterion. What the figure adds, at most 15, leaves the level where it is: the
// bands of 70 and 50 of 100 are 20 apart (a test recomputes all of them as the program would).
const samplePoints: readonly { level: Level; points: Record<string, number> }[] = [
  {
    level: 'good',
    points: {
      'lanh-dao': 13,
      'doi-thoai': 12,
      'dan-chu': 16,
      'cai-cach': 17,
      'dan-van-kheo': 9,
      'phoi-hop': 5,
    },
  },
  {
    level: 'completed',
    points: {
      'lanh-dao': 10,
      'doi-thoai': 8,
      'dan-chu': 12,
      'cai-cach': 13,
      'dan-van-kheo': 6,
      'phoi-hop': 3,
    },
  },
];

/**
 * Two yearly rounds of the first ward, one under each decree: the year that is over closed with all its files
 * final, the one that runs open; and a local table of criteria with the wards rated by it.
 */
export async function loadSampleEvaluation(
  client: pg.ClientBase,
  world: SampleWorld,
  { random, now }: SampleOptions,
): Promise<void> {
  const tx = queriesOn(client);
  const today = dayInVietnam(now);
  const ward = world.current.find((one) => one.code === 'phuong-bac-lieu');
  const province = world.current.find((one) => one.code === 'tinh-ca-mau');
  if (!ward || !province) return;
  const chairOf = (unit: typeof ward) => {
    const post =
      world.posts.find((one) => one.unitId === unit.id && one.role === 'chair') ??
      world.posts.find((one) => one.unitId === unit.id && one.role === 'head');
    if (!post) throw new Error('a sample unit without head');
    return post;
  };
  const chair = chairOf(ward);
  const rubric = {
    id: random.uuid(),
    name: 'Bảng điểm dân vận chính quyền (dữ liệu mẫu)',
    ground: 'Bảng mẫu để dùng thử; địa phương thay bằng quyết định của tỉnh mình',
    criteria: sampleCriteria,
  };
  await insertRubric(tx, rubric, chairOf(province).id, at(today));

  const open = async (
    given: Pick<Round, 'subject' | 'year' | 'rulesCode' | 'title' | 'criteria'>,
    unit: typeof ward,
  ): Promise<Round> => {
    const round: Round = {
      ...given,
      id: random.uuid() as RoundId,
      unitId: unit.id,
      quarter: null,
      state: 'open',
      capShare: 20,
      capWhy: null,
      closedOn: null,
      closedWhy: null,
      version: 1,
    };
    const day = given.year < yearOf(today) ? parsePlainDate(`${given.year}-12-01`) : today;
    await insertRound(tx, round, chairOf(unit).id, at(day));
    await enterSample(tx, random, {
      type: 'evaluation.opened',
      subject: round.id,
      seq: 1,
      at: at(day),
      role: 'chair',
      unit: unit.code,
      facts: { of: round.subject, year: round.year, rules: round.rulesCode },
    });
    return round;
  };

  const last = yearOf(today) - 1;
  const old = await open(
    {
      subject: 'people',
      year: last,
      rulesCode: last <= 2025 ? 'ND90-2020' : 'ND335-2025',
      title: `Đánh giá cán bộ, công chức năm ${last}`,
      criteria: null,
    },
    ward,
  );
  await insertPeople(tx, old.id, ward.id, parsePlainDate(`${last}-12-01`), agencies);
  await prefill(tx, old.id, periodOf(old), parsePlainDate(`${last}-12-31`), []);
  const decided = parsePlainDate(`${last}-12-10`);
  for (const file of await filesOf(tx, old.id)) {
    const products = await productsOf(tx, file.id);
    const { level } = computeFile(old, file, products, undefined);
    // Whoever the record has no work of is rated by a person, with a reason.
    const given: Level = level ?? (random.chance(0.7) ? 'good' : 'completed');
    const after: File = {
      ...file,
      state: 'final',
      selfText: 'Đã hoàn thành các nhiệm vụ được giao trong năm.',
      collectiveText: 'Tập thể nhất trí.',
      collectiveOn: addDays(decided, -3),
      computed: level ?? null,
      proposed: given,
      level: given,
      levelWhy: level ? null : 'Trong sổ không có việc giao theo tên; căn cứ ý kiến tập thể (dữ liệu mẫu).',
      decidedOn: decided,
      notifiedOn: decided,
      version: 2,
    };
    await updateFile(tx, after, chair.personId === file.personId ? undefined : chair.personId);
    await insertFileEvent(tx, file.id, { at: at(decided), type: 'decide', post: chair.id });
    await enterSample(tx, random, {
      type: 'evaluation.decide',
      subject: file.id,
      seq: 1,
      at: at(decided),
      role: 'chair',
      unit: ward.code,
      facts: { round: old.id, state: 'final' },
    });
  }
  await updateRound(tx, { ...old, state: 'closed', closedOn: parsePlainDate(`${last}-12-28`), version: 2 });

  const running = await open(
    {
      subject: 'people',
      year: last + 1,
      rulesCode: last + 1 <= 2025 ? 'ND90-2020' : 'ND335-2025',
      title: `Đánh giá cán bộ, công chức năm ${last + 1}`,
      criteria: null,
    },
    ward,
  );
  await insertPeople(tx, running.id, ward.id, today, agencies);
  await prefill(tx, running.id, periodOf(running), today, []);

  const units = await open(
    { subject: 'units', year: last, rulesCode: null, title: rubric.name, criteria: sampleCriteria },
    province,
  );
  await insertUnitFiles(
    tx,
    units.id,
    world.current.filter((one) => one.kind === 'ward').map((one) => one.id),
  );
  for (const [index, file] of (await filesOf(tx, units.id)).entries()) {
    const { level, points } = samplePoints[index % samplePoints.length] as (typeof samplePoints)[number];
    const given = Object.entries(points).map(([code, one]) => [code, { self: one, given: one }]);
    await updateFile(tx, {
      ...file,
      state: 'final',
      given: Object.fromEntries(given),
      computed: level,
      proposed: level,
      level,
      levelWhy: 'Kết quả thẩm định (dữ liệu mẫu).',
      decidedOn: decided,
      notifiedOn: decided,
      version: 2,
    });
    await insertFileEvent(tx, file.id, { at: at(decided), type: 'decide', post: chairOf(province).id });
  }
  await updateRound(tx, { ...units, state: 'closed', closedOn: parsePlainDate(`${last}-12-28`), version: 2 });
}
