import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ListOf, ListQueryOf } from '#platform/http';
import { ImageUrlsDto, ScreenshotDto } from '../images/images.dto.js';
import { AppFiltersDto } from '../search/search.dto.js';

/** The sorts of a store's apps; `-` for descending. */
export const appSorts = [
  'name',
  '-name',
  'createdAt',
  '-createdAt',
  'updatedAt',
  '-updatedAt',
  'downloads',
  '-downloads',
  '-relevance',
] as const;
export type AppSort = (typeof appSorts)[number];

/** Whether an app can be downloaded and, where not, why. */
export const downloadStates = ['ready', 'pending', 'too_large', 'not_kept'] as const;
export type DownloadState = (typeof downloadStates)[number];

/** Selects and sorts the apps of a store. */
export class AppsQueryDto extends ListQueryOf(AppFiltersDto) {
  /**
   * By name, creation, last change, downloads or, with `search`, relevance; `-` for descending. By default `-relevance` with
   * `search`, else `name`. Case and accents are ignored.
   * @example '-createdAt'
   */
  @IsOptional()
  @IsIn(appSorts)
  sort?: AppSort;
}

/** An app in a list. */
export class AppDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /**
   * Its name in URLs, unique in its store; it never changes.
   * @example 'nestjs-common'
   */
  slug!: string;

  /** @example '@nestjs/common' */
  name!: string;

  /**
   * One line, up to 280 characters.
   * @example 'Nest - modern, fast, powerful node.js web framework (@common)'
   */
  summary!: string;

  /**
   * Up to 20, in alphabetical order.
   * @example ['framework', 'nodejs']
   */
  tags!: string[];

  /** @example 'MIT' */
  licence!: string | null;

  /** @example 'Kamil Mysliwiec' */
  author!: string | null;

  /** @example '12.5.1' */
  version!: string;

  icon!: ImageUrlsDto | null;

  /**
   * Whether the version that the store shows can be downloaded: `ready`; `pending`, its files are still being kept; `too_large`,
   * they are larger than what the import keeps; `not_kept`, only their names and sizes are known.
   * @example 'ready'
   */
  @ApiProperty({ enum: downloadStates })
  download!: DownloadState;

  /** @example '2026-01-15T09:30:00.000Z' */
  createdAt!: string;

  /** @example '2026-01-15T09:30:00.000Z' */
  updatedAt!: string;

  /** `similar`: a guess of a search, since the app does not have the words, but its name resembles them. Others do not have it. */
  matched?: 'similar';
}

/** One file of an app. */
export class FileDto {
  /** @example 'src/index.js' */
  path!: string;

  /** @example 1024 */
  bytes!: number;
}

/** An app with everything that its page shows. */
export class AppDetailDto extends OmitType(AppDto, ['matched']) {
  /**
   * Markdown as its author wrote it, up to 64 KB; not safe to show as HTML.
   * @example '# Nest'
   */
  description!: string;

  /**
   * An http or https address.
   * @example 'https://nestjs.com'
   */
  homepage!: string | null;

  /** In the order in which they are shown. */
  screenshots!: ScreenshotDto[];

  /** Of its version, the first 10,000 by path. */
  files!: FileDto[];

  /**
   * The number of all its files.
   * @example 12
   */
  fileCount!: number;

  /**
   * The size of all its files.
   * @example 48231
   */
  bytes!: number;

  /**
   * How often it was downloaded, as of some minutes ago.
   * @example 1204
   */
  downloads!: number;

  /** Whether its files are kept, so that it can be downloaded; where not, `download` says why. */
  downloadable!: boolean;
}

/** A cursor step or page of a store's apps. */
export class AppsDto extends ListOf(AppDto) {}
