import { catalogue, type Language } from '../language.ts';
import type { FileRefusal } from '../worker/tasks.ts';

/** Why a file was not taken, to be said after its name. */
export const fileFaultTexts: Record<Language, Record<FileRefusal | 'tooMany', string>> = catalogue(
  {
    tooLarge: 'tệp lớn hơn 10 MB',
    empty: 'tệp rỗng',
    type: 'loại tệp này không nhận; hãy gửi ảnh, PDF, Word, Excel, văn bản, âm thanh hoặc video',
    archive: 'tệp nén không nhận; hãy giải nén rồi gửi từng tệp',
    slides: 'bài trình chiếu không nhận; hãy lưu thành PDF rồi gửi',
    password: 'tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi',
    tooManyPages: 'ảnh quét có hơn 12 trang; hãy lưu thành PDF rồi gửi',
    damaged: 'tệp bị hỏng, không mở được; hãy chụp hoặc lưu lại rồi gửi',
    bomb: 'ảnh có quá nhiều điểm ảnh hoặc tệp giải nén ra quá lớn; hãy gửi ảnh JPEG hoặc ảnh chụp màn hình',
    macro: 'tệp có chứa chương trình (macro); hãy lưu thành PDF rồi gửi',
    tooCostly: 'tệp quá phức tạp, mở ra tốn quá nhiều thời gian hoặc bộ nhớ',
    tooMany: 'nhiều hơn 5 tệp',
  },
  {
    tooLarge: 'larger than 10 MB',
    empty: 'empty',
    type: 'this type is not taken; send a picture, PDF, Word, Excel, text, sound or video',
    archive: 'archives are not taken; unpack it and send its files',
    slides: 'slides are not taken; save them as PDF',
    password: 'it has a password; take it off and send it again',
    tooManyPages: 'a scan of more than 12 pages; save it as PDF',
    damaged: 'damaged, it cannot be opened; take or save it again',
    bomb: 'too many pixels, or it would inflate too much; send a JPEG or a screenshot',
    macro: 'it contains macros; save it as PDF',
    tooCostly: 'too complex: it takes too much time or memory to open',
    tooMany: 'more than 5 files',
  },
);
