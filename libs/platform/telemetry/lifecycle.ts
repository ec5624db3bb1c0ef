import { Injectable } from '@nestjs/common';

/** Where the process stands between its start and its end, as probes and answers tell it. */
@Injectable()
export class Lifecycle {
  private current: 'starting' | 'serving' | 'draining' = 'starting';

  get state(): 'starting' | 'serving' | 'draining' {
    return this.current;
  }

  /** The server listens. A process that drains never serves again. */
  serve(): void {
    if (this.current === 'starting') this.current = 'serving';
  }

  /** The process is about to end: no new work should be sent to it. */
  drain(): void {
    this.current = 'draining';
  }
}
