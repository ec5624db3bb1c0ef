import fc from 'fast-check';

const SURROGATES = 0xd800;
const AFTER_SURROGATES = 0xe000;
const CODE_POINTS = 0x110000 - (AFTER_SURROGATES - SURROGATES);

/**
 * Any character of Unicode, as the unit of a text. fast-check's own unit `binary` gives the same, for a second of processor time
 * and 85 MB that are kept: it lists all of them.
 */
export const anyCharacter = fc.nat({ max: CODE_POINTS - 1 }).map(
  (place) => String.fromCodePoint(place < SURROGATES ? place : place + AFTER_SURROGATES - SURROGATES),
  // The way back makes fast-check try the texts that are known to break programs, such as `__proto__`.
  (character) => {
    const code = typeof character === 'string' ? character.codePointAt(0) : undefined;
    if (code === undefined || character !== String.fromCodePoint(code)) throw new Error('It is no single character.');
    return code < SURROGATES ? code : code - AFTER_SURROGATES + SURROGATES;
  },
);
