import type { PortalWords } from '../../ground/portal-words.ts';
import { catalogue } from '../../platform/language.ts';
import { type Frame, paths } from '../../platform/page/frame.ts';
import { Layout } from '../../platform/page/layout.tsx';
import { ArticleList } from './article.pages.tsx';
import type { PublicArticle } from './article.store.ts';
import { articleTexts } from './article.texts.ts';

const texts = catalogue(
  {
    title: 'Cổng tiếp nhận và trả lời người dân',
    lead: 'Nộp đơn không cần tài khoản. Nhận ngay biên nhận có ngày mà luật buộc chính quyền phải trả lời, và bằng chứng không ai sửa lùi được.',
    hand: 'Nộp đơn, phản ánh',
    follow: 'Theo dõi bằng mã',
    kinds: 'Tôi muốn…',
    reflection: 'Báo một tình trạng cần xử lý',
    reflectionText: 'Đường ngập, rác, đèn hỏng, tiếng ồn. Không cần để lại tên.',
    recommendation: 'Đề xuất, kiến nghị',
    recommendationText: 'Góp ý một việc nên làm, một quy định chưa hợp lý.',
    complaint: 'Khiếu nại một quyết định',
    complaintText: 'Khi quyết định hay việc làm của cơ quan nhà nước ảnh hưởng đến quyền lợi của mình.',
    denunciation: 'Tố cáo vi phạm',
    denunciationText: 'Danh tính được niêm phong, chỉ người được phân công mới mở được.',
    promised: 'Chính quyền giữ lời thế nào?',
    figures: 'Xem số liệu: bao nhiêu đơn trả lời đúng hạn, trễ hạn, quá hạn, từng đơn vị',
    cases: 'Các vụ việc đã công khai',
    record: 'Sổ ghi: vì sao không ai lùi ngày được',
    verify: 'Kiểm tra biên nhận, không cần hỏi chúng tôi',
  },
  {
    title: 'Where citizens are heard and answered',
    lead: 'Hand in a petition without an account. At once you get a receipt with the day by which the law owes you an answer, and a proof that nobody can back-date.',
    hand: 'Hand in a petition',
    follow: 'Follow with a code',
    kinds: 'I want to…',
    reflection: 'Report something that needs care',
    reflectionText: 'A flooded road, rubbish, a broken lamp, noise. No name needed.',
    recommendation: 'Propose something',
    recommendationText: 'A thing worth doing, a rule that does not fit.',
    complaint: 'Complain about a decision',
    complaintText: 'When a decision or act of an authority affects your own rights.',
    denunciation: 'Denounce a breach of law',
    denunciationText: 'Your identity is sealed; only the named handlers can open it.',
    promised: 'How does the government keep its word?',
    figures: 'See the figures: answered on time, late, overdue, unit by unit',
    cases: 'Published cases',
    record: 'The record: why nobody can back-date',
    verify: 'Check a receipt without asking us',
  },
);

const kinds = ['reflection', 'recommendation', 'complaint', 'denunciation'] as const;

/** The first page of a locality: how to be heard, and how the government keeps its word. */
export function HomePage({
  frame,
  words,
  news,
}: {
  frame: Frame;
  words: PortalWords;
  news: readonly PublicArticle[];
}) {
  const shipped = texts[frame.language];
  const t = {
    ...shipped,
    title: words.homeTitle?.[frame.language] ?? shipped.title,
    lead: words.homeLead?.[frame.language] ?? shipped.lead,
  };
  return (
    <Layout frame={frame} title={t.title} description={t.lead}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <div class="buttons">
        <a class="button" href={paths.intake}>
          {t.hand}
        </a>
        <a class="button second" href={paths.follow}>
          {t.follow}
        </a>
      </div>
      <h2>{t.kinds}</h2>
      <div class="home">
        {kinds.map((kind) => (
          <div key={kind}>
            <h3>
              <a href={`${paths.intake}?loai=${kind}`}>{t[kind]}</a>
            </h3>
            <p>{t[`${kind}Text`]}</p>
          </div>
        ))}
      </div>
      {news.length > 0 && (
        <>
          <h2>{articleTexts[frame.language].latest}</h2>
          <ArticleList articles={news} />
          <p>
            <a href={paths.news}>{articleTexts[frame.language].all}</a>
          </p>
        </>
      )}
      <h2>{t.promised}</h2>
      <ul>
        <li>
          <a href={paths.figures}>{t.figures}</a>
        </li>
        <li>
          <a href={paths.cases}>{t.cases}</a>
        </li>
        <li>
          <a href={paths.record}>{t.record}</a>
        </li>
        <li>
          <a href={paths.verify}>{t.verify}</a>
        </li>
      </ul>
    </Layout>
  );
}
