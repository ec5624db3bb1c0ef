import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { BoundedThreads, ThreadFailed } from '#platform/threads';
import { Turns } from '#platform/turns';
import { ridesProblems } from '../rides.errors.js';
import { MOST_UNPACKED } from './read-recordings.js';
import { LONGEST_WAY, MOST_POINTS, MOST_RIDES, type RecordingFault } from './recording.js';
import type { Fault, ReadResult, ReadRide, ReadTask, WriteResult, WriteTask } from './recording-thread.js';

type ReadContent = () => Promise<Uint8Array>;

/** Files that are read at once, at most: each thread may take all of its memory. */
const MOST_THREADS = 2;
/** Of a file, in a thread. The largest take some seconds on a busy core. */
const MOST_SECONDS = 15;

/** Reads what devices recorded, however hostile, in threads with bounded memory and time. Tenants take turns. */
@Injectable()
export class Recordings implements OnApplicationShutdown {
  /** One core is left to the requests of this process. */
  private readonly threads = Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1));
  private readonly turns = new Turns({
    // One more is fetched from the disk while the threads are at work.
    atOnce: this.threads + 1,
    waiting: 32,
    waitingOfTenant: 16,
    assumedMs: 100,
    busy: ridesProblems.recordings_busy,
  });
  private readonly pool = new BoundedThreads({
    file: 'rides/recordings/recording-thread.js',
    threads: this.threads,
    // A hostile FIT takes 100 bytes for each of its own.
    heapMegabytes: 768,
    // The points of a ride are needed to its end: with 16 MB, collecting garbage took a third of the time of one of an hour.
    newMegabytes: 128,
    seconds: MOST_SECONDS,
  });

  /**
   * The rides of a file.
   *
   * @param content reads the file, up to 25 MB, when its turn comes: one that waits takes no memory
   * @throws Problem `not_a_recording`, `recording_malformed`, `recording_empty`, `too_many_points`, `too_many_rides`,
   *   `too_large_unpacked`, `impossible_time`, `impossible_distance`, `recording_takes_too_long` (422), `recordings_busy` (503)
   *   with Retry-After; errors of `content`
   */
  async read(tenantId: string, content: ReadContent, task: ReadTask): Promise<readonly ReadRide[]> {
    return (await this.run<ReadTask, ReadResult>(tenantId, content, task)).rides;
  }

  /** The whole track of a ride of a file. @throws Problem as `read` does */
  async write(tenantId: string, content: ReadContent, task: WriteTask): Promise<Uint8Array> {
    return (await this.run<WriteTask, WriteResult>(tenantId, content, task)).track;
  }

  /** Ends the threads, with what they still read. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async run<Task, Result extends object>(tenantId: string, content: ReadContent, task: Task): Promise<Result> {
    const result = await this.turns.take({ tenantId }, async () => this.inThread<Task, Result>(await content(), task));
    if ('fault' in result) throw refused(result.fault as RecordingFault);
    return result as Result;
  }

  private async inThread<Task, Result>(bytes: Uint8Array, task: Task): Promise<Result | Fault> {
    try {
      return await this.pool.run<Task, Result | Fault>(task, bytes);
    } catch (error) {
      if (!(error instanceof ThreadFailed)) throw error;
      if (error.reason === 'time')
        throw ridesProblems.recording_takes_too_long({ seconds: MOST_SECONDS }, { cause: error });
      throw refused('recording_malformed', error);
    }
  }
}

const bounds = {
  most: MOST_POINTS,
  rides: MOST_RIDES,
  megabytes: MOST_UNPACKED / 2 ** 20,
  kilometres: LONGEST_WAY / 1000,
};
const refused = (fault: RecordingFault, cause?: unknown) => ridesProblems[fault](bounds, { cause });
