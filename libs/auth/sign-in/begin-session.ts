import { Injectable } from '@nestjs/common';
import { Audit, inActor } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import type { Client } from '#platform/http';
import { newId } from '#platform/ids';
import type { Tenant } from '#platform/tenancy';
import type { DeviceToken } from '../known-devices/device-token.js';
import { KnownDevices } from '../known-devices/known-devices.js';
import { AuthMails } from '../mails/auth-mails.js';
import type { OpenSession } from '../session-store/session.js';
import { SessionStore } from '../session-store/session-store.js';
import { Throttle } from '../throttle/throttle.js';
import { AccessTokens, type IssuedToken } from '../tokens/access-tokens.js';
import type { User, UserWithPassword } from '../users/user.js';
import { Users } from '../users/users.js';
import { actingUser } from './acting-user.js';
import { signInRefused } from './sign-in.errors.js';

export interface Beginning {
  readonly tenant: Tenant;
  /** As the password was compared with. */
  readonly user: UserWithPassword;
  /** A UUIDv7 from before the user was read. */
  readonly sessionId: string;
  readonly client: Client;
  /** Undefined where the device was not known before. */
  readonly device: DeviceToken | undefined;
  /** The same password with today's parameters, where the kept hash is outdated. */
  readonly rehash: string | undefined;
}

/** What a client is given that signed in. */
export interface Begun extends IssuedToken, OpenSession {
  readonly user: User;
  /** Of a device that was not known before. */
  readonly deviceToken?: string;
}

/** Begins the session of someone whose identity is proven. */
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
   * Writes all that a sign-in leaves behind and the session itself in one transaction, as far as
   * the store is in PostgreSQL; elsewhere a session that nobody is told of ends again.
   *
   * @throws Problem `sign_in_refused` (401) when the user changed since, `sessions_unavailable`, `no_signing_key` (503)
   */
  async begin(beginning: Beginning): Promise<Begun> {
    const { tenant, user, sessionId } = beginning;
    // Made before the role is read, like the session's: see `AccessTokens.issue`.
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
    // The row is locked from here on: whoever deactivates waits, and then ends this session too.
    const current = await this.users.byId(tenant.id, user.id);
    if (current?.state !== 'active' || current.passwordHash !== user.passwordHash) throw signInRefused();
    if (rehash) await this.users.setPassword(tx, user.id, rehash, 'rehash');
    const deviceToken = device ? undefined : await this.devices.add(tx, tenant.id, user.id);
    if (device) await this.devices.see(tx, device);
    const news = !device && user.lastSignInAt !== undefined;
    // Clients that never keep their device's token would else be told of each sign-in.
    if (news && (await this.throttle.use(tx, 'notices', `new-device ${user.id}`)))
      await this.mails.queue(tx, tenant.id, { kind: 'new-device', userId: user.id });
    const details = { userId: user.id, knownDevice: device !== undefined };
    await this.audit.record(tx, {
      action: 'auth.session.begun',
      targetKind: 'session',
      targetId: sessionId,
      details,
    });
    return { user: current, deviceToken };
  }

  private open({ tenantId, id: userId, role, name }: User, { sessionId: id, client }: Beginning): Promise<OpenSession> {
    const { device, address, region } = client;
    return this.store.begin({ tenantId, userId, id, role, name, device, address, region });
  }
}
