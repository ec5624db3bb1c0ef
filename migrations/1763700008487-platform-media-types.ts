import { checkRows, migrationOutsideTransaction } from '#platform/database';

/** Those that `attachments` of the context takes: none that a browser runs. A test compares them. */
const ofJournal = `'image/jpeg', 'image/png', 'image/webp', 'image/heic', 'audio/mp4', 'audio/ogg', 'audio/webm', 'application/pdf'`;
const office = (kind: string) => `'application/vnd.openxmlformats-officedocument.${kind}'`;
const open = (kind: string) => `'application/vnd.oasis.opendocument.${kind}'`;
const ofCampus = [
  `'application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'audio/mpeg', 'audio/mp4', 'video/mp4'`,
  `'text/plain', 'text/csv', 'text/markdown', 'application/zip', 'application/octet-stream'`,
  ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map(office),
  ...['text', 'spreadsheet', 'presentation'].map(open),
].join(', ');

const known = (table: string, types: string, instead: string) =>
  checkRows(
    table,
    'attachments_media_type_check',
    `media_type in (${types})`,
    `update ${table} set media_type = '${instead}' where media_type not in (${types})`,
  );

/** Files are served under the media type of their row, whatever way that came in. */
export const PlatformMediaTypes1763700008487 = migrationOutsideTransaction(
  known('journal.attachments', ofJournal, 'application/pdf'),
  known('campus.attachments', ofCampus, 'application/octet-stream'),
);
