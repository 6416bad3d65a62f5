import { catalogue, type Language } from '../../platform/language.ts';
import type { RecordState } from './record.ts';

const texts = catalogue(
  {
    starting: 'Đang khởi động.',
    signing: 'Đang ghi và ký bình thường.',
    behind: 'Cơ sở dữ liệu cũ hơn sổ đã công bố (vừa khôi phục). Sổ ngừng ký cho đến khi bổ sung đủ.',
    forked: 'Cơ sở dữ liệu mâu thuẫn với sổ đã công bố. Sổ ngừng ký.',
    clock:
      'Đồng hồ của máy không khớp với mục mới nhất hoặc với cơ sở dữ liệu. Đơn vẫn được nhận và ghi cả hai giờ; sổ ngừng ký cho đến khi chỉnh đúng.',
  },
  {
    starting: 'Starting.',
    signing: 'Recording and signing.',
    behind:
      'The database is older than what was published (a restored backup). Nothing is signed until it has caught up.',
    forked: 'The database contradicts what was published. Nothing is signed.',
    clock:
      'The machine’s clock fits neither the newest entry nor the database. Petitions are taken with both times noted; nothing is signed until it is right.',
  },
);

/** How the record stands, in words: for everybody, and for whoever can do something about it. */
export function RecordStateNote({ state, language }: { state: RecordState; language: Language }) {
  return <p class={state === 'signing' ? 'note good' : 'note warn'}>{texts[language][state]}</p>;
}
