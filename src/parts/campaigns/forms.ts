import { actDayFields } from '../../ground/act-day.ts';
import { type FieldSpec, formSpec } from '../../platform/page/form-spec.ts';
import { modelFields, streetCriteria, workKinds } from './campaign.ts';

const b = (vi: string, en: string) => ({ vi, en });

export const fieldNames = {
  economy: b('Kinh tế', 'Economy'),
  society: b('Văn hóa - xã hội', 'Culture and society'),
  defence: b('Quốc phòng - an ninh', 'Defence and security'),
  politics: b('Xây dựng hệ thống chính trị', 'Building the political system'),
};
export const subjectNames = {
  collective: b('Mô hình tập thể', 'Of a collective'),
  individual: b('Điển hình cá nhân', 'Of an individual'),
};
export const kindNames = {
  road: b('Đường', 'Road'),
  bridge: b('Cầu', 'Bridge'),
  lighting: b('Chiếu sáng', 'Lighting'),
  drainage: b('Thoát nước', 'Drainage'),
  house: b('Nhà', 'House'),
  other: b('Khác', 'Other'),
};

const photos = {
  kind: 'files',
  label: b('Ảnh', 'Pictures'),
  hint: b('Ai cũng xem được; tránh chụp rõ mặt người.', 'Everybody sees them; no faces, please.'),
  optional: true,
} as const satisfies FieldSpec;
const caption = {
  kind: 'text',
  label: b('Ảnh cho thấy gì', 'What the pictures show'),
  hint: b(
    'Bắt buộc khi có ảnh: cho người không nhìn thấy ảnh.',
    'Required with pictures: for those who cannot see them.',
  ),
  optional: true,
  most: 200,
} as const satisfies FieldSpec;
const spot = {
  kind: 'text',
  label: b('Chụp tại điểm', 'Taken at'),
  hint: b(
    'Cùng một tên điểm cho ảnh trước và ảnh sau, ví dụ: đầu tuyến.',
    'The same name before and after, such as: the beginning.',
  ),
  optional: true,
  most: 80,
} as const satisfies FieldSpec;

export const modelForm = formSpec({
  year: { kind: 'number', label: b('Năm', 'Year') },
  field: {
    kind: 'choice',
    label: b('Lĩnh vực', 'Field'),
    options: modelFields.map((value) => ({ value, label: fieldNames[value] })),
  },
  subject: {
    kind: 'choice',
    label: b('Loại', 'Kind'),
    options: (['collective', 'individual'] as const).map((value) => ({ value, label: subjectNames[value] })),
  },
  title: { kind: 'text', label: b('Tên mô hình', 'Name'), most: 200 },
  place: { kind: 'text', label: b('Nơi làm', 'Place'), most: 200 },
  content: { kind: 'area', label: b('Nội dung, cách làm', 'What is done, and how') },
  forces: { kind: 'area', label: b('Lực lượng tham gia', 'Who takes part'), rows: 2 },
  expected: { kind: 'area', label: b('Kết quả mong muốn', 'Expected effect'), rows: 2 },
});
export const appraiseForm = formSpec({
  verdict: {
    kind: 'choice',
    label: b('Kết quả thẩm định', 'Appraisal'),
    options: [
      { value: 'running', label: b('Đồng ý cho thực hiện', 'Goes ahead') },
      { value: 'declined', label: b('Chưa đồng ý', 'Does not') },
    ],
  },
  why: { kind: 'area', label: b('Ý kiến', 'Words'), rows: 2 },
});
export const checkForm = formSpec({
  onDay: { kind: 'day', label: b('Ngày kiểm tra', 'Day of the check') },
  who: { kind: 'text', label: b('Ai kiểm tra', 'Who checked'), hint: b('Chức danh.', 'Posts.'), most: 200 },
  finding: {
    kind: 'choice',
    label: b('Thực tế', 'What was found'),
    options: [
      { value: 'asRegistered', label: b('Đúng như đăng ký', 'As registered') },
      { value: 'partly', label: b('Làm được một phần', 'In part') },
      { value: 'notDone', label: b('Chưa làm', 'Not done') },
    ],
  },
  words: { kind: 'area', label: b('Ghi nhận', 'Notes'), rows: 3 },
  files: photos,
  caption,
});
export const recogniseForm = formSpec({
  verdict: {
    kind: 'choice',
    label: b('Kết quả năm', 'At the end'),
    options: [
      { value: 'recognised', label: b('Công nhận mô hình có hiệu quả', 'Recognised as effective') },
      { value: 'ended', label: b('Không công nhận', 'Not recognised') },
    ],
  },
  decision: { kind: 'text', label: b('Quyết định số', 'Decision number'), optional: true, most: 80 },
  why: { kind: 'area', label: b('Căn cứ', 'Grounds'), rows: 2 },
});
export const commendForm = formSpec({
  commended: {
    kind: 'text',
    label: b('Hình thức khen, quyết định số', 'Commendation, decision number'),
    most: 200,
  },
});
export const neededForm = formSpec({
  cost: { kind: 'number', label: b('Kinh phí đã dùng (đồng)', 'Cost (đồng)'), atMost: 1_000_000_000_000 },
  people: { kind: 'number', label: b('Số người làm', 'People') },
  months: { kind: 'number', label: b('Số tháng', 'Months') },
  lessons: { kind: 'area', label: b('Kinh nghiệm cho nơi làm theo', 'What others should know'), rows: 3 },
});

export const workForm = formSpec({
  kind: {
    kind: 'choice',
    label: b('Công trình', 'Work'),
    options: workKinds.map((value) => ({ value, label: kindNames[value] })),
  },
  title: { kind: 'text', label: b('Tên', 'Name'), most: 200 },
  place: { kind: 'text', label: b('Ấp, khóm', 'Hamlet'), most: 200 },
  proposal: {
    kind: 'area',
    label: b('Đề xuất', 'Proposal'),
    hint: b(
      'Làm gì, dự kiến tốn bao nhiêu, mỗi hộ được đề nghị góp gì.',
      'What, what it may cost, what each household is asked for.',
    ),
  },
  households: {
    kind: 'number',
    atLeast: 1,
    atMost: 100_000,
    label: b('Tổng số hộ được quyết định', 'Households that decide'),
    hint: b('Mọi hộ trong ấp, khóm: mẫu số của tỷ lệ đồng ý.', 'All of the hamlet: what the share is of.'),
  },
  ...actDayFields,
});
/** What a work is, put right while its vote is open. */
export const workDataForm = formSpec({
  title: workForm.title,
  place: workForm.place,
  proposal: workForm.proposal,
  households: workForm.households,
  why: {
    kind: 'area',
    label: b('Vì sao sửa', 'Why it is put right'),
    hint: b('Ai cũng đọc được.', 'Everybody can read it.'),
    rows: 2,
    most: 500,
  },
});
export const reopenForm = formSpec({
  why: {
    kind: 'area',
    label: b('Vì sao mở lại', 'Why it is opened again'),
    hint: b('Ai cũng đọc được.', 'Everybody can read it.'),
    rows: 2,
    most: 500,
  },
});
/** A household's vote, from paper or at the meeting. */
export const voteForm = formSpec({
  view: {
    kind: 'choice',
    label: b('Ý kiến của hộ', 'The household'),
    options: [
      { value: 'agree', label: b('Đồng ý', 'Agrees') },
      { value: 'disagree', label: b('Không đồng ý', 'Disagrees') },
      { value: 'other', label: b('Ý kiến khác', 'Says something else') },
    ],
  },
  name: { kind: 'text', label: b('Đại diện hộ', 'For the household'), most: 100 },
  place: {
    kind: 'text',
    label: b('Số nhà, tổ', 'House, group'),
    hint: b('Mỗi nhà một phiếu.', 'One vote a house.'),
    most: 200,
  },
});
export const decideForm = formSpec({
  form: {
    kind: 'choice',
    label: b('Hình thức quyết định', 'How it was decided'),
    options: [
      { value: 'meeting', label: b('Họp', 'At a meeting') },
      { value: 'ballot', label: b('Bỏ phiếu', 'By ballot') },
      { value: 'forms', label: b('Phiếu lấy ý kiến từng hộ', 'By forms from door to door') },
    ],
  },
  shortWhy: {
    kind: 'text',
    label: b('Vì sao kết thúc khi chưa đủ hộ tham gia', 'Why it is closed with too few households'),
    hint: b('Chỉ cần khi chưa đủ; ai cũng đọc được.', 'Only where it is too few; everybody can read it.'),
    optional: true,
    most: 300,
  },
  ...actDayFields,
});
/** A vote put right while the vote is open. */
export const voteAgainForm = formSpec({
  view: voteForm.view,
  name: voteForm.name,
  why: { kind: 'text', label: b('Vì sao sửa', 'Why it is put right'), most: 300 },
});
export const planForm = formSpec({
  plan: { kind: 'area', label: b('Kế hoạch, dự toán', 'Plan and estimate') },
  startsOn: { kind: 'day', label: b('Khởi công', 'Begins') },
  endsOn: { kind: 'day', label: b('Xong', 'Ends') },
});
export const contributionForm = formSpec({
  kind: {
    kind: 'choice',
    label: b('Góp', 'Given'),
    options: [
      { value: 'money', label: b('Tiền (đồng)', 'Money (đồng)') },
      { value: 'labour', label: b('Ngày công', 'Days of labour') },
      { value: 'land', label: b('Đất hiến (m²)', 'Land (m²)') },
      { value: 'material', label: b('Vật liệu', 'Material') },
    ],
  },
  quantity: { kind: 'decimal', label: b('Bao nhiêu', 'How much'), atMost: 1_000_000_000_000 },
  what: {
    kind: 'text',
    label: b('Vật liệu gì, tính bằng gì', 'Which material, in what'),
    hint: b('Ví dụ: đá 1x2 | m³. Chỉ khi góp vật liệu.', 'Such as: gravel | m³. Only for material.'),
    optional: true,
    most: 120,
  },
  giver: { kind: 'text', label: b('Người, hộ góp', 'Given by'), most: 120 },
  anonymous: {
    kind: 'tick',
    label: b('Không nêu tên khi công khai', 'No name in public'),
  },
  onDay: { kind: 'day', label: b('Ngày nhận', 'Received on') },
});
export const expenseForm = formSpec({
  amount: {
    kind: 'number',
    label: b('Số tiền (đồng)', 'Amount (đồng)'),
    atLeast: 1,
    atMost: 1_000_000_000_000,
  },
  what: { kind: 'text', label: b('Chi cho việc gì', 'For what'), most: 200 },
  payee: { kind: 'text', label: b('Nơi nhận', 'Paid to'), most: 200 },
  onDay: { kind: 'day', label: b('Ngày chi', 'Paid on') },
  files: {
    kind: 'files',
    label: b('Hóa đơn, chứng từ', 'Invoices'),
    hint: b('Ai cũng xem được.', 'Everybody can read them.'),
    optional: true,
  },
});
export const strikeForm = formSpec({
  why: {
    kind: 'text',
    label: b('Vì sao hủy', 'Why it is struck out'),
    hint: b('Ai cũng đọc được.', 'Everybody can read it.'),
    most: 200,
  },
});
export const milestoneForm = formSpec({
  onDay: { kind: 'day', label: b('Ngày', 'Day') },
  words: { kind: 'area', label: b('Đã làm đến đâu', 'How far it is'), rows: 2 },
  spot,
  files: photos,
  caption,
});
export const acceptForm = formSpec({
  onDay: { kind: 'day', label: b('Ngày nghiệm thu', 'Accepted on') },
  board: {
    kind: 'text',
    label: b('Ban Giám sát đầu tư của cộng đồng', 'Community Investment Supervision Board'),
    hint: b('Ai đã nghiệm thu, theo chức danh.', 'Who accepted it, by posts.'),
    most: 300,
  },
  acceptance: { kind: 'area', label: b('Kết luận nghiệm thu', 'What the board found'), rows: 3 },
  result: { kind: 'decimal', label: b('Khối lượng làm được', 'What was built') },
  resultUnit: {
    kind: 'text',
    label: b('Tính bằng', 'In'),
    hint: b('m, căn, bóng…', 'm, houses, lamps…'),
    most: 20,
  },
});
export const accountForm = formSpec({
  account: {
    kind: 'area',
    label: b('Thuyết minh quyết toán', 'Words to the final account'),
    hint: b(
      'Các tổng do hệ thống cộng từ biên nhận và chứng từ. Nếu còn tiền: dùng vào việc gì.',
      'The sums are added from receipts and invoices. What becomes of money that is left.',
    ),
    rows: 3,
  },
});

export const launchForm = formSpec({
  title: { kind: 'text', label: b('Tên ngày ra quân', 'Name'), most: 200 },
  onDay: { kind: 'day', label: b('Ngày', 'Day') },
  meets: { kind: 'text', label: b('Giờ và nơi tập trung', 'When and where people meet'), most: 200 },
  call: { kind: 'area', label: b('Lời kêu gọi', 'What it is about'), rows: 3 },
});
export const taskForm = formSpec({
  what: { kind: 'text', label: b('Việc', 'Task'), most: 200 },
  place: { kind: 'text', label: b('Nơi làm', 'Place'), most: 200 },
  squad: { kind: 'text', label: b('Nhóm, đoàn thể', 'Group'), most: 200 },
  planned: { kind: 'number', label: b('Số người dự kiến', 'People planned') },
});
export const resultForm = formSpec({
  attended: { kind: 'number', label: b('Số người đã đến', 'People who came') },
  result: { kind: 'decimal', label: b('Làm được bao nhiêu', 'What was done') },
  resultUnit: {
    kind: 'text',
    label: b('Tính bằng', 'In'),
    hint: b('m đường, căn nhà, tấn rác…', 'm of road, houses, tonnes of rubbish…'),
    most: 30,
  },
  files: photos,
  caption,
});
export const cancelForm = formSpec({ why: { kind: 'text', label: b('Lý do', 'Reason'), most: 300 } });

const criteriaTicks = Object.fromEntries(
  streetCriteria.map(({ code, name }) => [code, { kind: 'tick', label: name }]),
) as Record<string, { kind: 'tick'; label: { vi: string; en: string } }>;

export const streetForm = formSpec({
  name: { kind: 'text', label: b('Tên đường', 'Street'), most: 120 },
  stretch: {
    kind: 'text',
    label: b('Đoạn', 'Stretch'),
    hint: b('Từ đâu đến đâu.', 'From where to where.'),
    most: 200,
  },
  plan: { kind: 'text', label: b('Theo kế hoạch', 'By the plan'), most: 200 },
  ...criteriaTicks,
});
/** A round of checks: what of the street's own criteria is met. */
export const roundForm = formSpec({
  onDay: { kind: 'day', label: b('Ngày kiểm tra', 'Day of the check') },
  who: {
    kind: 'text',
    label: b('Ai kiểm tra', 'Who checked'),
    hint: b(
      'Bên dưới: đánh dấu tiêu chí đạt; không đánh dấu là chưa đạt.',
      'Below: tick what is met; what is not ticked is not met.',
    ),
    most: 200,
  },
  ...criteriaTicks,
  words: { kind: 'area', label: b('Ghi nhận', 'Notes'), optional: true, rows: 2 },
  spot,
  files: photos,
  caption,
});
