import { Global, Module } from '@nestjs/common';
import { EventStreams } from './event-streams.js';

/** Server-Sent Events to clients. */
@Global()
@Module({ providers: [EventStreams], exports: [EventStreams] })
export class StreamsModule {}
