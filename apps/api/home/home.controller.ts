import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Priority, Public } from '#platform/access';
import { Degradation } from '#platform/flags';
import { pageReferrerPolicy } from '#platform/http';
import { Ladder } from '../ladder.js';
import { homePage } from './home-page.js';
import { RecentStores } from './recent-stores.js';

/** The home page, for people: what runs here and what to try. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(
    private readonly ladder: Ladder,
    private readonly stores: RecentStores,
    private readonly degradation: Degradation,
  ) {}

  @Get()
  @Public()
  @Priority('normal')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('referrer-policy', pageReferrerPolicy)
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { locale } = request.palier;
    const page = homePage(
      {
        origin: `${request.protocol}://${request.host}`,
        ladder: this.ladder,
        level: this.degradation.level,
        ...(await this.stores.show()),
      },
      locale,
    );
    reply.header('content-language', locale).header('vary', 'Accept-Language').header('cache-control', 'no-cache');
    reply.header('content-security-policy', page.contentSecurityPolicy);
    return page.html;
  }
}
