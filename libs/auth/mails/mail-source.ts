import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { ErasureReceipts, Erasures } from '#platform/data-lifecycle';
import { Database } from '#platform/database';
import type { JobPayload } from '#platform/jobs';
import { MasterKey } from '#platform/keys';
import type { Locale } from '#platform/problems';
import { PLATFORM_TENANT_ID, platformTenant, type Tenant, TenantDirectory } from '#platform/tenancy';
import { type Branding, productOf, Tenants } from '#tenants';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import type { EmailPurpose } from '../email-tokens/email-tokens.sql.js';
import { Invitations } from '../invitations/invitations.js';
import { personalKeyNamed } from '../personal-keys/personal-keys.sql.js';
import { makeToken } from '../tokens/secret-token.js';
import type { User } from '../users/user.js';
import { Users } from '../users/users.js';
import type { AuthMail, Letter } from './letter.js';
import { linkTo } from './link-to.js';

const purposes: Partial<Record<AuthMail['kind'], Exclude<EmailPurpose, 'cancel-erasure'>>> = {
  'verify-email': 'verify-email',
  'choose-password': 'reset-password',
  'reset-password': 'reset-password',
};

/** What makes the secrets of mails that are sent only while an erasure is as they say. */
const erasureLinks: Partial<Record<AuthMail['kind'], 'cancellingSecret' | 'receiptSecret'>> = {
  'own-erasure-requested': 'cancellingSecret',
  'erasure-begun': 'receiptSecret',
};

/** Collects the data of a mail: the recipient, the tenant's branding, and a new secret for its link. */
@Injectable()
export class MailSource {
  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly directory: TenantDirectory,
    private readonly tenants: Tenants,
    private readonly users: Users,
    private readonly tokens: EmailTokens,
    private readonly invitations: Invitations,
    private readonly erasures: Erasures,
    private readonly receipts: ErasureReceipts,
    private readonly master: MasterKey,
  ) {}

  /** Undefined where recipient, invitation, key, erasure or tenant are gone meanwhile: then no mail is sent. */
  async letterOf(mail: JobPayload & AuthMail): Promise<Letter | undefined> {
    const tenant = mail.tenantId === PLATFORM_TENANT_ID ? platformTenant : this.directory.byId(mail.tenantId);
    if (!tenant) return undefined;
    const [look, recipient] = await Promise.all([this.brandingOf(tenant), this.recipientOf(mail)]);
    if (!recipient) return undefined;
    const { secret, to, name, key, locale = look.locale } = recipient;
    const link = linkTo(this.settings, tenant.slug, mail.kind, secret);
    const sender = productOf(tenant).mailSender;
    return { kind: mail.kind, to, name, locale, link, key, sender, branding: look.branding };
  }

  private async recipientOf(mail: JobPayload & AuthMail) {
    const { tenantId } = mail;
    if (mail.kind === 'invitation') {
      const invited = await this.database.transaction({ tenantId }, (tx) =>
        this.invitations.secretFor(tx, mail.invitationId),
      );
      return invited && { ...invited, to: invited.email, name: undefined, key: undefined };
    }
    const user = await this.users.byId(tenantId, mail.userId);
    if (!user) return undefined;
    const key = mail.kind === 'key-created' ? await this.keyOf(tenantId, mail.keyId, user.id) : undefined;
    if (mail.kind === 'key-created' && !key) return undefined;
    const purpose = purposes[mail.kind];
    const ofErasure = erasureLinks[mail.kind];
    const secret = ofErasure ? await this[ofErasure](user) : purpose && (await this.secretFor(user, purpose));
    if (ofErasure && !secret) return undefined;
    // A stranger may have registered under this name: it is left out until the address is verified.
    const name = user.state === 'unverified' ? undefined : user.name;
    return { to: user.email, name, key, locale: user.locale, secret };
  }

  private async keyOf(tenantId: string, keyId: string, userId: string) {
    const [key] = await this.database.read({ tenantId }, personalKeyNamed, keyId, userId);
    return key;
  }

  private secretFor({ tenantId, id }: User, purpose: EmailPurpose): Promise<string> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await this.users.linkMailed(tx, id);
      return this.tokens.issue(tx, id, purpose);
    });
  }

  /** Undefined where the erasure was cancelled or has begun, or somebody else decided meanwhile. */
  private cancellingSecret({ tenantId, id }: User): Promise<string | undefined> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const dueAt = await this.erasures.ownDueAt(tx, id);
      return dueAt && this.tokens.issue(tx, id, 'cancel-erasure', dueAt);
    });
  }

  /** Undefined where the address is not proven, or the mail was sent before. */
  private async receiptSecret({ tenantId, id }: User): Promise<string | undefined> {
    // The same in each mail where one is sent again: its server may drop the second.
    const secret = createHmac('sha256', this.master.derive('auth.erasure-receipts'))
      .update(`${tenantId} ${id}`)
      .digest();
    const { hash, text } = makeToken(id, secret);
    const offered = await this.database.transaction({ tenantId }, (tx) => this.receipts.offerLink(tx, id, hash));
    return offered ? text : undefined;
  }

  private async brandingOf(tenant: Tenant): Promise<{ locale: Locale; branding: Branding }> {
    if (tenant.id !== PLATFORM_TENANT_ID) return this.tenants.bySlug(tenant.slug);
    const { locale, branding } = productOf(tenant);
    return { locale, branding: { displayName: tenant.name, colour: branding.colour, logoUrl: null } };
  }
}
