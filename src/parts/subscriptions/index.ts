import { paths } from '../../ground/places.ts';
import type { Part } from '../../ground/web.ts';
import { subscriptionRoutes } from './subscription.routes.ts';
import { sendDigests } from './subscription.service.ts';
import { subscriptionWork } from './unit.work.ts';

/** Being told by e-mail of what becomes public. */
export const subscriptions: Part = {
  name: 'subscriptions',
  menu: [
    {
      where: 'foot',
      at: 51,
      href: paths.subscriptions,
      label: { vi: 'Nhận tin qua e-mail', en: 'News by e-mail' },
    },
  ],
  work: subscriptionWork,
  routes: subscriptionRoutes,
  upkeep: sendDigests,
};
