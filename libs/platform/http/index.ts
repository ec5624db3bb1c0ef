export { BodyBytes, BytesBody, type ReceivedBytes } from './body/bytes-body.js';
export { assertDigest } from './body/digest.js';
export { parseJson } from './body/json-body.js';
export { ofUploads, receiveUpload, uploaderOf } from './body/receive-upload.js';
export { BodyStream, StreamedBody, type UploadedBody } from './body/streamed-body.js';
export { Client } from './client/client.js';
export { AtVersion } from './conditional/at-version.js';
export { IfMatch } from './conditional/if-match.js';
export { refuseChange } from './conditional/refuse-change.js';
export { assertVersion, type ExpectedVersions, versionTag } from './conditional/version-tag.js';
export { VersionedDto } from './conditional/versioned.dto.js';
export { Versioned } from './conditional/versioned.js';
export { Connections, ConnectionsModule } from './connections/connections.js';
export { connectionsFor, openFiles } from './connections/open-files.js';
export { WithCookies } from './cors.js';
export { escapeHtml } from './escape-html.js';
export { AnswersEvents } from './events/answers-events.js';
export { hints } from './events/described-events.js';
export { sendEvents, streamRequest } from './events/send-events.js';
export { AnswersFile } from './files/answers-file.js';
export { attachment } from './files/content-disposition.js';
export type { FileAnswer } from './files/file-answer.js';
export { partOf } from './files/part-of.js';
export type { ByteRange } from './files/range.js';
export { storedFile } from './files/stored-file.js';
export { HandlingModule } from './handling.module.js';
export { httpProblems } from './http.errors.js';
export { HttpModule } from './http.module.js';
export { installPipeline } from './install-pipeline.js';
export { ListQueryDto, ListQueryOf } from './lists/list-query.dto.js';
export { ListOf } from './lists/page.dto.js';
export { Location } from './location.js';
export { Answers, Sends, Tag, WithoutDatabase } from './openapi.js';
export { Pipeline } from './pipeline.js';
export { ItemProblemDto } from './problems/item-problem.dto.js';
export { pageReferrerPolicy } from './security-headers.js';
export { assertTarget } from './server/check-target.js';
export { createServer } from './server/server.js';
export { ArrayUnique } from './validation/array-unique.js';
export { ruleText } from './validation/constraint-texts.js';
export {
  IsArrayBetween,
  IsDateTime,
  IsDay,
  IsIntBetween,
  IsNested,
  IsNumberBetween,
  IsOptionalOrNull,
  IsSetBetween,
  IsTimeZone,
  QueryInteger,
  QueryNumber,
} from './validation/dto-properties.js';
export { pointerTo } from './validation/field-errors.js';
export { Id, IsId, IsNewId, NewId } from './validation/id.js';
export { Length, MaxLength } from './validation/text-rule.js';
export { validateBody } from './validation/validation.pipe.js';
export { cachedRoutesOf } from './waiting/cached-routes.js';
export { createWaitingServer, type WaitingServer } from './waiting/waiting-server.js';
