import { actDayFields } from '../../ground/act-day.ts';
import { landSteps } from '../../ground/law/land-law.ts';
import { formSpec } from '../../platform/page/form-spec.ts';
import { stepNames } from './legal-path.ts';

const b = (vi: string, en: string) => ({ vi, en });

/** A project being registered. */
export const projectForm = formSpec({
  name: { kind: 'text', label: b('Tên dự án', 'Project'), most: 200 },
  purpose: { kind: 'text', label: b('Mục đích sử dụng đất', 'Purpose'), most: 300 },
  basis: {
    kind: 'area',
    label: b('Căn cứ pháp lý', 'Legal basis'),
    hint: b(
      'Quyết định, nghị quyết, kế hoạch sử dụng đất: số, ngày, cơ quan; ai quyết định những bước nào.',
      'Decisions, resolutions, land-use plan: number, date, body; who decides which steps.',
    ),
    rows: 3,
  },
  investor: { kind: 'text', label: b('Chủ đầu tư', 'Investor'), most: 200 },
  place: { kind: 'text', label: b('Địa điểm', 'Place'), most: 200 },
  area: {
    kind: 'decimal',
    label: b('Diện tích theo quyết định (m²)', 'Area by the decision (m²)'),
    atLeast: 1,
    optional: true,
  },
  due: { kind: 'day', label: b('Hạn bàn giao mặt bằng', 'Land handed over by') },
  urgent: {
    kind: 'tick',
    label: b('Thu hồi trước khi phê duyệt phương án', 'Recovery before the plan is approved'),
    hint: b(
      'Chỉ khi thuộc trường hợp của Nghị quyết 254/2025/QH15; người xem sẽ thấy điều này.',
      'Only in the cases of Resolution 254/2025/QH15; readers see it.',
    ),
  },
});

export const putOffForm = formSpec({
  due: { kind: 'day', label: b('Hạn mới', 'New date') },
  why: {
    kind: 'area',
    label: b('Lý do', 'Reason'),
    hint: b('Ai cũng đọc được.', 'Everybody can read it.'),
    rows: 2,
  },
});

/** Steps that are entered by hand: that money was paid follows from the payments. */
const enteredSteps = landSteps.filter((step) => step !== 'payment');

/** A step of the legal path. */
export const stepForm = formSpec({
  step: {
    kind: 'choice',
    label: b('Bước', 'Step'),
    options: enteredSteps.map((step) => ({ value: step, label: stepNames[step] })),
  },
  onDay: { kind: 'day', label: b('Ngày', 'Day') },
  parcels: {
    kind: 'area',
    label: b('Các thửa (tờ-thửa)', 'Parcels (sheet-number)'),
    hint: b(
      'Cách nhau bằng dấu phẩy, ví dụ 12-45, 12-46. Để trống: mọi thửa mà luật cho phép làm bước này vào ngày ấy.',
      'With commas, such as 12-45, 12-46. Empty: every parcel for which the law allows the step on that day.',
    ),
    optional: true,
    rows: 2,
    most: 20_000,
  },
  decider: {
    kind: 'pick',
    label: b('Cơ quan quyết định', 'Who decided'),
    hint: b('Với bước có quyết định.', 'For steps that are decided.'),
    optional: true,
  },
  number: { kind: 'text', label: b('Số văn bản', 'Number of the paper'), optional: true, most: 60 },
  time: {
    kind: 'time',
    label: b('Giờ bắt đầu (khi cưỡng chế)', 'Begins at (enforcement)'),
    optional: true,
  },
  present: {
    kind: 'number',
    label: b('Số người dự (khi họp)', 'How many came (meetings)'),
    optional: true,
  },
  words: {
    kind: 'area',
    label: b('Nội dung', 'What it says'),
    hint: b('Ai cũng đọc được; không ghi tên hộ.', 'Everybody can read it; no names of households.'),
    optional: true,
    rows: 2,
  },
  files: {
    kind: 'files',
    label: b('Văn bản, biên bản', 'Papers'),
    hint: b('Ai cũng xem được. PDF, Word hoặc ảnh.', 'Everybody can read them. PDF, Word or pictures.'),
    optional: true,
  },
});
/** What may be put right of a step; its day and parcels are taken back and entered anew. */
export const stepDataForm = formSpec({
  number: stepForm.number,
  present: stepForm.present,
  words: stepForm.words,
  why: { kind: 'area', label: b('Vì sao đính chính', 'Why it is corrected'), rows: 2, most: 500 },
});

export const outreachForm = formSpec({
  unit: {
    kind: 'pick',
    label: b('Mặt trận, đoàn thể cùng đi vận động', 'The Front or organisation that goes along'),
  },
});

export const rateForm = formSpec({
  kind: {
    kind: 'choice',
    label: b('Nhóm', 'Group'),
    options: [
      { value: 'land', label: b('Đất', 'Land') },
      { value: 'building', label: b('Nhà, công trình', 'Buildings') },
      { value: 'crops', label: b('Cây trồng, vật nuôi', 'Crops and animals') },
      { value: 'support', label: b('Hỗ trợ', 'Support') },
    ],
  },
  name: { kind: 'text', label: b('Tên', 'Name'), most: 200 },
  per: {
    kind: 'text',
    label: b('Đơn vị tính', 'Per'),
    most: 30,
    hint: b('m², cây, hộ…', 'm², tree, household…'),
  },
  price: { kind: 'number', label: b('Đơn giá (đồng)', 'Price (đồng)'), atMost: 100_000_000_000 },
  decision: { kind: 'text', label: b('Theo quyết định', 'By the decision'), most: 200 },
  fromOn: { kind: 'day', label: b('Áp dụng từ ngày', 'From') },
  untilOn: { kind: 'day', label: b('Đến hết ngày', 'Until'), optional: true },
});

export const optionForm = formSpec({
  name: {
    kind: 'text',
    label: b('Phương án tái định cư', 'Way of resettling'),
    hint: b(
      'Ví dụ: nền 100 m² khu A, căn hộ, tự lo chỗ ở bằng tiền.',
      'Such as: a plot of 100 m² in area A, a flat, money.',
    ),
    most: 200,
  },
  count: { kind: 'number', label: b('Số suất', 'How many'), atLeast: 1 },
});

export const answerForm = formSpec({
  answer: { kind: 'area', label: b('Trả lời', 'Answer'), most: 3000 },
});

export const batchPaidForm = formSpec({
  onDay: { kind: 'day', label: b('Ngày chi trả', 'Paid on') },
  files: {
    kind: 'files',
    label: b('Chứng từ chi', 'Proof of payment'),
    hint: b(
      'Ủy nhiệm chi, danh sách ký nhận hoặc giấy gửi Kho bạc.',
      'The transfer order, the signed list, or the Treasury’s receipt.',
    ),
  },
  how: {
    kind: 'choice',
    label: b('Cách chi trả', 'How'),
    options: [
      { value: 'transfer', label: b('Chuyển khoản', 'By transfer') },
      { value: 'cash', label: b('Tiền mặt, có ký nhận', 'In cash, signed for') },
      {
        value: 'treasury',
        label: b(
          'Gửi tài khoản tạm giữ tại Kho bạc (hộ không nhận)',
          'Kept at the State Treasury (not taken)',
        ),
      },
    ],
  },
});

/** What a payment is drawn up with. */
export const batchForm = actDayFields;

/** Who a household is, put right. */
export const holderNameForm = formSpec({
  name: { kind: 'text', label: b('Chủ sử dụng đất', 'Holder'), most: 200 },
  place: { kind: 'text', label: b('Địa chỉ', 'Address'), most: 300, optional: true },
  why: {
    kind: 'area',
    label: b('Vì sao sửa', 'Why it is put right'),
    hint: b('Hộ dân đọc được.', 'The household reads it.'),
    rows: 2,
    most: 500,
  },
});

/** What a project is, put right. */
export const projectDataForm = formSpec({
  name: projectForm.name,
  purpose: projectForm.purpose,
  basis: projectForm.basis,
  investor: projectForm.investor,
  place: projectForm.place,
  why: {
    kind: 'area',
    label: b('Vì sao sửa', 'Why it is put right'),
    hint: b('Ai cũng đọc được.', 'Everybody can read it.'),
    rows: 2,
    most: 500,
  },
});

/** The last day of a rate, after which another may stand in its place. */
export const rateEndForm = formSpec({
  untilOn: { kind: 'day', label: b('Đến hết ngày', 'Until') },
  decision: {
    kind: 'text',
    label: b('Theo quyết định', 'By the decision'),
    most: 200,
  },
});

/** A household of which something is to be changed. */
export const holderForm = formSpec({
  phone: { kind: 'phone', label: b('Điện thoại', 'Telephone'), optional: true },
  resettles: { kind: 'tick', label: b('Phải bố trí tái định cư', 'Has to be resettled') },
  agreedEarly: {
    kind: 'tick',
    label: b('Đã đồng ý bằng văn bản cho thu hồi sớm', 'Agreed in writing to an earlier recovery'),
    hint: b('Hộ dân thấy điều này ở trang của mình.', 'The household sees it on its page.'),
  },
  files: {
    kind: 'files',
    label: b('Văn bản đồng ý của hộ', 'The household’s written agreement'),
    hint: b('Cần khi đánh dấu ô trên.', 'Needed where the box above is ticked.'),
    optional: true,
  },
});

export const lineForm = formSpec({
  rate: { kind: 'pick', label: b('Đơn giá', 'Rate') },
  quantity: {
    kind: 'decimal',
    label: b('Số lượng', 'Quantity'),
    hint: b('Theo biên bản kiểm đếm, ví dụ 120,5.', 'By the minutes of the count, such as 120,5.'),
  },
  note: { kind: 'text', label: b('Ghi chú', 'Note'), optional: true, most: 300 },
  addedWhy: {
    kind: 'text',
    label: b('Vì sao thêm, theo quyết định nào', 'Why it is added, by what decision'),
    hint: b(
      'Cần khi phương án đã phê duyệt; hộ dân đọc được.',
      'Needed once the plan is approved; the household reads it.',
    ),
    optional: true,
    most: 300,
  },
});
export const replaceForm = formSpec({
  rate: lineForm.rate,
  quantity: lineForm.quantity,
  note: lineForm.note,
  why: {
    kind: 'area',
    label: b('Vì sao thay', 'Why it is replaced'),
    hint: b(
      'Hộ dân đọc được. Số lượng 0 là bỏ dòng này.',
      'The household reads it. A quantity of 0 takes it out.',
    ),
    rows: 2,
  },
});

export const planVisitForm = formSpec({
  plannedOn: { kind: 'day', label: b('Ngày hẹn gặp', 'Day of the visit') },
});

export const cancelVisitForm = formSpec({
  why: {
    kind: 'text',
    label: b('Lý do hủy hẹn', 'Why it is called off'),
    hint: b('Hộ dân đọc được.', 'The household reads it.'),
    most: 300,
  },
});

/** What was talked about with a household: its questions and what it was told, no opinion of it. */
export const visitForm = formSpec({
  heldOn: { kind: 'day', label: b('Ngày gặp', 'Day') },
  who: {
    kind: 'text',
    label: b('Ai đã đến', 'Who came'),
    hint: b('Cơ quan, đoàn thể và chức danh.', 'Bodies and posts.'),
    most: 300,
  },
  asked: { kind: 'area', label: b('Hộ dân hỏi, nêu gì', 'What the household asked'), rows: 3 },
  told: {
    kind: 'area',
    label: b('Đã trả lời, giải thích gì', 'What it was told'),
    hint: b(
      'Hộ dân đọc đúng những dòng này và có thể đề nghị đính chính. Không ghi nhận xét về thái độ.',
      'The household reads these very lines and can ask to correct them. Nothing about attitudes.',
    ),
    rows: 3,
  },
  promise: {
    kind: 'area',
    label: b('Điều đã hứa', 'What was promised'),
    optional: true,
    rows: 2,
    most: 1000,
  },
  promiseUnit: { kind: 'pick', label: b('Đơn vị thực hiện', 'Unit that does it'), optional: true },
  promiseDue: { kind: 'day', label: b('Hứa làm xong ngày', 'By'), optional: true },
  nextOn: { kind: 'day', label: b('Hẹn gặp lại ngày', 'Comes again on'), optional: true },
  files: { kind: 'files', label: b('Ảnh, giấy tờ', 'Pictures, papers'), optional: true },
});
/** What may be put right of a visit; what was promised at it has steps of its own. */
export const visitDataForm = formSpec({
  heldOn: visitForm.heldOn,
  who: visitForm.who,
  asked: visitForm.asked,
  told: visitForm.told,
  why: { kind: 'area', label: b('Vì sao đính chính', 'Why it is corrected'), rows: 2, most: 500 },
});
export const keptForm = formSpec({
  words: { kind: 'area', label: b('Đã làm được gì', 'What was done'), rows: 2 },
});

export const opinionForm = formSpec({
  view: {
    kind: 'choice',
    label: b('Ý kiến về phương án', 'Opinion on the plan'),
    options: [
      { value: 'agree', label: b('Đồng ý', 'Agree') },
      { value: 'disagree', label: b('Không đồng ý', 'Disagree') },
      { value: 'other', label: b('Ý kiến khác', 'Another opinion') },
    ],
  },
  text: { kind: 'area', label: b('Nói rõ thêm', 'More in words'), optional: true, rows: 3 },
});

/** The household's own forms. */
export const correctionForm = formSpec({
  text: { kind: 'area', label: b('Điều cần đính chính', 'What is wrong'), most: 2000, rows: 3 },
});
export const objectionForm = formSpec({
  kind: {
    kind: 'choice',
    label: b('Tôi muốn', 'I want to'),
    options: [
      { value: 'complaint', label: b('Khiếu nại một quyết định, việc làm', 'Complain of a decision or act') },
      { value: 'recommendation', label: b('Kiến nghị', 'Make a recommendation') },
    ],
  },
  against: {
    kind: 'text',
    label: b('Quyết định hoặc việc làm nào, của ai', 'Which decision or act, of whom'),
    most: 500,
  },
  title: { kind: 'text', label: b('Tóm tắt', 'In one line'), most: 150 },
  body: {
    kind: 'area',
    label: b('Nội dung', 'What it is about'),
    hint: b('Ít nhất 20 ký tự.', 'At least 20 characters.'),
  },
});
export const choiceForm = formSpec({ option: { kind: 'pick', label: b('Tôi chọn', 'I choose') } });

export const questionForm = formSpec({
  text: {
    kind: 'area',
    label: b('Câu hỏi', 'Your question'),
    hint: b(
      'Công khai cùng câu trả lời; xin đừng ghi tên, số điện thoại.',
      'Public with its answer; please no names or telephone numbers.',
    ),
    most: 2000,
  },
  email: { kind: 'email', label: b('E-mail để nhận trả lời', 'E-mail for the answer'), optional: true },
});
