import { newId } from '#platform/ids';
import type { Step } from './walk.js';

/** What a person's devices send: events under the id of the account, which are theirs, and one that is rejected. */
export const measuring: Readonly<Record<string, Step>> = {
  'POST /v1/ingest/{tenant}/events': ({ canary }) => {
    const event = { name: 'app.opened', occurredAt: new Date().toISOString(), subject: canary.ids.member };
    const rejected = { properties: { deep: { text: canary.text } } };
    const events = [{}, rejected].map((each) => ({ id: newId(), ...event, ...each }));
    return { bytes: Buffer.from(JSON.stringify(events)) };
  },
  'PUT /v1/analytics/names/{name}': () => ({ path: { name: 'app.opened' } }),
  'DELETE /v1/analytics/subjects/{subject}': () => ({ path: { subject: 'device-4711' } }),
};
