import type { DocumentFault } from '../../platform/document/text.ts';
import { longestText } from '../../platform/document/text.ts';
import type { Bilingual } from '../../platform/language.ts';
import { formatInteger } from '../../platform/vietnamese.ts';

/** What is wrong with a document's file, and what to do instead. */
export function fileWords({ fault, length, pages }: DocumentFault): Bilingual {
  if (fault === 'password')
    return {
      vi: 'Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại, hoặc dán nội dung vào ô văn bản.',
      en: 'The file has a password. Take it off and send it again, or paste the text.',
    };
  if (fault === 'tooLong')
    return pages === undefined
      ? {
          vi: `Văn bản dài ${formatInteger(length ?? 0, 'vi')} ký tự, nhận tối đa ${formatInteger(longestText, 'vi')}. Hãy tách phụ lục thành văn bản riêng.`,
          en: `The text has ${formatInteger(length ?? 0, 'en')} characters, ${formatInteger(longestText, 'en')} are taken. Register its annexes by themselves.`,
        }
      : {
          vi: `Tệp có ${formatInteger(pages, 'vi')} trang, nhận tối đa 300. Hãy tách phụ lục thành văn bản riêng.`,
          en: `The file has ${formatInteger(pages, 'en')} pages, 300 are taken. Register its annexes by themselves.`,
        };
  return {
    vi: 'Tệp bị hỏng hoặc không phải Word, PDF. Hãy mở ra, lưu lại rồi gửi, hoặc dán nội dung vào ô văn bản.',
    en: 'The file is damaged or no Word or PDF file. Open it, save it again and send it, or paste the text.',
  };
}
