import type { Part } from '../../ground/web.ts';
import { subscriptionRoutes } from './subscription.routes.ts';
import { sendDigests } from './subscription.service.ts';

/** Being told by e-mail of what becomes public. */
export const subscriptions: Part = {
  name: 'subscriptions',
  routes: subscriptionRoutes,
  upkeep: sendDigests,
};
