export { Backlog } from './backlog.js';
export { Outbox } from './outbox.js';
export { OutboxModule, OutboxRelayModule } from './outbox.module.js';
export type { OutboxEntry } from './outbox-entry.js';
export type { OutboxForwarder, OutboxRow } from './outbox-forwarder.js';
export { OutboxRelay } from './relay/outbox-relay.js';
