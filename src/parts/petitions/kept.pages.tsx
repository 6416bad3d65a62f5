import type { Frame } from '../../platform/page/frame.ts';
import { Prose, Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatInstant } from '../../platform/time.ts';
import type { KeptAboutSender } from './kept.routes.ts';
import { eventName, kindNames, topicNames } from './names.ts';
import { followPaths } from './paths.ts';
import { texts } from './texts.ts';
import { receivedWords } from './view.tsx';

/** What the system holds on who sent a petition, in words and for downloading. */
export function KeptPage({ frame, kept }: { frame: Frame; kept: KeptAboutSender }) {
  const { language } = frame;
  const t = texts[language];
  const { petition, contact, files, rating, record } = kept;
  const say = (value: string | number | null) =>
    value === null || value === '' ? t.notGiven : String(value);
  return (
    <Layout frame={frame} title={t.keptTitle}>
      <p class="back">
        <a href={followPaths.case}>← {t.keptBack}</a>
      </p>
      <h1>{t.keptTitle}</h1>
      <p class="lead">{t.keptLead}</p>
      <Summary
        rows={[
          [t.receiptNumber, String(petition.number)],
          [t.kind, kindNames[language][petition.kind]],
          [t.topic, topicNames[language][petition.topic]],
          [t.title, petition.title],
          [t.body, <Prose text={petition.body} />],
          [
            t.receivedOn,
            receivedWords(
              { receivedOn: petition.received_on, receivedAt: new Date(petition.entered_at) },
              language,
            ),
          ],
          [t.placeLabel, say(petition.hamlet)],
          ...(kept.about_page
            ? [
                [t.aboutPage, kept.about_page.page] as [string, string],
                [t.aboutShown, kept.about_page.shown ? t.yes : t.no] as [string, string],
              ]
            : []),
          [t.keptFiles, files.length === 0 ? t.keptNone : files.map((file) => file.name).join(', ')],
          [t.keptRating, rating ? (rating.satisfied ? t.ratedYes : t.ratedNo) : t.keptNone],
        ]}
      />
      <h2>{t.keptContact}</h2>
      {contact === 'sealed' ? (
        <p class="note">{t.keptSealed}</p>
      ) : (
        <Summary
          rows={[
            [t.name, say(contact?.name ?? null)],
            [t.phone, say(contact?.phone ?? null)],
            [t.email, say(contact?.email ?? null)],
            [t.address, say(contact?.address ?? null)],
            ...(contact?.authority ? [[t.authority, contact.authority] as [string, string]] : []),
            ...(contact?.translated ? [[t.translated, contact.translated] as [string, string]] : []),
            ...(contact?.representatives
              ? [[t.representatives, contact.representatives] as [string, string]]
              : []),
          ]}
        />
      )}
      <h2>{t.keptMoves}</h2>
      <ol>
        {record.map((entry) => (
          <li key={entry.at + entry.type}>
            {eventName(entry.type, language)} <span class="muted">{formatInstant(new Date(entry.at))}</span>
          </li>
        ))}
      </ol>
      {kept.internal_notes > 0 && <p class="muted">{t.keptNotes}</p>}
      <div class="buttons">
        <a class="button" href={`${followPaths.kept}.json`} download>
          {t.keptDownload}
        </a>
      </div>
    </Layout>
  );
}
