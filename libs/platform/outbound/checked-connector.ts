import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import { Logger } from '@nestjs/common';
import type { buildConnector } from 'undici';
import type { Problem } from '#platform/problems';
import type { HostNetwork } from './host-network.js';
import { outboundProblems } from './outbound.errors.js';
import { isInside, isReachable, networksOf } from './reachable-address.js';

const log = new Logger('Outbound');

/** What DNS answers of a name that has no address. */
const nameless = new Set(['ENOTFOUND', 'ENODATA']);
/** Milliseconds for name, connection and TLS together. Of a request that was given up it is the most that goes on. */
const CONNECT_MS = 10_000;
/** Milliseconds after which the next address of a host is tried. */
const ATTEMPT_MS = 3000;
/** Addresses of a host that are tried. A tenant may own a name that stands for thousands, and could scan them all. */
const MOST_ADDRESSES = 8;

/**
 * Connects to hosts whose address may be reached. The address that was checked is the one that is connected to: the name is
 * not resolved again, so that DNS cannot answer the check and the connection differently.
 *
 * @param networks addresses and CIDR ranges that may be reached besides public addresses
 * @param httpInNetworksOnly whether http reaches nothing but these
 * @param stopped ends connections that are being made
 * @throws Error when a network is neither an address nor in CIDR form
 */
export function checkedConnector(
  network: HostNetwork,
  networks: readonly string[],
  httpInNetworksOnly: boolean,
  stopped: AbortSignal,
): buildConnector.connector {
  const ranges = networksOf(networks);
  return (to, callback) => {
    const within = AbortSignal.any([stopped, AbortSignal.timeout(CONNECT_MS)]);
    const isAllowed = httpInNetworksOnly && to.protocol === 'http:' ? isInside : isReachable;
    open(network, (address) => isAllowed(address, ranges), to, within).then(
      (socket) => callback(null, socket),
      (error) => callback(error, null),
    );
  };
}

/** @throws Problem `destination_refused` (422), `host_unreachable` (502), `tls_failed` (502) */
async function open(
  network: HostNetwork,
  isAllowed: (address: string) => boolean,
  { hostname, port, protocol }: buildConnector.Options,
  within: AbortSignal,
): Promise<Socket> {
  const addresses = isIP(hostname) ? [hostname] : await resolved(network, hostname);
  const allowed = addresses.filter(isAllowed).slice(0, MOST_ADDRESSES);
  if (allowed.length === 0)
    throw refused(hostname, `none of its addresses may be requested: ${addresses.slice(0, MOST_ADDRESSES)}`);
  const isSecure = protocol === 'https:';
  const socket = await connected(network, allowed, Number(port) || (isSecure ? 443 : 80), within);
  return isSecure ? secured(socket, hostname, within) : socket;
}

async function resolved(network: HostNetwork, name: string): Promise<readonly string[]> {
  try {
    return await network.resolve(name);
  } catch (error) {
    const reason = codeOf(error);
    if (nameless.has(reason)) throw refused(name, `it has no address (${reason})`);
    throw outboundProblems.host_unreachable({ reason }, { cause: error });
  }
}

/**
 * The same answer for a name without an address and for one inside our network: a difference would tell tenants which
 * names exist there. The log tells operators.
 */
function refused(host: string, reason: string): Problem {
  log.log(`No request is sent to ${host}: ${reason}.`);
  return outboundProblems.destination_refused({}, { cause: new Error(`${host}: ${reason}`) });
}

/** A connection to the first address that takes one. */
async function connected(
  network: HostNetwork,
  addresses: readonly string[],
  port: number,
  within: AbortSignal,
): Promise<Socket> {
  let failure: unknown;
  for (const [index, address] of addresses.entries()) {
    const isLast = index === addresses.length - 1;
    const signal = isLast ? within : AbortSignal.any([within, AbortSignal.timeout(ATTEMPT_MS)]);
    if (signal.aborted) break;
    // Errors of a socket that nobody waits for any more would end the process.
    const socket = network.connect(address, port).on('error', () => undefined);
    try {
      await once(socket, 'connect', { signal });
      return socket.setNoDelay(true);
    } catch (error) {
      socket.destroy();
      failure = error;
    }
  }
  throw outboundProblems.host_unreachable({ reason: codeOf(failure) }, { cause: failure });
}

/** TLS on a connection, with the certificate checked against the name or address of the URL. */
async function secured(raw: Socket, hostname: string, within: AbortSignal): Promise<Socket> {
  // The dot that may end a name is no part of it in certificates.
  const host = hostname.replace(/\.$/, '');
  const socket = secure({
    socket: raw,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ALPNProtocols: ['http/1.1'],
    // Even where NODE_TLS_REJECT_UNAUTHORIZED says otherwise.
    rejectUnauthorized: true,
  }).on('error', () => undefined);
  try {
    await once(socket, 'secureConnect', { signal: within });
    return socket;
  } catch (error) {
    socket.destroy();
    raw.destroy();
    throw outboundProblems.tls_failed({ reason: codeOf(error) }, { cause: error });
  }
}

/** The code of an error of the system, as in ECONNREFUSED; of a wait that was given up ETIMEDOUT. */
function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: string };
  return code === undefined || code === 'ABORT_ERR' ? 'ETIMEDOUT' : code;
}
