import { ListOf } from '#platform/http';

/** A published version of an app. */
export class AppVersionDto {
  /** @example '1.2.0' */
  version!: string;

  /**
   * Markdown as its author wrote it; not safe to show as HTML.
   * @example '- Works offline'
   */
  changelog!: string;

  /**
   * The number of its files.
   * @example 12
   */
  fileCount!: number;

  /**
   * The size of all its files.
   * @example 48231
   */
  bytes!: number;

  /** Whether its files are kept, so that it can be downloaded. */
  downloadable!: boolean;

  /** @example '2026-01-15T09:30:00.000Z' */
  publishedAt!: string;
}

/** A cursor step or page of the published versions of an app. */
export class AppVersionsDto extends ListOf(AppVersionDto) {}
