import { publicUrlOf, type Settings } from '#platform/config';
import type { AuthMail } from './auth-mails.js';

/** The pages that links lead to. */
export const linkPages = ['verify-email', 'reset-password', 'invitation'] as const;
export type LinkPage = (typeof linkPages)[number];

/** Whether there is such a page. */
export function isLinkPage(name: string): name is LinkPage {
  return linkPages.some((page) => page === name);
}

/** The page that each mail leads to; the others have nothing to open. */
const pageOf: Partial<Record<AuthMail['kind'], LinkPage>> = {
  'verify-email': 'verify-email',
  'choose-password': 'reset-password',
  'reset-password': 'reset-password',
  invitation: 'invitation',
};

/**
 * Where a mail leads. The secret stands behind the `#`, which browsers send to nobody: no log and
 * no referrer ever holds it.
 */
export function linkTo(
  settings: Settings,
  slug: string,
  kind: AuthMail['kind'],
  secret: string | undefined,
): string | undefined {
  const page = pageOf[kind];
  return page && secret ? `${publicUrlOf(settings)}/auth/${slug}/${page}#${secret}` : undefined;
}
