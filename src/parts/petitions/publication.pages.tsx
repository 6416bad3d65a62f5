import { type Finding, findPersonalData } from '../../ground/personal-data.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, Choice, EmptyState, ErrorSummary, Field, Hidden, Prose } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { type Covering, formatCovering, takeBack } from './boxes.ts';
import type { DeskCase } from './desk.case.pages.tsx';
import { deskPaths } from './paths.ts';
import type { FileRow, PetitionRow } from './petition.store.ts';
import { moments, type Picture } from './publication.store.ts';
import { publicationTexts } from './publication.texts.ts';

/** How wide a picture stands on the page where it is covered: clicks come in these pixels. */
export const clickedWidth = 320;

/** What of the proposed words may tell who somebody is. */
export function personalDataIn(petition: PetitionRow): Finding[] {
  const { proposedTitle, proposedText, proposedWithheld } = petition;
  return findPersonalData([proposedTitle, proposedText, proposedWithheld].filter(Boolean).join('\n'));
}

/** Pictures of a case, those of before and after named. */
export function Pictures(props: {
  pictures: readonly Picture[];
  href: (picture: Picture) => string;
  language: Language;
}) {
  const { pictures, href, language } = props;
  const t = publicationTexts[language];
  if (pictures.length === 0) return null;
  return (
    <div class="pictures">
      {pictures.map((picture) => (
        <figure key={picture.id}>
          <img
            src={href(picture)}
            alt={picture.alt}
            width={picture.width}
            height={picture.height}
            loading="lazy"
            decoding="async"
          />
          <figcaption>
            {picture.moment && <strong>{t.moments[picture.moment]}: </strong>}
            {picture.alt}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

/** Says that something was withheld from the public, and why. */
export function Withheld(props: { text: string | null; pictures: readonly Picture[]; language: Language }) {
  const { text, pictures, language } = props;
  const t = publicationTexts[language];
  const covered = pictures.reduce((sum, picture) => sum + picture.boxes.length, 0);
  if (!text && covered === 0) return null;
  return (
    <section class="note" aria-label={t.withheldTitle}>
      <p>
        <strong>{t.withheldTitle}</strong>
      </p>
      {text && <p>{text}</p>}
      {covered > 0 && <p>{t.coveredPictures(covered)}</p>}
    </section>
  );
}

/** What would be published, as the second pair of eyes sees it. */
export function Proposal({ view }: { view: DeskCase }) {
  const { petition, pictures, frame } = view;
  const { language } = frame;
  const t = publicationTexts[language];
  const found = personalDataIn(petition);
  return (
    <div class="quoted">
      <p>
        <strong>{petition.proposedTitle}</strong>
      </p>
      <Prose text={petition.proposedText ?? ''} />
      <Pictures
        pictures={pictures}
        href={(picture) =>
          `${deskPaths.picture(petition.id, picture.source)}/xem.jpg?o=${formatCovering({ boxes: picture.boxes, corner: undefined })}`
        }
        language={language}
      />
      <Withheld text={petition.proposedWithheld} pictures={pictures} language={language} />
      {found.length > 0 && (
        <p class="note warn">
          {t.look} {found.map((one) => one.text).join('; ')}
        </p>
      )}
    </div>
  );
}

/** The pictures of a case, each chosen for publication or not. */
export function PicturesPage(props: {
  frame: Frame;
  petition: PetitionRow;
  files: readonly FileRow[];
  pictures: readonly Picture[];
}) {
  const { frame, petition, files, pictures } = props;
  const { language } = frame;
  const t = publicationTexts[language];
  return (
    <Layout frame={frame} title={`${t.picturesTitle} № ${petition.number}`}>
      <a class="back" href={deskPaths.case(petition.id)}>
        ← {t.back} № {petition.number}
      </a>
      <h1>{t.picturesTitle}</h1>
      <p class="lead">{t.picturesLead}</p>
      {files.length === 0 && <EmptyState title={t.none} />}
      <div class="pictures">
        {files.map((file) => {
          const chosen = pictures.find((one) => one.source === file.id);
          const boxes = formatCovering({ boxes: chosen?.boxes ?? [], corner: undefined });
          const here = deskPaths.picture(petition.id, file.id);
          return (
            <figure key={file.id}>
              <img src={`${here}/xem.jpg?o=${boxes}`} alt={chosen?.alt ?? file.name} loading="lazy" />
              <figcaption>
                <Badge tone={chosen ? 'good' : 'plain'}>{chosen ? t.chosen : t.notChosen}</Badge>{' '}
                {chosen?.alt ?? file.name}
                <br />
                <a href={`${here}?o=${boxes}`}>
                  {chosen ? t.change : t.prepare}
                  <span class="visually-hidden"> {file.name}</span>
                </a>
                {chosen && (
                  <form method="post" action={`${here}/bo`} class="inline">
                    <button type="submit" class="link">
                      {t.drop}
                      <span class="visually-hidden"> {file.name}</span>
                    </button>
                  </form>
                )}
              </figcaption>
            </figure>
          );
        })}
      </div>
    </Layout>
  );
}

/** Covers places in a picture: by two clicks each, without scripts, or by numbers. */
export function CoverPage(props: {
  frame: Frame;
  petition: PetitionRow;
  file: FileRow;
  covering: Covering;
  /** Of the picture as it stands on the page, in pixels. */
  height: number;
  values: { alt?: string | undefined; moment?: string | undefined };
  error?: string | undefined;
}) {
  const { frame, petition, file, covering, height, values, error } = props;
  const { language } = frame;
  const t = publicationTexts[language];
  const here = deskPaths.picture(petition.id, file.id);
  const carried = formatCovering(covering);
  const back = formatCovering(takeBack(covering));
  const number = (name: string, label: string) => (
    <Field language={language} name={name} label={label} inputmode="decimal" width="narrow" />
  );
  return (
    <Layout frame={frame} title={t.pictureTitle} hasErrors={Boolean(error)}>
      <a class="back" href={deskPaths.pictures(petition.id)}>
        ← {t.picturesTitle}
      </a>
      <ErrorSummary language={language} errors={{ alt: error }} labels={{ alt: t.alt }} />
      <h1>{t.pictureTitle}</h1>
      <p class="lead">{t.pictureLead}</p>
      <form method="get" action={here}>
        <Hidden values={{ o: carried }} />
        <input
          type="image"
          name="p"
          class="cover"
          src={`${here}/xem.jpg?o=${carried}`}
          alt={t.pictureAlt}
          width={clickedWidth}
          height={height}
        />
      </form>
      <p role="status">
        {covering.corner ? t.corner : t.count(covering.boxes.length)}{' '}
        {carried && <a href={`${here}?o=${back}`}>{t.takeBack}</a>}
      </p>
      <details>
        <summary>{t.byNumbers}</summary>
        <form method="get" action={here} class="inside">
          <Hidden values={{ o: formatCovering({ boxes: covering.boxes, corner: undefined }) }} />
          {number('l', t.left)}
          {number('t', t.top)}
          {number('w', t.width)}
          {number('h', t.height)}
          <button type="submit" class="second">
            {t.cover}
          </button>
        </form>
      </details>
      <form method="post" action={here} novalidate>
        <Hidden values={{ o: formatCovering({ boxes: covering.boxes, corner: undefined }) }} />
        <Field
          language={language}
          name="alt"
          label={t.alt}
          hint={t.altHint}
          value={values.alt}
          error={error}
          maxLength={200}
        />
        <Choice
          language={language}
          name="moment"
          legend={t.moment}
          value={values.moment ?? ''}
          options={[
            ...moments.map((value) => ({ value, label: t.moments[value] })),
            { value: '', label: t.noMoment },
          ]}
        />
        <div class="buttons">
          <button type="submit">{t.save}</button>
        </div>
      </form>
    </Layout>
  );
}
