import type { Person } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { Demonstrates, type DemonstrationContent } from '#platform/demonstrations';
import { newId, uuidTime } from '#platform/ids';
import { readList, rowsOfPerson } from '#platform/lists';
import { Problem } from '#platform/problems';
import { Documents } from '../documents/documents.js';
import type { ParsedFeed } from '../documents/parsed-feed.js';
import { FiltersService } from '../filters/filters.service.js';
import { ensureFolder } from '../folders/folders.sql.js';
import { LabelsService } from '../labels/labels.service.js';
import { postList } from '../posts/posts.sql.js';
import { ReadingService } from '../reading/reading.service.js';
import { datesOf, pauseAfterSuccess, rhythmOf } from '../sources/next-fetch.js';
import { PostDelivery } from '../sources/post-delivery.js';
import { claimSource, storeDocument } from '../sources/sources.sql.js';
import { parseFeedUrl } from '../subscriptions/feed-address.js';
import { NewSubscriptions } from '../subscriptions/new-subscriptions.js';
import { changeSubscription, subscriptionsAt } from '../subscriptions/subscriptions.sql.js';
import { pressFeed, pressUrl } from './press.js';

/** Of the press, the oldest, which the owner has read. */
const READ = 100;

/** A team that follows the stores of this server, and a larger feed whose posts come with the product. */
@Demonstrates({
  product: 'veille',
  slug: 'demo-veille',
  name: 'Veille (démonstration)',
  owner: { mailbox: 'equipe', name: 'Équipe' },
})
export class TeamDemo implements DemonstrationContent {
  constructor(
    private readonly database: Database,
    private readonly documents: Documents,
    private readonly subscriptions: NewSubscriptions,
    private readonly delivery: PostDelivery,
    private readonly filters: FiltersService,
    private readonly labels: LabelsService,
    private readonly reading: ReadingService,
  ) {}

  async fill(person: Person, feeds: readonly string[]): Promise<void> {
    const { tenantId } = person;
    // Before the posts, which it marks as they come.
    await this.filter(tenantId);
    await this.database.transaction({ tenantId }, async (tx) => {
      const folderId = await folder(tx, tenantId, 'Boutiques');
      for (const feed of feeds) await this.subscriptions.add(tx, tenantId, { url: parseFeedUrl(feed).url, folderId });
    });
    await this.read(person, await this.press(person));
  }

  private async filter(tenantId: string): Promise<void> {
    const terms = ['faille', 'vulnerability'];
    try {
      await this.filters.create(tenantId, { name: 'Sécurité', action: 'mark', terms });
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'filter_name_taken')) throw error;
    }
  }

  /** @returns the id of the subscription to the larger feed */
  private async press({ tenantId, userId }: Person): Promise<string> {
    const [known] = await this.database.read({ tenantId }, subscriptionsAt, pressUrl);
    if (known) return known.id;
    const body = Buffer.from(pressFeed(uuidTime(userId)));
    const feed = await this.documents.parseFeed(
      { body, url: pressUrl, contentType: 'application/atom+xml' },
      { tenantId },
    );
    return this.database.transaction({ tenantId }, (tx) => this.follow(tx, tenantId, feed));
  }

  /** As if it had been fetched once; nobody fetches it again, as it is paused before others see it. */
  private async follow(tx: Transaction, tenantId: string, feed: ParsedFeed): Promise<string> {
    const { title, siteUrl } = feed;
    // For this tenant alone: another that follows the address would share the source.
    const subscription = { url: pressUrl, folderId: await folder(tx, tenantId, 'Presse'), reached: true };
    const added = await this.subscriptions.add(tx, tenantId, subscription, title);
    if (!added) throw new Error('Another process makes this demonstration at the same moment: run the command again.');
    const { id, sourceId } = added;
    const [claimed] = await tx.run(claimSource, sourceId);
    const now = new Date();
    const rhythm = rhythmOf(datesOf(feed), null, now);
    const about = JSON.stringify({ ...rhythm, title, siteUrl, bodyHash: null, etag: null, lastModified: null });
    const pause = pauseAfterSuccess(rhythm, now);
    const posts = JSON.stringify(feed.posts);
    const [settled] = await tx.run(storeDocument, sourceId, claimed?.claim ?? '', pause, null, about, posts);
    await this.delivery.begin(tx, tenantId, { sourceId, version: settled?.version ?? 0 }, 1);
    await tx.run(changeSubscription, id, null, JSON.stringify({ paused: true }));
    return id;
  }

  /** The owner has read the older half, starred some posts, and labelled some. */
  private async read(person: Person, subscription: string): Promise<void> {
    const query = { subscription, sort: 'sortedAt', limit: READ } as const;
    const { data } = await readList(rowsOfPerson(this.database, person), postList, query);
    const every = (n: number) => data.filter((_, at) => at % n === 0).map(({ id }) => id);
    const addLabels = await this.labels.ensure(person, ['À relire']);
    await this.reading.setStates(person, { posts: every(1), read: true });
    await this.reading.setStates(person, { posts: every(25), starred: true });
    await this.reading.setStates(person, { posts: every(20), addLabels });
  }
}

async function folder(tx: Transaction, tenantId: string, name: string): Promise<string> {
  const [row] = await tx.run(ensureFolder, tenantId, newId(), name);
  if (!row) throw new Error('feeds.folders.ensure returned no row.');
  return row.id;
}
