import { Redis } from 'ioredis';

/** The facts that the checks need about a Redis. */
export interface RedisFacts {
  /** As in `7.0.15`. */
  version: string;
  /** As in `noeviction`. */
  policy: string;
  /** Bytes, 0 where there is no limit. */
  maxMemory: number;
  /** Bytes in use. */
  usedMemory: number;
  /** The error with which it refuses a write that changes nothing; undefined where it accepts it. */
  refusal: string | undefined;
  /** Whether each write is appended to a file that a restart reads. */
  appendOnly: boolean;
  /** The number of its replicas. */
  replicas: number;
  /** Milliseconds that a command takes, the fastest of several. */
  latencyMs: number;
  /** Milliseconds that its clock is ahead of this machine's. */
  clockAheadMs: number;
}

const PATIENCE_MS = 3000;
const SAMPLES = 7;

/** @throws Error of the connection, without the URL's password. */
export async function askRedis(url: string): Promise<RedisFacts> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Without a listener ioredis prints the reason; `connect` throws only that the connection is closed.
  let reason: Error | undefined;
  redis.on('error', (error) => {
    reason = error;
  });
  try {
    await redis.connect();
    return await factsOf(redis);
  } catch (error) {
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}

/** Reads them over an open connection. @throws Error of the connection */
export async function factsOf(redis: Redis): Promise<RedisFacts> {
  const info = await redis.info();
  const values = new Map([...info.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]));
  return {
    version: values.get('redis_version') ?? '',
    policy: values.get('maxmemory_policy') ?? '',
    maxMemory: Number(values.get('maxmemory')),
    usedMemory: Number(values.get('used_memory')),
    refusal: await refusalOf(redis),
    appendOnly: values.get('aof_enabled') === '1',
    replicas: Number(values.get('connected_slaves')),
    ...(await clockOf(redis)),
  };
}

/** A node of a Cluster that has not the slot of the key says so, and refuses nothing. */
async function refusalOf(redis: Redis): Promise<string | undefined> {
  const { message } = await redis.setrange('palier:writable:0', 0, '').then(
    () => new Error(),
    (error: Error) => error,
  );
  return /^(OOM|MISCONF|READONLY|NOREPLICAS)\b/.test(message) ? message : undefined;
}

async function clockOf(redis: Redis): Promise<Pick<RedisFacts, 'latencyMs' | 'clockAheadMs'>> {
  const trips: { took: number; ahead: number }[] = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    const sentAt = Date.now();
    const start = performance.now();
    const [seconds, microseconds] = await redis.time();
    const took = performance.now() - start;
    trips.push({ took, ahead: Number(seconds) * 1000 + Number(microseconds) / 1000 - sentAt - took / 2 });
  }
  const [fastest] = trips.sort((a, b) => a.took - b.took);
  return { latencyMs: fastest?.took ?? Number.NaN, clockAheadMs: fastest?.ahead ?? Number.NaN };
}
