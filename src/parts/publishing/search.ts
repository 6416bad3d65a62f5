import { paths } from '../../ground/places.ts';
import type { PublicSearch } from '../../ground/public-face.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { searchArticles } from './article.store.ts';
import { withFigures } from './binding.ts';

/** Pages that people look for by name. */
const pages = [
  {
    href: paths.scorecards,
    vi: 'Phiếu kết quả và chỉ tiêu từng đơn vị',
    en: 'Scorecards and targets of the units',
  },
  { href: paths.documents, vi: 'Văn bản chỉ đạo, nhiệm vụ được giao', en: 'Directives and tasks' },
  { href: paths.commitments, vi: 'Cam kết của người đứng đầu', en: 'Commitments of heads' },
  {
    href: paths.evaluation,
    vi: 'Kết quả đánh giá, xếp loại các đơn vị',
    en: 'How units were rated',
  },
  { href: paths.receptions, vi: 'Lịch tiếp công dân của lãnh đạo', en: 'When leaders receive' },
  { href: paths.process, vi: 'Quy trình giải quyết đơn, thời hạn', en: 'How petitions are handled, terms' },
  {
    href: paths.intake,
    vi: 'Nộp đơn, phản ánh, kiến nghị, khiếu nại, tố cáo',
    en: 'Hand in a petition, complaint, report',
  },
  { href: paths.follow, vi: 'Theo dõi đơn bằng mã', en: 'Follow a petition with its code' },
  { href: paths.dialogues, vi: 'Đối thoại với Nhân dân, việc đã hứa', en: 'Dialogues, promises' },
  { href: paths.consultations, vi: 'Lấy ý kiến dự thảo, góp ý', en: 'Consultations on drafts' },
  { href: paths.disclosures, vi: 'Nội dung phải công khai của phường, xã', en: 'What communes publish' },
  { href: paths.land, vi: 'Dự án thu hồi đất, giải phóng mặt bằng, bồi thường', en: 'Land projects' },
  { href: paths.campaigns, vi: 'Dân vận khéo, mô hình', en: 'Models of working with people' },
  { href: paths.works, vi: 'Công trình của cộng đồng, đóng góp, quyết toán', en: 'Community works' },
  { href: paths.launches, vi: 'Ra quân', en: 'Launch days' },
  { href: paths.streets, vi: 'Tuyến đường kiểu mẫu, trật tự đô thị', en: 'Model streets' },
  { href: paths.structure, vi: 'Bộ máy, đơn vị', en: 'Structure, units' },
  { href: paths.staffing, vi: 'Biên chế, tinh giản', en: 'Posts, staff reduction' },
  { href: paths.openData, vi: 'Dữ liệu mở', en: 'Open data' },
  { href: paths.transparency, vi: 'Minh bạch, phần không công khai', en: 'Openness, what is withheld' },
  { href: paths.subscriptions, vi: 'Nhận tin qua e-mail, trên máy', en: 'News by e-mail or on a device' },
  { href: paths.claims, vi: 'Kiểm con số trong bài viết', en: 'Check the numbers of a text' },
];

/** Pages by the words of their names. */
export const pageSearch: PublicSearch = async (_services, { words, language, limit }) =>
  pages
    .filter(({ vi, en }) => {
      const own = foldedWords(`${vi} ${en}`);
      return words.every((word) => own.some((one) => one.startsWith(word)));
    })
    .slice(0, limit)
    .map(({ href, ...name }) => ({ sort: { vi: 'Trang', en: 'Pages' }, title: name[language], href }));

/** Published news and reports by their words. */
export const articleSearch: PublicSearch = async ({ db }, { query, limit }) => {
  const found = await searchArticles(db, query, limit);
  return found.map((one) => ({
    sort: { vi: 'Tin tức, báo cáo', en: 'News and reports' },
    title: withFigures(one.title, one.figures, one.language),
    language: one.language,
    href: `${paths.news}/${one.slug}`,
    on: dayInVietnam(one.firstAt),
  }));
};
