import { paths } from '../../ground/places.ts';
import { pictureWidths } from '../../platform/files/picture.ts';
import type { Language } from '../../platform/language.ts';
import { formatDate } from '../../platform/time.ts';
import { campaignPaths as to } from './paths.ts';
import { beforeAndAfter, type Photo } from './photo.store.ts';
import { texts } from './texts.ts';

const [small, large] = pictureWidths;

/** A picture that loads when it comes into sight, and no wider than it is shown. */
export function Picture({
  photo,
  note,
}: {
  photo: Pick<Photo, 'id' | 'caption'>;
  note?: string | undefined;
}) {
  return (
    <figure class="picture">
      <a href={to.picture(photo.id, large)}>
        <img
          src={to.picture(photo.id, small)}
          alt={photo.caption}
          loading="lazy"
          width={small}
          height={270}
        />
      </a>
      <figcaption class="small">
        {note && <strong>{note}: </strong>}
        {photo.caption}
      </figcaption>
    </figure>
  );
}

/** Pictures of something; those of one spot from before and after stand side by side. */
export function Photos({ photos, language }: { photos: readonly Photo[]; language: Language }) {
  const t = texts[language];
  if (photos.length === 0) return null;
  const pairs = beforeAndAfter(photos);
  const paired = new Set(pairs.flatMap(({ before, after }) => [before.id, after.id]));
  const others = photos.filter((one) => !paired.has(one.id));
  return (
    <>
      {pairs.length > 0 && <h2>{t.beforeAfter}</h2>}
      {pairs.map(({ spot, before, after }) => (
        <section key={spot} aria-label={spot}>
          <h3>{spot}</h3>
          <div class="gallery">
            <Picture photo={before} note={formatDate(before.onDay)} />
            <Picture photo={after} note={formatDate(after.onDay)} />
          </div>
        </section>
      ))}
      {others.length > 0 && (
        <>
          <h2>{t.photos}</h2>
          <div class="gallery">
            {others.map((one) => (
              <Picture key={one.id} photo={one} note={formatDate(one.onDay)} />
            ))}
          </div>
        </>
      )}
    </>
  );
}

/** Links between the four kinds of campaigns, for the public or at the desk. */
export function Kinds({ language, desk, here }: { language: Language; desk?: boolean; here: string }) {
  const t = texts[language];
  const links: [href: string, words: string][] = desk
    ? [
        [to.desk, t.models],
        [to.deskWorks, t.works],
        [to.deskLaunches, t.launches],
        [to.deskStreets, t.streets],
      ]
    : [
        [to.models, t.models],
        [to.works, t.works],
        [to.launches, t.launches],
        [to.streets, t.streets],
      ];
  return (
    <ul class="inline">
      {links.map(([href, words]) => (
        <li key={href}>{href === here ? <strong>{words}</strong> : <a href={href}>{words}</a>}</li>
      ))}
    </ul>
  );
}

export function Follow({ href, language }: { href: string; language: Language }) {
  return (
    <p>
      <a href={`${paths.subscriptions}?${new URLSearchParams({ ve: href })}`}>{texts[language].follow}</a>
    </p>
  );
}
