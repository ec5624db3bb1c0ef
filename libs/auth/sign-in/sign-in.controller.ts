import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AlsoForOperators, Priority, Public } from '#platform/access';
import { publicUrlOf, Settings } from '#platform/config';
import { Answers, Client, Tag, WithCookies } from '#platform/http';
import { currentTenant, type Tenant } from '#platform/tenancy';
import type { Begun } from './begin-session.js';
import { cookiesOf, dropRefreshToken, keepDeviceToken, keepRefreshToken } from './cookies.js';
import { type Renewed, SessionRenewal } from './session-renewal.js';
import { LoginDto, RefreshDto, TokensDto } from './sign-in.dto.js';
import { refreshRefused } from './sign-in.errors.js';
import { SignInService } from './sign-in.service.js';
import { assertTrustedPage } from './trusted-page.js';

@Tag('Sign-in', 'Registering, signing in and out, mailed links, and the keys that verify tokens.')
@Public()
@AlsoForOperators()
@WithCookies()
@Priority('vital')
@Controller('v1/auth/:tenant')
export class SignInController {
  private readonly own: string;

  constructor(
    settings: Settings,
    private readonly signIns: SignInService,
    private readonly renewal: SessionRenewal,
  ) {
    this.own = new URL(publicUrlOf(settings)).origin;
  }

  /**
   * Sign in.
   *
   * @remarks An unknown address, an unconfirmed address and a wrong password get the same answer after the same time.
   * `X-Degraded: sessions=unreplicated` means that only one server has stored the session so far.
   */
  @Post('login')
  @HttpCode(200)
  @Answers(
    'sign_in_refused',
    'too_many_attempts',
    'cookie_not_trusted',
    'sign_in_overtaken',
    'sign_in_busy',
    'sessions_unavailable',
    'no_signing_key',
  )
  async signIn(
    @Body() body: LoginDto,
    @Client() client: Client,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto> {
    const tenant = currentTenant();
    const inCookies = body.transport === 'cookie';
    if (inCookies) this.assertTrusted(request, tenant);
    const known = body.deviceToken ?? cookiesOf(request).deviceToken;
    const begun = await this.signIns.signIn(tenant, { ...body, deviceToken: known }, client);
    const { id, email, name, role } = begun.user;
    const device = begun.deviceToken ?? known;
    if (inCookies && device) keepDeviceToken(reply, tenant.slug, device);
    return {
      ...tokensOf(begun, inCookies, tenant, reply),
      ...(!inCookies && begun.deviceToken !== undefined && { deviceToken: begun.deviceToken }),
      user: { id, email, name, role },
    };
  }

  /**
   * Refresh a session.
   *
   * @remarks Exchanges a refresh token for an access token and the next refresh token. The same token again within 10
   * seconds is a retry and gets the same successor; later it ends the whole session.
   */
  @Post('refresh')
  @HttpCode(200)
  @Answers('refresh_refused', 'cookie_not_trusted', 'sessions_unavailable', 'no_signing_key')
  async refreshSession(
    @Body() body: RefreshDto,
    @Client() client: Client,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto> {
    const tenant = currentTenant();
    const { token, inCookies } = this.presented(body, request, tenant);
    if (token === undefined) throw refreshRefused();
    const renewed = await this.renewal.refresh(tenant, token, client);
    const { userId: id, name, role } = renewed.session;
    return { ...tokensOf(renewed, inCookies, tenant, reply), user: { id, name, role } };
  }

  /**
   * Sign out.
   *
   * @remarks Ends the session of a refresh token and revokes its access tokens at once. A token without a session gets
   * the same answer.
   */
  @Post('logout')
  @HttpCode(204)
  @Answers('cookie_not_trusted', 'sessions_unavailable', 'revocation_not_told')
  async signOut(
    @Body() body: RefreshDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const tenant = currentTenant();
    const { token, inCookies } = this.presented(body, request, tenant);
    if (token !== undefined) await this.renewal.signOut(tenant, token);
    if (inCookies) dropRefreshToken(reply, tenant.slug);
  }

  /** @throws Problem `cookie_not_trusted` (403) */
  private presented(body: RefreshDto | undefined, request: FastifyRequest, tenant: Tenant) {
    if (body?.refreshToken !== undefined) return { token: body.refreshToken, inCookies: false };
    const { refreshToken: token } = cookiesOf(request);
    if (token !== undefined) this.assertTrusted(request, tenant);
    return { token, inCookies: token !== undefined };
  }

  private assertTrusted({ headers }: FastifyRequest, { origins }: Tenant): void {
    assertTrustedPage(headers, [this.own, ...origins]);
  }
}

/** The common part of the answers to a sign-in and to a refresh. */
function tokensOf(given: Begun | Renewed, inCookies: boolean, { slug }: Tenant, reply: FastifyReply) {
  const { session, refreshToken, replicated, accessToken, expiresIn } = given;
  reply.header('cache-control', 'no-store');
  if (!replicated) reply.header('x-degraded', 'sessions=unreplicated');
  if (inCookies) keepRefreshToken(reply, slug, refreshToken, session.expiresAt);
  return { accessToken, tokenType: 'Bearer' as const, expiresIn, ...(!inCookies && { refreshToken }) };
}
