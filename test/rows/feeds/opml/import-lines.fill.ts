import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';

const lines = 'insert into feeds.import_lines (tenant_id, import_id, line, url, tags, status)';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `${lines} select '${id}', '${samples.id}', i, 'https://feed-' || i || '.example/feed.xml', '{}',
       (array['waiting', 'added', 'known', 'refused'])[1 + i % 4] from generate_series(1, 200) i`,
    `${lines} select '${id}', uuidv7(), i, 'https://feed-' || i || '.example/feed.xml', '{}', 'added' from generate_series(1, ${rows / 10}) i`,
  ],
};
