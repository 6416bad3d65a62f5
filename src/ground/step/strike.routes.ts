import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import type { SignedIn } from '../access/session.ts';
import { action, isDone, type OfficersPage, officerPage } from '../actions.ts';
import { frameOf, requireOfficer, type Web } from '../web.ts';
import { followersOf, stepBy } from './journal.ts';
import { stepPaths } from './paths.ts';
import { strikeForm } from './strike.form.ts';
import { StrikePage } from './strike.page.tsx';
import { barred, mayStrike, strikeStep } from './strike.service.ts';
import { texts } from './texts.ts';
import { never } from './undo.ts';

/** Adds the page on which any step of any part is taken back. */
export function strikeRoutes(web: Web): void {
  const { services } = web;
  const idOf = (params: unknown) => idIn<'step'>(params);
  const stepFor = async (request: FastifyRequest, officer: SignedIn) => {
    const step = await stepBy(services.db, idOf(request.params));
    if (!step || !mayStrike(officer, step)) throw notFound();
    return step;
  };
  const show: OfficersPage = async (request, officer, state) => {
    const step = await stepFor(request, officer);
    const followers = step.struckAt ? { steps: [], blocked: [] } : await followersOf(services.db, step.id);
    return h(StrikePage, {
      frame: await frameOf(web, request, officer),
      step,
      known: services.steps,
      followers,
      barred: barred(officer, step, followers, services.clock()),
      state,
      done: isDone(request),
    });
  };
  const actions = {
    huy: action(
      { vi: texts.vi.strike, en: texts.en.strike },
      strikeForm,
      never(
        'Hủy ghi là cuối cùng; điều đúng được ghi bằng một việc mới.',
        'Taking back is final; what is right is entered anew.',
      ),
      (tx, { who, given, params }) => strikeStep(services, tx, who, idOf(params), given.why),
    ),
  };
  // Administrators have steps of their own, and work with no cases.
  officerPage(web, stepPaths.strike(':id'), show, actions, (request) => requireOfficer(web, request));
}
