// Journals of 26 months, the same in each run on a day: ids, persons, scores and sizes are hashes of the number of an entry.
// Somebody whose number is below `readers` can read what they wrote; the other texts are bytes of their size.
import { Journals } from '../../../dist/libs/journal/journals/journals.js';
import { DataKey, MasterKey } from '../../../dist/libs/platform/keys/index.js';
import { personId } from './people.mjs';

/** 26 months. */
export const DAYS = 791;
const BATCH = 100_000;
const SEALED_AT_ONCE = 5000;

const person = (hash, users) =>
  `('018f0000-0000-7000-8000-' || lpad(to_hex((${hash} & 2147483647) % ${users}), 12, '0'))::uuid`;

/** The entries of so many numbers. A later number is of the same day or a later one, as if people had written them. */
const batch = (tenantId, { entries, users }, from) => `
  insert into journal.entries (tenant_id, user_id, id, version, position, day, mood, anxiety, craving, energy, sleep, tags,
    addictions, reflection, created_at, updated_at)
  select '${tenantId}', ${person('h', users)},
    (lpad(to_hex((extract(epoch from day) * 1000)::bigint + n % 86400000), 12, '0') || '7' || substr(m, 1, 3) || '8'
      || substr(m, 4, 15))::uuid,
    1, n, day, 1 + n % 10, h & 7, (h >> 3) & 7, case when h & 64 = 0 then (h >> 7) & 7 end, (h >> 10) & 7,
    array[(array['work', 'family', 'evening'])[1 + n % 3], 'tag-' || n % 40], '{}',
    decode(repeat(m, 8 + ((h >> 13) & 15)::int), 'hex'), day, day
  from (select n, hashint8extended(n, 1) as h, md5('entry ' || n) as m,
      current_date - ${DAYS - 1} + ((n - 1) * ${DAYS}::bigint / ${entries})::int as day
    from generate_series(${from}, ${Math.min(entries, from + BATCH - 1)}) n) as made`;

/**
 * @param clients of the superuser, who fill at once
 * @param size `entries`, `users` and `readers`
 * @param inTime throws when the drill takes too long
 */
export async function seed(deployment, tenantId, clients, size, inTime) {
  const [[client], startedAt] = [clients, Date.now()];
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(0);
  const keys = await openJournals(client, tenantId, size, deployment.get(MasterKey));
  // Indexes are made afterwards, which takes less time than keeping them up. The key stays.
  const { rows: indexes } = await client.query(
    `select indexrelid::regclass::text as name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition
     from pg_index where indrelid = 'journal.entries'::regclass and not indisprimary`,
  );
  await client.query(`drop index ${indexes.map(({ name }) => name).join(', ')}`);
  let next = 1;
  const fill = async (each) => {
    // Foreign keys are not asked for: the rows that they name were made above.
    await each.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
    while (next <= size.entries) {
      inTime();
      const from = next;
      next += BATCH;
      await each.query(batch(tenantId, size, from));
      if (next % (5 * BATCH) === 1) console.log(`  ${next - 1} entries begun after ${seconds()} s`);
    }
  };
  await Promise.all(clients.map(fill));
  const readable = await sealTexts(client, tenantId, keys, deployment.get(Journals), inTime);
  console.log(`  ${readable} texts sealed after ${seconds()} s`);
  await Promise.all(indexes.map(({ definition }, i) => clients[i % clients.length].query(definition)));
  await client.query('vacuum analyze journal.entries, journal.journals');
  await client.query('checkpoint');
  console.log(`${size.entries} entries of ${size.users} persons after ${seconds()} s, ${readable} of them readable.`);
}

/** Seals the texts of the entries of those who have a key here. */
async function sealTexts(client, tenantId, keys, journals, inTime) {
  const ofReaders = 'select user_id, id from journal.entries where tenant_id = $1 and user_id = any ($2)';
  const { rows } = await client.query(ofReaders, [tenantId, [...keys.keys()]]);
  const texts = new Map([...keys].map(([userId, key]) => [userId, journals.textsOf({ tenantId, userId }, key)]));
  for (let from = 0; from < rows.length; from += SEALED_AT_ONCE) {
    inTime();
    const sealed = rows.slice(from, from + SEALED_AT_ONCE).map(({ user_id, id }) => ({
      ...{ user_id, id },
      reflection: texts.get(user_id).seal(`What entry ${id} says. `.repeat(5), 'entry', id),
    }));
    await client.query(
      `update journal.entries e set reflection = decode(r.reflection, 'base64')
       from jsonb_to_recordset($2) as r (user_id uuid, id uuid, reflection text)
       where e.tenant_id = $1 and e.user_id = r.user_id and e.id = r.id`,
      [tenantId, JSON.stringify(sealed)],
    );
  }
  return rows.length;
}

/** Opens the journal of everybody. @returns the keys of the readers, sealed */
async function openJournals(client, tenantId, { entries, users, readers }, master) {
  const keys = new Map();
  for (let i = 0; i < users; i += 1) {
    const id = personId(i);
    keys.set(id, DataKey.draw(master, `journal.data-key ${id}`).sealed);
  }
  await client.query(
    `insert into journal.journals (tenant_id, user_id, data_key, position)
     select $1, user_id, data_key, $4 from unnest($2::uuid[], $3::bytea[]) as made (user_id, data_key)`,
    [tenantId, [...keys.keys()], [...keys.values()], entries],
  );
  return new Map([...keys].slice(0, readers));
}
