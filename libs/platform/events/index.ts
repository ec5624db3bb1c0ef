export type { DeadLetter } from './dead-letters/dead-letter.js';
export { DeadLetters } from './dead-letters/dead-letters.js';
export { EventsDeliveryModule } from './delivery/events-delivery.module.js';
export type { DomainEvent, EventShape } from './domain-event.js';
export { eventProblems } from './events.errors.js';
export { Events } from './events.js';
export { EventsModule } from './events.module.js';
export type { Subscriber, Subscription } from './subscribes.js';
export { Subscribes, subscribersOf } from './subscribes.js';
