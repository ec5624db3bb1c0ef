// A process that a test started, with its output.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

export class Process {
  /** Its output. */
  printed = '';

  /** @param {import('node:child_process').ChildProcess} child whose output is piped */
  constructor(child) {
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        this.printed += data;
      });
    }
    process.once('exit', () => this.kill());
    /** Its exit code, or null after a signal. */
    this.ended = once(child, 'close').then(([code]) => code);
  }

  /** Waits for its end, which must be a success; returns its output. */
  async finished() {
    assert.equal(await this.ended, 0, `${this.child.spawnargs.join(' ')} printed:\n${this.printed}`);
    return this.printed;
  }

  /** Resolves once its output contains a text. */
  async prints(pattern) {
    await until(pattern, () => pattern.test(this.printed) || this.child.exitCode !== null);
    assert.match(this.printed, pattern);
  }

  /** Sends a signal; resolves with the exit code. */
  end(signal) {
    this.signal(signal);
    return this.ended;
  }

  kill() {
    if (this.child.exitCode === null && this.child.signalCode === null) return this.end('SIGKILL');
  }

  signal(name) {
    this.child.kill(name);
  }
}

/** Polls until the condition is true, for a minute at most. */
export async function until(what, holds) {
  for (const deadline = Date.now() + PATIENCE_MS; !holds(); await pause(50)) {
    assert.ok(Date.now() < deadline, `${what}: not within ${PATIENCE_MS} ms`);
  }
}
