import fc from 'fast-check';
import { feedHistory } from '../../../test/support/feed-histories.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { parseChanges } from './parse-feed.js';
import { nothingKnown } from './parsed-feed.js';

it('no post is lost, no old one becomes unread, and no new one arrives read, whatever a feed does to its entries', () => {
  fc.assert(
    fc.property(feedHistory, (fetches) => {
      const known = new Map<number, string>();
      let last = nothingKnown;
      for (const { document, numbers } of fetches) {
        const fetched = { body: Buffer.from(document), url: 'https://a.example/feed', contentType: null };
        const feed = parseChanges(fetched, last);
        const identities = feed.posts.map(({ identity }) => identity);
        expect(identities).toHaveLength(numbers.length);
        for (const [place, number] of numbers.entries()) {
          const identity = identities[place] as string;
          if (known.has(number)) expect(identity).toBe(known.get(number));
          else expect([...known.values()]).not.toContain(identity);
          known.set(number, identity);
        }
        last = { digests: feed.digests, identities: feed.identities ?? last.identities };
      }
    }),
    { numRuns: propertyRuns(200, 2500) },
  );
});
