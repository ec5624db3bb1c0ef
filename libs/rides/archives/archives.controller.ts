import { Controller, Get, Post, Query } from '@nestjs/common';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, BodyStream, Id, ofUploads, StreamedBody, Tag, type UploadedBody } from '#platform/http';
import type { Operation } from '#platform/operations';
import { ridesProblems } from '../rides.errors.js';
import { ArchiveFilesDto, ArchiveFilesQueryDto } from './archives.dto.js';
import { ArchivesService, LARGEST_ARCHIVE } from './archives.service.js';

@Tag('Ride archives', 'ZIPs of many rides, as other services export them.')
@Priority('normal')
@Controller('v1/rides/archives')
export class RideArchivesController {
  constructor(private readonly archives: ArchivesService) {}

  /**
   * Upload a ZIP of up to 2 GiB, with up to 5,000 files that are named as recordings: `.fit`, `.gpx`, `.tcx`, each also with `.gz`.
   * The operation makes rides of them; its result says how many files were `stored`, `duplicate` and `refused`, how many were
   * `passedOver` because of their name, and how many `rides` there are more. What became of each file is at
   * `/v1/rides/archives/{id}/files`, under the id of the operation, for 30 days. One archive of a rider is at work at a time.
   */
  @Post()
  @Allow('rides.write', { least: 'member' })
  @StreamedBody({
    types: ['application/zip', 'application/octet-stream', 'application/x-zip-compressed'],
    limit: LARGEST_ARCHIVE,
    required: true,
  })
  @StartsOperation()
  @Answers('no_account', 'archive_at_work', 'too_many_operations', ...ofUploads)
  upload(@BodyStream() body: UploadedBody, @Caller() caller: Caller): Promise<Operation> {
    return this.archives.begin(personOf(caller), body);
  }

  /** List what became of the files of an archive, in their order in it; while it is at work, of those that were read. */
  @Get(':id/files')
  @Allow('rides.read', { least: 'member' })
  @Answers('no_account', 'archive_not_found')
  files(
    @Id('id', ridesProblems.archive_not_found) id: string,
    @Query() query: ArchiveFilesQueryDto,
    @Caller() caller: Caller,
  ): Promise<ArchiveFilesDto> {
    return this.archives.files(personOf(caller), id, query);
  }
}
