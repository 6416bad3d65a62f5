import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database/database.ts';
import type { FileStore } from '../platform/files/store.ts';
import type { PublicCache } from '../platform/http/cache.ts';
import type { Bilingual } from '../platform/language.ts';
import type { Postman } from '../platform/mail/outbox.ts';
import type { FilterSpec } from '../platform/page/list-spec.ts';
import type { Clock } from '../platform/time.ts';
import type { LateSource } from './duty/late.ts';
import type { SettlingPart } from './duty/settle.service.ts';
import type { DutySubject } from './duty/subject.ts';
import type { Figure } from './figure/catalogue.ts';
import type { OpeningSet } from './figure/proof.ts';
import type { InboxSource } from './hall/inbox.ts';
import type { MenuEntry } from './hall/menu.ts';
import type { WorkCalendar } from './law/calendar.ts';
import type { OfficeLaw } from './law/office-law.ts';
import type { OpenTable } from './open-table.ts';
import type { UnitWork } from './organization/work.ts';
import type { PetitionDesk } from './petition-desk.ts';
import type { PromiseKind } from './promise/promise.ts';
import type { PublicAddresses } from './public-face.ts';
import type { NewsSource } from './public-news.ts';
import type { Publication } from './record/publication.ts';
import type { LedgerRecord } from './record/record.ts';
import type { Witnessing } from './record/witnessing.ts';
import type { RegisterDesk } from './register-desk.ts';
import type { Secrets } from './secrets.ts';
import type { Site } from './site.ts';
import type { KnownSteps } from './step/undo.ts';
import type { Part } from './web.ts';

/** Everything a part may stand on. Made once at start; tests make their own. */
export interface Services {
  /** What the locality does: a folder each. */
  parts: readonly Part[];
  config: Config;
  db: Database;
  clock: Clock;
  calendar: WorkCalendar;
  /** What the office entered beside the shipped law. */
  law: OfficeLaw;
  record: LedgerRecord;
  publication: Publication;
  /** Others who watch that the record only grows. */
  witnessing: Witnessing;
  files: FileStore;
  secrets: Secrets;
  site: Site;
  /** Every step that can be taken with a form, of all parts. */
  steps: KnownSteps;
  /** What each list of the desk can be asked for, by its address; filled when the routes are made. */
  lists: Map<string, FilterSpec>;
  /** Work of the parts that belongs to units: what a reorganisation moves. */
  work: readonly UnitWork[];
  /** What receptions and others ask of the part that takes petitions in. */
  desk: PetitionDesk;
  register: RegisterDesk;
  /** Kinds of promises, of all parts. */
  promises: readonly PromiseKind[];
  /** Every published figure, of all parts. */
  figures: readonly Figure[];
  /** What duties are about, of all parts. */
  dutySubjects: readonly DutySubject[];
  /** A person's ratings, of the parts that rate. */
  ratings: readonly NonNullable<Part['ratings']>[];
  /** Signs of how units came to their results, of all parts. */
  unitSigns: readonly NonNullable<Part['unitSigns']>[];
  /** What people may ask to be told of, of all parts. */
  newsSources: readonly NewsSource[];
  /** Tables that anyone may take away, of all parts. */
  openTables: readonly OpenTable[];
  /** What each part withheld, took down or put right. */
  openness: readonly NonNullable<Part['openness']>[];
  /** What each part shows on the first page, and finds of what is public. */
  home: readonly NonNullable<Part['home']>[];
  search: readonly NonNullable<Part['search']>[];
  /** Public pages of all parts, for search engines. */
  addresses: readonly PublicAddresses[];
  /** Opened entries of the record, by the name of their set. */
  openings: readonly OpeningSet[];
  /** What waits for officers, part by part, under the part's name. */
  inbox: readonly { code: string; source: InboxSource }[];
  /** Entries of the menus, of all parts. */
  menu: readonly MenuEntry[];
  /** Figures that are not known before the database is asked. */
  moreFigures: readonly NonNullable<Part['moreFigures']>[];
  /** What parts do when dates of their duties are settled. */
  settling: readonly SettlingPart[];
  /** What parts have planned on days. */
  planned: readonly NonNullable<Part['planned']>[];
  /** What can be late, of all parts. */
  late: readonly LateSource[];
  /** Other places of the parts' work. */
  deskLinks: readonly { href: string; label: Bilingual }[];
  postman: Postman;
  cache: PublicCache;
}
