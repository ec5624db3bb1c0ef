import { createHash } from 'node:crypto';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Priority, Public } from '#platform/access';
import { Sends } from '#platform/http';
import { type JwkDto, JwksDto } from './jwks.dto.js';
import { KeyRing } from './key-ring.js';
import type { Point } from './signing-key.js';

@ApiTags('Sign-in')
@Controller('.well-known')
export class JwksController {
  constructor(private readonly ring: KeyRing) {}

  /**
   * Read the public keys that verify access tokens.
   *
   * @remarks Cache them for a minute at most: a new key is published here a minute before it signs.
   */
  @Get('jwks.json')
  @Public()
  @Priority('vital')
  @Sends('ETag')
  async readSigningKeys(@Res({ passthrough: true }) reply: FastifyReply): Promise<JwksDto> {
    const keys = (await this.ring.all()).map(jwkOf);
    reply.header('cache-control', 'public, max-age=60');
    reply.header('etag', tagOf(keys));
    return { keys };
  }
}

function jwkOf({ x, y, kid }: Point & { readonly kid: string }): JwkDto {
  return { kty: 'EC', crv: 'P-256', x, y, kid, use: 'sig', alg: 'ES256' };
}

/** Each `kid` is the thumbprint of its key, so the ETag is a hash of all `kid`s. */
function tagOf(keys: readonly JwkDto[]): string {
  const digest = createHash('sha256').update(keys.map(({ kid }) => kid).join());
  return `"${digest.digest('base64url').slice(0, 22)}"`;
}
