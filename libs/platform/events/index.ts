export { type CountedEvent, CountedEvents } from './counted-events.js';
export { DeadLetterDto } from './dead-letters/dead-letter.dto.js';
export { DeadLetters } from './dead-letters/dead-letters.js';
export type { DomainEvent, EventOf, EventShape } from './domain-event.js';
export { eventProblems } from './events.errors.js';
export { Events } from './events.js';
export { EventsDeliveryModule, EventsModule } from './events.module.js';
export { type Subscriber, Subscribes, subscribersOf } from './subscribes.js';
