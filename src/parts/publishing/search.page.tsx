import { paths } from '../../ground/places.ts';
import type { Found } from '../../ground/public-face.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';

/** Words of the search. */
export const searchTexts = catalogue(
  {
    title: 'Tìm trong mọi thứ công khai',
    label: 'Tìm tin, vụ việc, số liệu…',
    hint: 'Gõ có dấu hay không dấu đều được.',
    go: 'Tìm',
    none: 'Không tìm thấy gì.',
    advice: 'Thử ít chữ hơn, hoặc xem từng mục ở đầu trang.',
    count: (count: string) => `${count} kết quả; mỗi loại nhiều nhất 10, mới nhất trước`,
    moreCases: 'Tìm thêm trong vụ việc công khai',
  },
  {
    title: 'Search everything public',
    label: 'Search news, cases, figures…',
    hint: 'With or without Vietnamese marks.',
    go: 'Search',
    none: 'Nothing was found.',
    advice: 'Try fewer words, or look into the sections at the top.',
    count: (count: string) => `${count} results; 10 of a sort at most, newest first`,
    moreCases: 'Search all published cases',
  },
);

/** The field to search in. */
export function SearchForm({ frame, typed = '' }: { frame: Frame; typed?: string }) {
  const t = searchTexts[frame.language];
  return (
    <search>
      <form method="get" action={paths.search} class="search">
        <label for="tim">{t.label}</label>
        <div class="search-row">
          <input
            id="tim"
            name="tim"
            type="search"
            value={typed}
            maxLength={200}
            aria-describedby="tim-hint"
          />
          <button type="submit" class="second">
            {t.go}
          </button>
        </div>
        <p class="hint" id="tim-hint">
          {t.hint}
        </p>
      </form>
    </search>
  );
}

/** What was found, by sort. */
export function SearchPage(props: { frame: Frame; typed: string; asked: boolean; found: readonly Found[] }) {
  const { frame, typed, asked, found } = props;
  const { language } = frame;
  const t = searchTexts[language];
  const sorts = Map.groupBy(found, (one) => one.sort[language]);
  return (
    <Layout frame={frame} title={t.title} description={t.hint}>
      <h1>{t.title}</h1>
      <SearchForm frame={frame} typed={typed} />
      {asked && <p role="status">{found.length === 0 ? t.none : t.count(formatInteger(found.length))}</p>}
      {asked && (
        <p>
          <a href={`${paths.cases}?${new URLSearchParams({ tim: typed })}`}>{t.moreCases}</a>
        </p>
      )}
      {asked && found.length === 0 && <EmptyState title={t.advice} />}
      {[...sorts].map(([sort, of]) => (
        <section key={sort}>
          <h2>{sort}</h2>
          <ul class="plain-list">
            {of.map((one) => (
              <li key={one.href} lang={one.language}>
                <a href={one.href}>{one.title}</a> {one.on && <span class="muted">{formatDate(one.on)}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Layout>
  );
}
