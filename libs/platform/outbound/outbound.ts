import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import { PALIER_VERSION, publicUrlOf, Settings } from '#platform/config';
import { Problem } from '#platform/problems';
import { histogram } from '#platform/telemetry';
import { checkedConnector } from './checked-connector.js';
import { destinationOf } from './destination.js';
import { exchange } from './exchange.js';
import { HostNetwork } from './host-network.js';
import { outboundProblems } from './outbound.errors.js';
import type { OutboundAnswer, OutboundRequest } from './outbound-request.js';
import type { Hop } from './redirect.js';

/** Seconds. Other hosts are slower than our own requests; callers wait up to a minute. */
const bounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const MOST_REDIRECTS = 5;
const OWN_NETWORK = '127.0.0.1/32';

/** Pages of the server of this process, by their addresses on the loopback address. */
export interface OwnPages {
  readonly port: number;
  /** Matches the paths of all of them, from beginning to end, and no other. */
  readonly paths: RegExp;
}

/**
 * Sends requests to other hosts, whose addresses are checked as they are connected to. There is no breaker for each host:
 * there are too many hosts to remember, and callers that ask a host again and again wait longer each time themselves.
 */
@Injectable()
export class Outbound implements OnApplicationShutdown {
  private readonly seconds = histogram(
    'palier_outbound_seconds',
    'Seconds that requests to other hosts took, by outcome',
    'outcome',
    bounds,
  );
  private readonly stop = new AbortController();
  private readonly publicHosts: Agent;
  /** By https alone. */
  private readonly secureHosts: Agent;
  private readonly userAgent: string;
  private own: OwnPages | undefined;

  constructor(
    private readonly network: HostNetwork,
    settings: Settings,
  ) {
    this.publicHosts = this.agent([], false);
    this.secureHosts = this.agent([], true);
    this.userAgent = `Palier/${PALIER_VERSION} (+${publicUrlOf(settings)})`;
  }

  /**
   * Sends a request, follows its redirects, and reads the answer, of whatever status. A redirect without a `Location` that
   * can be read is the answer.
   *
   * @throws Problem `destination_refused` (422), `host_unreachable` (502), `tls_failed` (502), `answer_malformed` (502),
   *   `answer_too_large` (502), `too_many_redirects` (502), `answer_timeout` (504); the reason of the signal once it
   *   aborts; what `beforeEach` throws; Error when a network is not in CIDR form, or a header cannot be sent
   */
  async send(request: OutboundRequest): Promise<OutboundAnswer> {
    const started = performance.now();
    let outcome = 'failed';
    try {
      const answer = await this.inTime(request);
      outcome = `${Math.floor(answer.status / 100)}xx`;
      return answer;
    } catch (error) {
      if (request.signal?.aborted) outcome = 'aborted';
      else if (error instanceof Problem && Object.hasOwn(outboundProblems, error.code)) outcome = error.code;
      throw error;
    } finally {
      this.seconds.of(outcome).observe((performance.now() - started) / 1000);
    }
  }

  /**
   * Lets requests read pages of the server of this process although it is on this machine: with GET, at
   * `http://127.0.0.1:<port>` in this very spelling, without a query and not by a redirect. Everything else of this machine
   * stays refused. Only for pages that everybody who reaches the server may read.
   */
  admit(own: OwnPages): void {
    this.own = own;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort(new Error('This process stops.'));
    await Promise.all([this.publicHosts.destroy(), this.secureHosts.destroy()]);
  }

  private async inTime(request: OutboundRequest): Promise<OutboundAnswer> {
    const isOwn = this.isOwn(request);
    const { httpInNetworksOnly = false, timeoutMs: ms, mostBytes, beginningOnly = false, beforeEach } = request;
    // What leads away from an own page would have the whole loopback address before it.
    const { networks = [], mostRedirects = MOST_REDIRECTS } = isOwn
      ? { networks: [OWN_NETWORK], mostRedirects: 0 }
      : request;
    const late = AbortSignal.timeout(ms);
    const signal = AbortSignal.any([late, this.stop.signal, ...(request.signal ? [request.signal] : [])]);
    // A connection into an allowed network may serve no request that is not allowed there: it ends with its exchange.
    const shared = httpInNetworksOnly ? this.secureHosts : this.publicHosts;
    const agent = networks.length === 0 ? shared : this.agent(networks, httpInNetworksOnly);
    try {
      const limits = { mostBytes, beginningOnly, mostRedirects, beforeEach };
      return await exchange(agent, this.firstHop(request), limits, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw signal.reason === late.reason ? outboundProblems.answer_timeout({ ms }) : signal.reason;
    } finally {
      if (agent !== shared) await agent.destroy();
    }
  }

  private isOwn({ url, method = 'GET' }: OutboundRequest): boolean {
    if (!this.own || method !== 'GET') return false;
    const origin = `http://127.0.0.1:${this.own.port}`;
    return url.startsWith(origin) && this.own.paths.test(url.slice(origin.length));
  }

  private firstHop({ url, method = 'GET', headers = {}, body, beginningOnly = false }: OutboundRequest): Hop {
    const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    return {
      url: destinationOf(url),
      method,
      headers: {
        'user-agent': this.userAgent,
        'accept-encoding': beginningOnly ? 'identity' : 'gzip, br, deflate, zstd',
        ...Object.fromEntries(given.filter(([name]) => name !== 'host')),
      },
      ...(body !== undefined && { body }),
    };
  }

  private agent(networks: readonly string[], httpInNetworksOnly: boolean): Agent {
    return new Agent({
      connect: checkedConnector(this.network, networks, httpInNetworksOnly, this.stop.signal),
      allowH2: false,
      pipelining: 1,
      maxHeaderSize: 16_384,
      // The deadline of the exchange holds for these, too.
      headersTimeout: 0,
      bodyTimeout: 0,
      // Milliseconds that a connection is kept where its host says for how long; otherwise 4 s.
      keepAliveMaxTimeout: 10_000,
    });
  }
}
