import { escapeHtml } from '#platform/http';

/** Nobody can own a name under `.example`: the feed is never fetched, as its subscription is paused. */
export const pressUrl = 'https://presse.demonstration.example/atom.xml';

const DAY_MS = 86_400_000;
/** The days over which the posts are spread, the more the newer. */
const DAYS = 300;

/** What posts are about, and what is said of each: `{0}` is the subject, and `{1}` what it is good for. */
interface Desk {
  readonly language: 'fr' | 'en';
  readonly authors: readonly string[];
  readonly subjects: readonly (readonly [subject: string, purpose: string, tag: string])[];
  readonly angles: readonly (readonly [title: string, text: string])[];
}

const desks: readonly Desk[] = [
  {
    language: 'fr',
    authors: ['Inès Morel', 'Hugo Lambert', 'Awa Diallo'],
    subjects: [
      ['les tampons de sortie', 'publier sans rien perdre', 'architecture'],
      ['la pagination par curseur', 'parcourir de longues listes', 'bases de données'],
      ['les clés d’idempotence', 'répéter un appel sans risque', 'api'],
      ['le chiffrement au repos', 'protéger des textes intimes', 'sécurité'],
      ['les index partiels', 'chercher peu de lignes parmi beaucoup', 'bases de données'],
      ['la lecture hors ligne', 'travailler sans réseau', 'web'],
      ['les journaux d’audit', 'savoir qui a fait quoi', 'sécurité'],
      ['le déploiement progressif', 'livrer sans coupure', 'exploitation'],
      ['les sauvegardes vérifiées', 'restaurer le jour venu', 'exploitation'],
      ['l’accessibilité des formulaires', 'être lu par toutes et tous', 'web'],
      ['les quotas par équipe', 'partager un service avec équité', 'architecture'],
      ['la mesure du temps de réponse', 'voir ce que voient les gens', 'exploitation'],
    ],
    angles: [
      ['Comprendre {0} en dix minutes', 'Un tour d’horizon de {0}, pour qui veut {1} sans lire trois livres.'],
      [
        'Ce que {0} nous ont appris',
        'Retour d’expérience d’une équipe de six personnes : {1} demandait moins de code que prévu.',
      ],
      [
        'Trois erreurs avec {0}',
        'La première coûte une nuit, la deuxième un client, la troisième se voit un an après. Pour {1}, mieux vaut les connaître.',
      ],
      [
        'Une faille autour de {0} est corrigée',
        'La correction est publiée depuis ce matin. Mettez à jour, puis relisez vos journaux : {1} en dépend.',
      ],
      [
        'Entretien : pourquoi nous avons choisi {0}',
        '« Nous voulions {1}, et rien d’autre. » Une conversation sur les choix qu’on garde.',
      ],
      ['Mesurer {0}', 'Un banc d’essai que vous pouvez refaire chez vous, avec ses limites, pour {1}.'],
      ['{0} : la liste de contrôle', 'Douze questions à se poser avant de {1}. La dernière surprend toujours.'],
      ['Faut-il encore {1} ?', 'Un avis à rebours sur {0}, et les réponses de trois lectrices.'],
      ['La semaine en bref : {0}', 'Deux nouvelles versions, un article à lire, et une astuce pour {1}.'],
    ],
  },
  {
    language: 'en',
    authors: ['Maya Chen', 'Tom Okafor', 'Elena Rossi'],
    subjects: [
      ['row level security', 'keep tenants apart', 'databases'],
      ['signed webhooks', 'tell others what happened', 'api'],
      ['structured logs', 'find one request among millions', 'operations'],
      ['fair queues', 'let small customers through', 'architecture'],
      ['connection pools', 'serve many with few connections', 'databases'],
      ['content hashing', 'store each file once', 'storage'],
      ['feature flags', 'release to a few people first', 'delivery'],
      ['refresh token rotation', 'notice a stolen session', 'security'],
      ['full-text search', 'find a word in any language', 'databases'],
      ['graceful shutdown', 'deploy at noon', 'operations'],
      ['problem details', 'explain a refusal to a program', 'api'],
      ['load shedding', 'stay up on a bad day', 'architecture'],
    ],
    angles: [
      ['A short guide to {0}', 'What you need to know about {0} if you want to {1}, and nothing more.'],
      [
        'What we got wrong about {0}',
        'We thought it was easy to {1}. It took us three incidents to see why it is not.',
      ],
      [
        'A vulnerability in {0}, and what to do',
        'Update today. If you cannot, this setting helps until you can: you still {1}.',
      ],
      ['{0} by the numbers', 'A benchmark with its source, its machine and its limits, for teams that want to {1}.'],
      ['Five questions about {0}', 'Answers for a colleague who has to {1} by Friday.'],
      ['Why we moved away from {0}', 'A dissenting view: there is a simpler way to {1}, at a price.'],
      ['Reading list: {0}', 'Four papers and a talk for people who {1}.'],
      ['{0}, ten years later', 'What lasted, what did not, and how one would {1} today.'],
    ],
  },
];

/**
 * A feed of some 200 posts in French and English.
 *
 * @param newest when the newest appeared, in milliseconds since 1970
 */
export function pressFeed(newest: number): string {
  const posts = desks
    .flatMap(({ language, authors, subjects, angles }) =>
      angles.flatMap((angle, a) =>
        subjects.map((subject, s) => ({ language, angle, subject, author: authors[(a + s) % 3] })),
      ),
    )
    // Languages, angles and subjects alternate, always in the same way.
    .map((post, n) => ({ ...post, n, order: (n * 89) % 211 }))
    .sort((a, b) => a.order - b.order);
  const entries = posts.map(({ language, angle, subject: [subject, purpose, tag], author = '', n }, place) => {
    const at = new Date(newest - Math.round((place / posts.length) ** 1.6 * DAYS * DAY_MS)).toISOString();
    const [title = '', text = ''] = angle.map((words) =>
      escapeHtml(capital(words.replace('{0}', subject).replace('{1}', purpose))),
    );
    return `<entry xml:lang="${language}"><id>urn:demonstration:post:${n}</id><title>${title}</title>
<published>${at}</published><updated>${at}</updated><author><name>${escapeHtml(author)}</name></author>
<category term="${escapeHtml(tag)}"/><link href="https://presse.demonstration.example/${n}"/>
<content type="html">${escapeHtml(`<p>${text}</p>`)}</content></entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:demonstration:press</id><title>La presse de démonstration</title>
<updated>${new Date(newest).toISOString()}</updated><link href="https://presse.demonstration.example/"/>
${entries.join('\n')}
</feed>`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
