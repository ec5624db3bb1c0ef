import type { Locale } from '#platform/problems';
import type { RideKind } from '../rides/rides.dto.js';
import type { AiMessageDto } from './ai-requests.dto.js';

/** Tokens of an answer, at most. */
export const MOST_ANSWERED = 600;
/** What a request takes besides its texts, in tokens: the marks round each message. */
const MARKS = 50;

/** What a model is told of a ride. */
export interface RideFacts {
  readonly daysAgo: number;
  readonly kind: RideKind;
  /** Metres. */
  readonly distance: number;
  /** Seconds. */
  readonly movingTime: number;
  /** Metres up. */
  readonly climb: number | null;
  /** Beats a minute. */
  readonly averageHeartRate: number | null;
  /** Watts. */
  readonly averagePower: number | null;
}

const instructions: Record<Locale, string> = {
  en: 'You advise a cyclist, in English, in at most 150 words of plain text. You get their rides of the last 42 days as JSON, and what rules advise. Never urge where the rules say rest. Give no medical advice: say when a doctor should be asked. If there is a question, answer it from these figures alone, and say what they do not tell.',
  fr: 'Tu conseilles un cycliste, en français, en 150 mots de texte simple au plus. Tu reçois en JSON ses sorties des 42 derniers jours, et ce que des règles conseillent. N’incite jamais à l’effort quand les règles disent repos. Ne donne pas d’avis médical : dis quand consulter un médecin. S’il y a une question, réponds-y à partir de ces chiffres seuls, et dis ce qu’ils ne montrent pas.',
};
const columns = ['daysAgo', 'kind', 'kilometres', 'movingMinutes', 'climbMetres', 'averageHeartRate', 'averageWatts'];

/**
 * What is sent to the model: of a ride nothing that says where it was, on which day, or how its rider calls it.
 *
 * @param rules the codes of what the rules advise
 * @param question as its user wrote it; empty for none
 */
export function messagesOf(
  rides: readonly RideFacts[],
  rules: readonly string[],
  question: string,
  language: Locale,
): AiMessageDto[] {
  const rows = rides.map(({ daysAgo, kind, distance, movingTime, climb, averageHeartRate, averagePower }) => [
    daysAgo,
    kind,
    Math.round(distance / 100) / 10,
    Math.round(movingTime / 60),
    climb,
    averageHeartRate && Math.round(averageHeartRate),
    averagePower && Math.round(averagePower),
  ]);
  return [
    { role: 'system', content: instructions[language] },
    { role: 'user', content: JSON.stringify({ columns, rides: rows, rules, ...(question && { question }) }) },
  ];
}

/** The most tokens that a request can cost: a token has a byte at least. */
export const mostTokensOf = (messages: readonly AiMessageDto[]): number =>
  messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), MOST_ANSWERED + MARKS);
