// Preloaded by `--import`: the clock of this process is CLOCK_OFFSET_MS milliseconds ahead, or behind where that is negative.
const offset = Number(process.env.CLOCK_OFFSET_MS ?? 0);
const realNow = Date.now;
const now = () => realNow() + offset;
const zoned = (zone = Temporal.Now.timeZoneId()) =>
  Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(zone);

Date.now = now;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made),
  apply: (target) => new target(now()).toString(),
});
Object.assign(Temporal.Now, {
  instant: () => Temporal.Instant.fromEpochMilliseconds(now()),
  zonedDateTimeISO: zoned,
  plainDateTimeISO: (zone) => zoned(zone).toPlainDateTime(),
  plainDateISO: (zone) => zoned(zone).toPlainDate(),
  plainTimeISO: (zone) => zoned(zone).toPlainTime(),
});
