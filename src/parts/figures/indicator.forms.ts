import type { Figure } from '../../ground/figure/catalogue.ts';
import { measureName, measureParts, measureValue } from '../../ground/figure/indicator.ts';
import { type FormSpec, formSpec } from '../../platform/page/form-spec.ts';

const b = (vi: string, en: string) => ({ vi, en });

/** What is asked of an indicator that an office puts together. */
export const indicatorForm = formSpec({
  nameVi: {
    kind: 'text',
    label: b('Tên chỉ số', 'Name in Vietnamese'),
    hint: b('Ví dụ: Tỷ lệ đơn phải giải quyết lại trên đơn đã nhận.', 'As people read it.'),
    most: 120,
  },
  nameEn: { kind: 'text', label: b('Tên tiếng Anh', 'Name in English'), optional: true, most: 120 },
  numerator: {
    kind: 'select',
    label: b('Số được đếm (tử số)', 'What is counted (numerator)'),
  },
  denominator: {
    kind: 'select',
    label: b('Chia cho (mẫu số)', 'Divided by (denominator)'),
    hint: b('Bỏ trống thì chỉ số là một số đếm.', 'Left empty, it is a count.'),
    optional: true,
  },
  kind: {
    kind: 'select',
    label: b('Chỉ loại', 'Only of the kind'),
    hint: b('Cả tử số và mẫu số phải chia được theo loại này.', 'Both have to be told by it.'),
    optional: true,
  },
  better: {
    kind: 'choice',
    label: b('Thế nào là tốt', 'What is better'),
    options: [
      { value: 'more', label: b('Nhiều hơn là tốt', 'More') },
      { value: 'less', label: b('Ít hơn là tốt', 'Less') },
      { value: 'neither', label: b('Không có chiều tốt, xấu', 'Neither') },
    ],
  },
  audience: {
    kind: 'choice',
    label: b('Ai xem được', 'Who sees it'),
    options: [
      {
        value: 'public',
        label: b('Mọi người: có trong danh mục công khai', 'Everybody: in the public catalogue'),
      },
      { value: 'office', label: b('Cán bộ: chỉ ở trang tổng quan', 'Officers: in the overview only') },
    ],
  },
});

/** The form with every number of a catalogue that an indicator can be made of. */
export function indicatorFormOf(figures: readonly Figure[]): FormSpec {
  const measures = figures.flatMap((figure) =>
    measureParts
      .filter((part) => part === 'numerator' || figure.denominator)
      .map((part) => ({
        value: measureValue({ figure: figure.code, part }),
        label: measureName(figure, part),
      })),
  );
  const kinds = new Map(figures.flatMap((one) => one.kinds ?? []).map((one) => [one.code, one.name]));
  return {
    ...indicatorForm,
    numerator: { ...indicatorForm.numerator, options: measures },
    denominator: { ...indicatorForm.denominator, options: measures },
    kind: { ...indicatorForm.kind, options: [...kinds].map(([value, label]) => ({ value, label })) },
  };
}
