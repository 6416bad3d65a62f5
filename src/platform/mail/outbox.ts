import { createTransport } from 'nodemailer';
import { type Database, type Queries, sql } from '../database/database.ts';
import type { Clock } from '../time.ts';

/** A mail to one person. `once` names the event and the template: the same name is sent once. */
export interface Mail {
  once: string;
  to: string;
  subject: string;
  body: string;
  /** Where one click leaves what this is sent for (RFC 8058); none for mail about one's own matter. */
  leaveAt?: string;
}

// Retried for three days, first after a minute, then ever longer.
const retryMinutes = [1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 1440];
// Longer than any SMTP exchange: a sender that dies leaves its mail to the next one after this.
const leaseMs = 5 * 60_000;
const atOnce = 20;

/**
 * Writes a mail into the outbox, in the transaction of what it tells.
 *
 * @param host the sender's domain, for the message id
 */
export async function putMail(tx: Queries, mail: Mail, host: string, now: Date): Promise<void> {
  // The same id at every attempt, so that a receiving server can drop a repeat.
  const messageId = `<${Buffer.from(mail.once).toString('base64url')}@${host}>`;
  await tx.run(sql`
    insert into mail (once, message_id, recipient, subject, body, leave_at, next_at, created_at)
    values (${mail.once}, ${messageId}, ${mail.to}, ${mail.subject}, ${mail.body}, ${mail.leaveAt ?? null}, ${now}, ${now})
    on conflict (once) do nothing`);
}

interface Waiting {
  id: number;
  message_id: string;
  recipient: string;
  subject: string;
  body: string;
  leave_at: string | null;
  attempts: number;
}

/** Sends what waits in the outbox, at least once each; in the ordinary case exactly once. */
export interface Postman {
  /** Sends everything due now. */
  deliver(): Promise<number>;
}

/**
 * @param options `smtpUrl`: the server; without it mails are only marked `shown` (development, where a
 *   page shows them) or stay queued (`show` false)
 */
export function postman(
  db: Database,
  clock: Clock,
  options: { smtpUrl?: string | undefined; from: string; show: boolean },
): Postman {
  const transport = options.smtpUrl ? createTransport(options.smtpUrl) : undefined;

  const lease = (now: Date) =>
    db.rows<Waiting>(sql`
      update mail set next_at = ${new Date(now.getTime() + leaseMs)}, attempts = attempts + 1
      where id in (
        select id from mail where state = 'queued' and next_at <= ${now}
        order by id limit ${atOnce} for update skip locked)
      returning id, message_id, recipient, subject, body, leave_at, attempts`);

  const send = async (mail: Waiting) => {
    if (!transport) {
      await db.run(sql`update mail set state = 'shown', sent_at = ${clock()} where id = ${mail.id}`);
      return;
    }
    try {
      await transport.sendMail({
        from: options.from,
        to: mail.recipient,
        subject: mail.subject,
        text: mail.body,
        messageId: mail.message_id,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(mail.leave_at && {
            'List-Unsubscribe': `<${mail.leave_at}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      });
      // What was said is with its reader now: a link in it opens nothing for whoever reads the table.
      await db.run(sql`
        update mail set state = 'sent', sent_at = ${clock()}, error = null, body = '', leave_at = null
        where id = ${mail.id}`);
    } catch (error) {
      const wait = retryMinutes[mail.attempts - 1];
      // Only the server's code is kept: its words may repeat the address.
      const { responseCode, code } = error as { responseCode?: number; code?: string };
      const next = new Date(clock().getTime() + (wait ?? 0) * 60_000);
      await db.run(sql`
        update mail set error = ${String(responseCode ?? code ?? 'unknown')}, next_at = ${next},
          state = ${wait === undefined ? 'failed' : 'queued'} where id = ${mail.id}`);
    }
  };

  return {
    async deliver() {
      if (!transport && !options.show) return 0;
      let sent = 0;
      for (;;) {
        const mails = await lease(clock());
        for (const mail of mails) await send(mail);
        sent += mails.length;
        if (mails.length < atOnce) return sent;
      }
    },
  };
}

/** The newest mails, for the development page that shows them. */
export async function newestMails(
  db: Queries,
): Promise<{ recipient: string; subject: string; body: string; created_at: Date; state: string }[]> {
  return db.rows(sql`select recipient, subject, body, created_at, state from mail order by id desc limit 50`);
}

/** Forgets mails a month after they were sent: they hold addresses. */
export async function sweepMail(db: Queries, now: Date): Promise<void> {
  await db.run(sql`
    delete from mail where state <> 'queued' and created_at < ${new Date(now.getTime() - 30 * 86_400_000)}`);
}
