import ICAL from 'ical.js';
import type { ListedSession } from './reception.store.ts';

const halfDayMinutes = 210;

/** Sessions as an iCalendar feed (RFC 5545), in Vietnamese, times of Asia/Ho_Chi_Minh as instants. */
export function calendarFeed(sessions: readonly ListedSession[], host: string, now: Date): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Gan Dan//gandan//VI');
  calendar.addPropertyWithValue('version', '2.0');
  const stamp = (at: Date) => ICAL.Time.fromJSDate(at, true);
  for (const session of sessions) {
    const begins = new Date(`${session.onDay}T${session.fromTime}:00+07:00`);
    const event = new ICAL.Component('vevent');
    event.addPropertyWithValue('uid', `${session.id}@${host}`);
    event.addPropertyWithValue('dtstamp', stamp(now));
    event.addPropertyWithValue('sequence', session.version);
    event.addPropertyWithValue('dtstart', stamp(begins));
    event.addPropertyWithValue('dtend', stamp(new Date(begins.getTime() + halfDayMinutes * 60_000)));
    event.addPropertyWithValue('summary', `Tiếp công dân: ${session.leaderTitle}, ${session.unitVi}`);
    event.addPropertyWithValue('location', session.place);
    event.addPropertyWithValue('status', session.state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED');
    calendar.addSubcomponent(event);
  }
  return `${calendar.toString()}\r\n`;
}
