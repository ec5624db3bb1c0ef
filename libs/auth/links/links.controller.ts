import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AlsoForOperators, Priority, Public } from '#platform/access';
import { httpProblems, pageReferrerPolicy } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { isLinkPage } from '../mails/link-to.js';
import { linkPage } from './link-page.js';

/** The pages that mailed links open, so that a tenant without an application of its own can be used. */
@ApiExcludeController()
@Controller('auth/:tenant')
export class LinksController {
  @Get(':page')
  @Public()
  @AlsoForOperators()
  @Priority('normal')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('referrer-policy', pageReferrerPolicy)
  @Header('cache-control', 'no-cache')
  show(
    @Param('page') page: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    if (!isLinkPage(page)) throw httpProblems.not_found();
    const { locale } = request.palier;
    const { html, contentSecurityPolicy } = linkPage(page, currentTenant(), locale);
    reply.header('content-language', locale).header('vary', 'Accept-Language');
    reply.header('content-security-policy', contentSecurityPolicy);
    return html;
  }
}
