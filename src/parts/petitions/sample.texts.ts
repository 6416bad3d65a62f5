import type { PetitionKind, Topic } from './petition.ts';

/** A matter people write about, with slots filled at random. */
export interface SampleMatter {
  kind: PetitionKind;
  topic: Topic;
  title: string;
  body: string;
  answer: string;
}

/** Made-up matters of a Mekong Delta city. {place}, {street}, {when}, {number} are filled in. */
export const matters: readonly SampleMatter[] = [
  {
    kind: 'reflection',
    topic: 'roads',
    title: 'Đường {street} ngập sâu sau mưa',
    body: 'Từ {when}, mỗi lần mưa lớn đoạn đường {street} tại {place} ngập khoảng {number} cm, xe chết máy, học sinh phải lội nước. Cống thoát nước bị nghẹt rác. Đề nghị nạo vét và nâng đoạn đường này.',
    answer:
      'Đã nạo vét {number} m cống và đặt lưới chắn rác. Đoạn đường sẽ được nâng trong đợt sửa chữa quý tới.',
  },
  {
    kind: 'reflection',
    topic: 'environment',
    title: 'Rác tồn đọng nhiều ngày trên đường {street}',
    body: 'Điểm tập kết rác đầu đường {street}, {place} không được thu gom từ {when}, mùi hôi lan vào khu dân cư và gần trường học.',
    answer: 'Đã yêu cầu đơn vị vệ sinh thu gom mỗi ngày và lắp thêm {number} thùng rác.',
  },
  {
    kind: 'reflection',
    topic: 'roads',
    title: 'Đèn chiếu sáng hỏng trên đường {street}',
    body: 'Có {number} bóng đèn trên đường {street} thuộc {place} bị hỏng từ {when}, buổi tối rất tối, dễ xảy ra tai nạn.',
    answer: 'Đã thay {number} bóng đèn và kiểm tra toàn tuyến.',
  },
  {
    kind: 'reflection',
    topic: 'order',
    title: 'Lấn chiếm vỉa hè đường {street} để buôn bán',
    body: 'Các hộ buôn bán bày hàng kín vỉa hè đường {street} tại {place}, người đi bộ phải xuống lòng đường.',
    answer: 'Đã nhắc nhở {number} hộ, kẻ vạch và bố trí giờ bán hàng.',
  },
  {
    kind: 'reflection',
    topic: 'order',
    title: 'Karaoke loa kéo gây ồn về khuya',
    body: 'Quán trên đường {street}, {place} mở loa lớn đến sau 23 giờ từ {when}, ảnh hưởng người già và trẻ em.',
    answer: 'Công an phường đã lập biên bản, chủ quán cam kết tắt loa sau 22 giờ.',
  },
  {
    kind: 'reflection',
    topic: 'environment',
    title: 'Nước thải chảy ra kênh ở {place}',
    body: 'Cơ sở chế biến thủy sản xả nước thải có màu và mùi ra kênh tại {place} từ {when}. Cá nuôi của {number} hộ bị chết.',
    answer: 'Đã lấy mẫu nước, yêu cầu cơ sở dừng xả và sửa hệ thống xử lý.',
  },
  {
    kind: 'reflection',
    topic: 'procedures',
    title: 'Chờ lâu khi làm thủ tục tại bộ phận một cửa',
    body: 'Tôi chờ {number} giờ để nộp hồ sơ đăng ký hộ kinh doanh dù đã lấy số từ sáng, không ai hướng dẫn.',
    answer: 'Đã bố trí thêm một quầy và màn hình gọi số.',
  },
  {
    kind: 'reflection',
    topic: 'roads',
    title: 'Cầu ở {place} xuống cấp, lan can gãy',
    body: 'Cầu qua kênh tại {place} bị gãy lan can từ {when}, mặt cầu thủng, xe máy đi qua rất nguy hiểm.',
    answer: 'Đã gia cố tạm và đặt biển báo; đã bố trí vốn thay cầu trong năm.',
  },
  {
    kind: 'reflection',
    topic: 'environment',
    title: 'Muỗi nhiều, đề nghị phun thuốc ở {place}',
    body: 'Khu vực {place} có nhiều ao tù, {number} ca sốt xuất huyết trong tháng, đề nghị phun thuốc và vận động diệt lăng quăng.',
    answer: 'Trạm y tế đã phun thuốc hai đợt và ra quân diệt lăng quăng.',
  },
  {
    kind: 'recommendation',
    topic: 'roads',
    title: 'Kiến nghị mở rộng đường liên ấp ở {place}',
    body: 'Đường liên ấp tại {place} chỉ rộng {number} m, xe chở lúa không tránh nhau được. Người dân đồng ý hiến đất để mở rộng.',
    answer: 'Đã đưa vào kế hoạch đầu tư công; UBND sẽ họp dân để bàn phương án.',
  },
  {
    kind: 'recommendation',
    topic: 'welfare',
    title: 'Đề nghị xét lại hộ cận nghèo ở {place}',
    body: 'Gia đình tôi có {number} người, thu nhập từ làm thuê không ổn định, chưa được xét hộ cận nghèo năm nay. Đề nghị rà soát lại.',
    answer: 'Tổ rà soát đã khảo sát lại theo tiêu chí và bổ sung hộ vào danh sách.',
  },
  {
    kind: 'recommendation',
    topic: 'land',
    title: 'Đề nghị đẩy nhanh cấp giấy chứng nhận quyền sử dụng đất',
    body: 'Tôi nộp hồ sơ cấp giấy chứng nhận cho thửa đất tại {place} từ {when}, đã bổ sung {number} lần mà chưa có kết quả.',
    answer: 'Hồ sơ đã đủ, giấy chứng nhận sẽ được trả tại bộ phận một cửa.',
  },
  {
    kind: 'recommendation',
    topic: 'order',
    title: 'Đề nghị bố trí chỗ đậu xe gần chợ',
    body: 'Chợ trên đường {street} thiếu chỗ đậu xe, giờ cao điểm kẹt xe. Kiến nghị dùng bãi đất trống của phường làm bãi giữ xe.',
    answer: 'UBND phường đồng ý, bãi xe dự kiến mở trong {number} tuần.',
  },
  {
    kind: 'recommendation',
    topic: 'procedures',
    title: 'Kiến nghị trả kết quả thủ tục qua bưu điện',
    body: 'Người dân ở {place} đi lại xa {number} km, đề nghị được nhận kết quả thủ tục qua bưu điện và nộp hồ sơ trực tuyến.',
    answer: 'Đã ký với bưu điện; người dân đăng ký khi nộp hồ sơ.',
  },
  {
    kind: 'complaint',
    topic: 'land',
    title: 'Khiếu nại quyết định bồi thường khi thu hồi đất tại {place}',
    body: 'Tôi không đồng ý với Quyết định bồi thường thửa đất {number} tại {place}: diện tích đo thiếu, loại đất xác định không đúng, chưa tính cây trồng lâu năm. Đề nghị xem xét lại.',
    answer:
      'Đã đo lại: diện tích tăng, loại đất giữ nguyên. Chấp nhận một phần khiếu nại, điều chỉnh mức bồi thường.',
  },
  {
    kind: 'complaint',
    topic: 'land',
    title: 'Khiếu nại việc cấp giấy chứng nhận chồng lấn ranh đất',
    body: 'Giấy chứng nhận cấp cho hộ liền kề tại {place} chồng lấn {number} m² lên phần đất gia đình tôi sử dụng từ lâu.',
    answer: 'Đã kiểm tra hồ sơ địa chính, thu hồi và cấp lại giấy chứng nhận theo ranh thực tế.',
  },
  {
    kind: 'complaint',
    topic: 'order',
    title: 'Khiếu nại quyết định xử phạt về xây dựng',
    body: 'Tôi bị xử phạt {number} triệu đồng vì xây dựng sai phép tại {place}. Tôi cho rằng công trình đúng với giấy phép đã cấp.',
    answer: 'Giữ nguyên quyết định xử phạt: công trình vượt giấy phép theo biên bản đo đạc.',
  },
  {
    kind: 'complaint',
    topic: 'welfare',
    title: 'Khiếu nại việc ngừng chi trả trợ cấp xã hội',
    body: 'Từ {when} tôi không nhận được trợ cấp bảo trợ xã hội hằng tháng, không có thông báo lý do. Tôi đề nghị tiếp tục chi trả và trả bù {number} tháng.',
    answer: 'Việc ngừng chi trả là sai; đã chi trả lại và truy lĩnh đủ số tháng.',
  },
  {
    kind: 'denunciation',
    topic: 'officials',
    title: 'Tố cáo cán bộ nhận tiền khi làm thủ tục',
    body: 'Một cán bộ yêu cầu đưa {number} triệu đồng để giải quyết hồ sơ nhanh. Sự việc xảy ra {when} tại trụ sở, có người chứng kiến.',
    answer: 'Kết luận nội dung tố cáo đúng một phần; đã kiến nghị xử lý kỷ luật.',
  },
  {
    kind: 'denunciation',
    topic: 'land',
    title: 'Tố cáo xây dựng trái phép trên đất công có bao che',
    body: 'Công trình trên đất công tại {place} được xây từ {when} mà không bị xử lý; có dấu hiệu bao che.',
    answer: 'Kết luận nội dung tố cáo sai về bao che, đúng về xây dựng trái phép.',
  },
];

export const streets = [
  'Trần Phú',
  'Hai Bà Trưng',
  'Võ Thị Sáu',
  'Cao Văn Lầu',
  'Lê Duẩn',
  'Hòa Bình',
  'Tôn Đức Thắng',
  'Nguyễn Tất Thành',
  'Bạch Đằng',
  'Đống Đa',
  'Lý Thường Kiệt',
  'Hoàng Văn Thụ',
  'Ninh Bình',
  'Cách Mạng',
  'Liên Tỉnh Lộ 38',
];
export const moments = [
  'đầu tháng này',
  'tuần trước',
  'tháng trước',
  'sau Tết',
  'đầu mùa mưa',
  'ba ngày nay',
  'cuối năm ngoái',
  'hai tuần nay',
];
