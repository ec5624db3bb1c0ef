import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerOptions,
} from 'node:http';
import compress from '@fastify/compress';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Settings } from '#platform/config';
import { admitBytes } from '../body/bytes-body.js';
import { readJsonBodies } from '../body/json-body.js';
import { receiveStreams } from '../body/streamed-body.js';
import { identifyClients } from '../client/client.js';
import { sendProblem } from '../problems/send-problem.js';
import { maxParameterLength } from './check-target.js';
import { answerClientError, answerNodeRefusals } from './client-error.js';
import { requestId } from './request-id.js';
import { RouteTable } from './route-table.js';
import { limitHandlers } from './time-limit.js';
import '../request-context.js';

/**
 * Creates the HTTP server with every limit that does not depend on a route: of body, headers, URL
 * and time. Nest's adapter wraps it; hooks added before that run before Nest's.
 */
export function createServer(settings: Settings): FastifyInstance {
  const routes = new RouteTable();
  let router: RequestListener | undefined;
  const server = fastify({
    serverFactory: (handler) => {
      router = handler;
      return createHttpServer(limitsOf(settings), handler);
    },
    bodyLimit: settings.bodyLimitBytes,
    routerOptions: { maxParamLength: maxParameterLength },
    // The rate limit reads X-Forwarded-For itself, from the proxies that TRUSTED_PROXIES lists.
    trustProxy: false,
    logger: false,
    genReqId: (raw: IncomingMessage) => raw.palier?.id ?? requestId(raw),
    frameworkErrors: (error, request: FastifyRequest, reply: FastifyReply) => sendProblem(error, request, reply),
    clientErrorHandler: (error, socket) => answerClientError(error, socket, routes),
  });
  server.decorate('routeTable', routes);
  server.decorate('router', router);
  server.addHook('onRoute', (route) => routes.add(route));
  answerNodeRefusals(server.server);
  identifyClients(server, settings);
  readJsonBodies(server);
  receiveStreams(server);
  admitBytes(server);
  compressAnswers(server);
  limitHandlers(server, settings.requestTimeoutMs);
  return server;
}

function limitsOf({ headerLimitBytes, requestTimeoutMs, keepAliveTimeoutMs }: Settings): ServerOptions {
  // No timeout of sockets: it is refreshed at each read and write, which would cost a twentieth of a cached answer.
  return {
    maxHeaderSize: headerLimitBytes,
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(requestTimeoutMs, 60_000),
    // How late a slow request may be detected, in milliseconds.
    connectionsCheckingInterval: Math.ceil(Math.min(requestTimeoutMs / 2, 30_000)),
    keepAliveTimeout: keepAliveTimeoutMs,
    requireHostHeader: false,
  };
}

/**
 * Compresses answers of 1 KiB and more that are not encoded yet. Cached routes are left out: their
 * cache stores the encoded bytes, and a hit must not run this hook. So are files, whose ranges count the bytes as stored. Compressed request bodies are
 * refused, except by routes with `@BytesBody`, which limit what is unpacked too: the body limit counts bytes as they arrive.
 */
function compressAnswers(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.config?.palier?.cache || route.config?.palier?.file) route.compress = false;
  });
  server.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false });
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Fastify's own listener for requests; undefined where it did not let `createServer` make the HTTP server. */
    router: RequestListener | undefined;
  }
}
