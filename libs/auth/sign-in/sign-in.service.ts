import { Injectable } from '@nestjs/common';
import { CountedEvents } from '#platform/events';
import type { Client } from '#platform/http';
import { newId } from '#platform/ids';
import type { Tenant } from '#platform/tenancy';
import { LinkRequests } from '../email-tokens/link-requests.js';
import type { UsersSignedIn } from '../events/index.js';
import { KnownDevices } from '../known-devices/known-devices.js';
import { Passwords, type Requester } from '../passwords/passwords.js';
import { type CountedTry, GuessGuard } from '../sign-in-tries/guess-guard.js';
import { normaliseEmail } from '../users/email-address.js';
import type { UserWithPassword } from '../users/user.js';
import { Users } from '../users/users.js';
import { BeginSession, type Begun } from './begin-session.js';
import type { LoginDto } from './sign-in.dto.js';
import { signInRefused } from './sign-in.errors.js';
import { SignInReadiness } from './sign-in-readiness.js';

/** A user whose password was right. */
interface Identified {
  readonly user: UserWithPassword;
  readonly outdated: boolean;
}

/** A failed identification. */
interface Refused {
  readonly user?: undefined;
  /** Whose password it was, where nobody has confirmed their address yet. */
  readonly unverified?: UserWithPassword | undefined;
}

/** Signs in by address and password. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly guesses: GuessGuard,
    private readonly devices: KnownDevices,
    private readonly readiness: SignInReadiness,
    private readonly beginning: BeginSession,
    private readonly links: LinkRequests,
    private readonly counts: CountedEvents,
  ) {}

  /**
   * Begins a session. Every refusal does the same work: one read of the counters, one of the user, one check whether a
   * session could begin, and one comparison of a password. An unverified user is refused like all others, and gets the
   * confirmation link by mail again, so that only the mailbox reveals the reason.
   *
   * @throws Problem `sign_in_refused` (401), `too_many_attempts` (429), `sign_in_busy`,
   *   `sessions_unavailable`, `no_signing_key` (503)
   */
  async signIn(tenant: Tenant, { email: address, password, deviceToken }: LoginDto, client: Client): Promise<Begun> {
    // Made before anything is read, so that later revocations cover this session too.
    const sessionId = newId();
    const email = normaliseEmail(address);
    const device = await this.devices.find(tenant.id, email, deviceToken);
    const attempt = { tenantId: tenant.id, email, address: client.address, device: device?.hash };
    const counted = await this.guesses.admit(attempt);
    const requester = { tenantId: tenant.id, network: client.address, knownDevice: device !== undefined };
    const identified = await this.identify(email, password, requester, counted);
    if (!identified.user) {
      await counted.failed();
      if (identified.unverified) this.links.remind(identified.unverified);
      throw signInRefused();
    }
    await counted.succeeded();
    const { user, outdated } = identified;
    const rehash = outdated ? await this.rehash(password, requester) : undefined;
    const begun = await this.beginning.begin({ tenant, user, sessionId, client, device, rehash });
    this.counts.add<UsersSignedIn>('auth.users.signed-in', tenant.id);
    return begun;
  }

  private async identify(
    email: string,
    password: string,
    requester: Requester,
    counted: CountedTry,
  ): Promise<Identified | Refused> {
    try {
      const user = await this.users.byEmail(requester.tenantId, email);
      await this.readiness.assert(requester.tenantId, email, user?.id);
      if (user && user.state !== 'active') {
        const right = await this.passwords.verifyForRefusal(password, user.passwordHash, requester);
        return { unverified: right && user.state === 'unverified' ? user : undefined };
      }
      const verdict = await this.passwords.verify(password, user?.passwordHash, requester);
      return !user || verdict === 'no' ? {} : { user, outdated: verdict === 'outdated' };
    } catch (error) {
      await counted.dropped();
      throw error;
    }
  }

  /** Undefined where the hashing queue is full: the next sign-in renews the hash. */
  private rehash(password: string, requester: Requester): Promise<string | undefined> {
    return this.passwords.hash(password, requester).catch(() => undefined);
  }
}
