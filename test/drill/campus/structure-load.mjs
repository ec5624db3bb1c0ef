// Reads of the structure at several processes by many callers, with a write now and then: how many statements they send, beside
// reads that may not be answered from the cache.
import { uuidv7 } from 'uuidv7';
import { AccessTokens } from '../../../dist/libs/auth/tokens/access-tokens.js';
import { atRate, failedOf, forSeconds, send } from '../load.mjs';
import { told } from './measure.mjs';

const CALLERS = 200;
const [RATE, SECONDS, SECONDS_BETWEEN_WRITES] = [100, 20, 2];
const UNCACHED = 50;

/** @returns whether a twentieth of the statements sufficed, and each answer had what was written before */
export async function structureLoad({ deployment, client, tenant, admin, processes }) {
  const urls = [deployment.url];
  while (urls.length < processes) urls.push(await deployment.startAnotherApi());
  const issuer = deployment.get(AccessTokens);
  const session = () => ({ tenantId: tenant.id, userId: uuidv7(), id: uuidv7(), role: 'member', name: 'Ada' });
  const tokens = [];
  for (let n = 0; n < CALLERS; n += 1) tokens.push((await issuer.issue(session(), tenant.slug, uuidv7())).accessToken);
  await client.query('create extension if not exists pg_stat_statements');
  const sent = async () => {
    const { rows } = await client.query(
      `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements
       where dbid = (select oid from pg_database where datname = current_database()) and query like '%campus.universities u%'`,
    );
    return rows[0].calls;
  };
  const read = (n) =>
    send({ method: 'GET', url: `${urls[n % processes]}/v1/campus/structure`, token: tokens[n % CALLERS] });
  let written = 0;
  /** Creates a university at the first process. @returns whether its author reads it at another one */
  const write = async () => {
    const name = `Written ${written++}`;
    const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ name });
    const answer = await fetch(`${urls[0]}/v1/campus/universities`, { method: 'POST', headers, body });
    const wrote = { ...headers, 'palier-wrote': answer.headers.get('palier-wrote') ?? '' };
    const seen = await fetch(`${urls[1 + (written % (processes - 1))]}/v1/campus/structure`, { headers: wrote });
    return (await seen.text()).includes(`"${name}"`);
  };
  const beforeUncached = await sent();
  const own = [];
  for (let n = 0; n < UNCACHED; n += 1) own.push(await write());
  const uncached = ((await sent()) - beforeUncached) / UNCACHED;
  await atRate(RATE, forSeconds(2), read);
  const before = await sent();
  const [answers] = await Promise.all([
    atRate(RATE, forSeconds(SECONDS), read),
    atRate(1 / SECONDS_BETWEEN_WRITES, forSeconds(SECONDS), async () => own.push(await write())),
  ]);
  const writes = own.length - UNCACHED;
  // Each write is followed by a read of its author, which the cache may not answer.
  const cached = ((await sent()) - before) / (answers.length + writes);
  console.log(told(`structure, from ${processes} processes`, answers));
  const fewer = 100 * (1 - cached / uncached);
  console.log(
    `structure: ${uncached.toFixed(2)} statements a read without the cache, ${cached.toFixed(4)} with it and a write every ${SECONDS_BETWEEN_WRITES} s: ${fewer.toFixed(1)} % fewer; aim 95 %, ${fewer >= 95 ? 'met' : 'MISSED'}`,
  );
  const [failed] = failedOf(answers);
  if (failed) console.log(`NOT TRUE: every read was answered: ${failed.status} ${failed.text}`);
  if (!own.every(Boolean)) console.log('NOT TRUE: who wrote reads it at another process.');
  return !failed && own.every(Boolean) && fewer >= 95;
}
