import { paths } from '../../ground/places.ts';
import type { Bilingual } from '../../platform/language.ts';

/** A page, its name, and what people call what they look for there. */
export interface NamedPage {
  href: string;
  name: Bilingual;
  called: readonly string[];
}

/** Pages that people look for. Words are compared without marks and by their beginnings. */
export const pages: readonly NamedPage[] = [
  {
    href: paths.intake,
    name: {
      vi: 'Nộp đơn, phản ánh, kiến nghị, khiếu nại, tố cáo',
      en: 'Hand in a petition, complaint, report',
    },
    called: [
      'gửi đơn',
      'làm đơn',
      'viết đơn',
      'báo hỏng đèn đường, ổ gà, rác, ngập, tiếng ồn',
      'tố cáo cán bộ, công chức tham nhũng, nhũng nhiễu, vòi vĩnh',
      'khiếu nại quyết định',
      'đất đai, tranh chấp, lấn chiếm',
      'sổ đỏ, giấy chứng nhận quyền sử dụng đất',
      'góp ý với chính quyền',
      'xây dựng trái phép, ô nhiễm, mất điện, mất nước, lừa đảo',
      'mẫu đơn',
    ],
  },
  {
    href: paths.follow,
    name: { vi: 'Theo dõi đơn bằng mã', en: 'Follow a petition with its code' },
    called: [
      'tra cứu hồ sơ',
      'đơn của tôi đến đâu',
      'mã hồ sơ',
      'kết quả đơn',
      'tình trạng đơn',
      'rút đơn',
      'xem trả lời',
    ],
  },
  {
    href: paths.receptions,
    name: { vi: 'Lịch tiếp công dân của lãnh đạo', en: 'When leaders receive' },
    called: [
      'ai tiếp dân',
      'gặp chủ tịch, gặp lãnh đạo',
      'đặt lịch hẹn',
      'ngày tiếp dân, giờ tiếp dân, nơi tiếp dân',
      'địa chỉ, trụ sở tiếp công dân',
      'ban tiếp công dân',
    ],
  },
  {
    href: paths.process,
    name: { vi: 'Quy trình giải quyết đơn, thời hạn', en: 'How petitions are handled, terms' },
    called: [
      'bao lâu có trả lời',
      'mấy ngày',
      'hạn giải quyết',
      'thủ tục',
      'luật khiếu nại, luật tố cáo',
      'quá hạn',
    ],
  },
  {
    href: paths.cases,
    name: { vi: 'Vụ việc công khai', en: 'Published cases' },
    called: ['người khác đã phản ánh', 'phản ánh tương tự', 'đã trả lời những gì', 'vụ việc gần tôi'],
  },
  {
    href: paths.land,
    name: { vi: 'Dự án thu hồi đất, giải phóng mặt bằng, bồi thường', en: 'Land projects' },
    called: [
      'giải tỏa',
      'đền bù',
      'đất đai bị thu hồi',
      'giá đền bù',
      'tái định cư',
      'quy hoạch',
      'kiểm đếm',
      'mở đường',
      'bàn giao mặt bằng',
    ],
  },
  {
    href: paths.dialogues,
    name: { vi: 'Đối thoại với Nhân dân, việc đã hứa', en: 'Dialogues, promises' },
    called: ['lời hứa', 'họp dân', 'hỏi chủ tịch', 'đã hứa gì', 'gặp gỡ nhân dân'],
  },
  {
    href: paths.consultations,
    name: { vi: 'Lấy ý kiến dự thảo, góp ý', en: 'Consultations on drafts' },
    called: ['góp ý dự thảo', 'lấy ý kiến nhân dân', 'tham gia ý kiến'],
  },
  {
    href: paths.commitments,
    name: { vi: 'Cam kết của người đứng đầu', en: 'Commitments of heads' },
    called: ['chính quyền hứa gì', 'cam kết năm', 'chủ tịch cam kết'],
  },
  {
    href: paths.evaluation,
    name: { vi: 'Kết quả đánh giá, xếp loại các đơn vị', en: 'How units were rated' },
    called: ['xếp hạng phường xã', 'đánh giá cán bộ', 'điểm thi đua'],
  },
  {
    href: paths.scorecards,
    name: { vi: 'Phiếu kết quả và chỉ tiêu từng đơn vị', en: 'Scorecards and targets of the units' },
    called: ['phường tôi làm được gì', 'tỷ lệ đúng hạn', 'chỉ tiêu', 'thành tích'],
  },
  {
    href: paths.figures,
    name: { vi: 'Số liệu', en: 'Figures' },
    called: ['thống kê', 'bao nhiêu đơn', 'tỷ lệ giải quyết', 'số liệu công khai'],
  },
  {
    href: paths.documents,
    name: { vi: 'Văn bản chỉ đạo, nhiệm vụ được giao', en: 'Directives and tasks' },
    called: ['chỉ thị', 'kế hoạch', 'quyết định', 'nghị quyết', 'công văn', 'tra văn bản'],
  },
  {
    href: paths.disclosures,
    name: { vi: 'Nội dung phải công khai của phường, xã', en: 'What communes publish' },
    called: [
      'công khai ngân sách, tài chính',
      'thu chi, các khoản đóng góp',
      'hộ nghèo, trợ cấp, an sinh',
      'dân chủ cơ sở',
    ],
  },
  {
    href: paths.works,
    name: { vi: 'Công trình của cộng đồng, đóng góp, quyết toán', en: 'Community works' },
    called: ['làm đường, làm cầu', 'đóng góp tiền', 'nhà nước và nhân dân cùng làm', 'quyết toán công trình'],
  },
  {
    href: paths.campaigns,
    name: { vi: 'Dân vận khéo, mô hình', en: 'Models of working with people' },
    called: ['mô hình hay', 'dân vận'],
  },
  {
    href: paths.launches,
    name: { vi: 'Ra quân', en: 'Launch days' },
    called: ['tình nguyện', 'dọn vệ sinh', 'trồng cây'],
  },
  {
    href: paths.streets,
    name: { vi: 'Tuyến đường kiểu mẫu, trật tự đô thị', en: 'Model streets' },
    called: ['vỉa hè', 'lấn chiếm lòng lề đường'],
  },
  {
    href: paths.structure,
    name: { vi: 'Bộ máy, đơn vị', en: 'Structure, units' },
    called: [
      'các phòng ban',
      'cơ quan',
      'ủy ban ở đâu',
      'sáp nhập phường xã',
      'số điện thoại, liên hệ, đường dây nóng',
    ],
  },
  {
    href: paths.staffing,
    name: { vi: 'Biên chế, tinh giản', en: 'Posts, staff reduction' },
    called: ['số cán bộ, công chức', 'tuyển dụng'],
  },
  {
    href: paths.openData,
    name: { vi: 'Dữ liệu mở', en: 'Open data' },
    called: ['tải dữ liệu', 'csv, excel, api'],
  },
  {
    href: paths.transparency,
    name: { vi: 'Minh bạch, phần không công khai', en: 'Openness, what is withheld' },
    called: ['gỡ bài', 'đính chính', 'vì sao không công khai'],
  },
  {
    href: paths.record,
    name: { vi: 'Sổ ghi không sửa được', en: 'The record' },
    called: ['sổ ghi', 'nhật ký', 'bằng chứng'],
  },
  {
    href: paths.verify,
    name: { vi: 'Kiểm tra biên nhận', en: 'Check a receipt' },
    called: ['biên nhận thật hay giả', 'xác minh giấy tờ, mã QR'],
  },
  {
    href: paths.subscriptions,
    name: { vi: 'Nhận tin qua e-mail, trên máy', en: 'News by e-mail or on a device' },
    called: ['đăng ký nhận tin', 'thông báo', 'hủy nhận tin'],
  },
  {
    href: paths.news,
    name: { vi: 'Tin tức, báo cáo', en: 'News and reports' },
    called: ['báo cáo tháng, quý, năm', 'tin mới'],
  },
  {
    href: paths.claims,
    name: { vi: 'Kiểm con số trong bài viết', en: 'Check the numbers of a text' },
    called: ['số liệu sai', 'tính lại'],
  },
];

/** Words of questions that say nothing of what is looked for, folded. */
export const saysNothing: ReadonlySet<string> = new Set(
  'toi muon o dau roi lam sao the nao cach cho cua va voi bi duoc la gi co khong nhu may khi xem tim hoi can phai ve thi nay den tai nhung cac mot ai minh chung where how do i the a of to is what can'.split(
    ' ',
  ),
);
