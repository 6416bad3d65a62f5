import type pg from 'pg';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import { calendar } from '../../ground/law/calendar.ts';
import { frequencyOn } from '../../ground/law/reception-frequency.ts';
import { commitment, type RecordEvent } from '../../ground/record/entry.ts';
import { type SampleWorld, sampleName } from '../../ground/sample/locality.ts';
import { copyEntries, type SampleEntry } from '../../ground/sample/record.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { copyRows } from '../../platform/database/copy.ts';
import { queriesOn } from '../../platform/database/database.ts';
import { Random } from '../../platform/random.ts';
import { addDays, dayInVietnam, parsePlainDate, yearOf } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { insertPromise } from './reception.store.ts';
import { planDays } from './reception.ts';
import { promiseDuty } from './schedule.service.ts';

const matters = [
  'Xin đăng ký lại ranh giới thửa đất với hộ liền kề',
  'Đường vào khóm ngập khi triều cường, xin nâng cấp',
  'Hỏi về mức hỗ trợ khi thu hồi đất làm kè',
  'Tiếng ồn từ cơ sở gia công ban đêm',
  'Chưa nhận được trợ cấp bảo trợ xã hội quý này',
  'Xin cấp lại số nhà sau khi sắp xếp phường',
] as const;
const promises = [
  'Phòng kinh tế, hạ tầng kiểm tra thực địa và trả lời bằng văn bản',
  'Tổ công tác đo đạc lại và mời hai bên đến thống nhất',
  'Nạo vét cống trước mùa mưa',
] as const;

/** Sessions of the sample's leaders for last year and this one, and of the city's chair in 2018 and 2019, with some visits, promises and bookings. */
export async function loadSampleReceptions(
  client: pg.ClientBase,
  world: SampleWorld,
  { random: drawn, now }: SampleOptions,
): Promise<void> {
  const { rows: newest } = await client.query('select coalesce(max(id), 0)::int as id from record_entry');
  const firstEntry = newest[0].id + 1;
  const entries: SampleEntry[] = [];
  const today = dayInVietnam(now);
  const year = yearOf(today);
  const leaders = world.posts.filter(
    (post) =>
      post.role === 'chair' &&
      world.current.some((unit) => unit.id === post.unitId && frequencyOn(unit.kind, today) !== undefined),
  );
  const tx = queriesOn(client);
  const sessions: (string | number | boolean | Date | null)[][] = [];
  const visits: (string | number | Date | null)[][] = [];
  const bookings: (string | number | Date | Buffer | null)[][] = [];
  const numbers = new Map<string, number>();
  const promised: { visit: string; unit: string; on: string; text: string; due: string; kept: boolean }[] =
    [];
  const ofNow = leaders.flatMap((leader) => {
    const unit = world.current.find((one) => one.id === leader.unitId);
    const from = unit?.kind === 'province' ? parsePlainDate(`${year}-01-01`) : world.reformDay;
    const to = parsePlainDate(`${year + 1}-01-31`);
    return unit ? [{ leader, unit, from, to, random: drawn }] : [];
  });
  // The city of 2018 and 2019, of which the newspaper tells that its chair received twice a month: drawn by a lot of its
  // own, so that what comes after stays as it is.
  const city = world.old.find((one) => one.code === 'ubnd');
  const mayor = world.posts.find((post) => post.unitId === city?.id && post.role === 'chair');
  const ofThen =
    city && mayor
      ? [
          {
            leader: mayor,
            unit: city,
            from: parsePlainDate('2018-01-01'),
            to: parsePlainDate('2019-12-31'),
            random: new Random(2018),
          },
        ]
      : [];
  for (const { leader, unit, from, to, random } of [...ofNow, ...ofThen]) {
    const days = planDays(unit.kind === 'province' ? { days: [15] } : { days: [10, 25] }, from, to, calendar);
    for (const { meantFor, onDay } of days) {
      const past = onDay < today;
      const cancelled = past && random.chance(0.05);
      const held = past && !cancelled;
      const inPerson = held ? random.chance(0.85) : null;
      const id = random.uuid();
      const at = (time: string) => new Date(`${onDay}T${time}:00+07:00`);
      sessions.push([
        id,
        unit.id,
        leader.id,
        'Chủ tịch UBND',
        unit.kind === 'province' ? 'joint' : 'regular',
        onDay,
        meantFor,
        '07:30',
        `Phòng tiếp công dân, ${unit.name.vi}`,
        6,
        cancelled ? 'cancelled' : held ? 'held' : 'planned',
        new Date(`${addDays(onDay, -20)}T08:00:00+07:00`),
        cancelled ? 'Chủ tịch dự họp tỉnh' : null,
        inPerson,
        inPerson === false ? 'Phó Chủ tịch UBND' : null,
        held || cancelled ? 2 : 1,
      ]);
      if (held) {
        const salt = random.bytes(32);
        const event: RecordEvent = {
          v: 1,
          type: 'reception.hold',
          subject: id,
          seq: 2,
          at: at('11:00').toISOString(),
          role: 'clerk',
          unit: unit.code,
          facts: {
            kind: unit.kind === 'province' ? 'joint' : 'regular',
            leader: leader.id,
            on_day: onDay,
            from_time: '07:30',
            state: 'held',
            in_person: inPerson ?? false,
          },
        };
        entries.push({ id: firstEntry + entries.length, commitment: commitment(salt, event), salt, event });
        for (let count = random.whole(1, 4); count > 0; count--) {
          const number = (numbers.get(`${unit.id} ${yearOf(onDay)}`) ?? 0) + 1;
          numbers.set(`${unit.id} ${yearOf(onDay)}`, number);
          const visit = random.uuid();
          const name = sampleName(random);
          const matter = random.pick([...matters]);
          const guided = random.chance(0.6);
          visits.push([
            visit,
            unit.id,
            unit.id,
            yearOf(onDay),
            number,
            id,
            onDay,
            at('08:30'),
            name,
            `Khóm ${random.whole(1, 7)}`,
            random.chance(0.05) ? 6 : 1,
            random.pick(['recommendation', 'reflection', 'complaint']),
            matter,
            'spoken',
            guided ? 'guide' : 'transfer',
            guided ? 'Hướng dẫn gửi đơn đến bộ phận một cửa' : 'Chuyển phòng chuyên môn trả lời',
            leader.id,
            foldedWords(`${name} ${matter}`).join(' '),
          ]);
          if (random.chance(0.3)) {
            const due = addDays(onDay, random.whole(10, 40));
            promised.push({
              visit,
              unit: unit.id,
              on: onDay,
              text: random.pick([...promises]),
              due,
              // Whoever ended kept its word before.
              kept: random.chance(0.75) || unit === city,
            });
          }
        }
      } else if (!past && onDay <= addDays(today, 30)) {
        for (let ticket = 1; ticket <= random.whole(1, 4); ticket++)
          bookings.push([
            random.uuid(),
            id,
            ticket,
            Buffer.from(random.bytes(32)),
            sampleName(random),
            `09${random.whole(10_000_000, 99_999_999)}`,
            random.pick([...matters]),
            1,
            'web',
            'booked',
            new Date(now.getTime() - ticket * 3_600_000),
          ]);
      }
    }
  }
  await copyRows(
    client,
    'reception_session',
    [
      'id',
      'unit_id',
      'leader_post',
      'leader_title',
      'kind',
      'on_day',
      'meant_for',
      'from_time',
      'place',
      'seats',
      'state',
      'posted_at',
      'why',
      'in_person',
      'received_by',
      'version',
    ],
    sessions,
  );
  await copyEntries(client, entries);
  await copyRows(
    client,
    'reception_visit',
    [
      'id',
      'unit_id',
      'unit_then',
      'year',
      'number',
      'session_id',
      'on_day',
      'at',
      'name',
      'address',
      'people',
      'kind',
      'matter',
      'signed',
      'outcome',
      'outcome_text',
      'received_by',
      'words',
    ],
    visits,
  );
  await copyRows(
    client,
    'reception_booking',
    [
      'id',
      'session_id',
      'ticket',
      'code_hash',
      'name',
      'phone',
      'matter',
      'people',
      'channel',
      'state',
      'made_at',
    ],
    bookings,
  );
  for (const [key, last] of numbers) {
    const [unit, of] = key.split(' ');
    await client.query('insert into reception_number (unit_id, year, last) values ($1, $2, $3)', [
      unit,
      of,
      last,
    ]);
  }
  for (const one of promised) {
    const duty = promiseDuty(
      { calendar },
      {
        subject: one.visit,
        unit: one.unit as never,
        today: parsePlainDate(one.on),
        due: parsePlainDate(one.due),
      },
    );
    const done = one.kept && one.due < today;
    await insertDuty(tx, {
      ...duty,
      ...(done && {
        ended: 'done' as const,
        endedOn: addDays(duty.dueOn, one.unit === city?.id || drawn.chance(0.8) ? -2 : 6),
        endedSeq: 2,
      }),
    });
    await insertPromise(tx, duty.id, one.visit as never, one.text);
  }
}
