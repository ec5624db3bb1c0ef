import { defineProblems, problem } from '#platform/problems';

export const documentsProblems = defineProblems('feeds/documents', {
  not_a_feed: problem(422, 'Not a feed', 'Pas un flux', {
    en: 'The address answers with something else than RSS, Atom or JSON Feed. Give the address of the feed itself, or of a page that links to it.',
    fr: 'L’adresse répond par autre chose que RSS, Atom ou JSON Feed. Donnez l’adresse du flux lui-même, ou d’une page qui le signale.',
  }),
  feed_malformed: problem(422, 'Feed cannot be read', 'Flux illisible', {
    en: 'The feed is too damaged to be read. Check it with a feed validator, tell its publisher, and try again later.',
    fr: 'Le flux est trop abîmé pour être lu. Vérifiez-le avec un validateur de flux, prévenez son éditeur, puis réessayez plus tard.',
  }),
  feed_too_large: problem(422, 'Feed too large', 'Flux trop volumineux', {
    en: 'The feed has more than {most} entries, or takes too much memory to read. Ask its publisher for a feed of the latest entries.',
    fr: 'Le flux a plus de {most} entrées, ou sa lecture prend trop de mémoire. Demandez à son éditeur un flux des dernières entrées.',
  }),
  feed_parse_timeout: problem(422, 'Feed takes too long to read', 'Flux trop long à lire', {
    en: 'The document was not read to its end within {seconds} s. Ask its publisher for a smaller or simpler one.',
    fr: 'Le document n’a pas été lu jusqu’à sa fin en {seconds} s. Demandez à son éditeur un document plus court ou plus simple.',
  }),
  opml_malformed: problem(422, 'OPML cannot be read', 'OPML illisible', {
    en: 'The file is no OPML, or it is damaged. Export your subscriptions again, and send that file.',
    fr: 'Le fichier n’est pas du OPML, ou il est abîmé. Exportez à nouveau vos abonnements, puis envoyez ce fichier.',
  }),
  opml_too_large: problem(422, 'OPML too large', 'OPML trop volumineux', {
    en: 'The file has more than {most} subscriptions, or {elements} elements in all. Split it, and send its parts one after the other.',
    fr: 'Le fichier a plus de {most} abonnements, ou de {elements} éléments en tout. Divisez-le, puis envoyez ses parties l’une après l’autre.',
  }),
  documents_busy: problem(503, 'Too many documents at once', 'Trop de documents à la fois', {
    en: 'Other documents are still being read. Try again in {seconds} s.',
    fr: 'D’autres documents sont en cours de lecture. Réessayez dans {seconds} s.',
  }),
});
