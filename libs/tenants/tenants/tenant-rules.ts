import type { FieldError, LocalText } from '#platform/problems';
import { type FormWords, formFault, slugFrom } from '#platform/suggestions';
import { isPlanName, planNames } from '#platform/tenancy';
import { productById, productIds } from '../products/products.js';
import { settingsFaults } from '../settings/settings-rules.js';
import type { SettingsChoice } from '../settings/tenant-settings.js';
import { tenantsProblems } from '../tenants.errors.js';
import { check, isLine, isText } from './field-check.js';
import { networkFault } from './tenant-networks.js';

/** The format of slugs: 2 to 63 characters, so that one can be a label of a host name. */
export const slugFormat = /^(?=.{2,63}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The fault of an invalid slug. */
export const invalidSlug: FormWords = {
  code: 'invalid_slug',
  detail: {
    en: 'Use 2 to 63 lower-case letters without accents, digits and single hyphens, beginning with a letter, as in {example}.',
    fr: 'Utilisez de 2 à 63 minuscules sans accent, chiffres et traits d’union isolés, en commençant par une lettre, comme {example}.',
  },
  example: 'atelier-lumiere',
  corrected: slugFrom,
};

/** Slugs that could be read as part of the server in a URL or a host name. A tenant that has one already keeps it. */
const reserved: readonly string[] = [
  ...['admin', 'analytics', 'api', 'app', 'assets', 'auth', 'campus', 'catalog', 'docs', 'events', 'feeds', 'health'],
  ...['ingest', 'invitations', 'journal', 'keys', 'mail', 'me', 'members', 'metrics', 'openapi', 'operations'],
  ...['palier', 'platform', 'retention', 'rides', 'static', 'status', 'stores', 'tenant', 'v1', 'v2'],
  ...['webhooks', 'well-known', 'www'],
];

interface TenantInput extends SettingsChoice {
  slug?: string | undefined;
  name?: string | undefined;
  product?: string | undefined;
  plan?: string | undefined;
  origins?: readonly string[] | undefined;
  networks?: readonly string[] | undefined;
  reason?: string | undefined;
  graceDays?: number | undefined;
}

/**
 * Checks the given fields of a tenant and reports all faults at once. Fields that are left out are not required.
 *
 * @throws Problem `invalid_tenant` (400), its `errors` by JSON pointer
 */
export function checkTenant(input: TenantInput): void {
  const slugFault = formFault(invalidSlug, slugFormat, input.slug);
  const errors = [
    ...check('slug', input.slug, (slug) => slugFormat.test(slug), slugFault.code, slugFault.detail),
    ...check('slug', input.slug, (slug) => !reserved.includes(slug), 'reserved_slug', texts.reserved),
    ...check('name', input.name, (name) => isLine(name, 120), 'invalid_name', texts.name),
    ...check('product', input.product, (id) => productById(id) !== undefined, 'unknown_product', texts.product),
    ...check('plan', input.plan, isPlanName, 'unknown_plan', texts.plan),
    ...check('origins', input.origins, (all) => all.length <= 20, 'invalid_origins', texts.origins),
    ...(input.origins ?? []).flatMap((origin, at) =>
      check(`origins/${at}`, origin, isOrigin, 'invalid_origins', texts.origins),
    ),
    ...check('networks', input.networks, (all) => all.length <= 20, 'invalid_networks', texts.networks),
    ...(input.networks ?? []).flatMap((network, at) => networkFaults(`networks/${at}`, network)),
    ...check('reason', input.reason, (reason) => isText(reason, 500), 'invalid_reason', texts.reason),
    ...check('graceDays', input.graceDays, isGrace, 'invalid_grace', texts.grace),
    ...settingsFaults(input),
  ];
  if (errors.length > 0) throw tenantsProblems.invalid_tenant({}, { errors });
}

function networkFaults(field: string, network: string): FieldError[] {
  const fault = networkFault(network);
  return check(field, network, () => fault === undefined, 'invalid_networks', networkTexts[fault ?? 'form']);
}

function isGrace(days: number): boolean {
  return Number.isInteger(days) && days >= 0 && days <= 90;
}

/** The form of an origin: a scheme, a host in lower case and a port, without a path or a wildcard. */
export const originForm = /^https?:\/\/([a-z0-9._-]+|\[[0-9a-f:]+\])(:\d+)?$/;

/**
 * Whether this is an origin as a browser sends it: no path, lower case, no default port. Origins are compared as a whole,
 * so a wildcard would allow nothing; it is refused rather than stored.
 */
function isOrigin(text: string): boolean {
  return originForm.test(text) && text.length <= 300 && URL.canParse(text) && new URL(text).origin === text;
}

const texts = {
  reserved: {
    en: `These slugs are reserved for the server: ${reserved.join(', ')}.`,
    fr: `Ces identifiants sont réservés au serveur : ${reserved.join(', ')}.`,
  },
  name: {
    en: 'Give a name of 1 to 120 characters, on one line, without control or bidirectional characters.',
    fr: 'Donnez un nom de 1 à 120 caractères, sur une ligne, sans caractère de contrôle ni marque bidirectionnelle.',
  },
  product: {
    en: `The products are ${productIds.join(', ')}.`,
    fr: `Les produits sont ${productIds.join(', ')}.`,
  },
  plan: { en: `The plans are ${planNames.join(', ')}.`, fr: `Les formules sont ${planNames.join(', ')}.` },
  origins: {
    en: 'Give at most 20 origins, each a scheme and a host as in https://shop.example, without a path or a wildcard.',
    fr: 'Donnez au plus 20 origines, chacune un schéma et un hôte comme https://shop.example, sans chemin ni joker.',
  },
  networks: { en: 'Give at most 20 networks.', fr: 'Donnez au plus 20 réseaux.' },
  grace: {
    en: 'Give the grace period in days, as a whole number from 0 to 90.',
    fr: 'Donnez le délai de grâce en jours, sous forme d’un nombre entier de 0 à 90.',
  },
  reason: { en: 'Give a reason of 1 to 500 characters.', fr: 'Donnez un motif de 1 à 500 caractères.' },
} satisfies Record<string, LocalText>;

/** What to give instead, by the fault of a network. */
const networkTexts = {
  form: {
    en: 'Give a network in CIDR form, as in 10.20.0.0/16 or fd12:3456::/48; a single address has /32 or /128.',
    fr: 'Donnez un réseau sous forme CIDR, comme 10.20.0.0/16 ou fd12:3456::/48 ; une seule adresse a /32 ou /128.',
  },
  wide: {
    en: 'Give a prefix of /8 or longer for IPv4, /16 or longer for IPv6. A wider network would allow almost everything: name those that the tenant needs.',
    fr: 'Donnez un préfixe de /8 ou plus long en IPv4, de /16 ou plus long en IPv6. Un réseau plus large autoriserait presque tout : nommez ceux dont le locataire a besoin.',
  },
  mapped: {
    en: 'This network holds IPv4 addresses as IPv6 writes them. Give the IPv4 network itself, as in 10.20.0.0/16.',
    fr: 'Ce réseau contient des adresses IPv4 écrites en IPv6. Donnez le réseau IPv4 lui-même, comme 10.20.0.0/16.',
  },
} satisfies Record<string, LocalText>;
