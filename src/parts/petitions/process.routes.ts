import { h } from 'preact';
import { frameOf, sendPublic, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { renderPage } from '../../platform/page/render.ts';
import { dayInVietnam, readTypedDate } from '../../platform/time.ts';
import { processPath } from './paths.ts';
import { kinds, varieties } from './petition.ts';
import { ProcessPage } from './process.pages.tsx';
import { powersOn, processSince, transitionsOf } from './process.ts';

/** The processes, generated from the rules that run them, for whoever wants to check them. */
export function processRoutes(web: Web): void {
  const { app, services } = web;

  app.get(processPath, async (request, reply) => {
    const { loai = 'complaint', ngay = '' } = request.query as Record<string, string>;
    const [kindName, varietyName = 'ordinary'] = loai.split('-');
    const kind = kinds.find((one) => one === kindName) ?? 'complaint';
    const variety = (kind === 'complaint' && varieties.find((one) => one === varietyName)) || 'ordinary';
    const today = dayInVietnam(services.clock());
    const asked = ngay ? readTypedDate(ngay) : today;
    const badDate = asked === undefined || asked < processSince;
    const on = badDate ? today : asked;
    const make = async () =>
      h(ProcessPage, {
        frame: await frameOf(web, request),
        kind,
        variety,
        on,
        typed: ngay,
        badDate,
        transitions: transitionsOf(kind, variety, on),
        powers: powersOn(on),
      });
    if (badDate) return sendPage(reply, await make(), 422);
    return sendPublic(web, request, reply, async () => renderPage(await make()));
  });
}
