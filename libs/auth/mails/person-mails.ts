import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import type { Mail } from '#platform/mail';
import type { Locale } from '#platform/problems';
import { TenantDirectory } from '#platform/tenancy';
import { productOf, Tenants } from '#tenants';
import { Users } from '../users/users.js';
import type { MailText } from './mail-texts.js';
import { renderText } from './render-mail.js';

/** The mails of other contexts to users, which look like those of this one. */
@Injectable()
export class PersonMails {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly tenants: Tenants,
    private readonly users: Users,
  ) {}

  /**
   * A mail to a user, in their language.
   *
   * @param texts without a link
   * @returns undefined where the user or the tenant is not active, or is deleted: nothing is sent then
   */
  async compose(
    { tenantId, userId }: Person,
    texts: Readonly<Record<Locale, MailText>>,
  ): Promise<Omit<Mail, 'id'> | undefined> {
    const tenant = this.directory.byId(tenantId);
    if (tenant?.state !== 'active') return undefined;
    const [user, look] = await Promise.all([this.users.byId(tenantId, userId), this.tenants.bySlug(tenant.slug)]);
    if (user?.state !== 'active') return undefined;
    const { email: to, name, locale = look.locale } = user;
    const sender = productOf(tenant).mailSender;
    return renderText(texts[locale], { to, name, locale, link: undefined, sender, branding: look.branding });
  }
}
