import type { Readable } from 'node:stream';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database, Notifications } from '#platform/database';
import { gauge } from '#platform/telemetry';
import { FollowedOperation } from './followed-operation.js';
import { hearChanges, placeOf } from './operation-changes.js';
import { OperationStream } from './operation-stream.js';
import { operationsProblems } from './operations.errors.js';
import { hasEnded, type Operation, Operations } from './operations.js';
import { operationById } from './operations.sql.js';

/** Streams open at once in a process. */
const MOST_STREAMS = 1000;
/** Milliseconds between two comments on a stream; as often, a lost notification is made up for. */
const BEAT_MS = 15_000;

/** Tells clients of their operations as they change. */
@Injectable()
export class OperationEvents implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Operations');
  private readonly followed = new Map<string, FollowedOperation>();
  private open = 0;
  private stopHearing: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly operations: Operations,
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  onModuleInit(): void {
    gauge('palier_operation_streams', 'Clients that follow an operation', () => this.open);
    this.stopHearing = hearChanges(this.notifications, (place) => this.look(place));
    this.timer = setInterval(() => this.beat(), BEAT_MS).unref();
  }

  /** Before the server waits for its connections to end. */
  onModuleDestroy(): void {
    this.stopHearing?.();
    clearInterval(this.timer);
    for (const followed of this.followed.values()) followed.close();
  }

  /**
   * Server-Sent Events of an operation: what it is now, then each change, until it has ended.
   *
   * @param present an operation as the client shall see it
   * @param seen the version that the client has already, 0 where it has none
   * @returns undefined when it has ended and the client knows
   * @throws Problem `operation_not_found` (404), `operation_streams_full` (503)
   */
  async follow(
    tenantId: string,
    id: string,
    present: (operation: Operation) => object,
    seen: number,
  ): Promise<Readable | undefined> {
    const now = await this.operations.find(tenantId, id);
    if (hasEnded(now) && now.version <= seen) return undefined;
    if (this.open >= MOST_STREAMS) throw operationsProblems.operation_streams_full({ limit: MOST_STREAMS });
    const stream = this.add(tenantId, id, present, seen);
    // Once more, since it may have changed before the stream was there to be told.
    if (!hasEnded(now)) void this.look(placeOf(tenantId, id));
    stream.offer(now);
    return stream;
  }

  private add(tenantId: string, id: string, present: (operation: Operation) => object, seen: number): OperationStream {
    const place = placeOf(tenantId, id);
    const read = async () => (await this.database.read({ tenantId }, operationById, id))[0];
    const followed = this.followed.get(place) ?? new FollowedOperation(read);
    const stream = new OperationStream(present, seen, () => {
      this.open -= 1;
      followed.streams.delete(stream);
      if (followed.streams.size === 0) this.followed.delete(place);
    });
    followed.streams.add(stream);
    this.followed.set(place, followed);
    this.open += 1;
    return stream;
  }

  private look(place: string | undefined): void {
    const followed = place === undefined ? [...this.followed.values()] : [this.followed.get(place)];
    for (const each of followed)
      each?.look().catch((error: unknown) => this.log.warn(`An operation cannot be read: ${error}`));
  }

  private beat(): void {
    for (const followed of this.followed.values()) followed.beat();
    this.look(undefined);
  }
}
