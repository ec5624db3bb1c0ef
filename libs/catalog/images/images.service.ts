import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database, type Transaction } from '#platform/database';
import { receiveUpload, type UploadedBody } from '#platform/http';
import { isUuid, newId } from '#platform/ids';
import { Quotas } from '#platform/quotas';
import {
  type IncomingFile,
  type ReservedRoom,
  Storage,
  storageQuota,
  type Uploader,
  UploadRoom,
} from '#platform/storage';
import { catalogProblems } from '../catalog.errors.js';
import { ChangedApps } from '../store-events/changed-apps.js';
import type { StudioAppDetailDto } from '../studio/studio.dto.js';
import { changeable } from '../studio/studio.service.js';
import { type ConvertedImage, ImageConverter, type ImageKind } from './image-converter.js';
import { ImageUrls } from './image-urls.js';
import { type ImagesDto, type ImageUrlsDto, mostScreenshots, type ScreenshotDto } from './images.dto.js';
import { imagesProblems } from './images.errors.js';
import {
  captionScreenshot,
  deleteImages,
  imagesOfApp,
  insertImage,
  orderScreenshots,
  type ScreenshotRow,
  showImages,
} from './images.sql.js';

/** The largest upload, in bytes. */
export const largestUpload = { icon: 5 * 1024 * 1024, screenshot: 10 * 1024 * 1024 } as const;

/** An image that was received and converted. */
interface NewImage {
  readonly kind: ImageKind;
  readonly caption: string | null;
  readonly image: ConvertedImage;
  readonly files: readonly IncomingFile[];
  readonly room: ReservedRoom;
}

/** The icons and screenshots of apps, for those who make them. */
@Injectable()
export class ImagesService {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly room: UploadRoom,
    private readonly converter: ImageConverter,
    private readonly urls: ImageUrls,
    private readonly quotas: Quotas,
    private readonly audit: Audit,
    private readonly cache: CacheInvalidation,
    private readonly changes: ChangedApps,
  ) {}

  /** @throws Problem `app_not_found` (404) */
  async ofApp(tenantId: string, slug: string): Promise<ImagesDto> {
    const [app] = await this.database.read({ tenantId }, imagesOfApp, slug);
    if (!app) throw catalogProblems.app_not_found();
    return this.urls.ofApp(tenantId, app);
  }

  /**
   * Receives an icon, in place of the one that the app has.
   *
   * @throws Problem `app_not_found` (404), `app_deleting` (409), `content_digest_mismatch` (400), `body_too_large` (413),
   *   `image_refused` (422), `quota_exceeded` (402), `too_many_uploads` (429), `images_busy`, `storage_unavailable` (503). Nothing is kept then.
   */
  async setIcon(uploader: Uploader, slug: string, body: UploadedBody): Promise<ImageUrlsDto> {
    return this.urls.of(uploader.tenantId, await this.add(uploader, slug, 'icon', body, null));
  }

  /** As `setIcon`, but behind the screenshots that the app has. @throws Problem `too_many_screenshots` (409) */
  async addScreenshot(
    uploader: Uploader,
    slug: string,
    body: UploadedBody,
    caption: string | null,
  ): Promise<ScreenshotDto> {
    return this.urls.ofScreenshot(uploader.tenantId, await this.add(uploader, slug, 'screenshot', body, caption));
  }

  /**
   * Deletes the icon, or one of the screenshots.
   *
   * @throws Problem `app_not_found`, `image_not_found` (404), `app_deleting` (409)
   */
  delete(tenantId: string, slug: string, kind: ImageKind, id: string | null = null): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const app = await changeable(tx, slug);
      const [gone] = id === null || isUuid(id) ? await tx.run(deleteImages, app.id, kind, id) : [];
      if (!gone?.images) throw imagesProblems.image_not_found();
      await this.changed(tx, tenantId, app, kind, -gone.bytes);
    });
  }

  /** @throws Problem `app_not_found`, `image_not_found` (404), `app_deleting` (409) */
  caption(tenantId: string, slug: string, id: string, caption: string | null): Promise<ScreenshotDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const app = await changeable(tx, slug);
      const [row] = isUuid(id) ? await tx.run(captionScreenshot, app.id, id, caption) : [];
      if (!row) throw imagesProblems.image_not_found();
      await this.changed(tx, tenantId, app, 'screenshot', 0);
      return this.urls.ofScreenshot(tenantId, row);
    });
  }

  /**
   * @param ids each screenshot of the app once, the first to show first
   * @throws Problem `app_not_found` (404), `app_deleting`, `screenshots_differ` (409)
   */
  order(tenantId: string, slug: string, ids: readonly string[]): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const app = await changeable(tx, slug);
      const [{ others } = { others: 0 }] = await tx.run(orderScreenshots, app.id, ids);
      if (others > 0) throw imagesProblems.screenshots_differ();
      await this.changed(tx, tenantId, app, 'screenshot', 0);
    });
  }

  private async add(
    uploader: Uploader,
    slug: string,
    kind: ImageKind,
    body: UploadedBody,
    caption: string | null,
  ): Promise<ScreenshotRow> {
    const { tenantId } = uploader;
    await this.assertRoom(tenantId, slug, kind);
    return this.room.reserve(uploader, { length: body.length, most: largestUpload[kind] }, async (room) => {
      const image = await this.receive(tenantId, kind, body, room);
      const files: IncomingFile[] = [];
      try {
        for (const bytes of image.files) files.push(await this.storage.receive(Readable.from([bytes]), bytes.length));
        return await this.storage.save({ tenantId }, files, (tx) =>
          this.insert(tx, tenantId, slug, { kind, caption, image, files, room }),
        );
      } finally {
        await this.storage.discard(files);
      }
    });
  }

  private async insert(
    tx: Transaction,
    tenantId: string,
    slug: string,
    { kind, caption, image, files, room }: NewImage,
  ): Promise<ScreenshotRow> {
    const app = await changeable(tx, slug);
    const [gone] = kind === 'icon' ? await tx.run(deleteImages, app.id, kind, null) : [];
    const digests = files.map(({ digest }) => digest);
    const bytes = files.map((file) => file.bytes);
    const size = [image.width, image.height] as const;
    const [row] = await tx.run(insertImage, tenantId, newId(), app.id, kind, ...size, caption, digests, bytes);
    if (!row || row.others >= mostScreenshots) throw tooMany();
    const added = bytes.reduce((sum, each) => sum + each, 0);
    await room.end(tx);
    await this.changed(tx, tenantId, app, kind, added - (gone?.bytes ?? 0));
    return row;
  }

  /** Before the body is received; it is decided once the image is added. */
  private async assertRoom(tenantId: string, slug: string, kind: ImageKind): Promise<void> {
    const [app] = await this.database.read({ tenantId }, imagesOfApp, slug);
    if (!app) throw catalogProblems.app_not_found();
    if (app.deleting) throw catalogProblems.app_deleting();
    if (kind === 'screenshot' && app.screenshots.length >= mostScreenshots) throw tooMany();
  }

  private async receive(
    tenantId: string,
    kind: ImageKind,
    body: UploadedBody,
    room: ReservedRoom,
  ): Promise<ConvertedImage> {
    const original = await receiveUpload(this.storage, body, room, largestUpload[kind]);
    try {
      return await this.converter.convert(tenantId, () => this.storage.readReceived(original), body.type, kind);
    } finally {
      await this.storage.discard([original]);
    }
  }

  private async changed(
    tx: Transaction,
    tenantId: string,
    { id, slug, listed }: StudioAppDetailDto,
    kind: ImageKind,
    bytes: number,
  ): Promise<void> {
    await tx.run(showImages, id);
    const details = { fields: kind === 'icon' ? 'icon' : 'screenshots' };
    await this.audit.record(tx, { action: 'catalog.app.changed', targetKind: 'app', targetId: id, details });
    if (listed) {
      await this.cache.within(tx, tenantId, ['apps', `app:${slug}`]);
      this.changes.tell(tx, tenantId, [slug]);
    }
    if (bytes !== 0) await this.quotas.take(tx, tenantId, storageQuota, bytes);
  }
}

const tooMany = () => imagesProblems.too_many_screenshots({ most: mostScreenshots });
