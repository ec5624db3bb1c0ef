import { defineProblems, problem } from '#platform/problems';

export const journalProblems = defineProblems('journal', {
  entry_not_found: problem(404, 'No such entry', 'Entrée inconnue', {
    en: 'Your journal has no entry {id}. It may have been deleted, or be older than entries are kept.',
    fr: 'Votre journal n’a pas d’entrée {id}. Elle a peut-être été supprimée, ou dépasse la durée de conservation.',
  }),
  addiction_not_found: problem(404, 'No such addiction', 'Addiction inconnue', {
    en: 'Your journal has no addiction {id}. It may have been deleted: read the list again.',
    fr: 'Votre journal n’a pas d’addiction {id}. Elle a peut-être été supprimée : relisez la liste.',
  }),
  relapse_not_found: problem(404, 'No such relapse', 'Rechute inconnue', {
    en: 'Your journal has no relapse {id}. It may have been deleted, alone or with its addiction: read the list again.',
    fr: 'Votre journal n’a pas de rechute {id}. Elle a peut-être été supprimée, seule ou avec son addiction : relisez la liste.',
  }),
  id_taken: problem(409, 'This id is taken', 'Cet identifiant est pris', {
    en: 'Your journal has or had something with the id {id}. Read it, and change it at its version, or create another under a new id.',
    fr: 'Votre journal contient ou a contenu un élément d’identifiant {id}. Lisez-le et modifiez-le à sa version, ou créez-en un autre sous un nouvel identifiant.',
  }),
  day_not_kept: problem(400, 'Not a day of the journal', 'Ce jour n’est pas dans le journal', {
    en: 'The journal takes days from {first} on, as long as entries are kept, to {last}. Give one of these; if it is right, check the clock of the device.',
    fr: 'Le journal accepte les jours du {first}, début de la période de conservation, au {last}. Donnez l’un d’eux ; si le jour est juste, vérifiez l’horloge de l’appareil.',
  }),
  day_out_of_range: problem(400, 'Not a possible day', 'Jour impossible', {
    en: 'Give a day from {first} to {last}. If it is right, check the clock of the device.',
    fr: 'Donnez un jour du {first} au {last}. Si le jour est juste, vérifiez l’horloge de l’appareil.',
  }),
  earlier_change_refused: problem(409, 'An earlier change was refused', 'Un changement précédent a été refusé', {
    en: 'The request has an earlier change of the same record, which was refused or is in conflict. Resolve that one first, and make this change on top of the result.',
    fr: 'La requête contient un changement précédent du même élément, refusé ou en conflit. Résolvez-le d’abord, puis refaites ce changement sur le résultat.',
  }),
  progress_period_invalid: problem(400, 'No such period', 'Cette période n’existe pas', {
    en: 'Give from not after to, and at most {most} days in all.',
    fr: 'Donnez from au plus tard à to, et {most} jours au plus en tout.',
  }),
  journal_sealed: problem(503, 'The journal cannot be read', 'Le journal est illisible', {
    en: 'The server has another master key than the one that sealed the journal. Nothing is lost. Ask its operator to restore PALIER_MASTER_KEY or master.key.',
    fr: 'Le serveur n’a pas la clé maîtresse qui a scellé le journal. Rien n’est perdu. Demandez à son exploitant de rétablir PALIER_MASTER_KEY ou master.key.',
  }),
});
