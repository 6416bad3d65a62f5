// Words are kept as alternatives of a pattern: longer ones are tried first.
const alternatives = (...lines: string[]) =>
  lines
    .join('|')
    .split('|')
    .toSorted((a, b) => b.length - a.length)
    .map((one) => one.replaceAll(' ', '\\s+'))
    .join('|');

const edge = '(?![\\p{L}\\d])';

/** Words with which the name of a body or a post begins, as it stands at the beginning of a sentence. */
export const body = `(?:${alternatives(
  'Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Ủy ban|Uỷ ban|UBMTTQ|MTTQ|Mặt trận Tổ quốc|Mặt trận|HĐND|Hội đồng nhân dân|Hội đồng',
  'Cấp ủy|Cấp uỷ|Liên minh|Huyện đoàn|Tỉnh đoàn|Thành đoàn|Viễn thông|Agribank|VNPT|Viettel|Quỹ|Tiểu ban|Thư viện|Bảo tàng|Nhà văn hóa|Vườn|Ban Quản lý|Hợp tác xã|Kế toán|Tổng công ty|Tập đoàn|Quản lý|Chánh Văn phòng|Thường trực|Ban Thường vụ|Ban|Phòng|Sở|Bộ|Văn phòng|Công an|Thanh tra|Trung tâm|Đài|Hội|Đoàn|Liên đoàn|Đảng ủy|Đảng uỷ',
  'Chi bộ|Chi ủy|Chi nhánh|Thành ủy|Tỉnh ủy|Huyện ủy|Cục|Chi cục|Kho bạc|Bảo hiểm|Tòa án|Viện|Tổ công tác|Tổ(?!\\s+chức)|Hạt|Đội|Trạm',
  'Trường|Bệnh viện|Ngân hàng|Chủ tịch|Phó Chủ tịch|Thủ trưởng|Người đứng đầu|Thủ tướng|Bộ trưởng|Chánh|Trưởng|Giám đốc',
  'Tổng Giám đốc|Bí thư|Hiệu trưởng|Chủ đầu tư|Cán bộ|Công chức|Cơ quan|Đơn vị|Doanh nghiệp|Báo|Điện lực|Công ty|Các|Mỗi',
  'Thuế|Hải quan|Công đoàn|Chỉ huy trưởng|Chỉ huy|Biên phòng|Quân sự|Xí nghiệp|Nhà máy|Trụ sở|Những|Từng|Toàn thể|Bưu điện|Đồn|Lãnh đạo|Phường|Xã|Khóm|Ấp|Đồng chí',
)})${edge}`;

/** The same in the middle of a sentence, where such words are written small. */
export const bodySmall = `(?:${alternatives(
  'các|từng|mỗi|toàn thể|người đứng đầu|thủ trưởng|chủ tịch|cơ quan|đơn vị|cán bộ|công chức|lãnh đạo|bí thư|trưởng|phòng|ban',
  'sở|công an|văn phòng|chủ đầu tư|đồng chí|tổ công tác|trung tâm|thuế|bộ phận|hội|đoàn|trường|trạm|đội|đài',
)})${edge}`;

// Syllables that are a verb by themselves and the end of a noun behind these.
const nounBefore =
  '(?<!(?:trật|trật tự|công|chương|quy|tiến|giáo|lộ|dự án|ban|thường|trung|nguồn|các|giáo dục|thường)\\s+)';

// "giao thông", "tổ chức chính trị": the verb is half of a noun.
const nounBehind =
  '(?!giao\\s+(?:thông|dịch|lưu|ban)|tổ\\s+chức\\s+(?:chính trị|hội|đảng|đoàn thể|xã hội|tín dụng|cán bộ|hành chính|kinh tế|cơ sở|có liên quan|liên quan)|cấp\\s+(?:xã|huyện|tỉnh|ủy))';

/** What somebody is told to do. A name ends where one of these begins. */
export const verb = `${nounBefore}${nounBehind}(?:${alternatives(
  'chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|tham mưu|(?<!đầu tư )xây dựng|rà soát|tổ chức|triển khai|thực hiện|hướng dẫn',
  'kiểm tra|đôn đốc|báo cáo|tổng hợp|theo dõi|căn cứ|khẩn trương|tiếp tục|tăng cường|chỉ đạo|quán triệt|phổ biến|tuyên truyền',
  'vận động|nghiên cứu|đề xuất|ban hành|lập|trình|thẩm định|bố trí|cân đối|bảo đảm|đảm bảo|công khai|niêm yết|thành lập|kiện toàn',
  'giải quyết|xử lý|tiếp nhận|hoàn thành|hoàn thiện|chủ động|thường xuyên|định kỳ|hằng tháng|hàng tháng|hằng quý|hàng quý',
  'hằng năm|hàng năm|trực tiếp|gửi|cập nhật|thống kê|đăng ký|ký cam kết|cam kết|chấn chỉnh|đẩy mạnh|nâng cao|đổi mới|phát huy',
  'giám sát|thanh tra|điều tra|cung cấp|chuẩn bị|phân công|giao|cử|lựa chọn|vận hành|kê khai|rút kinh nghiệm|là cơ quan',
  'là đầu mối|làm đầu mối|tiến hành|duy trì|sắp xếp|bàn giao|chi trả|ra quân|xác minh|đối thoại|tiếp công dân|dự thảo|soạn thảo',
  'trước ngày|chậm nhất|nghiêm túc|sớm|tập trung|phấn đấu|đánh giá|đưa|mở|khảo sát|đo đạc|tích hợp|số hóa|công bố|hỗ trợ',
  'kịp thời|quản lý|sử dụng|đăng tải|đăng|phát động|lồng ghép|chấp hành|kiên quyết|phải|cần|không để|không được|xem xét',
  'bồi dưỡng|tập huấn|đào tạo|nộp|trả lời|thông báo|thu thập|tham gia|giới thiệu|nhân rộng|biểu dương|khen thưởng|rút ngắn',
  'cắt giảm|bổ sung|điều chỉnh|sửa đổi|kiểm kê|chuyển|ứng trực|đảm nhận|chấm dứt|tăng|ưu tiên|xóa|tiếp|phụ trách|trích lục',
  'đẩy nhanh|nghiệm thu|lãnh đạo|làm việc|tạo điều kiện|nắm|hậu kiểm|dành|phủ sóng|tiêm phòng|tháo gỡ|lắp đặt',
  'trồng|sửa chữa|nâng cấp|huy động|phục hồi|phân bổ|giải ngân|thanh toán|trao đổi|giải thích',
  'làm rõ|làm tốt|lắng nghe|ghi nhận|thẩm duyệt|phê duyệt|công nhận|quy định|xác định|phân loại|phân tích|cảnh báo',
  'tháo dỡ|cưỡng chế|di dời|ngăn chặn|truy quét|tuần tra|xử phạt|nhắc nhở|phê bình|kiểm điểm',
  'tham dự|sơ kết|tổng kết|khai mạc|khởi công|khánh thành|áp dụng|chia sẻ|kết hợp|liên thông|nhắn tin|đề cao',
  'dự trữ|định hướng|hoàn ứng|hoàn trả|khôi phục|phản ánh|tiêu hủy|khoanh vùng|xét nghiệm|cách ly|gia hạn|đấu giá|đấu thầu|duy tu|nạo vét',
  'quan tâm|bảo trì|giới hạn|trích|tư vấn|điều tiết|kiến nghị|nhập|tiếp thu|giải trình|theo chức năng|theo thẩm quyền|theo nhiệm vụ|theo địa bàn|theo lĩnh vực',
  'kiểm soát|thu hồi|chấm điểm|thi hành|thẩm tra|củng cố|khắc phục|bám sát|lấy ý kiến|giữ|tự|mời|bắt đầu|kết nối|liên hệ',
)})${edge}`;

/** With which a measure of a plan begins that names nobody. */
export const imperative = `(?:${alternatives(
  'Tăng cường|Tiếp tục|Đẩy mạnh|Rà soát|Tổ chức|Xây dựng|Triển khai|Thực hiện|Nâng cao|Kiểm tra|Chấn chỉnh|Phát huy|Bố trí',
  'Công khai|Niêm yết|Hoàn thành|Hoàn thiện|Chú trọng|Quán triệt|Đổi mới|Duy trì|Bảo đảm|Đảm bảo|Kiện toàn|Củng cố|Tập trung',
  'Phấn đấu|Chủ động|Kịp thời|Khẩn trương|Thường xuyên|Định kỳ|Hằng tháng|Hàng tháng|Hằng quý|Hàng quý|Hằng năm|Hàng năm',
  'Ra quân|Vận động|Tuyên truyền|Phổ biến|Giải quyết|Xử lý|Không để|Nghiêm cấm|Kiên quyết|Gắn|Lấy|Sắp xếp|Đưa|Mở|Nhân rộng',
  'Thành lập|Cập nhật|Số hóa|Ứng dụng|Báo cáo|Chỉ đạo|Đề xuất|Lập|Ban hành|Phát động|Biểu dương|Khen thưởng|Thực hành',
  'Siết chặt|Không tổ chức|Không sử dụng|Không được|Tuyệt đối không|Hạn chế|Tạm dừng|Bám sát|Tháo gỡ|Hỗ trợ|Kiểm soát|Rút ngắn|Cắt giảm|Đào tạo|Bồi dưỡng|Lồng ghép|Nghiêm túc|Tiến hành|Khảo sát|Phân công|Chuẩn bị|Huy động|Khắc phục|Giảm',
  'Phối hợp|Thống kê|Bàn giao|Chi trả|Trả lời|Xóa|Xóa bỏ|Tháo dỡ|Vệ sinh|Lắp đặt|Trồng',
)})${edge}`;

/** With which somebody is given something to do. */
export const givers =
  '(?:giao|yêu cầu|đề nghị|phân công|giao nhiệm vụ cho|ủy quyền cho|uỷ quyền cho|ủy nhiệm cho|chỉ định)';
