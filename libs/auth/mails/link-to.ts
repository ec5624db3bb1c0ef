import { publicUrlOf, type Settings } from '#platform/config';
import type { AuthMail } from './letter.js';

/** The pages that links open. */
export const linkPages = ['verify-email', 'reset-password', 'cancel-erasure', 'erasure-receipt', 'invitation'] as const;
export type LinkPage = (typeof linkPages)[number];

/** Whether a page of this name exists. */
export function isLinkPage(name: string): name is LinkPage {
  return linkPages.some((page) => page === name);
}

/** The page that each mail's link opens; other mails have no link. */
const pageOf: Partial<Record<AuthMail['kind'], LinkPage>> = {
  'verify-email': 'verify-email',
  'choose-password': 'reset-password',
  'reset-password': 'reset-password',
  'own-erasure-requested': 'cancel-erasure',
  'erasure-begun': 'erasure-receipt',
  invitation: 'invitation',
};

/**
 * The link of a mail; undefined where it has none. The secret follows the `#`, which browsers do not send:
 * no log and no referrer ever holds it.
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
