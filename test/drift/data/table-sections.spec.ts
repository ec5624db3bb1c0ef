import type { TableDeclaration, TenantTable } from '#platform/database';
import { tableSections, tablesWithPersons } from './table-sections.js';

const holds = 'An entry.';
const page = (declaration: Omit<TenantTable, 'holds'>) =>
  tableSections(new Map([['journal.entries', { holds, ...declaration }]]), {});

describe('The section of a table', () => {
  it.each<[string, Omit<TenantTable, 'holds'>, string]>([
    ['what is shown to one person', { kind: 'person' }, 'shown to their person alone'],
    ['what a search reads', { kind: 'search' }, 'searched through functions of the owner'],
    [
      'what an erasure overwrites',
      {
        kind: 'tenant',
        persons: [
          {
            column: 'author_id',
            is: 'subject',
            erasure: { anonymise: { title: 'null', text: "''" }, done: 'title is null' },
            exports: ['id', 'text'],
          },
        ],
      },
      'a subject with or without an account, in `author_id`. Erasure: overwrites `title`, `text`; the row stays. Export: `id`, `text`',
    ],
    [
      'what an erasure replaces',
      {
        kind: 'tenant',
        persons: [{ column: 'author_id', is: 'user', erasure: 'pseudonym', exports: 'it is counted' }],
      },
      'replaces `author_id` by an id that is nobody’s; the row stays. Export: nothing: it is counted',
    ],
    [
      'which rows are retained',
      { kind: 'tenant', retention: { column: 'read_at', after: '2 years', except: 'starred' } },
      'deleted 2 years after `read_at`, except where `starred`',
    ],
    [
      'which retention a tenant may choose',
      { kind: 'tenant', retention: { column: 'read_at', after: '2 years', shortest: '30 days' } },
      'deleted 2 years after `read_at`; a tenant may choose 30 days or more',
    ],
    [
      'which retention follows from the plan',
      { kind: 'tenant', retention: { column: 'read_at', after: '2 years', quota: 'noteDays', shortest: '7 days' } },
      'deleted 2 years after `read_at`, or sooner by `noteDays` of the plan; a tenant may choose 7 days or more',
    ],
    [
      'which partitions are dropped',
      { kind: 'tenant', partitions: { span: 'month', ahead: 2, keep: '1 year' } },
      'the partition of a month is dropped once all its rows are older than 1 year\n',
    ],
    [
      'by which column partitions are made',
      { kind: 'tenant', partitions: { span: 'day', by: 'read_at', ahead: 2, keep: '1 year' } },
      'the partition of a day of `read_at` is dropped once all its rows are older than 1 year\n',
    ],
  ])('says %s', (_what, declaration, text) => expect(page(declaration)).toContain(text));

  it('is shared by tables of the same declaration, and contexts come before the platform', () => {
    const shared: TableDeclaration = { kind: 'shared', holds, through: 'functions' };
    const tables = new Map(['platform.a', 'platform.b', 'journal.c'].map((table) => [table, shared]));
    expect(tableSections(tables, {}).match(/^##.*/gm)).toEqual([
      ...['## The context journal', '### `journal.c`'],
      ...['## The schema platform', '### `platform.a` and 1 more'],
    ]);
  });
});

it('The overview links to each table that names a person', () => {
  const persons = [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['id'] }] as const;
  expect(tablesWithPersons(new Map([['journal.entries', { kind: 'tenant', holds, persons }]]))).toContain(
    '| [journal.entries](#journalentries) | a user, in `user_id` | deletes the row |',
  );
});
