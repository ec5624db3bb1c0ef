// What the app of a reader asks for. Nobody signs in: the product issues the tokens in this process.
import { uuidv7 } from 'uuidv7';
import { AccessTokens } from '../../../dist/libs/auth/tokens/access-tokens.js';
import { send } from '../load.mjs';
import { readerOf } from './seed.mjs';
import { WORDS } from './words.mjs';

/** An access token of a reader of each tenant, good for ten minutes. */
export async function tokensOf(deployment, tenants) {
  const issuer = deployment.get(AccessTokens);
  const tokens = [];
  for (const tenantId of tenants) {
    const slug = `team-${Number.parseInt(tenantId.slice(-12), 16)}`;
    const session = { tenantId, userId: readerOf(tenantId), id: uuidv7(), role: 'member', name: 'Ada' };
    tokens.push((await issuer.issue(session, slug, uuidv7())).accessToken);
  }
  return tokens;
}

/** The requests of a reader of each tenant, in turn. */
export async function openReaders(deployment, tenants) {
  const tokens = await tokensOf(deployment, tenants);
  let asked = 0;
  const ask = (method, path, body) => {
    asked += 1;
    return send({ method, url: `${deployment.url}/v1/feeds/${path}`, token: tokens[asked % tokens.length], body });
  };
  const word = () => WORDS[(asked * 7) % WORDS.length];
  return {
    list: () => ask('GET', 'posts'),
    unread: () => ask('GET', 'posts?unread=true'),
    counts: () => ask('GET', 'unread'),
    search: () => ask('GET', `posts?q=${word()}%20${WORDS[asked % WORDS.length]}`),
    markAll: () => ask('POST', 'posts/read', {}),
  };
}
