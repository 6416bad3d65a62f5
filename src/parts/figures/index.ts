import { figuresFor } from '../../ground/figure/all.ts';
import { paths } from '../../ground/places.ts';
import type { Part } from '../../ground/web.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { figureRoutes } from './figure.routes.ts';
import { indicatorFigures } from './indicator.store.ts';
import { figuresTable } from './open-tables.ts';
import { overviewRoutes } from './overview.routes.ts';
import { loadSampleTargets } from './sample.ts';
import { scorecardRoutes } from './scorecard.routes.ts';
import { scorecards } from './scorecard.service.ts';
import { knownTarget } from './target.service.ts';

/** The catalogue of all published figures; the figures themselves are entries of the other parts. */
export const figures: Part = {
  name: 'figures',
  menu: [
    { where: 'desk', at: 5, href: paths.overview, label: { vi: 'Tổng quan', en: 'Overview' } },
    { where: 'desk', at: 80, href: paths.deskFigures, label: { vi: 'Số liệu', en: 'Figures' } },
    { where: 'top', at: 40, href: paths.figures, label: { vi: 'Số liệu', en: 'Figures' } },
  ],
  steps: [knownTarget],
  moreFigures: indicatorFigures,
  routes(web) {
    figureRoutes(web);
    scorecardRoutes(web);
    overviewRoutes(web);
  },
  /** Targets that ask for less than the year before reached. */
  async unitSigns(services, id, year) {
    const unit = await services.site.unit(id);
    const [card] = unit ? await scorecards(services, [unit], year) : [];
    const count = card?.lines.filter((one) => one.below).length ?? 0;
    if (count === 0) return [];
    return [
      {
        vi: `${count} chỉ tiêu đặt thấp hơn kết quả năm trước`,
        en: `${count} targets set below last year’s result`,
      },
    ];
  },
  sample: loadSampleTargets,
  openTables: [figuresTable],
  async search(services, { words, language, limit }) {
    const has = (text: string) => {
      const own = foldedWords(text);
      return words.every((word) => own.some((one) => one.startsWith(word)));
    };
    return (await figuresFor(services, 'public'))
      .filter((one) => has(`${one.name.vi} ${one.name.en} ${one.definition.vi} ${one.definition.en}`))
      .slice(0, limit)
      .map((one) => ({
        sort: { vi: 'Số liệu', en: 'Figures' },
        title: one.name[language],
        href: `${paths.figure}/${one.code}`,
      }));
  },
};
