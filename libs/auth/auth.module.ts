import { Global, Module, type Provider } from '@nestjs/common';
import { GivenByKeys, MemberKeys, Principals, TokenKeys } from '#platform/access';
import { Settings } from '#platform/config';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { GivenScopes } from './api-keys/given-scopes.js';
import { StoredMemberKeys } from './api-keys/stored-member-keys.js';
import { EmailTokens } from './email-tokens/email-tokens.js';
import { ImportBatch } from './import/import-batch.js';
import { UserImport } from './import/user-import.service.js';
import { Invitations } from './invitations/invitations.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { AuthMails } from './mails/auth-mails.js';
import { PersonMails } from './mails/person-mails.js';
import { GivenAccess } from './members/access-given-by-user.js';
import { ErasureRequests } from './members/erasure-requests.js';
import { Givers } from './members/givers.js';
import { OutsideDataOfAuth } from './members/outside-data.js';
import { Persons } from './members/persons.js';
import { PrincipalsNow } from './members/principals-now.js';
import { HashingCost } from './passwords/hashing-cost.js';
import { requireHashers } from './passwords/native-hashers.js';
import { readCommonPasswords } from './passwords/password-rules.js';
import { Passwords } from './passwords/passwords.js';
import { PersonalKeyRevocation } from './personal-keys/personal-key-revocation.js';
import { revocationProviders } from './revocations/revocations.providers.js';
import { ShardTally } from './revocations/shard-tally.js';
import { sessionStoreProvider } from './session-store/session-store.provider.js';
import { Sessions } from './sessions/sessions.js';
import { Shards } from './shards/shards.service.js';
import { ShardsRedis } from './shards/shards-redis.js';
import { KeyRing } from './signing-keys/key-ring.js';
import { SigningKeys } from './signing-keys/signing-keys.service.js';
import { TokenSigner } from './signing-keys/token-signer.js';
import { Throttle } from './throttle/throttle.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { FirstOwner } from './users/first-owner.js';
import { MemberSeats } from './users/member-seats.js';
import { Users } from './users/users.js';

const passwords = {
  provide: Passwords,
  inject: [Settings, { token: HashingCost, optional: true }],
  useFactory: ({ passwordThreads: threads, passwordQueue: queue }: Settings, cost?: HashingCost): Passwords => {
    // A process that cannot hash does not start: it would be ready, and answer each log-in with 500.
    requireHashers();
    return new Passwords({ threads, queue }, readCommonPasswords, cost);
  },
};

const services: Provider[] = [
  passwords,
  sessionStoreProvider,
  ...revocationProviders,
  Sessions,
  ShardTally,
  ShardsRedis,
  Shards,
  MemberSeats,
  Throttle,
  Users,
  EmailTokens,
  KeyRing,
  TokenSigner,
  ApiKeysService,
  GivenScopes,
  PersonalKeyRevocation,
  { provide: TokenKeys, useExisting: KeyRing },
  { provide: MemberKeys, useClass: StoredMemberKeys },
  { provide: Principals, useClass: PrincipalsNow },
  SigningKeys,
  AccessTokens,
  AuthMails,
  PersonMails,
  { provide: Invitations, useClass: InvitationsService },
  Givers,
  GivenAccess,
  { provide: GivenByKeys, useExisting: GivenAccess },
  ErasureRequests,
  Persons,
  OutsideDataOfAuth,
  FirstOwner,
  ImportBatch,
  UserImport,
];

/** The services that the routes and the jobs of this context share, and those that the platform needs, in every process. */
@Global()
@Module({ providers: services, exports: services })
export class AuthModule {}
