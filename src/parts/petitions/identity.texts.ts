import { catalogue } from '../../platform/language.ts';
import type { OpeningRefusal } from './identity.service.ts';

const refusalVi: Record<OpeningRefusal, string> = {
  password: 'Mật khẩu không đúng.',
  notAgreed: 'Chưa có người thứ hai đồng ý, hoặc thời gian đồng ý đã hết. Hãy xin mở lại.',
  onlyHandler: 'Chỉ còn một người xử lý: chưa có ai khác để đồng ý. Cần cử thêm người xử lý.',
  answered: 'Đề nghị này đã có người trả lời.',
  notSealedToYou:
    'Hồ sơ được niêm phong trước khi bạn có khóa. Nhờ một người xử lý trước đó bấm “Bàn giao khóa”.',
  lastHandler: 'Không thể rút người xử lý cuối cùng; hãy cử thêm người trước.',
  youngKey: 'Khóa của bạn mới đặt chưa đủ bảy ngày: chưa đồng ý mở danh tính và chưa nhận bàn giao được.',
  notLeftOut: 'Người này không bị để ngoài vì lời đơn, hoặc hôm nay không được phân công xử lý tố cáo.',
};
const refusalEn: Record<OpeningRefusal, string> = {
  password: 'The password is wrong.',
  notAgreed: 'No second person has agreed, or the time agreed to is over. Ask again.',
  onlyHandler: 'There is one handler only and nobody else to agree. Another handler has to be named.',
  answered: 'This wish has been answered already.',
  notSealedToYou: 'It was sealed before you had a key. Ask an earlier handler to use “Hand over the key”.',
  lastHandler: 'The last handler cannot be taken out; name another one first.',
  youngKey: 'Your key is younger than seven days: it cannot agree to openings nor take matters over yet.',
  notLeftOut: 'They were not left out by words, or are named for no denunciations today.',
};

/** Words about who is behind a sealed matter. */
export const identityTexts = catalogue(
  {
    sealed:
      'Danh tính, nguyên văn đơn và tệp gửi kèm được mã hóa cho người xử lý. Bản đang hiển thị đã che những gì lộ người tố cáo.',
    onPaper: 'Danh tính người tố cáo chỉ lưu trên giấy, không có trong máy.',
    reference: 'Nơi lưu',
    referenceHint: 'Số bì thư hoặc số tập hồ sơ giấy, ví dụ: Bì số 12/TC-2026. Không ghi tên.',
    noteReference: 'Ghi nơi lưu',
    referenceMissing: 'Hãy ghi nơi lưu.',
    shown: 'Danh tính người tố cáo (đã ghi vào sổ)',
    original: 'Nguyên văn',
    toDecide: 'Đề nghị mở danh tính đang chờ bạn',
    wants: (name: string) => `${name} xin mở danh tính người tố cáo.`,
    agree: 'Đồng ý mở',
    decline: 'Không đồng ý',
    waiting: (names: string) => `Bạn đã xin mở. Đang chờ một trong những người này đồng ý: ${names}.`,
    ask: 'Xin mở danh tính',
    askHint: (names: string) =>
      `Cần một người xử lý khác đồng ý (${names}). Lý do và cả hai tên được ghi vào sổ.`,
    onlyHandler: refusalVi.onlyHandler,
    reason: 'Lý do',
    reasonMissing: 'Hãy ghi lý do.',
    tooLong: (most: number) => `Dài quá ${most} ký tự; xin viết ngắn lại.`,
    clear: 'Cho tham gia lại',
    leftOut: (count: number) => `Có thể là người bị tố cáo, đang để ngoài (${count})`,
    clearHint:
      'Lời đơn có thể nói về những người này nên họ chưa thấy hồ sơ. Chỉ cho tham gia khi đã đọc đơn và chắc chắn đơn không nói về họ; tên bạn và lý do được ghi vào sổ.',
    clearWhom: 'Người không bị tố cáo',
    agreed: (until: string) => `Đã được đồng ý. Mở được đến ${until}, mỗi lần mở đều ghi vào sổ.`,
    open: 'Mở danh tính',
    password: 'Mật khẩu của bạn',
    handlers: (count: number) => `Người xử lý (${count}), bàn giao và rút`,
    noKey: 'chưa có khóa',
    handOver: 'Bàn giao khóa',
    handOverHint:
      'Niêm phong lại cho những người xử lý hiện nay: người mới mở được, người đã thôi không mở được nữa. Việc này không hiện danh tính.',
    takeOut: 'Rút khỏi hồ sơ',
    takeOutHint:
      'Dùng khi đơn tố cáo nói về người đó hoặc người đó có liên quan. Từ lúc đó họ không thấy hồ sơ này, dù sau này giữ chức vụ nào.',
    whom: 'Người cần rút',
    choose: 'Chọn một mục',
    chooseSomebody: 'Hãy chọn người cần rút.',
    history: (count: number) => `Các lần xin mở (${count})`,
    agreedBy: 'đồng ý:',
    declinedBy: 'không đồng ý:',
    notAnswered: 'chưa trả lời',
    fileTitle: (name: string) => `Mở tệp ${name}`,
    fileLead:
      'Tệp được mã hóa vì chữ viết tay hay hình ảnh có thể lộ người gửi. Mở được khi một người xử lý khác đã đồng ý cho bạn mở danh tính; mỗi lần mở đều ghi vào sổ.',
    fileShow: 'Mở xem',
    fileDownload: 'Mở và tải về',
    fileDownloadInstead: 'Tải về thay vì xem trên trang',
    fileDownloadAgreed: 'Tôi cần tải tệp này về máy',
    fileInClear:
      'Tệp tải về nằm ở thư mục Tải xuống của máy này, không còn mã hóa, và có thể được sao lưu tự động. Dùng xong phải xóa.',
    fileAgree: 'Tệp loại này không xem được trên trang. Hãy đánh dấu nếu cần tải về.',
    refusals: refusalVi,
  },
  {
    sealed:
      'Identity, original words and files are encrypted to the handlers. The copy shown leaves out what tells who sent it.',
    onPaper: 'Who sent it is kept on paper only, not in this system.',
    reference: 'Where it lies',
    referenceHint: 'Number of the envelope or paper file, e.g. Envelope 12/TC-2026. No name.',
    noteReference: 'Note the place',
    referenceMissing: 'Note where it lies.',
    shown: 'Who sent it (entered in the record)',
    original: 'As written',
    toDecide: 'A wish to open the identity waits for you',
    wants: (name: string) => `${name} asks to open who sent it.`,
    agree: 'Agree',
    decline: 'Do not agree',
    waiting: (names: string) => `You have asked. One of these has to agree: ${names}.`,
    ask: 'Ask to open the identity',
    askHint: (names: string) =>
      `Another handler has to agree (${names}). The reason and both names go into the record.`,
    onlyHandler: refusalEn.onlyHandler,
    reason: 'Reason',
    reasonMissing: 'Give the reason.',
    tooLong: (most: number) => `Longer than ${most} characters; please shorten it.`,
    clear: 'Let in',
    leftOut: (count: number) => `May be whom it is about, left out (${count})`,
    clearHint:
      'The words may be about these people, so they do not see the case. Let somebody in only after reading it and being sure that it is not about them; your name and the reason go into the record.',
    clearWhom: 'Who is not denounced',
    agreed: (until: string) => `Agreed. It can be opened until ${until}; each time is entered in the record.`,
    open: 'Open the identity',
    password: 'Your password',
    handlers: (count: number) => `Handlers (${count}), handing over, taking out`,
    noKey: 'no key yet',
    handOver: 'Hand over the key',
    handOverHint:
      'Seals it anew to the handlers of today: who came later can open it, who left cannot. Nothing is shown.',
    takeOut: 'Take out of the case',
    takeOutHint:
      'For somebody whom the denunciation is about or who is close to it. From then on they do not see the case, whatever post they hold.',
    whom: 'Whom to take out',
    choose: 'Choose one',
    chooseSomebody: 'Choose whom to take out.',
    history: (count: number) => `Wishes to open (${count})`,
    agreedBy: 'agreed:',
    declinedBy: 'declined:',
    notAnswered: 'not answered',
    fileTitle: (name: string) => `Open ${name}`,
    fileLead:
      'The file is encrypted, because handwriting or pictures may tell who sent it. It opens once another handler has agreed that you open the identity; each time is entered in the record.',
    fileShow: 'Open and look',
    fileDownload: 'Open and download',
    fileDownloadInstead: 'Download it instead of looking here',
    fileDownloadAgreed: 'I need this file on my device',
    fileInClear:
      'What is downloaded lies in the Downloads folder of this device, no longer encrypted, and may be backed up by itself. Delete it after use.',
    fileAgree: 'Files of this kind cannot be shown here. Tick the box if you need it on your device.',
    refusals: refusalEn,
  },
);
