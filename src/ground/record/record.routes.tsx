import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { h } from 'preact';
import { notFound } from '../../platform/http/problem.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { EmptyState, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { renderPage } from '../../platform/page/render.ts';
import { formatInstant } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { paths } from '../places.ts';
import type { Services } from '../services.ts';
import { frameOf, sendPublic, type Web } from '../web.ts';
import { toBase64 } from './hash.ts';
import { entryBundle } from './publication.ts';
import { bundle, latestCheckpoints } from './record.store.ts';
import type { RecordState } from './record.ts';
import { RecordStateNote } from './state.tsx';
import { parseTilePath, tileWidth } from './tile.ts';
import type { Witnessed } from './witnessing.ts';

const texts = catalogue(
  {
    title: 'Sổ ghi',
    lead: 'Mỗi việc chính quyền làm với một đơn được ghi thành một mục. Các mục nối thành một cây băm; gốc của cây được ký và công bố. Ai sửa, xóa hay lùi ngày một mục thì gốc cây đổi, và mọi người đều thấy.',
    key: 'Khóa để kiểm tra chữ ký',
    keyText: 'Hãy so khóa này với khóa in trên biên nhận và trên bảng tin của cơ quan.',
    witnesses: 'Người chứng',
    witnessesLead:
      'Những bên độc lập theo dõi sổ này: chỉ ký khi gốc mới nối tiếp đúng gốc cũ. Ai cũng chạy được một bên chứng: gandan witness.',
    witness: 'Bên chứng',
    sawSize: 'Đã chứng đến mục',
    sawAt: 'Lúc',
    notYet: 'chưa chứng',
    latest: 'Các gốc cây mới nhất',
    justSigned: 'vừa ký',
    none: 'Sổ chưa có mục nào được ký.',
    size: 'Số mục',
    root: 'Gốc cây',
    at: 'Ký lúc',
    how: 'Tự kiểm tra',
    how1: 'Kiểm tra một biên nhận ngay trong trình duyệt, không gửi gì về máy chủ:',
    how2: 'Hoặc bằng dòng lệnh, trên máy của mình: gandan verify bien-nhan.json --key …',
    how3: 'Tệp tĩnh theo chuẩn C2SP tlog-tiles, phần mềm khác đọc được:',
    state: 'Tình trạng sổ',
    verifyTitle: 'Kiểm tra biên nhận',
    verifyLead:
      'Chọn tệp biên nhận (JSON hoặc văn bản). Việc kiểm tra chạy trong trình duyệt của quý vị; tệp không được gửi đi đâu.',
    file: 'Tệp biên nhận',
    keyField: 'Khóa kiểm tra (có thể bỏ trống)',
    keyHint: 'Dán khóa đã in trên bảng tin hoặc trên báo để chắc chắn hơn.',
    check: 'Kiểm tra',
    noScript:
      'Trang này cần JavaScript để kiểm tra tại chỗ. Không có JavaScript, hãy dùng lệnh gandan verify, hoặc nhờ một người quý vị tin kiểm tra giúp.',
    good: 'Đúng. Đơn này có trong sổ, nguyên vẹn như lúc nộp.',
    notProved:
      'Phần được chứng minh: nội dung, ngày giờ ghi, mục trong sổ. Số đơn ghi trong tệp chỉ để tra cứu, không nằm trong phần này.',
    goodDetail: 'Ghi lúc {at}, mục số {index} trong {size} mục, sổ {origin}. Khóa: {key}',
    format: 'Tệp này không phải là biên nhận của Gần Dân, hoặc đã bị hỏng.',
    keyBad: 'Khóa trong biên nhận không hợp lệ.',
    keyDiffers: 'Khóa trong biên nhận khác với khóa quý vị đưa.',
    checkpoint: 'Chữ ký của sổ không đúng.',
    origin: 'Chữ ký là của một sổ khác.',
    inclusion: 'Mục này không có trong sổ đã ký.',
    content: 'Nội dung đơn không khớp với mục đã ghi: nội dung đã bị sửa.',
    unreadable: 'Không đọc được tệp.',
  },
  {
    title: 'The record',
    lead: 'Everything the government does with a petition becomes an entry. The entries form a hash tree whose root is signed and published. Whoever changes, removes or back-dates an entry changes the root, and everyone can see it.',
    key: 'Key for checking signatures',
    keyText: 'Compare this key with the one printed on receipts and on the office’s notice board.',
    witnesses: 'Witnesses',
    witnessesLead:
      'Others who watch this record: they sign only when a new root follows the one before. Anybody can run one: gandan witness.',
    witness: 'Witness',
    sawSize: 'Cosigned up to entry',
    sawAt: 'At',
    notYet: 'not yet',
    latest: 'Newest roots',
    justSigned: 'just now',
    none: 'Nothing has been signed yet.',
    size: 'Entries',
    root: 'Root',
    at: 'Signed',
    how: 'Check it yourself',
    how1: 'Check a receipt in the browser, without sending anything:',
    how2: 'Or on the command line of your own computer: gandan verify receipt.json --key …',
    how3: 'Static files in the C2SP tlog-tiles layout, readable by other programs:',
    state: 'State of the record',
    verifyTitle: 'Check a receipt',
    verifyLead:
      'Choose a receipt file (JSON or text). The check runs in your browser; the file is not sent anywhere.',
    file: 'Receipt file',
    keyField: 'Key to check against (may stay empty)',
    keyHint: 'Paste the key printed on the notice board or in the newspaper to be surer.',
    check: 'Check',
    noScript:
      'This page needs JavaScript to check on the spot. Without it use the command gandan verify, or ask somebody you trust.',
    good: 'Right. This petition stands in the record, unchanged since it was handed in.',
    notProved:
      'Proved are the words, the time of entry and the place in the record. The number of the petition is there to find it by and is not part of it.',
    goodDetail: 'Entered {at}, entry {index} of {size}, record {origin}. Key: {key}',
    format: 'This file is not a Gần Dân receipt, or it is damaged.',
    keyBad: 'The key in the receipt is not valid.',
    keyDiffers: 'The key in the receipt differs from the one you gave.',
    checkpoint: 'The record’s signature is wrong.',
    origin: 'The signature belongs to another record.',
    inclusion: 'This entry does not stand in the signed record.',
    content: 'The petition’s words do not fit the entry: they were changed.',
    unreadable: 'The file cannot be read.',
  },
);

interface RecordView {
  frame: Frame;
  state: RecordState;
  verifyingKey: string;
  witnesses: Witnessed[];
  /** Newest first; the very newest may not be kept with its time yet. */
  checkpoints: { size: number; root: Uint8Array; signed_at?: Date }[];
}

function RecordPage({ view }: { view: RecordView }) {
  const { frame, state, verifyingKey, checkpoints, witnesses } = view;
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.title} description={t.lead}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <h2>{t.state}</h2>
      <RecordStateNote state={state} language={frame.language} />
      <h2>{t.key}</h2>
      <p>{t.keyText}</p>
      <p class="mono">{verifyingKey}</p>
      <h2>{t.how}</h2>
      <ul>
        <li>
          {t.how1} <a href={paths.verify}>{t.verifyTitle}</a>
        </li>
        <li>{t.how2}</li>
        <li>
          {t.how3} <a href="/record/checkpoint">/record/checkpoint</a>
        </li>
      </ul>
      {witnesses.length > 0 && (
        <>
          <h2>{t.witnesses}</h2>
          <p>{t.witnessesLead}</p>
          <Table
            caption={t.witnesses}
            hideCaption
            columns={[{ label: t.witness }, { label: t.sawSize, numeric: true }, { label: t.sawAt }]}
            rows={witnesses.map((one) => [
              one.name,
              one.seen ? formatInteger(one.seen.size) : t.notYet,
              one.seen ? formatInstant(one.seen.at) : '',
            ])}
          />
        </>
      )}
      <h2>{t.latest}</h2>
      {checkpoints.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.latest}
          hideCaption
          columns={[{ label: t.size, numeric: true }, { label: t.at }, { label: t.root }]}
          rows={checkpoints.map((one) => [
            formatInteger(one.size),
            <span class="nowrap">{one.signed_at ? formatInstant(one.signed_at) : t.justSigned}</span>,
            <span class="mono">{toBase64(new Uint8Array(one.root))}</span>,
          ])}
        />
      )}
    </Layout>
  );
}

const verdicts = {
  format: 'format',
  key: 'keyBad',
  'key-differs': 'keyDiffers',
  checkpoint: 'checkpoint',
  origin: 'origin',
  inclusion: 'inclusion',
  content: 'content',
} as const;

function VerifyPage({ frame }: { frame: Frame }) {
  const t = texts[frame.language];
  const words = Object.fromEntries(Object.entries(verdicts).map(([reason, name]) => [reason, t[name]]));
  return (
    <Layout frame={frame} title={t.verifyTitle} scripts={['verify']}>
      <h1>{t.verifyTitle}</h1>
      <p class="lead">{t.verifyLead}</p>
      <noscript>
        <p class="note warn">{t.noScript}</p>
      </noscript>
      <form
        id="verify"
        data-texts={JSON.stringify({
          ...words,
          good: t.good,
          goodDetail: t.goodDetail,
          notProved: t.notProved,
          unreadable: t.unreadable,
        })}
      >
        <div class="field">
          <label for="receipt">{t.file}</label>
          <input type="file" id="receipt" accept=".json,.txt,application/json,text/plain" />
        </div>
        <div class="field">
          <label for="key">{t.keyField}</label>
          <p class="hint" id="key-hint">
            {t.keyHint}
          </p>
          <input id="key" autocomplete="off" aria-describedby="key-hint" />
        </div>
        <button type="submit">{t.check}</button>
      </form>
      <div id="verdict" role="status" aria-live="polite" class="verdict" />
    </Layout>
  );
}

/** A tile or bundle by its path below `tile/`: as published, or cut to a width that was signed in between. */
async function tileAt({ record, db, publication }: Services, path: string): Promise<Uint8Array | undefined> {
  const tile = parseTilePath(path);
  if (!tile) return undefined;
  const file = join(publication.folder, 'tile', path);
  const published = await readFile(file).catch(() => undefined);
  if (published) return published;
  const { level, index, width } = tile;
  const covered = tileWidth ** (level === 'entries' ? 0 : level);
  const signed = (await record.checkpoint())?.size ?? 0;
  if (width === 0 || (index * tileWidth + width) * covered > signed) return undefined;
  if (level === 'entries') return entryBundle(await bundle(db, index, width));
  return (await record.tileBytes(level, index)).slice(0, width * hashBytes);
}

const hashBytes = 32;
const shownCheckpoints = 20;

/** Pages about the record, and its static files for other programs. */
export function recordRoutes(web: Web): void {
  const { app, services } = web;
  const { db, record, publication } = services;

  app.get(paths.record, async (request, reply) =>
    sendPublic(web, request, reply, async () => {
      const kept = await latestCheckpoints(db, shownCheckpoints);
      // At most one a second is kept; the newest of a burst is signed all the same.
      const newest = await record.checkpoint();
      const view = {
        frame: await frameOf(web, request),
        state: record.state,
        verifyingKey: record.verifyingKey,
        witnesses: web.services.witnessing.state,
        checkpoints: newest && newest.size > (kept[0]?.size ?? 0) ? [newest, ...kept] : kept,
      };
      return renderPage(h(RecordPage, { view }));
    }),
  );

  app.get(paths.verify, async (request, reply) =>
    sendPublic(web, request, reply, async () =>
      renderPage(h(VerifyPage, { frame: await frameOf(web, request) })),
    ),
  );

  // A receipt carries the checkpoint of its moment, which may stand between two that were published: the partial
  // tiles of every size up to the signed one are cut from what has grown since (C2SP tlog-tiles).
  app.get('/record/tile/*', async (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    const bytes = await tileAt(services, path);
    if (!bytes) throw notFound();
    return reply
      .type('application/octet-stream')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('access-control-allow-origin', '*')
      .send(bytes);
  });

  void app.register(fastifyStatic, {
    root: publication.folder,
    prefix: '/record/',
    decorateReply: false,
    index: false,
    // Only what tlog-tiles names; the note of what was signed is for this installation alone.
    allowedPath: (path) => path === '/checkpoint',
    setHeaders: (response) => {
      response.header('content-type', 'text/plain; charset=utf-8');
      response.header('cache-control', 'no-cache');
      response.header('access-control-allow-origin', '*');
    },
  });
}
