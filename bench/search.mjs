// Searches by Latin words in posts, apps and students, against the same ones in a database whose functions know no words
// without spaces.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { migrate, startEmbedded } from '../dist/libs/platform/database/index.js';
import { migrations } from '../dist/migrations/index.js';
import { inTurns, ratioRow } from './in-turns.mjs';
import { printTable } from './table.mjs';

const ROWS = 10_000;
const GOAL = 0.9;

/** What the functions were before, for Latin words alone. */
const withSpacesAlone = String.raw`
  create or replace function platform.searchable(given text) returns text
    language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select regexp_replace(replace(replace(replace(replace(replace(replace(
      lower(regexp_replace(normalize(given, nfkd),
        '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]', '', 'g')),
      'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), '[^[:alnum:]]+', ' ', 'g') $$;
  create or replace function platform.query_of(words text[], by_beginning integer, variadic configurations regconfig[])
    returns tsquery language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
    declare
      typed text := array_to_string(words, ' & ')
        || case when length(words[cardinality(words)]) >= by_beginning then ':*' else '' end;
      query tsquery;
      one regconfig;
    begin
      foreach one in array configurations loop
        query := coalesce(query || to_tsquery(one, typed), to_tsquery(one, typed));
      end loop;
      return replace(query::text, '<->', '&')::tsquery;
    end $$;
  create or replace function platform.runs_of(words text[]) returns text[] language sql immutable parallel safe return '{}'::text[];
  create or replace function platform.pieces_of(words text) returns tsvector language sql immutable parallel safe return ''::tsvector;`;

/** Forty words of 3,000, of which some are in many rows. */
const words = `(select string_agg('word' || translate((3000 * power(random(), 2) + (n + w) * 0)::integer::text, '0123456789', 'aeioubcdfg'), ' ')
  from generate_series(1, 40) w)`;

const fill = (tenantId) => `
  set app.tenant_id = '${tenantId}';
  insert into feeds.subscriptions (tenant_id, id, url, title) values ('${tenantId}', '${tenantId}', 'https://feed.example/', 'Feed');
  insert into feeds.posts (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash, search)
    select '${tenantId}', uuidv7(), '${tenantId}', left(text, 50), text, '', '{}', '[]', now() - n * interval '1 minute', '',
      feeds.search_of(left(text, 50), '', '{}', text)
    from (select n, ${words} as text from generate_series(1, ${ROWS}) n offset 0) t;
  insert into catalog.apps (tenant_id, id, slug, name, name_key, summary, description, version, tags)
    select '${tenantId}', uuidv7(), 'a-' || n, left(text, 20) || n, left(text, 20) || n, left(text, 100), text, '1.0.0', '{}'
    from (select n, ${words} as text from generate_series(1, ${ROWS}) n offset 0) t;
  insert into campus.students (tenant_id, id, name, name_key, email, number)
    select '${tenantId}', uuidv7(), left(text, 20), left(text, 20), n || '@palier.example', n
    from (select n, ${words} as text from generate_series(1, ${ROWS}) n offset 0) t`;

const statements = {
  posts: 'select feeds.chosen_posts(null, null, $1)',
  apps: `select * from catalog.search_apps($1, null, false, 'score', true, null, null, 20, 0)`,
  students: `select campus.find_students((string_to_array(trim(platform.searchable($1)), ' '))[1:8])`,
};

export async function run({ rounds = 15, roundMs = 300 } = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  await chmod(directory, 0o755);
  const server = await startEmbedded(directory);
  const clients = [];
  const connect = async (url, database) => {
    const client = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: `/${database}` }).href });
    clients.push(client);
    await client.connect();
    return client;
  };
  try {
    await migrate(server.urls.owner, migrations);
    const tenantId = uuidv7();
    const admin = await connect(server.urls.admin, 'palier');
    await admin.query(fill(tenantId));
    await admin.query('vacuum analyze');
    clients.pop();
    await admin.end();
    const maintenance = await connect(server.urls.admin, 'postgres');
    await maintenance.query('create database former template palier strategy file_copy');
    await (await connect(server.urls.admin, 'former')).query(withSpacesAlone);
    const [ours, former] = [await connect(server.urls.app, 'palier'), await connect(server.urls.app, 'former')];
    for (const client of [ours, former]) await client.query(`set app.tenant_id = '${tenantId}'`);
    const rows = [];
    for (const [name, text] of Object.entries(statements)) {
      const by = (client) => (typed) => client.query({ name, text, values: [typed] });
      let next = 0;
      const letters = (at) => 'aeiou'[at % 5] + 'bcdfg'[at % 4] + 'eioub'[at % 3];
      const typed = () => `word${letters(++next)} word${letters(next + 7)}`;
      const rates = await inTurns({ ours: by(ours), former: by(former) }, typed, rounds, { callers: 1, roundMs });
      rows.push(ratioRow(`Latin words in ${name}, against functions for these alone`, rates.ours, rates.former, GOAL));
    }
    return rows;
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

if (import.meta.main) printTable(await run());
