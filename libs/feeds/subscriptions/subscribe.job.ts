import { Database } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import type { OutboundAnswer } from '#platform/outbound';
import { Problem } from '#platform/problems';
import { TenantDirectory } from '#platform/tenancy';
import { Documents } from '../documents/documents.js';
import type { FeedLink, ParsedFeed } from '../documents/parsed-feed.js';
import { feedsProblems } from '../feeds.errors.js';
import { noteKnown, settleLine, waitingLines } from '../opml/import-lines.sql.js';
import {
  documentOf,
  type FeedAddress,
  FeedRequests,
  hashOf,
  isDecided,
  lacksTurn,
  movedTo,
} from '../sources/feed-requests.js';
import { HostTurns } from '../sources/host-turns.js';
import { SourceSync } from '../sources/source-sync.js';
import { claimSource, knownFeed, releaseSource } from '../sources/sources.sql.js';
import { Credentials } from './credentials.js';
import { parseFeedUrl } from './feed-address.js';
import { type NewSubscription, NewSubscriptions } from './new-subscriptions.js';

/** A feed, and where it is. */
interface DiscoveredFeed {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly answer: OutboundAnswer;
  readonly feed: ParsedFeed;
  readonly bodyHash: string;
}

/** For whom a feed is looked for. */
interface Reader {
  readonly tenantId: string;
  readonly signal: AbortSignal;
  /** Whether a server that fails is not asked again. */
  readonly isLast: boolean;
}

/** What came of it: the subscription, or the feeds among which the caller has to choose. */
type Subscribed = { readonly subscriptionId: string } | { readonly choices: readonly FeedLink[] };

/** Where sites have their feed although no page names it; each is a request more to the site. */
const WELL_KNOWN = ['feed', 'rss.xml', 'atom.xml', 'feed.xml', 'index.xml'];
const youTubeChannel = /^(https?:\/\/(?:www\.|m\.)?youtube\.com)\/channel\/(UC[\w-]{22})(?:[/?]|$)/;

/** Those of jobs that wait for their host among many, for two minutes together; a server that failed is asked twice. */
const TRIES = { all: 8, ofServers: 2 };

export const subscribe = defineOperation('feeds.subscribe', { of: 'tenant', tries: TRIES.all });

/**
 * Finds the feed at an address and subscribes to it. A page that names one feed stands for it; of several the caller chooses.
 * What was fetched for that is the first fetch of the subscription.
 */
@HandlesJob(subscribe)
export class Subscribes implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly directory: TenantDirectory,
    private readonly credentials: Credentials,
    private readonly requests: FeedRequests,
    private readonly documents: Documents,
    private readonly subscriptions: NewSubscriptions,
    private readonly sources: SourceSync,
    private readonly hosts: HostTurns,
  ) {}

  /** @throws Problem `no_feed_found` (422), `already_subscribed` (409), `invalid_feed_address` (400), those of `NewSubscriptions`, `HostTurns` and `FeedRequests.page` */
  async run({ tenantId }: JobPayload, { id, signal, attempt }: JobContext): Promise<Subscribed> {
    const [line] = await this.database.read({ tenantId }, waitingLines, id, 1);
    // An earlier try has subscribed, and its answer was lost.
    if (!line) return { subscriptionId: id };
    await this.database.transaction({ tenantId }, (tx) => this.subscriptions.assertRoom(tx, tenantId));
    const authorization = this.credentials.open(line.credentials);
    const networks = this.directory.byId(tenantId)?.networks ?? [];
    const reader = { tenantId, signal, isLast: attempt >= TRIES.ofServers };
    // The page of a channel may first ask visitors for their consent.
    const url = line.url.replace(youTubeChannel, '$1/feeds/videos.xml?channel_id=$2#').split('#', 1)[0] ?? '';
    const found = await this.find({ url, authorization, networks }, reader);
    if ('choices' in found) return found;
    await this.add(
      tenantId,
      { ...line, id, url: found.url, authorization: found.authorization, reached: networks.length > 0 },
      found,
      reader,
    );
    return { subscriptionId: id };
  }

  private async find(
    address: FeedAddress,
    reader: Reader,
    isLink = false,
  ): Promise<DiscoveredFeed | { choices: readonly FeedLink[] }> {
    const answer = await this.page(address, reader);
    const bodyHash = await hashOf(answer);
    // The parser takes the body away, and a feed that others follow is read once more: it gets a copy.
    const document = documentOf({ ...answer, body: Buffer.from(answer.body) });
    const { feed, links } = await this.documents.discoverFeeds(document, reader);
    const { url, authorization } = address;
    if (feed)
      return { url: (!authorization && movedTo(answer.redirects)) || url, authorization, answer, feed, bodyHash };
    const [link] = links;
    if (isLink) throw feedsProblems.no_feed_found({ url });
    if (!link) return this.atWellKnown(address, reader);
    if (links.length > 1) return { choices: links };
    // Credentials are for the site that they were given for.
    const same = new URL(link.url).origin === new URL(url).origin;
    return this.find(
      { ...address, url: parseFeedUrl(link.url).url, authorization: same ? authorization : undefined },
      reader,
      true,
    );
  }

  /** Beside the page alone: the feed at the root of a host may be of somebody else. @throws Problem `no_feed_found` (422) */
  private async atWellKnown(address: FeedAddress, reader: Reader): Promise<DiscoveredFeed> {
    for (const path of WELL_KNOWN) {
      try {
        const found = await this.find({ ...address, url: new URL(path, address.url).href }, reader, true);
        if (!('choices' in found)) return found;
      } catch (error) {
        const isBusy = error instanceof Problem && (lacksTurn(error) || error.code === 'feed_server_busy');
        if (!(error instanceof Problem) || isBusy || reader.signal.aborted) throw error;
      }
    }
    throw feedsProblems.no_feed_found({ url: address.url });
  }

  /** What a server has decided, or failed of repeatedly, is not asked again: a status below 500 ends the job. */
  private async page(address: FeedAddress, { tenantId, signal, isLast }: Reader): Promise<OutboundAnswer> {
    try {
      return await this.requests.page({ ...address, turn: this.hosts.of(tenantId, signal) }, isLast);
    } catch (error) {
      if (!(error instanceof Problem) || lacksTurn(error) || !(isLast || isDecided(error))) throw error;
      throw new Problem(error.code, 422, error.title, error.detail, error.options);
    }
  }

  private async add(
    tenantId: string,
    subscription: NewSubscription & { id: string },
    { feed, answer, bodyHash }: DiscoveredFeed,
    reader: Reader,
  ): Promise<void> {
    const { url } = subscription;
    const written = await this.database.transaction({ tenantId }, async (tx) => {
      const added = await this.subscriptions.add(tx, tenantId, subscription, feed.title);
      if (!added) {
        await tx.run(noteKnown, subscription.id, 1, url);
        return undefined;
      }
      await tx.run(settleLine, subscription.id, 1, 'added', null, added.id);
      const [claimed] = await tx.run(claimSource, added.sourceId);
      const claim = claimed?.claim;
      const [last] = claim ? await tx.run(knownFeed, added.sourceId, claim) : [];
      return { id: added.sourceId, claim, last };
    });
    if (!written) throw feedsProblems.already_subscribed({ url });
    const { id, claim, last } = written;
    // Where another fetch is under way, that one brings the posts.
    if (!claim) return;
    // Other followers have its posts already: they are to be recognised.
    const known =
      last && (last.identities ?? last.lastPosts)
        ? await this.documents.parseChanges(documentOf(answer), last, reader).catch(() => undefined)
        : feed;
    // The subscription is there, and the next fetch brings its posts, or says why it cannot.
    if (!known)
      return this.database.transaction({ tenantId }, async (tx) => void (await tx.run(releaseSource, id, claim)));
    await this.sources.settle(tenantId, { id, claim, url }, { outcome: 'feed', feed: known, answer, bodyHash });
  }
}
