import type { SentState } from '../../ground/actions.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { History } from '../../ground/record/history.tsx';
import type { HistoryLine } from '../../ground/record/next.ts';
import { ActionForm, FormNotes, type FormState, QueueNotes } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Prose, Summary, Table, type Tone } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import { formatQuantity, type Launch, type LaunchTask } from './campaign.ts';
import { cancelForm, launchForm, resultForm, taskForm } from './forms.ts';
import { type LaunchLine, resultsOf } from './launch.service.ts';
import { campaignPaths as to } from './paths.ts';
import type { Photo } from './photo.store.ts';
import { texts } from './texts.ts';
import { Follow, Kinds, Photos } from './view.tsx';

type PageState = FormState | SentState;

const tones: Record<Launch['state'], Tone> = { announced: 'info', published: 'good', cancelled: 'plain' };

/** Launch days to come and held; for officers with the form to announce one. */
export function LaunchesPage(props: {
  frame: Frame;
  launches: readonly LaunchLine[];
  desk?: { state: PageState; mayAnnounce: boolean };
}) {
  const { frame, launches, desk } = props;
  const { language } = frame;
  const t = texts[language];
  return (
    <Layout
      frame={frame}
      title={t.launches}
      wide
      scripts={desk ? ['form'] : []}
      hasErrors={desk?.state.sent !== undefined}
    >
      <h1>{t.launches}</h1>
      <p class="lead">{t.launchesLead}</p>
      <Kinds language={language} desk={desk !== undefined} here={desk ? to.deskLaunches : to.launches} />
      {desk && <FormNotes state={desk.state} />}
      {desk?.mayAnnounce && (
        <ActionForm
          base={to.deskLaunches}
          action="thong-bao"
          state={desk.state}
          title={t.announceLaunch}
          spec={launchForm}
        />
      )}
      {launches.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.launches}
          hideCaption
          columns={[
            { label: t.launches },
            { label: t.day },
            { label: t.unit },
            { label: t.state },
            { label: t.attended, numeric: true },
          ]}
          rows={launches.map((one) => [
            <a href={desk ? to.deskLaunch(one.id) : to.launch(one.id)}>{one.title}</a>,
            formatDate(one.onDay),
            unitName(one, language),
            <Badge tone={tones[one.state]}>{t.launchStates[one.state]}</Badge>,
            one.state === 'published' ? formatInteger(one.attended) : '–',
          ])}
        />
      )}
    </Layout>
  );
}

/** A launch day: who does what where, who came, what was done. */
export function LaunchPage(props: {
  frame: Frame;
  launch: LaunchLine;
  tasks: readonly LaunchTask[];
  photos: readonly Photo[];
  history: readonly HistoryLine[];
  desk?: { state: PageState; own: boolean; done: boolean; today: PlainDate };
}) {
  const { frame, launch, tasks, photos, history, desk } = props;
  const { language } = frame;
  const t = texts[language];
  const form =
    desk?.own && launch.state === 'announced'
      ? { base: to.deskLaunch(launch.id), state: desk.state }
      : undefined;
  const results = resultsOf(tasks);
  return (
    <Layout
      frame={frame}
      title={launch.title}
      wide
      scripts={desk ? ['form', 'outbox'] : []}
      hasErrors={desk?.state.sent !== undefined}
    >
      <p class="back">
        <a href={desk ? to.deskLaunches : to.launches}>← {t.launches}</a>
      </p>
      <h1>{launch.title}</h1>
      {desk && <QueueNotes language={language} />}
      {desk && <FormNotes state={desk.state} done={desk.done ? t.done : undefined} />}
      <p>
        <Badge tone={tones[launch.state]}>{t.launchStates[launch.state]}</Badge>{' '}
        {launch.publishedOn && t.publishedOn(formatDate(launch.publishedOn))}
      </p>
      {form && desk && (
        <div class="actions">
          <ActionForm {...form} action="viec" title={t.addTask} spec={taskForm} />
          {launch.onDay <= desk.today && (
            <ActionForm {...form} action="cong-bo" title={t.publishResults} spec={{}} />
          )}
          <ActionForm {...form} action="huy" title={t.cancel} spec={cancelForm} />
        </div>
      )}
      <Summary
        rows={[
          [t.day, formatDate(launch.onDay)],
          [t.meets, launch.meets],
          [t.unit, unitName(launch, language)],
          [t.content, <Prose text={launch.call} />],
          ...(launch.why ? ([[t.why, launch.why]] as [string, string][]) : []),
        ]}
      />
      {results.length > 0 && (
        <>
          <h2>{t.results}</h2>
          <Summary
            rows={[
              [t.attended, t.people(formatInteger(launch.attended))],
              ...results.map((one): [string, string] => [one.unit, formatQuantity(one.result, one.unit)]),
            ]}
          />
        </>
      )}
      <h2>{t.tasks}</h2>
      {tasks.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.tasks}
          hideCaption
          columns={[
            { label: t.what },
            { label: t.place },
            { label: t.squad },
            { label: t.planned, numeric: true },
            { label: t.attended, numeric: true },
            { label: t.result, numeric: true },
          ]}
          rows={tasks.map((one) => [
            one.what,
            one.place,
            one.squad,
            formatInteger(one.planned),
            one.attended === null ? '–' : formatInteger(one.attended),
            one.result === null ? '–' : formatQuantity(one.result, one.resultUnit ?? ''),
          ])}
        />
      )}
      {form &&
        desk &&
        launch.onDay <= desk.today &&
        tasks.map((one) => (
          <ActionForm
            key={one.id}
            {...form}
            action="ket-qua"
            target={one.id}
            title={`${t.enterResult}: ${one.what}`}
            spec={resultForm}
            queue
          />
        ))}
      <Photos photos={photos} language={language} />
      <History lines={history} names={t.historyNames} title={t.history} language={language} />
      {!desk && <Follow href={to.launch(launch.id)} language={language} />}
    </Layout>
  );
}
