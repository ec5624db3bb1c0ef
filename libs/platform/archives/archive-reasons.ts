import type { LocalText } from '#platform/problems';
import { pathReasons } from './path-reasons.js';

/** What is wrong with an archive, and what to do about it; `{limit}` is the limit that it exceeds. */
export const archiveReasons = {
  ...pathReasons,
  not_zip: {
    en: 'It is neither a ZIP nor a gzipped tar. Send one of these, such as what “npm pack” makes.',
    fr: 'Ce n’est ni un ZIP, ni un tar compressé par gzip. Envoyez l’un des deux, par exemple ce que crée « npm pack ».',
  },
  not_tar: {
    en: 'It is compressed by gzip, and what is in it is no tar. Send a gzipped tar, such as what “npm pack” makes, or a ZIP.',
    fr: 'Elle est compressée par gzip, mais ne contient pas de tar. Envoyez un tar compressé par gzip, par exemple ce que crée « npm pack », ou un ZIP.',
  },
  truncated: {
    en: 'It is cut off, or its directory or its end is damaged. Check the file, and send it again.',
    fr: 'Elle est tronquée, ou endommagée dans son répertoire ou à sa fin. Vérifiez le fichier et renvoyez-le.',
  },
  encrypted: {
    en: 'It is encrypted. Make the archive without a password.',
    fr: 'Elle est chiffrée. Créez l’archive sans mot de passe.',
  },
  special_file: {
    en: 'It is neither a file nor an empty directory entry, but a link or a device, for example. Leave it out, or put the file in its place.',
    fr: 'Ce n’est ni un fichier ni une entrée de dossier vide, mais par exemple un lien ou un périphérique. Retirez-la, ou mettez le fichier à sa place.',
  },
  unsupported_method: {
    en: 'It is compressed by another method than deflate. Make the archive with deflate, or without compression.',
    fr: 'Elle est compressée par une autre méthode que deflate. Créez l’archive avec deflate, ou sans compression.',
  },
  duplicate_name: {
    en: 'The archive holds this name twice. Leave one out.',
    fr: 'L’archive contient ce nom deux fois. Retirez-en un.',
  },
  name_clash: {
    en: 'Another name differs from this one only in case or in the form of its accents, so some systems take both for one file. Rename one.',
    fr: 'Un autre nom ne diffère de celui-ci que par la casse ou la forme des accents : certains systèmes y voient un seul fichier. Renommez-en un.',
  },
  file_and_directory: {
    en: 'It is a file, and also a directory of another entry. Rename one.',
    fr: 'C’est un fichier, et aussi un dossier d’une autre entrée. Renommez l’un des deux.',
  },
  no_files: {
    en: 'It has no file, or only files that macOS adds. Put the files of the app in it.',
    fr: 'Elle ne contient aucun fichier, ou seulement des fichiers ajoutés par macOS. Mettez-y les fichiers de l’application.',
  },
  too_many_entries: {
    en: 'It has more than {limit} entries. Leave files out.',
    fr: 'Elle a plus de {limit} entrées. Retirez des fichiers.',
  },
  file_too_large: {
    en: 'It has more than {limit} bytes. Make the file smaller, or leave it out.',
    fr: 'Elle dépasse {limit} octets. Réduisez le fichier, ou retirez-le.',
  },
  archive_too_large: {
    en: 'Its files have more than {limit} bytes in all. Leave files out.',
    fr: 'Ses fichiers dépassent {limit} octets au total. Retirez des fichiers.',
  },
  compression_ratio: {
    en: 'It unpacks to more than {limit} times its compressed size. Store this file without compression, or leave it out.',
    fr: 'Décompressée, elle dépasse {limit} fois sa taille compressée. Stockez ce fichier sans compression, ou retirez-le.',
  },
  size_mismatch: {
    en: 'Its content has another size than the archive says. Make the archive again.',
    fr: 'Son contenu n’a pas la taille que l’archive indique. Recréez l’archive.',
  },
  overlap: {
    en: 'Its bytes overlap those of another entry or of the directory. Make the archive again.',
    fr: 'Ses octets chevauchent ceux d’une autre entrée ou du répertoire. Recréez l’archive.',
  },
  header_mismatch: {
    en: 'Its own header and the directory of the archive disagree. Make the archive again.',
    fr: 'Son propre en-tête et le répertoire de l’archive se contredisent. Recréez l’archive.',
  },
  header_invalid: {
    en: 'A header of the archive is damaged, or contradicts another. Make the archive again, with “npm pack” or another program.',
    fr: 'Un en-tête de l’archive est endommagé, ou en contredit un autre. Recréez l’archive, avec « npm pack » ou un autre programme.',
  },
  damaged: {
    en: 'Its content does not match its checksum, or cannot be decompressed. Make the archive again.',
    fr: 'Son contenu ne correspond pas à sa somme de contrôle, ou ne peut pas être décompressé. Recréez l’archive.',
  },
} satisfies Readonly<Record<string, LocalText>>;

/** Why an archive is refused, as a client reads it in `reason`. */
export type ArchiveReason = keyof typeof archiveReasons;
