// Who comes to a store: those who browse, download and sign in, and those who watch dashboards, search and start long work.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { numbers } from '../large-store/fill.mjs';
import { send } from '../load.mjs';

const words = ['react', 'parser', 'server', 'test', 'stream', 'logger', 'types', 'cache', 'router', 'client'];

/** @param palier a started one, with its demo store `wistant` */
export async function openVisitors({ url, log, dataDir }) {
  const printed = readFileSync(log, 'utf8');
  const operator = /palier_op_\S+/.exec(printed)?.[0];
  const [, email, password] = /store's owner\s+(\S+@\S+)\s+(\S+)/.exec(printed) ?? [];
  const next = numbers(7);
  const store = `${url}/v1/stores/wistant`;
  // Each from a network of its own, or the guard against guessing would refuse so many of one account.
  const address = () => [20 + next(150), next(255), next(255), next(255)].join('.');
  const signIn = (email) =>
    send({ method: 'POST', url: `${url}/v1/auth/wistant/login`, body: { email, password }, address: address() });
  const { status, text } = await signIn(email);
  if (status !== 200) throw new Error(`Nobody can sign in: ${status} ${text}`);
  const token = JSON.parse(text).accessToken;
  const emails = await openAccounts(dataDir, email);
  const apps = await everyApp(store);
  const links = await linksOf(store, apps);
  const any = (list) => list[next(list.length)];
  const named = async (kind, answer) => {
    const { status, text, at, ms } = await answer;
    // Tens of thousands of pages and ZIPs would not fit into memory.
    return { kind, status, at, ms, text: status < 300 ? '' : text };
  };
  const browse = () => {
    const page = next(4) > 0 ? `/${any(apps).slug}` : `?page=${1 + next(5)}&pageSize=20`;
    return named('browse', send({ url: `${store}/apps${page}` }));
  };
  const download = () => {
    const { path, slug } = any(links);
    const link = { method: 'POST', url: `${store}/apps/${slug}/downloads`, body: {} };
    return named('download', next(2) > 0 ? send({ url: `${url}${path}` }) : send(link));
  };
  const other = (request) => send({ ...request, priority: 'others' });
  const asMember = (path) => other({ url: `${url}${path}`, token });
  const today = () => new Date().toISOString().slice(0, 10);
  const day = () => new Date(Date.now() - 86_400_000 * next(30)).toISOString().slice(0, 10);
  return {
    operator,
    /** Of a hundred, one signs in and twenty download. */
    vital: () => {
      const kind = next(100);
      if (kind === 0) return named('sign-in', signIn(any(emails)));
      return kind < 20 ? download() : browse();
    },
    dashboard: () => {
      const path = any([
        '/v1/analytics/overview',
        `/v1/analytics/series?name=palier.app.viewed&unit=day&from=${day()}`,
        '/v1/catalog/apps?page=1',
      ]);
      return named('normal', asMember(path));
    },
    search: () => named('normal', other({ url: `${store}/apps?search=${any(words)}${next(1000)}+${any(words)}` })),
    operation: () =>
      named(
        'normal',
        other({
          method: 'POST',
          url: `${url}/v1/analytics/exports`,
          token,
          body: { format: 'csv', from: day(), to: today() },
        }),
      ),
    /** Lists that are of least importance. */
    sheddable: () => named('sheddable', other({ url: `${store}/tags?page=${1 + next(9)}&pageSize=${1 + next(90)}` })),
  };
}

/** Accounts with the password of the store's owner: sign-ins to one account wait for each other. */
async function openAccounts(dataDir, owner) {
  const { postgres } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
  const [, , , port] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  const admin = new pg.Client({ connectionString: `postgres://postgres:${postgres.admin}@127.0.0.1:${port}/palier` });
  await admin.connect();
  try {
    const { rows } = await admin.query(
      `insert into auth.users (tenant_id, id, email, name, name_key, role, state, password_hash)
      select tenant_id, uuidv7(), 'visitor-' || i || '@wistant.example', 'Visitor', 'visitor', 'member', 'active', password_hash
      from auth.users, generate_series(1, 1000) as i where email = $1 returning email`,
      [owner],
    );
    return rows.map(({ email }) => email);
  } finally {
    await admin.end();
  }
}

async function everyApp(store) {
  const apps = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { data, page: of } = JSON.parse((await send({ url: `${store}/apps?page=${page}&pageSize=100` })).text);
    apps.push(...data);
    pages = of.totalPages;
  }
  return apps;
}

/** Links to the ZIPs of twenty apps, made once. */
async function linksOf(store, apps) {
  const links = [];
  for (const { slug } of apps.filter(({ download }) => download === 'ready').slice(0, 20)) {
    for (let tries = 0; tries < 100; tries += 1) {
      const { status, text } = await send({ method: 'POST', url: `${store}/apps/${slug}/downloads`, body: {} });
      if (status === 200) {
        const { url } = JSON.parse(text);
        const { pathname, search } = new URL(url, store);
        links.push({ slug, path: pathname + search });
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return links;
}
