// Visitors of a store, who read pages that were read before.
import { succeeded } from '../storm/load.mjs';

/** A kept page that takes longer waits for something: a fault lasts longer, and may not hold it up. */
const SLOW_MS = 2000;

/** @param given `client`, and the `pages` of the store */
export function openPages({ client, store: { pages } }) {
  let n = 0;
  const read = (path) => client.ask('browsing', { path }, (answer) => succeeded(answer) && answer.ms <= SLOW_MS);
  return {
    aSecond: 40,
    act: () => read(pages[n++ % pages.length]),
    /** Reads every page some times, so that each API has had the chance. */
    warm: async () => {
      for (let time = 0; time < 4; time += 1) for (const path of pages) await client.surely('browsing', { path });
    },
  };
}
