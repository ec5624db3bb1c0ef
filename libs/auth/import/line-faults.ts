import { ruleText } from '#platform/http';

/** The faults of a line; each text follows the name of the field. */
export const lineFaults = {
  notAnObject: ruleText('not_an_object', 'must be one JSON object', 'doit être un objet JSON'),
  tooLong: ruleText('too_long', 'must have at most 10,000 characters', 'doit comporter au plus 10 000 caractères'),
  missing: ruleText('missing', 'is required', 'est obligatoire'),
  email: ruleText('not_an_email', 'must be an e-mail address', 'doit être une adresse électronique'),
  name: ruleText(
    'invalid_name',
    'must have 1 to 100 characters, on one line',
    'doit comporter de 1 à 100 caractères, sur une ligne',
  ),
  passwordHash: ruleText(
    'unknown_hash',
    'must be an Argon2id hash ($argon2id$v=19$…, 64 MiB and 10 passes at most) or a bcrypt hash ($2a$, $2b$, $2y$, cost 4 to 12)',
    'doit être une empreinte Argon2id ($argon2id$v=19$…, 64 Mio et 10 passes au plus) ou bcrypt ($2a$, $2b$, $2y$, coût de 4 à 12)',
  ),
  role: ruleText('not_allowed', 'must be member, editor, admin or owner', 'doit être member, editor, admin ou owner'),
  verified: ruleText('not_a_boolean', 'must be true or false', 'doit valoir true ou false'),
  locale: ruleText('not_allowed', 'must be en or fr', 'doit valoir en ou fr'),
  createdAt: ruleText(
    'not_a_date',
    'must be an RFC 3339 date in the past',
    'doit être une date RFC 3339 dans le passé',
  ),
};
