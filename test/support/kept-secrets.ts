import { Redis } from 'ioredis';
import pg from 'pg';

/** A secret as its text, or as the bytes that the text stands for. */
export type Secret = string | Buffer;

/**
 * The names of the secrets that a text contains, as they are or encoded as a store or a log may encode them:
 * text, hex, base64 and base64url, alone or within a longer value, and one encoding within another.
 *
 * @param kept the text that `databaseText` or `redisText` read, or lines of a log
 */
export function secretsIn(kept: string, secrets: Readonly<Record<string, Secret>>): string[] {
  const text = kept.toLowerCase();
  return Object.entries(secrets).flatMap(([name, secret]) => {
    if (secret.length < 8) throw new Error(`${name} is too short to be searched for.`);
    return formsOf(secret).some((form) => text.includes(form)) ? [name] : [];
  });
}

/** The secrets in the answer of a sign-in, including those within each token. */
export function signInSecrets(
  of: string,
  answer: { accessToken: string; refreshToken: string; deviceToken?: string },
): Record<string, Secret> {
  const { accessToken, refreshToken, deviceToken } = answer;
  const refresh = Buffer.from(refreshToken, 'base64url');
  return {
    [`access token of ${of}`]: accessToken,
    [`signature of ${of}`]: Buffer.from(accessToken.split('.')[2] ?? '', 'base64url'),
    [`refresh token of ${of}`]: refreshToken,
    // Hashes have half the length, so neither half of a secret may be stored in their place.
    [`family of ${of}`]: refresh.subarray(32, 48),
    [`first half of the secret of ${of}`]: refresh.subarray(48, 64),
    [`last half of the secret of ${of}`]: refresh.subarray(64),
    ...(deviceToken && {
      [`device token of ${of}`]: deviceToken,
      [`secret of the device of ${of}`]: Buffer.from(deviceToken, 'base64url').subarray(16),
    }),
  };
}

/** Every row of a database as text, binary columns in hex. */
export async function databaseText(adminUrl: string, table = '%'): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class
        WHERE relkind IN ('r', 'm') AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')
          AND relnamespace::regnamespace::text NOT LIKE 'pg_toast%' AND oid::regclass::text LIKE $1`,
      [table],
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

/** Every column of every table as text, binary ones in hex, by `schema.table.column`; that of a partition is its parent's. */
export async function databaseColumns(adminUrl: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class
        WHERE relkind IN ('r', 'p', 'm') AND NOT relispartition AND relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'`,
    );
    const texts = new Map<string, string>();
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ column: string; text: string }>(
        `SELECT c.key AS column, string_agg(c.value, E'\n') AS text FROM ${name} t, jsonb_each_text(to_jsonb(t)) c GROUP BY 1`,
      );
      for (const { column, text } of rows) texts.set(`${name}.${column}`, text ?? '');
    }
    return texts;
  } finally {
    await client.end();
  }
}

/** Every key of a Redis with its value, one character per byte. */
export async function redisText(url: string): Promise<string> {
  return [...(await redisKeys(url))].map(([key, value]) => `${key} ${value}`).join('\n');
}

/** The values of a Redis by key, one character per byte. */
export async function redisKeys(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new Redis(url);
  try {
    const values = new Map<string, string>();
    for (const key of await client.keysBuffer('*')) values.set(flat(key), flat(await read(client, key)));
    return values;
  } finally {
    client.disconnect();
  }
}

async function read(client: Redis, key: Buffer): Promise<unknown> {
  const type = await client.type(key);
  if (type === 'string') return client.getBuffer(key);
  if (type === 'hash') return client.callBuffer('HGETALL', key);
  if (type === 'list') return client.lrangeBuffer(key, 0, -1);
  if (type === 'set') return client.smembersBuffer(key);
  if (type === 'zset') return client.zrangeBuffer(key, 0, -1);
  if (type === 'stream') return client.callBuffer('XRANGE', key, '-', '+');
  if (type === 'none') return [];
  throw new Error(`There is no reader for the type ${type}: add one.`);
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return value.map(flat).join(' ');
  return Buffer.isBuffer(value) ? value.toString('latin1') : String(value);
}

function formsOf(secret: Secret): string[] {
  const bytes = Buffer.from(secret as string);
  const once = [bytes.toString('latin1'), ...encoded(bytes)];
  if (typeof secret === 'string') once.push(secret);
  const twice = once.flatMap((form) => encoded(Buffer.from(form)));
  return [...once, ...twice].map((form) => form.toLowerCase());
}

/** Its three forms in base64, by the number of bytes before it; characters that share bits with neighbours are left out. */
function encoded(bytes: Buffer): string[] {
  const within = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)];
    const own = text.slice(from, to);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [bytes.toString('hex'), ...within];
}
