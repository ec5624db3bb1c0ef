import type pg from 'pg';
import { Problem } from '#platform/problems';
import { withClient } from '../connection/with-client.js';

interface Danger {
  role: string;
  superuser: boolean;
  bypassesRls: boolean;
  ownsTables: boolean;
}

/** The dangers of the role and of every role that it is a member of. */
const dangers = `
  SELECT current_user AS role,
         bool_or(r.rolsuper) AS superuser,
         bool_or(r.rolbypassrls) AS "bypassesRls",
         bool_or(EXISTS (
           SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema$)'
         )) AS "ownsTables"
  FROM pg_roles r
  WHERE pg_has_role(current_user, r.oid, 'MEMBER')`;

/**
 * Refuses a role to which row level security does not apply.
 *
 * @param connectTimeoutMs milliseconds to wait for the connection
 * @throws Problem `dangerous_role` when the role, or one that it is a member of, is a superuser, has BYPASSRLS or
 * owns a table; `database_unavailable` when the server cannot be reached.
 */
export async function refuseDangerousRole(url: string, connectTimeoutMs = 5000): Promise<void> {
  const options = { name: 'palier', connectMs: connectTimeoutMs, answerMs: 0 };
  await withClient(url, (client) => refuseDanger(client, 'DATABASE_URL'), options);
}

/**
 * The same of the role of a connection.
 *
 * @param setting the option with its URL
 * @throws Problem `dangerous_role`
 */
export async function refuseDanger(
  client: pg.ClientBase,
  setting: 'DATABASE_URL' | 'DATABASE_READ_URL',
): Promise<void> {
  const { rows } = await client.query<Danger>(dangers);
  for (const danger of rows) refuse(danger, setting);
}

function refuse({ role, superuser, bypassesRls, ownsTables }: Danger, setting: string): void {
  const fault = superuser
    ? { en: 'is a superuser', fr: 'est superutilisateur' }
    : bypassesRls
      ? { en: 'has BYPASSRLS', fr: 'possède BYPASSRLS' }
      : ownsTables && { en: 'owns tables', fr: 'possède des tables' };
  if (!fault) return;
  throw new Problem(
    'dangerous_role',
    500,
    { en: `The role of ${setting} is too powerful`, fr: `Le rôle de ${setting} est trop puissant` },
    {
      en: `The role ${role} of ${setting} ${fault.en}, so one tenant could see another's rows: use the user and password of the URL that "palier database init" prints.`,
      fr: `Le rôle ${role} de ${setting} ${fault.fr} : un locataire pourrait voir les lignes d'un autre. Utilisez l'utilisateur et le mot de passe de l'URL qu'affiche « palier database init ».`,
    },
    { forOperators: true },
  );
}
