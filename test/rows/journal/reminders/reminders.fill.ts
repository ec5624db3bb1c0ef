import type { Fill } from '../../../support/fill.js';
import { fill as journals, personOf } from '../journals/journals.fill.js';

const reminders =
  'insert into journal.reminders (tenant_id, user_id, id, version, local_time, weekdays, channels, next_at)';
const time = "to_char(time '00:00' + i * interval '1 minute', 'HH24:MI')";

export const fill: Fill = {
  after: journals,
  ofTenant: ({ id, rows }) => [
    `${reminders} select '${id}', ${personOf('i')}, uuidv7(), 1, ${time}, '{1,2}', '{mail}', now() + i * interval '1 minute'
     from generate_series(1, ${rows / 10}) i`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `${reminders} select '${tenantId}', '${userId}', uuidv7(), 1, ${time}, '{1}', '{mail}', null from generate_series(1, 60) i`,
  ],
};
