import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A run of `palier canary`. */
export class Canary {
  lines = [];

  constructor(options) {
    this.child = spawn(process.execPath, ['apps/cli/palier.mjs', 'canary', ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.ended = once(this.child, 'close').then(([code]) => code);
    createInterface(this.child.stdout).on('line', (line) => {
      this.lines.push(line);
      this.heard?.();
    });
  }

  kill(signal) {
    this.child.kill(signal);
  }

  async says(start) {
    const ended = this.ended.then(() => true);
    while (!this.lines.some((line) => line.startsWith(start))) {
      const next = new Promise((resolve) => {
        this.heard = resolve;
      });
      if (await Promise.race([next, ended])) throw new Error(`It ended before “${start}”:\n${this.lines.join('\n')}`);
    }
  }
}
