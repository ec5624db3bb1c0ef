/**
 * Minutes east of UTC of the abbreviations that feeds use and that mean one zone, or the place whose clock they mean all year.
 * Others, such as IST, mean several.
 */
const zones: ReadonlyMap<string, number | string> = new Map<string, number | string>(
  Object.entries({
    gmt: 0,
    utc: 0,
    ut: 0,
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
    acdt: 630,
    wib: 420,
    ict: 420,
    pkt: 300,
    npt: 345,
    trt: 180,
    eat: 180,
    sast: 120,
    wat: 60,
    art: -180,
    clst: -180,
    clt: -240,
    cot: -300,
    pet: -300,
    et: 'america/new_york',
    ct: 'america/chicago',
    mt: 'america/denver',
    pt: 'america/los_angeles',
  }),
);

/** An offset as in `+02:00`, `-0500`, `+2`, or after a name as in `gmt+2`. */
const offset = /^(?:gmt|utc|ut)?([+-])(\d{1,2}):?(\d{2})?z?$/;

/**
 * The zone among the words after a time, which may name it twice, as in `+0200 CEST`: the offset then counts. Beside it alone may other
 * words stand.
 *
 * @param words in lower case
 * @returns undefined where they name no zone
 */
export function zoneOf(words: readonly string[]): string | undefined {
  const named = (word: string) => zones.has(word) || /^[a-ik-z]$|\//.test(word);
  return words.find((word) => offset.test(word)) ?? (words.every(named) ? words[0] : undefined);
}

/**
 * The moment at which clocks of a zone show a time, in milliseconds since 1970. Letters of the military are UTC, as RFC 2822
 * asks for.
 *
 * @param zone as `zoneOf` gives it
 * @param shown that time, as if it were in UTC
 * @returns null when the zone is further from UTC than any place is, or is no place
 */
export function momentIn(zone: string, shown: number): number | null {
  const [, sign, hours, minutes = '0'] = offset.exec(zone) ?? [];
  const east = Number(hours) * 60 + Number(minutes);
  if (sign) return east > 14 * 60 || Number(minutes) > 59 ? null : shown - Number(`${sign}${east * 60_000}`);
  const place = zones.get(zone) ?? (zone.includes('/') ? zone : 0);
  if (typeof place === 'number') return shown - place * 60_000;
  try {
    const utc = Temporal.Instant.fromEpochMilliseconds(shown).toZonedDateTimeISO('UTC');
    return utc.toPlainDateTime().toZonedDateTime(place).epochMilliseconds;
  } catch {
    return null;
  }
}
