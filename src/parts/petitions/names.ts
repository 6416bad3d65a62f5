import { type ActDayFault, actDayWords } from '../../ground/act-day.ts';
import type { PetitionSource } from '../../ground/petition-desk.ts';
import type { RecordEvent } from '../../ground/record/entry.ts';
import type { Language } from '../../platform/language.ts';
import type { DocumentKind } from './document.ts';
import type { FieldFault } from './intake.ts';
import type { PetitionKind, PetitionState, Route, Topic, Variety } from './petition.ts';
import type { StepFault } from './step.service.ts';
import type { Step } from './steps.ts';

const inWords = (language: Language) =>
  Object.fromEntries(Object.entries(actDayWords).map(([fault, words]) => [fault, words[language]])) as Record<
    ActDayFault,
    string
  >;

/** One text for each of a closed set of things, in both languages. */
type Names<Key extends string> = { vi: Record<Key, string>; en: Record<Key, string> };

export const kindNames: Names<PetitionKind> = {
  vi: { complaint: 'Khiếu nại', denunciation: 'Tố cáo', recommendation: 'Kiến nghị', reflection: 'Phản ánh' },
  en: {
    complaint: 'Complaint',
    denunciation: 'Denunciation',
    recommendation: 'Recommendation',
    reflection: 'Reflection',
  },
};

export const kindHints: Names<PetitionKind> = {
  vi: {
    complaint:
      'Đề nghị xem lại một quyết định hoặc việc làm của cơ quan nhà nước ảnh hưởng đến quyền lợi của chính mình.',
    denunciation: 'Báo về hành vi vi phạm pháp luật của một người. Danh tính người tố cáo được niêm phong.',
    recommendation: 'Đề xuất, góp ý việc cần làm.',
    reflection: 'Báo một tình trạng cần xử lý: đường ngập, rác, tiếng ồn, đèn hỏng. Không cần để lại tên.',
  },
  en: {
    complaint: 'Ask for review of a decision or act of an authority that affects your own rights.',
    denunciation: 'Report somebody’s breach of the law. The denouncer’s identity is sealed.',
    recommendation: 'Propose or suggest something.',
    reflection: 'Report a condition: flooding, rubbish, noise, a broken lamp. No name needed.',
  },
};

export const sourceNames: Names<PetitionSource> = {
  vi: {
    web: 'Nộp qua mạng',
    api: 'Chương trình khác gửi đến',
    open311: 'Ứng dụng phản ánh (Open311)',
    reception: 'Tiếp công dân',
    desk: 'Nộp trực tiếp',
    post: 'Bưu chính',
    box: 'Hòm thư góp ý',
    hotline: 'Đường dây nóng',
    party: 'Cơ quan Đảng chuyển đến',
    assembly: 'Quốc hội, đại biểu Quốc hội chuyển đến',
    council: 'Hội đồng nhân dân chuyển đến',
    front: 'Mặt trận, đoàn thể chuyển đến',
    press: 'Báo chí chuyển đến',
  },
  en: {
    web: 'Handed in online',
    api: 'Sent by another program',
    open311: 'Reporting app (Open311)',
    reception: 'Citizen reception',
    desk: 'Handed in at the desk',
    post: 'Post',
    box: 'Suggestion box',
    hotline: 'Hotline',
    party: 'Passed on by a Party body',
    assembly: 'Passed on by the National Assembly or a deputy',
    council: 'Passed on by the People’s Council',
    front: 'Passed on by the Front or an organisation',
    press: 'Passed on by the press',
  },
};

export const documentNames: Names<DocumentKind> = {
  vi: {
    receipt: 'Giấy biên nhận',
    acceptance: 'Thông báo thụ lý',
    refusal: 'Thông báo không thụ lý',
    guidance: 'Phiếu hướng dẫn',
    returnSlip: 'Phiếu trả lại đơn',
    transferSlip: 'Phiếu chuyển đơn',
    urging: 'Công văn đôn đốc',
    extension: 'Thông báo gia hạn',
    suspension: 'Quyết định tạm đình chỉ',
    dialogue: 'Biên bản đối thoại',
    verification: 'Quyết định giao xác minh',
    verificationReport: 'Báo cáo kết quả xác minh',
    decision: 'Quyết định giải quyết khiếu nại',
    answer: 'Công văn trả lời',
  },
  en: {
    receipt: 'Receipt',
    acceptance: 'Notice of acceptance',
    refusal: 'Notice of refusal',
    guidance: 'Guidance slip',
    returnSlip: 'Return slip',
    transferSlip: 'Transfer slip',
    urging: 'Urging letter',
    verification: 'Decision to verify',
    verificationReport: 'Report on the verification',
    extension: 'Notice of extension',
    suspension: 'Decision to suspend',
    dialogue: 'Minutes of the dialogue',
    decision: 'Decision on the complaint',
    answer: 'Letter of answer',
  },
};

export const routeNames: Names<Route> = {
  vi: { general: 'Việc khác', rules: 'Quy định, thủ tục hành chính', legalDocuments: 'Văn bản pháp luật' },
  en: {
    general: 'Something else',
    rules: 'Administrative rules and procedures',
    legalDocuments: 'Legal documents',
  },
};

export const topicNames: Names<Topic> = {
  vi: {
    land: 'Đất đai, nhà ở',
    roads: 'Đường sá, thoát nước',
    environment: 'Môi trường, rác thải',
    order: 'Trật tự đô thị',
    procedures: 'Thủ tục hành chính',
    welfare: 'Chính sách, an sinh',
    officials: 'Cán bộ, công chức',
    other: 'Lĩnh vực khác',
  },
  en: {
    land: 'Land and housing',
    roads: 'Roads and drainage',
    environment: 'Environment and waste',
    order: 'Urban order',
    procedures: 'Administrative procedures',
    welfare: 'Welfare',
    officials: 'Officials',
    other: 'Other',
  },
};

export const stateNames: Names<PetitionState> = {
  vi: {
    received: 'Đã nhận, chờ thụ lý',
    accepted: 'Đang giải quyết',
    awaitingApproval: 'Chờ duyệt trả lời',
    approved: 'Đã quyết định, chờ gửi',
    suspended: 'Tạm đình chỉ',
    answered: 'Đã trả lời',
    refused: 'Không thụ lý',
    transferred: 'Đã chuyển cơ quan khác',
    guided: 'Đã hướng dẫn',
    filed: 'Lưu đơn',
    withdrawn: 'Đã rút đơn',
    returned: 'Đã trả lại đơn',
    terminated: 'Đình chỉ giải quyết',
    inCourt: 'Tòa án đã thụ lý',
    information: 'Thông tin tham khảo (đơn không tên)',
  },
  en: {
    received: 'Received, acceptance owed',
    accepted: 'In progress',
    awaitingApproval: 'Answer awaits approval',
    approved: 'Decided, to be sent',
    suspended: 'Suspended',
    answered: 'Answered',
    refused: 'Not accepted',
    transferred: 'Transferred to another body',
    guided: 'Guided',
    filed: 'Filed',
    withdrawn: 'Withdrawn',
    returned: 'Papers returned',
    terminated: 'Terminated',
    inCourt: 'Taken on by a court',
    information: 'Information (unsigned)',
  },
};

export const stepNames: Names<Step> = {
  vi: {
    classify: 'Phân loại lại',
    accept: 'Thụ lý',
    refuse: 'Không thụ lý',
    guide: 'Hướng dẫn gửi đúng nơi',
    file: 'Lưu đơn',
    transferUnit: 'Chuyển đơn vị khác',
    transferOut: 'Chuyển cơ quan ngoài hệ thống',
    assign: 'Giao người phụ trách',
    ask: 'Hỏi người gửi',
    note: 'Ghi chú nội bộ, thêm tài liệu',
    draft: 'Soạn dự thảo trả lời',
    submit: 'Trình duyệt',
    returnDraft: 'Trả lại để sửa',
    approve: 'Duyệt, ký',
    send: 'Gửi trả lời',
    extend: 'Gia hạn',
    suspend: 'Tạm đình chỉ',
    resume: 'Tiếp tục giải quyết',
    notifyParties: 'Ghi nhận đã thông báo thụ lý',
    recordHandling: 'Ghi nhận đã xử lý kết luận',
    propose: 'Đề xuất công khai',
    returnProposal: 'Trả lại đề xuất công khai',
    publish: 'Duyệt công khai',
    unpublish: 'Gỡ công khai',
    reopen: 'Mở lại',
    declineReopening: 'Không mở lại',
    answerCorrection: 'Trả lời đề nghị sửa dữ liệu',
    returnPapers: 'Trả lại đơn',
    urge: 'Đôn đốc cơ quan khác',
    reportBack: 'Báo kết quả cho cơ quan đã chuyển đơn',
    toInformation: 'Chuyển thành thông tin (đơn không tên)',
    holdDialogue: 'Ghi biên bản đối thoại',
    interimMeasure: 'Tạm đình chỉ thi hành quyết định bị khiếu nại',
    terminate: 'Đình chỉ giải quyết',
    noteCourt: 'Ghi nhận tòa án thụ lý',
    recall: 'Rút lại bản trình',
    correctAnswer: 'Đính chính trả lời đã gửi',
    correctEntry: 'Đính chính thông tin đã nhận',
    verify: 'Giao xác minh',
    reportVerification: 'Báo cáo kết quả xác minh',
    recordExecution: 'Ghi nhận thi hành quyết định',
    linkSame: 'Nối với đơn cùng nội dung',
    merge: 'Gộp vào đơn cùng nội dung',
    askForReport: 'Cấp trên yêu cầu báo cáo việc chậm',
    answerReport: 'Đã báo cáo cấp trên về việc chậm',
    reportDelay: 'Báo cấp trên: quá hạn chưa giải quyết',
    reply: 'Trả lời câu hỏi',
    rate: 'Đánh giá',
    askReopening: 'Đề nghị xem xét lại',
    askCorrection: 'Đề nghị sửa dữ liệu về tôi',
    withdraw: 'Rút đơn',
    withdrawPart: 'Rút một phần',
  },
  en: {
    classify: 'Reclassify',
    accept: 'Accept',
    refuse: 'Refuse to accept',
    guide: 'Guide to the right body',
    file: 'File without handling',
    transferUnit: 'Transfer to another unit',
    transferOut: 'Transfer outside',
    assign: 'Assign',
    ask: 'Ask the sender',
    note: 'Internal note, evidence',
    draft: 'Draft the answer',
    submit: 'Submit for approval',
    returnDraft: 'Return the draft',
    approve: 'Approve and sign',
    send: 'Send the answer',
    extend: 'Extend the term',
    suspend: 'Suspend',
    resume: 'Resume',
    notifyParties: 'Record that parties were notified',
    recordHandling: 'Record that the conclusion was acted on',
    propose: 'Propose for publication',
    returnProposal: 'Return what was proposed',
    publish: 'Publish',
    unpublish: 'Withdraw from publication',
    reopen: 'Reopen',
    declineReopening: 'Decline to reopen',
    answerCorrection: 'Answer a request to correct data',
    returnPapers: 'Return the papers',
    urge: 'Urge another body',
    reportBack: 'Report the result to the body that passed it on',
    toInformation: 'Keep as information (unsigned)',
    holdDialogue: 'Enter the minutes of a dialogue',
    interimMeasure: 'Suspend enforcement of the decision',
    terminate: 'Terminate',
    noteCourt: 'Note that a court took it on',
    recall: 'Recall what was submitted',
    correctAnswer: 'Correct the answer that was sent',
    correctEntry: 'Correct what was taken down',
    verify: 'Send somebody to verify',
    reportVerification: 'Report what was verified',
    recordExecution: 'Record how the decision was carried out',
    linkSame: 'Link to a petition on the same matter',
    merge: 'Handle together with the same matter',
    askForReport: 'The superior asks for a report on the delay',
    answerReport: 'Reported to the superior on the delay',
    reportDelay: 'Tell the body above that it is overdue',
    reply: 'Reply',
    rate: 'Rate',
    askReopening: 'Ask to look again',
    askCorrection: 'Ask to correct data about me',
    withdraw: 'Withdraw',
    withdrawPart: 'Withdraw a part',
  },
};

export const fieldNames: Names<
  | 'text'
  | 'reason'
  | 'ground'
  | 'kind'
  | 'route'
  | 'topic'
  | 'unit'
  | 'assignee'
  | 'variant'
  | 'receiver'
  | 'publicTitle'
  | 'withheld'
  | 'publicText'
  | 'satisfied'
  | 'name'
  | 'phone'
  | 'email'
  | 'address'
  | 'variety'
  | 'criteria'
  | 'heldOn'
  | 'sameAs'
  | 'checked'
  | 'onDay'
  | 'lateWhy'
  | 'receivedOn'
  | 'paperNumber'
  | 'sentBy'
  | 'sentNumber'
  | 'finding'
  | 'ruling'
  | 'damages'
  | 'executeBy'
  | 'executed'
  | 'firstDecision'
  | 'source'
> = {
  vi: {
    text: 'Nội dung',
    reason: 'Lý do',
    ground: 'Căn cứ',
    kind: 'Loại đơn',
    route: 'Nội dung nói về',
    topic: 'Lĩnh vực',
    unit: 'Đơn vị nhận',
    assignee: 'Người phụ trách (để trống: thủ trưởng)',
    variant: 'Lý do gia hạn',
    receiver: 'Cơ quan nhận',
    publicTitle: 'Tên vụ việc công khai (không có dữ liệu cá nhân)',
    publicText: 'Nội dung công khai (không có dữ liệu cá nhân)',
    satisfied: 'Hài lòng',
    name: 'Họ tên đúng (để trống: giữ nguyên)',
    phone: 'Số điện thoại đúng',
    email: 'E-mail đúng',
    address: 'Địa chỉ đúng',
    variety: 'Đối tượng khiếu nại',
    criteria: 'Tiêu chí phức tạp (a–g, Nghị định 31/2019; bắt buộc với tố cáo)',
    heldOn: 'Ngày đối thoại',
    sameAs: 'Số hồ sơ kia',
    withheld: 'Phần không công khai và lý do (người đọc sẽ thấy)',
    checked: 'Tôi đã xem lại: những chữ bị nhắc không làm lộ ai',
    onDay: 'Ngày đã làm trên giấy (để trống: hôm nay)',
    lateWhy: 'Vì sao ghi muộn',
    receivedOn: 'Ngày nhận đơn đúng',
    paperNumber: 'Số thông báo thụ lý của tòa',
    sentBy: 'Gửi bằng cách nào (để trống: trên trang theo dõi)',
    sentNumber: 'Số bưu gửi, hoặc ai ký nhận',
    finding: 'Kết luận nội dung đơn',
    ruling: 'Xử lý quyết định, hành vi bị khiếu nại',
    damages: 'Bồi thường thiệt hại (nếu có)',
    executeBy: 'Thi hành xong trước hoặc trong ngày (nếu có gì phải thi hành)',
    executed: 'Đã thi hành xong toàn bộ',
    firstDecision: 'Hoặc quyết định lần đầu: số, ngày, cơ quan',
    source: 'Nguồn đơn đúng',
  },
  en: {
    text: 'Text',
    reason: 'Reason',
    ground: 'Ground',
    kind: 'Kind',
    route: 'It is about',
    topic: 'Subject',
    unit: 'Receiving unit',
    assignee: 'Responsible (empty: the head)',
    variant: 'Why longer',
    receiver: 'Receiving body',
    publicTitle: 'Public title (no personal data)',
    publicText: 'Public text (no personal data)',
    satisfied: 'Satisfied',
    name: 'Right name (empty: unchanged)',
    phone: 'Right telephone',
    email: 'Right e-mail',
    address: 'Right address',
    variety: 'What is complained of',
    criteria: 'Criteria of complexity (a–g, Decree 31/2019; required for denunciations)',
    heldOn: 'Day of the dialogue',
    sameAs: 'Number of the other case',
    withheld: 'What is withheld, and why (readers see this)',
    checked: 'I have looked again: the words pointed at give nobody away',
    onDay: 'Day on which it was done on paper (empty: today)',
    lateWhy: 'Why it is entered late',
    receivedOn: 'Right day of arrival',
    paperNumber: 'Number of the court’s notice',
    sentBy: 'How it is sent (empty: on the page to follow it)',
    sentNumber: 'Number of the post, or who signed',
    finding: 'What it was found to be',
    ruling: 'What becomes of what was complained about',
    damages: 'Damages (if any)',
    executeBy: 'Carried out by (where there is something to carry out)',
    executed: 'Wholly carried out',
    firstDecision: 'Or the first decision: number, day, body',
    source: 'How it really came',
  },
};

export const varietyNames: Names<Variety> = {
  vi: {
    ordinary: 'Quyết định, hành vi hành chính (lần đầu)',
    second: 'Khiếu nại lần hai',
    discipline: 'Quyết định kỷ luật cán bộ, công chức',
  },
  en: {
    ordinary: 'Administrative decision or act (first stage)',
    second: 'Second complaint',
    discipline: 'Decision on discipline',
  },
};

export const variantNames: Names<
  'complex' | 'remote' | 'remoteComplex' | 'speciallyComplex' | 'severalPlaces'
> = {
  vi: {
    complex: 'vụ việc phức tạp',
    remote: 'vùng sâu, vùng xa',
    remoteComplex: 'vùng sâu, vùng xa và phức tạp',
    speciallyComplex: 'đặc biệt phức tạp',
    severalPlaces: 'phải xác minh nhiều nơi',
  },
  en: {
    complex: 'complex case',
    remote: 'remote area',
    remoteComplex: 'remote area and complex',
    speciallyComplex: 'specially complex',
    severalPlaces: 'several places to check',
  },
};

/** Law on Complaints Art. 11, Law on Denunciations Art. 29, Circular 05/2021. */
export const groundNames: Record<'vi' | 'en', Record<string, string>> = {
  vi: {
    N1: 'N1. Quyết định, hành vi trong nội bộ cơ quan',
    N2: 'N2. Quyết định có chứa quy phạm pháp luật',
    N3: 'N3. Thuộc bí mật nhà nước',
    N4: 'N4. Không liên quan trực tiếp đến quyền, lợi ích của người khiếu nại',
    N5: 'N5. Không có năng lực hành vi dân sự đầy đủ và không có người đại diện',
    N6: 'N6. Người đại diện không hợp pháp',
    N7: 'N7. Không có chữ ký hoặc điểm chỉ',
    N8: 'N8. Hết thời hiệu mà không có lý do chính đáng',
    N9: 'N9. Đã có quyết định giải quyết lần hai',
    N10: 'N10. Đã thông báo đình chỉ mà 30 ngày không tiếp tục khiếu nại',
    N11: 'N11. Tòa án đã thụ lý hoặc đã giải quyết',
    T1: 'T1. Không đúng hình thức, nội dung theo Điều 23',
    T2: 'T2. Không đủ năng lực hành vi dân sự, không có người đại diện',
    T3: 'T3. Không thuộc thẩm quyền giải quyết',
    T4: 'T4. Không có cơ sở xác định người vi phạm, hành vi vi phạm',
    I1: 'I1. Thiếu nội dung bắt buộc',
    I2: 'I2. Gửi nhiều cơ quan, trong đó có cơ quan có thẩm quyền',
    I3: 'I3. Đã được hướng dẫn một lần về cùng nội dung',
    I4: 'I4. Nội dung chống đối, chia rẽ, xúc phạm',
    I5: 'I5. Rách nát, tẩy xóa, không đọc được',
  },
  en: {
    N1: 'N1. Internal direction within an agency',
    N2: 'N2. Decision containing legal norms',
    N3: 'N3. State secret',
    N4: 'N4. Does not directly concern the complainant’s rights',
    N5: 'N5. No full civil capacity and no representative',
    N6: 'N6. Unlawful representative',
    N7: 'N7. No signature or fingerprint',
    N8: 'N8. Limit expired without good reason',
    N9: 'N9. Second decision already issued',
    N10: 'N10. Suspension notice, not resumed within 30 days',
    N11: 'N11. Accepted or judged by a court',
    T1: 'T1. Not in the form and with the content of Art. 23',
    T2: 'T2. No civil capacity, no representative',
    T3: 'T3. Not within competence',
    T4: 'T4. No grounds to determine violator and violation',
    I1: 'I1. Required content is missing',
    I2: 'I2. Sent to many bodies including the competent one',
    I3: 'I3. Already guided once on the same matter',
    I4: 'I4. Opposes, divides or insults',
    I5: 'I5. Torn, erased, unreadable',
  },
};

export const faultTexts: Names<FieldFault> = {
  vi: {
    required: 'Hãy điền mục này.',
    tooShort: 'Viết dài hơn một chút để cán bộ hiểu đúng việc.',
    tooLong: 'Mục này quá dài.',
    choice: 'Hãy chọn một trong các mục.',
    date: 'Ngày không đúng. Viết như 23/11/2026.',
    future: 'Ngày này chưa đến.',
    email: 'Địa chỉ e-mail không đúng. Ví dụ: ten@example.com.',
    phone: 'Số điện thoại không đúng. Ví dụ: 0912 345 678.',
    place: 'Tọa độ không nằm trong Việt Nam.',
    contact: 'Hãy cho biết một cách liên hệ.',
    files: 'Có tệp không nhận được.',
    criteria: 'Ghi các chữ từ a đến g, ví dụ: a, c.',
    number: 'Hãy nhập số.',
    beforeArrival: 'Ngày này trước ngày đơn đến.',
    onlyComplaint: 'Chỉ khiếu nại mới có lần hai.',
    unknownFirst: 'Không có khiếu nại lần đầu nào mang số này.',
    notPassedOn: 'Phần “do cơ quan chuyển đến” đã có chữ: chọn nguồn là cơ quan đó, hoặc xóa phần ấy.',
    tooOld: 'Đơn đến quá lâu rồi: hãy xem lại ngày.',
    groupPeople: 'Từ 5 người trở lên phải có người đại diện: 5–10 người cử 1–2, đông hơn không quá 5.',
    noHandlers:
      'Đơn này không nhận qua mạng được ở đây. Xin gửi bằng giấy hoặc nộp trực tiếp tại cơ quan cấp trên hay Thanh tra tỉnh; đơn chưa được lưu ở đâu.',
    onPaper: 'Cơ quan này giữ danh tính người tố cáo trên giấy: xóa mục này và nộp trực tiếp.',
  },
  en: {
    required: 'Please fill this in.',
    tooShort: 'Write a little more so that the officer understands.',
    tooLong: 'This is too long.',
    choice: 'Choose one of the options.',
    date: 'This is not a date. Write it like 23/11/2026.',
    future: 'This day has not come yet.',
    email: 'This is not an e-mail address. For example: name@example.com.',
    phone: 'This is not a telephone number. For example: 0912 345 678.',
    place: 'These coordinates are not in Việt Nam.',
    contact: 'Give one way to reach you.',
    files: 'A file could not be taken.',
    criteria: 'Letters from a to g, e.g. a, c.',
    number: 'Please enter a number.',
    onlyComplaint: 'Only a complaint has a second stage.',
    unknownFirst: 'There is no first complaint of this number.',
    beforeArrival: 'This day is before the petition arrived.',
    notPassedOn: 'The part on who passed it on is filled in: choose that body as the source, or empty it.',
    tooOld: 'It arrived too long ago: look at the date again.',
    groupPeople: 'Five people or more have representatives: 1–2 for 5–10 people, never above 5.',
    noHandlers:
      'This one cannot be taken online here. Please send it on paper or bring it to the body above or the provincial inspectorate; it was not kept anywhere.',
    onPaper: 'This office keeps denouncers’ identities on paper: clear this and hand it in personally.',
  },
};

export const refusalTexts: Names<StepFault> = {
  vi: {
    wrongState: 'Ở tình trạng hiện nay không làm được bước này.',
    wrongKind: 'Loại đơn này không có bước này.',
    needsDraft: 'Chưa có dự thảo trả lời.',
    needsApproval: 'Trả lời phải được thủ trưởng duyệt trước khi gửi.',
    notYetLaw: 'Luật đang áp dụng cho hồ sơ này chưa cho phép bước này.',
    sameUnit: 'Hồ sơ đã ở đơn vị này.',
    notExtendable: 'Luật không có hình thức gia hạn này cho loại đơn này.',
    alreadyPublished: 'Vụ việc đã được công khai.',
    notPublished: 'Vụ việc chưa được công khai.',
    unknownPost: 'Vị trí này không thuộc đơn vị đang giữ hồ sơ hoặc đang khuyết.',
    notAllowed: 'Bạn không có quyền làm bước này.',
    noHandlers: 'Đơn vị chưa có người được phân công giải quyết tố cáo.',
    othersRely: 'Có đơn khác được gộp vào đơn này và đang chờ câu trả lời của nó.',
    mergeEnded: 'Đơn kia đã kết thúc mà không có câu trả lời; không gộp vào được.',
    noCorrectionAsked: 'Người gửi chưa đề nghị sửa dữ liệu.',
    notOverdue: 'Việc này chưa quá hạn.',
    delayReported: 'Đã báo cấp trên; đang chờ cấp trên yêu cầu báo cáo.',
    nothingReported: 'Chưa có việc này để ghi.',
    needsProposal: 'Chưa có nội dung đề xuất công khai.',
    samePerson: 'Người đề xuất không tự duyệt: cần một người khác xem lại trước khi công khai.',
    filesOnPaper: 'Tệp của đơn tố cáo xin nộp trực tiếp: cơ quan này giữ chúng trên giấy.',
    needsDialogue: 'Khiếu nại lần hai phải đối thoại trước khi quyết định (Nghị định 124/2020, Điều 28).',
    needsCriteria: 'Phức tạp cần một tiêu chí, đặc biệt phức tạp cần từ hai tiêu chí.',
    oneStepAtATime: 'Gia hạn mỗi lần 30 ngày: phải gia hạn “phức tạp” trước.',
    noDialogueYet: 'Ngày đối thoại chưa đến.',
    dialogueBefore: 'Ngày đối thoại trước ngày nhận đơn.',
    noChange: 'Chưa có gì được sửa.',
    sentNumber: 'Gửi qua bưu điện thì ghi số bưu gửi.',
    needsFinding: 'Chọn kết luận: đúng, đúng một phần hay sai toàn bộ.',
    needsVerification: 'Nội dung tố cáo chưa được xác minh: ghi báo cáo xác minh trước khi trình kết luận.',
    needsExecuteBy: 'Quyết định này phải thi hành: ghi thi hành xong trước ngày nào.',
    nothingToExecute: 'Giữ nguyên và không bồi thường thì không có gì phải thi hành: để trống ngày này.',
    needsFirst: 'Khiếu nại lần hai: ghi số hồ sơ lần đầu, hoặc quyết định lần đầu.',
    unknownFirst: 'Không có hồ sơ khiếu nại lần đầu nào mang số này.',
    needsRuling: 'Chọn cách xử lý quyết định, hành vi bị khiếu nại.',
    rulingAgainstFinding:
      'Không khớp với kết luận: khiếu nại đúng thì không giữ nguyên, khiếu nại sai toàn bộ thì giữ nguyên.',
    monthClosed: 'Số liệu của tháng ấy đã chốt: chỉ sửa được sang ngày khác trong cùng tháng.',
    ...inWords('vi'),
    unknownCase: 'Không có hồ sơ số này.',
    nothingToReport: 'Không có cơ quan nào đang chờ báo kết quả.',
    personalData: 'Có thể làm lộ người: hãy sửa, hoặc đánh dấu đã xem lại.',
  },
  en: {
    wrongState: 'This step cannot be taken in the present state.',
    wrongKind: 'This kind of petition has no such step.',
    needsDraft: 'There is no draft answer yet.',
    needsApproval: 'A head must approve the answer before it is sent.',
    notYetLaw: 'The law that applies to this case does not allow this step.',
    sameUnit: 'The case is already with this unit.',
    notExtendable: 'The law knows no such extension for this kind.',
    alreadyPublished: 'The case is already published.',
    notPublished: 'The case is not published.',
    unknownPost: 'This post does not belong to the unit that has the case, or is vacant.',
    notAllowed: 'You may not take this step.',
    noHandlers: 'The unit has nobody named to handle denunciations.',
    othersRely: 'Other petitions are handled with this one and wait for its answer.',
    mergeEnded: 'The other one has ended without an answer.',
    noCorrectionAsked: 'The sender has not asked to put anything right.',
    notOverdue: 'It is not overdue.',
    delayReported: 'The body above has been told already.',
    nothingReported: 'There is nothing of this to note.',
    needsProposal: 'Nothing has been proposed for publication.',
    samePerson: 'Whoever proposed it does not publish it: another person has to look first.',
    filesOnPaper: 'Hand in files of a denunciation personally: this office keeps them on paper.',
    needsDialogue: 'A second complaint is not decided without a dialogue (Decree 124/2020, Art. 28).',
    needsCriteria: 'Complex needs one criterion, specially complex two at least.',
    oneStepAtATime: 'Thirty days more at a time: extend as “complex” first.',
    noDialogueYet: 'The day of the dialogue has not come.',
    dialogueBefore: 'The dialogue is before the petition came.',
    noChange: 'Nothing has been changed.',
    sentNumber: 'What goes by post has its number.',
    needsFinding: 'Choose what it was found to be: right, partly right or wrong.',
    needsVerification:
      'What it says has not been verified: report the verification before the conclusion is submitted.',
    needsExecuteBy: 'This decision is to be carried out: say by when.',
    nothingToExecute: 'Nothing is changed and nothing compensated: leave this day empty.',
    needsFirst: 'A second complaint: give the number of the first case, or the first decision.',
    unknownFirst: 'There is no first complaint of this number.',
    needsRuling: 'Choose what becomes of what was complained about.',
    rulingAgainstFinding:
      'Against what was found: a complaint found right does not keep the decision, one found wrong does.',
    monthClosed: 'The figures of that month are closed: only another day of the same month is taken.',
    ...inWords('en'),
    unknownCase: 'There is no case of this number.',
    nothingToReport: 'No body waits for a report.',
    personalData: 'This may give somebody away: change it, or mark that you have looked again.',
  },
};

/** Names of the record's entries that are not steps. */
const eventNames: Names<string> = {
  vi: {
    received: 'Nhận đơn',
    'step.struck': 'Hủy ghi nhầm',
    documentIssued: 'Phát hành văn bản',
    termSettled: 'Tính lại hạn theo lịch nghỉ đã công bố',
    split: 'Tách thành đơn riêng',
    identityAsked: 'Xin mở danh tính người tố cáo',
    identityAgreed: 'Đồng ý cho mở danh tính',
    identityDeclined: 'Không đồng ý cho mở danh tính',
    identityOpened: 'Mở danh tính người tố cáo',
    fileOpened: 'Mở tệp được mã hóa',
    sealedAnew: 'Bàn giao khóa, niêm phong lại',
    handlerRecused: 'Rút một người xử lý',
    handlerCleared: 'Cho một người xử lý tham gia lại',
    referenceNoted: 'Ghi nơi lưu danh tính trên giấy',
    appealed: 'Khiếu nại lần hai',
  },
  en: {
    received: 'Received',
    'step.struck': 'Taken back',
    documentIssued: 'Document issued',
    termSettled: 'Term counted anew by the days off announced',
    split: 'A matter was split off',
    identityAsked: 'Asked to open the denouncer’s identity',
    identityAgreed: 'Agreed to opening the identity',
    identityDeclined: 'Declined to open the identity',
    identityOpened: 'Denouncer’s identity opened',
    fileOpened: 'Encrypted file opened',
    sealedAnew: 'Key handed over, sealed anew',
    handlerRecused: 'A handler taken out',
    handlerCleared: 'A handler let in after being left out',
    referenceNoted: 'Noted where the identity lies on paper',
    appealed: 'Second complaint lodged',
  },
};

/** The office's own notes: outside it is seen neither that there are any nor how many. */
export const internalEvents: readonly string[] = [
  'petition.note',
  'petition.draft',
  'petition.propose',
  'petition.returnProposal',
  'petition.identityAsked',
  'petition.identityAgreed',
  'petition.identityDeclined',
  'petition.identityOpened',
  'petition.fileOpened',
  'petition.sealedAnew',
  'petition.handlerRecused',
  'petition.handlerCleared',
  'petition.referenceNoted',
];

/** Whether an entry is of the office's own notes, or takes one of them back. */
export function isInternal({ type, facts }: Pick<RecordEvent, 'type' | 'facts'>): boolean {
  return internalEvents.includes(type === 'step.struck' ? String(facts.entry) : type);
}

/** What an entry of the record about a case is called. */
export function eventName(type: string, language: Language): string {
  const name = type.replace('petition.', '');
  return eventNames[language][name] ?? stepNames[language][name as Step] ?? name;
}
