import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Settings } from '#platform/config';
import { Outbound, type OutboundAnswer, type OutboundRequest } from '#platform/outbound';
import { LocalInternet } from './local-internet.js';

/** PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Requests to other hosts, all of which lead to one server on this machine. */
export interface LocalOutbound {
  readonly internet: LocalInternet;
  readonly outbound: Outbound;
  /** Sends a request with a minute and a million bytes, unless told otherwise. */
  send(url: string, how?: Partial<OutboundRequest>): Promise<OutboundAnswer>;
  close(): Promise<void>;
}

/**
 * @param answer how that server answers
 * @param certificate for a server with TLS
 */
export async function localOutbound(answer: RequestListener, certificate?: Certificate): Promise<LocalOutbound> {
  const server = (certificate ? createTlsServer(certificate, answer) : createServer(answer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const internet = new LocalInternet((server.address() as AddressInfo).port);
  const outbound = new Outbound(internet, Object.assign(new Settings(), { publicUrl: 'https://palier.example' }));
  return {
    internet,
    outbound,
    send: (url, how) => outbound.send({ url, timeoutMs: 60_000, mostBytes: 1_000_000, ...how }),
    async close() {
      await outbound.onApplicationShutdown();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
