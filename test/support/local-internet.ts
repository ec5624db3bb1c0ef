import { connect, type Socket } from 'node:net';
import { HostNetwork } from '#platform/outbound';

/** Nothing listens on this port of the loopback address: it belongs to the system, and its service left use. */
const CLOSED_PORT = 1;

/**
 * The Internet, on this machine: names have the addresses that a test gives them, and every address, public or not, leads to
 * one local server. So a request that should have been refused is answered, and the test sees it.
 */
export class LocalInternet extends HostNetwork {
  /** What was connected to, as in `93.184.216.34:80`, in order. */
  readonly connections: string[] = [];
  private readonly names = new Map<string, (readonly string[])[]>();
  private readonly down = new Set<string>();

  /** @param port of the server on 127.0.0.1 */
  constructor(private readonly port: number) {
    super();
  }

  /**
   * Gives a name its addresses; without any it gets a public one.
   *
   * @param answers what each question for the name is answered, one after the other; the last one from then on
   */
  host(name: string, ...answers: (readonly string[])[]): this {
    this.names.set(name, answers.length === 0 ? [['93.184.216.34']] : answers);
    return this;
  }

  /** From now on the address refuses connections. */
  shut(address: string): this {
    this.down.add(address);
    return this;
  }

  override async resolve(name: string): Promise<readonly string[]> {
    const answers = this.names.get(name);
    if (!answers) throw Object.assign(new Error(`No host is called ${name}.`), { code: 'ENOTFOUND' });
    return (answers.length > 1 ? answers.shift() : answers[0]) as readonly string[];
  }

  override connect(address: string, port: number): Socket {
    this.connections.push(`${address}:${port}`);
    return connect(this.down.has(address) ? CLOSED_PORT : this.port, '127.0.0.1');
  }
}
