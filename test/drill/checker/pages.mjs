// Visitors of a store, who read pages that were read before, and some that nobody has asked for yet.
import { succeeded } from '../load.mjs';

/** A kept page that takes longer waits for something: a fault lasts longer, and may not hold it up. */
const SLOW_MS = 2000;

/** One of so many visits is to another page: the caches are asked for it, and then the database. */
const EVERY = 10;
/** The sizes of lists that are none of `pages`. */
const [LEAST, MOST] = [8, 100];

/** @param given `client`, and the slug and the `pages` of the store */
export function openPages({ client, store: { slug, pages } }) {
  let n = 0;
  const read = (path) => client.ask('browsing', { path }, (answer) => succeeded(answer) && answer.ms <= SLOW_MS);
  const readOther = () =>
    client.ask('reads', {
      path: `/v1/stores/${slug}/apps?limit=${LEAST + ((n / EVERY) % (MOST - LEAST))}`,
    });
  return {
    aSecond: 40,
    act: () => (++n % EVERY === 0 ? readOther() : read(pages[n % pages.length])),
    /** Reads every page some times, so that each API has had the chance. */
    warm: async () => {
      for (let time = 0; time < 4; time += 1) for (const path of pages) await client.surely('browsing', { path });
    },
  };
}
