import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AccessControl, type AdmittedRequest, KeyChanges } from '#platform/access';
import { Settings } from '#platform/config';
import { gauge, Lifecycle } from '#platform/telemetry';
import { Delivery } from './delivery.js';
import { type EventSource, EventStream, type Streams } from './event-stream.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import { StreamPlaces } from './stream-places.js';
import type { Topic } from './topic.js';
import { TopicSource } from './topic-source.js';
import { Topics } from './topics.js';
import { Verification } from './verification.js';

/** Milliseconds between two looks whether the access of every stream stands. */
const SWEEP_MS = 500;
/** Milliseconds between two beats of a stream. */
const BEAT_MS = 15_000;

/** A request that passed the access check, and its client. */
export interface StreamRequest extends AdmittedRequest {
  /** The address of the client, as the rate limit counts it. */
  readonly address: string;
}

/** The open event streams of this process. Limits their number, and ends those whose caller is not admitted any more. */
@Injectable()
export class EventStreams implements Streams, OnModuleInit, OnModuleDestroy {
  /** With what gives back their places. */
  private readonly open = new Map<EventStream, () => void>();
  private readonly places: StreamPlaces;
  private readonly delivery = new Delivery();
  /** Keys are looked up: a database that is slow delays no stream of a user. */
  private readonly verifications: { readonly keys: Verification; readonly others: Verification };
  private readonly ends: (() => void)[] = [];
  /** Whether a stream that is opened ends at once: nothing would end it later. */
  private ended = false;

  constructor(
    private readonly access: AccessControl,
    private readonly keys: KeyChanges,
    private readonly topics: Topics,
    private readonly lifecycle: Lifecycle,
    private readonly metrics: RealtimeMetrics,
    { maxEventStreams }: Settings,
  ) {
    this.places = new StreamPlaces(maxEventStreams);
    this.verifications = { keys: new Verification(access, 10), others: new Verification(access, 100) };
  }

  onModuleInit(): void {
    gauge('palier_event_streams', 'Clients that follow events', () => this.count);
    const timers = [setInterval(() => this.sweep(), SWEEP_MS), setInterval(() => this.beat(), BEAT_MS)];
    for (const timer of timers) this.ends.push(() => clearInterval(timer.unref()));
    this.ends.push(this.keys.follow((id) => this.recheckKeys(id)));
  }

  /** How many are open. */
  get count(): number {
    return this.open.size;
  }

  /** Runs before the server waits for its connections to end. */
  onModuleDestroy(): void {
    this.ended = true;
    for (const end of this.ends.splice(0)) end();
    this.endAll();
  }

  /**
   * Opens a stream to the client of a request. It ends within a second after the caller would be refused: the token
   * expired or was revoked, the key or permission was withdrawn, the tenant was suspended or deleted.
   *
   * @param request one that passed the access check
   * @returns a stream that takes its place until `connect` gave it a connection that has closed, or `end` was called
   * @throws Problem `event_streams_full` (429) where the caller has 10 in this process, an address has 20 on public routes,
   *   the process has `MAX_EVENT_STREAMS`, or half as many on public routes, and no tenant has more than its own
   */
  openTo(request: StreamRequest, source: EventSource): EventStream {
    const access = this.access.streamAccessOf(request);
    const { principal, ofPath } = access.by;
    const stream = new EventStream(access, source, this);
    const giveBack = this.places.take({
      principal,
      address: request.address,
      tenantId: ofPath?.id ?? principal?.tenantId,
      end: () => stream.end(),
    });
    this.open.set(stream, giveBack);
    if (this.ended) stream.end();
    return stream;
  }

  /**
   * Opens a stream of the messages of topics.
   *
   * @param seen the client's Last-Event-ID
   * @throws Problem `event_streams_full` (429), as `openTo`
   */
  follow(request: StreamRequest, topics: readonly Topic[], seen: string | undefined): EventStream {
    const source = new TopicSource(this.topics, topics, seen, this.metrics.resets);
    try {
      const stream = this.openTo(request, source);
      source.wake = () => stream.wake();
      return stream;
    } catch (error) {
      source.closed();
      throw error;
    }
  }

  /** Ends the streams whose access has ended as far as this process has in memory, and all once it drains. */
  sweep(now = Date.now()): void {
    if (this.lifecycle.state === 'draining') this.endAll();
    for (const stream of this.open.keys()) stream.mayGoOn(now);
  }

  /** Has every stream show that it is alive, and its access checked completely, in case that a change went unheard. */
  beat(): void {
    for (const stream of this.open.keys()) {
      this.verify(stream);
      stream.beat();
    }
  }

  schedule(stream: EventStream): void {
    this.delivery.schedule(stream);
  }

  verify(stream: EventStream): void {
    const { principal } = stream.access.by;
    const { keys, others } = this.verifications;
    (principal && !principal.token ? keys : others).check(stream);
  }

  closed(stream: EventStream): void {
    this.open.get(stream)?.();
    this.open.delete(stream);
  }

  sent(): void {
    this.metrics.delivered.add();
  }

  /** @param id of a key that was revoked or replaced, or of a user with keys; undefined where that may be any */
  private recheckKeys(id: string | undefined): void {
    for (const stream of this.open.keys()) {
      const { principal } = stream.access.by;
      if (!principal || principal.token) continue;
      if (id !== undefined && principal.id !== id && principal.userId !== id) continue;
      stream.access.recheck();
      stream.mayGoOn();
    }
  }

  private endAll(): void {
    for (const stream of [...this.open.keys()]) stream.end();
  }
}
