import { createHash } from 'node:crypto';
import type pg from 'pg';
import { checkText } from '../../ground/claims/check.ts';
import { explained } from '../../ground/claims/explain.ts';
import type { SampleWorld } from '../../ground/sample/locality.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { queriesOn } from '../../platform/database/database.ts';
import { type Id, idFromDigest } from '../../platform/id.ts';
import { plainOf } from '../../platform/page/markdown.ts';
import { dayInVietnam, parsePlainDate, yearOf } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { slugOf } from './article.service.ts';
import { type Article, type Edition, insertEdition, putArticle, putWords } from './article.store.ts';
import { reportTemplates } from './report-templates.ts';

const dayMs = 86_400_000;

interface SampleArticle {
  title: string;
  lead: string;
  category: Article['category'];
  daysAgo: number;
  /** What it says, edition by edition, each later one with why. */
  editions: { body: string; why: string | null }[];
  failingWhy: string | null;
}

const articles: readonly SampleArticle[] = [
  {
    title: 'Bàn giao mặt bằng năm 2018 của thành phố Bạc Liêu trước đây',
    lead: 'Số liệu trích từ một bài báo năm 2020 về công tác dân vận chính quyền.',
    category: 'report',
    daysAgo: 40,
    failingWhy: 'Giữ nguyên câu của bài báo để người đọc đối chiếu; con số tính lại ở bên cạnh.',
    editions: [
      {
        body: 'Năm 2018, thành phố bàn giao mặt bằng đúng thời gian yêu cầu, đạt trên 70% (22/32 dự án).\n\nVề tinh giản biên chế, thành phố giảm được 111/207 biên chế, đạt trên 53% chỉ tiêu kế hoạch.',
        why: null,
      },
    ],
  },
  {
    title: 'Lịch tiếp công dân của lãnh đạo được niêm yết cho cả năm',
    lead: 'Người dân đặt lịch trên cổng, gọi điện hoặc đến thẳng nơi tiếp.',
    category: 'notice',
    daysAgo: 12,
    failingWhy: null,
    editions: [
      {
        body: 'Lịch có ở mục *Tiếp dân*. Buổi trùng ngày nghỉ chuyển sang ngày làm việc kế tiếp.',
        why: null,
      },
      {
        body: 'Lịch có ở mục *Tiếp dân*. Buổi trùng ngày nghỉ chuyển sang ngày làm việc kế tiếp.\n\nKhông đến được thì bỏ hẹn bằng mã trên phiếu, để nhường chỗ cho người khác.',
        why: 'Bổ sung cách bỏ hẹn.',
      },
    ],
  },
];

// What the author of the sample's yearly report wrote where the template leaves it to an author.
const judged = [
  'Các văn bản về công tác dân vận đã được gửi đến mọi đơn vị; người đứng đầu được phân công theo từng lĩnh vực (dữ liệu mẫu).',
  'Các vụ việc đông người đều được người đứng đầu tiếp; việc đã hứa ghi ở mục IV (dữ liệu mẫu).',
  'Nhiệm vụ kỳ tới: giảm số đơn quá hạn, tiếp công dân đủ ngày, giữ mọi mục đã cam kết (dữ liệu mẫu).',
];

/** Some news and reports of the sample locality, one with a number that does not hold and why it is there. */
export async function loadSampleArticles(
  client: pg.ClientBase,
  world: SampleWorld,
  { random, now }: SampleOptions,
): Promise<void> {
  const tx = queriesOn(client);
  const desk = world.current.find((unit) => unit.kind === 'reception');
  const writer = world.posts.find((post) => post.unitId === desk?.id && post.role === 'officer');
  const head = world.posts.find((post) => post.unitId === desk?.id && post.role === 'head');
  if (!desk || !writer || !head) return;
  const blank = {
    language: 'vi' as const,
    unitId: desk.id,
    audience: 'public' as const,
    writtenBy: writer.personId,
    withdrawnWhy: null,
    registerId: null,
    paperNumber: null,
    numberedOn: null,
    returnedWhy: null,
    publishAt: null,
    approvedBy: null,
    approvedReason: null,
    approvedFailing: [],
  };
  const year = yearOf(dayInVietnam(now)) - 1;
  const report = reportTemplates
    .find((one) => one.code === 'outreach')
    ?.write({
      unit: undefined,
      below: false,
      from: parsePlainDate(`${year}-01-01`),
      to: parsePlainDate(`${year}-12-01`),
      audience: 'public',
    });
  if (report) {
    // Not drawn by lot: what comes after it in the sample stays as it was.
    const id: Id<'article'> = idFromDigest<'article'>(createHash('sha256').update(report.title).digest());
    await putArticle(tx, {
      ...blank,
      ...report,
      id,
      slug: slugOf(report.title, id),
      body: judged.reduce((body, words) => body.replace(/\[…[^\]]*\]/, words), report.body),
      state: 'inReview',
      category: 'report',
      publishedAt: null,
      version: 2,
      changedAt: new Date(now.getTime() - dayMs),
    });
  }
  for (const { title, lead, category, daysAgo, failingWhy, editions } of articles) {
    const id = random.uuid() as Id<'article'>;
    const first = new Date(now.getTime() - daysAgo * dayMs);
    const [newest] = editions.slice(-1) as [SampleArticle['editions'][number]];
    await putArticle(tx, {
      ...blank,
      id,
      slug: slugOf(title, id),
      state: 'published',
      category,
      title,
      lead,
      body: newest.body,
      publishedAt: first,
      version: editions.length,
      changedAt: first,
    });
    for (const [at, { body, why }] of editions.entries()) {
      const failing = checkText(`${title}\n${lead}\n${plainOf(body)}`.normalize('NFC'), 'vi')
        .filter((claim) => claim.verdict === 'fails')
        .map((claim) => ({ quote: claim.quote, why: explained(claim, 'vi') }));
      const edition: Edition = {
        number: at + 1,
        title,
        lead,
        body,
        figures: [],
        failing,
        failingWhy: failing.length > 0 ? failingWhy : null,
        why,
        publishedAt: new Date(first.getTime() + at * dayMs),
        proven: [],
        category,
      };
      await insertEdition(tx, id, edition, head.id);
    }
    await putWords(tx, id, foldedWords(`${title} ${lead} ${plainOf(newest.body)}`));
  }
}
