import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { problemCatalogue } from '#platform/problems';
import type { RouteDeclaration } from '#platform/routes';
import { addEnforcedRules } from './enforced-rules.js';
import { impliedProblems } from './implied-problems.js';
import { assertUniqueIds, operationId } from './operation-ids.js';
import { operationsOf, type PlacedOperation } from './operations.js';
import { addPathParameters } from './path-parameters.js';
import { problemExamples, problemSchemas } from './problem-components.js';
import { addProblemResponses, type SharedResponses } from './problem-responses.js';
import { describeBody, describeBytes } from './request-bodies.js';
import { dropSuffix } from './schemas.js';
import { describeFile, describeText, describeUpload } from './streams-and-files.js';
import { addSuccessResponses } from './success-responses.js';
import { describeTags } from './tags.js';
import { addValueFormats } from './value-formats.js';

const schemes = { token: 'accessToken', key: 'apiKey', ofQuery: 'publishableKey' };

const description = [
  'One API for every store, its members and every operator. Public routes need no credential; elsewhere',
  '`Authorization: Bearer` carries an access token, which signing in gives, or an API key. Every refusal is',
  'an RFC 9457 problem with a stable `code`, explained at [/docs/errors](/docs/errors), in French or English',
  'by `Accept-Language`. Of duplicate keys in a JSON body the last wins; unknown fields are refused. Send the',
  '`Palier-Wrote` of a write or of an operation that has ended, or the `wrote` of an event, with your next requests:',
  'nothing that you read is older.',
].join(' ');

/**
 * The OpenAPI 3.1 document of an initialised application, from which `npm run docs` makes the one that is served.
 * Schemas of DTOs are complete only in the output of `nest build`: its Swagger plugin reads them from the sources.
 *
 * @param order beginnings of paths, those to be read first at the head
 * @throws Error when an operation names a problem that no table defines, or two operations have one id
 */
export function openApiDocument(app: INestApplication, order: readonly string[] = []): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Palier')
    .setDescription(description)
    .setVersion('1')
    .addServer('/', 'This server')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'An access token of a signed-in user, valid for 10 minutes.',
      },
      schemes.token,
    )
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'palier_…',
        description: 'A key that an operator or a member made for a machine.',
      },
      schemes.key,
    )
    .addApiKey(
      {
        type: 'apiKey',
        in: 'query',
        name: 'key',
        description:
          'A publishable key, `palier_pk_…`, from a page that can send no header, as by `navigator.sendBeacon`.',
      },
      schemes.ofQuery,
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: operationId });
  const operations = operationsOf(document);
  assertUniqueIds(operations);
  const { all } = (app.getHttpAdapter().getInstance() as FastifyInstance).routeTable;
  const described = operations.map((placed) => ({ placed, route: declarationOf(placed, all) }));
  for (const { placed, route } of described) {
    addPathParameters(placed);
    addEnforcedRules(document, placed, route);
  }
  addValueFormats(document);
  const catalogue = new Map(problemCatalogue().map((problem) => [problem.code, problem]));
  const responses: SharedResponses = {};
  for (const { placed, route } of described) {
    describeBody(document, placed);
    describeBytes(placed, route);
    describeUpload(placed, route);
    describeText(placed, route);
    addSuccessResponses(document, placed, route);
    describeFile(placed, route);
    addProblems(placed, route, catalogue, responses);
    addAccess(placed, route);
  }
  dropSuffix(document);
  describeTags(document, operations, order);
  const used = new Set(operations.flatMap(({ operation }) => operation['x-problems'] ?? []));
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...problemSchemas },
    responses: Object.fromEntries(Object.entries(responses).sort(([a], [b]) => (a < b ? -1 : 1))),
    examples: problemExamples([...catalogue.values()].filter(({ code }) => used.has(code))),
  };
  return document;
}

type Catalogue = ReadonlyMap<string, ReturnType<typeof problemCatalogue>[number]>;

function declarationOf(
  { method, path }: PlacedOperation,
  routes: FastifyInstance['routeTable']['all'],
): RouteDeclaration {
  const url = path.replace(/\{(\w+)\}/g, ':$1');
  return routes.find((route) => route.method === method && route.url === url)?.declaration ?? {};
}

/** Adds the answers of the problems that an operation names, and of those that its kind implies. */
function addProblems(
  placed: PlacedOperation,
  route: RouteDeclaration,
  catalogue: Catalogue,
  responses: SharedResponses,
): void {
  const { operation, method, path } = placed;
  const named = operation['x-problems'] ?? [];
  const unknown = named.filter((code) => !catalogue.has(code));
  if (unknown.length > 0) throw new Error(`${method} ${path} names problems that no table defines: ${unknown}.`);
  const codes = [...new Set([...named, ...impliedProblems(placed, route)])].sort();
  const problems = codes.flatMap((code) => catalogue.get(code) ?? []);
  addProblemResponses(operation, problems, responses);
  operation['x-problems'] = problems.map(({ code }) => code);
}

/** Adds who may call an operation. */
function addAccess({ operation }: PlacedOperation, { access, keyInQuery }: RouteDeclaration): void {
  operation.security = [];
  if (access?.kind !== 'allow') return;
  operation.security = [{ [schemes.token]: [] }, { [schemes.key]: [] }];
  if (keyInQuery) operation.security.push({ [schemes.ofQuery]: [] });
  operation['x-permission'] = access.permission;
}
