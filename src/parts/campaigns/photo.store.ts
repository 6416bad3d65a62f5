import { Refused } from '../../ground/refused.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { TakenFile } from '../../platform/files/evidence.ts';
import type { PlainDate } from '../../platform/time.ts';

/** A picture with its words; at one spot there are several over time. */
export interface Photo {
  id: string;
  subjectId: string;
  spot: string | null;
  onDay: PlainDate;
  caption: string;
}

const words = {
  caption: {
    vi: 'Cần ghi ảnh cho thấy gì, cho người không nhìn thấy ảnh.',
    en: 'Please say what the pictures show, for those who cannot see them.',
  },
  notPicture: { vi: 'Chỉ nhận ảnh.', en: 'Only pictures are taken here.' },
};

/** Keeps pictures of something. @throws Refused where there are no words for them, or they are no pictures */
export async function insertPhotos(
  tx: Queries,
  subject: string,
  given: { files: readonly TakenFile[]; caption: string | null; spot?: string | null; onDay: PlainDate },
): Promise<void> {
  if (given.files.length === 0) return;
  if (!given.caption) throw new Refused(words.caption, 'caption');
  if (given.files.some((file) => file.mediaType !== 'image/jpeg'))
    throw new Refused(words.notPicture, 'files');
  for (const file of given.files)
    await tx.run(sql`
      insert into campaign_photo (id, subject_id, spot, on_day, caption, size, sha256)
      values (${file.id}, ${subject}, ${given.spot ?? null}, ${given.onDay}, ${given.caption}, ${file.size}, ${file.sha256})
      on conflict (id) do nothing`);
}

/** Pictures of some things, oldest first. */
export async function photosOf(db: Queries, subjects: readonly string[]): Promise<Photo[]> {
  return db.rows<Photo>(sql`
    select id, subject_id as "subjectId", spot, on_day as "onDay", caption from campaign_photo
    where subject_id = any(${subjects}::uuid[]) order by on_day, id`);
}

export async function hasPhoto(db: Queries, id: string): Promise<boolean> {
  return (await db.first(sql`select from campaign_photo where id = ${id}`)) !== undefined;
}

/** Pictures by where they were taken: the first and the last of each spot with several stand side by side. */
export function beforeAndAfter(photos: readonly Photo[]): { spot: string; before: Photo; after: Photo }[] {
  const bySpot = Map.groupBy(
    photos.filter((one) => one.spot !== null),
    (one) => (one.spot ?? '').toLocaleLowerCase('vi'),
  );
  return [...bySpot.values()].flatMap((of) => {
    const [before] = of;
    const after = of.at(-1);
    if (!before?.spot || !after || before.onDay === after.onDay) return [];
    return [{ spot: before.spot, before, after }];
  });
}
