import { InvalidArgumentError } from 'commander';

/** Parses an option that is the URL of a PostgreSQL. */
export function postgresUrl(text: string): string {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It must be an address such as postgres://user:password@host:5432/database.');
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
