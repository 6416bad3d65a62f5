import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { Services } from '../../ground/services.ts';
import type { Queries } from '../../platform/database/database.ts';
import type { Language } from '../../platform/language.ts';
import { putMail } from '../../platform/mail/outbox.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import type { PetitionId } from './petition.ts';
import type { Step } from './steps.ts';
import { texts } from './texts.ts';

interface About {
  to: string;
  language: Language;
  id: PetitionId;
  number: number;
}

function link(services: Services): string {
  return `${services.config.publicUrl}${paths.follow}`;
}

/** Tells that a petition was received and by when the law owes a first answer. */
export async function mailReceived(
  services: Services,
  tx: Queries,
  about: About & { unit: Unit; dueOn: PlainDate },
): Promise<void> {
  const t = texts[about.language];
  await putMail(
    tx,
    {
      once: `${about.id}/1/received`,
      to: about.to,
      subject: t.mailReceivedSubject(about.number),
      body: t.mailReceivedBody(
        about.number,
        about.unit.name[about.language],
        formatDate(about.dueOn),
        link(services),
      ),
    },
    services.config.publicHost,
    services.clock(),
  );
}

/** News of a case. None says what the case is about: mail is not a safe place. */
export type News = 'due' | 'question' | 'answer' | 'suspended' | 'struck';

/** Tells of a step that concerns the citizen. */
export async function mailNews(
  services: Services,
  tx: Queries,
  about: About & { seq: number; news: News; dueOn: PlainDate | undefined },
): Promise<void> {
  const t = texts[about.language];
  const due = about.dueOn ? formatDate(about.dueOn) : '';
  const words = {
    due: t.mailDue(due),
    question: t.mailQuestion,
    answer: t.mailAnswer,
    suspended: t.mailSuspended,
    struck: t.mailStruck,
  }[about.news];
  await putMail(
    tx,
    {
      once: `${about.id}/${about.seq}/${about.news}`,
      to: about.to,
      subject: t.mailNewsSubject(about.number),
      body: t.mailNewsBody(about.number, words, link(services)),
    },
    services.config.publicHost,
    services.clock(),
  );
}

/** What the citizen is told of a step, if anything. */
export function tellsOf(step: Step): News | undefined {
  switch (step) {
    case 'accept':
    case 'extend':
    case 'resume':
    case 'reopen':
      return 'due';
    case 'ask':
      return 'question';
    case 'suspend':
      return 'suspended';
    case 'send':
    case 'refuse':
    case 'guide':
    case 'merge':
    case 'transferOut':
    case 'declineReopening':
    case 'answerCorrection':
    case 'returnPapers':
    case 'interimMeasure':
    case 'terminate':
    case 'noteCourt':
    case 'correctAnswer':
      return 'answer';
    default:
      return undefined;
  }
}
