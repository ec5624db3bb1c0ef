import { defineProblems, problem } from '#platform/problems';

export const downloadsProblems = defineProblems('catalog', {
  link_not_found: problem(404, 'No such link', 'Lien inexistant', {
    en: 'This store gave no such link. Check that it was copied whole, or ask for a new one: POST /v1/stores/{tenant}/apps/{slug}/downloads.',
    fr: 'Cette boutique n’a pas donné ce lien. Vérifiez qu’il a été copié en entier, ou demandez-en un nouveau : POST /v1/stores/{tenant}/apps/{slug}/downloads.',
  }),
  link_expired: problem(410, 'The link has expired', 'Le lien a expiré', {
    en: 'A link works for an hour. Ask for a new one; a download that was cut off goes on with it.',
    fr: 'Un lien est valable une heure. Demandez-en un nouveau ; un téléchargement interrompu se poursuit avec lui.',
  }),
  bundle_evicted: problem(404, 'The file is gone', 'Le fichier n’est plus là', {
    en: 'The file of this link is not kept any more. Ask for a new link: the file is made again, with the same content, unless its version was withdrawn.',
    fr: 'Le fichier de ce lien n’est plus conservé. Demandez un nouveau lien : le fichier est refait, avec le même contenu, à moins que sa version n’ait été retirée.',
  }),
});
