import { defineProblems } from '#platform/problems';

/** What stops a backup, a restore or the move of a tenant. */
export const backupProblems = defineProblems('platform/backup', {
  backup_under_way: {
    status: 409,
    title: { en: 'A backup is under way', fr: 'Une sauvegarde est en cours' },
    detail: {
      en: 'Another backup of this database is being made. Wait until it is done, then try again.',
      fr: 'Une autre sauvegarde de cette base est en cours. Attendez qu’elle soit finie, puis réessayez.',
    },
  },
  backup_unreadable_table: {
    status: 500,
    title: { en: 'A table cannot be read whole', fr: 'Une table ne peut pas être lue en entier' },
    detail: {
      en: 'Row level security hides {table} from the backup role, so a backup would lack its rows. Give it the policy "backup" with platform.protect_tenant_table, in a migration.',
      fr: 'La sécurité par ligne cache {table} au rôle de sauvegarde : ses lignes manqueraient. Donnez-lui la règle « backup » par platform.protect_tenant_table, dans une migration.',
    },
  },
  backup_tables_changed: {
    status: 503,
    title: { en: 'The tables keep changing', fr: 'Les tables changent sans cesse' },
    detail: {
      en: 'Migrations changed the tables each time that the backup began. Try again once they are done.',
      fr: 'Des migrations ont changé les tables à chaque début de sauvegarde. Réessayez quand elles seront finies.',
    },
  },
  archive_unwritable: {
    status: 500,
    title: { en: 'The archive cannot be written', fr: 'L’archive ne peut pas être écrite' },
    detail: {
      en: '{file} cannot be written ({reason}), and nothing is left of it. See that its directory is there, may be written and has room.',
      fr: '{file} ne peut pas être écrit ({reason}) et il n’en reste rien. Vérifiez que son dossier existe, peut être écrit et a de la place.',
    },
  },
  archive_missing: {
    status: 404,
    title: { en: 'No such archive', fr: 'Archive introuvable' },
    detail: {
      en: '{file} cannot be opened ({reason}). Check its name and its rights.',
      fr: '{file} ne peut pas être ouvert ({reason}). Vérifiez son nom et ses droits.',
    },
  },
  archive_foreign: {
    status: 422,
    title: { en: 'Not an archive of Palier', fr: 'Pas une archive de Palier' },
    detail: {
      en: '{file} is not an archive that Palier wrote. Name a file that "palier backup" or "palier tenant export" made.',
      fr: '{file} n’est pas une archive écrite par Palier. Indiquez un fichier fait par « palier backup » ou « palier tenant export ».',
    },
  },
  archive_truncated: {
    status: 422,
    title: { en: 'Truncated archive', fr: 'Archive tronquée' },
    detail: {
      en: '{file} is cut off: the directory at its end is missing or damaged. Copy it again, or take another backup.',
      fr: '{file} est tronqué : le répertoire qui le termine manque ou est abîmé. Copiez-le de nouveau, ou prenez une autre sauvegarde.',
    },
  },
  archive_entry_missing: {
    status: 422,
    title: { en: 'Incomplete archive', fr: 'Archive incomplète' },
    detail: {
      en: '{file} lacks its entry {entry}. Copy it again, or take another backup.',
      fr: 'Il manque à {file} son entrée {entry}. Copiez-le de nouveau, ou prenez une autre sauvegarde.',
    },
  },
  archive_entry_unknown: {
    status: 422,
    title: { en: 'Altered archive', fr: 'Archive modifiée' },
    detail: {
      en: '{file} holds {entry}, which its manifest does not list. Take another backup.',
      fr: '{file} contient {entry}, que son manifeste ne cite pas. Prenez une autre sauvegarde.',
    },
  },
  archive_entry_altered: {
    status: 422,
    title: { en: 'Altered archive', fr: 'Archive modifiée' },
    detail: {
      en: 'The entry {entry} of {file} is not as it was written: its digest differs. Copy it again, or take another backup.',
      fr: 'L’entrée {entry} de {file} n’est plus telle qu’écrite : son empreinte diffère. Copiez-le de nouveau, ou prenez une autre sauvegarde.',
    },
  },
  archive_of_newer_format: {
    status: 422,
    title: { en: 'Archive of a newer Palier', fr: 'Archive d’un Palier plus récent' },
    detail: {
      en: '{file} has format {format}, this Palier reads up to {known}. Use the Palier that wrote it, or a newer one.',
      fr: '{file} est au format {format}, ce Palier lit jusqu’au {known}. Utilisez le Palier qui l’a écrit, ou un plus récent.',
    },
  },
  archive_of_newer_house: {
    status: 422,
    title: { en: 'Archive of a newer Palier', fr: 'Archive d’un Palier plus récent' },
    detail: {
      en: '{file} comes from a database with the migration {migration}, which this Palier does not know. Use the Palier that wrote it, or a newer one.',
      fr: '{file} vient d’une base qui a eu la migration {migration}, inconnue de ce Palier. Utilisez le Palier qui l’a écrit, ou un plus récent.',
    },
  },
  archive_of_other_kind: {
    status: 422,
    title: { en: 'The other kind of archive', fr: 'L’autre sorte d’archive' },
    detail: {
      en: '{file} is an archive of a {kind}: use "{command}".',
      fr: '{file} est une archive de type « {kind} » : utilisez « {command} ».',
    },
  },
  database_not_empty: {
    status: 409,
    title: { en: 'The database holds data', fr: 'La base contient des données' },
    detail: {
      en: '{database} holds data (in {table}), and nothing was touched. Restore into an empty database with --into, or use --replace, which keeps the present one beside.',
      fr: '{database} contient des données (dans {table}) et rien n’a été touché. Restaurez dans une base vide avec --into, ou utilisez --replace, qui garde l’actuelle à côté.',
    },
  },
  database_in_use: {
    status: 409,
    title: { en: 'The database is in use', fr: 'La base est en service' },
    detail: {
      en: '{sessions} connections use {database}, and nothing was replaced. Stop every Palier that runs on it, then try again.',
      fr: '{sessions} connexions utilisent {database} et rien n’a été remplacé. Arrêtez chaque Palier qui tourne dessus, puis réessayez.',
    },
  },
  former_database_kept: {
    status: 409,
    title: { en: 'A former database is still kept', fr: 'Une ancienne base est encore gardée' },
    detail: {
      en: '{database} is still there from the last restore. See that nothing in it is needed, drop it with "palier restore --forget", then try again.',
      fr: '{database} est encore là depuis la dernière restauration. Vérifiez que rien n’y est utile, supprimez-la avec « palier restore --forget », puis réessayez.',
    },
  },
  tables_differ: {
    status: 409,
    title: { en: 'The tables differ', fr: 'Les tables diffèrent' },
    detail: {
      en: 'The table {table} has not the same columns on both sides, though its migrations say so. Nothing was kept.',
      fr: 'La table {table} n’a pas les mêmes colonnes des deux côtés, bien que ses migrations le disent. Rien n’a été gardé.',
    },
  },
  row_refused: {
    status: 422,
    title: { en: 'A row breaks a rule', fr: 'Une ligne enfreint une règle' },
    detail: {
      en: '{row} breaks the rule {rule} of this database, and nothing was kept. Take the archive again from where that row is put right.',
      fr: '{row} enfreint la règle {rule} de cette base et rien n’a été gardé. Refaites l’archive là où cette ligne aura été corrigée.',
    },
  },
  rows_differ: {
    status: 500,
    title: { en: 'The rows differ', fr: 'Les lignes diffèrent' },
    detail: {
      en: 'Read back, {table} holds {found} rows and not exactly the {expected} that were loaded. Nothing was kept.',
      fr: 'À la relecture, {table} contient {found} lignes et pas exactement les {expected} chargées. Rien n’a été gardé.',
    },
  },
  restored_unguarded: {
    status: 500,
    title: { en: 'The restored database is not guarded', fr: 'La base restaurée n’est pas protégée' },
    detail: {
      en: '{subject}: {claim} does not hold ({seen}). Do not use it: this is a defect of Palier, or the server changed it meanwhile.',
      fr: '{subject} : « {claim} » n’est pas vrai ({seen}). Ne l’utilisez pas : c’est un défaut de Palier, ou le serveur l’a modifiée entre-temps.',
    },
  },
  database_name_too_long: {
    status: 422,
    title: { en: 'The name of the database is too long', fr: 'Le nom de la base est trop long' },
    detail: {
      en: '{database} has a name of more than {limit} bytes, which leaves no room for those of the databases beside it. Restore into an empty database with --into, then let DATABASE_URL name that one.',
      fr: '{database} a un nom de plus de {limit} octets, sans place pour ceux des bases à côté. Restaurez dans une base vide avec --into, puis indiquez-la dans DATABASE_URL.',
    },
  },
  owner_url_missing: {
    status: 500,
    title: { en: 'The owner is not set', fr: 'Le propriétaire n’est pas indiqué' },
    detail: {
      en: 'This needs DATABASE_OWNER_URL: row level security hides rows from the role of DATABASE_URL.',
      fr: 'Ceci demande DATABASE_OWNER_URL : la sécurité par ligne cache des lignes au rôle de DATABASE_URL.',
    },
  },
  admin_url_missing: {
    status: 500,
    title: { en: 'The administrator is not set', fr: 'L’administrateur n’est pas indiqué' },
    detail: {
      en: 'Databases are made and renamed by an administrator: name one with --admin-url, as for "palier database init".',
      fr: 'Les bases sont créées et renommées par un administrateur : indiquez-le avec --admin-url, comme pour « palier database init ».',
    },
  },
  tenant_already_here: {
    status: 409,
    title: { en: 'The tenant is here already', fr: 'Le locataire est déjà là' },
    detail: {
      en: 'A tenant with the id or the slug of {slug} is here already, and nothing was imported. Import it beside under another slug with --slug.',
      fr: 'Un locataire qui a l’id ou l’identifiant de {slug} est déjà là et rien n’a été importé. Importez-le à côté sous un autre identifiant avec --slug.',
    },
  },
  tenant_slug_invalid: {
    status: 422,
    title: { en: 'Not a slug', fr: 'Identifiant invalide' },
    detail: {
      en: '{slug} is no slug: it takes 2 to 63 lower-case letters, digits and single hyphens, and begins with a letter.',
      fr: '{slug} n’est pas un identifiant : il faut 2 à 63 minuscules, chiffres et traits d’union simples, en commençant par une lettre.',
    },
  },
  archive_of_other_migrations: {
    status: 409,
    title: { en: 'Other migrations', fr: 'Autres migrations' },
    detail: {
      en: '{file} and this database differ by the migration {migration}. Bring both to one version of Palier, export the tenant again, then import it.',
      fr: '{file} et cette base diffèrent par la migration {migration}. Mettez les deux à une même version de Palier, exportez de nouveau le locataire, puis importez-le.',
    },
  },
  archive_table_of_no_tenant: {
    status: 422,
    title: { en: 'A table of no tenant', fr: 'Table d’aucun locataire' },
    detail: {
      en: '{file} holds the table {table}, which no tenant takes along, and nothing was imported. Import only what "palier tenant export" wrote.',
      fr: '{file} contient la table {table}, qu’aucun locataire n’emporte, et rien n’a été importé. N’importez que ce que « palier tenant export » a écrit.',
    },
  },
  archive_of_several_tenants: {
    status: 422,
    title: { en: 'Rows of another tenant', fr: 'Lignes d’un autre locataire' },
    detail: {
      en: '{table} in {file} holds rows of another tenant, and nothing was imported. Import only what "palier tenant export" wrote.',
      fr: '{table} dans {file} contient des lignes d’un autre locataire et rien n’a été importé. N’importez que ce que « palier tenant export » a écrit.',
    },
  },
});
