import { consultedItems, publishedItems } from '../../ground/law/grassroots.ts';
import { formSpec } from '../../platform/page/form-spec.ts';

const b = (vi: string, en: string) => ({ vi, en });

/** A dialogue being planned. */
export const dialogueForm = formSpec({
  kind: {
    kind: 'choice',
    label: b('Loại', 'Kind'),
    options: [
      { value: 'conference', label: b('Hội nghị đối thoại với Nhân dân', 'Conference with the people') },
      { value: 'thematic', label: b('Đối thoại chuyên đề', 'Dialogue on a subject') },
      {
        value: 'contact',
        label: b('Người đứng đầu gặp gỡ đoàn viên, hội viên', 'Head’s contact with members of a union'),
      },
    ],
  },
  ground: {
    kind: 'choice',
    label: b('Vì sao tổ chức', 'Why it is held'),
    options: [
      { value: 'yearly', label: b('Định kỳ hằng năm', 'Each year') },
      { value: 'asked', label: b('Từ 10% cử tri yêu cầu', 'Ten percent of the voters asked') },
      { value: 'needed', label: b('Khi cần thiết', 'There is need') },
    ],
  },
  title: { kind: 'text', label: b('Tên cuộc đối thoại', 'Title'), most: 200 },
  topics: { kind: 'area', label: b('Nội dung', 'Topics') },
  audience: {
    kind: 'text',
    label: b('Đối tượng', 'Whom it is for'),
    hint: b('Ví dụ: mọi cử tri, doanh nghiệp, thanh niên.', 'Such as all voters, businesses, young people.'),
  },
  chairs: {
    kind: 'text',
    label: b('Chủ trì', 'Chaired by'),
    hint: b('Chức danh, không cần tên.', 'Titles, no names.'),
  },
  onDay: { kind: 'day', label: b('Ngày', 'Day') },
  fromTime: { kind: 'time', label: b('Giờ bắt đầu', 'From') },
  mode: {
    kind: 'choice',
    label: b('Hình thức', 'Form'),
    options: [
      { value: 'inPerson', label: b('Trực tiếp', 'In person') },
      { value: 'online', label: b('Trực tuyến', 'Online') },
      { value: 'both', label: b('Trực tiếp và trực tuyến', 'Both') },
    ],
  },
  sites: {
    kind: 'area',
    label: b('Các điểm và số chỗ', 'Places and seats'),
    hint: b(
      'Mỗi dòng một điểm: tên | số chỗ. Ví dụ: Nhà văn hóa Khóm 3 | 120',
      'One place a line: name | seats. Such as: Hall of Quarter 3 | 120',
    ),
    rows: 3,
  },
  link: { kind: 'text', label: b('Địa chỉ trực tuyến', 'Address online'), optional: true, most: 300 },
  announcedOn: {
    kind: 'day',
    label: b('Đã thông báo trên giấy ngày', 'Announced on paper on'),
    hint: b('Chỉ khi cuộc đối thoại đã diễn ra.', 'Only where it was held already.'),
    optional: true,
    under: b('Ghi muộn hoặc thông báo gấp', 'Entered late, or announced at short notice'),
  },
  lateWhy: {
    kind: 'text',
    label: b('Vì sao', 'Why'),
    hint: b('Ai cũng đọc được.', 'Everybody can read it.'),
    optional: true,
    most: 300,
    under: b('Ghi muộn hoặc thông báo gấp', 'Entered late, or announced at short notice'),
  },
});
const { sites: _, announcedOn: __, ...planFields } = dialogueForm;
/** A dialogue that nobody has heard of yet, put right. */
export const draftForm = formSpec(planFields);
/** What is asked when a dialogue is announced with fewer days than there should be. */
export const announceForm = formSpec({
  lateWhy: {
    kind: 'text',
    label: b('Vì sao thông báo gấp', 'Why it is announced at short notice'),
    hint: b(
      'Chỉ cần khi đã quá hạn thông báo; ai cũng đọc được.',
      'Only where it is late; everybody can read it.',
    ),
    optional: true,
    most: 300,
  },
});

export const cancelForm = formSpec({ why: { kind: 'area', label: b('Lý do', 'Reason') } });

/** A question of somebody, ahead of the dialogue. */
export const askForm = formSpec({
  text: {
    kind: 'area',
    label: b('Câu hỏi', 'Your question'),
    hint: b(
      'Công khai ngay khi gửi; xin đừng ghi tên, số điện thoại của ai trong câu hỏi.',
      'Public as soon as it is sent; no names or telephone numbers in it, please.',
    ),
    most: 2000,
  },
  name: {
    kind: 'text',
    label: b('Họ tên', 'Name'),
    hint: b('Không công khai.', 'Not made public.'),
    optional: true,
    most: 100,
  },
  email: {
    kind: 'email',
    label: b('E-mail', 'E-mail'),
    hint: b(
      'Để nhận câu trả lời và tin về việc được hứa.',
      'To be told the answer and what becomes of what is promised.',
    ),
    optional: true,
  },
});

/** A seat for somebody who comes. */
export const seatForm = formSpec({
  site: { kind: 'pick', label: b('Điểm đối thoại', 'Place') },
  name: { kind: 'text', label: b('Họ tên', 'Name'), most: 100 },
  phone: { kind: 'phone', label: b('Điện thoại', 'Telephone'), optional: true },
  email: { kind: 'email', label: b('E-mail', 'E-mail'), optional: true },
});

/** Whoever comes shows the code of their seat, or says their ticket's number. */
export const arrivalForm = formSpec({
  shown: { kind: 'text', label: b('Mã chỗ ngồi hoặc số thứ tự', 'Code of the seat, or ticket'), most: 40 },
});

/** A question taken down by an officer: in the room, at a desk, or from paper. */
export const takenForm = formSpec({
  source: {
    kind: 'choice',
    label: b('Câu hỏi đến từ', 'It came'),
    options: [
      { value: 'floor', label: b('Tại hội trường', 'In the room') },
      { value: 'desk', label: b('Nói tại bàn tiếp nhận', 'At a desk') },
      { value: 'paper', label: b('Trên giấy', 'On paper') },
    ],
  },
  text: { kind: 'area', label: b('Câu hỏi', 'Question'), most: 2000 },
  name: { kind: 'text', label: b('Người hỏi', 'Asked by'), optional: true, most: 100 },
  phone: { kind: 'phone', label: b('Điện thoại', 'Telephone'), optional: true },
  email: { kind: 'email', label: b('E-mail', 'E-mail'), optional: true },
});

export const assignForm = formSpec({
  unit: { kind: 'pick', label: b('Đơn vị chuẩn bị trả lời', 'Unit that prepares the answer') },
});
export const prepareForm = formSpec({
  prepared: { kind: 'area', label: b('Nội dung trả lời chuẩn bị', 'Answer prepared') },
});
export const answerQuestionForm = formSpec({
  answer: {
    kind: 'area',
    label: b('Trả lời', 'Answer'),
    hint: b('Công khai cùng câu hỏi.', 'Public with the question.'),
  },
});
export const joinForm = formSpec({
  into: { kind: 'pick', label: b('Gộp vào câu hỏi', 'Join to') },
});
export const withholdForm = formSpec({
  why: {
    kind: 'text',
    label: b('Lý do không hiện', 'Reason for not showing it'),
    hint: b('Lý do này ai cũng đọc được.', 'Everybody can read the reason.'),
    most: 300,
  },
});

/** What was promised, by whom, by when. */
export const promiseForm = formSpec({
  text: { kind: 'area', label: b('Điều đã hứa', 'What was promised'), most: 1000, rows: 2 },
  unit: { kind: 'pick', label: b('Đơn vị thực hiện', 'Unit that does it') },
  due: { kind: 'day', label: b('Chậm nhất ngày', 'By') },
});
export const declineForm = formSpec({
  why: {
    kind: 'area',
    label: b('Vì sao đơn vị không nhận', 'Why the unit does not take it'),
    most: 500,
    rows: 2,
  },
});
export const keepForm = formSpec({
  words: { kind: 'area', label: b('Đã làm được gì', 'What was done') },
  files: {
    kind: 'files',
    label: b('Minh chứng', 'Evidence'),
    hint: b('PDF, Word hoặc ảnh. Ai cũng xem được.', 'PDF, Word or pictures. Anybody can read them.'),
    optional: true,
  },
  where: {
    kind: 'text',
    label: b('Hoặc xem được ở đâu', 'Or where it can be seen'),
    hint: b('Ví dụ: đoạn đường trước số 12, tổ 3.', 'Such as: the road in front of number 12, group 3.'),
    optional: true,
    most: 300,
  },
});
export const putOffForm = formSpec({
  due: { kind: 'day', label: b('Hạn mới', 'New date') },
  why: { kind: 'text', label: b('Lý do', 'Reason'), hint: b('Công khai.', 'Public.'), most: 500 },
});

export const heldForm = formSpec({
  attended: { kind: 'number', label: b('Số người dự', 'How many were there') },
  officials: {
    kind: 'area',
    label: b('Cán bộ, lãnh đạo dự', 'Officials present'),
    hint: b('Chức danh. Không ghi tên người dân.', 'By title. No names of citizens.'),
    rows: 3,
  },
  overWhy: {
    kind: 'text',
    label: b('Vì sao đông hơn số chỗ', 'Why more came than there are seats'),
    hint: b('Chỉ cần khi đông hơn; ai cũng đọc được.', 'Only where it is more; everybody can read it.'),
    optional: true,
    most: 300,
  },
});
export const ballotForm = formSpec({
  matter: { kind: 'text', label: b('Việc biểu quyết', 'What was voted on') },
  agree: { kind: 'number', label: b('Đồng ý', 'Agree') },
  disagree: { kind: 'number', label: b('Không đồng ý', 'Disagree') },
  other: { kind: 'number', label: b('Ý kiến khác', 'Other') },
});

/** A matter for which voters can ask for a dialogue. */
export const callForm = formSpec({
  matter: { kind: 'area', label: b('Việc đề nghị đối thoại', 'Matter'), rows: 2, most: 500 },
  voters: {
    kind: 'number',
    atLeast: 1,
    atMost: 10_000_000,
    label: b('Số cử tri theo danh sách', 'Voters on the roll'),
  },
  rollSource: {
    kind: 'text',
    label: b('Nguồn của danh sách', 'Where the roll comes from'),
    hint: b('Ví dụ: danh sách cử tri ngày 15/03/2026.', 'Such as: roll of voters of 15/03/2026.'),
  },
});
export const callNameForm = formSpec({
  name: { kind: 'text', label: b('Họ tên', 'Full name'), most: 100 },
  born: { kind: 'number', label: b('Năm sinh', 'Year of birth') },
  place: {
    kind: 'text',
    label: b('Khóm, ấp và số nhà', 'Quarter or hamlet, and house'),
    hint: b(
      'Tên và địa chỉ chỉ để đối chiếu danh sách cử tri, không công khai.',
      'Name and address are compared with the roll and not made public.',
    ),
    most: 200,
  },
});

export const consultationForm = formSpec({
  item: {
    kind: 'choice',
    label: b('Loại việc lấy ý kiến', 'What people are asked about'),
    options: consultedItems.map(({ code, name }) => ({ value: code, label: name })),
  },
  title: { kind: 'text', label: b('Tên dự thảo', 'Title of the draft'), most: 200 },
  body: { kind: 'area', label: b('Nội dung chính', 'What it says'), rows: 6, most: 20_000 },
  files: {
    kind: 'files',
    label: b('Toàn văn', 'The draft itself'),
    hint: b('PDF, Word hoặc ảnh.', 'PDF, Word or pictures.'),
    optional: true,
  },
  closes: { kind: 'day', label: b('Nhận ý kiến đến hết ngày', 'Opinions are taken until') },
  households: {
    kind: 'number',
    atLeast: 1,
    atMost: 10_000_000,
    label: b('Số hộ được hỏi', 'Households that are asked'),
  },
});

const views = [
  { value: 'agree', label: b('Đồng ý', 'Agree') },
  { value: 'disagree', label: b('Không đồng ý', 'Disagree') },
  { value: 'other', label: b('Ý kiến khác', 'Other') },
] as const;

/** An opinion on a draft, for the household or for oneself. */
export const opinionForm = formSpec({
  view: { kind: 'choice', label: b('Ý kiến', 'Your view'), options: views },
  text: { kind: 'area', label: b('Nói rõ hơn', 'In your words'), optional: true, most: 3000 },
  as: {
    kind: 'choice',
    label: b('Ý kiến của', 'It is the view of'),
    options: [
      { value: 'household', label: b('Hộ gia đình (mỗi hộ một ý kiến)', 'My household (one for each)') },
      { value: 'person', label: b('Riêng tôi', 'Myself alone') },
    ],
  },
  name: { kind: 'text', label: b('Họ tên', 'Full name'), most: 100 },
  place: {
    kind: 'text',
    label: b('Khóm, ấp và số nhà', 'Quarter or hamlet, and house'),
    hint: b(
      'Để đếm mỗi hộ một lần; không công khai.',
      'So that each household counts once; not made public.',
    ),
    most: 200,
  },
});

export const groupForm = formSpec({
  title: { kind: 'text', label: b('Nhóm ý kiến', 'Group of opinions') },
  answer: { kind: 'area', label: b('Trả lời nhóm ý kiến này', 'Answer to them'), optional: true },
  changed: {
    kind: 'area',
    label: b('Đã sửa gì trong dự thảo vì nhóm này', 'What was changed in the draft because of them'),
    optional: true,
    rows: 2,
  },
});
export const sortForm = formSpec({ group: { kind: 'pick', label: b('Thuộc nhóm', 'Belongs to') } });
export const outcomeForm = formSpec({
  outcome: { kind: 'area', label: b('Kết quả và việc tiếp thu', 'Result, and what was taken up') },
});

export const disclosureForm = formSpec({
  item: {
    kind: 'choice',
    label: b('Nội dung phải công khai', 'What has to be published'),
    options: publishedItems.map(({ code, name }) => ({ value: code, label: name })),
  },
  year: { kind: 'number', label: b('Của năm', 'Of the year') },
  title: { kind: 'text', label: b('Tên văn bản, thông tin', 'Title'), most: 200 },
  href: {
    kind: 'text',
    label: b('Địa chỉ trên mạng', 'Address'),
    hint: b('Trang của cổng này (/…) hoặc https://…', 'A page here (/…) or https://…'),
    optional: true,
    most: 500,
  },
  files: {
    kind: 'files',
    label: b('Tệp', 'File'),
    hint: b('PDF, Word hoặc ảnh.', 'PDF, Word or pictures.'),
    optional: true,
  },
  form: {
    kind: 'text',
    label: b('Còn công khai ở đâu', 'Where else people find it'),
    hint: b(
      'Niêm yết, loa truyền thanh, qua trưởng khóm, ấp…',
      'Posted, loudspeaker, through the head of the hamlet…',
    ),
  },
  onDay: { kind: 'day', label: b('Ngày công khai', 'Published on') },
});
