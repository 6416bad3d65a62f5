import { paths } from '../../ground/places.ts';
import type { OpennessSection } from '../../ground/public-face.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';

const texts = catalogue(
  {
    title: 'Minh bạch',
    lead: 'Những gì không được công khai, đã gỡ hay đã sửa, và vì sao; cùng cách để ai cũng tự kiểm tra, không cần tin chúng tôi.',
    why: 'Lý do',
    small: 'Nhóm quá nhỏ',
    smallText:
      'Đơn tố cáo, khiếu nại, kiến nghị không bao giờ được đếm thành nhóm ít đến mức đoán ra người gửi: nhóm nhỏ mất tên đơn vị, rồi mất tháng. Việc gộp làm một lần khi hết tháng và không đổi nữa, nên so các bảng khác ngày cũng không tách ra được. Con số đã công bố không bị làm tròn hay sửa.',
    entries: 'Mục sổ ghi được mở',
    entriesText:
      'Mục của phản ánh được mở để ai cũng tính lại. Mục của khiếu nại, tố cáo, kiến nghị và của việc còn chờ thụ lý không mở; thêm khoảng một phần hai mươi phản ánh không mở theo bốc thăm, để một mục vắng mặt không nói lên điều gì.',
    record: 'Sổ ghi, các điểm chốt và người chứng',
    recordText: (size: string, witnesses: string) =>
      `Sổ ghi đã công bố có ${size} mục; ${witnesses} bên chứng độc lập đang theo dõi. Các điểm chốt đã ký và chữ ký của bên chứng ở trang sổ ghi.`,
    toRecord: 'Xem sổ ghi',
    verify: 'Tự kiểm tra',
    receipt: 'Biên nhận của mình',
    report: 'Một báo cáo hay con số đã công bố',
    text: 'Con số trong một bài viết',
    watch: 'Làm bên chứng',
    data: 'Lấy toàn bộ dữ liệu mở',
  },
  {
    title: 'Openness',
    lead: 'What was not published, was taken down or put right, and why; and how anyone checks without trusting us.',
    why: 'Reason',
    small: 'Groups that are too small',
    smallText:
      'Denunciations, complaints and recommendations are never counted in groups so small that somebody could be guessed: small groups lose their unit, then their month. This is decided once, when the month is over, and never changed, so that tables of different days cannot be taken from each other. Published numbers are neither rounded nor altered.',
    entries: 'Opened entries of the record',
    entriesText:
      'Entries of reflections are opened for anyone to recompute. Those of complaints, denunciations, recommendations and of what still waits to be accepted are not; about one reflection in twenty stays closed by lot, so that an entry that is missing says nothing.',
    record: 'The record, its checkpoints and witnesses',
    recordText: (size: string, witnesses: string) =>
      `The published record has ${size} entries; ${witnesses} independent witnesses watch it. Signed checkpoints and cosignatures are on its page.`,
    toRecord: 'See the record',
    verify: 'Check for yourself',
    receipt: 'Your own receipt',
    report: 'A published report or figure',
    text: 'The numbers of a text',
    watch: 'Be a witness',
    data: 'Take all open data',
  },
);

/** What is not public and why, and how anyone checks the rest. */
export function TransparencyPage(props: {
  frame: Frame;
  sections: readonly OpennessSection[];
  size: number;
  witnesses: number;
}) {
  const { frame, sections, size, witnesses } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.title} description={t.lead}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {sections.map((section) => (
        <section key={section.title.en}>
          <h2>{section.title[language]}</h2>
          <p>{section.lead[language]}</p>
          {section.lines.length === 0 ? (
            <p class="muted">{section.none[language]}</p>
          ) : (
            <ul class="plain-list">
              {section.lines.map((line) => (
                <li key={`${line.href}${line.on}`}>
                  <span lang={line.language}>
                    {line.href ? <a href={line.href}>{line.text}</a> : line.text}
                  </span>{' '}
                  {line.on && <span class="muted">{formatDate(line.on)}</span>}
                  {line.why && (
                    <p>
                      {t.why}: {line.why}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <h2>{t.small}</h2>
      <p>{t.smallText}</p>
      <h2>{t.entries}</h2>
      <p>{t.entriesText}</p>
      <h2>{t.record}</h2>
      <p>{t.recordText(formatInteger(size), formatInteger(witnesses))}</p>
      <p>
        <a href={paths.record}>{t.toRecord}</a>
      </p>
      <h2>{t.verify}</h2>
      <ul>
        <li>
          <a href={paths.verify}>{t.receipt}</a>: <code>gandan verify</code>
        </li>
        <li>
          <a href={paths.figure}>{t.report}</a>: <code>gandan recompute</code>
        </li>
        <li>
          <a href={paths.claims}>{t.text}</a>: <code>gandan check</code>
        </li>
        <li>
          <a href={paths.record}>{t.watch}</a>: <code>gandan witness</code>
        </li>
        <li>
          <a href={paths.openData}>{t.data}</a>
        </li>
      </ul>
    </Layout>
  );
}
