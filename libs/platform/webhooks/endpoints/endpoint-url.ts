import { mayLeadOutside, outboundProblems } from '#platform/outbound';
import { inBody } from '#platform/problems';
import { webhooksProblems } from '../webhooks.errors.js';
import type { WebhookForm } from './endpoint.js';

/** Characters of an address. */
const MOST = 2000;
/** A URL parser would remove line breaks, add slashes and take `\` for one: refused, so that requests go where the text says. */
const written = /^https?:\/\/[^\s\p{Cc}/\\][^\s\p{Cc}\\]*$/iu;

/**
 * The address of a webhook as requests use it. Where a name leads is checked as it is connected to.
 *
 * @param networks those that the tenant may reach: http is for hosts there
 * @throws Problem `invalid_webhook_url` (400), `destination_refused` (422) for a port or an IP address to which nothing is sent
 */
export function webhookUrl(text: string, networks: readonly string[]): string {
  const url = written.test(text) ? URL.parse(text) : null;
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && networks.length > 0);
  if (!url || !isAllowed || url.username || url.password) throw invalidUrl();
  url.hash = '';
  if (url.href.length > MOST) throw invalidUrl();
  if (!mayLeadOutside(url, networks, true)) throw refusedUrl();
  return url.href;
}

/** The address without what may be secret in it: values of the query, and the path that Slack and Discord give. */
export function shownUrl(form: WebhookForm, href: string): string {
  const { origin, pathname, search } = new URL(href);
  if (form !== 'standard') return `${origin}/…`;
  return `${origin}${pathname}${search ? '?…' : ''}`;
}

function invalidUrl() {
  const code = 'invalid_webhook_url';
  const detail = {
    en: 'must be an https:// address of at most 2,000 characters, without spaces, control characters, a name and a password',
    fr: 'doit être une adresse https:// de 2 000 caractères au plus, sans espace, caractère de contrôle, nom ni mot de passe',
  };
  return webhooksProblems[code]({}, inBody(code, '/url', detail));
}

function refusedUrl() {
  const code = 'destination_refused';
  const detail = {
    en: 'must lead to a public address, on port 443 or one above 1023',
    fr: 'doit mener à une adresse publique, sur le port 443 ou un port au-dessus de 1023',
  };
  return outboundProblems[code]({}, inBody(code, '/url', detail));
}
