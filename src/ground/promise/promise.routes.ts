import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { idIn } from '../../platform/http/params.ts';
import { notFound } from '../../platform/http/problem.ts';
import { formSpec } from '../../platform/page/form-spec.ts';
import { seesUnit } from '../access/decision.ts';
import type { SignedIn } from '../access/session.ts';
import { action, confirmed, isDone, type OfficersPage, officerPage } from '../actions.ts';
import { byTwo, strike } from '../step/undo.ts';
import { frameOf, type Web } from '../web.ts';
import { promisePaths } from './paths.ts';
import { PromisePage } from './promise.page.tsx';
import { confirmKept, openReports, promiseOf, returnedReports, returnReport } from './promise.service.ts';
import { mayConfirm } from './promise.ts';
import { texts } from './texts.ts';

const name = (key: 'confirm' | 'confirmIs' | 'giveBack' | 'why') => ({
  vi: texts.vi[key],
  en: texts.en[key],
});

/** Why a promise is not kept yet. */
const returnForm = formSpec({ why: { kind: 'area', label: name('why'), rows: 2, most: 1000 } });

/** Adds the page on which another person says that a promise of any part was kept. */
export function promiseRoutes(web: Web): void {
  const { services } = web;
  const { db } = services;
  const dutyOf = (params: unknown): string => idIn<'duty'>(params);
  const show: OfficersPage = async (request: FastifyRequest, officer: SignedIn, state) => {
    const duty = dutyOf(request.params);
    const [report] = await openReports(db, { duty });
    const returned = await returnedReports(db, duty);
    const row = await promiseOf(db, duty);
    if (!row?.host || !(seesUnit(officer, row.owner) || seesUnit(officer, row.host))) throw notFound();
    const subjects = services.dutySubjects.find((one) => one.type === row.type);
    return h(PromisePage, {
      frame: await frameOf(web, request, officer),
      duty,
      report,
      look: (await subjects?.look(db, [row.subject]))?.get(row.subject),
      returned,
      may: report !== undefined && mayConfirm(officer, report),
      state,
      done: isDone(request),
    });
  };
  officerPage(web, promisePaths.report(':id'), show, {
    'xac-nhan': confirmed(
      action(name('confirm'), {}, byTwo, (tx, { who, params }) =>
        confirmKept(services, tx, who, dutyOf(params)),
      ),
      name('confirmIs'),
    ),
    'tra-lai': action(name('giveBack'), returnForm, strike, (tx, { who, given, params }) =>
      returnReport(services, tx, who, dutyOf(params), given.why),
    ),
  });
}
