import { diffWordsWithSpace } from 'diff';
import type { Language } from '../language.ts';
import { Prose } from './kit.tsx';

// Beyond this two texts have little in common, and the comparison would cost seconds: both are shown instead.
const mostEdits = 2_000;

const words = {
  vi: { removed: 'bỏ', added: 'thêm', same: 'Không có gì khác.', before: 'Bản trước', after: 'Bản này' },
  en: { removed: 'removed', added: 'added', same: 'Nothing differs.', before: 'Before', after: 'Now' },
} as const;

/** What changed between two texts, word by word: what was taken out struck, what came in underlined. */
export function Comparison(props: { before: string; after: string; language: Language }) {
  const { before, after, language } = props;
  const t = words[language];
  if (before === after) return <p class="muted">{t.same}</p>;
  const parts = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (!parts)
    return (
      <>
        <h3>{t.before}</h3>
        <Prose text={before} />
        <h3>{t.after}</h3>
        <Prose text={after} />
      </>
    );
  return (
    <div class="prose">
      {parts.map(({ value, added, removed }, at) => {
        if (!added && !removed) return value;
        const Mark = added ? 'ins' : 'del';
        return (
          <Mark key={at}>
            <span class="visually-hidden">[{added ? t.added : t.removed}: </span>
            {value}
            <span class="visually-hidden">]</span>
          </Mark>
        );
      })}
    </div>
  );
}
