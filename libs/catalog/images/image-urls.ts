import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { publicUrlOf, Settings } from '#platform/config';
import { MasterKey } from '#platform/keys';
import { TenantDirectory } from '#platform/tenancy';
import type { ImagesDto, ImageUrlsDto, ScreenshotDto } from './images.dto.js';
import type { AppImages, ImageFile, ImageFiles, ScreenshotRow } from './images.sql.js';

/** A token is the digest, the length of the content in four bytes, and a MAC. */
const digestBytes = 32;
const macAt = digestBytes + 4;
const macBytes = 16;
/** Of the key that makes MACs. */
const PURPOSE = 'catalog.images';

/**
 * The public URLs of images. Each says where its content is, with a MAC: so it is sent without the database, and no other
 * file of the tenant can be asked for by its digest.
 */
@Injectable()
export class ImageUrls {
  constructor(
    private readonly master: MasterKey,
    private readonly directory: TenantDirectory,
    private readonly settings: Settings,
  ) {}

  of(tenantId: string, { small, medium, large }: ImageFiles): ImageUrlsDto {
    const store = `${publicUrlOf(this.settings)}/v1/stores/${this.directory.byId(tenantId)?.slug}`;
    const url = (file: ImageFile) => `${store}/images/${this.token(tenantId, file)}.webp`;
    return { small: url(small), medium: url(medium), large: url(large) };
  }

  ofScreenshot(tenantId: string, row: ScreenshotRow): ScreenshotDto {
    const { id, width, height, caption } = row;
    return { id, ...this.of(tenantId, row), width, height, caption };
  }

  /** The icon, null where there is none, and the screenshots of an app. */
  ofApp(tenantId: string, { icon, screenshots }: AppImages): ImagesDto {
    return {
      icon: icon && this.of(tenantId, icon),
      screenshots: screenshots.map((row) => this.ofScreenshot(tenantId, row)),
    };
  }

  /** What a token names; undefined where it is not one of this tenant. */
  fileOf(tenantId: string, token: string): ImageFile | undefined {
    const bytes = Buffer.from(token, 'base64url');
    // Node passes over other characters: each image has one URL.
    if (bytes.length !== macAt + macBytes || bytes.toString('base64url') !== token) return undefined;
    const named = bytes.subarray(0, macAt);
    const given = bytes.subarray(macAt);
    if (!this.master.derivations(PURPOSE).some((key) => timingSafeEqual(given, mac(key, tenantId, named)))) {
      return undefined;
    }
    return { digest: named.toString('hex', 0, digestBytes), bytes: named.readUInt32BE(digestBytes) };
  }

  private token(tenantId: string, { digest, bytes }: ImageFile): string {
    const named = Buffer.alloc(macAt);
    named.write(digest, 'hex');
    named.writeUInt32BE(bytes, digestBytes);
    return Buffer.concat([named, mac(this.master.derive(PURPOSE), tenantId, named)]).toString('base64url');
  }
}

function mac(key: Buffer, tenantId: string, named: Buffer): Buffer {
  return createHmac('sha256', key).update(tenantId).update(named).digest().subarray(0, macBytes);
}
