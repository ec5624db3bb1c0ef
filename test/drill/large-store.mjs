// A store of 100,000 apps with eight tags each, beside one of 10,000 with the same words: how long each list, filter, facet and
// search takes that is not in the cache, one at a time; and 10,000 searches of both, four at a time, of which none may show an
// app, a tag count or an author of the other.
import { openDeployment } from './deployment/deployment.mjs';
import { fillStore, numbers, seldomLarge, word } from './large-store/fill.mjs';

const STORES = { large: 100_000, other: 10_000 };
const REQUESTS = 200;
const AT_ONCE = 4;
const SEARCHES = 10_000;
/** 95th percentiles in milliseconds. */
const GOALS = { search: 50, suggestions: 10 };

const next = numbers(1);
const anyWord = () => word(seldomLarge(next, 20_000));
const anyTag = () => `tag-${seldomLarge(next, 2000)}`;
let asked = 0;
/** Makes an address that nothing was cached for, without another meaning. */
const limit = () => `limit=${10 + (asked++ % 80)}`;

const requests = {
  'list by name': async (ask) => `apps?${await cursorOf(ask, 'name')}`,
  'list by creation': async (ask) => `apps?${await cursorOf(ask, '-createdAt')}`,
  'list by last change': async (ask) => `apps?${await cursorOf(ask, '-updatedAt')}`,
  'list by downloads': async (ask) => `apps?${await cursorOf(ask, '-downloads')}`,
  'page by number, with the total': () => `apps?page=${1 + next(4000)}&pageSize=20&sort=name`,
  'one tag': () => `apps?tag=${anyTag()}&${limit()}`,
  'one tag, by downloads': () => `apps?tag=${anyTag()}&sort=-downloads&${limit()}`,
  'two tags': () => `apps?tag=${anyTag()},${anyTag()}&${limit()}`,
  'any of three tags': () => `apps?anyTag=${anyTag()},${anyTag()},${anyTag()}&sort=-updatedAt&${limit()}`,
  licence: () => `apps?licence=${['MIT', 'ISC', 'GPL-3.0-only'][next(3)]}&sort=-downloads&${limit()}`,
  author: () => `apps?author=large%20${next(20_000)}&${limit()}`,
  'tag and licence': () => `apps?tag=${anyTag()}&licence=ISC&sort=-createdAt&${limit()}`,
  search: () => `apps?search=${anyWord()}${next(2) ? `%20${anyWord()}` : ''}&${limit()}`,
  'search, misspelled': () => `apps?search=${misspelled(anyWord())}&${limit()}`,
  'search with a tag, by downloads': () => `apps?search=${anyWord()}&tag=${anyTag()}&sort=-downloads&${limit()}`,
  'search by page, with the total': () => `apps?search=${anyWord()}&page=1&pageSize=${10 + next(90)}`,
  suggestions: () => `suggestions?prefix=${anyWord().slice(0, 2 + next(3))}${next(1000)}`.slice(0, 40),
  'suggestions, misspelled': () => `suggestions?prefix=${misspelled(anyWord())}${next(1000)}`,
  'facets of a search': () => `facets?search=${anyWord()}%20${anyWord()}`,
  'facets of a tag': () => `facets?tag=${anyTag()}&licence=MIT`,
  'facets of a licence': () =>
    `facets?licence=${['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', 'GPL-3.0-only'][next(5)]}`,
};

function misspelled(text) {
  const at = 1 + next(Math.max(1, text.length - 1));
  return text.slice(0, at) + String.fromCharCode(97 + next(26)) + text.slice(at + 1);
}

/** A place somewhere in the list: the one after a page by number. */
async function cursorOf(ask, sort) {
  const { page } = await ask(`apps?sort=${sort}&limit=${1 + next(100)}`);
  return `sort=${sort}&cursor=${page.next}&${limit()}`;
}

async function inTurns(count, atOnce, work) {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0;

const filling = Date.now();
const deployment = await openDeployment(STORES, { fillStore });
let failed = false;
try {
  console.log(`filled in ${Math.round((Date.now() - filling) / 1000)} s`);
  const askOf = (slug) => async (path) => {
    const answer = await fetch(`${deployment.url}/v1/stores/${slug}/${path}`);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  const ask = askOf('large');
  for (const [name, path] of Object.entries(requests)) {
    const times = [];
    const known = new Set();
    await inTurns(REQUESTS, 1, async () => {
      const url = await path(ask);
      // It would come from the cache.
      if (known.has(url)) return;
      known.add(url);
      const startedAt = performance.now();
      await ask(url);
      times.push(performance.now() - startedAt);
    });
    const goal = GOALS[name];
    const p95 = at(times, 0.95);
    if (goal && p95 > goal) failed = true;
    console.log(
      `${name.padEnd(34)} median ${at(times, 0.5).toFixed(1).padStart(6)} ms   p95 ${p95.toFixed(1).padStart(6)} ms   longest ${at(times, 1).toFixed(1).padStart(6)} ms${goal ? `   goal ${goal} ms` : ''}`,
    );
  }
  let [foreign, found] = [0, 0];
  await inTurns(SEARCHES / 2, AT_ONCE, async () => {
    const words = `${anyWord()}${next(3) ? '' : `%20${anyWord()}`}`;
    for (const slug of Object.keys(STORES)) {
      const { data } = await askOf(slug)(`apps?search=${words}&${limit()}`);
      found += data.length;
      foreign += data.filter((app) => !app.slug.startsWith(`${slug}-`) || !app.author.startsWith(`${slug} `)).length;
      if (next(20) > 0) continue;
      const { apps, authors } = await askOf(slug)(`facets?search=${words}`);
      if (apps > STORES[slug] || authors.some(({ value }) => !value.startsWith(`${slug} `))) foreign += 1;
    }
  });
  console.log(`${SEARCHES} searches of two stores with the same words: ${found} apps, ${foreign} of the other store`);
  if (foreign > 0 || found === 0) failed = true;
} finally {
  await deployment.close();
}
process.exit(failed ? 1 : 0);
