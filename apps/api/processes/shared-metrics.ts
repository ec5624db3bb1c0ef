import { once } from 'node:events';
import { createServer } from 'node:http';
import { type ApiProcess, states } from './api-process.js';
import { mergeMetrics } from './merge-metrics.js';
import type { Reason } from './messages.js';
import type { Slot } from './slot.js';

const restarts = ['died', 'requests', 'bytes'] as const;
/** Why a process has a successor. */
export type Restart = (typeof restarts)[number];

/** The metrics of all processes, on one port, and what the supervisor knows of them. */
export class SharedMetrics {
  private readonly counts: Record<Restart, number> = { died: 0, requests: 0, bytes: 0 };

  constructor(
    private readonly live: ReadonlySet<ApiProcess>,
    private readonly slots: readonly Slot[],
  ) {}

  /** That the start went on when the database answered is none. */
  count(reason: Reason | Restart): void {
    if (reason !== 'database') this.counts[reason] += 1;
  }

  /** @throws the system's error (EADDRINUSE, EACCES) when the port cannot be opened */
  async listen(port: number, host: string): Promise<void> {
    const server = createServer(async (request, response) => {
      const found = request.method === 'GET' && request.url?.split('?')[0] === '/metrics';
      const type = found ? 'text/plain; version=0.0.4; charset=utf-8' : 'text/plain';
      const body = found ? await this.text() : 'The metrics are at GET /metrics.\n';
      response.writeHead(found ? 200 : 404, { 'content-type': type }).end(body);
    });
    server.listen(port, host);
    await once(server, 'listening');
  }

  private async text(): Promise<string> {
    const texts = new Map<string, string>();
    const serving = this.slots.filter(({ current }) => current.state === 'ready');
    const answers = await Promise.all(serving.map(({ current }) => current.metrics()));
    for (const [i, { number }] of serving.entries()) {
      const text = answers[i];
      if (text !== undefined) texts.set(String(number), text);
    }
    return `${this.own()}${mergeMetrics(texts)}`;
  }

  private own(): string {
    const live = [...this.live];
    const inState = states.map((state) => [state, live.filter((each) => each.state === state).length] as const);
    return [
      '# HELP palier_api_processes Processes of the API by state',
      '# TYPE palier_api_processes gauge',
      ...inState.map(([state, count]) => `palier_api_processes{state="${state}"} ${count}`),
      '# HELP palier_api_process_restarts_total Processes of the API that have a successor, by reason',
      '# TYPE palier_api_process_restarts_total counter',
      ...restarts.map((reason) => `palier_api_process_restarts_total{reason="${reason}"} ${this.counts[reason]}`),
      '',
    ].join('\n');
  }
}
