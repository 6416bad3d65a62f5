import { declared } from '../../ground/step/take.ts';
import { type KnownStep, never, strike, withdraw } from '../../ground/step/undo.ts';
import { type FileStep, fileSteps } from './round.ts';
import { stepNames } from './texts.ts';

const told = never(
  'Người được đánh giá đã được thông báo; kết quả chỉ sửa khi giải quyết kiến nghị.',
  'The person has been told; a result changes only by answering an appeal.',
);
const appealed = never(
  'Kiến nghị và trả lời kiến nghị giữ nguyên như đã gửi.',
  'An appeal and its answer stay as they were sent.',
);
const ways: Partial<Record<FileStep, KnownStep['undo']>> = {
  // What somebody says of themselves is theirs to take back.
  assess: withdraw,
  notify: told,
  appeal: appealed,
  answerAppeal: appealed,
};

/** What is done in a round, and how each is taken back. */
export const knownSteps = {
  open: declared('evaluation.open', 'Mở đợt đánh giá', 'Open a round', strike),
  refill: declared('evaluation.refill', 'Đọc lại sổ ghi vào hồ sơ', 'Read the record again', strike),
  close: declared('evaluation.close', 'Khóa đợt đánh giá', 'Close the round', strike),
  commend: declared('evaluation.commend', 'Ghi khen thưởng', 'Enter a commendation', strike),
  rubric: declared('evaluation.rubric', 'Ghi bảng tiêu chí', 'Write a table of criteria', strike),
} satisfies Record<string, KnownStep>;

/** The steps of a file, by their kind. */
export const knownFileSteps = Object.fromEntries(
  fileSteps.map((step) => [
    step,
    declared(`evaluation.${step}`, stepNames.vi[step], stepNames.en[step], ways[step] ?? strike),
  ]),
) as Record<FileStep, KnownStep>;
