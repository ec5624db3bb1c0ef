import { Controller, Get, Post, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import {
  Answers,
  AnswersFile,
  BodyStream,
  type FileAnswer,
  Id,
  StreamedBody,
  Tag,
  type UploadedBody,
} from '#platform/http';
import type { Operation } from '#platform/operations';
import { mayRead, mayWrite } from '../feeds.access.js';
import { feedsProblems } from '../feeds.errors.js';
import { ImportLinesDto, ImportLinesQueryDto } from './import-lines.dto.js';
import { OpmlService } from './opml.service.js';

/** Some thousand feeds take less than one megabyte. */
const MOST_BYTES = 5 * 2 ** 20;
/** A route that takes an OPML file. @param others media types that it accepts beside those of OPML */
export const OpmlBody = (...others: readonly string[]) =>
  StreamedBody({
    types: ['text/x-opml', 'text/xml', 'application/xml', ...others],
    limit: MOST_BYTES,
    limitedAsWhole: true,
    required: true,
  });

@Tag('OPML', 'Lists of feeds, from and for other feed readers.')
@Priority('normal')
@Controller('v1/feeds')
export class OpmlController {
  constructor(private readonly opml: OpmlService) {}

  /**
   * Import the feeds of an OPML file, with their folders. The result of the operation says how many were `added`, `known` and
   * `refused`; what became of each line is at `/v1/feeds/imports/{id}/lines`, under the id of the operation, for 30 days.
   */
  @Post('opml')
  @mayWrite()
  @OpmlBody()
  @StartsOperation()
  @Answers('opml_malformed', 'opml_too_large', 'feed_parse_timeout', 'documents_busy')
  import(@BodyStream() body: UploadedBody, @Caller() { tenantId }: Caller): Promise<Operation> {
    return this.opml.import(tenantId, body);
  }

  /** List what became of the lines of an imported file. */
  @Get('imports/:id/lines')
  @mayRead()
  @Answers('import_not_found')
  lines(
    @Id('id', feedsProblems.import_not_found) id: string,
    @Query() query: ImportLinesQueryDto,
    @Caller() { tenantId }: Caller,
  ): Promise<ImportLinesDto> {
    return this.opml.lines(tenantId, id, query);
  }

  /** Export what the tenant follows as OPML 2.0, with its folders and without credentials. */
  @Get('opml')
  @mayRead()
  @AnswersFile('text/x-opml')
  export(@Caller() { tenantId }: Caller): Promise<FileAnswer> {
    return this.opml.export(tenantId);
  }
}
