import { h } from 'preact';
import { frameOf, type Web } from '../ground/web.ts';
import { sendPage } from '../platform/http/app.ts';
import { newestMails } from '../platform/mail/outbox.ts';
import { KitPage } from '../platform/page/kit.page.tsx';
import { EmptyState, Prose } from '../platform/page/kit.tsx';
import { Layout } from '../platform/page/layout.tsx';
import { formatInstant } from '../platform/time.ts';

/** Pages for those who build it: the page kit, and the mails that would have been sent. */
export function developmentRoutes(web: Web): void {
  const { app, services } = web;

  app.get('/kit', async (request, reply) =>
    sendPage(reply, h(KitPage, { frame: await frameOf(web, request) })),
  );

  app.get('/dev/mail', async (request, reply) => {
    const frame = await frameOf(web, request);
    const mails = await newestMails(services.db);
    return sendPage(
      reply,
      <Layout frame={frame} title={frame.language === 'vi' ? 'Thư đã gửi' : 'Mails sent'}>
        <h1>{frame.language === 'vi' ? 'Thư đã gửi' : 'Mails sent'}</h1>
        {mails.length === 0 && (
          <EmptyState title={frame.language === 'vi' ? 'Chưa có thư nào.' : 'No mail yet.'} />
        )}
        {mails.map((mail, at) => (
          <details key={at}>
            <summary>
              {mail.subject} · {mail.recipient} · {formatInstant(mail.created_at)} · {mail.state}
            </summary>
            <div class="inside">
              <Prose text={mail.body} />
            </div>
          </details>
        ))}
      </Layout>,
    );
  });
}
