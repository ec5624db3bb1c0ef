import { createHash } from 'node:crypto';
import pg from 'pg';
import { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';

/** The purpose of keys of journals. */
const PURPOSE = 'journal.data-key';
/** Rows that one statement inserts. */
const CHUNK = 5_000;

/** A master key by itself, as no process has it. */
export const masterOf = (masterKey: string) => new MasterKey(Object.assign(new Settings(), { masterKey }));

/** The key of a person whom `fillKeys` made. */
export const keyOf = (userId: string): string => createHash('sha256').update(userId).digest('hex');

/** Adds persons to a tenant of whom there is nothing but a key, sealed by a master key. */
export async function fillKeys(adminUrl: string, master: MasterKey, tenantId: string, persons: number): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (let made = 0; made < persons; made += CHUNK) {
      const users = Array.from({ length: Math.min(CHUNK, persons - made) }, newId);
      const sealed = users.map((user) => master.seal(Buffer.from(keyOf(user), 'hex'), `${PURPOSE} ${user}`));
      await client.query(
        `insert into platform.person_keys (tenant_id, user_id, purpose, sealed)
           select $1, u, '${PURPOSE}', s from unnest($2::uuid[], $3::bytea[]) n (u, s)`,
        [tenantId, users, sealed],
      );
    }
  } finally {
    await client.end();
  }
}

/** The keys of all persons by their ids, in hexadecimal digits, as a master key opens them; empty where it does not. */
export async function openedKeys(adminUrl: string, master: MasterKey): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ user: string; purpose: string; sealed: Buffer }>(
      'select user_id as user, purpose, sealed from platform.person_keys',
    );
    return new Map(
      rows.map(({ user, purpose, sealed }) => [user, master.open(sealed, `${purpose} ${user}`)?.toString('hex') ?? '']),
    );
  } finally {
    await client.end();
  }
}

/** The persons who have another key in one of the two, or in one of them none, by their ids. */
export function differing(some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string[] {
  const users = new Set([...some.keys(), ...others.keys()]);
  return [...users].filter((user) => some.get(user) !== others.get(user)).sort();
}
