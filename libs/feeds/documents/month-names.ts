/** The beginnings of the names of each month, in English, French, German, Spanish and Italian, without accents. */
const names = [
  'january janvier janv januar jan janner enero ene gennaio gen',
  'february feb fevrier fevr fev februar febrero febbraio feber',
  'march mar mars marz maerz mrz marzo',
  'april apr avril avr abril abr aprile',
  'may mai mayo maggio mag',
  'june jun juin juni junio giugno giu',
  'july jul juillet juil juli julio luglio lug',
  'august aug aout aou agosto ago ag',
  'september sept sep septembre septiembre setiembre settembre set',
  'october oct octobre oktober okt octubre ottobre ott',
  'november nov novembre noviembre',
  'december dec decembre dezember dez diciembre dic dicembre',
];

/** From 1 to 12, by a name in lower case without accents and without a full stop. */
export const monthNumbers: ReadonlyMap<string, number> = new Map(
  names.flatMap((month, at) => month.split(' ').map((name) => [name, at + 1] as const)),
);
