import { type LocalText, Problem, type ProblemOptions } from '#platform/problems';

const title: LocalText = {
  en: 'The master key cannot be used',
  fr: 'La clé maîtresse est inutilisable',
};

const howToMake = {
  en: `Make one with: node -p "crypto.randomBytes(32).toString('base64url')"`,
  fr: `Créez-en une avec : node -p "crypto.randomBytes(32).toString('base64url')"`,
};

/** PALIER_MASTER_KEY is not a key. Its value is not repeated, because it may be a mistyped key. */
export function invalidMasterKey(): Problem {
  return masterKeyProblem(
    `PALIER_MASTER_KEY must be 32 bytes in base64url, which are 43 characters. ${howToMake.en}`,
    `PALIER_MASTER_KEY doit contenir 32 octets en base64url, soit 43 caractères. ${howToMake.fr}`,
  );
}

export function invalidMasterKeyFile(file: string): Problem {
  return masterKeyProblem(
    `${file} must hold 32 bytes in base64url and nothing else. Restore it from a backup: secrets that it sealed cannot be opened with another key. If nothing was sealed yet, delete the file, and the next start makes a new one.`,
    `${file} doit contenir 32 octets en base64url et rien d’autre. Restaurez ce fichier depuis une sauvegarde : les secrets qu’il a scellés ne s’ouvrent avec aucune autre clé. Si rien n’a encore été scellé, supprimez-le, et le prochain démarrage en créera un nouveau.`,
  );
}

export function unreachableMasterKeyFile(file: string, cause: unknown): Problem {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return masterKeyProblem(
    `The master key in ${file} can be neither read nor made (${reason}). Make the directory writable, or give every process the same PALIER_MASTER_KEY. ${howToMake.en}`,
    `La clé maîtresse de ${file} ne peut être ni lue ni créée (${reason}). Rendez le dossier accessible en écriture, ou donnez à chaque processus la même PALIER_MASTER_KEY. ${howToMake.fr}`,
    { cause },
  );
}

/** Not in the catalogue, because no route answers it: it ends the start, or is the cause of another problem. */
function masterKeyProblem(en: string, fr: string, options?: ProblemOptions): Problem {
  return new Problem('master_key', 500, title, { en, fr }, options);
}
