import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '#platform/database';
import { type EventStream, EventStreams, type StreamRequest, type Topic, Topics, topicOf } from '#platform/realtime';
import { tenantIdInForce } from '#platform/tenancy';
import { FollowedOperation } from './followed-operation.js';
import { hasEnded, type Operation, type OperationReader } from './operation.js';
import { OperationFollower, type Presentation } from './operation-follower.js';
import { Operations } from './operations.js';
import { operationById } from './operations.sql.js';

/** How whoever only waits for the end gets the events, which nobody reads. */
const unread: Presentation = { locale: '', present: () => ({}) };

/** Milliseconds between two polls, which make up for lost messages. */
const POLL_MS = 15_000;

/** Streams the changes of operations to clients. */
@Injectable()
export class OperationEvents implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Operations');
  /** By topic. */
  private readonly followed = new Map<string, FollowedOperation>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly operations: Operations,
    private readonly database: Database,
    private readonly topics: Topics,
    private readonly streams: EventStreams,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.refresh(), POLL_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /**
   * Streams an operation as Server-Sent Events: its current state, then each change, until it has ended.
   *
   * @param request the client's request, which passed the access check
   * @param seen the version that the client already has; 0 for none
   * @returns undefined when the operation has ended and the client has its last version
   * @throws Problem `operation_not_found` (404), for what another person began too; `event_streams_full` (429)
   */
  async follow(
    request: StreamRequest,
    reader: OperationReader,
    id: string,
    as: Presentation,
    seen: number,
  ): Promise<EventStream | undefined> {
    const { tenantId } = reader;
    const now = await this.operations.find(reader, id);
    if (hasEnded(now) && now.version <= seen) return undefined;
    const topic = topicOf.operation(tenantId, id);
    const followed = this.followed.get(topic) ?? this.begin(topic, tenantId, id);
    const follower = new OperationFollower(followed.bytes, as, seen, () => {
      followed.followers.delete(follower);
      if (followed.followers.size === 0) followed.end();
    });
    const stream = this.openTo(request, follower);
    followed.followers.set(follower, stream);
    follower.offer(now);
    // Read once more: it may have changed before the stream was registered.
    if (!hasEnded(now)) followed.refresh();
    return stream;
  }

  /**
   * Waits until an operation of the tenant in force has ended. It is one of the streams of the caller until then, and ends as
   * these do: with their access, and when the process drains.
   *
   * @param request the client's request, which passed the access check
   * @param over ends the wait
   * @returns the operation as it is then
   * @throws Problem `operation_not_found` (404); `event_streams_full` (429), as `EventStreams.openTo`
   */
  async untilEnded(request: StreamRequest, id: string, over: AbortSignal): Promise<Operation> {
    const reader = { tenantId: tenantIdInForce() };
    const stream = await this.follow(request, reader, id, unread, 0);
    const nowhere = new Writable({ write: (_event, _encoding, done) => done() });
    stream?.connect(nowhere);
    await finished(nowhere, { signal: over }).catch(() => stream?.end());
    return this.operations.find(reader, id);
  }

  private openTo(request: StreamRequest, follower: OperationFollower): EventStream {
    try {
      return this.streams.openTo(request, follower);
    } catch (error) {
      follower.closed();
      throw error;
    }
  }

  private begin(topic: Topic, tenantId: string, id: string): FollowedOperation {
    const read = async () => (await this.database.read({ tenantId }, operationById, id))[0];
    const followed = new FollowedOperation(
      read,
      (error) => this.log.warn(`An operation could not be read: ${error}`),
      () => {
        unfollow();
        this.followed.delete(topic);
      },
    );
    const unfollow = this.topics.follow([topic], followed);
    this.followed.set(topic, followed);
    return followed;
  }

  private refresh(): void {
    for (const each of this.followed.values()) each.refresh();
  }
}
