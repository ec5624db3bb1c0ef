import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '#platform/config';
import { collectDiskMetrics } from './disk-gauges.js';
import { collectProcessMetrics, registry } from './registry.js';

/** Serves `/metrics` to Prometheus on a separate port, which need not be reachable from outside. */
@Injectable()
export class MetricsServer implements OnApplicationShutdown {
  private server: Server | undefined;
  private collecting = false;

  constructor(private readonly settings: Settings) {}

  /**
   * Listens on `METRICS_PORT`; 0 turns it off. Called by processes that serve, not by commands.
   *
   * @returns the address to scrape, undefined when it is off
   * @throws the system's error (EADDRINUSE, EACCES) when the port cannot be opened
   */
  async listen(): Promise<string | undefined> {
    const { host, metricsPort } = this.settings;
    if (metricsPort === 0) return undefined;
    this.collect();
    // A gauge that cannot be read fails the scrape, not the process.
    this.server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
    this.server.listen(metricsPort, host);
    await once(this.server, 'listening');
    return `http://${host.includes(':') ? `[${host}]` : host}:${metricsPort}/metrics`;
  }

  /** The text of the metrics of this process, for one that serves those of several. */
  read(): Promise<string> {
    this.collect();
    return registry.metrics();
  }

  private collect(): void {
    if (this.collecting) return;
    this.collecting = true;
    collectProcessMetrics();
    collectDiskMetrics(this.settings);
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.server) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('The metrics are at GET /metrics.\n');
    return;
  }
  const body = await registry.metrics();
  response.writeHead(200, { 'content-type': registry.contentType }).end(body);
}
