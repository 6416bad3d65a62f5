import type { ComponentChildren } from 'preact';
import type { Language } from '../../platform/language.ts';
import { Timeline } from '../../platform/page/kit.tsx';
import { formatInstant } from '../../platform/time.ts';
import type { HistoryLine } from './next.ts';

const struckWords = { vi: 'Hủy ghi nhầm', en: 'Taken back' };

/**
 * What happened to something, as it stands in the record; folded, for it is there to be checked. Reasons that were
 * given are told, and what was promised.
 *
 * @param props `names` of the kinds of entries that are shown; others are left out; `more` words behind a name
 */
export function History(props: {
  lines: readonly HistoryLine[];
  names: Record<string, string>;
  title: string;
  language: Language;
  more?(line: HistoryLine): ComponentChildren;
}) {
  const { lines, title, language, more } = props;
  const names: Record<string, string> = { ...props.names, 'step.struck': struckWords[language] };
  const shown = lines.filter((line) => names[line.type]);
  if (shown.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <Timeline
        items={shown.map((line) => {
          const extra = more?.(line);
          const words = line.facts.why ?? line.facts.text;
          return {
            at: formatInstant(line.at),
            title: (
              <>
                {line.struck ? <del>{names[line.type]}</del> : names[line.type]}
                {extra && <>: {extra}</>}
              </>
            ),
            body: words && <p class="small">{String(words)}</p>,
          };
        })}
      />
    </details>
  );
}
