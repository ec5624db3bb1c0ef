import type { IncomingMessage } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '#platform/config';
import { ClientAddress } from '../rate-limit/client-address.js';

/** The client of a request, read from its connection and headers. */
export interface Client {
  /** An IPv4 address or an IPv6 /64, as the rate limit counts it. */
  readonly address: string;
  /** The User-Agent without control characters, at most 200 characters; empty where there is none. */
  readonly device: string;
  /** From a trusted proxy, in the header that REGION_HEADER names, as in `FR`; at most 32 characters. */
  readonly region?: string;
}

const LONGEST_DEVICE = 200;
const region = /^[\w .-]{1,32}$/;

/** Gives a server the method `clientOf`. */
export function identifyClients(server: FastifyInstance, { trustedProxies, regionHeader }: Settings): void {
  const addresses = new ClientAddress(trustedProxies);
  const header = regionHeader?.toLowerCase();
  server.decorate('clientOf', (raw: IncomingMessage) => ({
    address: addresses.of(raw),
    device: printable(raw.headers['user-agent'] ?? ''),
    region: header && addresses.throughProxy(raw) ? regionIn(raw.headers[header]) : undefined,
  }));
}

/** Gives a handler the client of its request, as in `@Client() client: Client`. */
export const Client: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext): Client => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return request.server.clientOf(request.raw);
  },
);

function printable(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, LONGEST_DEVICE)
    .toWellFormed()
    .trim();
}

function regionIn(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && region.test(value) ? value : undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    clientOf(raw: IncomingMessage): Client;
  }
}
