import ICAL from 'ical.js';
import type { ListedSession } from './reception.store.ts';

const halfDayMinutes = 210;

/** Sessions as an iCalendar feed (RFC 5545), in Vietnamese, times of Asia/Ho_Chi_Minh as instants. */
export function calendarFeed(sessions: readonly ListedSession[], of: { host: string; name: string }): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Gan Dan//gandan//VI');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('method', 'PUBLISH');
  // RFC 7986, and what programs read that do not know it.
  calendar.addPropertyWithValue('name', of.name);
  calendar.addPropertyWithValue('x-wr-calname', of.name);
  calendar.addPropertyWithValue('x-wr-timezone', 'Asia/Ho_Chi_Minh');
  const stamp = (at: Date) => ICAL.Time.fromJSDate(at, true);
  for (const session of sessions) {
    const begins = new Date(`${session.onDay}T${session.fromTime}:00+07:00`);
    const event = new ICAL.Component('vevent');
    event.addPropertyWithValue('uid', `${session.id}@${of.host}`);
    // The same as long as nothing changes, so that the whole feed is: each change is a second later.
    const posted = (session.postedAt ?? begins).getTime();
    event.addPropertyWithValue('dtstamp', stamp(new Date(posted + session.version * 1000)));
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
