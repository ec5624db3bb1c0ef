import { Cluster, Command, type Redis } from 'ioredis';

/** A single Redis, the primary behind Sentinels, or a Cluster. Commands with several keys need them in one slot. */
export type RedisClient = Redis | Cluster;

/** What a connection is for. */
export interface RedisUse {
  /** The name in the log and in `CLIENT LIST`, such as `sessions`. */
  readonly name: string;
  /**
   * Milliseconds after which a command fails; while Redis is known to be unreachable it fails at once. Left
   * out, commands wait without a limit.
   */
  readonly commandTimeoutMs?: number;
  /**
   * Milliseconds after which a connection is opened anew where commands wait on it and nothing comes, 1,000 at least:
   * `commandTimeoutMs` by default, and never without either.
   */
  readonly silentMs?: number;
  /** Whether it connects with the first command instead of at once. */
  readonly lazy?: boolean;
  /** Whether the log does not report that it is unreachable, because its owner does. */
  readonly quiet?: boolean;
}

export function isCluster(client: RedisClient): client is Cluster {
  return client instanceof Cluster;
}

/** Whether nodes may have replicas, so that `WAIT` has something to wait for. */
export function hasReplicas(client: RedisClient): boolean {
  return isCluster(client) || Boolean(client.options.sentinels);
}

/** The slot of a key in a Cluster, 0 to 16,383: computed from the part in braces, if any. */
export function slotOf(key: string): number {
  return new Command('get', [key]).getSlot() as number;
}

const CLOSE_TIMEOUT_MS = 500;

/** Waits up to half a second for pending commands, then closes every connection. */
export async function closeRedis(client: RedisClient): Promise<void> {
  if (client.status === 'ready') {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, CLOSE_TIMEOUT_MS);
    await Promise.race([client.quit().catch(() => undefined), late.promise]);
    clearTimeout(timer);
  }
  client.disconnect();
}

/** ioredis gives its own errors no code, and Redis begins its error replies with a word. */
const messages =
  /max retries per request|^Command timed out|^Command aborted|^Connection is closed|isn't writeable|^Cluster isn't ready|^Cluster is ended|startup nodes|refresh slots cache|Cluster redirections|sentinels are unreachable|^(CLUSTERDOWN|LOADING|MASTERDOWN|READONLY|TRYAGAIN|NOREPLICAS|UNBLOCKED)\b/;
const codes = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Whether `error` means that Redis did not answer or cannot for now; the command may still have taken effect. */
export function isRedisAway(error: unknown): boolean {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return codes.test(code ?? '') || messages.test(message ?? '');
}
