import { ValidateBy } from 'class-validator';

/**
 * One @ and a host of at least two labels, in any script (RFC 6531); no quoted local parts, which mail
 * providers do not offer. Only a mail can prove that an address exists.
 */
const form =
  /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@(?:[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]$/u;

/** Limits the input: NFC would take seconds for a body full of accents, and block the event loop. */
const longestTyped = 1000;

/** The stored form of an address: without surrounding spaces, in lower case, in NFC. */
export function normaliseEmail(address: string): string {
  return address.trim().toLowerCase().normalize('NFC');
}

/** Whether the text has the form of an address, with at most 254 characters once normalised. */
export function isEmailAddress(address: string): boolean {
  if (address.length > longestTyped) return false;
  const email = normaliseEmail(address);
  return email.length <= 254 && form.test(email);
}

/** Decorates a property of a body that holds an e-mail address. */
export const EmailAddress = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isEmail',
      validator: { validate: (value: unknown) => typeof value === 'string' && isEmailAddress(value) },
    },
    { context: { schema: { format: 'email', maxLength: 254 } } },
  );
