// A process of a version, with only the environment that a container has.
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from '../../image/container.mjs';

export class Process {
  /** Its output. */
  printed = '';

  /**
   * @param {{ path: string, env: Record<string, string> }} version its tree, and what each of its processes has
   * @param {string[]} command that begins with `node`, which is the Node that runs this
   * @param {Record<string, string>} env set when the process is made
   */
  constructor({ path, env: own }, [program, ...args], env) {
    assert.equal(program, 'node');
    this.child = spawn(process.execPath, args, { cwd: path, env: { LANG: 'C.UTF-8', ...own, ...env } });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', (data) => {
        this.printed += data;
      });
    }
    process.once('exit', () => this.child.kill('SIGKILL'));
    /** Its exit code, or null after a signal. */
    this.ended = once(this.child, 'close').then(([code]) => code);
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
    this.child.kill(signal);
    return this.ended;
  }

  kill() {
    if (this.child.exitCode === null && this.child.signalCode === null) return this.end('SIGKILL');
  }
}
