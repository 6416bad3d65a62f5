import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeFor, formatCode, hashCode } from '../src/ground/code.ts';
import { campaignPaths } from '../src/parts/campaigns/paths.ts';
import { dialoguePaths } from '../src/parts/dialogues/paths.ts';
import { landPaths } from '../src/parts/land/paths.ts';
import { sql } from '../src/platform/database/database.ts';
import { come, listen, openBrowser, openWindow } from './support/browser.ts';
import { java, pageCheck, unfold } from './support/page-check.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let browser: Browser;
let server: { base: string; close(): Promise<void> };
let window: BrowserContext;
const checked = pageCheck();

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  server = await listen(world);
  browser = await openBrowser();
  window = await openWindow(browser, server.base, { width: 360, scripts: true });
  await checked.arm(window);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

const idOf = async (query: ReturnType<typeof sql>) => (await world.services.db.one<{ id: string }>(query)).id;

async function look(pages: [name: string, path: string][]): Promise<void> {
  const page = await window.newPage();
  for (const [name, path] of pages) {
    await page.goto(path);
    await unfold(page);
    await checked.check(page, name);
  }
  await page.close();
}

test('what anybody reads of dialogues, land projects, models, works, launches and streets', async () => {
  const announced = await idOf(sql`select id from dialogue where state = 'announced' limit 1`);
  const held = await idOf(sql`select id from dialogue where state = 'published' limit 1`);
  const call = await idOf(sql`select id from dialogue_call limit 1`);
  const open = await idOf(sql`select id from consultation where state = 'open' limit 1`);
  const answered = await idOf(sql`select id from consultation where state = 'answered' limit 1`);
  const project = await idOf(sql`select project_id as id from land_act limit 1`);
  const empty = await idOf(
    sql`select id from land_project where handed_on is null and id <> ${project} limit 1`,
  );
  const model = await idOf(sql`select id from campaign_model where state = 'recognised' limit 1`);
  const work = await idOf(sql`select id from community_work where state = 'accounted' limit 1`);
  const proposed = await idOf(sql`select id from community_work where state = 'proposed' limit 1`);
  const launch = await idOf(sql`select id from launch where state = 'published' limit 1`);
  const street = await idOf(sql`select id from model_street limit 1`);
  await look([
    ['dialogues', dialoguePaths.public],
    ['dialogue-announced', dialoguePaths.one(announced)],
    ['dialogue-published', dialoguePaths.one(held)],
    ['dialogue-ask', `${dialoguePaths.one(announced)}/hoi`],
    ['dialogue-asked', `${dialoguePaths.one(announced)}/hoi/da-gui`],
    ['dialogue-seat', `${dialoguePaths.one(announced)}/dang-ky`],
    ['dialogue-mine', dialoguePaths.mine],
    ['dialogue-compliance', dialoguePaths.compliance],
    ['dialogue-call', dialoguePaths.call(call)],
    ['dialogue-call-me', `${dialoguePaths.call(call)}/de-nghi`],
    ['consultations', dialoguePaths.consultations],
    ['consultation-open', dialoguePaths.consultation(open)],
    ['consultation-answered', dialoguePaths.consultation(answered)],
    ['consultation-give', `${dialoguePaths.consultation(open)}/gop-y`],
    ['disclosures', dialoguePaths.disclosures],
    ['disclosure', dialoguePaths.disclosuresOf('phuong-bac-lieu')],
    ['land', landPaths.public],
    ['land-project', landPaths.one(project)],
    ['land-project-empty', landPaths.one(empty)],
    ['land-question', landPaths.question(project)],
    ['land-asked', `${landPaths.question(project)}/da-gui`],
    ['land-code', landPaths.own],
    ['models', campaignPaths.models],
    ['models-none', `${campaignPaths.models}?tim=khongcogihet`],
    ['model', campaignPaths.model(model)],
    ['works', campaignPaths.works],
    ['work', campaignPaths.work(work)],
    ['work-proposed', campaignPaths.work(proposed)],
    ['launches', campaignPaths.launches],
    ['launch', campaignPaths.launch(launch)],
    ['streets', campaignPaths.streets],
    ['street', campaignPaths.street(street)],
  ]);
});

test('a household’s own page, and an error in one of its forms', async () => {
  const { db, secrets } = world.services;
  const household = await idOf(sql`
    select household_id as id from land_correction join land_visit visit on visit.id = visit_id limit 1`);
  // The sample's codes belong to another installation: this one's is put in its place.
  const code = codeFor(secrets.codes, `land/${household}`);
  await db.run(
    sql`update land_household set code_hash = ${hashCode(code)}, resettles = true where id = ${household}`,
  );
  await window.clearCookies();
  const page = await window.newPage();
  await page.goto(landPaths.own);
  await page.getByLabel('Mã của hộ').fill('sai');
  await page.getByRole('button', { name: 'Xem' }).click();
  await checked.check(page, 'land-code-wrong', 'sent');
  await page.getByLabel('Mã của hộ').fill(formatCode(code));
  await page.getByRole('button', { name: 'Xem' }).click();
  await page.getByRole('heading', { name: 'Đất của hộ tôi' }).waitFor();
  await unfold(page);
  await checked.check(page, 'land-own');
  await page.getByRole('button', { name: 'Khiếu nại, kiến nghị' }).click();
  await page.getByText('Có chỗ cần sửa').waitFor();
  await unfold(page);
  await checked.check(page, 'land-own-errors', 'sent');
  await page.close();
});

test('desks of those who go out to people', async () => {
  const announced = await idOf(sql`
    select dialogue.id from dialogue join unit on unit.id = unit_id where state = 'announced' and code = 'phuong-bac-lieu'`);
  const draft = await idOf(sql`
    select consultation.id from consultation join unit on unit.id = unit_id where code = 'phuong-bac-lieu' limit 1`);
  const project = await idOf(sql`select project_id as id from land_act limit 1`);
  const household = await idOf(sql`
    select household_id as id from land_correction join land_visit visit on visit.id = visit_id limit 1`);
  const model = await idOf(sql`
    select model.id from campaign_model model join unit on unit.id = unit_id where state = 'running' and code = 'phuong-bac-lieu' limit 1`);
  const work = await idOf(sql`select id from community_work where state = 'building' limit 1`);
  const proposed = await idOf(sql`select id from community_work where state = 'proposed' limit 1`);
  const launch = await idOf(sql`select id from launch where state = 'announced' limit 1`);
  const street = await idOf(sql`select id from model_street limit 1`);
  await window.clearCookies();
  await come(world, window, 'thutruong');
  await look([
    ['desk-dialogues', dialoguePaths.desk],
    ['desk-dialogue', dialoguePaths.deskOne(announced)],
    ['desk-dialogue-run', dialoguePaths.run(announced)],
    ['desk-consultations', dialoguePaths.deskConsultations],
    ['desk-consultation', dialoguePaths.deskConsultation(draft)],
    ['desk-disclosures', dialoguePaths.deskDisclosures],
    ['desk-land', landPaths.desk],
    ['desk-land-project', landPaths.deskOne(project)],
    ['desk-land-parcels', landPaths.parcels(project)],
    ['desk-land-households', landPaths.households(project)],
    ['desk-land-household', landPaths.household(household)],
    ['desk-land-payments', landPaths.payments(project)],
    ['desk-models', campaignPaths.desk],
    ['desk-model', campaignPaths.deskModel(model)],
    ['desk-model-copy', `${campaignPaths.desk}?mau=${model}`],
    ['desk-works', campaignPaths.deskWorks],
    ['desk-work', campaignPaths.deskWork(work)],
    ['desk-work-proposed', campaignPaths.deskWork(proposed)],
    ['desk-launches', campaignPaths.deskLaunches],
    ['desk-launch', campaignPaths.deskLaunch(launch)],
    ['desk-streets', campaignPaths.deskStreets],
    ['desk-street', campaignPaths.deskStreet(street)],
  ]);
});

test.runIf(java)('every page is valid HTML by the Nu checker', () => {
  expect(checked.visited.length).toBeGreaterThan(50);
  expect(checked.invalid()).toEqual([]);
});
