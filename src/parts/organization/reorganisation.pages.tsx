import type { ComponentChildren } from 'preact';
import { type Unit, type UnitId, unitKinds } from '../../ground/organization/organization.ts';
import type { Preview, ReorganisationDecision } from '../../ground/organization/reorganisation.service.ts';
import type { Reorganisation, UnitPost } from '../../ground/organization/reorganisation.store.ts';
import { kindOf, type Operation, unitsAfter } from '../../ground/organization/reorganisation.ts';
import type { UnitWork, WorkLabel } from '../../ground/organization/work.ts';
import type { Language } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import {
  Badge,
  EmptyState,
  ErrorSummary,
  Field,
  type FieldErrors,
  Hidden,
  Select,
  Summary,
  Table,
} from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, formatInstant } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { organizationPaths } from './paths.ts';
import type { OperationForm } from './reorganisation.input.ts';
import { kindNames, planFaultTexts, reformKindNames, reformStateNames, roleNames, texts } from './texts.ts';

/** All reorganisations, drafts too for officers. */
export function ReformListPage(props: {
  frame: Frame;
  rows: Reorganisation[];
  desk: boolean;
  mayDraft: boolean;
}) {
  const { frame, rows, desk, mayDraft } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.reforms} wide={desk}>
      <p class="back">
        <a href={desk ? organizationPaths.deskStructure : organizationPaths.structure}>← {t.title}</a>
      </p>
      <h1>{t.reforms}</h1>
      <p class="lead">{t.reformsLead}</p>
      {mayDraft && (
        <p>
          <a class="button" href={organizationPaths.draft('moi')}>
            {t.newReform}
          </a>
        </p>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t.noReforms} />
      ) : (
        <Table
          caption={t.reforms}
          hideCaption
          columns={[{ label: t.effective }, { label: t.reformTitle }, { label: t.kind }, { label: t.state }]}
          rows={rows.map((row) => [
            <span class="nowrap">{formatDate(row.effectiveOn)}</span>,
            <>
              <a href={desk ? organizationPaths.draft(row.id) : organizationPaths.reform(row.id)}>
                {row.title}
              </a>
              <br />
              <span class="muted small">{row.number}</span>
            </>,
            reformKindNames[language][kindOf(row.operations)],
            <StateBadge row={row} language={language} />,
          ])}
        />
      )}
    </Layout>
  );
}

function StateBadge({ row, language }: { row: Reorganisation; language: Language }) {
  const tone =
    row.state === 'carriedOut'
      ? 'good'
      : row.state === 'approved'
        ? 'info'
        : row.state === 'submitted'
          ? 'warn'
          : 'plain';
  return <Badge tone={tone}>{reformStateNames[language][row.state]}</Badge>;
}

/** The form for the legal ground, of a new plan or of a draft. */
export function GroundForm(props: {
  frame: Frame;
  action: string;
  values: Record<string, string | undefined>;
  errors: FieldErrors;
  hidden: Record<string, string>;
}) {
  const { frame, action, values, errors, hidden } = props;
  const { language } = frame;
  const t = texts[language];
  const field = (name: string, label: string, more: { hint?: string; width?: 'medium' | 'narrow' } = {}) => (
    <Field
      language={language}
      name={name}
      label={label}
      value={values[name]}
      error={errors[name]}
      {...more}
    />
  );
  return (
    <form method="post" action={action} novalidate>
      <Hidden values={hidden} />
      {field('title', t.reformTitle)}
      {field('number', t.number, { width: 'medium' })}
      {field('issuer', t.issuer)}
      {field('signer', t.signer, { width: 'medium' })}
      {field('on', t.groundOn, { width: 'narrow' })}
      {field('effectiveOn', t.effective, { width: 'narrow' })}
      <div class="buttons">
        <button type="submit">{t.save}</button>
      </div>
    </form>
  );
}

const groundLabels = (language: Language) => {
  const t = texts[language];
  return {
    title: t.reformTitle,
    number: t.number,
    issuer: t.issuer,
    signer: t.signer,
    on: t.groundOn,
    effectiveOn: t.effective,
  };
};

export function NewReformPage(props: {
  frame: Frame;
  values: Record<string, string | undefined>;
  errors: FieldErrors;
  key_: string;
}) {
  const { frame, values, errors, key_ } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout frame={frame} title={t.newReform} hasErrors={Object.keys(errors).length > 0}>
      <p class="back">
        <a href={organizationPaths.drafts}>← {t.backToList}</a>
      </p>
      <ErrorSummary language={language} errors={errors} labels={groundLabels(language)} />
      <h1>{t.newReform}</h1>
      <p class="lead">{t.draftLead}</p>
      <GroundForm
        frame={frame}
        action={organizationPaths.draft('moi')}
        values={values}
        errors={errors}
        hidden={{ key: key_ }}
      />
    </Layout>
  );
}

/** What an operation does, in words. */
export function operationText(
  one: Operation,
  units: readonly Unit[],
  posts: readonly UnitPost[],
  topics: Readonly<Record<string, string>>,
  language: Language,
): string {
  const t = texts[language];
  const name = (id: UnitId | null) =>
    id === null ? t.noParent : (units.find((unit) => unit.id === id)?.name[language] ?? '?');
  const post = (id: string) => {
    const found = posts.find((candidate) => candidate.id === id);
    if (!found) return '?';
    const title = language === 'vi' ? found.titleVi : found.titleEn;
    return `${title}, ${name(found.unitId)}${found.personName ? ` (${found.personName})` : ''}`;
  };
  switch (one.do) {
    case 'found':
      return t.opFound(one.name[language], name(one.parent));
    case 'close':
      return t.opClose(name(one.unit), name(one.to));
    case 'cede': {
      const part =
        one.part === 'area'
          ? t.partArea(one.items.join(', '))
          : one.part === 'kind'
            ? t.partKind(one.items.map((item) => topics[item] ?? item).join(', '))
            : t.partCase(formatInteger(one.items.length));
      return t.opCede(name(one.unit), part, name(one.to));
    }
    case 'rename':
      return t.opRename(name(one.unit), one.name[language]);
    case 'transfer':
      return t.opTransfer(name(one.unit), name(one.parent));
    case 'movePost':
      return t.opMovePost(post(one.post), name(one.to));
    case 'abolishPost':
      return t.opAbolishPost(post(one.post));
  }
}

/** Everything the page of one reorganisation shows. */
export interface ReformView {
  frame: Frame;
  row: Reorganisation;
  preview: Preview | undefined;
  work: readonly UnitWork[];
  posts: UnitPost[];
  decisions: ReorganisationDecision[];
  /** The drafter reads why not. */
  ownDraft: boolean;
  mayEdit: boolean;
  keys: Record<string, string>;
  done: boolean;
  fault?:
    | { form: OperationForm | 'ground' | 'decision'; errors: FieldErrors; typed: Record<string, string> }
    | undefined;
  /** The unit whose work is being divided, and what it has to divide. */
  dividing?:
    | {
        unit: Unit;
        part: 'area' | 'kind' | 'case';
        cases: WorkLabel[];
        /** What cases are about is told: their unit is within the officer's reach. */
        titles: boolean;
      }
    | undefined;
}

/** The page of one reorganisation for officers: ground, changes, preview, decision. */
export function ReformPage({ view }: { view: ReformView }) {
  const { frame, row, preview, work, posts, fault, mayEdit } = view;
  const { language } = frame;
  const t = texts[language];
  const topics = topicsOf(work, language);
  const known = preview ? [...preview.before, ...foundedUnits(row.operations)] : [];
  const errors = fault?.errors ?? {};
  return (
    <Layout frame={frame} title={row.title} hasErrors={fault !== undefined} wide>
      <p class="back">
        <a href={organizationPaths.drafts}>← {t.backToList}</a>
      </p>
      {view.done && (
        <p class="note good" role="status">
          {t.done}
        </p>
      )}
      <ErrorSummary language={language} errors={errors} labels={groundLabels(language)} />
      <h1>{row.title}</h1>
      <GroundSummary row={row} language={language} />
      {mayEdit && (
        <details open={fault?.form === 'ground'}>
          <summary>
            {t.ground}: {t.save.toLowerCase()}
          </summary>
          <GroundForm
            frame={frame}
            action={`${organizationPaths.draft(row.id)}/can-cu`}
            values={
              fault?.form === 'ground'
                ? fault.typed
                : ({ ...row, on: formatDate(row.on), effectiveOn: formatDate(row.effectiveOn) } as never)
            }
            errors={fault?.form === 'ground' ? errors : {}}
            hidden={{ key: view.keys.ground ?? '', version: String(row.version) }}
          />
        </details>
      )}
      <h2 id="operations">{t.operations}</h2>
      {row.operations.length === 0 ? (
        <EmptyState title={t.noOperations} />
      ) : (
        <ol>
          {row.operations.map((one, at) => (
            <li key={at}>
              {operationText(one, known, posts, topics, language)}
              {mayEdit && (
                <form method="post" action={`${organizationPaths.draft(row.id)}/bo`} class="inline">
                  <Hidden
                    values={{ key: `${view.keys.remove}${at}`, version: String(row.version), at: String(at) }}
                  />{' '}
                  <button type="submit" class="link" aria-label={`${t.remove} ${at + 1}`}>
                    {t.remove}
                  </button>
                </form>
              )}
            </li>
          ))}
        </ol>
      )}
      {mayEdit && preview && <AddForms view={view} preview={preview} />}
      {preview && row.state !== 'carriedOut' && (
        <PreviewSection preview={preview} work={work} language={language} />
      )}
      {row.outcome && <Outcome row={row} language={language} />}
      <Decisions view={view} />
    </Layout>
  );
}

function topicsOf(work: readonly UnitWork[], language: Language): Record<string, string> {
  return Object.fromEntries(work.flatMap((one) => one.kinds.map((kind) => [kind.code, kind.name[language]])));
}

/** Units that a plan founds, as they would be. */
export function foundedUnits(operations: readonly Operation[]): Unit[] {
  return unitsAfter(
    [],
    operations.filter((one) => one.do === 'found'),
  );
}

function GroundSummary({ row, language }: { row: Reorganisation; language: Language }) {
  const t = texts[language];
  return (
    <Summary
      rows={[
        [t.state, <StateBadge row={row} language={language} />],
        [t.kind, reformKindNames[language][kindOf(row.operations)]],
        [t.effective, formatDate(row.effectiveOn)],
        [t.ground, `${row.number}, ${row.issuer}, ${formatDate(row.on)}`],
        [t.signer, row.signer],
      ]}
    />
  );
}

function Outcome({ row, language }: { row: Reorganisation; language: Language }) {
  const t = texts[language];
  const { outcome } = row;
  if (!outcome) return null;
  const moved = Object.values(outcome.work).reduce((sum, count) => sum + count, 0);
  return (
    <Summary
      rows={[
        [
          t.moved,
          t.movedText(formatInteger(moved), formatInteger(outcome.duties), formatInteger(outcome.posts)),
        ],
        [t.digest, <span class="mono">{outcome.digest}</span>],
        ...(row.carriedOutAt
          ? [[t.carriedOut, formatInstant(row.carriedOutAt)] as [string, ComponentChildren]]
          : []),
      ]}
    />
  );
}

/** What would move, before anything does; what would be left without an owner stands first and loud. */
function PreviewSection({
  preview,
  work,
  language,
}: {
  preview: Preview;
  work: readonly UnitWork[];
  language: Language;
}) {
  const t = texts[language];
  const topics = topicsOf(work, language);
  const unit = (id: UnitId) =>
    (preview.before.find((one) => one.id === id) ?? preview.after.find((one) => one.id === id))?.name[
      language
    ] ?? '?';
  const groups = [
    ...Map.groupBy(preview.work, (group) => `${group.type} ${group.unit} ${group.to}`).values(),
  ].map((rows) => ({
    ...(rows[0] as (typeof rows)[number]),
    count: rows.reduce((sum, one) => sum + one.count, 0),
  }));
  const typeName = (type: string) => work.find((one) => one.type === type)?.name[language] ?? type;
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t.preview}</h2>
      {preview.problems.length > 0 && (
        <div class="note warn">
          <p>
            <strong>{t.problems}</strong>
          </p>
          <ul>
            {preview.problems.map((problem, at) => (
              <li key={at}>
                {problem.line !== undefined && `${t.line(problem.line + 1)}: `}
                {planFaultTexts[language][problem.fault]}
                {problem.about && ` (${topics[problem.about] ?? problem.about})`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {preview.duties.first && preview.duties.last && (
        <p>
          {t.dutiesMove(
            formatInteger(preview.duties.count),
            formatDate(preview.duties.first),
            formatDate(preview.duties.last),
          )}{' '}
          <span class="muted">{t.sealedMove}</span>
        </p>
      )}
      {preview.children.length > 0 && (
        <p>{t.childrenMove(preview.children.map((one) => one.name[language]).join(', '))}</p>
      )}
      {preview.delegations > 0 && <p class="note">{t.delegationsEnd(formatInteger(preview.delegations))}</p>}
      {preview.severalHeads.length > 0 && (
        <p class="note">{t.severalHeads(preview.severalHeads.map((one) => one.name[language]).join(', '))}</p>
      )}
      <p>{t.keptDates}</p>
      {groups.length === 0 ? (
        <p>{t.openWorkNone}</p>
      ) : (
        <Table
          caption={t.openWork}
          columns={[
            { label: t.openWork },
            { label: t.from },
            { label: t.to },
            { label: t.count, numeric: true },
          ]}
          rows={groups.map((group) => [
            typeName(group.type),
            unit(group.unit),
            group.to === null ? (
              <Badge tone="warn">{t.noOwner}</Badge>
            ) : group.to === group.unit ? (
              t.stays
            ) : (
              unit(group.to)
            ),
            formatInteger(group.count),
          ])}
        />
      )}
      {preview.posts.length > 0 && (
        <Table
          caption={t.movedPosts}
          columns={[{ label: t.post }, { label: t.holder }, { label: t.from }, { label: t.to }]}
          rows={preview.posts.map(({ post, to }) => [
            language === 'vi' ? post.titleVi : post.titleEn,
            post.personName ?? <em>{t.vacant}</em>,
            unit(post.unitId),
            to === null ? <Badge tone="warn">{t.postAbolished}</Badge> : unit(to),
          ])}
        />
      )}
    </section>
  );
}

function Decisions({ view }: { view: ReformView }) {
  const { frame, row, decisions, ownDraft, keys } = view;
  const { language } = frame;
  const t = texts[language];
  if (decisions.length === 0 && !ownDraft) return null;
  const blocked = (view.preview?.problems.length ?? 0) > 0;
  return (
    <div class="buttons">
      {decisions
        .filter((one) => !(blocked && (one === 'submit' || one === 'approve')))
        .map((one) => (
          <form
            key={one}
            method="post"
            action={`${organizationPaths.draft(row.id)}/quyet-dinh`}
            class="inline"
          >
            <Hidden values={{ key: `${keys.decide}${one}`, version: String(row.version), decision: one }} />
            <button type="submit" class={one === 'approve' || one === 'submit' ? undefined : 'second'}>
              {t[one]}
            </button>
          </form>
        ))}
      {ownDraft && row.state === 'submitted' && <p class="muted">{t.ownDraft}</p>}
    </div>
  );
}

/** One small form for each kind of change; together they make every reorganisation. */
function AddForms({ view, preview }: { view: ReformView; preview: Preview }) {
  const { frame, row, posts, fault, keys, dividing } = view;
  const { language } = frame;
  const t = texts[language];
  const after = unitsAfter(preview.before, row.operations);
  const option = (unit: Unit) => ({ value: unit.id, label: unit.name[language] });
  const choose = { value: '', label: t.choose };
  const living = [choose, ...preview.before.map(option)];
  const targets = [choose, ...after.map(option)];
  const parents = [{ value: '', label: t.noParent }, ...after.map(option)];
  const kinds = [choose, ...unitKinds.map((kind) => ({ value: kind, label: kindNames[language][kind] }))];
  const form = (name: OperationForm, title: string, children: ComponentChildren, open = false) => (
    <details class="step" id={`add-${name}`} open={open || fault?.form === name}>
      <summary>{title}</summary>
      <form method="post" action={`${organizationPaths.draft(row.id)}/them/${name}`} novalidate>
        <Hidden values={{ key: keys[name], version: String(row.version) }} />
        {children}
        <div class="buttons">
          <button type="submit">{t.add}</button>
        </div>
      </form>
    </details>
  );
  const state = (name: OperationForm, field: string) => ({
    language,
    error: fault?.form === name ? fault.errors[field] : undefined,
    value: fault?.form === name ? fault.typed[field] : undefined,
  });
  return (
    <>
      {form(
        'found',
        t.addFound,
        <>
          <Field {...state('found', 'nameVi')} name="nameVi" label={t.nameVi} />
          <Field {...state('found', 'nameEn')} name="nameEn" label={t.nameEn} optional />
          <Field {...state('found', 'code')} name="code" label={t.code} hint={t.codeHint} width="medium" />
          <Select {...state('found', 'kind')} name="kind" label={t.kind} options={kinds} />
          <Select {...state('found', 'parent')} name="parent" label={t.newParent} options={parents} />
        </>,
      )}
      {form(
        'close',
        t.addClose,
        <>
          <Select {...state('close', 'unit')} name="unit" label={t.unit} options={living} />
          <Select {...state('close', 'to')} name="to" label={t.restTo} options={targets} />
        </>,
      )}
      <details class="step" id="add-cede" open={dividing !== undefined || fault?.form === 'cede'}>
        <summary>{t.addCede}</summary>
        <form method="get" action={`${organizationPaths.draft(row.id)}#add-cede`}>
          <Select
            language={language}
            name="chia"
            label={t.chooseUnitFirst}
            options={living}
            value={dividing?.unit.id}
          />
          <Select
            language={language}
            name="theo"
            label={t.divideBy}
            options={[
              { value: 'area', label: t.byArea },
              { value: 'kind', label: t.byKind },
              { value: 'case', label: t.byCase },
            ]}
            value={dividing?.part}
          />
          <div class="buttons">
            <button type="submit" class="second">
              {t.next}
            </button>
          </div>
        </form>
        {dividing && (
          <form method="post" action={`${organizationPaths.draft(row.id)}/them/cede`} novalidate>
            <Hidden
              values={{
                key: keys.cede,
                version: String(row.version),
                unit: dividing.unit.id,
                part: dividing.part,
              }}
            />
            <Items
              view={view}
              dividing={dividing}
              error={fault?.form === 'cede' ? fault.errors.items : undefined}
            />
            <Select {...state('cede', 'to')} name="to" label={t.successor} options={targets} />
            <div class="buttons">
              <button type="submit">{t.add}</button>
            </div>
          </form>
        )}
      </details>
      {form(
        'rename',
        t.addRename,
        <>
          <Select {...state('rename', 'unit')} name="unit" label={t.unit} options={living} />
          <Field {...state('rename', 'nameVi')} name="nameVi" label={t.nameVi} />
          <Field {...state('rename', 'nameEn')} name="nameEn" label={t.nameEn} optional />
          <Select {...state('rename', 'kind')} name="kind" label={t.kind} options={kinds} />
        </>,
      )}
      {form(
        'transfer',
        t.addTransfer,
        <>
          <Select {...state('transfer', 'unit')} name="unit" label={t.unit} options={living} />
          <Select {...state('transfer', 'parent')} name="parent" label={t.newParent} options={parents} />
        </>,
      )}
      {form(
        'post',
        t.addPost,
        <>
          <Select
            {...state('post', 'post')}
            name="post"
            label={t.post}
            options={[
              choose,
              ...posts.map((post) => ({
                value: post.id,
                label: `${preview.before.find((unit) => unit.id === post.unitId)?.name[language] ?? ''}: ${
                  language === 'vi' ? post.titleVi : post.titleEn
                }, ${post.personName ?? t.vacant} (${roleNames[language][post.role as 'head']})`,
              })),
            ]}
          />
          <Select
            {...state('post', 'to')}
            name="to"
            label={t.moveTo}
            options={[{ value: '', label: t.abolish }, ...after.map(option)]}
          />
        </>,
      )}
    </>
  );
}

function Items(props: {
  view: ReformView;
  dividing: NonNullable<ReformView['dividing']>;
  error: string | undefined;
}) {
  const { view, dividing, error } = props;
  const { language } = view.frame;
  const t = texts[language];
  const options =
    dividing.part === 'area'
      ? dividing.unit.hamlets.map((hamlet) => ({ value: hamlet, label: hamlet }))
      : dividing.part === 'kind'
        ? view.work.flatMap((work) =>
            work.kinds.map((kind) => ({ value: kind.code, label: kind.name[language] })),
          )
        : dividing.cases.map(({ id, number, title }) => ({
            value: id,
            label: dividing.titles ? `№ ${number} · ${title}` : `№ ${number}`,
          }));
  return (
    <fieldset class={error ? 'field has-error' : 'field'} id="items">
      <legend>
        {dividing.unit.name[language]}: {t.items}
      </legend>
      <p class="hint">{t.itemsHint}</p>
      {error && <p class="error">{error}</p>}
      {options.length === 0 && <p>{t.openWorkNone}</p>}
      {options.map((one, at) => (
        <div class="choice" key={one.value}>
          <input type="checkbox" id={`items-${at}`} name="items" value={one.value} />
          <label for={`items-${at}`}>{one.label}</label>
        </div>
      ))}
    </fieldset>
  );
}

/** A reorganisation that was carried out, for everybody to look back at. */
export function PublicReformPage(props: {
  frame: Frame;
  row: Reorganisation;
  units: Unit[];
  work: readonly UnitWork[];
  posts: UnitPost[];
}) {
  const { frame, row, units, work, posts } = props;
  const { language } = frame;
  const t = texts[language];
  const topics = topicsOf(work, language);
  const shown = row.operations.filter((one) => one.do !== 'movePost' && one.do !== 'abolishPost');
  return (
    <Layout frame={frame} title={row.title}>
      <p class="back">
        <a href={organizationPaths.reforms}>← {t.reforms}</a>
      </p>
      <h1>{row.title}</h1>
      <GroundSummary row={row} language={language} />
      <h2>{t.operations}</h2>
      <ol>
        {shown.map((one, at) => (
          <li key={at}>{operationText(one, units, posts, topics, language)}</li>
        ))}
      </ol>
      <Outcome row={row} language={language} />
      <p>
        <a href={`${organizationPaths.structure}?${new URLSearchParams({ ngay: dayBefore(row) })}`}>
          {t.before}
        </a>
        {' · '}
        <a href={`${organizationPaths.structure}?${new URLSearchParams({ ngay: row.effectiveOn })}`}>
          {t.after}
        </a>
      </p>
    </Layout>
  );
}

function dayBefore(row: Reorganisation): string {
  return new Date(Date.parse(row.effectiveOn) - 86_400_000).toISOString().slice(0, 10);
}
