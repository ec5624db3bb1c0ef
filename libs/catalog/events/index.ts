import type { CountedEvent, EventOf } from '#platform/events';

/** A version of an app was published, after which the store shows the highest one. */
export type AppPublished = EventOf<'catalog.app.published', { appId: string; versionId: string }>;

/** How often the public pages of apps were viewed, since the process that publishes this published it last. */
export type AppsViewed = EventOf<
  'catalog.apps.viewed',
  {
    /** Of UTC, as in `2026-11-21`. */
    day: string;
    /** Each once, by its id; 1 or more views. */
    apps: readonly { id: string; views: number }[];
  }
>;

/** As `AppsViewed`, of downloads: each link is counted once in the deployment. */
export type AppsDownloaded = EventOf<
  'catalog.apps.downloaded',
  {
    day: string;
    apps: readonly { id: string; downloads: number }[];
  }
>;

/** Searches of a store's apps that found nothing; one whose answer comes from the cache is not counted again. */
export type SearchesEmpty = CountedEvent<'catalog.searches.empty'>;
