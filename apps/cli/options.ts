import { InvalidArgumentError } from 'commander';

/** Parses an option that is the URL of a PostgreSQL. */
export function postgresUrl(text: string): string {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It must be an address such as postgres://user:password@host:5432/database.');
}

/** Parses an option that is the address of a Palier. */
export function webAddress(text: string): string {
  const url = /^https?:\/\//.test(text) ? URL.parse(text) : null;
  if (url && !url.username && !url.search && !url.hash) return text;
  throw new InvalidArgumentError('It must be an address such as https://store.example.');
}

/** Parses an option that is a host and a port. */
export function hostAndPort(text: string): string {
  if (/^[\w.-]+:\d{1,5}$/.test(text) && URL.canParse(`postgres://${text}`)) return text;
  throw new InvalidArgumentError('It must be a host and a port, such as pgbouncer:6432.');
}

/** Parses an option that is a whole number from `min` to `max`, of four digits at most. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** Parses an option that is a text of so many characters at most. */
export function textUpTo(most: number): (text: string) => string {
  return (text) => {
    if (text.length <= most) return text;
    throw new InvalidArgumentError(`It has ${most} characters at most.`);
  };
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Parses an option that is a time with its unit, as in `10m`, from a second to so many hours: to seconds. */
export function duration({ hours }: { readonly hours: number }): (text: string) => number {
  return (text) => {
    const [, number, unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
    const seconds = Number(number) * (secondsOf[unit] ?? Number.NaN);
    if (Number.isNaN(seconds))
      throw new InvalidArgumentError('It must be a number with s, m or h, as in 90s, 10m or 2h.');
    if (seconds >= 1 && seconds <= hours * 3600) return seconds;
    throw new InvalidArgumentError(`It must be from 1s to ${hours}h.`);
  };
}
