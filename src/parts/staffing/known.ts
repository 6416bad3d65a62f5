import { declared } from '../../ground/step/take.ts';
import { type KnownStep, never, strike } from '../../ground/step/undo.ts';
import type { ReductionStep } from './reduction.ts';
import { stepNames } from './texts.ts';

const gone = never(
  'Vị trí đã chấm dứt cùng người đã nghỉ; người trở lại được ghi nhận ở phần nhân sự.',
  'The post ended with whoever left; somebody who comes back is entered with the staff.',
);

/** What is done with posts and their reduction, and how each is taken back. */
export const knownSteps = {
  propose: declared('reduction.propose', 'Đề xuất tinh giản', 'Propose a reduction', strike),
  plan: declared('reduction.plan', 'Lập kế hoạch tinh giản', 'Make a plan', strike),
  target: declared('reduction.target', 'Đặt chỉ tiêu tinh giản', 'Set a target', strike),
  quota: declared('staffing.quota', 'Ghi biên chế được giao', 'Note the approved posts', strike),
} satisfies Record<string, KnownStep>;

/** The steps of a reduction, by their kind. */
export const knownReductionSteps: Record<ReductionStep, KnownStep> = {
  approve: declared('reduction.approve', stepNames.vi.approve, stepNames.en.approve, strike),
  leave: declared('reduction.leave', stepNames.vi.leave, stepNames.en.leave, gone),
  withdraw: declared('reduction.withdraw', stepNames.vi.withdraw, stepNames.en.withdraw, strike),
};
