import { h } from 'preact';
import { z } from 'zod';
import { checkText, languageOf } from '../../ground/claims/check.ts';
import { verdicts } from '../../ground/claims/claim.ts';
import { explained } from '../../ground/claims/explain.ts';
import { paths } from '../../ground/places.ts';
import { frameOf, type Web } from '../../ground/web.ts';
import { addressOf, sendPage } from '../../platform/http/app.ts';
import { readForm } from '../../platform/http/form.ts';
import { limiterIn } from '../../platform/http/limit.ts';
import { ClaimsPage, claimTexts } from './claims.pages.tsx';
import { heldAgainstFigures } from './published.ts';

/** Longest text that is checked at once, in letters: about two tenths of a second's work. */
const longest = 200_000;

/** The claim checker as a page and for programs. */
export function claimRoutes(web: Web): void {
  const { app, services } = web;
  const { pass } = limiterIn(services.config, 30, 300, 3600);

  app.get(paths.claims, async (request, reply) =>
    sendPage(reply, h(ClaimsPage, { frame: await frameOf(web, request), text: '' })),
  );

  app.post(paths.claims, async (request, reply) => {
    await pass(addressOf(request));
    const { values } = await readForm(request);
    const text = (values.text ?? '').normalize('NFC').replaceAll('\r\n', '\n');
    const frame = await frameOf(web, request);
    const t = claimTexts[request.language];
    const error = text.trim() === '' ? t.missing : text.length > longest ? t.tooLong : undefined;
    if (error) return sendPage(reply, h(ClaimsPage, { frame, text, error }), 422);
    const language = languageOf(text);
    const claims = checkText(text, language);
    const published = await heldAgainstFigures(services, text, claims, language);
    return sendPage(reply, h(ClaimsPage, { frame, text, result: { claims, language, published } }));
  });

  app.post(
    '/api/claims/check',
    {
      schema: {
        tags: ['public'],
        summary:
          'Check the claims with numbers of a text against its own numbers and the published figures; nothing is kept. Places are code units of the text in NFC',
        body: z.object({
          text: z.string().min(1).max(longest),
          language: z.enum(['vi', 'en']).optional(),
        }),
        response: {
          200: z.object({
            language: z.enum(['vi', 'en']),
            holds: z.boolean(),
            claims: z.array(
              z.object({
                at: z.number(),
                end: z.number(),
                quote: z.string(),
                verdict: z.enum(verdicts),
                rule: z.string(),
                doubt: z.enum(['alone', 'several']).optional(),
                from: z.array(z.string()),
                uses: z.array(z.object({ at: z.number(), end: z.number() })),
                truth: z.string().optional(),
                wording: z.string().optional(),
                explanation: z.string(),
                published: z
                  .object({
                    code: z.string(),
                    from: z.string(),
                    to: z.string(),
                    numerator: z.number(),
                    denominator: z.number().nullable(),
                    agrees: z.boolean(),
                    href: z.string(),
                  })
                  .nullable(),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      await pass(addressOf(request));
      const text = request.body.text.normalize('NFC');
      const language = request.body.language ?? languageOf(text);
      const claims = checkText(text, language);
      const held = await heldAgainstFigures(services, text, claims, language);
      const publishedOf = (at: number) => {
        const found = held.get(at);
        if (!found) return null;
        const { code, numerator, denominator = null, agrees, href, from, to } = found;
        return { code, numerator, denominator, agrees, href, from: from.slice(0, 7), to: to.slice(0, 7) };
      };
      return {
        language,
        holds: claims.every((claim) => claim.verdict !== 'fails'),
        claims: claims.map((claim) => ({
          ...claim,
          explanation: explained(claim, language),
          published: publishedOf(claim.at),
        })),
      };
    },
  );
}
