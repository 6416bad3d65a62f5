import { declared } from '../../ground/step/take.ts';
import { type KnownStep, never, strike } from '../../ground/step/undo.ts';
import { type CommitmentStep, commitmentSteps } from './commitment.ts';
import { stepNames } from './texts.ts';

const signed = never(
  'Chữ ký không rút lại được; cam kết đã ký thay đổi bằng đề nghị thay đổi có chữ ký hai bên.',
  'A signature is not taken back; what was signed changes by a change that both sides sign.',
);

/** What is done with commitments, and how each is taken back. */
export const knownSteps = {
  open: declared('commitment.open', 'Mở đợt cam kết', 'Open a campaign', strike),
  edit: declared('commitment.edit', 'Sửa đợt cam kết', 'Change a campaign', strike),
  put: declared('commitment.put', 'Ghi mục cam kết', 'Write an item', strike),
  remove: declared('commitment.remove', 'Bỏ mục cam kết', 'Take an item out', strike),
  report: declared('commitment.report', 'Báo cáo mục cam kết', 'Report on an item', strike),
  close: declared('commitment.close', 'Kết luận mục cam kết', 'Close an item', strike),
  askChange: declared('commitment.askChange', 'Đề nghị thay đổi', 'Ask for a change', strike),
  signChange: declared('commitment.signChange', 'Ký thay đổi', 'Sign a change', signed),
  refuseChange: declared('commitment.refuseChange', 'Không đồng ý thay đổi', 'Refuse a change', strike),
} satisfies Record<string, KnownStep>;

/** Steps that are signed, by the own name. */
export const signing: readonly CommitmentStep[] = ['signHead', 'signSuperior'];

/** The steps of the two sides, by their kind. */
export const knownSides = Object.fromEntries(
  commitmentSteps.map((step) => [
    step,
    declared(
      `commitment.${step}`,
      stepNames.vi[step],
      stepNames.en[step],
      signing.includes(step) ? signed : strike,
    ),
  ]),
) as Record<CommitmentStep, KnownStep>;
