import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { endDuty, openDuty } from '../../ground/duty/single.ts';
import { consultedItems } from '../../ground/law/grassroots.ts';
import { personHash } from '../../ground/person-hash.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam, formatDate } from '../../platform/time.ts';
import {
  answerConsultation,
  countOpinions,
  groupsOf,
  insertConsultation,
  insertDisclosure,
  insertGroup,
  insertOpinion,
  listConsultations,
  lockConsultation,
  sortOpinion,
  updateGroup,
} from './consultation.store.ts';
import { type Consultation, type ConsultationId, earliestClose } from './consultation.ts';
import type { consultationForm, disclosureForm, groupForm, opinionForm } from './forms.ts';

/** Posts a draft for as many days as the law asks for, or more. Its answer is owed when it closes. */
export async function postDraft(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof consultationForm>,
): Promise<ConsultationId> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  const today = dayInVietnam(services.clock());
  const item = consultedItems.find((one) => one.code === given.item);
  if (!item) throw notFound();
  const earliest = earliestClose(today, item.days);
  if (given.closes < earliest)
    throw new Refused(
      {
        vi: `Phải niêm yết ít nhất ${item.days} ngày (${item.basis.vi}): sớm nhất ngày ${formatDate(earliest)}.`,
        en: `It is posted for at least ${item.days} days (${item.basis.en}): ${formatDate(earliest)} at the earliest.`,
      },
      'closes',
    );
  if (given.households < 1)
    throw new Refused({ vi: 'Phải có ít nhất một hộ.', en: 'There must be a household.' }, 'households');
  const id: ConsultationId = newId();
  const { title, body, households } = given;
  await insertConsultation(tx, {
    id,
    unitId: officer.unit,
    item: item.code,
    title,
    body,
    files: keptOf(given.files),
    postedOn: today,
    closesOn: given.closes,
    households,
    state: 'open',
    outcome: null,
    answeredOn: null,
    version: 1,
  });
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'consultation',
    subjectId: id,
    unit: officer.unit,
    rule: 'LYK-ANSWER',
    begunOn: given.closes,
    owedTo: 'public',
  });
  await enterNext(services, tx, officer, {
    type: 'consultation.posted',
    subject: id,
    facts: {
      item: item.code,
      title,
      closes_on: given.closes,
      households,
      files: given.files.map((file) => file.sha256).join(' '),
      duties: fact,
    },
  });
  return id;
}

async function heldConsultation(tx: Queries, id: ConsultationId): Promise<Consultation> {
  if (!(await lockConsultation(tx, id))) throw notFound();
  const [one] = await listConsultations(tx, { id });
  if (!one) throw notFound();
  return one;
}

/** Takes an opinion: one of each household, one of each person for themselves. */
export async function giveOpinion(
  services: Services,
  tx: Transaction,
  by: SignedIn | 'citizen',
  id: ConsultationId,
  given: Given<typeof opinionForm>,
): Promise<void> {
  const one = await heldConsultation(tx, id);
  if (by !== 'citizen' && !worksIn(by, one.unitId)) throw notFound();
  const today = dayInVietnam(services.clock());
  if (one.state !== 'open' || today > one.closesOn)
    throw new Refused({ vi: 'Đã hết hạn nhận ý kiến.', en: 'Opinions are no longer taken.' });
  const person = given.as === 'person';
  if (given.view !== 'agree' && !given.text)
    throw new Refused(
      { vi: 'Xin nói rõ ý kiến để được trả lời.', en: 'Please say what it is, so that it can be answered.' },
      'text',
    );
  if (!person) {
    const { households } = await countOpinions(tx, id);
    if (households.agree + households.disagree + households.other >= one.households)
      throw new Refused({
        vi: `Đã đủ ${one.households} hộ; cần thêm thì xem lại số hộ được hỏi.`,
        en: `All ${one.households} households have answered.`,
      });
  }
  const number = await insertOpinion(tx, {
    consultation: id,
    who: person
      ? personHash(services, `opinion/${id}/person`, given.name, given.place)
      : personHash(services, `opinion/${id}/household`, given.place),
    person,
    view: given.view,
    text: given.text,
    name: given.name,
    place: given.place,
    source: by === 'citizen' ? 'web' : 'paper',
    at: services.clock(),
  });
  if (number === undefined)
    throw new Refused(
      person
        ? { vi: 'Anh/chị đã góp ý rồi.', en: 'You have given your opinion already.' }
        : {
            vi: 'Hộ ở địa chỉ này đã góp ý rồi. Ý kiến khác trong hộ: chọn “Riêng tôi”.',
            en: 'The household at this address has given its opinion. For another view choose “Myself alone”.',
          },
      person ? 'name' : 'place',
    );
  await enterNext(services, tx, by, {
    type: 'consultation.opinion',
    subject: id,
    facts: { number, view: given.view, as: given.as },
  });
}

async function workedOn(tx: Queries, officer: SignedIn, id: ConsultationId): Promise<Consultation> {
  const one = await heldConsultation(tx, id);
  if (!worksIn(officer, one.unitId)) throw notFound();
  if (one.state !== 'open') throw new Refused(refusals.wrongState);
  return one;
}

/** Makes a group of opinions, or changes it: with its answer, and what was changed because of it. */
export async function putGroup(
  tx: Transaction,
  officer: SignedIn,
  id: ConsultationId,
  target: string,
  given: Given<typeof groupForm>,
): Promise<void> {
  await workedOn(tx, officer, id);
  if (!target) await insertGroup(tx, id, given);
  else if (!(await updateGroup(tx, id, target, given))) throw notFound();
}

/** Puts an opinion into a group. */
export async function sort(
  tx: Transaction,
  officer: SignedIn,
  id: ConsultationId,
  target: string,
  group: string,
): Promise<void> {
  await workedOn(tx, officer, id);
  if (!(await sortOpinion(tx, id, target, group))) throw notFound();
}

/** Publishes the result: only after the last day, and only when every group has its answer. */
export async function closeConsultation(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: ConsultationId,
  outcome: string,
): Promise<void> {
  const one = await workedOn(tx, officer, id);
  const today = dayInVietnam(services.clock());
  if (today <= one.closesOn)
    throw new Refused({
      vi: `Còn nhận ý kiến đến hết ngày ${formatDate(one.closesOn)}.`,
      en: `Opinions are taken until the end of ${formatDate(one.closesOn)}.`,
    });
  const open = (await groupsOf(tx, id)).filter((group) => !group.answer).length;
  if (open > 0)
    throw new Refused({
      vi: `Còn ${open} nhóm ý kiến chưa được trả lời.`,
      en: `${open} groups of opinions have no answer.`,
    });
  const { ungrouped } = await tx.one<{ ungrouped: number }>(sql`
    select count(*)::int as ungrouped from consultation_opinion
    where consultation_id = ${id} and text is not null and group_id is null`);
  if (ungrouped > 0)
    throw new Refused({
      vi: `Còn ${ungrouped} ý kiến có nội dung chưa được xếp vào nhóm nào để trả lời.`,
      en: `${ungrouped} opinions in words are in no group that is answered.`,
    });
  await answerConsultation(tx, id, outcome, today);
  const counts = await countOpinions(tx, id);
  const duties = await endDuty(tx, id, 'LYK-ANSWER', 'done', today);
  await enterNext(services, tx, officer, {
    type: 'consultation.answered',
    subject: id,
    facts: {
      agree: counts.households.agree,
      disagree: counts.households.disagree,
      other: counts.households.other,
      households: one.households,
      ...(duties && { duties }),
    },
  });
}

const addressPattern = /^(\/[^/\s]\S*|https:\/\/\S+)$/;

/** Notes what a commune published, where, and when. */
export async function disclose(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof disclosureForm>,
): Promise<void> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  if (given.onDay > dayInVietnam(services.clock())) throw new Refused(refusals.future, 'onDay');
  if (given.year < 2000 || given.year > 2100)
    throw new Refused({ vi: 'Năm không đúng.', en: 'Not a year.' }, 'year');
  if (given.href && !addressPattern.test(given.href))
    throw new Refused(
      { vi: 'Địa chỉ bắt đầu bằng / hoặc https://', en: 'It begins with / or https://' },
      'href',
    );
  const id = newId();
  await insertDisclosure(tx, { ...given, id, unitId: officer.unit, files: keptOf(given.files) });
  await enterNext(services, tx, officer, {
    type: 'disclosure.published',
    subject: id,
    facts: {
      item: given.item,
      year: given.year,
      title: given.title,
      on_day: given.onDay,
      files: given.files.map((file) => file.sha256).join(' '),
    },
  });
}
