import { Controller, Get, Header, Param } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { Answers, AnswersFile, type FileAnswer, Tag, WithoutDatabase } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { ImageFilesService } from './image-files.service.js';

@Tag('Apps', 'The apps of a store, for everyone.')
@Public()
@Priority('vital')
@Controller('v1/stores/:tenant/images')
export class ImageFilesController {
  constructor(private readonly images: ImageFilesService) {}

  /**
   * Read an image of a store, by a URL that an app’s page or list has. It never changes, and pages of any origin may show it.
   * Where the server keeps files in a bucket, the answer is a redirect to it.
   */
  @Get(':file')
  @AnswersFile('image/webp')
  @Header('Cross-Origin-Resource-Policy', 'cross-origin')
  @WithoutDatabase()
  @Answers('image_not_found', 'storage_unavailable')
  readImage(@Param('file') file: string): Promise<FileAnswer> {
    return this.images.read(currentTenant().id, file);
  }
}
