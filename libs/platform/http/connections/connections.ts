import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Injectable, Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Settings } from '#platform/config';
import { localeOf } from '#platform/problems';
import { counter, sampledGauge } from '#platform/telemetry';
import { endWith } from '../body/close-after-answer.js';
import { httpProblems } from '../http.errors.js';
import { originForm } from '../server/check-target.js';
import { rawAnswer } from '../server/raw-answer.js';
import { connectionsFor, openFiles, refusalsFor } from './open-files.js';

/** Milliseconds in which a connection that is refused has to send its request and to take the answer. */
const REFUSAL_MS = 5000;

/**
 * Bounds the connections of clients to this process, so that no open one fails for want of a file.
 *
 *     served ≤ most                served
 *     refused ≤ mostRefused        503 `connections_full`, and probes are answered; then closed
 *     more                         as these, and the oldest of them is closed: silent ones keep no probe out
 */
@Injectable()
export class Connections implements OnApplicationBootstrap, OnModuleDestroy {
  /** How many the process serves. */
  readonly most: number;
  /** How many beyond these it takes at a time, to say why they are refused, and for probes. */
  readonly mostRefused: number;
  private readonly allowed: number;
  private readonly refusals = counter(
    'palier_http_connections_refused_total',
    'Connections refused because the process is full',
    'how',
  );
  private readonly answered = this.refusals.of('answered');
  private readonly closed = this.refusals.of('closed');
  /** The oldest first. One that is destroyed leaves a little later. */
  private readonly refused = new Set<Socket>();
  private server: Server | undefined;

  constructor(private readonly settings: Settings) {
    const files = openFiles();
    this.allowed = connectionsFor(files);
    this.most = Math.min(settings.maxConnections || this.allowed, this.allowed);
    this.mostRefused = refusalsFor(files);
  }

  /** Not earlier: until then nothing is logged. */
  onApplicationBootstrap(): void {
    const { maxConnections } = this.settings;
    if (maxConnections > this.allowed)
      new Logger('Http').warn(
        `MAX_CONNECTIONS is ${maxConnections}, and the open files of this process allow ${this.allowed}: raise "ulimit -n", or LimitNOFILE of the service.`,
      );
  }

  /** Those that have not asked would hold up the close of the server. */
  onModuleDestroy(): void {
    for (const socket of this.refused) socket.destroy();
  }

  /** How many are served, and from how many on others are refused. */
  count(): Promise<{ open: number; most: number }> {
    const { server, most } = this;
    return new Promise((resolve) => {
      if (server) server.getConnections((_error, all) => resolve({ open: this.servedOf(all), most }));
      else resolve({ open: 0, most });
    });
  }

  /** Called once, before the server listens. */
  bound(server: Server): void {
    this.server = server;
    const refusing = this.refusing();
    const listeners = server.listeners('connection') as ((socket: Socket) => void)[];
    server.removeAllListeners('connection').on('connection', (socket) =>
      // It calls back before the turn of the event loop in which the request is read.
      server.getConnections((_error, all) => {
        if (this.servedOf(all) <= this.most) for (const serve of listeners) serve.call(server, socket);
        else this.passOn(socket, refusing);
      }),
    );
    sampledGauge('palier_http_connections', 'Connections of clients that are served, and the most', 'of', async () => {
      return new Map(Object.entries(await this.count()));
    });
  }

  private servedOf(all: number): number {
    let served = all;
    for (const { destroyed } of this.refused) if (!destroyed) served -= 1;
    return served;
  }

  private passOn(socket: Socket, refusing: Server): void {
    if (this.refused.size >= this.mostRefused) this.makeRoom();
    this.refused.add(socket);
    const late = setTimeout(() => socket.destroy(), REFUSAL_MS);
    socket.once('close', () => {
      clearTimeout(late);
      this.refused.delete(socket);
    });
    refusing.emit('connection', socket);
  }

  private makeRoom(): void {
    const [oldest] = this.refused;
    if (!oldest) return;
    if (!oldest.destroyed) this.closed.add();
    oldest.destroy();
    this.refused.delete(oldest);
  }

  /** Reads the requests of refused connections; what Node would answer itself is refused as any other. */
  private refusing(): Server {
    const refuse = (request: IncomingMessage, response: ServerResponse) => this.refuse(request, response);
    return createServer({ requireHostHeader: false }, refuse)
      .on('checkContinue', refuse)
      .on('checkExpectation', refuse)
      .on('connect', (request) => this.answer(request));
  }

  /** Whoever probes a full process must not take it for dead. */
  private refuse(request: IncomingMessage, response: ServerResponse): void {
    // A further request on the connection: an answer to it would come before that to the first.
    if (!response.socket?.writable) return;
    response.shouldKeepAlive = false;
    if (originForm(request.url ?? '').startsWith('/health/')) this.server?.emit('request', request, response);
    else this.answer(request);
  }

  private answer(request: IncomingMessage): void {
    const { method, url: target, headers } = request;
    this.answered.add();
    endWith(request, rawAnswer(full(), localeOf(headers['accept-language']), { method, target }));
  }
}

const full = () => httpProblems.connections_full({}, { headers: { 'retry-after': '1' } });

/** For the server, and for those who tell how full it is. */
@Module({ providers: [Connections], exports: [Connections] })
export class ConnectionsModule {}
