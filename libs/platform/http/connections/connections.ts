import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Injectable, Logger, Module } from '@nestjs/common';
import { Settings } from '#platform/config';
import { localeOf } from '#platform/problems';
import { counter, sampledGauge } from '#platform/telemetry';
import { closeAfterAnswer } from '../body/close-after-answer.js';
import { httpProblems } from '../http.errors.js';
import { rawAnswer } from '../server/raw-answer.js';
import { connectionsFor, openFiles } from './open-files.js';

/** Connections beyond the most that are taken to be told why they are refused, and for probes. */
const REFUSED_AT_ONCE = 200;
/** Milliseconds in which such a connection has to send its request and to take the answer. */
const REFUSAL_MS = 5000;

/**
 * Bounds the connections of clients to this process, so that no open one fails for want of a file.
 *
 *     open ≤ most                       served
 *     open ≤ most + REFUSED_AT_ONCE     503 `connections_full`, and probes are answered; then closed
 *     more                              closed at once, by Node
 */
@Injectable()
export class Connections {
  /** How many the process holds. */
  readonly most: number;
  private readonly log = new Logger('Http');
  private readonly refusals = counter(
    'palier_http_connections_refused_total',
    'Connections refused because the process is full',
    'how',
  );
  private readonly answered = this.refusals.of('answered');
  private readonly closed = this.refusals.of('closed');
  private server: Server | undefined;

  constructor(settings: Settings) {
    const allowed = connectionsFor(openFiles());
    const wanted = settings.maxConnections || allowed;
    this.most = Math.min(wanted, allowed);
    if (wanted > allowed)
      this.log.warn(
        `MAX_CONNECTIONS is ${wanted}, and the open files of this process allow ${allowed}: raise "ulimit -n", or LimitNOFILE of the service.`,
      );
  }

  /** How many are open, with those that are being refused, and from how many on others are refused. */
  count(): Promise<{ open: number; most: number }> {
    const { server, most } = this;
    return new Promise((resolve) => {
      if (server) server.getConnections((_error, open) => resolve({ open, most }));
      else resolve({ open: 0, most });
    });
  }

  /** Called once, before the server listens. */
  bound(server: Server): void {
    this.server = server;
    // The types of Node lack the second, without which a supervisor hands a connection from one full process to the next without end.
    Object.assign(server, { maxConnections: this.most + REFUSED_AT_ONCE, dropMaxConnection: true });
    server.on('drop', () => this.closed.add());
    const refusing = createServer((request, response) => this.refuse(request, response));
    const listeners = server.listeners('connection') as ((socket: Socket) => void)[];
    server.removeAllListeners('connection').on('connection', (socket) =>
      // It calls back before the turn of the event loop in which the request is read.
      server.getConnections((_error, open) => {
        if (open <= this.most) for (const serve of listeners) serve.call(server, socket);
        else this.passOn(socket, refusing);
      }),
    );
    sampledGauge('palier_http_connections', 'Connections of clients that are open, and the most', 'of', async () => {
      return new Map(Object.entries(await this.count()));
    });
  }

  private passOn(socket: Socket, refusing: Server): void {
    const late = setTimeout(() => socket.destroy(), REFUSAL_MS);
    socket.once('close', () => clearTimeout(late));
    refusing.emit('connection', socket);
  }

  /** Whoever probes a full process must not take it for dead. */
  private refuse(request: IncomingMessage, response: ServerResponse): void {
    const { method, url: target = '', headers, socket } = request;
    response.shouldKeepAlive = false;
    if (target.startsWith('/health/')) return void this.server?.emit('request', request, response);
    this.answered.add();
    closeAfterAnswer(request);
    const answer = rawAnswer(full(), localeOf(headers['accept-language']), { method, target });
    socket.write(answer, () => socket.destroySoon());
  }
}

const full = () => httpProblems.connections_full({}, { headers: { 'retry-after': '1' } });

/** For the server, and for those who tell how full it is. */
@Module({ providers: [Connections], exports: [Connections] })
export class ConnectionsModule {}
