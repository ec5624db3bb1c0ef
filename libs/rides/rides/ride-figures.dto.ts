/** Seconds of the best 1, 10 and 40 km; null where the ride is shorter. */
export class BestTimesDto {
  /** @example 98.5 */
  '1'!: number | null;
  /** @example 1105.2 */
  '10'!: number | null;
  /** @example 4620.1 */
  '40'!: number | null;
}

/** Watts of the best 1, 5, 20 and 60 minutes; null where the ride is shorter, or its power was not measured. */
export class BestPowersDto {
  /** @example 411.5 */
  '1'!: number | null;
  /** @example 322.5 */
  '5'!: number | null;
  /** @example 260.5 */
  '20'!: number | null;
  /** @example 221.5 */
  '60'!: number | null;
}

/** What a ride comes to. What was not measured is null. */
export class RideFiguresDto {
  /** Metres. @example 42195.4 */
  distance!: number;

  /** What the distance follows from: the counter of the device, positions, the sum that the device names, or what the rider wrote. */
  distanceFrom!: 'device' | 'positions' | 'summary' | 'rider' | 'none';

  /** Seconds from the first point to the last. @example 5400.5 */
  elapsedTime!: number;

  /** Seconds of the timer at half a metre a second or more. @example 5100.5 */
  movingTime!: number;

  /** Metres up, in rises of 2 m or more. @example 310.5 */
  climb!: number | null;

  /** Metres down. @example 309.5 */
  descent!: number | null;

  /** Metres a second of the moving time. @example 8.27 */
  averageSpeed!: number | null;

  /** Metres a second. @example 16.4 */
  highestSpeed!: number | null;

  /** Beats a minute. @example 141.5 */
  averageHeartRate!: number | null;

  /** @example 178.5 */
  highestHeartRate!: number | null;

  /** Watts. @example 187.5 */
  averagePower!: number | null;

  /** @example 640.5 */
  highestPower!: number | null;

  /** Turns a minute while the rider pedals. @example 84.5 */
  averageCadence!: number | null;

  /** Degrees Celsius. @example 18.5 */
  averageTemperature!: number | null;

  /** Kilojoules, of the power. @example 956.5 */
  energy!: number | null;

  bestPower!: BestPowersDto;

  bestTime!: BestTimesDto;

  /** Seconds in each zone of the heart rate that the rider had. @example [600.5, 1200.5] */
  heartRateZones!: number[] | null;

  /** Seconds in each zone of the power. @example [600.5, 1200.5] */
  powerZones!: number[] | null;

  /** Points and values of the file that were impossible, and left out. @example 0 */
  ignored!: number;
}

/** What the device says of the ride, where it differs from what its points come to. */
export class DeviceFiguresDto {
  /** Metres. @example 42301.5 */
  distance?: number;

  /** Seconds. @example 5400.5 */
  elapsedTime?: number;

  /** Seconds. @example 5120.5 */
  movingTime?: number;

  /** Metres. @example 298.5 */
  climb?: number;

  /** Metres. @example 297.5 */
  descent?: number;

  /** Kilojoules. @example 950.5 */
  energy?: number;
}
