import type { SentState } from '../../ground/actions.ts';
import type { Figure } from '../../ground/figure/catalogue.ts';
import { paths } from '../../ground/places.ts';
import { catalogue } from '../../platform/language.ts';
import { ActionForm, FormNotes, type FormState } from '../../platform/page/form.tsx';
import type { Frame } from '../../platform/page/frame.ts';
import { Badge, EmptyState, Table } from '../../platform/page/kit.tsx';
import { Layout } from '../../platform/page/layout.tsx';
import { formatDate } from '../../platform/time.ts';
import { indicatorFormOf } from './indicator.forms.ts';
import type { KeptIndicator } from './indicator.store.ts';
import { overviewTexts } from './overview.texts.ts';

export const indicatorTexts = catalogue(
  {
    title: 'Chỉ số của cơ quan',
    lead: 'Chỉ số ghép từ danh mục số liệu: một số đếm, hoặc một số chia cho số khác. Không phải gõ con số nào; mỗi chỉ số có định nghĩa, cách tính lại và dữ liệu như các số khác.',
    none: 'Chưa có chỉ số nào.',
    define: 'Đặt chỉ số mới',
    end: 'Thôi dùng',
    name: 'Chỉ số',
    made: 'Cách tính',
    state: 'Tình trạng',
    ended: (on: string) => `thôi dùng từ ${on}`,
    audiences: { public: 'công khai', office: 'nội bộ' },
    done: 'Đã ghi.',
  },
  {
    title: 'Figures of the office',
    lead: 'Put together from the catalogue: a count, or one number divided by another. No number is typed; each has its definition, its recipe and its data as the others.',
    none: 'There is none yet.',
    define: 'Define one',
    end: 'End',
    name: 'Figure',
    made: 'How it is counted',
    state: 'State',
    ended: (on: string) => `ended ${on}`,
    audiences: { public: 'public', office: 'for officers' },
    done: 'Entered.',
  },
);

/** The indicators of the place, and the form of a new one. */
export function IndicatorsPage(props: {
  frame: Frame;
  state: FormState | SentState;
  done: boolean;
  indicators: readonly (KeptIndicator & { figure: Figure | undefined; own: boolean })[];
  figures: readonly Figure[];
  may: boolean;
}) {
  const { frame, state, done, indicators, figures, may } = props;
  const { language } = frame;
  const t = indicatorTexts[language];
  return (
    <Layout
      frame={frame}
      title={t.title}
      wide
      scripts={['form']}
      hasErrors={'sent' in state && state.sent !== undefined}
    >
      <a class="back" href={paths.overview}>
        ← {overviewTexts[language].title}
      </a>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <FormNotes state={state} done={done ? t.done : undefined} />
      {indicators.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          caption={t.title}
          hideCaption
          cards
          columns={[{ label: t.name }, { label: t.made }, { label: t.state }, { label: '' }]}
          rows={indicators.map((one) => [
            one.audience === 'public' && one.endedOn === null ? (
              <a href={`${paths.figure}/${one.code}`}>{one.name[language]}</a>
            ) : (
              one.name[language]
            ),
            one.figure?.definition[language] ?? '',
            <Badge tone={one.endedOn ? 'plain' : 'good'}>
              {one.endedOn ? t.ended(formatDate(one.endedOn)) : t.audiences[one.audience]}
            </Badge>,
            may && one.own && one.endedOn === null ? (
              <ActionForm
                base={paths.indicators}
                action="thoi"
                state={state}
                target={one.id}
                title={t.end}
                about={one.name[language]}
                quiet
              />
            ) : (
              ''
            ),
          ])}
        />
      )}
      {may && (
        <ActionForm
          base={paths.indicators}
          action="dat"
          state={state}
          title={t.define}
          spec={indicatorFormOf(figures)}
          open={indicators.length === 0}
        />
      )}
    </Layout>
  );
}
