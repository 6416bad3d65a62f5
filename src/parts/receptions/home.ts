import type { HomeSection } from '../../ground/public-face.ts';
import type { Services } from '../../ground/services.ts';
import { addDays, dayInVietnam, formatDate } from '../../platform/time.ts';
import { receptionPaths } from './paths.ts';
import { countPromises, listSessions } from './reception.store.ts';

const daysAhead = 60;
const shown = 3;

/** When leaders receive next, and what became of what they promised. */
export async function receptionHome({ db, clock }: Services): Promise<HomeSection> {
  const today = dayInVietnam(clock());
  const [sessions, promises] = await Promise.all([
    listSessions(db, { from: today, to: addDays(today, daysAhead), postedOnly: true, limit: 50 }),
    countPromises(db, today),
  ]);
  const next = sessions.filter((one) => one.state === 'planned').slice(0, shown);
  const sum = (name: 'onTime' | 'late' | 'inTime' | 'overdue') =>
    promises.reduce((all, one) => all + one[name], 0);
  const [onTime, late, inTime, overdue] = [sum('onTime'), sum('late'), sum('inTime'), sum('overdue')];
  const all = onTime + late + inTime + overdue;
  return {
    title: { vi: 'Lãnh đạo tiếp dân, và việc đã hứa', en: 'When leaders receive, and what they promised' },
    lines: [
      ...next.map((one) => ({
        text: {
          vi: `${formatDate(one.onDay)}, ${one.fromTime}: ${one.leaderTitle}, ${one.unitVi}`,
          en: `${formatDate(one.onDay)}, ${one.fromTime}: ${one.leaderTitle}, ${one.unitEn}`,
        },
      })),
      ...(all > 0
        ? [
            {
              text: {
                vi: `Đã hứa ${all} việc: ${onTime} xong đúng hẹn, ${late} xong trễ, ${inTime} đang làm, ${overdue} quá hẹn chưa xong`,
                en: `${all} promises: ${onTime} kept in time, ${late} kept late, ${inTime} under way, ${overdue} overdue`,
              },
              href: receptionPaths.compliance,
            },
          ]
        : []),
    ],
    none: { vi: 'Chưa có lịch tiếp công dân được niêm yết.', en: 'No schedule is posted.' },
    more: {
      href: receptionPaths.schedule,
      text: { vi: 'Lịch tiếp dân, đặt lịch', en: 'Schedule and booking' },
    },
  };
}
