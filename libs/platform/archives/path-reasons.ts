import type { LocalText } from '#platform/problems';

/** What is wrong with a path, and what to do about it. */
export const pathReasons = {
  not_utf8: {
    en: 'Its name is not valid UTF-8. Use a program that writes names in UTF-8.',
    fr: 'Son nom n’est pas de l’UTF-8 valable. Utilisez un programme qui écrit les noms en UTF-8.',
  },
  path_too_long: {
    en: 'Its path has more than 1,000 bytes. Shorten it.',
    fr: 'Son chemin dépasse 1 000 octets. Raccourcissez-le.',
  },
  control_character: {
    en: 'Its name has a control character, a line break or a mark of writing direction. Rename it.',
    fr: 'Son nom contient un caractère de contrôle, un saut de ligne ou une marque de sens d’écriture. Renommez-le.',
  },
  invisible_character: {
    en: 'Its path has an invisible character, such as a zero-width space, a joiner or a variant selector of an emoji. Rename it.',
    fr: 'Son chemin contient un caractère invisible, comme une espace sans chasse, un liant ou un sélecteur de variante d’émoji. Renommez-le.',
  },
  backslash: {
    en: 'Its path has a backslash. Separate directories with “/”.',
    fr: 'Son chemin contient une barre oblique inverse. Séparez les dossiers par « / ».',
  },
  absolute_path: {
    en: 'Its path begins with “/”. Give a path relative to the app’s directory.',
    fr: 'Son chemin commence par « / ». Indiquez un chemin relatif au dossier de l’application.',
  },
  drive_letter: {
    en: 'Its path begins with a drive letter. Give a path relative to the app’s directory.',
    fr: 'Son chemin commence par une lettre de lecteur. Indiquez un chemin relatif au dossier de l’application.',
  },
  windows_character: {
    en: 'Its path has one of the characters < > : " | ? *, which Windows allows in no name. Rename it.',
    fr: 'Son chemin contient l’un des caractères < > : " | ? *, que Windows n’accepte dans aucun nom. Renommez-le.',
  },
  empty_segment: {
    en: 'Its path is empty, or has an empty part between two “/”. Name every part.',
    fr: 'Son chemin est vide, ou a une partie vide entre deux « / ». Nommez chaque partie.',
  },
  dot_segment: {
    en: 'Its path has “.” or “..” as a part. Give a path without them.',
    fr: 'Son chemin a « . » ou « .. » pour partie. Indiquez un chemin sans elles.',
  },
  segment_too_long: {
    en: 'A part of its path has more than 255 bytes. Shorten it.',
    fr: 'Une partie de son chemin dépasse 255 octets. Raccourcissez-la.',
  },
  trailing_dot_or_space: {
    en: 'A part of its path ends with a dot or a space, which Windows drops. Rename it.',
    fr: 'Une partie de son chemin finit par un point ou une espace, que Windows supprime. Renommez-la.',
  },
  device_name: {
    en: 'A part of its path is the name of a device of Windows, such as CON, NUL or COM1, with or without an extension. Rename it.',
    fr: 'Une partie de son chemin est le nom d’un périphérique de Windows, comme CON, NUL ou COM1, avec ou sans extension. Renommez-la.',
  },
  short_name: {
    en: 'A part of its path is written as a short name of Windows, such as DOCUME~1, which may stand for another file. Rename it.',
    fr: 'Une partie de son chemin s’écrit comme un nom court de Windows, tel DOCUME~1, qui peut désigner un autre fichier. Renommez-la.',
  },
  reserved_path: {
    en: 'Paths at and below “.palier” are reserved. Rename it.',
    fr: 'Les chemins « .palier » et au-dessous sont réservés. Renommez-le.',
  },
} satisfies Readonly<Record<string, LocalText>>;

/** Why a path is refused. */
export type PathReason = keyof typeof pathReasons;
