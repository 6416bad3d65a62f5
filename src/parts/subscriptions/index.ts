import type { Part } from '../../ground/web.ts';
import { subscriptionRoutes } from './subscription.routes.ts';
import { sendDigests } from './subscription.service.ts';
import { subscriptionWork } from './unit.work.ts';

/** Being told by e-mail of what becomes public. */
export const subscriptions: Part = {
  name: 'subscriptions',
  work: subscriptionWork,
  routes: subscriptionRoutes,
  upkeep: sendDigests,
};
