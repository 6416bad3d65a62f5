import type { SentState } from '../../ground/actions.ts';
import { documentType } from '../../ground/law/document-types.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Prose, Summary, Table, type Tone } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import type { Signing } from './draft.service.ts';
import type { Draft, DraftState, DraftStep } from './draft.ts';
import { draftForm, signForm } from './forms.ts';
import { directivePaths as to } from './paths.ts';
import { texts, urgencyNames } from './texts.ts';

const tones: Record<DraftState, Tone> = {
  draft: 'plain',
  submitted: 'info',
  signed: 'good',
  issued: 'good',
  dropped: 'plain',
};

const typeName = (draft: Draft, language: Frame['language']): string =>
  documentType(draft.typeCode)?.name[language] ?? draft.typeCode;

/** What the unit is writing, handing in and issuing. */
export function DraftsPage({ frame, drafts }: { frame: Frame; drafts: readonly Draft[] }) {
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.drafts} wide>
      <p class="back">
        <a href={to.documents}>← {t.documents}</a>
      </p>
      <h1>{t.drafts}</h1>
      <p class="lead">{t.draftsLead}</p>
      <p>
        <a class="button" href={to.newDraft}>
          {t.newDraft}
        </a>
      </p>
      {drafts.length === 0 ? (
        <EmptyState title={t.noDrafts} />
      ) : (
        <Table
          caption={t.drafts}
          hideCaption
          columns={[{ label: t.abstract }, { label: t.type }, { label: t.state }, { label: t.draftedOn }]}
          rows={drafts.map((one) => [
            <a href={to.draft(one.id)}>{one.abstract}</a>,
            typeName(one, language),
            <Badge tone={tones[one.state]}>{t.draftStates[one.state]}</Badge>,
            formatDate(one.signedOn ?? one.submittedOn ?? one.draftedOn),
          ])}
        />
      )}
    </Layout>
  );
}

/** A document that somebody begins to write. */
export function NewDraftPage({ frame, state }: { frame: Frame; state: FormState | SentState }) {
  const t = texts[frame.language];
  return (
    <Layout frame={frame} title={t.newDraft} scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.drafts}>← {t.drafts}</a>
      </p>
      <h1>{t.newDraft}</h1>
      <FormNotes state={state} />
      <ActionForm base={to.newDraft} action="" state={state} spec={draftForm} open />
    </Layout>
  );
}

/** One draft: what is written, where it stands, and what can be done with it now. */
export function DraftPage(props: {
  frame: Frame;
  draft: Draft;
  /** What it implements, and what it became. */
  above: string | undefined;
  issued: string | undefined;
  signing: Pick<Signing, 'authority' | 'signer' | 'signerTitle'> | undefined;
  possible: readonly DraftStep[];
  state: FormState | SentState;
  done: boolean;
}) {
  const { frame, draft, above, issued, signing, possible, state, done } = props;
  const { language } = frame;
  const t = texts[language];
  const form = { base: to.draft(draft.id), state };
  const [file] = draft.files;
  return (
    <Layout frame={frame} title={draft.abstract} scripts={['form']} hasErrors={state.sent !== undefined}>
      <p class="back">
        <a href={to.drafts}>← {t.drafts}</a>
      </p>
      <h1>{draft.abstract}</h1>
      <FormNotes state={state} done={done ? t.draftSaved : undefined} />
      {draft.returnedWhy && <p class="note warn">{t.returnedWhy(draft.returnedWhy)}</p>}
      <Summary
        rows={[
          [t.state, <Badge tone={tones[draft.state]}>{t.draftStates[draft.state]}</Badge>],
          [t.type, typeName(draft, language)],
          ...row(t.draftedOn, formatDate(draft.draftedOn)),
          ...row(t.submittedOn, draft.submittedOn && formatDate(draft.submittedOn)),
          ...row(t.signedOn, draft.signedOn && formatDate(draft.signedOn)),
          ...row(
            t.signer,
            draft.signer &&
              `${draft.authority ? `${draft.authority}. ` : ''}${draft.signerTitle}, ${draft.signer}`,
          ),
          ...row(t.urgency, draft.urgency === 'none' ? null : urgencyNames[language][draft.urgency]),
          ...row(t.carriesOut, above),
          ...row(t.file, file && <a href={`${to.draft(draft.id)}/tep`}>{file.name}</a>),
          ...row(t.document, issued && <a href={to.document(draft.documentId ?? '')}>{issued}</a>),
          [
            t.draftPaper,
            <>
              <a href={`${to.draft(draft.id)}.docx`}>Word</a> · <a href={`${to.draft(draft.id)}.pdf`}>PDF</a>
            </>,
          ],
        ]}
      />
      {possible.includes('submit') && <ActionForm {...form} action="trinh" />}
      {possible.includes('sign') && signing && (
        <ActionForm
          {...form}
          action="ky"
          spec={signForm}
          initial={{ abstract: draft.abstract, body: draft.body, ...signing }}
          open
        />
      )}
      {possible.includes('issue') && <ActionForm {...form} action="so" open />}
      {!possible.includes('sign') && draft.body && (
        <section>
          <h2>{t.draftBody}</h2>
          <Prose text={draft.body} />
        </section>
      )}
      {possible.includes('giveBack') && <ActionForm {...form} action="tra-lai" />}
      {possible.includes('recall') && <ActionForm {...form} action="rut" quiet />}
      {possible.includes('edit') && <ActionForm {...form} action="sua" initial={written(draft, above)} />}
      {possible.includes('drop') && <ActionForm {...form} action="bo" quiet />}
    </Layout>
  );
}

/** A row of a summary where there is something to say. */
function row<Shown>(label: string, value: Shown | null | undefined): [string, Shown][] {
  return value ? [[label, value]] : [];
}

/** What is written, as the form shows it. */
function written(draft: Draft, above: string | undefined): Record<string, string> {
  const day = (on: PlainDate | null) => (on ? formatDate(on) : '');
  return {
    type: draft.typeCode,
    office: draft.office,
    abstract: draft.abstract,
    body: draft.body,
    implements: above?.split(' ').at(-1) ?? '',
    urgency: draft.urgency,
    effectiveOn: day(draft.effectiveOn),
    expiresOn: day(draft.expiresOn),
  };
}
