/** A part of the year of the made-up person, by its first day, and how she is then: means of scores from 0 to 10. */
export interface Phase {
  readonly from: number;
  readonly mood: number;
  readonly anxiety: number;
  readonly craving: number;
  readonly energy: number;
  readonly sleep: number;
  /** What she writes about, one after the other. */
  readonly reflections: readonly string[];
}

/** The day of the relapse, and that on which she writes again. */
export const RELAPSE_DAY = 141;

export const relapseNote =
  'Le pot de départ de Karim. Un verre « pour faire comme tout le monde », puis trois. J’ai appelé Marie en rentrant.';

/** What she writes on days that stand for themselves. */
export const milestones: Readonly<Record<number, string>> = {
  0: 'Premier jour. J’ai vidé les deux bouteilles dans l’évier avant de changer d’avis. J’ai peur, mais je commence.',
  1: 'Deuxième jour. Mal dormi, mal à la tête. J’ai marché une heure pour ne pas rester devant le placard.',
  7: 'Une semaine. Marie a apporté un gâteau. Je ne pensais pas tenir sept soirs.',
  30: 'Un mois. J’ai compté ce que je n’ai pas dépensé : de quoi offrir le vélo à Léo.',
  90: 'Trois mois. Au groupe, on m’a applaudie. J’ai rougi comme une enfant.',
  [RELAPSE_DAY]:
    'J’ai bu hier soir, trois verres. J’ai honte. Je l’écris tout de même : ce journal ne sert que s’il est vrai.',
  [RELAPSE_DAY + 1]:
    'Le groupe m’a dit : une rechute n’efface pas les jours d’avant. J’ai repris le compte ce matin, sans me punir.',
  182: 'La moitié de l’année. Je relis le premier jour et je ne reconnais presque plus cette femme fatiguée.',
  270: 'Neuf mois. Le médecin a montré les analyses : le foie va bien. J’ai pleuré dans le tramway.',
  364: 'Une année. Je ne crie pas victoire, je dis merci. Demain sera un jour comme les autres, et c’est ce que je voulais.',
};

export const phases: readonly Phase[] = [
  {
    ...{ from: 0, mood: 4, anxiety: 7, craving: 8, energy: 3, sleep: 3 },
    reflections: [
      'L’envie est venue à dix-neuf heures, comme une horloge. J’ai bu une tisane et attendu. Elle est passée en vingt minutes.',
      'Réveillée à quatre heures, en sueur. J’ai lu jusqu’au matin.',
      'Le supermarché est un piège. J’ai fait le tour par l’autre bout pour éviter le rayon.',
      'Irritable avec Léo pour une histoire de chaussettes. Je me suis excusée, il m’a serrée fort.',
      'Première soirée au groupe. Je n’ai rien dit, j’ai écouté. Une femme a raconté mes propres dimanches.',
      'Marie m’a accompagnée marcher au bord du canal. Parler aide plus que je ne croyais.',
      'J’ai refusé l’apéritif des voisins. Personne n’a posé de question.',
    ],
  },
  {
    ...{ from: 35, mood: 6, anxiety: 5, craving: 5, energy: 5, sleep: 6 },
    reflections: [
      'J’ai dormi sept heures d’affilée. Le café du matin avait un goût de vacances.',
      'L’envie vient encore, mais elle prévient. J’appelle, je marche, j’écris.',
      'Repris la natation le mardi. Dix longueurs, et les bras en coton.',
      'Réunion difficile au travail. Avant, je serais rentrée par le bar. Je suis rentrée par le parc.',
      'Dîner chez mes parents. Mon père a servi de l’eau à tout le monde sans un mot.',
      'Au groupe, j’ai parlé pour la première fois. Ma voix tremblait, puis plus.',
      'Léo a remarqué que je l’aide à ses devoirs le soir. « Tu es là », a-t-il dit.',
    ],
  },
  {
    ...{ from: 128, mood: 5, anxiety: 7, craving: 7, energy: 4, sleep: 4 },
    reflections: [
      'Deux semaines de surcharge au bureau. Je saute le groupe, je me dis que ça ira. Cela m’inquiète un peu.',
      'Je dors mal depuis lundi. L’envie est revenue, sourde, en fin d’après-midi.',
      'Dispute au téléphone avec mon frère. J’ai tourné longtemps dans la cuisine.',
      'Je note ce que je ressens au lieu de le boire. C’est lent, mais cela marche.',
      'Marie me rappelle chaque soir à vingt heures. Nous parlons de rien, et c’est bien.',
      'J’ai dressé la liste des situations à risque : pots, fatigue, dimanche soir, disputes.',
    ],
  },
  {
    ...{ from: 163, mood: 7, anxiety: 4, craving: 3, energy: 6, sleep: 7 },
    reflections: [
      'Une journée ordinaire, et je mesure ce que ce mot vaut.',
      'Vingt longueurs ce matin. Le maître-nageur m’a proposé le groupe du samedi.',
      'Un mariage sans boire. J’ai dansé, j’ai conduit tout le monde, je me souviens de tout.',
      'L’envie a duré le temps d’une chanson.',
      'J’ai accompagné une nouvelle au groupe. Ses mains tremblaient comme les miennes alors.',
      'Planté des tomates avec Léo sur le balcon.',
      'Petit coup de fatigue, mais le sommeil est bon. Je ne confonds plus fatigue et tristesse.',
    ],
  },
  {
    ...{ from: 274, mood: 8, anxiety: 3, craving: 2, energy: 7, sleep: 8 },
    reflections: [
      'J’ai passé devant le bar sans y penser. C’est en rentrant que je m’en suis aperçue.',
      'Week-end à la mer avec Marie et Léo. Le vent, les galets, rien d’autre.',
      'On m’a confié un projet au travail. J’ai dit oui, et j’ai dit aussi quand je m’arrêterais le soir.',
      'Lu tout un roman. Je ne savais plus que j’aimais cela.',
      'Journée triste, anniversaire de la mort de maman. J’ai pleuré, j’ai téléphoné, je n’ai pas bu.',
      'Au groupe, c’est moi qui ai fait le café.',
    ],
  },
];

export const tags = ['famille', 'travail', 'groupe', 'sport', 'sommeil', 'sortie', 'fatigue'] as const;
