import { defineProblems, operatorProblem } from '#platform/problems';

/** Why `palier publish` stops. */
export const publishProblems = defineProblems('apps/cli/publish', {
  store_refused: operatorProblem(422, 'The store refused', 'La boutique a refusé', {
    en: 'The store refused: {detail}',
    fr: 'La boutique a refusé : {detail}',
  }),
  store_unreachable: operatorProblem(503, 'The store cannot be reached', 'La boutique est injoignable', {
    en: 'Nothing answers as a store at {url} ({cause}). Give the address of the server with --url, and run the command again: it goes on where it stopped.',
    fr: 'Rien ne répond comme une boutique à {url} ({cause}). Donnez l’adresse du serveur avec --url, puis relancez la commande : elle reprend où elle s’est arrêtée.',
  }),
  key_missing: operatorProblem(401, 'No key', 'Pas de clé', {
    en: 'There is no key in PALIER_KEY. An admin of the store makes one: POST /v1/keys with the scopes catalog.read, catalog.write, catalog.publish and operations.read; then export PALIER_KEY=palier_sk_…',
    fr: 'Il n’y a pas de clé dans PALIER_KEY. Un administrateur de la boutique en crée une : POST /v1/keys avec les portées catalog.read, catalog.write, catalog.publish et operations.read ; puis export PALIER_KEY=palier_sk_…',
  }),
  key_of_other_store: operatorProblem(409, 'The key is of another store', 'La clé est d’une autre boutique', {
    en: 'The app {app} of this key is not the one that the store {tenant} shows. {done} Use a key of that store, or name the store of the key with --tenant.',
    fr: 'L’application {app} de cette clé n’est pas celle que présente la boutique {tenant}. {done} Utilisez une clé de cette boutique, ou nommez celle de la clé avec --tenant.',
  }),
  app_of_other_name: operatorProblem(409, 'Another app has this slug', 'Une autre application a cet identifiant', {
    en: 'The app {app} is called “{is}”, and the package “{name}”. Where it is the same app, add --app {app}; else give another slug with --app.',
    fr: 'L’application {app} s’appelle « {is} », et le paquet « {name} ». Si c’est la même application, ajoutez --app {app} ; sinon, donnez un autre identifiant avec --app.',
  }),
  version_there: operatorProblem(409, 'The version is there', 'La version existe', {
    en: 'The app {app} has a version {version} already, which is {state}, and versions are never replaced. Raise the version in package.json, as with “npm version patch”, and publish again.',
    fr: 'L’application {app} a déjà une version {version}, dans l’état « {state} », et une version n’est jamais remplacée. Augmentez la version dans package.json, par exemple avec « npm version patch », puis publiez à nouveau.',
  }),
});
