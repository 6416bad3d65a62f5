import { declared } from '../../ground/step/take.ts';
import { byTwo, type KnownStep, never, strike } from '../../ground/step/undo.ts';
import { type TaskStep, taskSteps } from './task.ts';
import { stepNames } from './texts.ts';

const numbered = never(
  'Số đã vào sổ thì giữ mãi; văn bản vào sổ nhầm được hủy ở trang của nó, số vẫn còn.',
  'A number in the register stays; a document registered by mistake is cancelled on its page and keeps its number.',
);

/** What officers do with documents, and how each is taken back. */
export const documentSteps = {
  register: declared('document.register', 'Vào sổ văn bản', 'Register a document', numbered),
  cancelled: declared('document.cancelled', 'Hủy văn bản vào sổ nhầm', 'Cancel a document', strike),
  corrected: declared(
    'document.corrected',
    'Đính chính thông tin văn bản',
    'Correct a document’s data',
    strike,
  ),
  withdrawn: declared('document.withdrawn', 'Thu hồi văn bản đã phát hành', 'Withdraw a document', byTwo),
  begin: declared(
    'document.begin',
    'Đặt số đầu của sổ',
    'Set the first number of a book',
    never(
      'Khi sổ chưa dùng thì đặt lại số đầu được ở chính chỗ này.',
      'While the book is unused its first number is set anew in the same place.',
    ),
  ),
  read: declared('document.read', 'Xét các điều', 'Look at the clauses', strike),
  related: declared('document.related', 'Ghi liên quan giữa văn bản', 'Relate documents', strike),
  opened: declared('document.opened', 'Mở cho mọi người xem', 'Open to everybody', strike),
  closed: declared('document.closed', 'Thôi mở cho mọi người', 'Close to the public', strike),
  deployed: declared('document.deployed', 'Triển khai văn bản', 'Deploy a document', byTwo),
  send: declared('document.send', 'Gửi văn bản đến đơn vị', 'Send to units', strike),
  acknowledge: declared('document.acknowledge', 'Xác nhận đã nhận', 'Acknowledge', strike),
  meeting: declared('document.meeting', 'Ghi buổi quán triệt', 'Note the meeting', strike),
  urge: declared('document.urge', 'Lập công văn đôn đốc', 'Urge by letter', numbered),
  draftTasks: declared('task.draft', 'Ghi nhiệm vụ', 'Write tasks down', strike),
  dropDraft: declared('task.drop', 'Bỏ nhiệm vụ dự thảo', 'Drop a draft task', strike),
  cascade: declared('task.cascade', 'Giao tiếp nhiệm vụ', 'Give tasks on', strike),
} satisfies Record<string, KnownStep>;

/** The steps of a task, by their kind. */
export const knownTaskSteps = Object.fromEntries(
  taskSteps.map((step) => [
    step,
    declared(
      `task.${step}`,
      `Nhiệm vụ: ${stepNames.vi[step]}`,
      `Task: ${stepNames.en[step]}`,
      step === 'accept' ? byTwo : strike,
    ),
  ]),
) as Record<TaskStep, KnownStep>;
