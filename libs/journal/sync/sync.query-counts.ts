import { newId } from '#platform/ids';
import { as, call, post, type QueryCounts } from '../../../test/support/query-counts.js';

const url = '/v1/journal/sync';
const day = new Date().toISOString().slice(0, 10);
const created = (content: object, kind: string) => ({ changeId: newId(), kind, id: newId(), baseVersion: 0, content });
const changes = [
  ...Array.from({ length: 50 }, () => created({ day }, 'entry')),
  ...Array.from({ length: 50 }, () => created({ day, addictionId: newId() }, 'relapse')),
];
const known = (noun: string) => ['journal.deletions.of', `journal.${noun}.by-id`];
const history = 'journal.sync.database-history';
const since = [
  'journal.deletions.since',
  'journal.entries.changed',
  'journal.addictions.changed',
  'journal.relapses.changed',
];

export const queryCounts: QueryCounts = {
  'POST /v1/journal/sync': async (shop) => {
    const { token } = await shop.admin();
    await shop.ask(token, '/v1/journal/entries', { day });
    const many = as(token, post(url, { changes }));
    return [
      call(as(token, post(url, {})), history, 'journal.journals.in-force', ...since),
      // As many for a hundred changes as for two.
      call(
        many,
        history,
        'journal.journals.lock',
        'journal.applied-changes.of',
        ...known('entries'),
        ...known('relapses'),
        'journal.applied-changes.insert',
        'journal.entries.write',
        'journal.relapses.write',
        ...since,
      ),
      call(
        many,
        history,
        'journal.journals.lock',
        'journal.applied-changes.of',
        ...known('entries'),
        ...known('relapses'),
        ...since,
      ),
    ];
  },
};
