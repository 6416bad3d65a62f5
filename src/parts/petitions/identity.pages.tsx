import type { ComponentChildren } from 'preact';
import type { Frame } from '../../platform/page/frame.ts';
import { Field, Prose } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatInstant } from '../../platform/time.ts';
import type { DeskCase } from './desk.case.pages.tsx';
import { identityTexts } from './identity.texts.ts';
import { deskPaths } from './paths.ts';
import type { FileRow } from './petition.store.ts';
import { ContactRows } from './view.tsx';

/** What can be done about who is behind a sealed matter. */
export type OpeningAct = 'ask' | 'answer' | 'open' | 'handOver' | 'takeOut' | 'clear' | 'reference';

/** The field that each of them is about, for the summary of errors. */
export const openingFields: Record<OpeningAct, string> = {
  ask: 'reason',
  answer: 'to-decide',
  open: 'open-password',
  handOver: 'hand-over-password',
  takeOut: 'take-out',
  clear: 'clear',
  reference: 'reference',
};

/** Who is behind a sealed matter: asked for by one, agreed to by another, opened with a password. */
export function SealedIdentity({ view }: { view: DeskCase }) {
  const { frame, petition, opening, opened, sealedIdentity } = view;
  if (!opening) return null;
  const { language } = frame;
  const t = identityTexts[language];
  if (opened) {
    return (
      <section class="note warn" aria-labelledby="identity-title">
        <h3 id="identity-title">{t.shown}</h3>
        <ContactRows contact={opened.contact} language={language} />
        <h3>{t.original}</h3>
        <p>
          <strong>{opened.title}</strong>
        </p>
        <Prose text={opened.body} />
        {opened.against && <Prose text={opened.against} />}
        {[...opened.said.values()].map((words) => (
          <Prose key={words} text={words} />
        ))}
      </section>
    );
  }
  const home = `${deskPaths.case(petition.id)}/danh-tinh`;
  const fault = (at: OpeningAct) => (view.openingFault?.at === at ? view.openingFault.message : undefined);
  return (
    <>
      {sealedIdentity ? (
        <p>{t.sealed}</p>
      ) : (
        <>
          <p>{t.onPaper}</p>
          <form method="post" action={`${home}/noi-luu`}>
            <Field
              language={language}
              name="reference"
              label={t.reference}
              hint={t.referenceHint}
              width="medium"
              value={petition.paperReference ?? undefined}
              error={fault('reference')}
            />
            <button type="submit" class="second">
              {t.noteReference}
            </button>
          </form>
        </>
      )}
      {opening.toDecide.map((one) => (
        <section class="note" key={one.id} aria-label={t.toDecide}>
          <p>
            <strong>{t.wants(one.asker)}</strong> <span class="muted">{formatInstant(one.askedAt)}</span>
          </p>
          <p>{one.reason}</p>
          <form method="post" action={`${home}/${one.id}`}>
            <div class="buttons">
              <button type="submit" name="answer" value="yes">
                {t.agree}
              </button>
              <button type="submit" class="second" name="answer" value="no">
                {t.decline}
              </button>
            </div>
          </form>
        </section>
      ))}
      {fault('answer') && (
        <p class="error" id="to-decide">
          {fault('answer')}
        </p>
      )}
      {opening.mine.state === 'waiting' && <p class="note">{t.waiting(opening.others.join(', '))}</p>}
      {sealedIdentity && opening.mine.state === 'none' && (
        <details open={Boolean(fault('ask'))}>
          <summary>{t.ask}</summary>
          <form method="post" action={`${home}/xin`}>
            <p class="hint">
              {opening.others.length === 0 ? t.onlyHandler : t.askHint(opening.others.join(', '))}
            </p>
            {opening.others.length > 0 && (
              <>
                <Field
                  language={language}
                  name="reason"
                  label={t.reason}
                  rows={2}
                  error={fault('ask')}
                  value={view.openingFault?.at === 'ask' ? view.openingFault.typed : undefined}
                />
                <button type="submit" data-once="…">
                  {t.ask}
                </button>
              </>
            )}
          </form>
        </details>
      )}
      {opening.mine.state === 'agreed' && (
        <>
          <p class="note good">{t.agreed(formatInstant(opening.mine.until))}</p>
          <PasswordForm action={home} label={t.open} frame={frame} error={fault('open')} id="open" />
        </>
      )}
      <details open={Boolean(fault('handOver') || fault('takeOut'))}>
        <summary>{t.handlers(opening.handlers.length)}</summary>
        <div class="inside">
          <ul>
            {opening.handlers.map((one) => (
              <li key={one.id}>
                {one.name}
                {!one.hasKey && <span class="muted"> ({t.noKey})</span>}
              </li>
            ))}
          </ul>
          {sealedIdentity && (
            <>
              <h3>{t.handOver}</h3>
              <p class="hint">{t.handOverHint}</p>
              <PasswordForm
                action={`${home}/ban-giao`}
                label={t.handOver}
                frame={frame}
                error={fault('handOver')}
                id="hand-over"
              />
            </>
          )}
          <h3>{t.takeOut}</h3>
          <p class="hint">{t.takeOutHint}</p>
          <PersonForm
            id="take-out"
            action={`${home}/rut`}
            words={{ whom: t.whom, choose: t.choose, reason: t.reason, submit: t.takeOut }}
            people={opening.handlers}
            fault={view.openingFault?.at === 'takeOut' ? view.openingFault : undefined}
          />
        </div>
      </details>
      {opening.leftOut.length > 0 && (
        <details open={Boolean(fault('clear'))}>
          <summary>{t.leftOut(opening.leftOut.length)}</summary>
          <div class="inside">
            <p class="hint">{t.clearHint}</p>
            <PersonForm
              id="clear"
              action={`${home}/cho-vao`}
              words={{ whom: t.clearWhom, choose: t.choose, reason: t.reason, submit: t.clear }}
              people={opening.leftOut}
              fault={view.openingFault?.at === 'clear' ? view.openingFault : undefined}
            />
          </div>
        </details>
      )}
      {opening.openings.length > 0 && (
        <details>
          <summary>{t.history(opening.openings.length)}</summary>
          <ul class="inside">
            {opening.openings.map((one) => (
              <li key={one.id}>
                {formatInstant(one.askedAt)} {one.asker}: {one.reason}{' '}
                <span class="muted">
                  {one.decidedAt
                    ? `${one.approved ? t.agreedBy : t.declinedBy} ${one.decider}, ${formatInstant(one.decidedAt)}`
                    : t.notAnswered}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Chooses one of some people and says why. */
function PersonForm(props: {
  id: string;
  action: string;
  words: { whom: string; choose: string; reason: string; submit: string };
  people: readonly { id: string; name: string }[];
  fault: { message: string; typed?: string } | undefined;
}) {
  const { id, action, words, people, fault } = props;
  return (
    <form method="post" action={action}>
      <div class={fault ? 'field has-error' : 'field'}>
        <label for={id}>{words.whom}</label>
        {fault && (
          <p class="error" id={`${id}-error`}>
            {fault.message}
          </p>
        )}
        <select id={id} name="person" aria-describedby={fault ? `${id}-error` : undefined}>
          <option value="">{words.choose}</option>
          {people.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`${id}-reason`}>{words.reason}</label>
        <textarea id={`${id}-reason`} name="reason" rows={2}>
          {fault?.typed}
        </textarea>
      </div>
      <button type="submit" class="second">
        {words.submit}
      </button>
    </form>
  );
}

function PasswordForm(props: {
  action: string;
  label: string;
  frame: Frame;
  error: string | undefined;
  id: string;
  children?: ComponentChildren;
}) {
  const { action, label, frame, error, id, children } = props;
  const t = identityTexts[frame.language];
  return (
    <form method="post" action={action} autocomplete="off">
      <div class={error ? 'field has-error' : 'field'}>
        <label for={`${id}-password`}>{t.password}</label>
        {error && (
          <p class="error" id={`${id}-error`}>
            {error}
          </p>
        )}
        <input
          type="password"
          id={`${id}-password`}
          name="password"
          autocomplete="current-password"
          required
          class="medium"
          aria-describedby={error ? `${id}-error` : undefined}
        />
      </div>
      {children}
      <button type="submit">{label}</button>
    </form>
  );
}

/** Whether a file can be looked at in the page: pictures, which were made anew here. Others have to be downloaded. */
export function shownHere({ mediaType }: Pick<FileRow, 'mediaType'>): boolean {
  return mediaType === 'image/jpeg';
}

function Tick({ name, label, hint }: { name: string; label: string; hint: string }) {
  return (
    <div class="field">
      <label class="tick">
        <input type="checkbox" name={name} value="yes" aria-describedby={`${name}-hint`} /> {label}
      </label>
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    </div>
  );
}

/** Asks for the password under which an encrypted file is opened. */
export function SealedFilePage(props: {
  frame: Frame;
  id: string;
  number: number;
  file: FileRow;
  error?: string | undefined;
}) {
  const { frame, id, number, file, error } = props;
  const t = identityTexts[frame.language];
  return (
    <Layout frame={frame} title={t.fileTitle(file.name)} hasErrors={Boolean(error)}>
      <a class="back" href={deskPaths.case(id)}>
        ← № {number}
      </a>
      <h1>{t.fileTitle(file.name)}</h1>
      <p class="lead">{t.fileLead}</p>
      <PasswordForm
        action={`${deskPaths.case(id)}/tep/${file.id}/mo`}
        label={shownHere(file) ? t.fileShow : t.fileDownload}
        frame={frame}
        error={error}
        id="file"
      >
        {shownHere(file) ? (
          <Tick name="download" label={t.fileDownloadInstead} hint={t.fileInClear} />
        ) : (
          <Tick name="download" label={t.fileDownloadAgreed} hint={t.fileInClear} />
        )}
      </PasswordForm>
    </Layout>
  );
}
