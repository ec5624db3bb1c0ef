import { Injectable } from '@nestjs/common';
import { Problem } from '#platform/problems';
import { Turns } from '#platform/turns';
import { type FoundImage, imageIn, imageTypeOf } from './image-format.js';
import { imageRefused, imagesProblems } from './images.errors.js';

export type ImageKind = 'icon' | 'screenshot';

/** An image in the sizes that pages show, all WebP. */
export interface ConvertedImage {
  /** Small, medium and large. */
  readonly files: readonly Buffer[];
  /** Of the large one, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Of icons the side, of screenshots the most that they are wide, in pixels; they are at most four times as tall. */
const sizes = { icon: [64, 128, 512], screenshot: [320, 960, 1920] } as const;
/** The most pixels of an image: 100 MB once it is decoded. */
const mostPixels = 25_000_000;
/** The most pixels of a side, as of WebP: the same pixels in one column take eight times as long as in a square. */
const longestSide = 16_383;
/** For each step, in seconds: an image of the most pixels takes less than 2 in all. It does not interrupt the decoder of JPEG. */
const timeout = { seconds: 10 };
/** The operations of libvips that read the formats that are accepted, from memory. */
const readers = ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadWebpBuffer'];
/** Images that wait while one is converted, on disk: of a tenant, as a page may send all of an app at once, and of all. */
const mostWaiting = { ofTenant: 20, inAll: 80 };

/** Converts images, even hostile ones, one at a time: each may take 400 MB for a moment. Tenants take turns. */
@Injectable()
export class ImageConverter {
  private readonly turns = new Turns({
    atOnce: 1,
    waiting: mostWaiting.inAll,
    waitingOfTenant: mostWaiting.ofTenant,
    assumedMs: 500,
    busy: imagesProblems.images_busy,
  });

  /**
   * The first frame, upright, in sRGB, without metadata. Screenshots are never enlarged; icons are centred on a transparent
   * square.
   *
   * @param read called when it is the image's turn, so that those that wait take no memory
   * @param announced the media type that the client gave it
   * @throws Problem `image_refused` (422), `images_busy` (503); errors of `read`
   */
  convert(tenantId: string, read: () => Promise<Buffer>, announced: string, kind: ImageKind): Promise<ConvertedImage> {
    return this.turns.take({ tenantId }, async () => checkedAndResized(await read(), announced, kind));
  }
}

async function checkedAndResized(bytes: Buffer, announced: string, kind: ImageKind): Promise<ConvertedImage> {
  const type = imageTypeOf(bytes);
  if (!type) throw imageRefused('unknown_format');
  if (type !== announced) throw imageRefused('other_type');
  const image = imageIn(bytes, type);
  if (!image) throw imageRefused('incomplete');
  if (image.tooManyScans) throw imageRefused('too_many_scans');
  try {
    return await resized(image, kind);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const { message } = error as Error;
    if (/pixel limit/.test(message)) throw imageRefused('too_large', error);
    if (/^timeout/.test(message)) throw imageRefused('too_slow', error);
    throw imageRefused(image.endAdded ? 'incomplete' : 'damaged', error);
  }
}

/** Decodes the image once: to the pixels of its largest size, of which the others are made. */
async function resized({ bytes, endAdded }: FoundImage, kind: ImageKind): Promise<ConvertedImage> {
  const sharp = await load();
  const shapeOf = (side: number) =>
    kind === 'icon'
      ? ({ width: side, height: side, fit: 'contain', background: 'transparent' } as const)
      : ({ width: side, height: 4 * side, fit: 'inside', withoutEnlargement: true } as const);
  const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: endAdded ? 'warning' : 'error' });
  const { width, height } = await image.metadata();
  if (Math.max(width, height) > longestSide) throw imageRefused('too_large');
  const { data, info } = await image
    .timeout(timeout)
    .autoOrient()
    .toColourspace('srgb')
    .resize(shapeOf(sizes[kind][2]))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const files: Buffer[] = [];
  for (const side of sizes[kind])
    files.push(
      await sharp(data, { raw: info }).timeout(timeout).resize(shapeOf(side)).webp({ quality: 80 }).toBuffer(),
    );
  return { files, width: info.width, height: info.height };
}

/** Loads libvips, which most processes never need. It keeps nothing, and reads nothing else than what is accepted. */
async function load() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: readers });
  return sharp;
}
