import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Priority } from '#platform/access';
import { OperationDto, presentOperation } from '#platform/admin';
import { Answers } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { localeOf } from '#platform/problems';
import { PurgeDto } from './purges.dto.js';
import { Purges } from './purges.js';

@Priority('normal')
@Controller('v1/platform/tenants/:slug/purge')
export class PurgesController {
  constructor(private readonly purges: Purges) {}

  /** Purge a deleted tenant now, without waiting for the end of its grace period. It cannot be restored. */
  @Post()
  @HttpCode(202)
  @Allow('platform.tenants.write')
  @Idempotent()
  @Answers('tenant_not_found', 'tenant_not_deleted')
  async begin(
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationDto> {
    const operation = await this.purges.begin(slug);
    reply.header('location', `/v1/operations/${operation.id}`);
    return presentOperation(operation, localeOf(request.headers['accept-language']));
  }

  /** Read the progress of a tenant's purge, and its receipt once it has ended. */
  @Get()
  @Allow('platform.tenants.read')
  @Answers('tenant_not_found', 'purge_not_found')
  async read(@Param('slug') slug: string): Promise<PurgeDto> {
    return presentPurge(await this.purges.of(slug));
  }
}

function presentPurge(purge: Awaited<ReturnType<Purges['of']>>): PurgeDto {
  return { ...purge, emptied: [...purge.emptied], waitingFor: [...purge.waitingFor] };
}
