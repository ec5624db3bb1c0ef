import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Person } from '#platform/access';
import { BoundedThreads, ThreadFailed } from '#platform/threads';
import { Turns } from '#platform/turns';
import { ridesProblems } from '../rides.errors.js';
import { MOST_RATIO, MOST_UNPACKED } from './read-recordings.js';
import {
  LONGEST_WAY,
  MOST_ATTRIBUTES,
  MOST_POINTS,
  MOST_READ,
  MOST_RIDES,
  MOST_VALUES,
  type RecordingFault,
} from './recording.js';
import type { Fault, ReadResult, ReadRide, ReadTask, WriteResult, WriteTask } from './recording-thread.js';

type ReadContent = () => Promise<Uint8Array>;

/** Files that are read at once: each thread may take all of its memory. Also on one core, so that a long file keeps no other tenant waiting. */
const THREADS = 2;
/** Of CPU time of a file, in a thread: the largest take some five. */
const MOST_SECONDS = 15;

/** Reads what devices recorded, however hostile, in threads with bounded memory and time. Tenants take turns, and in each its riders. */
@Injectable()
export class Recordings implements OnApplicationShutdown {
  private readonly turns = new Turns({
    atOnce: THREADS,
    atOnceOfNetwork: 1,
    waiting: 32,
    waitingOfTenant: 16,
    assumedMs: 100,
    busy: ridesProblems.recordings_busy,
  });
  private readonly pool = new BoundedThreads({
    file: 'rides/recordings/recording-thread.js',
    threads: THREADS,
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
   * @throws Problem `not_a_recording`, `recording_malformed`, `recording_empty`, `too_many_points`, `too_many_elements`,
   *   `too_many_rides`, `too_large_unpacked`, `too_compressed`, `impossible_time`, `impossible_distance`, `recording_takes_too_long` (422), `recordings_busy` (503)
   *   with Retry-After; errors of `content`
   */
  async read(rider: Person, content: ReadContent, task: ReadTask): Promise<readonly ReadRide[]> {
    return (await this.run<ReadTask, ReadResult>(rider, content, task)).rides;
  }

  /** The whole track of a ride of a file. @throws Problem as `read` does */
  async write(rider: Person, content: ReadContent, task: WriteTask): Promise<Uint8Array> {
    return (await this.run<WriteTask, WriteResult>(rider, content, task)).track;
  }

  /** Ends the threads, with what they still read. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async run<Task, Result extends object>(
    { tenantId, userId }: Person,
    content: ReadContent,
    task: Task,
  ): Promise<Result> {
    const taker = { tenantId, network: userId };
    const result = await this.turns.take(taker, async () => this.inThread<Task, Result>(await content(), task));
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
  inAll: MOST_READ,
  values: MOST_VALUES,
  attributes: MOST_ATTRIBUTES,
  ratio: MOST_RATIO,
  rides: MOST_RIDES,
  megabytes: MOST_UNPACKED / 2 ** 20,
  kilometres: LONGEST_WAY / 1000,
};
const refused = (fault: RecordingFault, cause?: unknown) => ridesProblems[fault](bounds, { cause });
