import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Cookies of this origin alone: `__Host-`, Secure, HttpOnly, SameSite=Lax (RFC 6265bis). On plain HTTP
 * away from localhost browsers would drop such cookies, so there they go by their bare names.
 */
export class Cookies {
  /** Whether browsers keep cookies marked Secure that come from here. */
  readonly secure: boolean;

  constructor(publicUrl: string) {
    const url = new URL(publicUrl);
    this.secure = url.protocol === 'https:' || url.hostname === 'localhost';
  }

  private fullName(name: string): string {
    return this.secure ? `__Host-${name}` : name;
  }

  read(request: FastifyRequest, name: string): string | undefined {
    return request.cookies[this.fullName(name)];
  }

  /** @param maxAge seconds; a session cookie without */
  set(reply: FastifyReply, name: string, value: string, maxAge?: number): void {
    reply.setCookie(this.fullName(name), value, {
      path: '/',
      httpOnly: true,
      secure: this.secure,
      sameSite: 'lax',
      ...(maxAge === undefined ? {} : { maxAge }),
    });
  }

  clear(reply: FastifyReply, name: string): void {
    reply.clearCookie(this.fullName(name), { path: '/', secure: this.secure });
  }
}
