import { declared } from '../../ground/step/take.ts';
import { type KnownStep, strike } from '../../ground/step/undo.ts';

/** What the desk and leaders do, and how each is taken back. */
export const knownSteps = {
  plan: declared('reception.plan', 'Lập lịch tiếp công dân', 'Plan sessions', strike),
  post: declared('reception.post', 'Niêm yết lịch', 'Post the schedule', strike),
  hold: declared('reception.hold', 'Ghi buổi tiếp đã diễn ra', 'Note a session held', strike),
  postpone: declared('reception.postpone', 'Dời buổi tiếp', 'Put a session off', strike),
  cancel: declared('reception.cancel', 'Hủy buổi tiếp', 'Cancel a session', strike),
  queue: declared('reception.queue', 'Mời, ghi nhận trong hàng chờ', 'Move somebody in the queue', strike),
  walkIn: declared('reception.walkIn', 'Thêm người đến trực tiếp', 'Add a walk-in', strike),
  visit: declared('reception.visit', 'Ghi lượt tiếp công dân', 'Enter a visit', strike),
  correct: declared('reception.correct', 'Đính chính lượt tiếp', 'Correct a visit', strike),
  fulfil: declared('reception.fulfil', 'Ghi lời hứa đã làm', 'Note a promise kept', strike),
} satisfies Record<string, KnownStep>;
