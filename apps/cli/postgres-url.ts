import { InvalidArgumentError } from 'commander';

/** Parses an option that is the URL of a PostgreSQL. */
export function postgresUrl(text: string): string {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It must be an address such as postgres://user:password@host:5432/database.');
}
