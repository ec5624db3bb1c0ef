import { createHash } from 'node:crypto';
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Priority, Public } from '#platform/access';
import { Sends, Tag } from '#platform/http';
import { type PublicKey, Signatures } from '#platform/signatures';
import { type SignatureKeyDto, SignatureKeysDto } from './signature-keys.dto.js';

@Tag('Signatures', 'The keys that verify what this deployment signed.')
@Controller('.well-known')
export class SignatureKeysController {
  constructor(private readonly signatures: Signatures) {}

  /**
   * Read the public keys that verify signatures of bundles and receipts.
   *
   * @remarks A JWK set, as `palier bundle verify` and `palier receipt verify` read it by `--keys`. It has the former
   * keys too. Cache it for a minute at most: a new key is published here a minute before it signs.
   */
  @Get('signature-keys.json')
  @Public()
  @Priority('vital')
  @Sends('ETag')
  async readSignatureKeys(@Res({ passthrough: true }) reply: FastifyReply): Promise<SignatureKeysDto> {
    const keys = (await this.signatures.publicKeys()).map(jwkOf);
    // Each `kid` is the thumbprint of its key.
    const digest = createHash('sha256').update(keys.map(({ kid }) => kid).join());
    reply.header('cache-control', 'public, max-age=60');
    reply.header('etag', `"${digest.digest('base64url').slice(0, 22)}"`);
    return { keys };
  }
}

function jwkOf({ x, kid }: PublicKey): SignatureKeyDto {
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'Ed25519' };
}
