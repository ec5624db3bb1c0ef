import { Injectable } from '@nestjs/common';
import type { FileAnswer } from '#platform/http';
import { BlobDelivery } from '#platform/storage';
import { ImageUrls } from './image-urls.js';
import { imagesProblems } from './images.errors.js';

/** How long a link of the bucket works to which a URL leads, in seconds. */
const BUCKET_LINK_SECONDS = 300;
const contentType = 'image/webp';
/** A URL leads to the same bytes for good. */
const cacheControl = 'public, max-age=31536000, immutable';

/** Gives images to everyone who has their URL. */
@Injectable()
export class ImageFilesService {
  constructor(
    private readonly urls: ImageUrls,
    private readonly delivery: BlobDelivery,
  ) {}

  /**
   * The image of a URL. Uses no database.
   *
   * @param name the last part of the URL, as in `<token>.webp`
   * @throws Problem `image_not_found` (404), `storage_unavailable` (503)
   */
  async read(tenantId: string, name: string): Promise<FileAnswer> {
    const file = name.endsWith('.webp') ? this.urls.fileOf(tenantId, name.slice(0, -'.webp'.length)) : undefined;
    if (!file) throw imagesProblems.image_not_found();
    const { digest, bytes: size } = file;
    const link = { seconds: BUCKET_LINK_SECONDS, contentType, contentDisposition: 'inline', cacheControl };
    const source = await this.delivery.of({ tenantId, digest }, size, link);
    if (!source) throw imagesProblems.image_not_found();
    return { size, contentType, cacheControl, etag: `"${digest}"`, digest: Buffer.from(digest, 'hex'), source };
  }
}
