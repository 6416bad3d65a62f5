/** Said at the head of every text that the article does not give. */
export const sampleNote =
  'Nội dung dưới đây là dữ liệu mẫu để dùng thử; bài báo chỉ nêu tên và số của văn bản.';

/** Plan 70 as it might read: the article names it and says what it carries out. */
export const plan70 = [
  sampleNote,
  'I. MỤC ĐÍCH, YÊU CẦU',
  '1. Nâng cao nhận thức, trách nhiệm của các cấp ủy, chính quyền, Mặt trận và các đoàn thể đối với công tác dân vận trong tình hình mới.',
  'II. NHIỆM VỤ',
  '1. Các chi bộ, đảng bộ trực thuộc tổ chức quán triệt Nghị quyết 25 đến toàn thể đảng viên.',
  '2. UBND các phường, xã nâng cao chất lượng tiếp công dân, giải quyết kịp thời kiến nghị của nhân dân, thực hiện thường xuyên.',
].join('\n');

export const plan106 = [
  sampleNote,
  '1. Phòng Nội vụ chủ trì, phối hợp với Phòng Tài chính, Kế hoạch xây dựng phương án sắp xếp, tinh gọn các đơn vị sự nghiệp, trình UBND thành phố trước ngày 30/9/2018.',
  '2. Trung tâm Văn hóa - Thể thao, Đài Truyền thanh rà soát biên chế, tài sản, báo cáo Phòng Nội vụ trước ngày 15/8/2018.',
].join('\n');

export const plan55 = [
  sampleNote,
  '1. Phòng Quản lý đô thị chủ trì, phối hợp với các phường lập danh sách tuyến đường kiểu mẫu, hoàn thành trước ngày 31/3/2019.',
  '2. UBND các phường ra quân lập lại trật tự lòng đường, vỉa hè trên địa bàn, báo cáo kết quả trước ngày 30/11/2019.',
  '3. Việc khen thưởng thực hiện theo quy định của Luật Thi đua, Khen thưởng.',
].join('\n');

const madeUp = 'Nội dung dưới đây là dữ liệu mẫu để dùng thử.';

/** The plan of this year, whose tasks run. */
export const planOfYear = (year: number) =>
  [
    madeUp,
    'I. MỤC ĐÍCH',
    '1. Tiếp tục thực hiện Nghị quyết 25-NQ/TW; lấy sự hài lòng của người dân làm thước đo.',
    'II. NHIỆM VỤ, GIẢI PHÁP',
    `1. UBND các phường rà soát, giải quyết dứt điểm các kiến nghị tồn đọng, báo cáo trước ngày 30/6/${year}.`,
    `2. UBND các phường tổ chức đối thoại với nhân dân, doanh nghiệp ít nhất một lần, hoàn thành trước ngày 30/9/${year}.`,
    `3. UBND các phường công khai kết quả giải quyết kiến nghị trên cổng, hoàn thành trước ngày 15/12/${year}.`,
    `4. Thanh tra tỉnh kiểm tra trách nhiệm tiếp công dân tại các phường trước ngày 31/10/${year}.`,
    '5. Ban Tiếp công dân duy trì lịch tiếp công dân, thực hiện thường xuyên.',
    `6. Chỉnh trang các tuyến đường kiểu mẫu đã công nhận.`,
    'III. TỔ CHỨC THỰC HIỆN',
    '1. Kinh phí thực hiện từ nguồn ngân sách được giao hằng năm.',
  ].join('\n');

/** The plan by which a ward takes up what the province's plan asks of it. */
export const planOfWard = (year: number) =>
  [
    madeUp,
    `1. Phòng Văn hóa - Xã hội rà soát các kiến nghị tồn đọng về chính sách, báo cáo trước ngày 15/6/${year}.`,
    `2. Phòng Kinh tế, Hạ tầng và Đô thị rà soát các kiến nghị tồn đọng về đất đai, hạ tầng, báo cáo trước ngày 15/6/${year}.`,
  ].join('\n');
