import { IsOptional, IsUUID, ValidateIf } from 'class-validator';
import { IsSetBetween, Length } from '#platform/http';
import { OneLine } from '../studio/studio.dto.js';

/** The most screenshots of an app. */
export const mostScreenshots = 8;

/** Says what a new screenshot shows. */
export class CaptionQueryDto {
  /**
   * What it shows, for those who cannot see it: 1 to 200 characters on one line.
   * @example 'The list of notes, offline'
   */
  @IsOptional()
  @Length(1, 200)
  @OneLine()
  caption?: string;
}

/** Says what a screenshot shows. */
export class CaptionDto {
  /**
   * For those who cannot see it: 1 to 200 characters on one line; null for none.
   * @example 'The list of notes, offline'
   */
  @ValidateIf((_dto: object, value: unknown) => value !== null)
  @Length(1, 200)
  @OneLine()
  caption!: string | null;
}

/** The order of an app’s screenshots. */
export class ScreenshotOrderDto {
  /**
   * Each screenshot of the app once, the first to show first.
   * @example ['0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f']
   */
  @IsSetBetween(0, mostScreenshots)
  @IsUUID(undefined, { each: true })
  ids!: string[];
}

/** Where an image is, in three sizes, all WebP. The content of a URL never changes. */
export class ImageUrlsDto {
  /**
   * Of an icon 64 pixels square, of a screenshot up to 320 wide.
   * @example 'https://api.example/v1/stores/wistant/images/3q2-7wAR.webp'
   */
  small!: string;

  /**
   * Of an icon 128 pixels square, of a screenshot up to 960 wide.
   * @example 'https://api.example/v1/stores/wistant/images/Tn5z3q2-.webp'
   */
  medium!: string;

  /**
   * Of an icon 512 pixels square, of a screenshot up to 1,920 wide.
   * @example 'https://api.example/v1/stores/wistant/images/9AbzTn5z.webp'
   */
  large!: string;
}

/** A screenshot of an app. */
export class ScreenshotDto extends ImageUrlsDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /**
   * Of the large one, in pixels.
   * @example 1920
   */
  width!: number;

  /**
   * Of the large one, in pixels.
   * @example 1080
   */
  height!: number;

  /**
   * What it shows, for those who cannot see it.
   * @example 'The list of notes, offline'
   */
  caption!: string | null;
}

/** The icon and the screenshots of an app. */
export class ImagesDto {
  icon!: ImageUrlsDto | null;

  /** In the order in which they are shown. */
  screenshots!: ScreenshotDto[];
}
