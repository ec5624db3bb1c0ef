/** Minutes east of UTC of the abbreviations that feeds use and that mean one zone; others, such as IST, are read as UTC. */
const zones: Readonly<Record<string, number>> = {
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
  nst: -210,
  ndt: -150,
  ast: -240,
  adt: -180,
  brt: -180,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  hkt: 480,
  sgt: 480,
  awst: 480,
  kst: 540,
  jst: 540,
  acst: 570,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
};

/** A zone in lower case: a name, an offset as in `+02:00`, `-0500`, `+2`, or both as in `gmt+2`. */
export const zonePattern = /^(?:(?:gmt|utc|ut)?([+-])(\d{1,2}):?(\d{2})?|[a-z]{1,5})$/;

/**
 * Minutes east of UTC. Letters of the military are 0, as RFC 2822 asks for, and so are names that are not known.
 *
 * @param zone as `zonePattern` has it
 * @returns null when it is further from UTC than any place is
 */
export function zoneOffset(zone: string): number | null {
  const [, sign, hours, minutes = '0'] = zonePattern.exec(zone) ?? [];
  if (!sign) return zones[zone] ?? 0;
  const offset = Number(hours) * 60 + Number(minutes);
  if (offset > 14 * 60 || Number(minutes) > 59) return null;
  return sign === '-' ? -offset : offset;
}
