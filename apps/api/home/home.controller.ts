import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Priority, Public } from '#platform/access';
import { Settings } from '#platform/config';
import { Degradation } from '#platform/degradation';
import { TenantDirectory } from '#platform/tenancy';
import { productOf } from '#tenants';
import { Ladder } from '../ladder.js';
import { homePage, type Inside } from './home-page.js';
import { comesFromOwnMachine, hasMailsPage, servesOwnMachine } from './own-machine.js';
import { asPage } from './page.js';
import { RecentStores } from './recent-stores.js';

/** Tenants that are not stores, at most; the oldest. */
const MOST_TENANTS = 20;

/** The home page, for people: what runs here and what to try. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(
    private readonly ladder: Ladder,
    private readonly stores: RecentStores,
    private readonly degradation: Degradation,
    private readonly settings: Settings,
    private readonly directory: TenantDirectory,
  ) {}

  @Get()
  @Public()
  @Priority('normal')
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { locale } = request.palier;
    const origin = `${request.protocol}://${request.host}`;
    asPage(reply, locale);
    reply.header('vary', 'Accept-Language').header('cache-control', 'no-cache');
    return homePage({ origin, step: this.ladder.step, inside: await this.inside(request) }, locale);
  }

  /** Nothing where others than who runs the deployment can open the page. */
  private async inside({ headers }: FastifyRequest): Promise<Inside | undefined> {
    if (!servesOwnMachine(this.settings, this.ladder) || !comesFromOwnMachine(headers)) return undefined;
    return {
      ladder: this.ladder,
      level: this.degradation.level,
      ...(await this.stores.show()),
      tenants: this.otherTenants(),
      mails: hasMailsPage(this.settings, this.ladder),
    };
  }

  /** Stores are shown by themselves. */
  private otherTenants(): Inside['tenants'] {
    const others = [...this.directory.all()].filter(
      (tenant) => tenant.state === 'active' && !productOf(tenant).contexts.includes('catalog'),
    );
    // Ids are in the order of creation.
    return others
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, MOST_TENANTS)
      .map((tenant) => ({ slug: tenant.slug, name: tenant.name, product: productOf(tenant).name }));
  }
}
