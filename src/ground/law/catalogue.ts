import { type PlainDate, parsePlainDate } from '../../platform/time.ts';
import type { Power, PowerCode, Rule, RuleCode } from './rule.ts';

const day = parsePlainDate;

const complaintsLaw = day('2012-07-01'); // Law 02/2011/QH13 in force
const denunciationsLaw = day('2019-01-01'); // Law 25/2018/QH14 in force
const complaintsDecree = day('2020-12-10'); // Decree 124/2020/NĐ-CP in force
const amendment2025 = day('2026-07-01'); // Law 136/2025/QH15 in force
const processingCircular = day('2021-11-15'); // Circular 05/2021/TT-TTCP in force
const dialogueLaw = day('2025-07-01'); // Law 72/2025/QH15 in force

function basis(vi: string, en: string) {
  return { vi, en };
}

const complaintReceived = basis('nhận được đơn khiếu nại', 'the complaint was received');
const accepted = basis('thụ lý', 'the case was accepted');
const decided = basis('ký quyết định giải quyết', 'the decision was signed');
const concluded = basis('ký kết luận nội dung tố cáo', 'the conclusion was signed');

/**
 * The legal terms, as dated data. To change the law here, end the old row (`until`) and add a new one;
 * open terms keep the row in force when they began.
 */
export const rules: readonly Rule[] = [
  {
    code: 'KN-LIMIT',
    duty: basis('Thời hiệu khiếu nại', 'Limit for lodging the complaint'),
    trigger: basis(
      'biết được quyết định hoặc hành vi hành chính',
      'the decision or act became known to the complainant',
    ),
    amount: 90,
    unit: 'day',
    basis: basis('Luật Khiếu nại 2011, Điều 9', 'Law on Complaints 2011, Art. 9'),
    from: complaintsLaw,
    standing: 'confirmed',
  },
  {
    code: 'KN-ACCEPT',
    duty: basis(
      'Thông báo thụ lý hoặc không thụ lý khiếu nại',
      'Notify in writing whether the complaint is accepted',
    ),
    trigger: complaintReceived,
    amount: 10,
    unit: 'day',
    basis: basis('Luật Khiếu nại 2011, Điều 27', 'Law on Complaints 2011, Art. 27'),
    from: complaintsLaw,
    standing: 'confirmed',
  },
  {
    code: 'KN-L1',
    duty: basis('Ra quyết định giải quyết khiếu nại lần đầu', 'Decide the complaint, first stage'),
    trigger: accepted,
    amount: 30,
    unit: 'day',
    variants: { complex: 45, remote: 45, remoteComplex: 60 },
    basis: basis('Luật Khiếu nại 2011, Điều 28', 'Law on Complaints 2011, Art. 28'),
    from: complaintsLaw,
    standing: 'confirmed',
  },
  {
    code: 'KN-L1-SEND',
    duty: basis('Gửi quyết định giải quyết lần đầu', 'Send the first-stage decision to the parties'),
    trigger: decided,
    amount: 3,
    unit: 'workingDay',
    basis: basis('Luật Khiếu nại 2011, Điều 32', 'Law on Complaints 2011, Art. 32'),
    from: complaintsLaw,
    standing: 'toConfirm',
  },
  {
    code: 'KN-2ND',
    duty: basis('Thời hạn khiếu nại lần hai', 'Last day for a second complaint'),
    trigger: basis(
      'nhận được quyết định giải quyết lần đầu hoặc hết hạn mà chưa được giải quyết',
      'the first decision was received, or its term ended unanswered',
    ),
    amount: 30,
    unit: 'day',
    variants: { remote: 45 },
    basis: basis(
      'Luật Khiếu nại 2011, Điều 33; Nghị định 124/2020/NĐ-CP, Điều 4',
      'Law on Complaints 2011, Art. 33; Decree 124/2020, Art. 4',
    ),
    from: complaintsDecree,
    standing: 'confirmed',
  },
  {
    code: 'KN-L2',
    duty: basis('Ra quyết định giải quyết khiếu nại lần hai', 'Decide the complaint, second stage'),
    trigger: accepted,
    amount: 45,
    unit: 'day',
    variants: { complex: 60, remote: 60, remoteComplex: 70 },
    basis: basis('Luật Khiếu nại 2011, Điều 37', 'Law on Complaints 2011, Art. 37'),
    from: complaintsLaw,
    standing: 'confirmed',
  },
  {
    code: 'KN-L2-SEND',
    duty: basis('Gửi quyết định giải quyết lần hai', 'Send the second-stage decision'),
    trigger: decided,
    amount: 7,
    unit: 'day',
    basis: basis('Luật Khiếu nại 2011, Điều 41', 'Law on Complaints 2011, Art. 41'),
    from: complaintsLaw,
    standing: 'toConfirm',
  },
  {
    code: 'KN-PUB',
    duty: basis('Công khai quyết định giải quyết khiếu nại', 'Publish the decision'),
    trigger: decided,
    amount: 15,
    unit: 'day',
    basis: basis('Nghị định 124/2020/NĐ-CP', 'Decree 124/2020'),
    from: complaintsDecree,
    standing: 'confirmed',
  },
  {
    code: 'KN-EFFECT',
    duty: basis(
      'Quyết định lần đầu có hiệu lực nếu không khiếu nại tiếp',
      'The first decision takes effect unless there is a second complaint',
    ),
    trigger: basis('ban hành quyết định', 'the decision was issued'),
    amount: 30,
    unit: 'day',
    variants: { remote: 45 },
    basis: basis('Luật Khiếu nại 2011, Điều 44', 'Law on Complaints 2011, Art. 44'),
    from: complaintsLaw,
    standing: 'toConfirm',
  },
  {
    // Law and decree name who carries a decision out, not by when: the decision itself says the day.
    code: 'KN-EXECUTE',
    duty: basis(
      'Thi hành quyết định giải quyết khiếu nại có hiệu lực',
      'Carry out the decision on the complaint that has taken effect',
    ),
    trigger: basis('ký quyết định giải quyết', 'the decision was signed'),
    amount: 0,
    unit: 'day',
    basis: basis(
      'Ngày ghi trong quyết định; Luật Khiếu nại 2011, Điều 46',
      'The day in the decision; Law on Complaints 2011, Art. 46',
    ),
    from: complaintsLaw,
    standing: 'toConfirm',
  },
  {
    code: 'KN-DISC',
    duty: basis('Giải quyết khiếu nại quyết định kỷ luật', 'Decide a complaint against discipline'),
    trigger: accepted,
    amount: 30,
    unit: 'day',
    variants: { complex: 45 },
    basis: basis('Luật Khiếu nại 2011, Điều 50', 'Law on Complaints 2011, Art. 50'),
    from: complaintsLaw,
    standing: 'toConfirm',
  },
  {
    code: 'KN-RESUME',
    duty: basis(
      'Tiếp tục khiếu nại sau khi có thông báo tạm đình chỉ',
      'Resume the complaint after the suspension notice',
    ),
    trigger: basis('có thông báo tạm đình chỉ', 'the suspension notice was issued'),
    amount: 30,
    unit: 'day',
    basis: basis('Luật Khiếu nại 2011, Điều 11', 'Law on Complaints 2011, Art. 11'),
    from: complaintsLaw,
    standing: 'confirmed',
  },
  {
    code: 'TC-CLASSIFY',
    duty: basis(
      'Vào sổ, phân loại và kiểm tra điều kiện thụ lý tố cáo',
      'Register, classify and check whether the denunciation can be accepted',
    ),
    trigger: basis('nhận được tố cáo', 'the denunciation was received'),
    amount: 7,
    unit: 'workingDay',
    variants: { severalPlaces: 10 },
    basis: basis('Luật Tố cáo 2018, Điều 24', 'Law on Denunciations 2018, Art. 24'),
    from: denunciationsLaw,
    standing: 'confirmed',
  },
  {
    code: 'TC-TRANSFER',
    duty: basis(
      'Chuyển tố cáo không thuộc thẩm quyền và báo cho người tố cáo',
      'Transfer a denunciation that belongs elsewhere and tell the denouncer',
    ),
    trigger: basis('xác định không thuộc thẩm quyền', 'it was found to belong elsewhere'),
    amount: 5,
    unit: 'workingDay',
    basis: basis('Luật Tố cáo 2018, Điều 24', 'Law on Denunciations 2018, Art. 24'),
    from: denunciationsLaw,
    standing: 'confirmed',
  },
  {
    code: 'TC-NOTICE',
    duty: basis(
      'Thông báo việc thụ lý cho người tố cáo và nội dung cho người bị tố cáo',
      'Notify the denouncer, and the denounced without revealing the denouncer',
    ),
    trigger: basis('ra quyết định thụ lý', 'the acceptance decision was made'),
    amount: 5,
    unit: 'workingDay',
    basis: basis('Luật Tố cáo 2018, khoản 3 Điều 29', 'Law on Denunciations 2018, Art. 29(3)'),
    from: denunciationsLaw,
    standing: 'confirmed',
  },
  {
    code: 'TC-SETTLE',
    duty: basis('Ra kết luận nội dung tố cáo', 'Conclude the denunciation'),
    trigger: accepted,
    amount: 30,
    unit: 'day',
    variants: { complex: 60, speciallyComplex: 90 },
    basis: basis('Luật Tố cáo 2018, Điều 30', 'Law on Denunciations 2018, Art. 30'),
    from: denunciationsLaw,
    standing: 'confirmed',
  },
  {
    code: 'TC-LATE-1',
    duty: basis(
      'Cấp trên yêu cầu báo cáo về việc giải quyết quá hạn',
      'The superior asks the handler to report on the delay',
    ),
    trigger: basis('nhận được báo cáo về việc quá hạn', 'the report of the delay was received'),
    amount: 5,
    unit: 'workingDay',
    basis: basis('Luật Tố cáo 2018, khoản 2 Điều 38', 'Law on Denunciations 2018, Art. 38(2)'),
    from: denunciationsLaw,
    standing: 'confirmed',
  },
  {
    code: 'TC-LATE-2',
    duty: basis('Báo cáo cấp trên về việc quá hạn', 'Report to the superior on the delay'),
    trigger: basis('nhận được yêu cầu của cấp trên', "the superior's request was received"),
    amount: 5,
    unit: 'workingDay',
    basis: basis('Luật Tố cáo 2018, khoản 3 Điều 38', 'Law on Denunciations 2018, Art. 38(3)'),
    from: denunciationsLaw,
    standing: 'confirmed',
  },
  {
    code: 'TC-SEND',
    duty: basis('Gửi kết luận nội dung tố cáo', 'Send the conclusion'),
    trigger: concluded,
    amount: 5,
    unit: 'workingDay',
    basis: basis('Luật Tố cáo 2018, Điều 35', 'Law on Denunciations 2018, Art. 35'),
    from: denunciationsLaw,
    standing: 'toConfirm',
  },
  {
    code: 'TC-HANDLE',
    duty: basis('Xử lý theo kết luận nội dung tố cáo', 'Act on the conclusion'),
    trigger: concluded,
    amount: 7,
    unit: 'workingDay',
    basis: basis('Luật Tố cáo 2018, Điều 36', 'Law on Denunciations 2018, Art. 36'),
    from: denunciationsLaw,
    standing: 'toConfirm',
  },
  {
    code: 'TC-PUB',
    duty: basis('Công khai kết luận nội dung tố cáo', 'Publish the conclusion'),
    trigger: concluded,
    amount: 7,
    unit: 'workingDay',
    basis: basis(
      'Luật Tố cáo 2018, Điều 40; Nghị định 31/2019/NĐ-CP',
      'Law on Denunciations 2018, Art. 40; Decree 31/2019',
    ),
    from: denunciationsLaw,
    standing: 'toConfirm',
  },
  {
    code: 'XLD-PROC',
    duty: basis('Phân loại đơn và đề xuất xử lý', 'Classify the petition and propose how to handle it'),
    trigger: basis('nhận được đơn', 'the petition was received'),
    amount: 10,
    unit: 'day',
    basis: basis('Thông tư 05/2021/TT-TTCP', 'Circular 05/2021/TT-TTCP'),
    from: processingCircular,
    standing: 'toConfirm',
  },
  {
    code: 'PAQD-FWD',
    duty: basis(
      'Chuyển phản ánh về quy định hành chính đến nơi có thẩm quyền',
      'Forward feedback on administrative rules to the competent body',
    ),
    trigger: basis('nhận được phản ánh', 'the feedback was received'),
    amount: 5,
    unit: 'workingDay',
    basis: basis(
      'Nghị định 20/2008/NĐ-CP, sửa đổi bởi Nghị định 92/2017/NĐ-CP',
      'Decree 20/2008 as amended by Decree 92/2017',
    ),
    from: day('2017-09-25'),
    standing: 'confirmed',
  },
  {
    code: 'PAPL-ANS',
    duty: basis(
      'Trả lời phản ánh, kiến nghị về văn bản pháp luật',
      'Answer feedback or recommendations on legal documents',
    ),
    trigger: basis('nhận được phản ánh, kiến nghị', 'the feedback was received'),
    amount: 15,
    unit: 'day',
    basis: basis('Công điện 89/CĐ-TTg ngày 16/6/2025', 'Official Dispatch 89/CĐ-TTg of 16 June 2025'),
    from: day('2025-06-16'),
    standing: 'confirmed',
  },
  {
    // No statute sets a term for ordinary recommendations and reflections after they are taken on;
    // an office sets its own by regulation and must confirm this row.
    code: 'DP-ANS',
    duty: basis('Trả lời kiến nghị, phản ánh', 'Answer the recommendation or reflection'),
    trigger: accepted,
    amount: 15,
    unit: 'day',
    variants: { complex: 30 },
    basis: basis(
      'Quy chế tiếp nhận, xử lý của địa phương (chưa xác nhận)',
      'Local regulation on handling petitions (not yet confirmed)',
    ),
    from: processingCircular,
    standing: 'toConfirm',
  },
  {
    // The date is the one that the body asks for; nothing is counted.
    code: 'XLD-REPORT',
    duty: basis(
      'Báo kết quả cho cơ quan đã chuyển đơn',
      'Report the result to the body that passed the petition on',
    ),
    trigger: basis('nhận đơn do cơ quan khác chuyển đến', 'the petition came from another body'),
    amount: 0,
    unit: 'day',
    basis: basis(
      'Thông tư 05/2021/TT-TTCP, đơn do cơ quan, tổ chức chuyển đến',
      'Circular 05/2021, petitions passed on by another body',
    ),
    from: processingCircular,
    standing: 'toConfirm',
  },
  {
    code: 'TCD-POST',
    duty: basis('Niêm yết lịch tiếp công dân', 'Post the reception schedule'),
    trigger: basis('ngày tiếp công dân (tính lùi)', 'the day of reception, counted backwards'),
    amount: 5,
    unit: 'workingDay',
    basis: basis('Luật Tiếp công dân 2013, khoản 4 Điều 24', 'Law on Citizen Reception 2013, Art. 24(4)'),
    from: day('2014-07-01'),
    standing: 'confirmed',
  },
  {
    // The date is the one that was promised; nothing is counted.
    code: 'TCD-PROMISE',
    duty: basis('Làm điều đã hứa khi tiếp công dân', 'Do what was promised at the reception'),
    trigger: basis('người đứng đầu đã hứa', 'the leader promised'),
    amount: 0,
    unit: 'day',
    basis: basis('Luật Tiếp công dân 2013, khoản 4 Điều 18', 'Law on Citizen Reception 2013, Art. 18(4)'),
    from: day('2014-07-01'),
    standing: 'confirmed',
  },
  {
    code: 'VB-REGISTER',
    duty: basis('Vào sổ văn bản', 'Enter the document in the register'),
    trigger: basis('văn bản đến, hoặc ký văn bản đi', 'the document came, or was signed'),
    amount: 1,
    unit: 'workingDay',
    basis: basis(
      'Nghị định 30/2020/NĐ-CP, Điều 4: trong ngày, chậm nhất ngày làm việc tiếp theo',
      'Decree 30/2020/NĐ-CP, Art. 4: the same day, at latest the next working day',
    ),
    from: day('2020-03-05'),
    standing: 'toConfirm',
  },
  {
    // The date is set by who orders; nothing is counted.
    code: 'VB-TASK',
    duty: basis('Hoàn thành nhiệm vụ được giao', 'Complete the task'),
    trigger: basis('giao nhiệm vụ', 'the task was given'),
    amount: 0,
    unit: 'day',
    basis: basis(
      'Văn bản giao nhiệm vụ; Quyết định 42/2014/QĐ-TTg, sửa đổi bởi Quyết định 23/2018/QĐ-TTg',
      'The ordering document; Decision 42/2014/QĐ-TTg as amended by Decision 23/2018/QĐ-TTg',
    ),
    from: day('2010-01-01'),
    standing: 'confirmed',
  },
  {
    // The office sets both dates when it sends the document out.
    code: 'VB-ACKNOWLEDGE',
    duty: basis('Thủ trưởng xác nhận đã nhận, đã đọc', 'The head acknowledges the document'),
    trigger: basis('gửi văn bản', 'the document was sent'),
    amount: 0,
    unit: 'day',
    basis: basis('Hạn do cơ quan ban hành văn bản đặt', 'The date set by the issuing body'),
    from: day('2010-01-01'),
    standing: 'confirmed',
  },
  {
    code: 'VB-DISSEMINATE',
    duty: basis('Quán triệt văn bản', 'Disseminate the document'),
    trigger: basis('gửi văn bản', 'the document was sent'),
    amount: 0,
    unit: 'day',
    basis: basis('Hạn do cơ quan ban hành văn bản đặt', 'The date set by the issuing body'),
    from: day('2010-01-01'),
    standing: 'confirmed',
  },
  {
    // The date stands in the commitment; nothing is counted.
    code: 'CK-ITEM',
    duty: basis('Thực hiện nội dung đã cam kết', 'Keep what was committed to'),
    trigger: basis('hai bên ký cam kết', 'both signed the commitment'),
    amount: 0,
    unit: 'day',
    basis: basis(
      'Bản cam kết của người đứng đầu với cấp trên',
      'The commitment of the head to the body above',
    ),
    from: day('2010-01-01'),
    standing: 'confirmed',
  },
  {
    code: 'DG-NOTICE',
    duty: basis('Thông báo kết quả đánh giá cho người được đánh giá', 'Notify the result to who was rated'),
    trigger: basis('quyết định mức xếp loại', 'the rating was decided'),
    amount: 5,
    unit: 'workingDay',
    basis: basis(
      'Nghị định 90/2020/NĐ-CP; Nghị định 335/2025/NĐ-CP',
      'Decree 90/2020/NĐ-CP; Decree 335/2025/NĐ-CP',
    ),
    from: day('2020-08-20'),
    standing: 'toConfirm',
  },
  {
    code: 'DG-APPEAL-WITHIN',
    duty: basis('Thời hạn kiến nghị về kết quả đánh giá', 'Limit for appealing a rating'),
    trigger: basis('nhận thông báo kết quả', 'the result was notified'),
    amount: 5,
    unit: 'workingDay',
    basis: basis(
      'Quy chế đánh giá của cơ quan; Nghị định không nêu số ngày',
      'The office’s own rules; the decrees name no number of days',
    ),
    from: day('2020-08-20'),
    standing: 'toConfirm',
  },
  {
    code: 'DG-APPEAL',
    duty: basis('Giải quyết kiến nghị về kết quả đánh giá', 'Answer the appeal of a rating'),
    trigger: basis('nhận kiến nghị', 'the appeal was received'),
    amount: 30,
    unit: 'day',
    basis: basis(
      'Lấy theo thời hạn giải quyết khiếu nại lần đầu, Luật Khiếu nại 2011, Điều 28',
      'After the term of a first complaint, Law on Complaints 2011, Art. 28',
    ),
    from: day('2020-08-20'),
    standing: 'toConfirm',
  },
  {
    // The date is the end of the year; nothing is counted.
    code: 'DT-YEARLY',
    duty: basis(
      'Tổ chức hội nghị đối thoại với Nhân dân trong năm',
      'Hold this year’s dialogue with the people',
    ),
    trigger: basis('bắt đầu năm', 'the year began'),
    amount: 0,
    unit: 'day',
    basis: basis(
      'Luật Tổ chức chính quyền địa phương 2025 (72/2025/QH15), Điều 43: ít nhất một lần mỗi năm',
      'Law on Organisation of Local Government 2025 (72/2025/QH15), Art. 43: at least once a year',
    ),
    from: dialogueLaw,
    standing: 'confirmed',
  },
  {
    code: 'DT-ASKED',
    duty: basis('Tổ chức đối thoại khi cử tri yêu cầu', 'Hold the dialogue that voters asked for'),
    trigger: basis('đủ 10% cử tri yêu cầu', 'ten percent of the voters had asked'),
    amount: 30,
    unit: 'day',
    basis: basis(
      'Luật 72/2025/QH15, Điều 43; luật không nêu số ngày, địa phương tự đặt',
      'Law 72/2025/QH15, Art. 43; it names no number of days, the locality sets one',
    ),
    from: dialogueLaw,
    standing: 'toConfirm',
  },
  {
    code: 'DT-ANNOUNCE',
    duty: basis('Thông báo cuộc đối thoại', 'Announce the dialogue'),
    trigger: basis('ngày đối thoại (tính lùi)', 'the day of the dialogue, counted backwards'),
    amount: 7,
    unit: 'day',
    basis: basis(
      'Luật 72/2025/QH15, Điều 43: trước ít nhất 7 ngày',
      'Law 72/2025/QH15, Art. 43: at least 7 days before',
    ),
    from: dialogueLaw,
    standing: 'confirmed',
  },
  {
    code: 'DT-ANNOUNCE',
    duty: basis('Thông báo cuộc đối thoại', 'Announce the dialogue'),
    trigger: basis('ngày đối thoại (tính lùi)', 'the day of the dialogue, counted backwards'),
    amount: 7,
    unit: 'day',
    basis: basis(
      'Luật Tổ chức chính quyền địa phương 2015, Điều 126',
      'Law on Organisation of Local Government 2015, Art. 126',
    ),
    from: day('2016-01-01'),
    until: day('2025-06-30'),
    standing: 'toConfirm',
  },
  {
    code: 'DT-RESULT',
    duty: basis('Công khai kết quả đối thoại', 'Publish the results of the dialogue'),
    trigger: basis('cuộc đối thoại diễn ra', 'the dialogue was held'),
    amount: 10,
    unit: 'day',
    basis: basis('Luật 72/2025/QH15, Điều 43: trong 10 ngày', 'Law 72/2025/QH15, Art. 43: within 10 days'),
    from: dialogueLaw,
    standing: 'confirmed',
  },
  {
    code: 'DT-RESULT',
    duty: basis('Công khai kết quả đối thoại', 'Publish the results of the dialogue'),
    trigger: basis('cuộc đối thoại diễn ra', 'the dialogue was held'),
    amount: 10,
    unit: 'day',
    basis: basis(
      'Luật Tổ chức chính quyền địa phương 2015, Điều 126',
      'Law on Organisation of Local Government 2015, Art. 126',
    ),
    from: day('2016-01-01'),
    until: day('2025-06-30'),
    standing: 'toConfirm',
  },
  {
    // The date is the one that was promised; nothing is counted.
    code: 'DT-PROMISE',
    duty: basis('Làm điều đã hứa khi đối thoại', 'Do what was promised in the dialogue'),
    trigger: basis('đã hứa tại cuộc đối thoại', 'it was promised in the dialogue'),
    amount: 0,
    unit: 'day',
    basis: basis(
      'Quyết định 218-QĐ/TW năm 2013; kết luận của cuộc đối thoại',
      'Decision 218-QĐ/TW of 2013; the conclusions of the dialogue',
    ),
    from: day('2013-12-12'),
    standing: 'toConfirm',
  },
  {
    code: 'LYK-ANSWER',
    duty: basis(
      'Trả lời ý kiến và công khai kết quả lấy ý kiến',
      'Answer the opinions and publish the result',
    ),
    trigger: basis('hết hạn lấy ý kiến', 'the consultation closed'),
    amount: 10,
    unit: 'day',
    basis: basis(
      'Luật Thực hiện dân chủ ở cơ sở 2022; số ngày lấy theo thời hạn công khai kết quả đối thoại',
      'Law on Grassroots Democracy 2022; the number of days after that of a dialogue’s results',
    ),
    from: day('2023-07-01'),
    standing: 'toConfirm',
  },
  {
    // The date is agreed on with whoever builds; nothing is counted.
    code: 'DAT-HANDOVER',
    duty: basis('Bàn giao mặt bằng của dự án', 'Hand the project’s land over'),
    trigger: basis('quyết định, kế hoạch thu hồi đất của dự án', 'the project’s plan for land recovery'),
    amount: 0,
    unit: 'day',
    basis: basis('Kế hoạch giải phóng mặt bằng của dự án', 'The project’s plan for clearing the land'),
    from: day('2014-07-01'),
    standing: 'confirmed',
  },
  {
    code: 'DAT-PAY',
    duty: basis('Chi trả tiền bồi thường, hỗ trợ', 'Pay compensation and support'),
    trigger: basis('quyết định thu hồi đất có hiệu lực', 'the recovery decision took effect'),
    amount: 30,
    unit: 'day',
    basis: basis('Luật Đất đai 2013, Điều 93', 'Land Law 2013, Art. 93'),
    from: day('2014-07-01'),
    until: day('2024-07-31'),
    standing: 'confirmed',
  },
  {
    code: 'DAT-PAY',
    duty: basis('Chi trả tiền bồi thường, hỗ trợ', 'Pay compensation and support'),
    trigger: basis(
      'quyết định phê duyệt phương án có hiệu lực',
      'the decision approving the plan took effect',
    ),
    amount: 30,
    unit: 'day',
    basis: basis('Luật Đất đai 2024, Điều 94', 'Land Law 2024, Art. 94'),
    from: day('2024-08-01'),
    standing: 'toConfirm',
  },
  {
    code: 'DAT-VISIT',
    duty: basis('Đến gặp lại hộ dân như đã hẹn', 'Come again to the household as agreed'),
    trigger: basis('đã hẹn với hộ dân', 'it was agreed with the household'),
    amount: 0,
    unit: 'day',
    basis: basis('Phiếu gặp gỡ hộ dân', 'The note of the visit'),
    from: day('2014-07-01'),
    standing: 'confirmed',
  },
  {
    code: 'DAT-PROMISE',
    duty: basis('Làm điều đã hứa với hộ dân', 'Do what was promised to the household'),
    trigger: basis('đã hứa với hộ dân', 'it was promised to the household'),
    amount: 0,
    unit: 'day',
    basis: basis('Phiếu gặp gỡ hộ dân', 'The note of the visit'),
    from: day('2014-07-01'),
    standing: 'confirmed',
  },
  {
    code: 'DAT-CORRECTION',
    duty: basis('Trả lời đề nghị đính chính của hộ dân', 'Answer the household’s correction'),
    trigger: basis('hộ dân đề nghị đính chính', 'the household asked for a correction'),
    amount: 5,
    unit: 'workingDay',
    basis: basis(
      'Luật Bảo vệ dữ liệu cá nhân 2025: quyền chỉnh sửa; số ngày do địa phương đặt',
      'Law on Personal Data Protection 2025: right to correct; the locality sets the number of days',
    ),
    from: day('2014-07-01'),
    standing: 'toConfirm',
  },
  {
    code: 'CD-ACCOUNT',
    duty: basis(
      'Công khai quyết toán công trình của cộng đồng',
      'Publish the final account of the community work',
    ),
    trigger: basis('nghiệm thu công trình', 'the work was accepted'),
    amount: 30,
    unit: 'day',
    basis: basis(
      'Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11; số ngày do địa phương đặt',
      'Law on Grassroots Democracy 2022, Art. 11; the locality sets the number of days',
    ),
    from: day('2016-01-01'),
    standing: 'toConfirm',
  },
  {
    // Published the same evening.
    code: 'CD-LAUNCH',
    duty: basis('Công bố kết quả ngày ra quân', 'Publish what the launch day achieved'),
    trigger: basis('ngày ra quân', 'the day of the launch'),
    amount: 0,
    unit: 'day',
    basis: basis(
      'Kế hoạch ra quân của đơn vị: công bố ngay trong ngày',
      'The plan of the launch: published the same day',
    ),
    from: day('2016-01-01'),
    standing: 'confirmed',
  },
];

/** Rights that exist only in some periods. */
export const powers: readonly Power[] = [
  {
    code: 'KN-SUSPEND',
    basis: basis(
      'Luật Khiếu nại, Điều 11a (Luật 136/2025/QH15)',
      'Law on Complaints, Art. 11a (Law 136/2025/QH15)',
    ),
    from: amendment2025,
    standing: 'confirmed',
  },
  {
    code: 'KN-WITHDRAW-PART',
    basis: basis(
      'Luật Khiếu nại, Điều 10 (Luật 136/2025/QH15)',
      'Law on Complaints, Art. 10 (Law 136/2025/QH15)',
    ),
    from: amendment2025,
    standing: 'confirmed',
  },
  {
    code: 'TC-SUSPEND',
    basis: basis('Luật Tố cáo 2018, Điều 34', 'Law on Denunciations 2018, Art. 34'),
    from: denunciationsLaw,
    standing: 'confirmed',
  },
];

function inForce<Row extends { from: PlainDate; until?: PlainDate }>(row: Row, on: PlainDate): boolean {
  return row.from <= on && (row.until === undefined || on <= row.until);
}

/**
 * The rule of a code for a term that begins on a day.
 *
 * @throws RangeError when no version of it was in force on that day
 */
export function ruleOn(code: RuleCode, on: PlainDate): Rule {
  const rule = rules.find((row) => row.code === code && inForce(row, on));
  if (!rule) throw new RangeError(`no rule ${code} was in force on ${on}`);
  return rule;
}

/** The power if the law gave it on that day. */
export function powerOn(code: PowerCode, on: PlainDate): Power | undefined {
  return powers.find((row) => row.code === code && inForce(row, on));
}
