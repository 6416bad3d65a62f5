import type { Contact } from './petition.store.ts';

/** What is sealed of a matter: who is behind it, and the words as they were written. */
export interface Envelope {
  contact: Contact;
  title: string;
  body: string;
  against: string | null;
}

/** Reads an opened envelope; it was written by this program, so only what may be missing is filled in. */
export function readEnvelope(opened: unknown): Envelope {
  const { contact, title, body, against } = opened as Partial<Envelope>;
  return {
    contact: {
      name: contact?.name ?? null,
      phone: contact?.phone ?? null,
      email: contact?.email ?? null,
      address: contact?.address ?? null,
      ...(contact?.representatives && { representatives: contact.representatives }),
      ...(contact?.authority && { authority: contact.authority }),
      ...(contact?.translated && { translated: contact.translated }),
    },
    title: title ?? '',
    body: body ?? '',
    against: against ?? null,
  };
}
