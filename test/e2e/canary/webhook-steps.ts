import type { Step, Walk } from './walk.js';

const hook = ({ seen }: Walk) => ({ id: seen.webhook ?? '' });
const message = (walk: Walk) => ({ ...hook(walk), deliveryId: walk.seen.delivery ?? '' });

/** What an admin does to hear of events. */
export const hearing: Readonly<Record<string, Step>> = {
  'POST /v1/webhooks': ({ seen }) => ({
    body: { url: 'https://hooks.example/palier', events: ['auth.member.joined'], description: 'The chat' },
    after: (answer) => Object.assign(seen, { webhook: answer.json().id }),
  }),
  'GET /v1/webhooks': () => ({}),
  'GET /v1/webhooks/events': () => ({}),
  'GET /v1/webhooks/{id}': (walk) => ({ path: hook(walk) }),
  'PATCH /v1/webhooks/{id}': (walk) => ({
    path: hook(walk),
    version: 1,
    body: { url: 'https://hooks.example/other', events: ['auth.member.joined'], description: '', disabled: false },
  }),
  'POST /v1/webhooks/{id}/rotate-secret': (walk) => ({ path: hook(walk) }),
  'POST /v1/webhooks/{id}/test': (walk) => ({
    path: hook(walk),
    after: (answer) => Object.assign(walk.seen, { delivery: answer.json().id }),
  }),
  'GET /v1/webhooks/{id}/deliveries': (walk) => ({ path: hook(walk) }),
  'GET /v1/webhooks/{id}/deliveries/{deliveryId}': (walk) => ({ path: message(walk) }),
  'POST /v1/webhooks/{id}/deliveries/{deliveryId}/redeliver': (walk) => ({ path: message(walk) }),
  'DELETE /v1/webhooks/{id}': (walk) => ({ path: hook(walk), version: 3 }),
};
