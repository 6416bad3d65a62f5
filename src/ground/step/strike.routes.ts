import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { floorOf, seenBy } from '../access/floor.ts';
import { freshlyProved, ProofFirst, type SignedIn } from '../access/session.ts';
import { action, confirmed, isDone, type OfficersPage, officerPage } from '../actions.ts';
import { frameOf, requireOfficer, type Web } from '../web.ts';
import { followersOf, stepBy } from './journal.ts';
import { stepPaths } from './paths.ts';
import { endedRequests, openRequest } from './request.ts';
import { declineForm, strikeForm } from './strike.form.ts';
import { StrikePage } from './strike.page.tsx';
import { barred, mayStrike, seesStrike } from './strike.rule.ts';
import { agreeToStrike, declineStrike, requestStrike, strikeStep } from './strike.service.ts';
import { texts } from './texts.ts';
import { never } from './undo.ts';

const final = never(
  'Hủy ghi là cuối cùng; điều đúng được ghi bằng một việc mới.',
  'Taking back is final; what is right is entered anew.',
);
const asking = never(
  'Đề nghị được rút lại hoặc trả lời ngay trên trang này.',
  'A request is withdrawn or answered on this page itself.',
);

/** Adds the page on which any step of any part is taken back. */
export function strikeRoutes(web: Web): void {
  const { services } = web;
  const idOf = (params: unknown) => idIn<'step'>(params);
  const stepFor = async (request: FastifyRequest, officer: SignedIn) => {
    const step = await stepBy(seenBy(services.db, floorOf(officer)), idOf(request.params));
    if (!step || !seesStrike(officer, step)) throw notFound();
    if (step.sealed && !freshlyProved(officer, services.clock())) throw new ProofFirst();
    return step;
  };
  const show: OfficersPage = async (request, officer, state) => {
    const step = await stepFor(request, officer);
    const db = seenBy(services.db, floorOf(officer));
    const followers = step.struckAt ? { steps: [], blocked: [] } : await followersOf(db, step.id);
    return h(StrikePage, {
      frame: await frameOf(web, request, officer),
      step,
      known: services.steps,
      followers,
      barred: barred(officer, step, followers, services.clock(), step.undo === 'two'),
      alone: mayStrike(officer, step),
      officer,
      request: await openRequest(db, step.id),
      ended: await endedRequests(db, step.id),
      state,
      done: isDone(request),
    });
  };
  const actions = {
    huy: action(
      { vi: texts.vi.strike, en: texts.en.strike },
      strikeForm,
      final,
      (tx, { who, given, params }) => strikeStep(services, tx, who, idOf(params), given.why),
    ),
    'de-nghi': action(
      { vi: texts.vi.ask, en: texts.en.ask },
      strikeForm,
      asking,
      (tx, { who, given, params }) => requestStrike(services, tx, who, idOf(params), given.why),
    ),
    'dong-y': confirmed(
      action({ vi: texts.vi.agree, en: texts.en.agree }, {}, final, (tx, { who, params }) =>
        agreeToStrike(services, tx, who, idOf(params)),
      ),
    ),
    'khong-dong-y': action(
      { vi: texts.vi.decline, en: texts.en.decline },
      declineForm,
      asking,
      (tx, { who, given, params }) => declineStrike(services, tx, who, idOf(params), given.why),
    ),
  };
  // Administrators have steps of their own, and work with no cases.
  officerPage(web, stepPaths.strike(':id'), show, actions, (request) => requireOfficer(web, request));
}
