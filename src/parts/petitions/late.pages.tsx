import { paths } from '../../ground/places.ts';
import { catalogue } from '../../platform/language.ts';
import type { Frame } from '../../platform/page/frame.ts';
import { ErrorSummary, Field, Hidden, Summary } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import type { Late } from './late.service.ts';
import { deskPaths } from './paths.ts';
import { texts } from './texts.ts';

/** Words about a late denunciation, for the body above. */
export const lateTexts = catalogue(
  {
    title: (number: number) => `Tố cáo № ${number} quá hạn giải quyết`,
    line: (number: number) => `Tố cáo № ${number} quá hạn: yêu cầu đơn vị báo cáo`,
    lead: 'Người tố cáo đã báo việc quá hạn. Người đứng đầu cấp trên trực tiếp yêu cầu người giải quyết báo cáo, nêu lý do chậm và trách nhiệm (Luật Tố cáo, Điều 38). Nội dung và danh tính vẫn niêm phong: trang này chỉ có số và thời hạn.',
    unit: 'Đơn vị giải quyết',
    settleBy: 'Hạn giải quyết',
    askBy: 'Phải yêu cầu chậm nhất',
    text: 'Yêu cầu gửi đơn vị',
    missing: 'Hãy viết yêu cầu.',
    ask: 'Yêu cầu báo cáo',
  },
  {
    title: (number: number) => `Denunciation № ${number} is overdue`,
    line: (number: number) => `Denunciation № ${number} is overdue: ask the unit to report`,
    lead: 'Its sender said that it is overdue. The head of the body right above asks the handler to report, with the reason and who is answerable (Law on Denunciations, Art. 38). Matter and identity stay sealed: here stand the number and the terms.',
    unit: 'Unit that settles it',
    settleBy: 'Was to be settled by',
    askBy: 'To be asked by',
    text: 'What the unit is asked',
    missing: 'Write what is asked.',
    ask: 'Ask for a report',
  },
);

/** A late denunciation as the head of the body above sees it. */
export function LatePage(props: {
  frame: Frame;
  late: Late;
  unit: string;
  values: { key: string; text?: string | undefined };
  error?: string | undefined;
}) {
  const { frame, late, unit, values, error } = props;
  const { language } = frame;
  const t = lateTexts[language];
  return (
    <Layout frame={frame} title={t.title(late.number)} hasErrors={Boolean(error)}>
      <a class="back" href={paths.inbox}>
        ← {texts[language].inboxTitle}
      </a>
      <ErrorSummary language={language} errors={{ text: error }} labels={{ text: t.text }} />
      <h1>{t.title(late.number)}</h1>
      <p class="lead">{t.lead}</p>
      <Summary
        rows={[
          [t.unit, unit],
          [t.settleBy, formatDate(late.settleBy)],
          [t.askBy, formatDate(late.askBy)],
        ]}
      />
      <form method="post" action={deskPaths.late(late.id)} novalidate>
        <Hidden values={{ key: values.key }} />
        <Field language={language} name="text" label={t.text} rows={5} value={values.text} error={error} />
        <button type="submit">{t.ask}</button>
      </form>
    </Layout>
  );
}
