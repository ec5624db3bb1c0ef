import { ruleText } from '#platform/http';
import type { LocalText } from '#platform/problems';
import type { Tenant } from '#platform/tenancy';
import { productOf } from '#tenants';

/** In code points, after NFC. NIST SP 800-63B-4 §3.1.1.2 requires 15 where a password is the only factor. */
export const passwordLength = { min: 15, max: 128 } as const;

/** Words about the user shorter than this are ignored: too many good passwords contain them. */
const leastAbout = 4;

/** Letters and digits that a password needs besides words about the user. */
const leastLeft = 8;

export interface WeakPassword {
  readonly code: 'too_short' | 'too_long' | 'common' | 'about_you';
  readonly detail: LocalText;
}

/**
 * The faults of a chosen password. There are no composition rules, since according to NIST they make
 * passwords worse.
 *
 * @param about address and names that the password must not be made of
 * @param common common passwords, in lower case
 */
export function weaknesses(password: string, about: readonly string[], common: ReadonlySet<string>): WeakPassword[] {
  const chosen = password.normalize('NFC');
  const length = [...chosen].length;
  if (length > passwordLength.max) return [faults.tooLong];
  return [
    ...(length < passwordLength.min ? [faults.tooShort] : []),
    ...(isCommon(chosen.toLowerCase(), common) ? [faults.common] : []),
    ...(isAboutUser(chosen, about) ? [faults.aboutYou] : []),
  ];
}

/** Also finds `football2024!!!!`: trailing digits and punctuation add little strength to a common password. */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const unit = unitOf(password);
  const guessed = [password, unit].flatMap((text) => [text, text.replace(/[\p{N}\p{P}\p{S}\s]+$/u, '')]);
  return guessed.some((text) => common.has(text)) || [...unit].length < 4 || isRow(password) || isKeyboard(password);
}

/** The shortest unit that the password repeats: `abc` of `abcabcabc`. */
function unitOf(password: string): string {
  return password.slice(0, (password + password).indexOf(password, 1));
}

/** Whether each character equals the one before or is its neighbour: `aaaabbbbcccc`, `9876543210987`. */
function isRow(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  return codes.every((code, i) => i === 0 || neighbours(codes[i - 1] as number, code));
}

/** The rows of letters on French and English keyboards. */
const keyboardRows = ['azertyuiop', 'qsdfghjklm', 'wxcvbn', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Whether the password consists of few runs of adjacent keys, as `qwertyuiopasdf`. */
function isKeyboard(password: string): boolean {
  const left = [...password].reduce<string[]>((pieces, character) => {
    const piece = (pieces.at(-1) ?? '') + character;
    if (pieces.length > 0 && keyboardRows.some((row) => row.includes(piece))) pieces[pieces.length - 1] = piece;
    else pieces.push(character);
    return pieces;
  }, []);
  return left.length <= 4 && left.some((piece) => piece.length >= 4);
}

function neighbours(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1 || [a, b].sort((x, y) => x - y).join() === nineAndZero;
}

const nineAndZero = [...'09'].map((digit) => digit.charCodeAt(0)).join();

/** Whether too little is left without the words about the user. A longer phrase may contain them. */
function isAboutUser(password: string, about: readonly string[]): boolean {
  const words = about
    .flatMap((text) => (text.includes('@') ? [text, text.slice(0, text.lastIndexOf('@'))] : [text]))
    .map(squeeze)
    .filter((word) => [...word].length >= leastAbout)
    .sort((a, b) => b.length - a.length);
  const whole = squeeze(password);
  const left = words.reduce((text, word) => text.replaceAll(word, ''), whole);
  return left !== whole && [...left].length < leastLeft;
}

/** Letters and digits alone, so that `Éric-Façade` is found in `eric facade`. */
const squeeze = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const faults = {
  tooShort: ruleText(
    'too_short',
    `must have at least ${passwordLength.min} characters`,
    `doit comporter au moins ${passwordLength.min} caractères`,
  ),
  tooLong: ruleText(
    'too_long',
    `must have at most ${passwordLength.max} characters`,
    `doit comporter au plus ${passwordLength.max} caractères`,
  ),
  common: ruleText(
    'common',
    'is easy to guess: a common password, with or without digits after it, a repetition or a sequence',
    'est facile à deviner : un mot de passe courant, suivi ou non de chiffres, une répétition ou une suite',
  ),
  aboutYou: ruleText(
    'about_you',
    'must not be little more than your address, your name, or the name of this service',
    'ne doit pas se réduire à votre adresse, votre nom ou le nom de ce service',
  ),
} satisfies Record<string, WeakPassword>;

/** 49,000 common passwords from leaks, in lower case. Reading them takes 100 ms and 5 MB. */
export async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}

/** The words that a user's password must not be made of. */
export function aboutUser({ email, name }: { email: string; name: string }, tenant: Tenant): string[] {
  return [email, name, tenant.name, tenant.slug, ...Object.values(productOf(tenant).name)];
}
