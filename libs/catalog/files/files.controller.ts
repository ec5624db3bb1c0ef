import { Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { Allow, Caller, Priority } from '#platform/access';
import { StartsOperation, WaitQueryDto, WaitsForOperation } from '#platform/admin';
import {
  Answers,
  BodyStream,
  ListQueryDto,
  ofUploads,
  StreamedBody,
  Tag,
  type UploadedBody,
  uploaderOf,
} from '#platform/http';
import type { Operation } from '#platform/operations';
import { Archives } from '../archives/archives.js';
import { largestArchive, largestFile } from './file-limits.js';
import { FilePathDto, FilesDto, VersionFileDto } from './files.dto.js';
import { FilesService } from './files.service.js';

/** Programs disagree on how gzip is called, and some call all files alike. */
const archiveTypes = ['application/zip', 'application/gzip', 'application/x-gzip', 'application/octet-stream'] as const;

const ofDrafts = ['version_not_found', 'app_deleting', 'version_not_draft', 'version_busy'] as const;
const write = () => Allow('catalog.write', { least: 'editor' });

@Tag('Files', 'The files of a draft, one by one or as an archive.')
@Priority('normal')
@Controller('v1/catalog/apps/:slug/versions/:version')
export class FilesController {
  constructor(
    private readonly files: FilesService,
    private readonly archives: Archives,
  ) {}

  /**
   * List the files of a version, by path, with the SHA-256 of each: an upload of many files that was cut off goes on with
   * those that are missing.
   */
  @Get('files')
  @Allow('catalog.read', { least: 'member' })
  @Answers('version_not_found')
  list(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Query() query: ListQueryDto,
    @Caller() { tenantId }: Caller,
  ): Promise<FilesDto> {
    return this.files.list(tenantId, slug, version, query);
  }

  /**
   * Upload a file of a draft, in place of one with the same path. With Content-Digest, a body that arrived otherwise is
   * refused. Whatever is cut off leaves nothing: send it again.
   */
  @Put('files')
  @write()
  @StreamedBody({ types: ['application/octet-stream'], limit: largestFile })
  @Answers(...ofDrafts, ...ofUploads, 'path_refused', 'path_clashes', 'too_many_files')
  upload(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Query() { path }: FilePathDto,
    @BodyStream() body: UploadedBody,
    @Caller() caller: Caller,
  ): Promise<VersionFileDto> {
    return this.files.upload(uploaderOf(caller), slug, version, path, body);
  }

  /** Delete a file of a draft. */
  @Delete('files')
  @HttpCode(204)
  @write()
  @Answers(...ofDrafts, 'file_not_found')
  async delete(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Query() { path }: FilePathDto,
    @Caller() { tenantId }: Caller,
  ): Promise<void> {
    await this.files.delete(tenantId, slug, version, path);
  }

  /**
   * Upload all files of a draft as a ZIP or a gzipped tar, in place of those that it has. Where all entries of a tar are in the
   * folder `package`, as `npm pack` has it, their paths are those within it. A worker checks and unpacks the archive: where an
   * entry is refused, the operation fails and names it, and the draft stays as it was. The bytes tell the two formats, not the
   * type. What macOS adds (`__MACOSX/`, `.DS_Store`, `._x` beside `x`) is left out: `leftOut` in the result has how many `files`
   * these are, and up to 20 `paths`. With `wait` the answer is 200 with the operation where it ends within that time.
   */
  @Post('archive')
  @write()
  @StreamedBody({ types: archiveTypes, limit: largestArchive, required: true })
  @StartsOperation()
  @WaitsForOperation()
  @Answers(...ofDrafts, ...ofUploads)
  unpack(
    @Param('slug') slug: string,
    @Param('version') version: string,
    @Query() _wait: WaitQueryDto,
    @BodyStream() body: UploadedBody,
    @Caller() caller: Caller,
  ): Promise<Operation> {
    return this.archives.begin(uploaderOf(caller), slug, version, body);
  }
}
