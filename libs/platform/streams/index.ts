export type { EventSource, EventStream, StreamEvent } from './event-stream.js';
export { EventStreams } from './event-streams.js';
export { StreamsModule } from './streams.module.js';
