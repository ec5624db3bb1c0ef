import type { LocalText } from '#platform/problems';

/** The code and text of a broken constraint; `{0}` and `{1}` are the constraint's arguments. */
export interface ConstraintText {
  code: string;
  detail: LocalText;
}

const text = (code: string, en: string, fr: string): ConstraintText => ({ code, detail: { en, fr } });

/** By the names of class-validator's constraints; a test checks that those of every DTO are here. */
export const constraintTexts: Record<string, ConstraintText> = {
  whitelistValidation: text('unknown_field', 'is not a known field', 'n’est pas un champ connu'),
  nestedValidation: text(
    'not_an_object',
    'must be an object or an array of objects',
    'doit être un objet ou un tableau d’objets',
  ),
  unknownValue: text('not_an_object', 'must be an object', 'doit être un objet'),
  isObject: text('not_an_object', 'must be an object', 'doit être un objet'),
  isDefined: text('missing', 'is required', 'est obligatoire'),
  isNotEmpty: text('empty', 'must not be empty', 'ne doit pas être vide'),
  isString: text('not_a_string', 'must be a string', 'doit être une chaîne de caractères'),
  isBoolean: text('not_a_boolean', 'must be true or false', 'doit valoir true ou false'),
  isNumber: text('not_a_number', 'must be a number', 'doit être un nombre'),
  isInt: text('not_an_integer', 'must be a whole number', 'doit être un nombre entier'),
  isPositive: text('not_positive', 'must be above 0', 'doit être supérieur à 0'),
  min: text('too_small', 'must be at least {0}', 'doit valoir au moins {0}'),
  max: text('too_large', 'must be at most {0}', 'doit valoir au plus {0}'),
  isArray: text('not_an_array', 'must be an array', 'doit être un tableau'),
  arrayNotEmpty: text('too_few', 'must hold at least one item', 'doit contenir au moins un élément'),
  arrayMinSize: text('too_few', 'must hold at least {0} items', 'doit contenir au moins {0} éléments'),
  arrayMaxSize: text('too_many', 'must hold at most {0} items', 'doit contenir au plus {0} éléments'),
  arrayUnique: text('duplicates', 'must not hold an item twice', 'ne doit pas contenir deux fois le même élément'),
  minLength: text('too_short', 'must have at least {0} characters', 'doit comporter au moins {0} caractères'),
  maxLength: text('too_long', 'must have at most {0} characters', 'doit comporter au plus {0} caractères'),
  isLength: text('bad_length', 'must have {0} to {1} characters', 'doit comporter de {0} à {1} caractères'),
  matches: text('bad_format', 'must match {0}', 'doit correspondre à {0}'),
  isIn: text('not_allowed', 'must be one of {0}', 'doit être l’une de ces valeurs : {0}'),
  isEnum: text('not_allowed', 'must be one of {1}', 'doit être l’une de ces valeurs : {1}'),
  equals: text('not_allowed', 'must be {0}', 'doit valoir {0}'),
  isUuid: text('not_a_uuid', 'must be a UUID', 'doit être un UUID'),
  isUuidV7: text(
    'not_a_uuid',
    'must be a UUID of version 7, in lower case',
    'doit être un UUID de version 7, en minuscules',
  ),
  isUrl: text('not_a_url', 'must be a URL', 'doit être une URL'),
  isEmail: text('not_an_email', 'must be an e-mail address', 'doit être une adresse électronique'),
  isDateTime: text(
    'not_a_date',
    'must be an RFC 3339 date with a time and an offset, as in 2026-01-15T09:30:00Z',
    'doit être une date RFC 3339 avec une heure et un décalage, comme 2026-01-15T09:30:00Z',
  ),
  isDay: text('invalid_day', 'must be a day as in 2026-11-21', 'doit être un jour comme 2026-11-21'),
  isTimeZone: text(
    'unknown_time_zone',
    'must be a time zone of the IANA database, as in Europe/Paris',
    'doit être un fuseau horaire de la base IANA, comme Europe/Paris',
  ),
  isLocale: text('not_a_locale', 'must be a language tag', 'doit être une étiquette de langue'),
  isSemVer: text('not_a_version', 'must be a semantic version', 'doit être une version sémantique'),
};

/** For a constraint that is not in the table. */
export const anyConstraint = text('invalid', 'is not accepted', 'n’est pas accepté');

/** For a missing value whose DTO only constrains its type or format. */
export const missing = constraintTexts.isDefined as ConstraintText;
