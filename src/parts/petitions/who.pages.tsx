import type { CaseAction, Decision, Why, WhyNot } from '../../ground/access/decision.ts';
import type { Entitled } from '../../ground/access/who.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, ErrorSummary, Field, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { deskPaths } from './paths.ts';

const whyVi: Record<Why, string> = {
  handler: 'được phân công giải quyết',
  ownUnit: 'thuộc đơn vị đang giữ hồ sơ',
  unitsUnder: 'lãnh đạo cấp trên của đơn vị',
  inspection: 'thanh tra, kiểm tra',
  delegated: 'được ủy quyền riêng hồ sơ này',
};
const whyEn: Record<Why, string> = {
  handler: 'named to handle it',
  ownUnit: 'works in the unit that has the case',
  unitsUnder: 'leads a unit above it',
  inspection: 'inspection',
  delegated: 'this matter was delegated to them',
};
const whyNotVi: Record<WhyNot, string> = {
  sealed: 'hồ sơ niêm phong: chỉ người được phân công',
  otherUnit: 'hồ sơ thuộc đơn vị khác',
  role: 'vị trí của bạn không có việc này',
};
const whyNotEn: Record<WhyNot, string> = {
  sealed: 'sealed: only its named handlers',
  otherUnit: 'the case lies with another unit',
  role: 'your post does not do this',
};
const actionVi: Record<CaseAction, string> = {
  view: 'Xem hồ sơ',
  work: 'Giải quyết',
  approve: 'Duyệt, quyết định',
  openIdentity: 'Mở danh tính',
};
const actionEn: Record<CaseAction, string> = {
  view: 'See the case',
  work: 'Work on it',
  approve: 'Approve, decide',
  openIdentity: 'Open the identity',
};

const texts = catalogue(
  {
    who: 'Ai xem được hồ sơ này?',
    lead: 'Tính đến hôm nay, theo vị trí đang giữ, ủy quyền và phân công. Người đã bị khóa tài khoản không có trong danh sách.',
    person: 'Người',
    post: 'Vị trí',
    why: 'Vì sao',
    may: 'Được làm',
    standsIn: 'làm thay',
    back: 'Về hồ sơ',
    whyNotTitle: 'Vì sao tôi không xem được?',
    whyNotLead: 'Nhập số hồ sơ để biết quy tắc nào cho hay không cho bạn làm việc gì với hồ sơ đó.',
    number: 'Số hồ sơ',
    ask: 'Hỏi',
    badNumber: 'Số hồ sơ chỉ gồm chữ số, ví dụ 1234.',
    unknown: 'Không có hồ sơ số này, hoặc hồ sơ được niêm phong và chỉ người được phân công mới biết.',
    action: 'Việc',
    answer: 'Trả lời',
    yes: 'được',
    no: 'không',
    reasons: whyVi,
    refusals: whyNotVi,
    actions: actionVi,
  },
  {
    who: 'Who may see this case?',
    lead: 'As of today, by posts held, delegations and assignments. Closed accounts are not listed.',
    person: 'Person',
    post: 'Post',
    why: 'Why',
    may: 'May',
    standsIn: 'standing in',
    back: 'Back to the case',
    whyNotTitle: 'Why may I not see it?',
    whyNotLead: 'Enter a case number to learn which rule lets you do what with it, or not.',
    number: 'Case number',
    ask: 'Ask',
    badNumber: 'A case number has digits only, e.g. 1234.',
    unknown: 'There is no case of this number, or it is sealed and known to its named handlers only.',
    action: 'Action',
    answer: 'Answer',
    yes: 'yes',
    no: 'no',
    reasons: whyEn,
    refusals: whyNotEn,
    actions: actionEn,
  },
);

/** Everybody a case is open to, and by which rule. */
export function WhoPage(props: { frame: Frame; id: string; number: number; entitled: readonly Entitled[] }) {
  const { frame, id, number, entitled } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={`${t.who} № ${number}`} wide>
      <p class="back">
        <a href={deskPaths.case(id)}>
          ← {t.back} № {number}
        </a>
      </p>
      <h1>{t.who}</h1>
      <p class="lead">{t.lead}</p>
      <Table
        caption={t.who}
        hideCaption
        rowHeader
        columns={[{ label: t.person }, { label: t.post }, { label: t.why }, { label: t.may }]}
        rows={entitled.map((one) => [
          one.name,
          `${one.title[language]}, ${one.unit[language]}${one.standsIn ? ` (${t.standsIn})` : ''}`,
          t.reasons[one.why],
          one.actions.map((action) => t.actions[action]).join(', '),
        ])}
      />
    </Layout>
  );
}

/** Asks and answers why a case is not open to the one who asks. */
export function WhyNotPage(props: {
  frame: Frame;
  typed: string;
  error?: string | undefined;
  /** What the rules say of each action; `unknown` for what does not exist or must look so. */
  answer?: 'unknown' | [CaseAction, Decision][] | undefined;
}) {
  const { frame, typed, error, answer } = props;
  const { language } = frame;
  const t = texts[language];
  const errors = { so: error ? t.badNumber : undefined };
  return (
    <Layout frame={frame} title={t.whyNotTitle} hasErrors={Boolean(error)}>
      <ErrorSummary language={language} errors={errors} labels={{ so: t.number }} />
      <h1>{t.whyNotTitle}</h1>
      <p class="lead">{t.whyNotLead}</p>
      <form method="get" action={deskPaths.whyNot} novalidate>
        <Field
          language={language}
          name="so"
          label={t.number}
          inputmode="numeric"
          width="narrow"
          value={typed}
          error={errors.so}
        />
        <div class="buttons">
          <button type="submit">{t.ask}</button>
        </div>
      </form>
      {answer === 'unknown' && (
        <p class="note" role="status">
          {t.unknown}
        </p>
      )}
      {Array.isArray(answer) && (
        <Table
          caption={`№ ${typed}`}
          rowHeader
          columns={[{ label: t.action }, { label: t.answer }, { label: t.why }]}
          rows={answer.map(([action, decision]) => [
            t.actions[action],
            decision.allowed ? <Badge tone="good">{t.yes}</Badge> : <Badge tone="plain">{t.no}</Badge>,
            decision.allowed ? t.reasons[decision.why] : t.refusals[decision.why],
          ])}
        />
      )}
    </Layout>
  );
}
