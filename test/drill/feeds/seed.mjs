// Posts of many tenants, the same in each run on a day: 20 feeds a tenant, and one tenant with a hundred times as many posts.
import { WORDS } from './words.mjs';

/** The number of the tenant that has many posts. */
export const LARGE = 0;
const FEEDS = 20;
/** Tenants that one statement fills. */
const BATCH = 50;
const hex = (number) => number.toString(16).padStart(12, '0');
export const tenantId = (number) => `018f0000-0000-7000-8000-${hex(number)}`;
/** Each has one reader. */
export const readerOf = (tenant) => tenant.replace('-8000-', '-9000-');

const idOf = (kind, n) => `('018f0000-0000-7000-${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const reader = (tenant) => `replace(${tenant}::text, '-8000-', '-9000-')::uuid`;
const words = `array[${WORDS.map((word) => `'${word}'`).join(', ')}]`;
const word = (hash, shift) => `(${words})[1 + ((${hash} >> ${shift}) & 255)::int % ${WORDS.length}]`;
const text = Array.from({ length: 7 }, (_, i) => word('h', i * 8)).join(` || ' ' || `);

/**
 * @param clients of the superuser, who fill at once
 * @param size `posts` and `tenants`
 * @param inTime throws when the drill takes too long
 */
export async function seed(clients, { posts, tenants }, inTime) {
  const [[client], startedAt] = [clients, Date.now()];
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(0);
  const each = Math.floor(posts / (tenants + 99));
  await client.query(
    `insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan)
     select ${idOf('8000', 'n')}, 'team-' || n, 'Team ' || n, 'team ' || n, 'team ' || n, 'veille', 'enterprise' from generate_series(0, ${tenants - 1}) n`,
  );
  await client.query(
    `insert into feeds.subscriptions (tenant_id, id, url, title, filled, health_since)
     select ${idOf('8000', 'n')}, ${idOf('a000', `n * ${FEEDS} + f`)}, 'https://feed-' || (n * 7 + f) % 30000 || '.example/', 'Feed ' || f,
       true, now() from generate_series(0, ${tenants - 1}) n, generate_series(0, ${FEEDS - 1}) f`,
  );
  await client.query(
    `update feeds.subscriptions set filled = true; update feeds.sources set due_at = now() + interval '1 day'`,
  );
  // Indexes are made afterwards, which takes less time than keeping them up. The key stays.
  const { rows: indexes } = await client.query(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = 'feeds.posts'::regclass and not indisprimary`,
  );
  await client.query(`drop index ${indexes.map(({ name }) => name).join(', ')}`);
  let next = 0;
  const fill = async (one) => {
    await one.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
    while (next < tenants) {
      inTime();
      const from = next;
      next = from === LARGE ? from + 1 : Math.min(tenants, from + BATCH);
      await one.query(postsOf(from, next - 1, from === LARGE ? each * 100 : each));
      if (next % 500 === 1) console.log(`  tenants up to ${next} begun after ${seconds()} s`);
    }
  };
  await Promise.all(clients.map(fill));
  console.log(`  posts are there after ${seconds()} s`);
  await Promise.all(
    clients.map(async (one, i) => {
      for (const { definition } of indexes.filter((_, n) => n % clients.length === i)) await one.query(definition);
    }),
  );
  await client.query('insert into feeds.post_counters select tenant_id, max(number) from feeds.posts group by 1');
  // Each reader has read half of what each feed brought, and some of the rest; a tenth is starred.
  await client.query(
    `insert into feeds.read_marks (tenant_id, user_id, subscription_id, number)
     select s.tenant_id, ${reader('s.tenant_id')}, s.id, c.last / 2
     from feeds.subscriptions s join feeds.post_counters c on c.tenant_id = s.tenant_id`,
  );
  await client.query(
    `insert into feeds.post_states (tenant_id, user_id, post_id, subscription_id, number, sorted_at, read, starred_at)
     select p.tenant_id, ${reader('p.tenant_id')}, p.id, p.subscription_id, p.number, p.sorted_at, p.number % 3 > 0,
       case when p.number % 10 = 0 then now() end from feeds.posts p where p.number % 5 = 0`,
  );
  await client.query(
    'vacuum analyze feeds.posts, feeds.subscriptions, feeds.post_states, feeds.read_marks, feeds.post_counters',
  );
  await client.query('checkpoint');
  const { rows } = await client.query('select count(*)::int from feeds.posts');
  console.log(`${rows[0].count} posts of ${tenants} tenants after ${seconds()} s.`);
}

const postsOf = (from, to, count) => `
  insert into feeds.posts (tenant_id, id, subscription_id, url, title, author, content, excerpt, tags, attachments, published_at,
    sorted_at, hash, number, search, received_at)
  select ${idOf('8000', 't')}, ${idOf('b000', `t * 1000000::bigint + n`)}, ${idOf('a000', `t * ${FEEDS} + n % ${FEEDS}`)},
    'https://posts.example/' || n, text, 'Anna Martin', '<p>' || text || '</p>', text, '{}', '[]', at, at, '', n,
    to_tsvector('simple', text || ' anna martin'), at
  from (select t, n, h, ${text} as text, now() - (${count} - n) * interval '300 days' / ${count} as at
    from generate_series(${from}, ${to}) t, generate_series(1, ${count}) n, hashint8extended(t * 1000000::bigint + n, 1) as h) as made`;
