import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';
import {
  controllersOnlyTranslate,
  databaseByOneWay,
  noEntities,
  outboundByOneWay,
  ownPagesByOneWay,
} from './ways-out.js';

describe('PostgreSQL is reached through Database only', () => {
  it('holds in this repository', () => expect(databaseByOneWay(repository)).toEqual([]));

  it.each([
    "import { Client } from 'pg';",
    "import { TypeOrmModule } from '@nestjs/typeorm';",
    "import { DataSource } from 'typeorm';",
    'const pool = new Pool();',
  ])('fails on %s', (text) => {
    const tree = SourceTree.of({ 'libs/catalog/apps/apps.service.ts': text });
    expect(databaseByOneWay(tree)).toHaveLength(1);
  });

  it('allows the types of migrations', () => {
    const text = "import type { MigrationInterface, QueryRunner } from 'typeorm';";
    expect(databaseByOneWay(SourceTree.of({ 'migrations/1790000000000-catalog-apps.ts': text }))).toEqual([]);
  });
});

describe('Rows are read and written by statements, not by entities', () => {
  it('holds in this repository', () => expect(noEntities(repository)).toEqual([]));

  it.each([
    ['libs/catalog/apps/app.ts', "@Entity({ name: 'apps' }) class App {}"],
    ['libs/catalog/apps/apps.service.ts', 'class Apps { constructor(@InjectRepository(App) apps: unknown) {} }'],
    ['libs/catalog/apps/apps.service.ts', "import type { Repository } from 'typeorm';"],
    ['libs/platform/database/database.ts', "import type { DataSource, EntityManager } from 'typeorm';"],
    ['migrations/1790000000000-catalog-apps.ts', "import { EntitySchema } from 'typeorm';"],
  ])('fails in %s on %s', (file, text) => {
    const message = expect.stringContaining('write a statement in *.sql.ts');
    expect(noEntities(SourceTree.of({ [file]: text }))).toEqual([{ file, message }]);
  });
});

describe('Requests are sent through one concern only', () => {
  it('holds in this repository', () => expect(outboundByOneWay(repository)).toEqual([]));

  it.each([
    "import { request } from 'undici';",
    "import { request } from 'node:https';",
    "import { lookup } from 'node:dns';",
    "import { Resolver } from 'node:dns/promises';",
    "import { EventSource } from 'eventsource';",
    'await fetch(url);',
    'const socket = new WebSocket(url);',
    'const source = new EventSource(url);',
  ])('fails on %s', (text) => {
    expect(outboundByOneWay(SourceTree.of({ 'libs/feeds/items/fetcher.ts': text }))).toHaveLength(1);
  });

  it('allows what browsers run, and that alone', () => {
    const inFile = (file: string) => outboundByOneWay(SourceTree.of({ [file]: 'fetch(url)' }));
    expect(inFile('libs/analytics/page-script/page-1.ts')).toEqual([]);
    expect(inFile('libs/analytics/page-script/page-script.controller.ts')).toHaveLength(1);
  });

  it('allows servers', () => {
    const text = "import { createServer } from 'node:http'; items.fetch(1); class Jobs implements EventSource {}";
    expect(outboundByOneWay(SourceTree.of({ 'libs/platform/telemetry/metrics.ts': text }))).toEqual([]);
  });
});

describe('Pages of this machine are opened to requests in one place', () => {
  it('holds in this repository', () => expect(ownPagesByOneWay(repository)).toEqual([]));

  it.each(['app.get(Outbound).admit(pages);', 'this.outbound.admit({ port, paths });'])('fails on %s', (text) => {
    expect(ownPagesByOneWay(SourceTree.of({ 'apps/api/run-api.ts': text }))).toHaveLength(1);
    expect(ownPagesByOneWay(SourceTree.of({ 'apps/solo/admit-own-feeds.ts': text }))).toEqual([]);
  });
});

describe('Controllers only translate HTTP', () => {
  it('holds in this repository', () => expect(controllersOnlyTranslate(repository)).toEqual([]));

  it.each(['#platform/database', './apps.sql.js'])('fails on %s', (name) => {
    const tree = SourceTree.of({ 'libs/catalog/apps/apps.controller.ts': `import { x } from '${name}';` });
    expect(controllersOnlyTranslate(tree)).toHaveLength(1);
  });
});
