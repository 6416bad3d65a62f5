import type { Part } from '../ground/web.ts';
import { administration } from './administration/index.ts';
import { campaigns } from './campaigns/index.ts';
import { commitments } from './commitments/index.ts';
import { dialogues } from './dialogues/index.ts';
import { directives } from './directives/index.ts';
import { evaluation } from './evaluation/index.ts';
import { figures } from './figures/index.ts';
import { land } from './land/index.ts';
import { openData } from './open-data/index.ts';
import { organization } from './organization/index.ts';
import { petitions } from './petitions/index.ts';
import { publishing } from './publishing/index.ts';
import { receptions } from './receptions/index.ts';
import { staffing } from './staffing/index.ts';
import { subscriptions } from './subscriptions/index.ts';

/** The parts of the system. A new part is a folder and a line here. */
export const parts: readonly Part[] = [
  publishing,
  petitions,
  receptions,
  dialogues,
  land,
  campaigns,
  directives,
  commitments,
  evaluation,
  figures,
  openData,
  organization,
  staffing,
  subscriptions,
  administration,
];
