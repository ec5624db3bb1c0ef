import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers, BodyStream, ofUploads, StreamedBody, Tag, type UploadedBody, uploaderOf } from '#platform/http';
import { imageTypes } from './image-format.js';
import {
  CaptionDto,
  CaptionQueryDto,
  ImagesDto,
  ImageUrlsDto,
  ScreenshotDto,
  ScreenshotOrderDto,
} from './images.dto.js';
import { ImagesService, largestUpload } from './images.service.js';

const write = () => Allow('catalog.write', { least: 'editor' });
/** Not `@Id`: of an app that there is not, nothing else is said. */
const OfScreenshot = () => ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } });
const upload = (limit: number) => StreamedBody({ types: [...imageTypes], limit, required: true });
const ofApps = ['app_not_found', 'app_deleting'] as const;
const ofImages = ['image_refused', 'images_busy', ...ofUploads] as const;

@Tag('Images', 'The icon and the screenshots of an app.')
@Priority('normal')
@Controller('v1/catalog/apps/:slug')
export class ImagesController {
  constructor(private readonly images: ImagesService) {}

  /** Read where the icon and the screenshots of an app are. */
  @Get('images')
  @Allow('catalog.read', { least: 'member' })
  @Answers('app_not_found')
  readImages(@Param('slug') slug: string, @Caller() { tenantId }: Caller): Promise<ImagesDto> {
    return this.images.ofApp(tenantId, slug);
  }

  /**
   * Upload the icon of an app, in place of the one that it has: PNG, JPEG or WebP of up to 25 million pixels and 16,383 a
   * side. It is converted to WebP and centred on a transparent square; of an animation the first frame stays, and
   * of metadata nothing.
   */
  @Put('icon')
  @write()
  @upload(largestUpload.icon)
  @Answers(...ofApps, ...ofImages)
  setIcon(
    @Param('slug') slug: string,
    @BodyStream() body: UploadedBody,
    @Caller() caller: Caller,
  ): Promise<ImageUrlsDto> {
    return this.images.setIcon(uploaderOf(caller), slug, body);
  }

  /** Delete the icon of an app. */
  @Delete('icon')
  @HttpCode(204)
  @write()
  @Answers(...ofApps, 'image_not_found')
  async deleteIcon(@Param('slug') slug: string, @Caller() { tenantId }: Caller): Promise<void> {
    await this.images.delete(tenantId, slug, 'icon');
  }

  /** Upload a screenshot of an app, of which there may be eight. It is converted as an icon is, but never enlarged. */
  @Post('screenshots')
  @write()
  @upload(largestUpload.screenshot)
  @Answers(...ofApps, ...ofImages, 'too_many_screenshots')
  addScreenshot(
    @Param('slug') slug: string,
    @Query() { caption }: CaptionQueryDto,
    @BodyStream() body: UploadedBody,
    @Caller() caller: Caller,
  ): Promise<ScreenshotDto> {
    return this.images.addScreenshot(uploaderOf(caller), slug, body, caption ?? null);
  }

  /** Put the screenshots of an app in order. */
  @Put('screenshots/order')
  @HttpCode(204)
  @write()
  @Answers(...ofApps, 'screenshots_differ')
  async orderScreenshots(
    @Param('slug') slug: string,
    @Body() { ids }: ScreenshotOrderDto,
    @Caller() { tenantId }: Caller,
  ): Promise<void> {
    await this.images.order(tenantId, slug, ids);
  }

  /** Say what a screenshot shows. */
  @Patch('screenshots/:id')
  @OfScreenshot()
  @write()
  @Answers(...ofApps, 'image_not_found')
  captionScreenshot(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Body() { caption }: CaptionDto,
    @Caller() { tenantId }: Caller,
  ): Promise<ScreenshotDto> {
    return this.images.caption(tenantId, slug, id, caption);
  }

  /** Delete a screenshot. */
  @Delete('screenshots/:id')
  @OfScreenshot()
  @HttpCode(204)
  @write()
  @Answers(...ofApps, 'image_not_found')
  async deleteScreenshot(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() { tenantId }: Caller,
  ): Promise<void> {
    await this.images.delete(tenantId, slug, 'screenshot', id);
  }
}
