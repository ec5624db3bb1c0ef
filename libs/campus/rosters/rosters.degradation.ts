import { declareDegradation } from '#platform/degradation';

export const newRosters = declareDegradation('campus.rosters', {
  from: 3,
  en: 'Rosters of students and passages into the next year wait in their queue.',
  fr: 'Les listes d’étudiants et les passages vers l’année suivante attendent dans leur file.',
});
