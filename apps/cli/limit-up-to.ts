import { InvalidArgumentError } from 'commander';

/** Parses `--limit`: a whole number from 1 to `most`. */
export function limitUpTo(most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    if (number < 1 || number > most) throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
    return number;
  };
}
