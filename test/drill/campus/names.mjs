// French names as SQL: 345 given names and 3,000 surnames, of which some are far more frequent than others.
const simple =
  `Camille Léa Louis Hugo Chloé Emma Lucas Manon Inès Nathan Théo Sarah Clément Juliette Maxime Élise Antoine Zoé
  Jules Alice Raphaël Gabriel Lina Adam Noé Rose Arthur Anaïs Mathis Éva Tom Jade Paul Lucie Victor Margaux Romain Océane Simon
  Clara Alexis Agathe Valentin Mathilde Quentin Pauline Baptiste Élodie Thomas Laura Nicolas Justine Julien Céline Pierre
  Aurélie Guillaume Noémie Bastien Solène Rémi Apolline Étienne Ambre François Maëlys Benoît Capucine Grégoire Éléonore Tristan
  Salomé Gaspard Maëlle Corentin Lola Yanis Nina Samuel Fanny Mehdi Yasmine Karim Assia Amadou Fatou Ibrahim Aïcha Thibault
  Hélène Fabien Sandrine Damien Coralie Loïc Gaëlle Cédric Mélanie Jérôme Valérie Régis Estelle Sébastien Delphine`.split(
    /\s+/,
  );
const compound = ['Jean', 'Marie', 'Anne', 'Pierre', 'Louis', 'Paul'].flatMap((first) =>
  simple.slice(0, 40).map((second) => `${first}-${second}`),
);
const given = [...simple, ...compound];
/** 20 × 15 × 10 surnames. */
const syllables = [
  'Mar Ber Du Le La Gau Che Rou Bon Mo Per Ro Si Lau Gi Fon Gar Clé Val Bou'.split(' '),
  'ti na bo vi ri lo mon che ra du lle sse ga nni te'.split(' '),
  'er in ard eau et on el ier ot aud'.split(' '),
];
const SURNAMES = 3000;

const of = (words, index) => `(array[${words.map((word) => `'${word}'`).join(',')}])[1 + ${index}]`;
/** A number from 0 up to a size, of which the lower are the more frequent. */
export const skewed = (size, n, seed) =>
  `floor(${size} * power((hashint8extended(${n}, ${seed}) & 2147483647) / 2147483648.0, 2))::int`;
/** Frequent surnames begin with any syllable. */
const surname = `${of(syllables[0], 's / 150')} || ${of(syllables[1], 's / 10 % 15')} || ${of(syllables[2], 's % 10')}`;

/** A text as it is compared: in lower case and without accents. */
export const plain = (text) => `lower(regexp_replace(normalize(${text}, NFKD), '[\\u0300-\\u036f]', '', 'g'))`;

/** Rows of `n`, `given` and `surname` for the numbers between two. */
export const people = (from, to, seed) => `
  (select n, ${of(given, 'g')} as given, ${surname} as surname
   from (select n, ${skewed(given.length, 'n', seed)} as g, ${skewed(SURNAMES, 'n', seed + 1)} * 1009 % ${SURNAMES} as s
     from generate_series(${from}, ${to}) n) chosen) named`;
