import { isTimeZone } from '#platform/dates';
import type { FieldError } from '#platform/problems';
import { check, isLine } from '../tenants/field-check.js';
import { contrastWithWhite, leastContrast } from './contrast.js';
import type { SettingsChoice } from './tenant-settings.js';

/** The faults of the given settings; a setting that is left out or null is accepted. */
export function settingsFaults({ locale, timeZone, branding = {} }: SettingsChoice): FieldError[] {
  const { displayName, colour, logoUrl } = branding;
  return [
    ...check('locale', locale, (given) => given === 'en' || given === 'fr', 'unknown_locale', texts.locale),
    ...check('timeZone', timeZone, isTimeZone, 'unknown_time_zone', texts.timeZone),
    ...check('branding/displayName', displayName, (name) => isLine(name, 120), 'invalid_name', texts.displayName),
    ...check('branding/colour', colour, isReadable, 'invalid_colour', texts.colour),
    ...check('branding/logoUrl', logoUrl, isLogoUrl, 'invalid_logo_url', texts.logoUrl),
  ];
}

/** The form of a colour. */
export const colourForm = /^#[0-9a-fA-F]{6}$/;

function isReadable(colour: string): boolean {
  return colourForm.test(colour) && contrastWithWhite(colour) >= leastContrast;
}

function isLogoUrl(text: string): boolean {
  // A URL parser would remove line breaks and escape other characters: refused, so that the given text is stored.
  if (!/^https:\/\/[^\s"<>\\]+$/.test(text) || text.length > 2000 || !URL.canParse(text)) return false;
  const { username, password, href } = new URL(text);
  return username === '' && password === '' && href.length <= 2000;
}

const texts = {
  locale: { en: 'The languages are en and fr.', fr: 'Les langues sont en et fr.' },
  timeZone: {
    en: 'Give a time zone of the IANA database, as in Europe/Paris.',
    fr: 'Donnez un fuseau horaire de la base IANA, comme Europe/Paris.',
  },
  displayName: {
    en: 'Give a name of 1 to 120 characters, on one line, without control or bidirectional characters.',
    fr: 'Donnez un nom de 1 à 120 caractères, sur une ligne, sans caractère de contrôle ni marque bidirectionnelle.',
  },
  colour: {
    en: `Give a colour as #rrggbb on which white text has a contrast of at least ${leastContrast} to 1 (WCAG AA): a darker one.`,
    fr: `Donnez une couleur sous la forme #rrggbb, assez foncée pour qu’un texte blanc y ait un contraste d’au moins ${String(leastContrast).replace('.', ',')} pour 1 (WCAG AA).`,
  },
  logoUrl: {
    en: 'Give an https:// address of at most 2,000 characters, without a user or password.',
    fr: 'Donnez une adresse https:// d’au plus 2 000 caractères, sans utilisateur ni mot de passe.',
  },
};
