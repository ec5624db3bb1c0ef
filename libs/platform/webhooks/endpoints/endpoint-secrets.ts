import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKey } from '#platform/keys';
import { webhooksProblems } from '../webhooks.errors.js';

/** Without the tenant, which gets another id where an archive is imported. */
const contexts = { url: 'webhooks.url', secret: 'webhooks.secret' } as const;
/** Bytes of a secret; the specification asks for 24 to 64. */
const BYTES = 32;

/** Generates, seals and opens the addresses and secrets of webhooks. */
@Injectable()
export class EndpointSecrets {
  constructor(private readonly master: MasterKey) {}

  /** A new secret, in the form of the specification. */
  generate(): string {
    return `whsec_${randomBytes(BYTES).toString('base64')}`;
  }

  seal(what: keyof typeof contexts, text: string): Buffer {
    return this.master.seal(Buffer.from(text), contexts[what]);
  }

  /** @throws Problem `webhook_sealed` (503) */
  open(what: keyof typeof contexts, sealed: Buffer): string {
    const text = this.master.open(sealed, contexts[what]);
    if (!text) throw webhooksProblems.webhook_sealed();
    return text.toString();
  }
}
