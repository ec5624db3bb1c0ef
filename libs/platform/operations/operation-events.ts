import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { AdmittedRequest } from '#platform/access';
import { Database, Notifications } from '#platform/database';
import { type EventStream, EventStreams } from '#platform/streams';
import { gauge } from '#platform/telemetry';
import { FollowedOperation } from './followed-operation.js';
import { followChanges, placeOf } from './operation-changes.js';
import { OperationFollower } from './operation-follower.js';
import { hasEnded, type Operation, Operations } from './operations.js';
import { operationById } from './operations.sql.js';

/** Milliseconds after which a notification that was lost is made up for. */
const LOOK_MS = 15_000;

/** Tells clients of their operations as they change. */
@Injectable()
export class OperationEvents implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Operations');
  private readonly followed = new Map<string, FollowedOperation>();
  private open = 0;
  private unsubscribe: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly operations: Operations,
    private readonly database: Database,
    private readonly notifications: Notifications,
    private readonly streams: EventStreams,
  ) {}

  onModuleInit(): void {
    gauge('palier_operation_streams', 'Clients that follow an operation', () => this.open);
    this.unsubscribe = followChanges(this.notifications, (place) => this.look(place));
    this.timer = setInterval(() => this.look(undefined), LOOK_MS).unref();
  }

  onModuleDestroy(): void {
    this.unsubscribe?.();
    clearInterval(this.timer);
  }

  /**
   * Server-Sent Events of an operation: what it is now, then each change, until it has ended.
   *
   * @param request of the client, which passed the access check
   * @param present an operation as the client shall see it
   * @param seen the version that the client has already, 0 where it has none
   * @returns undefined when it has ended and the client knows
   * @throws Problem `operation_not_found` (404), `operation_streams_full` (429)
   */
  async follow(
    request: AdmittedRequest,
    tenantId: string,
    id: string,
    present: (operation: Operation) => object,
    seen: number,
  ): Promise<EventStream | undefined> {
    const now = await this.operations.find(tenantId, id);
    if (hasEnded(now) && now.version <= seen) return undefined;
    const place = placeOf(tenantId, id);
    const read = async () => (await this.database.read({ tenantId }, operationById, id))[0];
    const followed = this.followed.get(place) ?? new FollowedOperation(read);
    const follower = new OperationFollower(present, seen, () => {
      this.open -= 1;
      followed.followers.delete(follower);
      if (followed.followers.size === 0) this.followed.delete(place);
    });
    const stream = this.streams.open(request, follower);
    followed.followers.set(follower, stream);
    this.followed.set(place, followed);
    this.open += 1;
    follower.offer(now);
    stream.wake();
    // Once more, since it may have changed before the stream was there to be told.
    if (!hasEnded(now)) this.look(place);
    return stream;
  }

  private look(place: string | undefined): void {
    const followed = place === undefined ? [...this.followed.values()] : [this.followed.get(place)];
    for (const each of followed)
      each?.look().catch((error: unknown) => this.log.warn(`An operation cannot be read: ${error}`));
  }
}
