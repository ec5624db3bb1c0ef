import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { fill as chapters } from '../chapters/chapters.fill.js';
import { filledId } from '../structure/structure.fill.js';

const columns = 'tenant_id, user_id, id, kind, about_id, chapter_id, read_at, created_at';
const row = `'comment-answered', uuidv7(), '${samples.id}', case when i % 4 > 0 then now() end, now() - i * interval '1 minute'`;

export const fill: Fill = {
  after: chapters,
  ofTenant: ({ id, rows }) => [
    // A tenth is of the sample, and the others of five hundred users.
    `insert into campus.notifications (${columns})
     select '${id}', case when i % 10 = 0 then '${samples.id}' else ${filledId('user', '(1 + i % 500)')} end, uuidv7(), ${row}
     from generate_series(1, ${rows / 2}) i`,
    `insert into campus.notification_settings (tenant_id, user_id, off)
     select '${id}', ${filledId('user', 'i')}, '{comment-answered}' from generate_series(0, ${rows / 10}) i`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `insert into campus.notifications (${columns}) select '${tenantId}', '${userId}', uuidv7(), ${row} from generate_series(1, 100) i`,
  ],
};
