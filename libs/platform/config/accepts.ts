import { isIP } from 'node:net';
import {
  // biome-ignore lint/style/noRestrictedImports: the lists of an operator are short, and #platform/http needs the settings.
  ArrayUnique,
  getMetadataStorage,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateBy,
  type ValidationOptions,
} from 'class-validator';

type Check = (options: ValidationOptions) => PropertyDecorator;

const optional: Check = () => IsOptional();

const number = (value: number) => value.toLocaleString('en');

/** A whole number between two bounds, both included. @param unit as in `ms`; empty for a plain number */
export const WholeNumber = (min: number, max: number, unit = '') =>
  accepts(
    { accepts: `a whole number from ${number(min)} to ${number(max)}, written in digits`, unit },
    (options) => IsInt(options),
    (options) => Min(min, options),
    (options) => Max(max, options),
  );

/** One of a few words. */
export const OneOf = (...words: string[]) => accepts(words.join(', '), (options) => IsIn(words, options));

/** A host name or an IP address. */
export const Host = () =>
  accepts(
    'a host name or an IP address',
    passes((value) => isIP(value) > 0 || isHostName(value)),
  );

const text: Check = (options) => Matches(/^\P{Cc}{1,1024}$/u, options);

/** A path of the file system, or a name, without control characters. */
export const Text = () => accepts('a text of 1 to 1,024 characters', text);

/** As `Text`, or not set. */
export const OptionalText = () => accepts('a text of 1 to 1,024 characters', optional, text);

/** An optional URL of one of these schemes. */
export const OptionalUrl = (...schemes: string[]) =>
  accepts(
    `a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    optional,
    passes((value) => isUrl(value, schemes)),
  );

/** The DSN of a project of Sentry, or not set. A second key, which old ones have as a password, is not used. */
export const SentryDsn = () =>
  accepts(
    'the DSN of a project, as Sentry shows it: https://<key>@<host>/<number of the project>',
    optional,
    passes(isSentryDsn),
  );

/** A list of IP addresses and networks in CIDR notation. */
export const Networks = () =>
  acceptsEach('IP addresses or networks in CIDR notation, separated by commas', passes(isNetwork));

/** A list of servers as `host:port`. */
export const Nodes = () => acceptsEach('host:port, several separated by commas', passes(isNode));

/** A list of e-mail addresses. */
export const Addresses = () => acceptsEach('e-mail addresses, separated by commas', (options) => IsEmail({}, options));

/** A list of names of job queues, with `*` for any characters. */
export const QueuePatterns = () =>
  acceptsEach('names of job queues, in which * stands for any characters, separated by commas', (options) =>
    Matches(/^[a-z.*-]{1,100}$/, options),
  );

/** A list of keys of 32 bytes in base64url. */
export const Keys = () =>
  acceptsEach('keys of 43 characters, separated by commas', (options) => Matches(/^[\w-]{43}$/, options));

/** The values that a property accepts, in words. */
export interface Accepted {
  accepts: string;
  /** Empty where the value has no unit. */
  unit: string;
}

/** The values that a property accepts, from its decorators. */
export function acceptedBy(settings: new () => object, property: string): Accepted {
  const rules = getMetadataStorage().getTargetValidationMetadatas(settings, '', false, false);
  return rules.find((rule) => rule.propertyName === property && rule.context)?.context;
}

function accepts(accepted: string | Accepted, ...checks: Check[]): PropertyDecorator {
  const context = typeof accepted === 'string' ? { accepts: accepted, unit: '' } : accepted;
  return (target, property) => {
    for (const check of checks) check({ context })(target, property);
  };
}

/** A list, each item of which passes a check. */
function acceptsEach(accepted: string, check: Check): PropertyDecorator {
  return accepts(`${accepted}, each once`, ArrayUnique, (options) => check({ ...options, each: true }));
}

function passes(validate: (value: string) => boolean): Check {
  return (options) => ValidateBy({ name: 'passes', validator: { validate } }, options);
}

function isHostName(value: string): boolean {
  const labels = value.split('.');
  return value.length <= 253 && /[a-z]/i.test(labels.at(-1) ?? '') && labels.every((label) => isLabel(label));
}

function isLabel(label: string): boolean {
  return /^[a-z0-9-]{1,63}$/i.test(label) && !label.startsWith('-') && !label.endsWith('-');
}

function isUrl(value: string, schemes: string[]): boolean {
  return URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1));
}

function isSentryDsn(value: string): boolean {
  if (!isUrl(value, ['https', 'http'])) return false;
  const { username, pathname, search, hash } = new URL(value);
  return /^\w{1,100}$/.test(username) && /^\/(?:[\w.-]+\/)*\d+\/?$/.test(pathname) && !search && !hash;
}

function isNode(value: string): boolean {
  const [, host = '', port] = /^(.+):(\d{1,5})$/.exec(value) ?? [];
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return (isIP(bare) > 0 || isHostName(bare)) && Number(port) > 0 && Number(port) <= 65_535;
}

function isNetwork(value: string): boolean {
  const [address = '', prefix, ...rest] = value.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
