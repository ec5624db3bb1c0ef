import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AccessControl, type AdmittedRequest, type Principal, principalIn } from '#platform/access';
import { type EventSource, EventStream } from './event-stream.js';
import { streamsProblems } from './streams.errors.js';

/** Streams open at once in a process. */
const MOST_STREAMS = 1000;
/** Streams open at once in a process that one user, or one key, may have. */
const MOST_OF_ONE = 10;
/** Milliseconds between two comments on a stream. */
const BEAT_MS = 15_000;

/** Every stream of events that this process has open: how many there may be, and for how long each caller is admitted. */
@Injectable()
export class EventStreams implements OnModuleInit, OnModuleDestroy {
  private readonly streams = new Set<EventStream>();
  /** How many each caller has; nobody has none. */
  private readonly counts = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly access: AccessControl) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.beat(), BEAT_MS).unref();
  }

  /** Before the server waits for its connections to end. */
  onModuleDestroy(): void {
    clearInterval(this.timer);
    for (const stream of this.streams) stream.end();
  }

  /**
   * Opens a stream to whoever makes a request. It ends at its first event or comment after they would be refused: as
   * their token expired or was revoked, their key or their permission is gone, their tenant was suspended or deleted.
   *
   * @param request one that passed the access check
   * @throws Problem `operation_streams_full` (429) where the caller has 10 in this process, or the process has 1,000
   * @throws Error on a public route
   */
  open(request: AdmittedRequest, source: EventSource): EventStream {
    const caller = nameOf(principalIn(request));
    const yours = this.counts.get(caller) ?? 0;
    if (yours >= MOST_OF_ONE || this.streams.size >= MOST_STREAMS) throw full(yours, this.streams.size);
    const stream = new EventStream(
      source,
      () => this.access.stillAdmits(request),
      () => {
        this.streams.delete(stream);
        this.count(caller, -1);
      },
    );
    this.streams.add(stream);
    this.count(caller, 1);
    return stream;
  }

  /** Comments on the silence of every stream, and ends those whose client is admitted no longer. */
  beat(): void {
    for (const stream of this.streams) void stream.beat();
  }

  private count(caller: string, more: number): void {
    const count = (this.counts.get(caller) ?? 0) + more;
    if (count > 0) this.counts.set(caller, count);
    else this.counts.delete(caller);
  }
}

/** Of a user all sessions together. */
function nameOf({ kind, tenantId, id }: Principal): string {
  return `${kind} ${tenantId} ${id}`;
}

function full(yours: number, all: number) {
  const fullOf = yours >= MOST_OF_ONE ? 'caller' : 'server';
  return streamsProblems.operation_streams_full(
    { yours, mostOfOne: MOST_OF_ONE, all, most: MOST_STREAMS },
    { extensions: { fullOf } },
  );
}
