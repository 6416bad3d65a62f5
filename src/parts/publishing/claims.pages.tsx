import type { Claim, Verdict } from '../../ground/claims/claim.ts';
import { verdicts } from '../../ground/claims/claim.ts';
import { explained, verdictNames } from '../../ground/claims/explain.ts';
import { paths } from '../../ground/places.ts';
import { catalogue, type Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, ErrorSummary, Field, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatMonth } from '../../platform/time.ts';
import { formatInteger, formatPercent } from '../../platform/vietnamese.ts';
import type { Published } from './published.ts';

/** Words of the page on which a text's numbers are checked. */
export const claimTexts = catalogue(
  {
    title: 'Kiểm con số trong bài viết',
    lead: 'Dán một bản tin, báo cáo vào đây. Phần mềm tìm những câu có con số và tính lại từ chính các số trong bài: tỷ lệ với tử số và mẫu số, tổng với các phần, tăng giảm với hai đầu, bình quân, phần còn lại. Không gửi đi đâu, không lưu.',
    text: 'Bài viết',
    textHint: 'Tiếng Việt hoặc tiếng Anh, tối đa 200.000 chữ cái.',
    check: 'Kiểm tra',
    missing: 'Hãy dán bài viết vào đây.',
    tooLong: 'Bài dài quá 200.000 chữ cái; hãy chia ra.',
    none: 'Không thấy câu nào có con số.',
    result: 'Kết quả',
    counts: (count: string, verdict: string) => `${count} ${verdict}`,
    quote: 'Trong bài',
    verdict: 'Nhận định',
    why: 'Tính từ',
    reading: 'Đọc là:',
    published: 'Số liệu đã công bố',
    agrees: 'khớp',
    differs: 'khác',
    marked: 'Bài viết, với những chỗ đã tìm thấy',
    note: 'Các số trong bài được so với nhau, theo từng câu; câu nêu tháng, quý hay năm và một số liệu trong danh mục thì được so với số đã công bố (đoán theo chữ). “Khớp” không có nghĩa là đúng sự thật; “không kiểm được” không có nghĩa là sai. Phần mềm có thể bỏ sót hoặc hiểu nhầm: người viết quyết định.',
  },
  {
    title: 'Check the numbers of a text',
    lead: 'Paste a report or news item. Sentences with numbers are found and computed again from the text’s own numbers: shares with their ratio, totals with their parts, changes with both ends, averages, what is left. Nothing is sent anywhere or kept.',
    text: 'Text',
    textHint: 'Vietnamese or English, 200,000 letters at most.',
    check: 'Check',
    missing: 'Paste the text here.',
    tooLong: 'It is longer than 200,000 letters; please part it.',
    none: 'No sentence with a number was found.',
    result: 'Result',
    counts: (count: string, verdict: string) => `${count} ${verdict}`,
    quote: 'In the text',
    verdict: 'Verdict',
    why: 'Computed from',
    reading: 'Read as:',
    published: 'Published figure',
    agrees: 'agrees',
    differs: 'differs',
    marked: 'The text, with what was found',
    note: 'Numbers are compared with each other, sentence by sentence; one that names months and a figure of the catalogue is held against what was published (guessed by its words). “Holds” does not mean true; “cannot be checked” does not mean wrong. It can miss or misread: the author decides.',
  },
);

const tones: Record<Verdict, 'good' | 'warn' | 'plain' | 'info'> = {
  holds: 'good',
  fails: 'warn',
  unchecked: 'plain',
  noNumber: 'info',
};

/** The text with each claim marked, so that it is seen where it stands. */
function Marked({ text, claims, language }: { text: string; claims: readonly Claim[]; language: Language }) {
  const pieces: preact.ComponentChildren[] = [];
  let from = 0;
  for (const [at, claim] of claims.entries()) {
    pieces.push(text.slice(from, claim.at));
    pieces.push(
      <mark key={claim.at} class={claim.verdict}>
        {claim.quote}
        <sup>
          <span class="visually-hidden">{verdictNames[language][claim.verdict]}, </span>
          {at + 1}
        </sup>
      </mark>,
    );
    from = claim.end;
  }
  pieces.push(text.slice(from));
  return <div class="prose marked">{pieces}</div>;
}

/** A claim with the numbers it was computed from, as they stand: who wrote the sentence sees at once when it was misread. */
function Reading({ text, claim, language }: { text: string; claim: Claim; language: Language }) {
  const t = claimTexts[language];
  const marks = [
    { at: claim.at, end: claim.end, own: true },
    ...claim.uses.map((one) => ({ ...one, own: false })),
  ]
    .toSorted((a, b) => a.at - b.at || b.end - a.end)
    .filter(
      (one, place, all) => place === 0 || one.at >= Math.max(...all.slice(0, place).map(({ end }) => end)),
    );
  const [first] = marks;
  if (claim.uses.length === 0 || !first) return null;
  const pieces: preact.ComponentChildren[] = [];
  let from = first.at;
  for (const { at, end, own } of marks) {
    pieces.push(text.slice(from, at));
    pieces.push(
      own ? (
        <mark key={at} class={claim.verdict}>
          {text.slice(at, end)}
        </mark>
      ) : (
        <b key={at} class="used">
          {text.slice(at, end)}
        </b>
      ),
    );
    from = end;
  }
  return (
    <p class="reading">
      <span class="muted">{t.reading}</span> …{pieces}…
    </p>
  );
}

/** The published figure that a claim seems to speak of. */
function Held({ published, language }: { published: Published | undefined; language: Language }) {
  const t = claimTexts[language];
  if (!published) return null;
  const { numerator, denominator, from, to, agrees, name, href } = published;
  const value =
    denominator === undefined
      ? formatInteger(numerator)
      : `${formatPercent(numerator, denominator)} (${formatInteger(numerator)}/${formatInteger(denominator)})`;
  return (
    <>
      <Badge tone={agrees ? 'good' : 'warn'}>{agrees ? t.agrees : t.differs}</Badge>{' '}
      <a href={href}>{name[language]}</a>, {formatMonth(from)}–{formatMonth(to)}: {value}
    </>
  );
}

/** Checks the numbers of a text that was pasted. */
export function ClaimsPage(props: {
  frame: Frame;
  text: string;
  error?: string | undefined;
  result?:
    | { claims: readonly Claim[]; language: Language; published: ReadonlyMap<number, Published> }
    | undefined;
}) {
  const { frame, text, error, result } = props;
  const { language } = frame;
  const t = claimTexts[language];
  return (
    <Layout frame={frame} title={t.title} description={t.lead} hasErrors={Boolean(error)} wide>
      <ErrorSummary language={language} errors={{ text: error }} labels={{ text: t.text }} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {result && (
        <section aria-labelledby="result">
          <h2 id="result">{t.result}</h2>
          {result.claims.length === 0 ? (
            <EmptyState title={t.none} />
          ) : (
            <>
              <p role="status">
                {verdicts
                  .map((one) => [one, result.claims.filter((claim) => claim.verdict === one).length] as const)
                  .filter(([, count]) => count > 0)
                  .map(([one, count]) => (
                    <>
                      <Badge key={one} tone={tones[one]}>
                        {t.counts(formatInteger(count), verdictNames[language][one])}
                      </Badge>{' '}
                    </>
                  ))}
              </p>
              <Table
                caption={t.result}
                hideCaption
                columns={[
                  { label: '№' },
                  { label: t.quote },
                  { label: t.verdict },
                  { label: t.why },
                  { label: t.published },
                ]}
                rows={result.claims.map((claim, at) => [
                  String(at + 1),
                  <q>{claim.quote}</q>,
                  <Badge tone={tones[claim.verdict]}>{verdictNames[language][claim.verdict]}</Badge>,
                  <>
                    {explained(claim, language)}
                    <Reading text={text} claim={claim} language={language} />
                  </>,
                  <Held published={result.published.get(claim.at)} language={language} />,
                ])}
              />
              <h2>{t.marked}</h2>
              <Marked text={text} claims={result.claims} language={language} />
            </>
          )}
          <p class="note">{t.note}</p>
        </section>
      )}
      <form method="post" action={paths.claims} novalidate>
        <Field
          language={language}
          name="text"
          label={t.text}
          hint={t.textHint}
          rows={12}
          value={text}
          error={error}
        />
        <button type="submit">{t.check}</button>
      </form>
    </Layout>
  );
}
