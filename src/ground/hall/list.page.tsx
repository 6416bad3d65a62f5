import type { ComponentChildren } from 'preact';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Hidden } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { List } from '../../platform/page/list.tsx';
import { paths } from '../places.ts';
import type { SavedFilter } from './saved.store.ts';
import { texts } from './texts.ts';

interface SavedProps {
  language: Language;
  address: string;
  saved: readonly SavedFilter[];
  /** What is asked for now. */
  query: string;
}

/** Filters that somebody kept for a list, and the way to keep the present one. */
function Saved({ language, address, saved, query }: SavedProps) {
  const t = texts[language];
  const current = saved.find((one) => one.query === query);
  if (saved.length === 0 && query === '') return null;
  return (
    <div class="saved">
      {saved.length > 0 && (
        <ul class="choices" aria-label={t.saved}>
          {saved.map((one) => (
            <li key={one.id}>
              <a href={`${address}?${one.query}`} aria-current={one.query === query ? 'true' : undefined}>
                {one.name}
              </a>
            </li>
          ))}
        </ul>
      )}
      {current ? (
        <form method="post" action={`${paths.savedFilters}/bo`}>
          <Hidden values={{ id: current.id }} />
          <button type="submit" class="second small">
            {t.dropFilter(current.name)}
          </button>
        </form>
      ) : (
        query !== '' && (
          <details>
            <summary>{t.keepFilter}</summary>
            <form method="post" action={paths.savedFilters}>
              <Hidden values={{ list: address, query }} />
              <div class="field">
                <label for="filter-name">{t.filterName}</label>
                <input id="filter-name" name="name" maxLength={60} required />
              </div>
              <button type="submit" class="second">
                {t.keep}
              </button>
            </form>
          </details>
        )
      )}
    </div>
  );
}

/** A list of the desk. */
export function ListPage<Row>(props: {
  frame: Frame;
  title: string;
  list: Omit<Parameters<typeof List<Row>>[0], 'empty' | 'kept'>;
  saved: readonly SavedFilter[];
  query: string;
  above?: ComponentChildren;
  empty?: ComponentChildren;
  below?: ComponentChildren;
}) {
  const { frame, title, list, saved, query, above, empty, below } = props;
  const { language } = frame;
  const failed = Object.values(list.errors).some(Boolean);
  return (
    <Layout frame={frame} title={title} wide hasErrors={failed}>
      <h1>{title}</h1>
      {above}
      <List<Row>
        {...list}
        empty={empty ?? texts[language].nothingFound}
        kept={!failed && <Saved language={language} address={list.address} saved={saved} query={query} />}
      />
      {below}
    </Layout>
  );
}
