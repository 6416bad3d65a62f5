import type { FastifyReply, FastifyRequest } from 'fastify';
import { h, type JSX } from 'preact';
import { z } from 'zod';
import type { Transaction } from '../platform/database/database.ts';
import { key as apiKey, problem } from '../platform/http/api-schemas.ts';
import { addressOf, sendPage } from '../platform/http/app.ts';
import { type Form, readForm } from '../platform/http/form.ts';
import { keyOf, newKey, once } from '../platform/http/idempotency.ts';
import { limiterIn } from '../platform/http/limit.ts';
import { HttpError, Invalid, notFound } from '../platform/http/problem.ts';
import { parseId } from '../platform/id.ts';
import type { Bilingual, Language } from '../platform/language.ts';
import { confirmField, FormPage, type FormState, type StepFace } from '../platform/page/form.tsx';
import { formSchema, listsOf, typedOf } from '../platform/page/form-schema.ts';
import { type FormSpec, fieldName, type Given, labelsOf, readGiven } from '../platform/page/form-spec.ts';
import { finalBecause, formWords } from '../platform/page/form-words.ts';
import type { Frame } from '../platform/page/frame.ts';
import type { FieldErrors } from '../platform/page/kit.tsx';
import { freshlyProved, type SignedIn } from './access/session.ts';
import { paths } from './places.ts';
import { Refused, refusals } from './refused.ts';
import { beginStep, noteMade, type StepBy, type StepId } from './step/journal.ts';
import type { KnownStep, Undo } from './step/undo.ts';
import { frameOf, requireCaseOfficer, toConfirm, type Web } from './web.ts';

/** What somebody asks for with a form. */
export interface Asked<Spec extends FormSpec, Who> {
  who: Who;
  given: Given<Spec>;
  /** The thing on the page that it is about, as it was sent. */
  target: string;
  /** The version of what the form was made for. */
  version: number | undefined;
  params: Record<string, string>;
  /** Everything that was sent, for what the form carries hidden. */
  values: Record<string, string>;
  key: string;
  language: Language;
  /** What was done before the transaction, where the form has something of the kind. */
  before: unknown;
  /** The step that it is, for what is marked as cancelled when it is taken back. */
  step: StepId;
}

/** What a step gives to be seen once, such as a code that is kept nowhere: for people a page, for programs the same. */
export interface Shown {
  page(frame: Frame): JSX.Element;
  told: Readonly<Record<string, string | number | null>>;
}

/** A form of a step, whoever takes it. */
interface Asking<Who> {
  /** What it is called, for whoever takes it and whoever reads later that it was taken. */
  label: Bilingual;
  spec: FormSpec;
  /** What it asks of one thing, where that is not the same of all. @throws HttpError 404 */
  specOf?(asked: { who: Who; target: string; params: Record<string, string> }): Promise<FormSpec>;
  /** How it is taken back when it was a mistake, and what follows then; as `KnownStep`. */
  undo: Undo;
  keeps?: true;
  struck?: KnownStep['struck'];
  /** What binds others or cannot be taken back is asked twice: what will happen, or `true` where the way back says it. */
  confirmed?: Bilingual | true;
  /** What is signed in somebody's own name is signed soon after they proved who they are, and by no program. */
  proof?: boolean;
  /** Asked before anything is read: files of what may not be done are not kept. @throws Refused, HttpError 404 */
  may?(asked: { who: Who; target: string; params: Record<string, string> }): Promise<void>;
}

/** What a form does inside one transaction. Gives where to go next, or stays on the page. */
interface Running<Who> {
  /**
   * Done before the transaction is begun: what needs one of its own. Done again when the form is sent again, so it
   * has to know the key.
   */
  before?(asked: Omit<Asked<FormSpec, Who>, 'before' | 'step'>): Promise<unknown>;
  run(tx: Transaction, asked: Asked<FormSpec, Who>): Promise<string | undefined>;
}

/** What a form has done by a service that begins the step itself, under the key that is given. */
interface Taking<Who> {
  begins: KnownStep;
  take(asked: Omit<Asked<FormSpec, Who>, 'before' | 'step'>): Promise<string | Shown | undefined>;
}

/** A form with what it does. */
export type Action<Who> = Asking<Who> & (Running<Who> | Taking<Who>);

/**
 * Declares a step: what it is called, what it asks, how it is taken back, and what it does. The types of what it gives
 * follow from its fields.
 */
export function action<const Spec extends FormSpec, Who = SignedIn>(
  label: Bilingual,
  spec: Spec,
  undo: Undo,
  run: (tx: Transaction, asked: Asked<Spec, Who>) => Promise<string | undefined> | Promise<void>,
): Asking<Who> & Running<Who> {
  return { label, spec, undo, run: run as unknown as Running<Who>['run'] };
}

/**
 * Declares the form of a step that its service takes itself (`takeStep`), with a transaction and a way of its own:
 * what is asked, and what is called with it.
 *
 * @param begins the step: its name in the record, what it is called, how it is taken back
 * @param take gives the address to go to where that is not the page that it was sent from
 */
export function taking<const Spec extends FormSpec>(
  begins: KnownStep,
  spec: Spec,
  take: (
    asked: Omit<Asked<Spec, SignedIn>, 'before' | 'step'>,
  ) => Promise<string | Shown | undefined> | Promise<void>,
): Action<SignedIn> {
  const { label, undo } = begins;
  return { label, spec, undo, begins, take: take as unknown as Taking<SignedIn>['take'] };
}

/**
 * The same step, which is asked about twice: it binds others, or cannot be taken back.
 *
 * @param says what will happen, where it is not enough to say why it stays
 */
export function confirmed<Who>(one: Action<Who>, says: Bilingual | true = true): Action<Who> {
  return { ...one, confirmed: says };
}

/** The same step, as one whose number stays when it is taken back: `struck` marks what it made as cancelled. */
export function keeping(one: Action<SignedIn>, struck: NonNullable<KnownStep['struck']>): Action<SignedIn> {
  return { ...one, keeps: true, struck };
}

/** What is told before a step that is confirmed; undefined where it is not. */
function finalWords({
  confirmed: says,
  undo,
}: Pick<Action<never>, 'confirmed' | 'undo'>): Bilingual | undefined {
  if (says === undefined || says !== true) return says;
  if (undo.how === 'never') return finalBecause(undo.why);
  return undo.how === 'two' ? refusals.backByTwo : refusals.backByStrike;
}

/** The same step, as one that is signed: after a fresh proof of who signs. */
export function signed(one: Action<SignedIn>): Action<SignedIn> {
  return { ...one, proof: true };
}

/** How a page looks whose forms nobody has sent yet. */
export function freshState(
  request: FastifyRequest,
  actions: Readonly<Record<string, Action<never>>> = {},
): FormState {
  return { language: request.language, key: newKey(), typed: {}, errors: {}, steps: facesOf(actions) };
}

/** What forms show of the steps behind them. */
function facesOf(actions: Readonly<Record<string, Action<never>>>): Record<string, StepFace> {
  return Object.fromEntries(
    Object.entries(actions).map(([name, one]) => [
      name,
      { label: one.label, spec: one.spec, final: finalWords(one) },
    ]),
  );
}

/** The state of a page together with what the form that came back is called at each field. */
export type SentState = FormState & { labels: Record<string, string> };

interface Handling<Who> {
  /** What else can be done on the page, for the forms that come back beside this one. */
  faces?: Readonly<Record<string, StepFace>>;
  /** Who asks, and whether they may be here at all. @throws HttpError 404 */
  who(request: FastifyRequest): Promise<Who>;
  /** Whose keys these are: two people may use the same one without meeting. */
  scope(who: Who): string;
  /** In whose name it is done. */
  by(who: Who): StepBy;
  /** Shows the page again with what is wrong, and with what was typed. */
  show(request: FastifyRequest, who: Who, state: SentState, reply: FastifyReply): Promise<JSX.Element>;
  /** Where to go when all went well, and what to leave with the browser on the way. */
  back(request: FastifyRequest, reply: FastifyReply, key: string): string | Promise<string>;
}

/**
 * Answers one form: reads its fields, does what it asks for once however often it is sent, and shows it again
 * with the reason and all that was typed when it is not done.
 */
export async function answerForm<Who>(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  name: string,
  one: Action<Who> & { step: KnownStep },
  handling: Handling<Who>,
): Promise<FastifyReply> {
  const { language } = request;
  const who = await handling.who(request);
  const params = request.params as Record<string, string>;
  const { values } = form;
  const target = values.target ?? '';
  if (target && !parseId(target)) throw notFound();
  const prefix = target && name ? `${name}-${target}` : name;
  const key = keyOf(values);
  const version = values.version === undefined ? undefined : Number(values.version);
  // The form that came back keeps its key; the others of the page have one of their own.
  const again = async ({ errors, files }: Pick<FormState, 'errors' | 'files'>) => {
    const spec = (await one.specOf?.({ who, target, params })) ?? one.spec;
    const state = {
      language,
      key: newKey(),
      version,
      sent: prefix,
      typed: { ...values, key },
      lists: form.lists,
      files,
      errors,
      labels: labelsOf(spec, prefix, language),
      steps: handling.faces,
    };
    return sendPage(reply, await handling.show(request, who, state, reply), 422);
  };
  const officer = asOfficer(who);
  if (one.proof && officer && !freshlyProved(officer, web.services.clock()))
    return toConfirm(request, reply, sentFrom(request, name));
  const sure = fieldName(prefix, confirmField);
  const unsure = one.confirmed && !values[sure];
  const done = await performStep(web, one, {
    ...{ who, form, name, prefix, target, version, params, key, language },
    scope: handling.scope(who),
    by: handling.by(who),
    page: sentFrom(request, name),
    errors: unsure ? { [sure]: formWords[language].notSure } : {},
  });
  if (!done.ok) return again(done);
  if (done.shown) return sendPage(reply, done.shown.page(await frameOf(web, request, asOfficer(who))));
  return reply.redirect(done.to ?? (await handling.back(request, reply, key)), 303);
}

/** A form that was sent, whoever sent it and however. */
interface Sent<Who>
  extends Pick<Asked<FormSpec, Who>, 'who' | 'target' | 'version' | 'params' | 'key' | 'language'> {
  form: Form;
  /** The form's name, and what its fields begin with. */
  name: string;
  prefix: string;
  scope: string;
  by: StepBy;
  /** The page that it was sent from. */
  page: string;
  /** What is wrong with it already. */
  errors: FieldErrors;
}

/**
 * Takes a step as it was sent: reads what was given, and does it once, in one transaction, with all that it changes
 * noted. What is refused is told at its fields.
 */
export async function performStep<Who>(
  web: Web,
  one: Action<Who> & { step: KnownStep },
  sent: Sent<Who>,
): Promise<
  | { ok: true; to: string | null; shown?: Shown }
  | { ok: false; errors: FieldErrors; files?: FormState['files']; conflict?: boolean }
> {
  const { db, files, cache, clock } = web.services;
  const { who, form, name, prefix, target, version, params, key, language } = sent;
  const errorsOf = (refused: Refused) =>
    Object.fromEntries(
      Object.entries(refused.reasons).map(([field, words]) => [
        field === '*' ? '*' : fieldName(prefix, field),
        words[language],
      ]),
    );
  let { spec } = one;
  try {
    await one.may?.({ who, target, params });
    spec = (await one.specOf?.({ who, target, params })) ?? spec;
  } catch (error) {
    if (error instanceof Refused) return { ok: false, errors: errorsOf(error) };
    throw error;
  }
  const read = await readGiven(spec, form, { prefix, key, language, store: files });
  const wrong = { ...sent.errors, ...(!read.ok && read.errors) };
  const { files: taken } = read;
  if (!read.ok || Object.keys(wrong).length > 0) return { ok: false, errors: wrong, files: taken };
  const { given } = read;
  const request = { name, target, params, given: withoutBytes(given) };
  try {
    const asked = { who, given, target, version, params, values: form.values, key, language };
    if ('take' in one) {
      const to = (await one.take(asked)) ?? null;
      cache.clear();
      return to === null || typeof to === 'string' ? { ok: true, to } : { ok: true, to: null, shown: to };
    }
    const before = await one.before?.(asked);
    const { result } = await once(db, sent.scope, key, request, async (tx) => {
      tx.afterCommit(() => cache.clear());
      const step = await beginStep(tx, { ...one.step, page: sent.page, by: sent.by, at: clock() });
      const to = await one.run(tx, { ...asked, before, step });
      if (to?.startsWith(paths.desk)) await noteMade(tx, step, pathOf(to));
      return { to: to ?? null };
    });
    return { ok: true, to: result.to };
  } catch (error) {
    if (error instanceof HttpError && error.code === 'conflict')
      return { ok: false, errors: { '*': refusals.changed[language] }, files: taken, conflict: true };
    if (!(error instanceof Refused)) throw error;
    return { ok: false, errors: errorsOf(error), files: taken };
  }
}

/** Whoever signed in, where it is somebody who did. */
const asOfficer = (who: unknown) => (typeof who === 'object' ? (who as SignedIn) : undefined);

const pathOf = (url: string) => url.split('?', 1)[0] as string;

/** The page whose form was sent. */
function sentFrom(request: FastifyRequest, name: string): string {
  const path = pathOf(request.url);
  return name ? path.slice(0, -name.length - 1) : path;
}

/**
 * Adds a step of an officers' page for programs: the same fields as JSON, with the rights of the token's post.
 *
 * @param who as for the page
 */
function stepApi(
  web: Web,
  page: string,
  name: string,
  one: Action<SignedIn>,
  who: Handling<SignedIn>['who'],
): void {
  const given = one.specOf ? z.record(z.string(), anyValue) : formSchema(one.spec);
  // What is sent with a file, or signed, is sent by people.
  if (!given || one.proof) return;
  const step = known(web, name ? `${page}/${name}` : page, one);
  const asking = new WeakMap<FastifyRequest, SignedIn>();
  web.app.post(
    `${apiDesk}${page.slice(paths.desk.length - 1)}${name && `/${name}`}`,
    {
      schema: {
        tags: [web.part ?? 'officers'],
        summary: one.label.en,
        security: [{ token: [] }],
        headers: apiKey,
        ...(page.includes(':') && { params: z.object({ id: z.uuid() }) }),
        body: z.strictObject({
          target: z
            .uuid()
            .optional()
            .meta({ description: 'What on the page it is about, where there are several' }),
          version: z
            .int()
            .optional()
            .meta({ description: 'The version that was seen, to be safe from others’ changes' }),
          given,
        }),
        response: {
          200: z
            .object({
              page: z.string().nullable(),
              told: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
            })
            .meta({ description: 'Taken; with the page of what it made, and what is told this once' }),
          400: problem,
          401: problem,
          404: problem,
          409: problem,
          422: problem,
        },
      },
      // Whoever may not is told that, and not what they would have to send.
      preValidation: async (request) => {
        const officer = await who(request);
        asking.set(request, officer);
        const { target } = (request.body ?? {}) as { target?: unknown };
        const about = typeof target === 'string' && parseId(target) ? target : '';
        try {
          await one.may?.({
            who: officer,
            target: about,
            params: (request.params ?? {}) as Record<string, string>,
          });
        } catch (error) {
          // What is not possible now is told with what else is wrong.
          if (!(error instanceof Refused)) throw error;
        }
      },
    },
    async (request) => {
      const officer = asking.get(request) as SignedIn;
      const {
        target = '',
        version,
        given: sent,
      } = request.body as {
        target?: string;
        version?: number;
        given: Record<string, unknown>;
      };
      const { language } = request;
      const params = (request.params ?? {}) as Record<string, string>;
      const done = await performStep(web, step, {
        ...{ who: officer, name, prefix: '', target, version, params, language },
        key: (request.headers as Record<string, string>)['idempotency-key'] as string,
        form: { values: typedOf(sent), lists: listsOf(sent), files: [], tooManyFiles: false, cutOff: [] },
        scope: `post:${officer.post}`,
        by: { post: officer.post, unit: officer.unit },
        page: page.replace(':id', params.id ?? ''),
        errors: {},
      });
      if (done.ok)
        return { page: done.to && pathOf(done.to), ...(done.shown && { told: { ...done.shown.told } }) };
      if (done.conflict) throw new HttpError(409, 'conflict');
      throw new Invalid(
        Object.entries(done.errors).map(([field, detail = '']) => ({ field, code: 'refused', detail })),
      );
    },
  );
}

// What is asked of one thing is told on its page.
const anyValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);

// Where programs take the steps of the desk.
const apiDesk = '/api/v1/desk';

/** Makes a step known to the program under the address of its form. */
function known<Who>(web: Web, address: string, one: Action<Who>): Action<Who> & { step: KnownStep } {
  const { label, undo, spec, keeps, struck } = one;
  const own = { name: address, label, undo, ...(keeps && { keeps }), ...(struck && { struck }) };
  const step: KnownStep = { ...('begins' in one ? one.begins : own), spec };
  web.services.steps.set(step.name, step);
  return { ...one, step };
}

/** What was given, by what its files hold: the same file sent twice is the same request. */
function withoutBytes(given: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(given, (name, value) => (name === 'bytes' ? undefined : (value as unknown))),
  ) as Record<string, unknown>;
}

/**
 * Adds the forms of a page: each is sent to the page's address with its name behind it, and leads back to the page.
 *
 * @param page the address of the page, with its parameters as the router reads them
 */
export function pageForms<Who>(
  web: Web,
  page: string,
  actions: Readonly<Record<string, Action<Who>>>,
  handling: Omit<Handling<Who>, 'back'> & Partial<Pick<Handling<Who>, 'back'>>,
): void {
  const faces = facesOf(actions);
  for (const [name, one] of Object.entries(actions)) {
    const address = name ? `${page}/${name}` : page;
    const step = known(web, address, one);
    web.app.post(address, async (request, reply) =>
      answerForm(web, request, reply, await readForm(request), name, step, {
        back: (asked) => `${sentFrom(asked, name)}?xong`,
        faces,
        ...handling,
      }),
    );
  }
}

/** Makes a page for officers: with the state of its forms, sent or not. @throws HttpError 404 */
export type OfficersPage = (
  request: FastifyRequest,
  officer: SignedIn,
  state: FormState | SentState,
) => Promise<JSX.Element>;

/**
 * Adds a page for officers with its forms: shown when it is asked for, and again with what is wrong in a form.
 *
 * @param who asks, where not every officer who works with cases may. @throws HttpError 404
 * @param sends who may send its forms, where not everybody may who sees it. @throws HttpError 404
 */
export function officerPage(
  web: Web,
  page: string,
  show: OfficersPage,
  actions: Readonly<Record<string, Action<SignedIn>>>,
  who: Handling<SignedIn>['who'] = (request) => requireCaseOfficer(web, request),
  sends = who,
): void {
  web.app.get(page, async (request, reply) =>
    sendPage(reply, await show(request, await who(request), freshState(request, actions))),
  );
  officerForms(web, page, show, actions, sends);
}

/** The forms of a page for officers whose own address is answered elsewhere; arguments as for `officerPage`. */
export function officerForms(
  web: Web,
  page: string,
  show: OfficersPage,
  actions: Readonly<Record<string, Action<SignedIn>>>,
  sends: Handling<SignedIn>['who'] = (request) => requireCaseOfficer(web, request),
): void {
  for (const [name, one] of Object.entries(actions)) stepApi(web, page, name, one, sends);
  pageForms(web, page, actions, {
    who: sends,
    scope: (officer) => `post:${officer.post}`,
    by: ({ post, unit }) => ({ post, unit }),
    // No reply for it: a page that can be given more than this would take the reply for that.
    show: (request, officer, state) => show(request, officer, state),
  });
}

/** Whether a page was come to after its form was done. */
export function isDone(request: FastifyRequest): boolean {
  return (request.query as { xong?: string }).xong !== undefined;
}

/** A form of its own page that anybody may send: without an account, slowed down when one address sends many. */
export function citizenForm(
  web: Web,
  path: string,
  one: Action<'citizen'> & {
    /** What the page is called, where it leads back to, and what can be picked. @throws HttpError 404 where there is nothing to send */
    page(request: FastifyRequest): Promise<Omit<Parameters<typeof FormPage>[0], 'frame' | 'spec' | 'state'>>;
    back(request: FastifyRequest, reply: FastifyReply, key: string): string | Promise<string>;
  },
): void {
  const { app, services } = web;
  const pass = limiterIn(services.config, 10, 100, 3600).pass;
  const show = async (request: FastifyRequest, _: 'citizen', state: SentState) =>
    h(FormPage, { frame: await frameOf(web, request), spec: one.spec, state, ...(await one.page(request)) });
  app.get(path, async (request, reply) =>
    sendPage(reply, await show(request, 'citizen', { ...freshState(request), labels: {} })),
  );
  const step = known(web, path, one);
  app.post(path, async (request, reply) => {
    await pass(addressOf(request));
    return answerForm<'citizen'>(web, request, reply, await readForm(request), '', step, {
      who: async () => 'citizen',
      scope: () => `form:${path}`,
      by: () => 'citizen',
      back: one.back,
      show,
    });
  });
}
