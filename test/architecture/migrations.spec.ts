import { migrationsInOrder, migrationsSafeOnline } from './migrations.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

const file = 'migrations/1763700001600-catalog-apps.ts';
const forward = 'export const CatalogApps1763700001600 = migration(';

describe('Migrations are read from their folder in order', () => {
  it('holds in this repository', () => expect(migrationsInOrder(repository)).toEqual([]));

  it('passes a migration that is named after its file', () =>
    expect(migrationsInOrder(SourceTree.of({ [file]: forward, 'libs/catalog/index.ts': '' }))).toEqual([]));

  it.each([
    ['a name without a context', { 'migrations/1763700001600-apps-table.ts': forward }],
    ['a name of another file', { [file]: forward.replace('1600', '1700'), 'libs/catalog/index.ts': '' }],
    [
      'a way back',
      {
        [file]: 'export class CatalogApps implements MigrationInterface {}',
        'libs/catalog/index.ts': '',
      },
    ],
  ])('fails on %s', (_what, files) => {
    expect(migrationsInOrder(SourceTree.of(files as Record<string, string>))).toHaveLength(1);
  });
});

describe('Migrations are safe while the product serves', () => {
  it('holds in this repository', () => expect(migrationsSafeOnline(repository)).toEqual([]));

  it.each([
    'create index apps_by_name on catalog.apps (tenant_id, name)',
    'create index concurrently if not exists apps_by_name on catalog.apps (tenant_id, name)',
    'migrationOutsideTransaction(; create index concurrently apps_by_name on catalog.apps (tenant_id, name)',
    'migrationOutsideTransaction(; alter table catalog.apps add column rank integer',
    'create index apps_by_name on only catalog.apps (tenant_id, name)',
    'alter table catalog.apps add column rank integer not null',
    'alter table catalog.apps add constraint rank_check check (rank > 0)',
    'alter table catalog.apps add constraint rank_key unique (rank)',
    'alter table catalog.apps alter column rank type bigint',
    'alter table catalog.apps alter column rank set not null',
    'alter table catalog.apps rename column rank to place',
    'grant all on catalog.apps to palier_app',
  ])('fails on: %s', (sql) => {
    expect(migrationsSafeOnline(SourceTree.of({ [file]: `migration(\`${sql}\`)` }))).toHaveLength(1);
  });

  it.each([
    'create table catalog.apps (id uuid); create index apps_by_id on catalog.apps (id)',
    'migrationOutsideTransaction(; create index concurrently if not exists apps_by_name on catalog.apps (tenant_id, name)',
    'migrationOutsideTransaction(; create index apps_by_name on only catalog.apps (tenant_id, name)',
    'alter table catalog.apps add column rank integer not null default 0',
    'alter table catalog.apps add constraint rank_check check (rank > 0) not valid',
    'create function f() returns void as $$ begin alter table catalog.apps rename to x; end $$',
  ])('passes: %s', (sql) => {
    expect(migrationsSafeOnline(SourceTree.of({ [file]: `migration(\`${sql}\`)` }))).toEqual([]);
  });
});
