import { InvalidArgumentError } from 'commander';

/** An option that names a PostgreSQL. */
export function postgresUrl(text: string): string {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It is an address as in postgres://user:password@host:5432/database.');
}
