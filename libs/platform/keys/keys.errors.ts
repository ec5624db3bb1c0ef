import { type LocalText, Problem, type ProblemOptions } from '#platform/problems';

const title: LocalText = {
  en: 'The master key cannot be used',
  fr: 'La clé maîtresse est inutilisable',
};

const howToMake = {
  en: `Make one with: node -p "crypto.randomBytes(32).toString('base64url')"`,
  fr: `Créez-en une avec : node -p "crypto.randomBytes(32).toString('base64url')"`,
};

/**
 * An option is not a key. Its value is not repeated, because it may be a mistyped key.
 *
 * @param option PALIER_MASTER_KEY, or PALIER_OTHER_MASTER_KEYS of which one is none
 */
export function invalidMasterKey(option: string): Problem {
  return masterKeyProblem(
    `A key in ${option} must be 32 bytes in base64url, which are 43 characters. ${howToMake.en}`,
    `Une clé dans ${option} doit contenir 32 octets en base64url, soit 43 caractères. ${howToMake.fr}`,
  );
}

export function invalidMasterKeyFile(file: string): Problem {
  return masterKeyProblem(
    `${file} must hold 32 bytes in base64url, and on further lines only "next" or "former" with such a key. Restore it from your copy: what it sealed opens with no other key. If nothing was sealed yet, delete the file, and the next start makes a new one.`,
    `${file} doit contenir 32 octets en base64url, et sur les lignes suivantes seulement « next » ou « former » suivi d’une telle clé. Restaurez ce fichier depuis votre copie : ce qu’il a scellé ne s’ouvre avec aucune autre clé. Si rien n’a encore été scellé, supprimez-le, et le prochain démarrage en créera un nouveau.`,
  );
}

export function missingMasterKeyFile(file: string): Problem {
  return masterKeyProblem(
    `${file} is missing, and the database holds values that its key sealed: a new key could not open them. Restore master.key from your copy, or give every process the key in PALIER_MASTER_KEY. If it is lost, docs/operations.md ("Backups") says how to go on without those values.`,
    `${file} manque, et la base de données contient des valeurs que sa clé a scellées : une nouvelle clé ne pourrait pas les ouvrir. Restaurez master.key depuis votre copie, ou donnez la clé à chaque processus dans PALIER_MASTER_KEY. Si elle est perdue, docs/operations.md (« Backups ») explique comment continuer sans ces valeurs.`,
  );
}

export function unreachableMasterKeyFile(file: string, cause: unknown): Problem {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return masterKeyProblem(
    `The master key in ${file} can be neither read nor written (${reason}). Make the directory writable, or give every process the same PALIER_MASTER_KEY. ${howToMake.en}`,
    `La clé maîtresse de ${file} ne peut être ni lue ni écrite (${reason}). Rendez le dossier accessible en écriture, ou donnez à chaque processus la même PALIER_MASTER_KEY. ${howToMake.fr}`,
    { cause },
  );
}

/** Not in the catalogue, because no client gets it: it ends the start, and the log has it where a request needs the key. */
function masterKeyProblem(en: string, fr: string, options?: ProblemOptions): Problem {
  return new Problem('master_key', 500, title, { en, fr }, { ...options, forOperators: true });
}
