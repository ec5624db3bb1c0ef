import { eventsArePlain } from './events.js';
import { repository } from './repository.js';
import { SourceTree } from './source-tree.js';

describe('Events are plain types', () => {
  it('holds in this repository', () => expect(eventsArePlain(repository)).toEqual([]));

  it('fails on Nest behind an events entry point, however far', () => {
    const tree = SourceTree.of({
      'libs/catalog/events/index.ts': "export type { AppPublished } from '../apps/app-published.event.js';",
      'libs/catalog/apps/app-published.event.ts': "import type { App } from './app.js';",
      'libs/catalog/apps/app.ts': "import { Injectable } from '@nestjs/common';",
    });
    expect(eventsArePlain(tree)).toMatchObject([{ file: 'libs/catalog/apps/app.ts' }]);
  });
});
