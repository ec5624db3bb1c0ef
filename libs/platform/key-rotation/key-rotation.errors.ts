import { defineProblems, operatorProblem } from '#platform/problems';

export const keyRotationProblems = defineProblems('platform/key-rotation', {
  rotation_running: operatorProblem(409, 'A rotation is running', 'Une rotation est en cours', {
    en: 'Another command rotates the master key at this moment. Wait until it has ended.',
    fr: 'Une autre commande change la clé maîtresse en ce moment. Attendez qu’elle ait fini.',
  }),
  no_sealed_value_opens: operatorProblem(409, 'Another master key', 'Une autre clé maîtresse', {
    en: 'The master keys of this process open none of the sealed values. Run this command with the PALIER_MASTER_KEY and PALIER_OTHER_MASTER_KEYS, or the PALIER_DATA_DIR, of the servers.',
    fr: 'Les clés maîtresses de ce processus n’ouvrent aucune des valeurs scellées. Lancez cette commande avec les PALIER_MASTER_KEY et PALIER_OTHER_MASTER_KEYS, ou le PALIER_DATA_DIR, des serveurs.',
  }),
  key_unknown_to_servers: operatorProblem(409, 'Servers lack the key', 'Des serveurs n’ont pas la clé', {
    en: 'These processes could not open what the new master key seals: {processes}. Give it to every process in PALIER_OTHER_MASTER_KEYS, or the same PALIER_DATA_DIR as this command, restart them, and run this command again. Nothing was re-sealed.',
    fr: 'Ces processus ne pourraient pas ouvrir ce que scelle la nouvelle clé maîtresse : {processes}. Donnez-la à chaque processus dans PALIER_OTHER_MASTER_KEYS, ou le même PALIER_DATA_DIR qu’à cette commande, redémarrez-les, puis relancez cette commande. Rien n’a été rescellé.',
  }),
  former_key_in_use: operatorProblem(409, 'The former key is in use', 'L’ancienne clé est utilisée', {
    en: 'These processes still seal with another master key: {processes}. Restart them with the PALIER_MASTER_KEY of this command, or its PALIER_DATA_DIR, and run it again. Nothing was re-sealed.',
    fr: 'Ces processus scellent encore avec une autre clé maîtresse : {processes}. Redémarrez-les avec la PALIER_MASTER_KEY de cette commande, ou son PALIER_DATA_DIR, puis relancez-la. Rien n’a été rescellé.',
  }),
  servers_silent: operatorProblem(503, 'Servers do not answer', 'Des serveurs ne répondent pas', {
    en: '{silent} of {all} processes on this database did not say within {seconds} seconds which master keys they have. Restart or stop those that hang, and those of an earlier version, and run this command again. Nothing was re-sealed.',
    fr: '{silent} des {all} processus sur cette base de données n’ont pas dit en {seconds} secondes quelles clés maîtresses ils ont. Redémarrez ou arrêtez ceux qui sont bloqués, et ceux d’une version antérieure, puis relancez cette commande. Rien n’a été rescellé.',
  }),
});
