import { EventEmitter, once } from 'node:events';
import { Module, type Type } from '@nestjs/common';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation, type PersonalPayload } from '#platform/operations';
import { Problem } from '#platform/problems';
import { workers } from './workers.js';

interface Piece extends JobPayload {
  readonly does: 'wait' | 'break' | 'refuse' | 'overflow' | 'nothing';
}

/** One at a time, so that a waiting job delays the next. */
export const work = defineOperation<Piece>('tests.work', { of: 'tenant', tries: 2, backoffMs: 1, concurrency: 1 });

/** One at a time for each tenant. */
export const loneWork = defineOperation<Piece>('tests.lone-work', { of: 'tenant', atOnce: 1 });

/** What a person begins for themselves. */
export const ownWork = defineOperation<Piece & PersonalPayload>('tests.own-work', { of: 'person', perDay: 100 });

/** Lets a test observe and control the handler. */
export class Hand {
  private readonly events = new EventEmitter();
  private readonly held = new Map<string, JobContext>();
  /** The ids of the jobs that ran, once a try. */
  readonly ran: string[] = [];

  /** Resolves when the job runs and waits. */
  async waits(id: string): Promise<void> {
    if (!this.ran.includes(id)) await once(this.events, `waits ${id}`);
  }

  letGo(id: string): void {
    this.events.emit(`go ${id}`);
  }

  /** Has the job that waits report what is done, 0 to 1: a report that comes soon after another only counts at 1. */
  async report(id: string, share: number): Promise<void> {
    await this.held.get(id)?.progress(share);
  }

  async hold(context: JobContext): Promise<void> {
    const { id, signal } = context;
    this.held.set(id, context);
    const stopped = once(signal, 'abort').then(() => Promise.reject(signal.reason));
    const released = once(this.events, `go ${id}`);
    await context.progress(0.5);
    this.ran.push(id);
    this.events.emit(`waits ${id}`);
    await Promise.race([released, stopped]);
  }
}

export const hand = new Hand();

@HandlesJob(loneWork)
@HandlesJob(ownWork)
@HandlesJob(work)
class Works implements JobHandler<Piece> {
  async run({ does }: Piece, context: JobContext): Promise<object | undefined> {
    if (does === 'wait') await hand.hold(context);
    else hand.ran.push(context.id);
    if (does === 'break') throw new Error('the password is hunter2');
    if (does === 'refuse') throw new Problem('sold_out', 409, { en: '', fr: '' }, { en: 'Sold out.', fr: 'Épuisé.' });
    return does === 'overflow' ? { text: 'x'.repeat(102_400) } : { done: does };
  }
}

@Module({ providers: [Works] })
class WorksModule {}

/** As `workers`, with the handler above. */
export const workersThatWork: readonly Type[] = [...workers, WorksModule];
