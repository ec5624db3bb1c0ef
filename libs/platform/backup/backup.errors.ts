import { defineProblems, operatorProblem } from '#platform/problems';

/** Why a backup, a restore, an export or an import is refused or fails. */
export const backupProblems = defineProblems('platform/backup', {
  backup_under_way: operatorProblem(409, 'A backup is under way', 'Une sauvegarde est en cours', {
    en: 'Another backup of this database is running. Wait until it has finished, then try again.',
    fr: 'Une autre sauvegarde de cette base est en cours. Attendez qu’elle soit terminée, puis réessayez.',
  }),
  backup_unreadable_table: operatorProblem(
    500,
    'A table cannot be read completely',
    'Une table ne peut pas être lue en entier',
    {
      en: 'Row level security hides the rows of {table} from the backup role, so a backup would lack them. Declare the table with declareTable, in a migration.',
      fr: 'La sécurité par ligne cache les lignes de {table} au rôle de sauvegarde : elles manqueraient. Déclarez la table avec declareTable, dans une migration.',
    },
  ),
  backup_file_missing: operatorProblem(500, 'A file is missing', 'Un fichier manque', {
    en: 'The file {digest} of the tenant {tenantId} is missing in {place}, or has another length, although a row refers to it. No archive was written. "palier media verify" lists all such files: restore them from an older backup, or delete what refers to them, then try again.',
    fr: 'Le fichier {digest} du locataire {tenantId} manque dans {place}, ou a une autre longueur, alors qu’une ligne y renvoie. Aucune archive n’a été écrite. « palier media verify » liste ces fichiers : restaurez-les depuis une sauvegarde plus ancienne, ou supprimez ce qui y renvoie, puis réessayez.',
  }),
  files_unwritable: operatorProblem(507, 'The files cannot be written', 'Les fichiers ne peuvent pas être écrits', {
    en: 'Files cannot be written to {place} ({reason}). No row was changed. Free some space, or choose another place, then try again: files that are there already are not written again.',
    fr: 'Des fichiers ne peuvent pas être écrits dans {place} ({reason}). Aucune ligne n’a été modifiée. Libérez de la place, ou choisissez un autre endroit, puis réessayez : les fichiers déjà présents ne sont pas réécrits.',
  }),
  backup_tables_changed: operatorProblem(503, 'The tables keep changing', 'Les tables changent sans cesse', {
    en: 'Migrations changed the tables at every start of the backup. Try again once the migrations have finished.',
    fr: 'Des migrations ont changé les tables à chaque début de sauvegarde. Réessayez quand elles seront terminées.',
  }),
  archive_unwritable: operatorProblem(500, 'The archive cannot be written', 'L’archive ne peut pas être écrite', {
    en: '{file} cannot be written ({reason}); no partial file is left. Check that its directory exists, is writable and has free space.',
    fr: '{file} ne peut pas être écrit ({reason}) ; aucun fichier partiel ne reste. Vérifiez que son dossier existe, est accessible en écriture et a de la place.',
  }),
  archive_exists: operatorProblem(409, 'The file exists', 'Le fichier existe', {
    en: '{file} exists already, and an archive never takes the place of a file. Give another name, or move the file away.',
    fr: '{file} existe déjà, et une archive ne remplace jamais un fichier. Donnez un autre nom, ou déplacez le fichier.',
  }),
  archive_missing: operatorProblem(404, 'No such archive', 'Archive introuvable', {
    en: '{file} cannot be opened ({reason}). Check its name and its permissions.',
    fr: '{file} ne peut pas être ouvert ({reason}). Vérifiez son nom et ses droits d’accès.',
  }),
  archive_foreign: operatorProblem(422, 'Not an archive of Palier', 'Pas une archive de Palier', {
    en: '{file} is not an archive that Palier wrote. Use a file that "palier backup" or "palier tenant export" wrote.',
    fr: '{file} n’est pas une archive écrite par Palier. Utilisez un fichier écrit par « palier backup » ou « palier tenant export ».',
  }),
  archive_truncated: operatorProblem(422, 'Truncated archive', 'Archive tronquée', {
    en: '{file} is truncated: the directory at its end is missing or damaged. Copy it again, or take another backup.',
    fr: '{file} est tronqué : le répertoire qui le termine manque ou est abîmé. Copiez-le de nouveau, ou prenez une autre sauvegarde.',
  }),
  archive_entry_missing: operatorProblem(422, 'Incomplete archive', 'Archive incomplète', {
    en: '{file} lacks its entry {entry}. Copy it again, or take another backup.',
    fr: 'Il manque à {file} son entrée {entry}. Copiez-le de nouveau, ou prenez une autre sauvegarde.',
  }),
  archive_entry_unknown: operatorProblem(422, 'Altered archive', 'Archive modifiée', {
    en: '{file} holds {entry}, which its manifest does not list. Take another backup.',
    fr: '{file} contient {entry}, que son manifeste ne cite pas. Prenez une autre sauvegarde.',
  }),
  archive_entry_altered: operatorProblem(422, 'Altered archive', 'Archive modifiée', {
    en: 'The entry {entry} of {file} was changed: its digest differs. Copy it again, or take another backup.',
    fr: 'L’entrée {entry} de {file} a été modifiée : son empreinte diffère. Copiez-le de nouveau, ou prenez une autre sauvegarde.',
  }),
  archive_of_newer_format: operatorProblem(422, 'Archive of a newer Palier', 'Archive d’un Palier plus récent', {
    en: '{file} has format {format}; this version of Palier reads up to {known}. Use the version that wrote it, or a newer one.',
    fr: '{file} est au format {format} ; cette version de Palier lit jusqu’au {known}. Utilisez la version qui l’a écrit, ou une plus récente.',
  }),
  archive_of_other_version: operatorProblem(422, 'Archive of another version', 'Archive d’une autre version', {
    en: '{file} comes from a database with the migration {migration}, which this version of Palier lacks: a newer or an older build wrote the archive. Nothing was restored. Use the build that wrote it, or a version that has this migration.',
    fr: '{file} vient d’une base avec la migration {migration}, absente de cette version de Palier : un build plus récent ou plus ancien a écrit l’archive. Rien n’a été restauré. Utilisez le build qui l’a écrite, ou une version qui a cette migration.',
  }),
  archive_of_other_kind: operatorProblem(422, 'Wrong kind of archive', 'Mauvaise sorte d’archive', {
    en: '{file} is an archive of the kind {kind}: use "{command}".',
    fr: '{file} est une archive de type « {kind} » : utilisez « {command} ».',
  }),
  keys_file_missing: operatorProblem(422, 'The keys file is missing', 'Il manque le fichier de clés', {
    en: 'The keys of the persons in {file} are in a keys file, and none of this deployment is beside it. Nothing was changed. Give one with --keys: that which was written with the archive, or any later one. With --without-keys the rest is taken in, and nobody can ever read what the keys sealed.',
    fr: 'Les clés des personnes de {file} sont dans un fichier de clés, et aucun de ce déploiement ne se trouve à côté. Rien n’a été modifié. Indiquez-en un par --keys : celui qui a été écrit avec l’archive, ou un plus récent. Avec --without-keys le reste est repris, et personne ne pourra jamais lire ce que les clés ont scellé.',
  }),
  keys_file_older: operatorProblem(422, 'The keys file is older', 'Le fichier de clés est plus ancien', {
    en: '{file} is older than {archive}: it may hold keys that were deleted before, and lack others. Nothing was changed. Use the keys file that was written with the archive, or any later one.',
    fr: '{file} est plus ancien que {archive} : des clés supprimées avant peuvent s’y trouver, et d’autres y manquer. Rien n’a été modifié. Utilisez le fichier de clés écrit avec l’archive, ou un plus récent.',
  }),
  keys_file_of_others: operatorProblem(422, 'Keys of another deployment', 'Clés d’un autre déploiement', {
    en: '{file} has the keys of another deployment or tenant than {archive}. Nothing was changed. Use the keys file that was written with the archive, or any later one of the same deployment.',
    fr: '{file} contient les clés d’un autre déploiement ou locataire que {archive}. Rien n’a été modifié. Utilisez le fichier de clés écrit avec l’archive, ou un plus récent du même déploiement.',
  }),
  database_not_empty: operatorProblem(409, 'The database holds data', 'La base contient des données', {
    en: '{database} holds data (in {table}). Nothing was changed. Restore into an empty database with --into, or use --replace, which keeps the current database under another name.',
    fr: '{database} contient des données (dans {table}). Rien n’a été modifié. Restaurez dans une base vide avec --into, ou utilisez --replace, qui conserve la base actuelle sous un autre nom.',
  }),
  database_in_use: operatorProblem(409, 'The database is in use', 'La base est en service', {
    en: '{sessions} connections use {database}. Nothing was replaced. Stop every Palier process that uses it, then try again.',
    fr: '{sessions} connexions utilisent {database}. Rien n’a été remplacé. Arrêtez chaque processus Palier qui l’utilise, puis réessayez.',
  }),
  former_database_kept: operatorProblem(409, 'A former database still exists', 'Une ancienne base existe encore', {
    en: '{database} still exists from the last restore. Check that you need nothing in it, drop it with "palier restore --forget", then try again.',
    fr: '{database} existe encore depuis la dernière restauration. Vérifiez que vous n’avez besoin de rien qui s’y trouve, supprimez-la avec « palier restore --forget », puis réessayez.',
  }),
  tables_differ: operatorProblem(409, 'The tables differ', 'Les tables diffèrent', {
    en: 'The table {table} does not have the same columns on both sides, although the migrations are the same. Nothing was loaded. Compare the table on both sides, and undo changes that were made outside migrations.',
    fr: 'La table {table} n’a pas les mêmes colonnes des deux côtés, alors que les migrations sont les mêmes. Rien n’a été chargé. Comparez la table des deux côtés, et annulez les changements faits hors des migrations.',
  }),
  row_refused: operatorProblem(422, 'A row violates a constraint', 'Une ligne viole une contrainte', {
    en: '{row} violates the constraint {rule} of this database. Nothing was loaded. Correct that row in the source, then take the archive again.',
    fr: '{row} viole la contrainte {rule} de cette base. Rien n’a été chargé. Corrigez cette ligne à la source, puis refaites l’archive.',
  }),
  rows_differ: operatorProblem(500, 'The rows differ', 'Les lignes diffèrent', {
    en: '{table} was read back with {found} rows, which differ from the {expected} that were loaded. Nothing was changed. Try again; if it happens again, report it.',
    fr: '{table} a été relue avec {found} lignes, qui diffèrent des {expected} chargées. Rien n’a été modifié. Réessayez ; si cela se reproduit, signalez-le.',
  }),
  restored_unguarded: operatorProblem(
    500,
    'The restored database does not isolate tenants',
    'La base restaurée n’isole pas les locataires',
    {
      en: '{subject}: {claim} does not hold ({seen}). Do not use it: this is a defect of Palier, or the server changed it meanwhile.',
      fr: '{subject} : « {claim} » n’est pas vrai ({seen}). Ne l’utilisez pas : c’est un défaut de Palier, ou le serveur l’a modifiée entre-temps.',
    },
  ),
  database_name_too_long: operatorProblem(
    422,
    'The name of the database is too long',
    'Le nom de la base est trop long',
    {
      en: 'The name {database} has more than {limit} bytes, so the names derived from it would be too long. Restore into an empty database with --into, then set DATABASE_URL to that one.',
      fr: 'Le nom {database} dépasse {limit} octets : les noms qui en dérivent seraient trop longs. Restaurez dans une base vide avec --into, puis indiquez-la dans DATABASE_URL.',
    },
  ),
  owner_url_missing: operatorProblem(500, 'DATABASE_OWNER_URL is not set', 'DATABASE_OWNER_URL n’est pas défini', {
    en: 'Row level security hides rows from the role of DATABASE_URL. Set DATABASE_OWNER_URL, then try again.',
    fr: 'La sécurité par ligne cache des lignes au rôle de DATABASE_URL. Définissez DATABASE_OWNER_URL, puis réessayez.',
  }),
  admin_url_missing: operatorProblem(500, '--admin-url is missing', 'Il manque --admin-url', {
    en: 'Creating and renaming databases needs an administrator. Give its URL in --admin-url, as for "palier database init".',
    fr: 'Créer et renommer des bases demande un administrateur. Indiquez son URL par --admin-url, comme pour « palier database init ».',
  }),
  tenant_already_here: operatorProblem(409, 'The tenant already exists', 'Le locataire existe déjà', {
    en: 'A tenant with the id or the slug of {slug} already exists. Nothing was imported. Import the archive as a second tenant under another slug with --slug.',
    fr: 'Un locataire avec l’id ou l’identifiant de {slug} existe déjà. Rien n’a été importé. Importez l’archive comme second locataire sous un autre identifiant avec --slug.',
  }),
  archive_of_other_original: operatorProblem(409, 'Archive of another tenant', 'Archive d’un autre locataire', {
    en: 'This archive is not one of the tenant {slug} of this deployment. Nothing was imported. Check where the archive comes from, and name its original with --files-of, or leave that out: files that the archive only lists are then missing.',
    fr: 'Cette archive n’est pas celle du locataire {slug} de ce déploiement. Rien n’a été importé. Vérifiez d’où vient l’archive et indiquez son original par --files-of, ou omettez-le : les fichiers que l’archive ne fait que lister manqueront.',
  }),
  tenant_slug_invalid: operatorProblem(422, 'Not a slug', 'Identifiant invalide', {
    en: '{slug} is not a valid slug: use 2 to 63 lower-case letters, digits and single hyphens, beginning with a letter.',
    fr: '{slug} n’est pas un identifiant : il faut 2 à 63 minuscules, chiffres et traits d’union simples, en commençant par une lettre.',
  }),
  archive_of_other_migrations: operatorProblem(409, 'Other migrations', 'Autres migrations', {
    en: '{file} and this database differ by the migration {migration}. Bring both deployments to the same version of Palier, export the tenant again, then import it.',
    fr: '{file} et cette base diffèrent par la migration {migration}. Mettez les deux à une même version de Palier, exportez de nouveau le locataire, puis importez-le.',
  }),
  archive_table_of_no_tenant: operatorProblem(422, 'Not a table of a tenant', 'Pas une table de locataire', {
    en: '{file} holds the table {table}, which is never part of a tenant’s export. Nothing was imported. Import only archives that "palier tenant export" wrote.',
    fr: '{file} contient la table {table}, qui ne fait jamais partie de l’export d’un locataire. Rien n’a été importé. N’importez que des archives écrites par « palier tenant export ».',
  }),
  archive_of_several_tenants: operatorProblem(422, 'Rows of another tenant', 'Lignes d’un autre locataire', {
    en: '{table} in {file} holds rows of another tenant. Nothing was imported. Import only archives that "palier tenant export" wrote.',
    fr: '{table} dans {file} contient des lignes d’un autre locataire. Rien n’a été importé. N’importez que des archives écrites par « palier tenant export ».',
  }),
});
