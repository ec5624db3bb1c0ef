import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Priority, Public } from '#platform/access';
import { Settings } from '#platform/config';
import { Degradation } from '#platform/flags';
import { pageReferrerPolicy } from '#platform/http';
import { Ladder } from '../ladder.js';
import { homePage, type Inside } from './home-page.js';
import { RecentStores } from './recent-stores.js';

/** A HOST that only this machine reaches. */
const loopback = /^(127\.|::1$|localhost$)/;
/** A Host header of this machine. */
const loopbackName = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)(:\d+)?$/i;
/** What proxies add, one or another. */
const proxied = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];

/** The home page, for people: what runs here and what to try. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(
    private readonly ladder: Ladder,
    private readonly stores: RecentStores,
    private readonly degradation: Degradation,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Public()
  @Priority('normal')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('referrer-policy', pageReferrerPolicy)
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { locale } = request.palier;
    const origin = `${request.protocol}://${request.host}`;
    const page = homePage({ origin, step: this.ladder.step, inside: await this.inside(request) }, locale);
    reply.header('content-language', locale).header('vary', 'Accept-Language').header('cache-control', 'no-cache');
    reply.header('content-security-policy', page.contentSecurityPolicy);
    return page.html;
  }

  /**
   * Nothing where others than who runs the deployment can open the page: a proxy before it adds a header or passes on
   * another name, and so does a page whose own name leads here.
   */
  private async inside({ headers }: FastifyRequest): Promise<Inside | undefined> {
    if (this.ladder.step !== 'solo' || !loopback.test(this.settings.host)) return undefined;
    if (!loopbackName.test(headers.host ?? '') || proxied.some((name) => name in headers)) return undefined;
    return { ladder: this.ladder, level: this.degradation.level, ...(await this.stores.show()) };
  }
}
