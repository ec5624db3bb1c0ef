import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';

/** Host and process, for the operator. */
export const processName = `${hostname()} ${process.pid}`;

/** The state of the process, as probes and responses show it. */
@Injectable()
export class Lifecycle {
  private current: 'starting' | 'serving' | 'draining' = 'starting';

  get state(): 'starting' | 'serving' | 'draining' {
    return this.current;
  }

  /** Called when the server listens. A draining process never serves again. */
  serve(): void {
    if (this.current === 'starting') this.current = 'serving';
  }

  /** Called when the process is about to end: it should get no new work. */
  drain(): void {
    this.current = 'draining';
  }
}
