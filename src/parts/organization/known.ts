import { declared } from '../../ground/step/take.ts';
import { strike } from '../../ground/step/undo.ts';

/** An import of units, posts and people: it goes back while nobody of it has begun. */
export const knownImport = declared(
  'organization.import',
  'Nhập bộ máy từ tệp',
  'Import the organisation from a file',
  strike,
);
