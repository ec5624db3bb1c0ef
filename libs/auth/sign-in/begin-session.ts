import { Injectable } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import type { Client } from '#platform/http';
import { newId } from '#platform/ids';
import type { Tenant } from '#platform/tenancy';
import { KnownDevices } from '../known-devices/known-devices.js';
import { AuthMails } from '../mails/auth-mails.js';
import type { OpenSession } from '../session-store/session.js';
import { SessionStore } from '../session-store/session-store.js';
import { Throttle } from '../throttle/throttle.js';
import { AccessTokens, type IssuedToken } from '../tokens/access-tokens.js';
import type { SecretToken } from '../tokens/secret-token.js';
import type { User, UserWithPassword } from '../users/user.js';
import { actingUser } from '../users/user.js';
import { Users } from '../users/users.js';
import { signInRefused } from './sign-in.errors.js';

export interface Beginning {
  readonly tenant: Tenant;
  /** The user as read when the password was compared. */
  readonly user: UserWithPassword;
  /** A UUIDv7 made before the user was read. */
  readonly sessionId: string;
  readonly client: Client;
  /** The token of a known device; undefined for a new one. */
  readonly device: SecretToken | undefined;
  /** A hash of the same password with the current parameters, where the stored one is outdated. */
  readonly rehash: string | undefined;
}

/** The result of a sign-in. */
export interface Begun extends IssuedToken, OpenSession {
  readonly user: User;
  /** For a new device. */
  readonly deviceToken?: string;
}

/** Begins the session of a user whose password was right. */
@Injectable()
export class BeginSession {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly devices: KnownDevices,
    private readonly audit: Audit,
    private readonly throttle: Throttle,
    private readonly mails: AuthMails,
    private readonly store: SessionStore,
    private readonly tokens: AccessTokens,
  ) {}

  /**
   * Writes the session and everything else that a sign-in stores in one transaction, where the session store is
   * PostgreSQL; with Redis, the session is ended again if a later step fails.
   *
   * @throws Problem `sign_in_refused` (401) when the user changed since, `sessions_unavailable`, `no_signing_key` (503)
   */
  async begin(beginning: Beginning): Promise<Begun> {
    const { tenant, user, sessionId } = beginning;
    // Made before the role is read, like the session id: see `AccessTokens.issue`.
    const tokenId = newId();
    let stored = false;
    try {
      const begun = await inActor(actingUser(tenant.id, user.id), () =>
        this.database.ambient({ tenantId: tenant.id }, async (tx) => {
          const written = await this.write(tx, beginning);
          const open = await this.open(written.user, beginning);
          stored = true;
          return { ...written, ...open };
        }),
      );
      return { ...begun, ...(await this.tokens.issue(begun.session, tenant.slug, tokenId)) };
    } catch (error) {
      if (stored) await this.store.end(tenant.id, user.id, { only: sessionId }).catch(() => undefined);
      throw error;
    }
  }

  private async write(tx: Transaction, { tenant, user, sessionId, device, rehash }: Beginning) {
    await this.users.signedIn(tx, user.id);
    // The row is locked from here on: a deactivation waits, and then ends this session too.
    const current = await this.users.byId(tenant.id, user.id);
    if (current?.state !== 'active' || current.passwordHash !== user.passwordHash) throw signInRefused();
    if (rehash) await this.users.setPassword(tx, user.id, rehash, 'rehash');
    const deviceToken = device ? undefined : await this.devices.add(tx, tenant.id, user.id);
    if (device) await this.devices.see(tx, device);
    const newDevice = !device && user.lastSignInAt !== undefined;
    // Without the throttle, a client that does not store its device token would cause a mail at each sign-in.
    if (newDevice && (await this.throttle.use(tx, 'notices', `new-device ${user.id}`)))
      await this.mails.queue(tx, tenant.id, { kind: 'new-device', userId: user.id });
    await this.audit.record(tx, {
      action: 'auth.session.begun',
      targetKind: 'session',
      targetId: sessionId,
      details: { knownDevice: device !== undefined },
    });
    return { user: current, deviceToken };
  }

  private open({ tenantId, id: userId, role, name }: User, { sessionId: id, client }: Beginning): Promise<OpenSession> {
    const { device, address, region } = client;
    return this.store.begin({ tenantId, userId, id, role, name, device, address, region });
  }
}
