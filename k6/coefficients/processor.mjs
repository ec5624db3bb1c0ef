// The processor time that the parts of a stack take for some work, without what they take at rest.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const TICKS_A_SECOND = 100;
/** Jobs that the work has queued still run for a moment after it. */
const AFTERWARDS_MS = 3000;

/** User and system time of a process, of its children, and of those that have ended (proc(5), fields 14 to 17). */
export function secondsOf(pid) {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    );
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum(fields.slice(11, 15).map(Number)) / TICKS_A_SECOND + sum(children.map(secondsOf));
  } catch (error) {
    // Its parent counts a process that has ended.
    if (['ENOENT', 'ESRCH'].includes(error.code)) return 0;
    throw error;
  }
}

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

export class Processor {
  /** Cores by part. */
  rest = {};

  /** @param {Record<string, number[]>} parts the ids of the processes of each part */
  constructor(parts) {
    this.parts = parts;
  }

  /** Measures what each part takes without work, once jobs that were queued for later have ended. */
  async measureRest(seconds) {
    await pause(seconds * 500);
    const [before, at] = [this.#seconds(), performance.now()];
    await pause(seconds * 1000);
    this.rest = this.#each((part) => (this.#secondsOf(part) - before[part]) / ((performance.now() - at) / 1000));
  }

  /**
   * Runs some work.
   *
   * @returns {Promise<{ result: unknown, seconds: Record<string, number> }>} what it resolved with, and the processor seconds by part
   */
  async during(work) {
    const [before, at] = [this.#seconds(), performance.now()];
    const result = await work();
    await pause(AFTERWARDS_MS);
    const elapsed = (performance.now() - at) / 1000;
    const seconds = this.#each((part) => Math.max(0, this.#secondsOf(part) - before[part] - elapsed * this.rest[part]));
    return { result, seconds };
  }

  #seconds() {
    return this.#each((part) => this.#secondsOf(part));
  }

  #secondsOf(part) {
    return sum(this.parts[part].map(secondsOf));
  }

  #each(value) {
    return Object.fromEntries(Object.keys(this.parts).map((part) => [part, value(part)]));
  }
}

/** Milliseconds of processor time for each of so many things, by part. */
export const millisecondsEach = (seconds, count) =>
  Object.fromEntries(Object.entries(seconds).map(([part, each]) => [part, (1000 * each) / count]));
