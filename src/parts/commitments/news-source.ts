import type { NewsSource, PublicNews } from '../../ground/public-news.ts';
import { sql } from '../../platform/database/database.ts';
import { parseId } from '../../platform/id.ts';
import type { CommitmentId, ItemId } from './commitment.ts';
import { commitmentPaths as to } from './paths.ts';
import { eventNames } from './texts.ts';

/** What happens to published commitments, for who follows one, or an item of it. */
export const commitmentNews: NewsSource = {
  topics: [{ code: 'commitment', name: { vi: 'Cam kết của người đứng đầu', en: 'Commitments of heads' } }],
  async titleOf({ db }, href) {
    const [, id = '', item] = /^\/cam-ket\/([0-9a-f-]{36})(?:\/([0-9a-f-]{36}))?$/.exec(href) ?? [];
    const commitment = parseId<'commitment'>(id) as CommitmentId | undefined;
    if (!commitment) return undefined;
    const of = item ? (parseId<'commitmentItem'>(item) as ItemId | undefined) : undefined;
    const row = await db.first<{ title: string }>(sql`
      select coalesce(item.text, campaign.title || ': ' || unit.name_vi) as title
      from commitment join commitment_campaign campaign on campaign.id = commitment.campaign_id
      join lateral (select name_vi from unit_version where unit_id = commitment.unit_id
        order by lower(valid) desc limit 1) unit on true
      left join commitment_item item on item.commitment_id = commitment.id and item.id = ${of ?? null}
      where commitment.id = ${commitment} and commitment.published_at is not null
        and (${of ?? null}::uuid is null or item.id is not null)`);
    return row?.title;
  },
  async between({ db }, since, until) {
    const rows = await db.rows<{
      id: CommitmentId;
      item: ItemId | null;
      unit: PublicNews['unit'];
      at: Date;
      type: string;
      title: string;
    }>(sql`
      select commitment.id, event.item_id as item, commitment.unit_id as unit, event.at, event.type,
        coalesce(item.text, campaign.title) as title
      from commitment_event event join commitment on commitment.id = event.commitment_id
      join commitment_campaign campaign on campaign.id = commitment.campaign_id
      left join commitment_item item on item.id = event.item_id
      where commitment.published_at is not null and event.at >= commitment.published_at and event.at > ${since}
        and event.at <= ${until}
      order by event.at`);
    return rows.flatMap(({ id, item, type, title, ...row }): PublicNews[] => {
      const news = {
        ...row,
        topic: 'commitment',
        language: 'vi' as const,
        title: `${eventNames.vi[type] ?? type}: ${title}`,
      };
      // Under a topic of its own: who asked for the topic is told once.
      const whole = { ...news, ...(item && { topic: 'commitmentPage' }), href: to.publicOne(id) };
      // Who follows the item alone hears of it, and who follows the whole as well.
      return item ? [{ ...news, href: to.publicItem(id, item) }, whole] : [whole];
    });
  },
};
