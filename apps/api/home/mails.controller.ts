import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Header,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Priority, Public } from '#platform/access';
import { Settings } from '#platform/config';
import { httpProblems, MaxLength } from '#platform/http';
import { sentMails } from '#platform/mail';
import { declareRoute } from '#platform/routes';
import { mailsPage } from './mails-page.js';
import { comesFromOwnMachine } from './own-machine.js';
import { asPage } from './page.js';
import { isOfThisAccount } from './same-account.js';

/** Mails of an answer, at most. */
const MOST = 50;

/** Mails hold links that give access to accounts: to all but who may read their files, the route is not there. */
class OwnAccount implements CanActivate {
  /** @throws Problem `route_not_found` (404) */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers, raw } = context.switchToHttp().getRequest<FastifyRequest>();
    // From another site, even another port of this machine, by a browser.
    const site = headers['sec-fetch-site'] ?? 'none';
    // Safari names no site over http.
    const sameOrigin = headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;
    const isOwn = comesFromOwnMachine(headers) && (site === 'none' || site === 'same-origin') && sameOrigin;
    if (!isOwn || !(await isOfThisAccount(raw.socket))) throw httpProblems.route_not_found();
    return true;
  }
}

/** Selects mails. */
class MailsQueryDto {
  /** Only those to this address. */
  @IsOptional()
  @MaxLength(254)
  to?: string;
}

/** The mails that a deployment on somebody's own machine sent. Only `hasMailsPage` adds it to a process. */
@ApiExcludeController()
@Public()
@Priority('normal')
// Or an unknown parameter would be refused before the guard, and tell strangers that the route is there.
@declareRoute({ anyQuery: true })
@UseGuards(OwnAccount)
@Controller('dev/mails')
export class MailsController {
  constructor(private readonly settings: Settings) {}

  /** As a page or, with `Accept: application/json`, as JSON; `unread` counts the files that could not be read. */
  @Get()
  @Header('cache-control', 'no-store')
  @Header('cross-origin-resource-policy', 'same-origin')
  @Header('vary', 'Accept, Accept-Language')
  async list(
    @Query() { to }: MailsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { mails, unread } = await sentMails(this.settings, MOST, to);
    if (request.headers.accept?.includes('application/json')) return { data: mails, unread };
    const { locale } = request.palier;
    asPage(reply, locale);
    return mailsPage({ mails, unread }, locale);
  }
}
