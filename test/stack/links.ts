import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';

/** Two parts of a stack, the one that connects first, between which proxies can stand. */
export const linkNames = [
  'nginx-api',
  'api-pooler',
  'pooler-postgres',
  'api-redis',
  'worker-redis',
  'api-cache',
  'api-storage',
] as const;
export type LinkName = (typeof linkNames)[number];

/** The proxies between the parts of a stack: one for each server of a link that has them. */
export class Links {
  private readonly proxies = new Map<LinkName, Map<number, TcpProxy>>();

  /** @param wanted the links that have proxies; the others lead to their servers directly */
  constructor(wanted: readonly LinkName[]) {
    for (const name of wanted) this.proxies.set(name, new Map());
  }

  /** A server's URL, or that of the proxy before it; its host is this machine. */
  async through(name: LinkName, url: string): Promise<string> {
    const proxies = this.proxies.get(name);
    if (!proxies) return url;
    const target = Number(new URL(url).port);
    const proxy = proxies.get(target) ?? (await startProxy(target));
    proxies.set(target, proxy);
    return Object.assign(new URL(url), { port: String(proxy.port) }).href;
  }

  /** @throws Error where the stack has no proxies there, or not both parts */
  of(name: LinkName): readonly TcpProxy[] {
    const proxies = [...(this.proxies.get(name)?.values() ?? [])];
    if (proxies.length === 0) throw new Error(`This stack has no proxy between these parts: ${name}.`);
    return proxies;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.proxies.values()].flatMap((each) => [...each.values()].map((proxy) => proxy.close())));
  }
}
