import { h } from 'preact';
import { paths } from '../ground/places.ts';
import { frameOf, sendPublic, type Web } from '../ground/web.ts';
import { catalogue } from '../platform/language.ts';
import type { Frame } from '../platform/page/frame.ts';
import { Layout } from '../platform/page/layout.tsx';
import { renderPage } from '../platform/page/render.ts';

const texts = catalogue(
  {
    title: 'Dữ liệu cho phần mềm (API)',
    lead: 'JSON qua HTTPS. Cùng quy tắc và cùng quyền như trên trang. Tài liệu máy đọc:',
    keys: 'Mọi yêu cầu làm thay đổi dữ liệu phải có Idempotency-Key (16–100 ký tự); gửi lại cùng khóa thì nhận lại cùng kết quả. Lỗi theo RFC 9457. Danh sách đi tiếp bằng cursor.',
    tokens:
      'Cán bộ dùng mã truy cập do quản trị cấp (gandan token), mang quyền của một chức danh. Người dân dùng mã theo dõi trong đầu mục Case-Code.',
    parameters: 'Tham số',
    answers: 'Trả về',
  },
  {
    title: 'Data for programs (API)',
    lead: 'JSON over HTTPS. The same rules and rights as on the pages. Machine-readable document:',
    keys: 'Every request that changes something carries an Idempotency-Key (16–100 characters); the same key again gives the same result. Errors follow RFC 9457. Lists go on by cursor.',
    tokens:
      'Officers use tokens made by the administrator (gandan token), with the rights of a post. Citizens use their code in the Case-Code header.',
    parameters: 'Parameters',
    answers: 'Answers',
  },
);

interface Operation {
  method: string;
  path: string;
  summary: string;
  parameters: { name: string; in: string; required?: boolean }[];
  body: boolean;
  answers: string[];
}

interface Document {
  paths?: Record<
    string,
    Record<
      string,
      {
        summary?: string;
        parameters?: Operation['parameters'];
        requestBody?: unknown;
        responses?: Record<string, unknown>;
      }
    >
  >;
}

function operations(document: Document): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      method: method.toUpperCase(),
      path,
      summary: one.summary ?? '',
      parameters: one.parameters ?? [],
      body: one.requestBody !== undefined,
      answers: Object.keys(one.responses ?? {}),
    })),
  );
}

function ApiPage({ frame, document }: { frame: Frame; document: Document }) {
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.title}>
      <h1>{t.title}</h1>
      <p class="lead">
        {t.lead} <a href="/api/openapi.json">openapi.json</a>
      </p>
      <p>{t.keys}</p>
      <p>{t.tokens}</p>
      {operations(document).map((one) => (
        <section key={`${one.method} ${one.path}`}>
          <h2 class="mono">
            {one.method} {one.path}
          </h2>
          <p lang="en">{one.summary}</p>
          {one.parameters.length > 0 && (
            <p class="muted">
              {t.parameters}:{' '}
              {one.parameters
                .map((parameter) => `${parameter.name}${parameter.required ? '*' : ''} (${parameter.in})`)
                .join(', ')}
            </p>
          )}
          <p class="muted">
            {t.answers}: {one.answers.join(', ')}
          </p>
        </section>
      ))}
    </Layout>
  );
}

/** The API's document, for machines and for people. */
export function apiPage(web: Web): void {
  const { app } = web;
  app.get('/api/openapi.json', async () => app.swagger());
  app.get(paths.api, async (request, reply) =>
    sendPublic(web, request, reply, async () =>
      renderPage(h(ApiPage, { frame: await frameOf(web, request), document: app.swagger() as Document })),
    ),
  );
}
