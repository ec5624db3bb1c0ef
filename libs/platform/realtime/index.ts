export type { EventSource, EventStream } from './event-stream.js';
export { EventStreams, type StreamRequest } from './event-streams.js';
export { eventBytes } from './message.js';
export { Realtime } from './realtime.js';
export { RealtimeModule } from './realtime.module.js';
export { type Topic, topicOf } from './topic.js';
export { type Follower, type Told, Topics } from './topics.js';
