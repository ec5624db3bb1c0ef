import type { LocalText } from '#platform/problems';
import { longestName, longestSubject, longestText, mostProperties } from './event-rules.js';

/** Why an event is rejected, with what to do about it: the last part of a sentence, as those of `errors[]` are. */
export const rejectionTexts = {
  invalid_json: { en: 'must be JSON', fr: 'doit être du JSON' },
  not_an_object: { en: 'must be an object', fr: 'doit être un objet' },
  unknown_field: { en: 'is not a field of events', fr: 'n’est pas un champ des événements' },
  missing: { en: 'is required', fr: 'est obligatoire' },
  not_a_uuid: { en: 'must be a UUID', fr: 'doit être un UUID' },
  not_a_string: { en: 'must be a string', fr: 'doit être une chaîne de caractères' },
  invalid_name: {
    en: `must have 1 to ${longestName} characters, letters, digits and _ . : / $ - with spaces only between them, begin with a letter, a digit, _ or $, and not with palier.`,
    fr: `doit comporter de 1 à ${longestName} caractères, lettres, chiffres et _ . : / $ - avec des espaces seulement entre eux, commencer par une lettre, un chiffre, _ ou $, et non par palier.`,
  },
  not_a_date: {
    en: 'must be an RFC 3339 date with a time and an offset, as in 2026-01-15T09:30:00.123Z',
    fr: 'doit être une date RFC 3339 avec une heure et un décalage, comme 2026-01-15T09:30:00.123Z',
  },
  too_old: {
    en: 'must be at most 7 days ago; drop what waited longer',
    fr: 'doit remonter à 7 jours au plus ; abandonnez ce qui a attendu plus longtemps',
  },
  in_future: {
    en: 'must be at most 5 minutes ahead of the server; correct the clock of the device',
    fr: 'doit devancer le serveur de 5 minutes au plus ; réglez l’horloge de l’appareil',
  },
  bad_length: {
    en: `must have 1 to ${longestSubject} characters`,
    fr: `doit comporter de 1 à ${longestSubject} caractères`,
  },
  too_many_properties: {
    en: `must have at most ${mostProperties} properties`,
    fr: `doit avoir au plus ${mostProperties} propriétés`,
  },
  bad_property_name: {
    en: `must be named with 1 to ${longestName} characters`,
    fr: `doit avoir un nom de 1 à ${longestName} caractères`,
  },
  forbidden_key: { en: 'must not have this name', fr: 'ne doit pas porter ce nom' },
  nested_value: {
    en: 'must be a string, a number, a boolean or null: properties are flat',
    fr: 'doit être une chaîne, un nombre, un booléen ou null : les propriétés sont à plat',
  },
  not_finite: { en: 'must be a number below 1.8e308', fr: 'doit être un nombre inférieur à 1.8e308' },
  too_long: {
    en: `must have at most ${longestText} characters`,
    fr: `doit comporter au plus ${longestText} caractères`,
  },
  too_many_names: {
    en: 'is one name too many: a name is a kind of event, and what differs belongs into its properties',
    fr: 'est un nom de trop : un nom est un type d’événement, et ce qui diffère va dans ses propriétés',
  },
  nul_character: { en: 'must not contain the character U+0000', fr: 'ne doit pas contenir le caractère U+0000' },
  lone_surrogate: {
    en: 'must not contain half of a surrogate pair',
    fr: 'ne doit pas contenir la moitié d’une paire de substitution',
  },
  looks_like_email: {
    en: 'must not contain an e-mail address; send an id that you made instead',
    fr: 'ne doit pas contenir d’adresse électronique ; envoyez plutôt un identifiant de votre part',
  },
} as const satisfies Record<string, LocalText>;

export type RejectionCode = keyof typeof rejectionTexts;

/** The first fault of an event. */
export class Rejection {
  /** @param path the keys from the event to the faulty value */
  constructor(
    readonly code: RejectionCode,
    readonly path: readonly string[],
  ) {}
}
