import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { Passwords } from '../passwords/passwords.js';
import { Users } from './users.js';

/** The account, shown once to the person who started the deployment. */
export interface OpenedAccount {
  readonly id: string;
  readonly email: string;
  /** 128 random bits; only its hash is stored. */
  readonly password: string;
}

/** Creates the account of a tenant's first owner without a mail, for the first run and demonstrations. */
@Injectable()
export class FirstOwner {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly passwords: Passwords,
    private readonly users: Users,
  ) {}

  /** Creates an active owner with a new password; an account that exists already gets that password. */
  async open(tenantId: string, email: string, name: string): Promise<OpenedAccount> {
    const password = randomBytes(16).toString('base64url');
    const passwordHash = await this.passwords.hash(password, { tenantId, network: 'unknown' });
    const before = await this.users.byEmail(tenantId, email);
    const id = await this.database.transaction({ tenantId }, async (tx) => {
      const owner = { email, name, role: 'owner', state: 'active', passwordHash } as const;
      const made = before ?? (await this.users.create(tx, tenantId, owner));
      if (!made) throw new Error(`${email} was created by another process at the same moment: run the command again.`);
      if (before) await this.users.setPassword(tx, before.id, passwordHash, 'chosen');
      await this.audit.record(tx, { action: 'auth.user.opened', targetKind: 'user', targetId: made.id });
      return made.id;
    });
    return { id, email, password };
  }
}
