import { z } from 'zod';
import { keyPattern } from './idempotency.ts';

/** What went wrong, as RFC 9457 has it. */
export const problem = z
  .object({
    type: z.string(),
    status: z.number(),
    title: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })).optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });

/** The key under which something is done once (draft-ietf-httpapi-idempotency-key-header). */
export const key = z.object({ 'idempotency-key': z.string().regex(keyPattern) });
