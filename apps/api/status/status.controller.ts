import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Priority, Public } from '#platform/access';
import { Degradation, declaredDegradations } from '#platform/degradation';
import { Tag, WithoutDatabase } from '#platform/http';
import type { Locale } from '#platform/problems';
import { ProductContexts, platformTenant } from '#platform/tenancy';
import { products } from '#tenants';
import { asPage } from '../home/page.js';
import { StatusDto } from './status.dto.js';
import { StatusDays } from './status-days.js';
import { statusPage } from './status-page.js';

/** For everybody: what works and what is cut. Neither tenants nor processes are named. */
@Tag('Status', 'For everybody: what works and what is cut.')
@Controller('status')
export class StatusController {
  constructor(
    private readonly degradation: Degradation,
    private readonly contexts: ProductContexts,
    private readonly days: StatusDays,
  ) {}

  /**
   * Read what works and what is cut.
   *
   * @remarks As a page where `Accept` has `text/html`. As the process that answers sees it.
   */
  @Get()
  @Public()
  @Priority('vital')
  @WithoutDatabase()
  @ApiOkResponse({ type: StatusDto })
  readStatus(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): StatusDto | string {
    const { locale } = request.palier;
    const status = this.status(locale);
    reply.header('vary', 'Accept, Accept-Language').header('cache-control', 'no-cache');
    if (!/\btext\/html\b/i.test(request.headers.accept ?? '')) return status;
    asPage(reply, locale);
    return statusPage(status, locale);
  }

  private status(locale: Locale): StatusDto {
    const { level, since } = this.degradation.present;
    const cut = declaredDegradations().filter((each) => this.degradation.cuts(each));
    const ofProducts = products
      .filter(({ id }) => id !== platformTenant.product)
      .map(({ id, name }) => {
        const cutHere = cut.filter((each) => this.contexts.includes(id, each.name.split('.')[0] ?? ''));
        const state = cutHere.length > 0 ? 'reduced' : 'works';
        return { product: id, name: name[locale], state, cut: cutHere.map(({ what }) => what[locale]) };
      });
    const days = this.days.lastRead();
    return { level, since, products: ofProducts, days: days ? [...days] : null };
  }
}
