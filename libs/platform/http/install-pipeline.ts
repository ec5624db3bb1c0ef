import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '#platform/access';
import type { Settings } from '#platform/config';
import { inRequest } from '#platform/telemetry';
import { inTenant } from '#platform/tenancy';
import { isPreflight } from './cors.js';
import { nodeTakesText } from './headed-response.js';
import type { Pipeline } from './pipeline.js';
import { nothingAt } from './problems/nothing-at.js';
import { carryHeaders, type MatchedRoute } from './request-context.js';
import { hostsIn, isHttp1, originForm } from './server/check-target.js';
import { goneOf, whenLeaving } from './server/leaving.js';
import { requestId } from './server/request-id.js';
import type { ServedRoute } from './server/route-table.js';

/**
 * Hooks the pipeline into a server of `createServer` whose Nest application does not exist yet.
 *
 *     request ──► the listener below ──► answered from memory, or refused for its address or its route
 *                        │ all else
 *                        ▼
 *                 server.router, Fastify's listener ──► onRequest ──► preValidation ──► handler ──► onSend
 *                                                      the pipeline, unless it ran above
 *
 * It relies on this, of which the start checks what a new Fastify could change:
 * - Fastify gives its listener to `serverFactory` of `createServer`, and adds none: a second one would answer each request again.
 * - A request comes to Fastify as Node made it, at most with another `url`, and its response untouched, or not at all.
 * - Whoever takes a request calls `pipeline.begin` for it once; `raw.palier` tells `enter` that the listener did.
 *
 * `inject` calls Fastify's listener alone, and so shows the pipeline of the hooks only.
 *
 * @throws Error where Fastify gave no listener; `server.ready()` fails where another one was added
 */
export function installPipeline(server: FastifyInstance, settings: Settings, pipeline: () => Pipeline): void {
  server.addHook('onRequest', (request, reply) => enter(pipeline(), request, reply));
  // After the body was read: the callbacks of a body parser would lose the AsyncLocalStorage context.
  server.addHook('preValidation', (request, reply, done) => {
    const { palier: context, upload } = request;
    const { trace, tenant } = context;
    const begin = (refused: boolean) => {
      if (refused) return void reply.hijack();
      trace.actor = principalOf(request);
      trace.reads = pipeline().readsOf(context);
      trace.gone = goneOf(reply.raw);
      if (upload) upload.stream.onBegun = () => context.place?.leave();
      inRequest(trace, () => (tenant ? inTenant(tenant, done) : done()));
    };
    const refused = pipeline().received(context);
    if (refused instanceof Promise) refused.then(begin, done);
    else begin(refused);
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    if (request.palier) {
      pipeline().complete(request.palier, reply);
      carryHeaders(request.palier, reply);
    }
    done(null, payload);
  });
  bypassRouter(server, settings.preparedHeads === 'on' && nodeTakesText, pipeline);
}

/** Runs the pipeline. Returns the reply if it was sent, undefined if the handler must answer. */
async function enter(pipeline: Pipeline, request: FastifyRequest, reply: FastifyReply) {
  const known = request.raw.palier;
  const context = known ?? pipeline.begin(request.raw, reply.raw, request.id, matched(request));
  request.palier = context;
  let answered = false;
  try {
    if (known?.refusal) throw known.refusal;
    answered = known ? false : await pipeline.pass(context);
    // Before the body: what a path without a handler would take does not matter.
    if (!answered && request.is404) throw nothingAt(request.url, request.server.routeTable);
  } finally {
    if (!answered) {
      whenLeaving(reply.raw, (early) => {
        context.bytes = Number(reply.getHeader('content-length')) || undefined;
        pipeline.leave(context, !early && !reply.raw.writableFinished);
      });
    }
  }
  if (!answered) return undefined;
  pipeline.leave(context);
  return reply.hijack();
}

function matched(request: FastifyRequest): MatchedRoute {
  const { url, config } = request.routeOptions;
  const params = request.params as Record<string, string>;
  const query = request.query as Record<string, unknown>;
  if (isPreflight(request.raw)) {
    const asked = askedFor(request);
    return { template: asked?.url, declaration: asked?.declaration, params, query };
  }
  return { template: request.is404 ? undefined : url, declaration: config.palier, params, query };
}

/** The route that a preflight asks about. */
function askedFor({ raw, server }: FastifyRequest): ServedRoute | undefined {
  return server.routeTable.match(String(raw.headers['access-control-request-method']), raw.url ?? '')?.route;
}

/**
 * A URL that was recently answered from memory needs no router: the pipeline runs first, with the
 * same steps in the same order, and a request that it does not answer goes to Fastify with its context. Nor does a request
 * that is refused for its address or its route alone.
 *
 * @param asText whether such an answer may be sent by `writeText`
 */
function bypassRouter(server: FastifyInstance, asText: boolean, pipeline: () => Pipeline): void {
  const { router } = server;
  if (!router) throw new Error(`Fastify ${server.version} made its HTTP server itself, in which no pipeline can run.`);
  const beginBefore = (raw: IncomingMessage, response: ServerResponse, route: MatchedRoute) => {
    const context = pipeline().begin(raw, response, requestId(raw), route);
    context.bypassesRouter = true;
    context.asText = asText;
    return context;
  };
  const refuse = (raw: IncomingMessage, response: ServerResponse) => {
    const route = pipeline().refusals.routeOf(raw, server.routeTable);
    if (!route) return false;
    const context = beginBefore(raw, response, route);
    const refused = pipeline().refusals.refuse(context);
    if (refused) pipeline().leave(context);
    else raw.palier = undefined;
    return refused;
  };
  const listener: RequestListener = (raw, response) => {
    raw.url = originForm(raw.url ?? '/');
    const sound = isHttp1(raw) && hostsIn(raw) === 1;
    const route = sound ? pipeline().urls.find(raw) : undefined;
    if (!route) {
      if (!sound || !refuse(raw, response)) router(raw, response);
      return;
    }
    const context = beginBefore(raw, response, route);
    const end = (answered: boolean) => (answered ? pipeline().leave(context) : router(raw, response));
    const fail = (refusal: unknown) => {
      context.refusal = refusal;
      router(raw, response);
    };
    let answered: boolean | Promise<boolean>;
    try {
      answered = pipeline().pass(context);
    } catch (refusal) {
      return fail(refusal);
    }
    // A hit is answered without a turn of the microtask queue.
    if (typeof answered === 'boolean') end(answered);
    else answered.then(end, fail);
  };
  server.server.off('request', router).on('request', listener);
  server.addHook('onReady', async () => {
    const others = server.server.listeners('request').filter((each) => each !== listener);
    if (others.length > 0)
      throw new Error(
        `Fastify ${server.version} listens for requests beside the pipeline, and would answer without it.`,
      );
  });
}
