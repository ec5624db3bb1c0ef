import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AccessControl, type AdmittedRequest, type Principal, principalIn } from '#platform/access';
import { type EventSource, EventStream } from './event-stream.js';
import { streamsProblems } from './streams.errors.js';

/** Open streams of a process, at most. */
const MOST_STREAMS = 1000;
/** Open streams of one user or one key in a process, at most. */
const MOST_OF_ONE = 10;
/** Milliseconds between two comments on a stream. */
const BEAT_MS = 15_000;

/** The open event streams of this process. Limits their number, and ends those whose caller is not admitted any more. */
@Injectable()
export class EventStreams implements OnModuleInit, OnModuleDestroy {
  private readonly streams = new Set<EventStream>();
  /** Open streams by caller; a caller without streams has no entry. */
  private readonly counts = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly access: AccessControl) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.beat(), BEAT_MS).unref();
  }

  /** Runs before the server waits for its connections to end. */
  onModuleDestroy(): void {
    clearInterval(this.timer);
    for (const stream of this.streams) stream.end();
  }

  /**
   * Opens a stream to the caller of a request. It ends at its first event or comment after the caller would be refused:
   * the token expired or was revoked, the key or permission was withdrawn, the tenant was suspended or deleted.
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

  /** Sends a comment on every stream, and ends those whose caller is not admitted any more. */
  beat(): void {
    for (const stream of this.streams) void stream.beat();
  }

  private count(caller: string, more: number): void {
    const count = (this.counts.get(caller) ?? 0) + more;
    if (count > 0) this.counts.set(caller, count);
    else this.counts.delete(caller);
  }
}

/** The key of `counts`: all sessions of a user count together. */
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
