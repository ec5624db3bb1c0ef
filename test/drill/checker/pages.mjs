// Visitors of a store, who read pages that were read before.

/** @param given `client`, and the `pages` of the store */
export function openPages({ client, store: { pages } }) {
  let n = 0;
  const read = (path) => client.ask('browsing', { path });
  return {
    aSecond: 40,
    act: () => read(pages[n++ % pages.length]),
    /** Reads every page some times, so that each API has had the chance. */
    warm: async () => {
      for (let time = 0; time < 4; time += 1) for (const path of pages) await client.surely('browsing', { path });
    },
  };
}
