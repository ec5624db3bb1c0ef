import { Resolver } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';
import { Injectable } from '@nestjs/common';

/** How other hosts are found and connected to. It checks nothing. */
export abstract class HostNetwork {
  /**
   * The IPv4 and IPv6 addresses of a name, the ones to try first at the start.
   *
   * @throws Error with a code, such as ENOTFOUND, when it has none
   */
  abstract resolve(name: string): Promise<readonly string[]>;

  /** A socket that begins to connect. */
  abstract connect(address: string, port: number): Socket;
}

/** Milliseconds until a name server is asked again; it is asked twice. */
const QUESTION_MS = 2000;

/**
 * The network of this machine. Names are full ones of DNS: neither /etc/hosts nor search domains count. Questions do not
 * wait in the pool of threads, where a few slow names would hold up files and passwords.
 */
@Injectable()
export class SystemNetwork extends HostNetwork {
  readonly resolver = new Resolver({ timeout: QUESTION_MS, tries: 2 });

  override async resolve(name: string): Promise<readonly string[]> {
    const [ipv4, ipv6] = await Promise.allSettled([this.resolver.resolve4(name), this.resolver.resolve6(name)]);
    if (ipv4.status === 'rejected' && ipv6.status === 'rejected') throw ipv4.reason;
    return [ipv4, ipv6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  }

  override connect(address: string, port: number): Socket {
    return connect(port, address);
  }
}
