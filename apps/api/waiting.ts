import type { IncomingMessage, ServerResponse } from 'node:http';
import { Server } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#platform/config';
import { cachedRoutesOf, createWaitingServer, type WaitingServer } from '#platform/http';
import type { Problem } from '#platform/problems';
import { Lifecycle } from '#platform/telemetry';
import { contexts } from '../contexts.js';
import { startProblems } from '../terminal/terminal.errors.js';
import type { Signal } from '../terminal/until-signal.js';
import { drainConnections } from './drain-connections.js';

/** How often it looks whether the connections from before a hand-over have ended. */
const LOOK_EVERY_MS = 1000;

/** Serves on the port of the API while the process waits for its database or for erasures, and hands the port over. */
export class Waiting {
  private current: WaitingServer | undefined;
  private refusal: () => Problem = startProblems.database_awaited;
  private servesPages = true;

  constructor(private readonly settings: Settings) {}

  get listens(): boolean {
    return this.current !== undefined;
  }

  async listen(): Promise<void> {
    const { host, port } = this.settings;
    const pages = cachedRoutesOf(contexts.map(({ http }) => http));
    const gate = { refusal: () => this.refusal(), servesPages: () => this.servesPages };
    this.current = await createWaitingServer(this.settings, pages, gate);
    await this.current.server.listen({ host, port });
  }

  /** From now on every request gets this problem, but that for `/health/live`. */
  async refuseAll(refusal: () => Problem): Promise<void> {
    this.refusal = refusal;
    this.servesPages = false;
    if (!this.listens) await this.listen();
  }

  /**
   * Lets the application listen: on the same socket if this server listens, so that no connection is refused or reset
   * meanwhile. The connections that are open get one answer more each, from the application.
   */
  async handOver(app: NestFastifyApplication): Promise<void> {
    const { host, port } = this.settings;
    const { current } = this;
    if (!current) return void (await app.listen(port, host));
    const former = current.server.server;
    const next: Server = app.getHttpServer();
    // To listen on another server is to accept from its socket.
    next.listen = () => Server.prototype.listen.call(next, former);
    await app.listen(port, host);
    this.current = undefined;
    former.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
      response.shouldKeepAlive = false;
      next.emit('request', request, response);
    });
    // Both have one socket: to close this server would close it for the application, too.
    const end = () =>
      former.getConnections((_error, open) => {
        if (open > 0) setTimeout(end, LOOK_EVERY_MS).unref();
        else void current.context.close();
      });
    end();
  }

  /** Ends it like the application: SIGTERM drains. Does nothing after it has handed the port over. */
  async end(signal: Signal | undefined): Promise<void> {
    const { current } = this;
    if (!current) return;
    current.context.get(Lifecycle).drain();
    if (signal === 'SIGTERM') await drainConnections(current.server.server, this.settings.drainMs);
    await close(current);
  }
}

async function close({ server, context }: WaitingServer): Promise<void> {
  await server.close();
  await context.close();
}
