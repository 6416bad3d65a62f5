import { catalogue, type Language } from '../language.ts';
import type { FileRefusal } from '../worker/tasks.ts';

/** Why a file was not taken, to be said after its name. */
export const fileFaultTexts: Record<Language, Record<FileRefusal | 'tooMany', string>> = catalogue(
  {
    tooLarge: 'tệp lớn hơn 10 MB',
    empty: 'tệp rỗng',
    type: 'loại tệp này không nhận',
    damaged: 'tệp bị hỏng',
    bomb: 'tệp giải nén ra quá lớn',
    macro: 'tệp có chứa chương trình (macro)',
    tooCostly: 'tệp quá phức tạp, mở ra tốn quá nhiều thời gian hoặc bộ nhớ',
    tooMany: 'nhiều hơn 5 tệp',
  },
  {
    tooLarge: 'larger than 10 MB',
    empty: 'empty',
    type: 'this type is not taken',
    damaged: 'damaged',
    bomb: 'it would inflate too much',
    macro: 'it contains macros',
    tooCostly: 'too complex: it takes too much time or memory to open',
    tooMany: 'more than 5 files',
  },
);
