import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { type ComponentChildren, h, type VNode } from 'preact';
import { DatabaseAway } from '../platform/database/database.ts';
import type { App } from '../platform/http/app.ts';
import { pack } from '../platform/http/cache.ts';
import type { Cookies } from '../platform/http/cookies.ts';
import { HttpError, notFound } from '../platform/http/problem.ts';
import type { Bilingual, Language } from '../platform/language.ts';
import type { Frame } from '../platform/page/frame.ts';
import { renderPage } from '../platform/page/render.ts';
import type { Random } from '../platform/random.ts';
import type { PlainDate } from '../platform/time.ts';
import { requireToken } from './access/api.ts';
import { worksAnywhere, worksWithCases } from './access/decision.ts';
import { floorOf, seenBy } from './access/floor.ts';
import { readSession, type SignedIn } from './access/session.ts';
import type { Visits } from './access/visit.ts';
import type { LateSource } from './duty/late.ts';
import type { SettlingPart } from './duty/settle.service.ts';
import type { DutySubject } from './duty/subject.ts';
import type { Figure } from './figure/catalogue.ts';
import type { OpeningSet } from './figure/proof.ts';
import type { InboxSource } from './hall/inbox.ts';
import { type MenuEntry, menuOf } from './hall/menu.ts';
import type { OpenTable } from './open-table.ts';
import type { PersonId, UnitId } from './organization/organization.ts';
import type { UnitWork } from './organization/work.ts';
import type { PetitionDesk } from './petition-desk.ts';
import { paths } from './places.ts';
import type { PromiseKind } from './promise/promise.ts';
import type { HomeSection, OpennessSection, PublicAddresses, PublicSearch } from './public-face.ts';
import type { NewsSource } from './public-news.ts';
import type { RegisterDesk } from './register-desk.ts';
import type { SampleWorld } from './sample/locality.ts';
import type { Services } from './services.ts';
import { stepsOn } from './step/journal.ts';
import { TakenSteps } from './step/taken.tsx';
import type { KnownStep } from './step/undo.ts';

/** What routes of parts and ground modules are given. */
export interface Web {
  app: App;
  /** The part whose routes are made, for the API's document. */
  part?: string;
  services: Services;
  cookies: Cookies;
  /** What people without an account have open. */
  visits: Visits;
  assets: Record<string, string>;
}

/** One part of the system: a folder that brings its own pages and API. */
/** Something that is planned on a day. */
export interface Planned {
  day: PlainDate;
  title: Bilingual;
  href: string;
}

export interface Part {
  name: string;
  routes(web: Web): void;
  /** Steps of it that are no forms of a page of data. */
  steps?: readonly KnownStep[];
  /** Its work that belongs to units, so that a reorganisation loses none of it. */
  work?: UnitWork;
  /** What other parts may ask of the part that takes petitions in. */
  desk?: PetitionDesk;
  /** What other parts may ask of the part that keeps the registers. */
  register?: RegisterDesk;
  /** Its entries in the catalogue of published figures. */
  figures?: readonly Figure[];
  /** Figures that are put together while the program runs, from those of the catalogue. */
  moreFigures?(services: Services): Promise<{ figure: Figure; audience: 'public' | 'office' }[]>;
  /** Entries of its own in the record that everybody may read. */
  openings?: OpeningSet;
  /** What of the part waits for an officer, in the one inbox. */
  inbox?: InboxSource;
  /** Its entries in the menus. */
  menu?: readonly MenuEntry[];
  /** Other places of its work, for the officer's first page. */
  deskLinks?: readonly { href: string; label: Bilingual }[];
  /** Promises of it that another person than kept them has to confirm. */
  promises?: readonly PromiseKind[];
  /** What its duties are about, for those who read duties across parts. */
  dutySubjects?: readonly DutySubject[];
  /** What it does when dates of its duties are settled, where it keeps something of them itself. */
  settling?: SettlingPart;
  /** What of it is planned on some days, for whoever learns that they are off. */
  planned?(services: Services, days: readonly PlainDate[]): Promise<Planned[]>;
  /** What of it can be late, for whoever looks over many units. */
  late?: readonly LateSource[];
  /** A person's ratings of the last years in words, newest first: what a staff reduction may rest on. */
  ratings?(services: Services, person: PersonId): Promise<string[]>;
  /** Signs of how a unit came to its results in a year, in words: beside a rating, never in it. */
  unitSigns?(services: Services, unit: UnitId, year: number): Promise<Bilingual[]>;
  /** What of it people may ask to be told of. */
  news?: NewsSource;
  /** Its tables that anyone may take away. */
  openTables?: readonly OpenTable[];
  /** What it withheld, took down or put right. */
  openness?(services: Services): Promise<OpennessSection[]>;
  /** What it shows on the first page. */
  home?(services: Services): Promise<HomeSection>;
  /** Its public pages, for search engines. */
  addresses?: PublicAddresses;
  /** Finds what is public of it. */
  search?: PublicSearch;
  /** Its work beside requests, done every half minute: it may run twice, late or at the same time as itself. */
  upkeep?(services: Services): Promise<void>;
  /** Loads the part's made-up data for a sample locality. */
  sample?(client: pg.ClientBase, world: SampleWorld, options: SampleOptions): Promise<void>;
}

/** How much sample data, from what seed, up to when. */
export interface SampleOptions {
  random: Random;
  petitions: number;
  now: Date;
  /** From what people's codes are made in this installation. */
  codes: Buffer;
  onProgress(done: number, of: number): void;
}

const unnamed = { vi: 'Địa phương chưa thiết lập', en: 'Locality not set up' };

/** What was entered on an officer's page before, for its foot. */
async function takenHere(web: Web, request: FastifyRequest, officer: SignedIn): Promise<ComponentChildren> {
  const { db, steps: known } = web.services;
  const page = request.url.split('?', 1)[0] as string;
  if (request.method !== 'GET' || !page.startsWith(paths.desk)) return undefined;
  const steps = await stepsOn(seenBy(db, floorOf(officer)), page);
  return h(TakenSteps, { steps, known, officer, language: request.language });
}

/** The menus of a page, and where its frame leads. */
export function linksOf(
  menu: readonly MenuEntry[],
  language: Language,
  officer: { administrator: boolean } | undefined,
): Pick<Frame, 'menu' | 'foot' | 'links'> {
  return {
    menu: officer ? menuOf(menu, 'desk', language, officer.administrator) : menuOf(menu, 'top', language),
    foot: menuOf(menu, 'foot', language),
    links: paths,
  };
}

/** The frame of a page for this request. */
export async function frameOf(web: Web, request: FastifyRequest, officer?: SignedIn): Promise<Frame> {
  const { locality, words } = await web.services.site.read();
  const { language } = request;
  return {
    language,
    url: request.url,
    below: officer && (await takenHere(web, request, officer)),
    ...linksOf(web.services.menu, language, officer && { administrator: officer.role === 'administrator' }),
    locality: locality?.name ?? unnamed,
    sample: locality?.sample ?? false,
    assets: web.assets,
    contact: words.contact,
    officer: officer && {
      name: officer.personName,
      post: `${officer.title[language]}, ${officer.unitName[language]}${
        officer.delegation ? (language === 'vi' ? ' (làm thay)' : ' (standing in)') : ''
      }`,
      administrator: officer.role === 'administrator',
    },
  };
}

/** Who is signed in, if anybody. */
export async function officerOf(web: Web, request: FastifyRequest): Promise<SignedIn | undefined> {
  // A program shows its token at every call, and has no cookies.
  if (request.url.startsWith('/api/')) return requireToken(web, request);
  const token = web.cookies.read(request, 'session');
  return token ? readSession(web.services.db, token, web.services.clock()) : undefined;
}

/** Thrown to lead to the sign-in page, and from there back. */
export class SignInFirst extends Error {}

/** Who is signed in. @throws SignInFirst when nobody is */
export async function requireOfficer(web: Web, request: FastifyRequest): Promise<SignedIn> {
  const officer = await officerOf(web, request);
  if (!officer) throw new SignInFirst();
  return officer;
}

const readingMethods = ['GET', 'HEAD'];

/**
 * Who is signed in and works with cases; who only looks may not send anything.
 *
 * @throws SignInFirst, HttpError 404 for whoever does not
 */
export async function requireCaseOfficer(web: Web, request: FastifyRequest): Promise<SignedIn> {
  const officer = await requireOfficer(web, request);
  const may = readingMethods.includes(request.method) ? worksWithCases : worksAnywhere;
  if (!may(officer)) throw notFound();
  return officer;
}

/** Leads to the sign-in page; only addresses of this site are ever returned to. */
export function toSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const back =
    request.method === 'GET' && request.url.startsWith('/can-bo/')
      ? `?tiep=${encodeURIComponent(request.url)}`
      : '';
  return reply.redirect(`${paths.signIn}${back}`, 303);
}

/** Leads to where the person proves again who they are, and from there back. */
export function toConfirm(request: FastifyRequest, reply: FastifyReply, back = request.url): FastifyReply {
  return reply.redirect(`${paths.confirm}?${new URLSearchParams({ tiep: back })}`, 303);
}

// A page made a while ago is better than waiting for a database that may not answer.
const staleAfterMs = 2000;

/** Waits for what is made; when there is something to fall back on, for a while only. */
async function within<Result>(
  milliseconds: number,
  make: () => Promise<Result>,
  fallback: () => boolean,
): Promise<Result> {
  const making = make();
  if (!fallback()) return making;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseAway(new Error('late'))), milliseconds);
  });
  try {
    return await Promise.race([making, late]);
  } finally {
    clearTimeout(timer);
    making.catch(() => {});
  }
}

/**
 * Makes a public page, keeps it ready, and serves the last good one while the database is away.
 *
 * @param make gives the HTML, the same for every reader
 */
export async function sendPublic(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  make: () => Promise<string>,
): Promise<FastifyReply> {
  let html: string;
  try {
    html = await within(staleAfterMs, make, () => web.services.cache.hasStale(request.raw));
  } catch (error) {
    if (!(error instanceof HttpError) && web.services.cache.serveStale(request.raw, reply.raw))
      return reply.hijack();
    throw error;
  }
  const page = request.url.includes('lang=')
    ? { identity: Buffer.from(html) }
    : web.services.cache.put(request.language, request.url, html);
  const { body, coding } = pack(request.raw, page);
  if (coding) reply.header('content-encoding', coding);
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'public, max-age=15')
    .header('vary', 'accept-encoding, cookie')
    .send(body);
}

/**
 * Adds a page that everybody may read: made once for all its readers while nothing changes.
 *
 * @param make the page, the same for every reader. @throws HttpError 404
 */
export function publicPage<Props>(
  web: Web,
  path: string,
  make: (request: FastifyRequest) => Promise<VNode<Props>>,
): void {
  web.app.get(path, (request, reply) =>
    sendPublic(web, request, reply, async () => renderPage(await make(request))),
  );
}
