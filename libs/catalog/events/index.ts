import type { CountedEvent } from '#platform/events';

/** A version of an app was published, after which the store shows the highest one. */
export interface AppPublished {
  readonly type: 'catalog.app.published';
  readonly version: 1;
  readonly data: { readonly appId: string; readonly versionId: string };
}

/** How often the public pages of apps were viewed, since the process that publishes this published it last. */
export interface AppsViewed {
  readonly type: 'catalog.apps.viewed';
  readonly version: 1;
  readonly data: {
    /** Of UTC, as in `2026-11-21`. */
    readonly day: string;
    /** Each once, by its id; 1 or more views. */
    readonly apps: readonly { readonly id: string; readonly views: number }[];
  };
}

/** As `AppsViewed`, of downloads: each link is counted once in the deployment. */
export interface AppsDownloaded {
  readonly type: 'catalog.apps.downloaded';
  readonly version: 1;
  readonly data: {
    readonly day: string;
    readonly apps: readonly { readonly id: string; readonly downloads: number }[];
  };
}

/** Searches of a store's apps that found nothing; one whose answer comes from the cache is not counted again. */
export type SearchesEmpty = CountedEvent<'catalog.searches.empty'>;
