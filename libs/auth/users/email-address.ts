import { ValidateBy } from 'class-validator';

/**
 * One @, a host of two labels at least, in any script (RFC 6531); no quoted local parts, which mail
 * providers do not give. Whether it exists, only a mail can tell.
 */
const form =
  /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@(?:[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]$/u;

/** Of what was typed: NFC takes seconds over a body full of accents, and holds up everyone. */
const longestTyped = 1000;

/** An address as it is kept and looked up by: without spaces round it, in lower case, in NFC. */
export function normaliseEmail(address: string): string {
  return address.trim().toLowerCase().normalize('NFC');
}

/** Whether this may be someone's address: at most 254 characters, once normalised. */
export function isEmailAddress(address: string): boolean {
  if (address.length > longestTyped) return false;
  const email = normaliseEmail(address);
  return email.length <= 254 && form.test(email);
}

/** A property of a body that holds an e-mail address. */
export const EmailAddress = (): PropertyDecorator =>
  ValidateBy({
    name: 'isEmail',
    validator: { validate: (value: unknown) => typeof value === 'string' && isEmailAddress(value) },
  });
