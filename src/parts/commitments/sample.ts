import type pg from 'pg';
import { applyChanges } from '../../ground/duty/changes.ts';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import { calendar } from '../../ground/law/calendar.ts';
import type { PersonId, PostId, UnitId } from '../../ground/organization/organization.ts';
import type { SampleWorld } from '../../ground/sample/locality.ts';
import { enterSample } from '../../ground/sample/record.ts';
import type { SampleOptions } from '../../ground/web.ts';
import { queriesOn, sql } from '../../platform/database/database.ts';
import { dayInVietnam, type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';
import { digestOf } from './commitment.service.ts';
import {
  insertCampaign,
  insertCommitment,
  insertEvent,
  insertItem,
  insertReport,
  insertSignature,
} from './commitment.store.ts';
import type {
  Campaign,
  CampaignId,
  Commitment,
  CommitmentId,
  Item,
  ItemId,
  TemplateItem,
} from './commitment.ts';

const at = (day: PlainDate) => new Date(`${day}T02:00:00Z`);

const template = (year: number): TemplateItem[] => {
  const end = parsePlainDate(`${year}-12-31`);
  const figure = (figureCode: string, target: number, text: string, people: boolean): TemplateItem => ({
    text,
    figureCode,
    target,
    deliverable: null,
    dueOn: end,
    people,
    binding: true,
  });
  return [
    figure('petitions-answeredOnTime', 9_500, 'Trả lời đúng hạn kiến nghị, phản ánh của người dân', true),
    figure('receptions-held', 10_000, 'Người đứng đầu tiếp công dân đủ số ngày luật yêu cầu', true),
    figure('tasks-onTime', 9_000, 'Hoàn thành đúng hạn nhiệm vụ được giao', false),
  ];
};

/**
 * Commitments of the wards of now, for the year that runs and the one before (of the wards founded in its middle,
 * for its second half): signed by both, one with a self-report that says more than the record.
 */
export async function loadSampleCommitments(
  client: pg.ClientBase,
  world: SampleWorld,
  { random, now }: SampleOptions,
): Promise<void> {
  const tx = queriesOn(client);
  const today = dayInVietnam(now);
  const running = today.slice(5) < '03-01' ? yearOf(today) - 1 : yearOf(today);
  const province = world.current.find((one) => one.code === 'tinh-ca-mau');
  const wards = world.current.filter((one) => one.kind === 'ward');
  if (!province) return;
  const leader = (unit: UnitId): { post: PostId; person: PersonId } => {
    const posts = world.posts.filter((post) => post.unitId === unit);
    const post =
      posts.find((one) => one.role === 'chair') ?? posts.find((one) => one.role === 'head') ?? posts[0];
    if (!post) throw new Error('a sample unit without posts');
    return { post: post.id, person: post.personId };
  };
  const names = new Map(
    (await tx.rows<{ id: PersonId; name: string }>(sql`select id, name from person`)).map((row) => [
      row.id,
      row.name,
    ]),
  );
  for (const year of [running - 1, running]) {
    const signed = parsePlainDate(year === 2025 ? '2025-07-15' : `${year}-02-05`);
    const campaign: Campaign = {
      id: random.uuid() as CampaignId,
      unitId: province.id,
      year,
      title: `Cam kết của người đứng đầu năm ${year}`,
      ground: 'Kế hoạch công tác dân vận chính quyền (dữ liệu mẫu)',
      signBy: signed,
      items: template(year),
    };
    await insertCampaign(tx, campaign, leader(province.id).post, at(signed));
    for (const [index, ward] of wards.entries()) {
      const commitment: Commitment = {
        id: random.uuid() as CommitmentId,
        campaignId: campaign.id,
        unitId: ward.id,
        state: 'signed',
        publishedAt: at(signed),
        version: 5,
      };
      await insertCommitment(tx, commitment);
      const own: TemplateItem = {
        text: 'Xây dựng chuyên mục hỏi đáp thủ tục trên trang của phường',
        figureCode: null,
        target: null,
        deliverable: 'Chuyên mục hoạt động, có ít nhất 30 câu hỏi đáp',
        dueOn: parsePlainDate(`${year}-11-30`),
        people: true,
        binding: false,
      };
      const items: Item[] = [...campaign.items, own].map(({ binding, ...terms }, position) => ({
        ...terms,
        binding,
        id: random.uuid() as ItemId,
        commitmentId: commitment.id,
        position: position + 1,
        // What a figure is of closes itself when its months are over.
        state: terms.deliverable && year < running ? 'kept' : 'active',
        numerator: null,
        denominator: null,
        closedOn: terms.deliverable && year < running ? parsePlainDate(`${year}-11-20`) : null,
        version: 1,
      }));
      for (const item of items) {
        await insertItem(tx, item);
        const { opened } = applyChanges(
          [],
          [{ do: 'open', rule: 'CK-ITEM', begunOn: signed, owedTo: 'public', agreedFor: item.dueOn }],
          {
            subjectType: 'commitmentItem',
            subjectId: item.id,
            unit: ward.id,
            today: signed,
            seq: 5,
            calendar,
          },
        );
        for (const duty of opened)
          await insertDuty(
            tx,
            item.closedOn ? { ...duty, ended: 'done', endedOn: item.closedOn, endedSeq: 6 } : duty,
          );
      }
      const sha256 = digestOf(campaign, commitment, items);
      const steps = ['opened', 'propose', 'agree', 'signHead', 'signSuperior', 'publish'];
      for (const [order, type] of steps.entries()) {
        const by = leader(type === 'propose' || type === 'signHead' ? ward.id : province.id);
        await insertEvent(tx, commitment.id, {
          at: new Date(at(signed).getTime() + order * 3_600_000),
          type,
          post: by.post,
        });
        await enterSample(tx, random, {
          type: `commitment.${type}`,
          subject: commitment.id,
          seq: order + 1,
          at: new Date(at(signed).getTime() + order * 3_600_000),
          role: 'chair',
          unit: type === 'propose' || type === 'signHead' ? ward.code : province.code,
          facts: type.startsWith('sign') ? { sha256 } : { year },
        });
        if (type === 'signHead' || type === 'signSuperior')
          await insertSignature(
            tx,
            commitment.id,
            {
              side: type === 'signHead' ? 'head' : 'superior',
              changeId: null,
              personId: by.person,
              postId: by.post,
              name: names.get(by.person) ?? '',
              at: new Date(at(signed).getTime() + order * 3_600_000),
            },
            sha256,
          );
      }
      await tx.run(sql`update commitment set version = ${steps.length} where id = ${commitment.id}`);
      // One of them says that all was answered in time.
      if (index === 0 && year === running) {
        const item = items[0] as Item;
        const on = parsePlainDate(`${year}-10-05`);
        if (on < today) {
          const text = 'Đã trả lời đúng hạn toàn bộ kiến nghị trong ba quý.';
          await insertReport(
            tx,
            { itemId: item.id, quarter: 3, text, claimed: 10_000, files: [], at: at(on) },
            leader(ward.id).post,
          );
          await insertEvent(tx, commitment.id, {
            at: at(on),
            type: 'reported',
            item: item.id,
            post: leader(ward.id).post,
            text,
          });
        }
      }
    }
  }
}
