import type { Bilingual, Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Hidden, Pagination, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { daysBetween, formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { selfPaths } from '../access/self.pages.tsx';
import type { ActingPost } from '../access/session.ts';
import { paths } from '../places.ts';
import type { InboxLine } from './inbox.ts';
import { texts } from './texts.ts';

/** What the inbox's filters hold, as they stand in the address. */
export interface InboxFilter {
  loai: string;
  han: string;
  cua: string;
}

// From so many days before it is due a line stands out.
const soonDays = 3;

function Due({ line, today, language }: { line: InboxLine; today: PlainDate; language: Language }) {
  const t = texts[language];
  if (line.suspended) return <Badge tone="info">{t.paused}</Badge>;
  const left = daysBetween(today, line.dueOn);
  if (left < 0) return <Badge tone="warn">{t.daysOver(-left)}</Badge>;
  return <Badge tone={left <= soonDays ? 'info' : 'plain'}>{t.daysLeft(left)}</Badge>;
}

function Choose(props: {
  name: string;
  label: string;
  any: string;
  value: string;
  options: readonly { value: string; label: string }[];
}) {
  const { name, label, any, value, options } = props;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{any}</option>
        {options.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Everything that waits for an officer, whatever the part, due soonest first. */
export function InboxPage(props: {
  frame: Frame;
  today: PlainDate;
  lines: readonly InboxLine[];
  overdue: { count: number; more: boolean };
  filter: InboxFilter;
  sorts: readonly { code: string; name: Bilingual }[];
  next: string | undefined;
  /** Posts that were handed to the reader and whose inbox is another one. */
  handed: readonly ActingPost[];
  /** Other places where the parts' work is. */
  links: readonly { href: string; label: Bilingual }[];
}) {
  const { frame, today, lines, overdue, filter, sorts, next, handed, links } = props;
  const { language } = frame;
  const t = texts[language];
  const filtered = Boolean(filter.loai || filter.han || filter.cua);
  return (
    <Layout frame={frame} title={t.title} wide>
      <h1>{t.title}</h1>
      <p class="lead">
        <Badge tone={overdue.count > 0 ? 'warn' : 'good'}>
          {(overdue.more ? t.overdueMore : t.overdue)(formatInteger(overdue.count))}
        </Badge>
        {links.map((one) => (
          <>
            {' '}
            · <a href={one.href}>{one.label[language]}</a>
          </>
        ))}
      </p>
      {handed.map((one) => (
        <form key={one.delegation} method="post" action={selfPaths.post} class="note">
          <Hidden values={{ post: one.post, delegation: one.delegation ?? undefined, tiep: paths.inbox }} />
          {t.handedToYou(`${one.title[language]}, ${one.unit[language]}`)}{' '}
          <button type="submit" class="link">
            {t.actThere}
          </button>
        </form>
      ))}
      <form method="get" action={paths.inbox} class="filters">
        <div class="field grow">
          <label for="tim">{t.searchLabel}</label>
          <input type="search" id="tim" name="tim" placeholder={t.searchHint} />
        </div>
        <Choose
          name="loai"
          label={t.sort}
          any={t.allSorts}
          value={filter.loai}
          options={sorts.map((one) => ({ value: one.code, label: one.name[language] }))}
        />
        <Choose
          name="cua"
          label={t.whose}
          any={t.everybody}
          value={filter.cua}
          options={[{ value: 'toi', label: t.mineOnly }]}
        />
        <Choose
          name="han"
          label={t.due}
          any={t.anyDue}
          value={filter.han}
          options={[{ value: 'qua', label: t.onlyOverdue }]}
        />
        <button type="submit" class="second">
          {t.filter}
        </button>
      </form>
      {lines.length === 0 ? (
        <EmptyState title={filtered ? t.emptyFilter : t.empty} />
      ) : (
        <Table
          caption={t.title}
          hideCaption
          columns={[{ label: t.due }, { label: t.what }, { label: t.duty }, { label: t.unit }]}
          rows={lines.map((line) => [
            <>
              <span class="nowrap">{formatDate(line.dueOn)}</span>{' '}
              <Due line={line} today={today} language={language} />
            </>,
            <>
              <a href={line.href}>{line.title}</a>
              {line.about && (
                <>
                  <br />
                  <span class="muted small">{line.about[language]}</span>
                </>
              )}
            </>,
            line.duty[language],
            <>
              {line.unit[language]}
              {line.responsible && (
                <>
                  <br />
                  <span class="muted small">{line.responsible}</span>
                </>
              )}
            </>,
          ])}
        />
      )}
      <Pagination language={language} next={next} />
    </Layout>
  );
}
