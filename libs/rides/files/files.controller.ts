import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import {
  Answers,
  AnswersFile,
  BodyStream,
  type ExpectedVersions,
  type FileAnswer,
  Id,
  IfMatch,
  ofUploads,
  StreamedBody,
  Tag,
  type UploadedBody,
  Versioned,
} from '#platform/http';
import { RideDto, TrimDto, UploadedRidesDto } from '../rides/rides.dto.js';
import { ridesProblems } from '../rides.errors.js';
import { FilesService, types } from './files.service.js';
import { LARGEST_FILE } from './keep-file.js';

const RideId = () => Id('id', ridesProblems.ride_not_found);
/** The format is found out from the bytes, so the media type need not be right. */
const accepted = [
  'application/octet-stream',
  'application/gzip',
  'application/xml',
  'text/xml',
  ...Object.values(types),
];
const malformed = [
  'not_a_recording',
  'recording_malformed',
  'recording_empty',
  'too_many_points',
  'too_many_elements',
  'too_many_rides',
  'too_large_unpacked',
  'too_compressed',
  'impossible_time',
  'impossible_distance',
  'recording_takes_too_long',
] as const;
/** Of a file that could be read when it was uploaded, where there is less memory or time for it now, or stricter bounds. */
const unreadable = [
  'recording_malformed',
  'too_many_points',
  'too_many_elements',
  'too_compressed',
  'recording_takes_too_long',
] as const;

@Tag('Ride files', 'What devices recorded: uploaded, kept as it came, and read again.')
@Versioned({ hashed: true })
@Priority('normal')
@Controller('v1/rides')
export class RideFilesController {
  constructor(private readonly files: FilesService) {}

  /**
   * Upload a FIT, GPX or TCX of up to 25 MiB, also gzipped, of up to 100 MiB unpacked. It makes a ride, or several where the file
   * holds several. The same file again makes none, and is answered with the rides that there are. It counts against the tenant's
   * quota of storage.
   */
  @Post('files')
  @Allow('rides.write', { least: 'member' })
  @StreamedBody({ types: accepted as [string, ...string[]], limit: LARGEST_FILE, required: true })
  @Answers(...malformed, 'no_account', 'recordings_busy', ...ofUploads)
  upload(@BodyStream() body: UploadedBody, @Caller() caller: Caller): Promise<UploadedRidesDto> {
    return this.files.upload(personOf(caller), body);
  }

  /** Download the file of a ride, byte for byte as it was uploaded. */
  @Get('rides/:id/file')
  @Allow('rides.read', { least: 'member' })
  @AnswersFile(types.fit, types.gpx, types.tcx)
  @Answers('no_account', 'ride_not_found', 'ride_without_file', 'storage_unavailable')
  file(@RideId() id: string, @Caller() caller: Caller): Promise<FileAnswer> {
    return this.files.file(personOf(caller), id);
  }

  /** Read all points of a ride, from its file: up to 200,000. */
  @Get('rides/:id/points')
  @Allow('rides.read', { least: 'member' })
  @AnswersFile('application/json')
  @Answers(...unreadable, 'no_account', 'ride_not_found', 'ride_without_file', 'recordings_busy', 'storage_unavailable')
  points(@RideId() id: string, @Caller() caller: Caller): Promise<FileAnswer> {
    return this.files.track(personOf(caller), id, 'points');
  }

  /** Download a ride as GPX, whatever its file is: its points with a position, what was left out excepted. */
  @Get('rides/:id/gpx')
  @Allow('rides.read', { least: 'member' })
  @AnswersFile(types.gpx)
  @Answers(...unreadable, 'no_account', 'ride_not_found', 'ride_without_file', 'recordings_busy', 'storage_unavailable')
  gpx(@RideId() id: string, @Caller() caller: Caller): Promise<FileAnswer> {
    return this.files.track(personOf(caller), id, 'gpx');
  }

  /**
   * Leave out the beginning or end of a ride, at the version given by If-Match; the file stays whole. What the ride comes to is
   * computed anew, with the zones of now.
   */
  @Post('rides/:id/trim')
  @HttpCode(200)
  @Allow('rides.write', { least: 'member' })
  @Answers(...malformed, 'no_account', 'ride_not_found', 'ride_without_file', 'recordings_busy', 'storage_unavailable')
  trim(
    @RideId() id: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() left: TrimDto,
    @Caller() caller: Caller,
  ): Promise<RideDto> {
    return this.files.trim(personOf(caller), id, left, versions);
  }
}
