import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * The client's address, as the key of its rate limit: that of the socket's peer, or the one that a
 * trusted proxy forwards. An IPv6 client owns a /64, so a /64 counts as one address.
 */
export class ClientAddress {
  private readonly trusted: Range[];
  // A connection or a client sends many requests: its address is normalised once.
  private readonly peers = new WeakMap<Socket, string>();
  private readonly keys = new LRUCache<string, string>({ max: 10_000 });

  /** @param proxies addresses and CIDR ranges whose X-Forwarded-For is trusted */
  constructor(proxies: readonly string[]) {
    this.trusted = proxies.map((proxy) =>
      proxy.includes('/')
        ? ipaddr.parseCIDR(proxy)
        : [ipaddr.process(proxy), ipaddr.process(proxy).kind() === 'ipv4' ? 32 : 128],
    );
  }

  of(request: IncomingMessage): string {
    const forwarded = this.trusted.length === 0 ? undefined : request.headers['x-forwarded-for'];
    if (forwarded === undefined) return this.peer(request.socket);
    const peer = request.socket.remoteAddress ?? '';
    if (!this.isTrusted(peer)) return this.peer(request.socket);
    const hops = String(forwarded)
      .split(',')
      .map((hop) => hop.trim());
    // From the right: each proxy appends the peer that it saw; the first untrusted one is the client.
    for (let i = hops.length - 1; i >= 0; i -= 1) {
      const hop = hops[i] as string;
      if (!ipaddr.isValid(hop)) return this.key(peer);
      if (i === 0 || !this.isTrusted(hop)) return this.key(hop);
    }
    return this.key(peer);
  }

  /** Whether the peer is a trusted proxy, so that the headers it adds can be trusted. */
  throughProxy({ socket }: IncomingMessage): boolean {
    return this.isTrusted(socket.remoteAddress ?? '');
  }

  private isTrusted(address: string): boolean {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return this.trusted.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
  }

  private peer(socket: Socket): string {
    let key = this.peers.get(socket);
    if (key === undefined) {
      key = normalise(socket.remoteAddress ?? '');
      this.peers.set(socket, key);
    }
    return key;
  }

  private key(address: string): string {
    let key = this.keys.get(address);
    if (key === undefined) {
      key = normalise(address);
      this.keys.set(address, key);
    }
    return key;
  }
}

function normalise(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
