import type { Figure, FigureTotal } from '../../ground/figure/catalogue.ts';
import { runsOf, shownValue } from '../../ground/figure/chart.tsx';
import { paths } from '../../ground/places.ts';
import type { PortalWords } from '../../ground/portal-words.ts';
import type { HomeSection } from '../../ground/public-face.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Layout } from '../../platform/page/layout.tsx';
import { formatMonth, type PlainDate } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import { ArticleList } from './article.pages.tsx';
import type { PublicArticle } from './article.store.ts';
import { articleTexts } from './article.texts.ts';
import { SearchForm } from './search.page.tsx';

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
    owed: 'Nộp đơn xong là chính quyền nợ quý vị một câu trả lời, có ngày. Quá ngày mà chưa trả lời thì ai cũng thấy trong số liệu, và quý vị được báo lên cấp trên.',
    trends: (month: string) => `Số liệu tháng ${month}`,
    before: (value: string) => `Tháng trước: ${value}`,
    none: 'chưa có',
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
    owed: 'Once handed in, the government owes you an answer by a day. When that day passes, everybody sees it in the figures, and you can report it to the level above.',
    trends: (month: string) => `Figures of ${month}`,
    before: (value: string) => `The month before: ${value}`,
    none: 'none yet',
    promised: 'How does the government keep its word?',
    figures: 'See the figures: answered on time, late, overdue, unit by unit',
    cases: 'Published cases',
    record: 'The record: why nobody can back-date',
    verify: 'Check a receipt without asking us',
  },
);

const kinds = ['reflection', 'recommendation', 'complaint', 'denunciation'] as const;

/** A figure of the newest month that is over, with the months before it. */
export interface Trend {
  figure: Figure;
  /** In order; the last one is the newest. */
  months: { month: PlainDate; total: FigureTotal }[];
}

const sparkWidth = 120;
const sparkHeight = 28;

/** A line of a year, for the eye alone: the words beside it say the newest two. */
function Spark({ months }: Pick<Trend, 'months'>) {
  const values = months.map(({ total }) => shownValue(total));
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2) return null;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const x = (at: number) => 2 + (at * (sparkWidth - 4)) / (values.length - 1);
  const y = (value: number) => 3 + (1 - (value - least) / (most - least || 1)) * (sparkHeight - 6);
  return (
    <svg class="spark" viewBox={`0 0 ${sparkWidth} ${sparkHeight}`} aria-hidden="true">
      {runsOf(months.map(({ month }, at) => ({ month, value: values[at] }))).map((run) => (
        <polyline
          key={run[0]?.at}
          points={run.map((one) => `${x(one.at).toFixed(1)},${y(one.value).toFixed(1)}`).join(' ')}
        />
      ))}
    </svg>
  );
}

function Trends({ trends, frame }: { trends: readonly Trend[]; frame: Frame }) {
  const t = texts[frame.language];
  const told = ({ numerator, denominator }: FigureTotal) =>
    denominator === undefined
      ? formatInteger(numerator)
      : denominator === 0
        ? t.none
        : `${formatPercent(numerator, denominator)} (${formatInteger(numerator)}/${formatInteger(denominator)})`;
  const month = trends[0]?.months.at(-1)?.month;
  return (
    <section>
      <h2>{month && t.trends(formatMonth(month))}</h2>
      <dl class="trends">
        {trends.map(({ figure, months }) => {
          const [before, now] = months.slice(-2);
          return (
            <div key={figure.code}>
              <dt>
                <a href={`${paths.figure}/${figure.code}`}>{figure.name[frame.language]}</a>
              </dt>
              <dd>
                <strong>{now && told(now.total)}</strong>
                <Spark months={months} />
                <span class="muted">{before && t.before(told(before.total))}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** The first page of a locality: how to be heard, and how the government keeps its word. */
export function HomePage({
  frame,
  words,
  news,
  sections,
  figures,
}: {
  frame: Frame;
  words: PortalWords;
  news: readonly PublicArticle[];
  sections: readonly HomeSection[];
  figures: readonly Trend[];
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
      <SearchForm frame={frame} />
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
      <p>{t.owed}</p>
      {sections.map((section) => (
        <section key={section.title.en}>
          <h2>{section.title[frame.language]}</h2>
          {section.lines.length === 0 ? (
            <p>{section.none[frame.language]}</p>
          ) : (
            <ul>
              {section.lines.map(({ text, href }) => (
                <li key={text.en}>
                  {href ? <a href={href}>{text[frame.language]}</a> : text[frame.language]}
                </li>
              ))}
            </ul>
          )}
          <p>
            <a href={section.more.href}>{section.more.text[frame.language]}</a>
          </p>
        </section>
      ))}
      {figures.length > 0 && <Trends trends={figures} frame={frame} />}
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
