import type { LocalText } from '#platform/problems';

/** The code and text of a broken constraint; `{0}` and `{1}` are the constraint's arguments. */
export interface ConstraintText {
  code: string;
  detail: LocalText;
}

/** The code and text of a rule of one's own, as in `@Matches(form, { context: ruleText(…) })`. */
export const ruleText = <Code extends string>(code: Code, en: string, fr: string) => ({ code, detail: { en, fr } });

/** Of the fault of a field or parameter that an operation does not have. */
export const unknownFieldCode = 'unknown_field';

/**
 * By the names of constraints; a test checks that those of every DTO are here. The form that `@Matches` asks for is told by
 * its own `context`, which has `FormWords`.
 */
export const constraintTexts: Record<string, ConstraintText> = {
  nestedValidation: ruleText(
    'not_an_object',
    'must be an object or an array of objects',
    'doit être un objet ou un tableau d’objets',
  ),
  unknownValue: ruleText('not_an_object', 'must be an object', 'doit être un objet'),
  isObject: ruleText('not_an_object', 'must be an object', 'doit être un objet'),
  isDefined: ruleText('missing', 'is required', 'est obligatoire'),
  isNotEmpty: ruleText('empty', 'must not be empty', 'ne doit pas être vide'),
  isString: ruleText('not_a_string', 'must be a string', 'doit être une chaîne de caractères'),
  isBoolean: ruleText('not_a_boolean', 'must be true or false', 'doit valoir true ou false'),
  isNumber: ruleText('not_a_number', 'must be a number', 'doit être un nombre'),
  isInt: ruleText('not_an_integer', 'must be a whole number', 'doit être un nombre entier'),
  min: ruleText('too_small', 'must be at least {0}', 'doit valoir au moins {0}'),
  max: ruleText('too_large', 'must be at most {0}', 'doit valoir au plus {0}'),
  isArray: ruleText('not_an_array', 'must be an array', 'doit être un tableau'),
  arrayMinSize: ruleText('too_few', 'must hold at least {0} items', 'doit contenir au moins {0} éléments'),
  arrayMaxSize: ruleText('too_many', 'must hold at most {0} items', 'doit contenir au plus {0} éléments'),
  arrayUnique: ruleText('duplicates', 'must not hold an item twice', 'ne doit pas contenir deux fois le même élément'),
  maxLength: ruleText('too_long', 'must have at most {0} characters', 'doit comporter au plus {0} caractères'),
  isLength: ruleText('bad_length', 'must have {0} to {1} characters', 'doit comporter de {0} à {1} caractères'),
  isOneLine: ruleText(
    'not_one_line',
    'must be one line, without control characters and marks that change the direction of writing',
    'doit tenir sur une ligne, sans caractère de contrôle ni marque qui change le sens de l’écriture',
  ),
  maxBytes: ruleText('too_long', 'must have at most {0} bytes in UTF-8', 'doit comporter au plus {0} octets en UTF-8'),
  holdsForADay: ruleText(
    'not_allowed',
    'may be true only with {0} of at most {1}',
    'ne peut être true qu’avec {0} d’au plus {1}',
  ),
  isIn: ruleText('not_allowed', 'must be one of {0}', 'doit être l’une de ces valeurs : {0}'),
  isUuid: ruleText('not_a_uuid', 'must be a UUID', 'doit être un UUID'),
  isUuidV7: ruleText(
    'not_a_uuid',
    'must be a UUID of version 7, in lower case',
    'doit être un UUID de version 7, en minuscules',
  ),
  isEmail: ruleText(
    'not_an_email',
    'must be an e-mail address, as in ada@example.org',
    'doit être une adresse électronique, comme ada@example.org',
  ),
  isDateTime: ruleText(
    'not_a_date',
    'must be an RFC 3339 date with a time and an offset, as in 2026-01-15T09:30:00Z',
    'doit être une date RFC 3339 avec une heure et un décalage, comme 2026-01-15T09:30:00Z',
  ),
  isDay: ruleText('invalid_day', 'must be a day as in 2026-11-21', 'doit être un jour comme 2026-11-21'),
  isTimeZone: ruleText(
    'unknown_time_zone',
    'must be a time zone of the IANA database, as in Europe/Paris',
    'doit être un fuseau horaire de la base IANA, comme Europe/Paris',
  ),
  isSemVer: ruleText(
    'not_a_version',
    'must be a semantic version, as in 1.2.0',
    'doit être une version sémantique, comme 1.2.0',
  ),
};

/** For a constraint that is not in the table. */
export const anyConstraint = ruleText('invalid', 'is not accepted', 'n’est pas accepté');

/** For a missing value whose DTO only constrains its type or format. */
export const missing = constraintTexts.isDefined as ConstraintText;
