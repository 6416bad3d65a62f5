import { calendarDays } from '../calendar/calendar-file.worker.ts';
import { documentText } from '../document/text.worker.ts';
import { checkTemplate, fillTemplate } from '../document/word-template.worker.ts';
import { inspect } from '../files/inspect.worker.ts';
import { cover, drawPng, pictureSize, resize } from '../files/picture.worker.ts';
import { features } from '../geo/features.worker.ts';
import { sheets } from '../sheet/sheet.worker.ts';
import type { TaskName } from './tasks.ts';

// Entry of the processes that read files; nothing of the server is loaded here.

type Work = (input: never) => unknown;

const work: Record<TaskName, Work> = {
  inspect,
  pictureSize,
  cover,
  resize,
  drawPng,
  documentText,
  sheets,
  features,
  calendarDays,
  checkTemplate,
  fillTemplate,
};

process.on('message', async ({ name, input }: { name: TaskName; input: never }) => {
  try {
    process.send?.({ answer: await work[name](input) });
  } catch (error) {
    process.send?.({ fault: (error as Error).name });
  }
});
process.on('disconnect', () => process.exit(0));
