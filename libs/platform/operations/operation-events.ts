import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { AdmittedRequest } from '#platform/access';
import { Database, Notifications } from '#platform/database';
import { type EventStream, EventStreams } from '#platform/streams';
import { gauge } from '#platform/telemetry';
import { FollowedOperation } from './followed-operation.js';
import { followChanges, operationKey } from './operation-changes.js';
import { OperationFollower } from './operation-follower.js';
import { hasEnded, type Operation, Operations } from './operations.js';
import { operationById } from './operations.sql.js';

/** Milliseconds between two polls, which make up for lost notifications. */
const POLL_MS = 15_000;

/** Streams the changes of operations to clients. */
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
    this.unsubscribe = followChanges(this.notifications, (key) => this.refresh(key));
    this.timer = setInterval(() => this.refresh(undefined), POLL_MS).unref();
  }

  onModuleDestroy(): void {
    this.unsubscribe?.();
    clearInterval(this.timer);
  }

  /**
   * Streams an operation as Server-Sent Events: its current state, then each change, until it has ended.
   *
   * @param request the client's request, which passed the access check
   * @param present maps an operation to its representation for the client
   * @param seen the version that the client already has; 0 for none
   * @returns undefined when the operation has ended and the client has its last version
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
    const key = operationKey(tenantId, id);
    const read = async () => (await this.database.read({ tenantId }, operationById, id))[0];
    const followed = this.followed.get(key) ?? new FollowedOperation(read);
    const follower = new OperationFollower(present, seen, () => {
      this.open -= 1;
      followed.followers.delete(follower);
      if (followed.followers.size === 0) this.followed.delete(key);
    });
    const stream = this.streams.open(request, follower);
    followed.followers.set(follower, stream);
    this.followed.set(key, followed);
    this.open += 1;
    follower.offer(now);
    stream.wake();
    // Read once more: it may have changed before the stream was registered.
    if (!hasEnded(now)) this.refresh(key);
    return stream;
  }

  private refresh(key: string | undefined): void {
    const followed = key === undefined ? [...this.followed.values()] : [this.followed.get(key)];
    for (const each of followed)
      each?.refresh().catch((error: unknown) => this.log.warn(`An operation could not be read: ${error}`));
  }
}
