import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Priority, Public } from '#platform/access';
import { AnswersOperation, presentOperation } from '#platform/admin';
import { Answers, AnswersFile, Client, type FileAnswer, Id, Sends, Tag, WithoutDatabase } from '#platform/http';
import { type Operation, OperationDto, operationsProblems } from '#platform/operations';
import { currentTenant } from '#platform/tenancy';
import { DownloadDto, DownloadLinkDto } from './downloads.dto.js';
import { DownloadsService } from './downloads.service.js';

/** Seconds until a client should read the operation that makes a bundle. */
const POLL_AGAIN = '1';

@Tag('Downloads', 'The apps of a store as ZIPs, for everyone.')
@Public()
@Priority('vital')
@Controller('v1/stores/:tenant')
export class DownloadsController {
  constructor(private readonly downloads: DownloadsService) {}

  /**
   * Get a link to the ZIP of an app. Where nobody asked for that version lately, the ZIP is made first: the answer is 202 with
   * an operation, whoever else asks gets the same one, and once it has succeeded this request answers 200.
   */
  @Post('apps/:slug/downloads')
  @HttpCode(200)
  @ApiOkResponse({ type: DownloadLinkDto })
  @ApiAcceptedResponse({ type: OperationDto, description: 'The ZIP is being made.' })
  @Sends('Location')
  @Answers('app_not_found', 'version_not_found', 'version_not_kept', 'version_yanked', 'degraded')
  async requestDownload(
    @Param('slug') slug: string,
    @Body() { version }: DownloadDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DownloadLinkDto | OperationDto> {
    const tenant = currentTenant();
    const answer = await this.downloads.ask(tenant, slug, version);
    reply.header('cache-control', 'no-store');
    if ('url' in answer) return answer;
    const location = `/v1/stores/${tenant.slug}/operations/${answer.id}`;
    reply.code(202).headers({ location, 'retry-after': POLL_AGAIN });
    return presentOperation(answer, request.palier.locale);
  }

  /** Read an operation that makes a ZIP. Until it has ended, Retry-After says when to read it again. */
  @Get('operations/:id')
  @ApiOkResponse({ type: OperationDto })
  @AnswersOperation()
  @Answers('operation_not_found')
  readBundleOperation(@Id('id', operationsProblems.operation_not_found) id: string): Promise<Operation> {
    return this.downloads.operation(currentTenant().id, id);
  }

  /**
   * Download the ZIP of a link. A part is answered for a Range, so that a download goes on where it was cut off. Where the
   * server keeps files in a bucket, the answer is a redirect to it.
   */
  @Get('downloads/:token')
  @AnswersFile('application/zip')
  @WithoutDatabase()
  @Answers('link_not_found', 'link_expired', 'bundle_evicted', 'storage_unavailable')
  downloadBundle(@Param('token') token: string, @Client() { address }: Client): Promise<FileAnswer> {
    return this.downloads.follow(currentTenant(), token, address);
  }
}
