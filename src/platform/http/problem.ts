/** An answer that is not what was asked for, as RFC 9457 problem details. */
export interface Problem {
  status: number;
  /** Stable name of the problem, the last part of its `type`. */
  code: string;
  title: string;
  detail?: string;
  errors?: { field: string; code: string; detail: string }[];
  requestId?: string;
}

/** Body of an `application/problem+json` answer. */
export function problemBody(problem: Problem): Record<string, unknown> {
  const { code, ...rest } = problem;
  return { type: `urn:gandan:problem:${code}`, ...rest };
}

/** Thrown where the request cannot go on; the error handler turns it into a page or problem details. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code:
      | 'notFound'
      | 'unauthorized'
      | 'forbidden'
      | 'conflict'
      | 'tooMany'
      | 'badRequest'
      | 'away'
      | 'keyReused',
    readonly retryAfterSeconds?: number,
  ) {
    super(code);
  }
}

/** Unknown and forbidden look alike from outside. */
export const notFound = (): HttpError => new HttpError(404, 'notFound');
