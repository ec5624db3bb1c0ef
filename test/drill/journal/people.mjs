// Persons with a journal and a token each, and what their apps ask for. Nobody signs in, which would hash a thousand
// passwords: the product issues the tokens in this process. No route of a journal reads an account.
import { uuidv7 } from 'uuidv7';
import { AccessTokens } from '../../../dist/libs/auth/tokens/access-tokens.js';
import { send } from '../load.mjs';

const DAY_MS = 86_400_000;
const today = new Date().toISOString().slice(0, 10);
const daysAgo = (days) => new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10);
const reflection = 'A calm day, and a walk in the evening. '.repeat(10);

/** The id of a person by their number, from 0. */
export const personId = (number) => `018f0000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

/** The requests of so many persons of a tenant, each in turn. Their tokens are good for ten minutes. */
export async function openPeople(deployment, slug, count) {
  const [tenantId, issuer] = [deployment.ids[slug], deployment.get(AccessTokens)];
  const tokens = [];
  for (let i = 0; i < count; i += 1) {
    const session = { tenantId, userId: personId(i), id: uuidv7(), role: 'member', name: 'Ada Lovelace' };
    tokens.push((await issuer.issue(session, slug, uuidv7())).accessToken);
  }
  let asked = 0;
  const periods = new Array(count).fill(0);
  const next = () => asked++ % count;
  const ask = (who, method, path, body) =>
    send({ method, url: `${deployment.url}/v1/journal/${path}`, token: tokens[who], body });
  const write = async (who, id) => {
    const entry = {
      id,
      day: today,
      mood: 1 + (asked % 10),
      scores: { craving: asked % 11 },
      tags: ['work'],
      reflection,
    };
    return { kind: 'entry', id, ...(await ask(who, 'POST', 'entries', entry)) };
  };
  return {
    read: async (kind, who = next()) => ({ kind, ...(await ask(who, 'GET', kind)) }),
    /** Resolves with the id, whatever the answer. */
    create: (who = next(), id = uuidv7()) => write(who, id),
    /**
     * Sends an entry again, with the same id, as long as nothing answers or the API is not there.
     *
     * @param wait before each repetition
     * @returns the first answer, how often it was sent, and whether it `wasThere` although nothing had said so
     */
    createSurely: async (wait, who = next()) => {
      const id = uuidv7();
      const first = await write(who, id);
      let [last, sent] = [first, 1];
      for (; last.status === 0 || last.status >= 500; sent += 1) {
        await wait();
        last = await write(who, id);
      }
      const wasThere = sent > 1 && last.status === 409;
      return { ...first, sent, wasThere, acknowledged: last.status === 201 || wasThere };
    },
    /** A period that this person has not asked for before, so that no answer is kept. */
    progressMiss: async (who = next()) => {
      const end = periods[who]++;
      const [days, unit] = [
        [30, 'day'],
        [90, 'week'],
        [365, 'month'],
      ][asked % 3];
      const query = `progress?from=${daysAgo(end + days - 1)}&to=${daysAgo(end)}&unit=${unit}`;
      return { kind: 'progress miss', ...(await ask(who, 'GET', query)) };
    },
    /** The latest entries, or those up to some day. */
    page: async (who = next()) => {
      const upTo = asked % 2 ? `&to=${daysAgo((asked * 7) % 700)}` : '';
      return { kind: 'page of entries', ...(await ask(who, 'GET', `entries?limit=20${upTo}`)) };
    },
    entry: (who, id) => ask(who, 'GET', `entries/${id}`),
  };
}
