import { Controller, Header, HttpCode, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AccessControl, Priority, Public } from '#platform/access';
import { Problem } from '#platform/problems';
import { AnyQuery, Form, Input, type ReaderInput } from './reader-input.js';

/** Anyone may send it: no more than a name and a key need. */
const MOST_BYTES = 16 * 1024;
const toRead = { kind: 'allow', permission: 'feeds.read', revocation: 'strict' } as const;

/** The sign-in of feed readers: they send a personal key as the password, and then as the token of each request. */
@ApiExcludeController()
@Controller('v1/feeds/greader')
export class ClientLoginController {
  constructor(private readonly access: AccessControl) {}

  @Post('accounts/ClientLogin')
  @HttpCode(200)
  @Public()
  @Priority('normal')
  @Form(MOST_BYTES)
  @AnyQuery()
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  async login(@Input() input: ReaderInput, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const key = (input.one('Passwd') ?? '').trim();
    if (await this.isPersonalKey(key)) return `SID=${key}\nLSID=${key}\nAuth=${key}\n`;
    reply.status(401);
    return 'Error=BadAuthentication\n';
  }

  /** Whether a text is a key that acts as a user, who may read feeds, in a tenant that is served and has feeds. */
  private async isPersonalKey(text: string): Promise<boolean> {
    try {
      const { principal, tenant } = await this.access.authorise(toRead, `Bearer ${text}`, undefined, 'feeds');
      return principal.userId !== undefined && tenant.state === 'active';
    } catch (error) {
      // Anything else, such as a database that cannot be reached, does not mean that the key is wrong.
      if (error instanceof Problem && [401, 403, 404].includes(error.status)) return false;
      throw error;
    }
  }
}
