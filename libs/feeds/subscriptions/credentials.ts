import { Injectable } from '@nestjs/common';
import { MasterKey } from '#platform/keys';
import { feedsProblems } from '../feeds.errors.js';

/** Without the tenant, which gets another id where an archive is imported. */
const sealedFor = 'feeds.credentials';

/** Seals the Authorization headers of feeds. */
@Injectable()
export class Credentials {
  constructor(private readonly master: MasterKey) {}

  seal(authorization: string): Buffer {
    return this.master.seal(Buffer.from(authorization), sealedFor);
  }

  /** @throws Problem `credentials_sealed` (503) */
  open(sealed: Buffer | null): string | undefined {
    if (!sealed) return undefined;
    const authorization = this.master.open(sealed, sealedFor);
    if (!authorization) throw feedsProblems.credentials_sealed();
    return authorization.toString();
  }
}
