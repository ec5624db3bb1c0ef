import type { Locale, LocalText } from '#platform/problems';
import type { Measure } from '../goals/goals.dto.js';
import type { RiderProfileDto } from '../profile/profile.dto.js';
import type { Advice, Code } from './recommend.js';

type Units = RiderProfileDto['units'];
const say = (en: string, fr: string): LocalText => ({ en, fr });

/** Of a rest, whatever it is for. */
const rest = say('Make your next day one without a ride.', 'Passez votre prochaine journée sans rouler.');
const loads = say(
  'In the last 7 days your load was {acuteLoadPerDay} a day; over the long term it is {longTermLoadPerDay}.',
  'Ces 7 derniers jours, votre charge était de {acuteLoadPerDay} par jour ; sur la durée elle est de {longTermLoadPerDay}.',
);

/** By recommendation: what to do, and why. */
const texts: Readonly<Record<Code, readonly [text: LocalText, why: LocalText]>> = {
  rest_hard_days: [rest, say('{hardDays} days in a row were hard.', '{hardDays} jours de suite ont été durs.')],
  rest_days_in_a_row: [
    rest,
    say('You rode on {daysInARow} days in a row.', 'Vous avez roulé {daysInARow} jours de suite.'),
  ],
  rest_hard_week: [rest, loads],
  ice: [
    say(
      'Stay indoors, or leave the bike: ice is likely.',
      'Restez à l’intérieur ou laissez le vélo : risque de verglas.',
    ),
    say('It rains at {temperatureCelsius} °C.', 'Il pleut par {temperatureCelsius} °C.'),
  ],
  first_ride: [
    say('Begin with half an hour at ease.', 'Commencez par une demi-heure tranquille.'),
    say('There is no ride yet.', 'Il n’y a pas encore de sortie.'),
  ],
  ease_back: [
    say(
      'Come back gently: half of what you used to ride.',
      'Reprenez en douceur : la moitié de vos sorties habituelles.',
    ),
    say('You did not ride for {daysWithoutRide} days.', 'Vous n’avez pas roulé pendant {daysWithoutRide} jours.'),
  ],
  getting_started: [
    say('Ride at ease, every other day.', 'Roulez tranquillement, un jour sur deux.'),
    say(
      'Your first ride was less than two weeks ago: it is too early to compare.',
      'Votre première sortie date de moins de deux semaines : il est trop tôt pour comparer.',
    ),
  ],
  heat: [
    say('Ride early and short, and drink much.', 'Roulez tôt, peu de temps, et buvez beaucoup.'),
    say('It is {temperatureCelsius} °C.', 'Il fait {temperatureCelsius} °C.'),
  ],
  cold: [
    say('Ride short and covered, or indoors.', 'Roulez peu de temps et couvert, ou à l’intérieur.'),
    say('It is {temperatureCelsius} °C.', 'Il fait {temperatureCelsius} °C.'),
  ],
  wind: [
    say('Avoid open roads, or ride indoors.', 'Évitez les routes exposées, ou roulez à l’intérieur.'),
    say('The wind blows at {windMetresPerSecond} m/s.', 'Le vent souffle à {windMetresPerSecond} m/s.'),
  ],
  rain: [
    say('Ride later or indoors: roads are slippery.', 'Roulez plus tard ou à l’intérieur : les routes glissent.'),
    say('It rains {rainMillimetresPerHour} mm an hour.', 'Il pleut {rainMillimetresPerHour} mm par heure.'),
  ],
  goal_behind: [
    say('{aDay} a day{indoors} reach your goal.', 'Avec {aDay} par jour{indoors}, vous atteindrez votre objectif.'),
    say('Of {target}, {left} are left for {daysLeft} days.', 'Sur {target}, il reste {left} pour {daysLeft} jours.'),
  ],
  keep_streak: [
    say(
      'A short, easy ride today{indoors} keeps your streak.',
      'Une petite sortie tranquille{indoors} prolonge votre série.',
    ),
    say(
      'You rode on {daysInARow} days in a row, until yesterday.',
      'Vous avez roulé {daysInARow} jours de suite, jusqu’à hier.',
    ),
  ],
  more: [
    say('If you feel well, you may ride a little more.', 'Si vous vous sentez bien, vous pouvez rouler un peu plus.'),
    loads,
  ],
  keep_going: [say('Go on as you do.', 'Continuez ainsi.'), loads],
  goal_out_of_reach: [
    say('Let this goal go, or make it smaller.', 'Laissez cet objectif, ou réduisez-le.'),
    say(
      'It needs {aDay} a day, and you do {usual}: more than twice that would be too much.',
      'Il demande {aDay} par jour, et vous en faites {usual} : plus du double serait trop.',
    ),
  ],
  goal_reached: [
    say('Your goal is reached: enjoy it.', 'Votre objectif est atteint : profitez-en.'),
    say('You have done {target} or more.', 'Vous avez fait {target} ou plus.'),
  ],
};

/** What an advice says, in a language and the units of a rider. */
export function wordsOf(
  { code, inputs, goal, indoors }: Advice,
  locale: Locale,
  units: Units,
): { readonly text: string; readonly why: string } {
  const amount = (value: number) => (goal ? amountOf(goal.measure, value, locale, units) : '');
  const slots: Record<string, string> = {
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, numberOf(value, locale)])),
    ...(goal && {
      target: amount(goal.target),
      left: amount(goal.left),
      aDay: amount(goal.aDay),
      usual: amount(goal.usual),
    }),
    indoors: indoors ? { en: ' indoors', fr: ' à l’intérieur' }[locale] : '',
  };
  const [text, why] = texts[code].map((each) =>
    each[locale].replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot),
  );
  return { text: text as string, why: why as string };
}

const numberOf = (value: number, locale: Locale, form: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 1, ...form }).format(value);

/** @param value in metres, seconds, metres up or rides */
function amountOf(measure: Measure, value: number, locale: Locale, units: Units): string {
  const shown = (unit: string, each: number) => numberOf(value / each, locale, { style: 'unit', unit });
  const metric = units === 'metric';
  if (measure === 'distance') return metric ? shown('kilometer', 1000) : shown('mile', 1609.344);
  if (measure === 'climb') return metric ? shown('meter', 1) : shown('foot', 0.3048);
  if (measure === 'movingTime') return value >= 7200 ? shown('hour', 3600) : shown('minute', 60);
  const one = locale === 'fr' ? value < 2 : value === 1;
  return `${numberOf(value, locale)} ${{ en: 'ride', fr: 'sortie' }[locale]}${one ? '' : 's'}`;
}
