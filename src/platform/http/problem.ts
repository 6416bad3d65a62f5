/** An answer that is not what was asked for, as RFC 9457 problem details. */
export interface Problem {
  status: number;
  /** Stable name of the problem, the last part of its `type`. */
  code: string;
  title: string;
  detail?: string;
  errors?: FieldProblem[];
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
      | 'wrongMethod'
      | 'badData'
      | 'away'
      | 'keyReused'
      | 'invalid',
    readonly retryAfterSeconds?: number,
  ) {
    super(code);
  }
}

/** One thing that is wrong with what was sent, in the reader's words. */
export interface FieldProblem {
  field: string;
  code: string;
  detail: string;
}

/** Thrown where what was sent cannot be understood; nothing has changed. */
export class Invalid extends HttpError {
  constructor(
    readonly errors: FieldProblem[],
    status: 400 | 422 = 422,
  ) {
    super(status, 'invalid');
  }
}

/** Unknown and forbidden look alike from outside. */
export const notFound = (): HttpError => new HttpError(404, 'notFound');
