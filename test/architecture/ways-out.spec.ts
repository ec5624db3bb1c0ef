import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';
import { controllersOnlyTranslate, databaseByOneWay, outboundByOneWay } from './ways-out.js';

describe('PostgreSQL is reached through Database only', () => {
  it('holds in this repository', () => expect(databaseByOneWay(repository)).toEqual([]));

  it.each([
    "import { Client } from 'pg';",
    "import { TypeOrmModule } from '@nestjs/typeorm';",
    "import { DataSource } from 'typeorm';",
    'class Apps { constructor(@InjectRepository(App) apps: unknown) {} }',
  ])('fails on %s', (text) => {
    const tree = SourceTree.of({ 'libs/catalog/apps/apps.service.ts': text });
    expect(databaseByOneWay(tree)).toHaveLength(1);
  });

  it('allows the decorators and types of entities and migrations', () => {
    const text = "import { Column, Entity } from 'typeorm';";
    expect(databaseByOneWay(SourceTree.of({ 'libs/catalog/apps/app.entity.ts': text }))).toEqual([]);
  });
});

describe('Requests are sent through one concern only', () => {
  it('holds in this repository', () => expect(outboundByOneWay(repository)).toEqual([]));

  it.each(["import { request } from 'undici';", "import { request } from 'node:https';", 'await fetch(url);'])(
    'fails on %s',
    (text) => expect(outboundByOneWay(SourceTree.of({ 'libs/feeds/items/fetcher.ts': text }))).toHaveLength(1),
  );

  it('allows servers', () => {
    const text = "import { createServer } from 'node:http'; items.fetch(1);";
    expect(outboundByOneWay(SourceTree.of({ 'libs/platform/telemetry/metrics.ts': text }))).toEqual([]);
  });
});

describe('Controllers only translate HTTP', () => {
  it('holds in this repository', () => expect(controllersOnlyTranslate(repository)).toEqual([]));

  it.each(['#platform/database', './apps.sql.js', './app.entity.js', 'typeorm'])('fails on %s', (name) => {
    const tree = SourceTree.of({ 'libs/catalog/apps/apps.controller.ts': `import { x } from '${name}';` });
    expect(controllersOnlyTranslate(tree)).toHaveLength(1);
  });
});
